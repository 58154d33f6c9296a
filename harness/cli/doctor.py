"""`codes-perdus doctor`: what a run needs on this machine, and how to get what is missing."""

import typer

from harness import messages
from harness.app.doctor import examine
from harness.app.suite import open_target
from harness.app.target_doctor import examine_target
from harness.cli.options import LANGUAGE, Language, SuiteName, TargetName
from harness.core.exit_codes import FAULT, OK


def show(target: TargetName = None, suite: SuiteName = None, lang: Language = LANGUAGE) -> None:
    """Check this machine for what a run needs: Python, libraries, browser, fonts, folders.

    With a target, its portal, its accounts and its mails are checked, too; the portal is sent
    nothing.
    """
    words = messages.catalogue(lang.value)
    of_target = examine_target(open_target(target, suite)) if target or suite else ()
    findings = (*examine(), *of_target)
    states = {ok: words.text(f"doctor-{'ok' if ok else 'missing'}") for ok in (True, False)}
    wide = max(map(len, states.values()))
    for one in findings:
        seen = ", ".join(map(words.fault, one.seen))
        told = f"{words.fault(one.name)}{words.colon} {seen}"
        typer.echo(f"{states[one.ok]:{wide}}  {told}")
        if not one.ok:
            typer.echo(f"{'':{wide}}  {words.fault(one.remedy)}")
    raise typer.Exit(OK if all(one.ok for one in findings) else FAULT)
