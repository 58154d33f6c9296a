"""Writes lines into the text of a target file: comments and order stay."""

from collections.abc import Iterable
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Table

from harness.core.sanitize import one_line
from harness.messages import Catalogue
from harness.model.finding import Setting

MAX_NOTE = 120  # characters of the guide's words behind a line


def settings_text(settings: Iterable[Setting], catalogue: Catalogue) -> str:
    """Lines of a target file, with their sections, ready to be copied; "" for none."""
    return with_settings("", settings, catalogue)


def with_settings(text: str, settings: Iterable[Setting], catalogue: Catalogue) -> str:
    """The text of a target file with more lines; a line with the same key is replaced.

    Raises:
        ValueError: the text is no TOML, or has something else in the place of a section.
    """
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise ValueError(f"no TOML: {error}") from error
    for setting in settings:
        table: Any = document
        for name in setting.section.split("."):
            table = _table(table, name)
        line = tomlkit.string(one_line(setting.value))
        if note := _note(setting, catalogue):
            line.comment(note[:MAX_NOTE])
        table[setting.key] = line
    return tomlkit.dumps(document)


def _note(setting: Setting, catalogue: Catalogue) -> str:
    """What the guide says; of a reading or a path, that it is not so on this portal."""
    guide = one_line(catalogue.say(setting.guide))
    message = {"reads": "setting-not-read-so", "absent": "setting-path-absent"}.get(setting.section)
    return one_line(catalogue.text(message, reading=guide)) if message and guide else guide


def _table(parent: Any, name: str) -> Table:
    """A section within another, made where it is missing."""
    if name not in parent:
        parent[name] = tomlkit.table()
    table = parent[name]
    if not isinstance(table, Table):
        raise ValueError(f"{name} is no section")  # noqa: TRY004 - of a file, not of a call
    return table
