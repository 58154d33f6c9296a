"""Journal records without secrets."""

import json
import re
from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from harness.model.journal import Head, Record, parse_line
from harness.redaction.vault import Vault

_R = TypeVar("_R", bound=Head | Record)
_FIELD_NAME = re.compile(r"[a-z_]+")  # a name of our own, not a text of the portal


def without_secrets(record: _R, vault: Vault) -> tuple[str, _R]:
    """Replace the secrets in a record by their pseudonyms.

    The whole line is searched, so that no encoding is missed. If a secret equals something that is
    not text (the digits of a time, the name of a field), only texts are changed.

    Args:
        record: as it was made; lone surrogates become question marks.
        vault: the secrets.

    Returns:
        The record as a line of JSON, and as read from that line.
    """
    plain = _line(record.model_dump(mode="json"))
    line = vault.hide(plain)
    read = _parsed(line, type(record))
    if read is None or (line != plain and _without_texts(read) != _without_texts(record)):
        line = _line(_with_texts(record.model_dump(), vault.hide))
        read = _parsed(line, type(record))
    assert read is not None  # noqa: S101 - only texts were changed
    return line, read


def _line(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False, default=lambda moment: moment.isoformat())
    return text.encode("utf-8", "replace").decode()


def _parsed(line: str, kind: type[_R]) -> _R | None:
    try:
        read = parse_line(line)
    except ValueError:
        return None
    return read if isinstance(read, kind) else None


def _without_texts(record: Head | Record) -> Any:
    """A record with empty texts."""
    return _with_texts(record.model_dump(), lambda _: "")


def _with_texts(value: Any, change: Callable[[str], str], entry: str = "") -> Any:
    """A value with its texts changed."""
    if isinstance(value, dict):
        of_fact = value.keys() == {"code", "params"}
        return {
            _with_name(k, change): v if of_fact and k == "code" else _with_texts(v, change, k)
            for k, v in value.items()
        }
    if isinstance(value, list | tuple | frozenset):
        return [_with_texts(one, change) for one in value]
    if not isinstance(value, str) or isinstance(value, Enum):
        return value
    return value if entry == "kind" and _FIELD_NAME.fullmatch(value) else change(value)


def _with_name(entry: str, change: Callable[[str], str]) -> str:
    return entry if _FIELD_NAME.fullmatch(entry) else change(entry)
