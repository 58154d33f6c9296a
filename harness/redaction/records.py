"""A record without its secrets, as it is written and as it is kept."""

import json
import re
from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from harness.model.journal import Head, Record, parse_line
from harness.redaction.vault import Vault

_R = TypeVar("_R", bound=Head | Record)
_ENTRY = re.compile(r"[a-z_]+")  # a name that we gave, and no word of the portal


def without_secrets(record: _R, vault: Vault) -> tuple[str, _R]:
    """A record as a line of JSON, and as it is read from there.

    The whole line is looked at, so that no encoding goes unseen. Where a secret spells what is
    no word at all (the digits of a time, the name of an entry), it is hidden in words only.

    Args:
        record: as it was made; half characters become question marks.
        vault: what is hidden in it.
    """
    plain = _line(record.model_dump(mode="json"))
    line = vault.hide(plain)
    kept = _read(line, type(record))
    if kept is None or (line != plain and _bones(kept) != _bones(record)):
        line = _line(_words(record.model_dump(), vault.hide))
        kept = _read(line, type(record))
    assert kept is not None  # noqa: S101 - only words were touched
    return line, kept


def _line(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False, default=lambda moment: moment.isoformat())
    return text.encode("utf-8", "replace").decode()


def _read(line: str, kind: type[_R]) -> _R | None:
    try:
        read = parse_line(line)
    except ValueError:
        return None
    return read if isinstance(read, kind) else None


def _bones(record: Head | Record) -> Any:
    """What of a record is no word."""
    return _words(record.model_dump(), lambda _: "")


def _words(value: Any, change: Callable[[str], str], entry: str = "") -> Any:
    """A value with its words changed."""
    if isinstance(value, dict):
        of_fact = value.keys() == {"code", "params"}
        return {
            _name(k, change): v if of_fact and k == "code" else _words(v, change, k)
            for k, v in value.items()
        }
    if isinstance(value, list | tuple | frozenset):
        return [_words(one, change) for one in value]
    if not isinstance(value, str) or isinstance(value, Enum):
        return value
    return value if entry == "kind" and _ENTRY.fullmatch(value) else change(value)


def _name(entry: str, change: Callable[[str], str]) -> str:
    return entry if _ENTRY.fullmatch(entry) else change(entry)
