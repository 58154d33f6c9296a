"""The suite that a command takes where the call names none: that of the current folder."""

from pathlib import Path

import typer

from harness.config.choices import Lang
from harness.config.suite import MANIFEST, bundled_suite, suite_named
from harness.core.errors import UsageError
from harness.core.sanitize import visible
from harness.messages import catalogue

HERE = "."


def suite_of_call(target: str | None, suite: str | None, lang: Lang) -> str | None:
    """The suite that a call names, or the current folder if that is a suite; tells of the latter.

    A target that is a file has a suite of its own. One that is a name is looked for among those
    of the current folder's suite first.

    Raises:
        UsageError: the manifest in the current folder is broken, and no target is named.
    """
    if suite is not None or not Path(MANIFEST).is_file():
        return suite
    if target is not None and (Path(target).is_file() or not _is_known_here(target)):
        return None
    here = suite_named(HERE)
    if here.is_bundled:
        return None
    text = catalogue(lang.value).text
    told = text("suite-here", suite=here.name, bundled=bundled_suite().name)
    typer.echo(visible(told), err=True)
    return HERE


def _is_known_here(target: str) -> bool:
    try:
        return target in suite_named(HERE).known_targets
    except UsageError:
        return False
