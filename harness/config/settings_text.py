"""Writes lines into the text of a target file: comments and order stay."""

from collections.abc import Iterable, Mapping
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Integer, String, Table

from harness.core.sanitize import one_line
from harness.messages import Catalogue
from harness.model.fact import Fact
from harness.model.finding import Setting

_NOTES = {
    "reads": "setting-not-read-so",
    "absent": "setting-path-absent",
    "unobservable": "setting-not-shown",
}
"""Messages by the section of a line: what it says of the guide's words."""
_STATUS = "status"
MAX_NOTE = 120  # characters of the guide's words behind a line


def settings_text(
    settings: Iterable[Setting],
    catalogue: Catalogue,
    doubts: Mapping[Setting, Fact] | None = None,
) -> str:
    """Lines of a target file, with their sections, ready to be copied; "" for none.

    Behind a line that may hide a defect stands why.
    """
    return with_settings("", settings, catalogue, doubts)


def with_settings(
    text: str,
    settings: Iterable[Setting],
    catalogue: Catalogue,
    doubts: Mapping[Setting, Fact] | None = None,
) -> str:
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
        line = _value(setting)
        doubt = (doubts or {}).get(setting)
        notes = (
            doubt and catalogue.text("take-over-doubt", doubt=doubt),
            _note(setting, catalogue),
        )
        if note := "; ".join(one_line(one)[:MAX_NOTE] for one in notes if one):
            line.comment(note)
        table[setting.key] = line
    return tomlkit.dumps(document)


def _value(setting: Setting) -> Integer | String:
    """The value of a line: the status of an answer is a number, all else is text."""
    if setting.key == _STATUS and setting.value.isascii() and setting.value.isdigit():
        return tomlkit.integer(setting.value)
    return tomlkit.string(one_line(setting.value))


def _note(setting: Setting, catalogue: Catalogue) -> str:
    """What the guide says; of another section than the words, what it says of that."""
    guide = one_line(catalogue.say(setting.guide))
    message = _NOTES.get(setting.section)
    return one_line(catalogue.text(message, reading=guide)) if message and guide else guide


def _table(parent: Any, name: str) -> Table:
    """A section within another, made where it is missing."""
    if name not in parent:
        parent[name] = tomlkit.table()
    table = parent[name]
    if not isinstance(table, Table):
        raise ValueError(f"{name} is no section")  # noqa: TRY004 - of a file, not of a call
    return table
