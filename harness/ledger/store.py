"""Ledgers as TOML files that people read and write: their comments and order stay."""

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import BaseModel, ConfigDict, ValidationError

from harness.core.errors import LedgerError
from harness.core.validation import check_format, sentences
from harness.ledger.entry import Entry

TABLE = "accepted"
LEDGER_FORMAT = 1
_OPENING = "What is accepted, by whom, why and until when: docs/LEDGERS.md"


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    format: int = LEDGER_FORMAT
    accepted: tuple[Entry, ...] = ()


class Ledger:
    """The entries of a file, and the file's text with them.

    Args:
        text: the file's text; of a new file when left out.

    Attributes:
        entries: in the order of the file.

    Raises:
        FormatError: the text has another format; one without a number has this one.
        pydantic.ValidationError: the text holds something else than entries.
        tomllib.TOMLDecodeError: it is no TOML.
    """

    def __init__(self, text: str = "") -> None:
        data = tomllib.loads(text)
        check_format("a ledger", data.get("format", LEDGER_FORMAT), LEDGER_FORMAT)
        self.entries = _File.model_validate(data).accepted
        self._document = tomlkit.parse(text)
        if not text:
            self._document.add(tomlkit.comment(_OPENING))
            self._document.add("format", tomlkit.item(LEDGER_FORMAT))

    @property
    def text(self) -> str:
        """The file's text as it should be written."""
        return tomlkit.dumps(self._document)

    def add(self, entry: Entry) -> None:
        """Put an entry in at the end; in the place of the one with the same key, if there is."""
        for number, known in enumerate(self.entries):
            if known.key == entry.key:
                self.replace(number, entry)
                return
        self._tables.append(_table(entry))
        self.entries = (*self.entries, entry)

    def replace(self, number: int, entry: Entry) -> None:
        """Write an entry in the place of another (from 0), comments kept."""
        kept, new = self._tables[number], _table(entry)
        for name in [name for name in kept if name not in new]:
            del kept[name]
        for name, value in new.items():
            if kept.get(name) != value:
                kept[name] = value
        self.entries = (*self.entries[:number], entry, *self.entries[number + 1 :])

    def remove(self, number: int) -> None:
        """Take an entry out (from 0)."""
        del self._tables[number]
        if not self._tables:
            del self._document[TABLE]
        self.entries = (*self.entries[:number], *self.entries[number + 1 :])

    @property
    def _tables(self) -> Any:
        if TABLE not in self._document:
            self._document[TABLE] = tomlkit.aot()
        return self._document[TABLE]


def _table(entry: Entry) -> Any:
    """An entry as a table of TOML; what is empty is left out."""
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
        subjects: the slugs that there are.
        scopes: the names that a scope may have, each with the values that there are; any value
            will do where none is given.

    Raises:
        LedgerError: the file is missing or broken; it tells all that is wrong at once.
    """
    try:
        ledger = Ledger(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LedgerError(
            f"a ledger at {path}",
            seen=error.strerror or str(error),
            remedy="Correct the path; an empty file is a ledger that accepts nothing.",
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _broken(path, [str(error)]) from error
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        raise _broken(path, sentences(faults, _File)) from error
    problems = [*_strangers(ledger.entries, subjects, scopes), *_twins(ledger.entries)]
    if problems:
        raise _broken(path, problems)
    return ledger


def _broken(path: Path, problems: Iterable[str]) -> LedgerError:
    return LedgerError(
        f"a ledger as docs/LEDGERS.md describes it in {path.name}",
        seen="; ".join(problems),
        remedy="Correct the entries named.",
    )


def _strangers(
    entries: Iterable[Entry], subjects: Collection[str], scopes: Mapping[str, Collection[str]]
) -> Iterator[str]:
    """One sentence for each name in an entry that nothing bears."""
    for number, entry in enumerate(entries, start=1):
        place = f"{TABLE} › entry {number}"
        if entry.subject not in subjects:
            yield f"{place} › subject: {_unknown(entry.subject, subjects)}"
        for name, patterns in entry.scope.items():
            if name not in scopes:
                yield f"{place} › scope: {_unknown(name, scopes)}"
                continue
            for pattern in patterns:
                if scopes[name] and not any(fnmatchcase(one, pattern) for one in scopes[name]):
                    yield f"{place} › scope › {name}: {_unknown(pattern, scopes[name])}"


def _unknown(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f'; did you mean "{near[0]}"?' if near else ""
    return f'unknown name "{name}"{hint}'


def _twins(entries: Iterable[Entry]) -> Iterator[str]:
    """One sentence for each entry that says what one before it said."""
    first: dict[Any, int] = {}
    for number, entry in enumerate(entries, start=1):
        if first.setdefault(entry.key, number) != number:
            yield f"{TABLE} › entry {number}: says the same as entry {first[entry.key]}"
