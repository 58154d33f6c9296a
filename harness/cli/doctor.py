"""`codes-perdus doctor`: what a run needs on this machine, and how to get what is missing."""

import typer

from harness import messages
from harness.app.doctor import examine
from harness.cli.options import LANGUAGE, Language
from harness.core.exit_codes import FAULT, OK


def show(lang: Language = LANGUAGE) -> None:
    """Check this machine for what a run needs: Python, libraries, browser, fonts, folders."""
    findings, words = examine(), messages.catalogue(lang.value)
    states = {ok: words.text(f"doctor-{'ok' if ok else 'missing'}") for ok in (True, False)}
    wide = max(map(len, states.values()))
    for one in findings:
        seen = ", ".join(map(words.fault, one.seen))
        told = f"{words.fault(one.name)}{words.colon} {seen}"
        typer.echo(f"{states[one.ok]:{wide}}  {told}")
        if not one.ok:
            typer.echo(f"{'':{wide}}  {words.fault(one.remedy)}")
    raise typer.Exit(OK if all(one.ok for one in findings) else FAULT)
