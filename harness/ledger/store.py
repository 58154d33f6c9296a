"""Ledgers as TOML files: comments and order stay when an entry is added or changed."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import BaseModel, ConfigDict, ValidationError

from harness.core.errors import LedgerError
from harness.core.files import parse_toml, read_limited
from harness.core.validation import check_format, sentences
from harness.ledger.entry import LedgerEntry

TABLE = "accepted"
LEDGER_FORMAT = 1
_OPENING = "What is accepted, by whom, why and until when: docs/LEDGERS.md"


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    format: int = LEDGER_FORMAT
    accepted: tuple[LedgerEntry, ...] = ()


class Ledger:
    """The entries of a file, and the file's text with them.

    Args:
        text: the file's text; without it, that of a new file.

    Raises:
        FormatError: the text has another format; one without a number has this one.
        pydantic.ValidationError: the text holds something else than entries.
        ValueError: it is no TOML.
    """

    def __init__(self, text: str = "") -> None:
        data = parse_toml(text)
        check_format("a ledger", data.get("format", LEDGER_FORMAT), LEDGER_FORMAT)
        self.entries = _File.model_validate(data).accepted
        self._written = text

    @cached_property
    def _document(self) -> tomlkit.TOMLDocument:
        """The file's text with its comments, to be changed."""
        document = tomlkit.parse(self._written)
        if not self._written:
            document.add(tomlkit.comment(_OPENING))
            document.add("format", tomlkit.item(LEDGER_FORMAT))
        return document

    @property
    def text(self) -> str:
        """The text to write into the file."""
        return tomlkit.dumps(self._document)

    def add(self, entry: LedgerEntry) -> None:
        """Add an entry at the end, or replace the one with the same key."""
        for number, known in enumerate(self.entries):
            if known.key == entry.key:
                self.replace(number, entry)
                return
        self._tables.append(_table(entry))
        self.entries = (*self.entries, entry)

    def replace(self, number: int, entry: LedgerEntry) -> None:
        """Replace the entry with a number (from 0); its comments stay."""
        old, new = self._tables[number], _table(entry)
        for name in [name for name in old if name not in new]:
            del old[name]
        for name, value in new.items():
            if old.get(name) != value:
                old[name] = value
        self.entries = (*self.entries[:number], entry, *self.entries[number + 1 :])

    def remove(self, number: int) -> None:
        """Remove the entry with a number (from 0)."""
        del self._tables[number]
        if not self._tables:
            del self._document[TABLE]
        self.entries = (*self.entries[:number], *self.entries[number + 1 :])

    @property
    def _tables(self) -> Any:
        if TABLE not in self._document:
            self._document[TABLE] = tomlkit.aot()
        return self._document[TABLE]


def _table(entry: LedgerEntry) -> Any:
    """An entry as a TOML table, without its empty values."""
    table = tomlkit.table()
    for name, value in entry.model_dump().items():
        if isinstance(value, Mapping):
            if value:
                table[name] = _inline(value)
        elif value != "":
            table[name] = value
    return table


def _inline(scope: Mapping[str, Iterable[str]]) -> Any:
    table = tomlkit.inline_table()
    for name, patterns in scope.items():
        table[name] = list(patterns)
    return table


def read_ledger(
    path: Path, *, subjects: Collection[str], scopes: Mapping[str, Collection[str]]
) -> Ledger:
    """Read a ledger.

    Args:
        path: of the TOML file.
        subjects: the known slugs.
        scopes: the names that a scope may have, each with its known values; () for any value.

    Raises:
        LedgerError: the file is missing or broken; the message names all problems.
    """
    try:
        ledger = Ledger(read_limited(path))
    except OSError as error:
        raise LedgerError(
            f"a ledger at {path}",
            seen=error.strerror or str(error),
            remedy="Correct the path; an empty file is a ledger that accepts nothing.",
        ) from error
    except ValidationError as error:
        raise _ledger_error(path, sentences(error, _File)) from error
    except (ValueError, RecursionError) as error:
        raise _ledger_error(path, [str(error)]) from error
    problems = [*_unknown_names(ledger.entries, subjects, scopes), *_duplicates(ledger.entries)]
    if problems:
        raise _ledger_error(path, problems)
    return ledger


def _ledger_error(path: Path, problems: Iterable[str]) -> LedgerError:
    return LedgerError(
        f"a ledger as docs/LEDGERS.md describes it in {path.name}",
        seen="\n".join(problems),
        remedy="Correct the entries named.",
    )


def _unknown_names(
    entries: Iterable[LedgerEntry], subjects: Collection[str], scopes: Mapping[str, Collection[str]]
) -> Iterator[str]:
    """One sentence for each unknown name in an entry."""
    for number, entry in enumerate(entries, start=1):
        place = f"{TABLE} › entry {number}"
        if entry.subject not in subjects:
            yield f"{place} › subject: {_unknown_name(entry.subject, subjects)}"
        for name, patterns in entry.scope.items():
            if name not in scopes:
                yield f"{place} › scope: {_unknown_name(name, scopes)}"
                continue
            for pattern in patterns:
                if scopes[name] and not any(fnmatchcase(one, pattern) for one in scopes[name]):
                    yield f"{place} › scope › {name}: {_unknown_name(pattern, scopes[name])}"


def _unknown_name(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f'; did you mean "{near[0]}"?' if near else ""
    return f'unknown name "{name}"{hint}'


def _duplicates(entries: Iterable[LedgerEntry]) -> Iterator[str]:
    """One sentence for each entry that repeats an earlier one."""
    first: dict[Any, int] = {}
    for number, entry in enumerate(entries, start=1):
        if first.setdefault(entry.key, number) != number:
            yield f"{TABLE} › entry {number}: says the same as entry {first[entry.key]}"
