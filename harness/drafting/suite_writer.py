"""Writes the suite folder of a drafted guide."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from json import dumps
from pathlib import Path
from typing import Any

from harness.config.suite import MANIFEST
from harness.core.files import need_none_of, toml_string
from harness.core.text import slug_of
from harness.drafting.account_fields import account_fields
from harness.drafting.document import Line
from harness.drafting.draft import DraftChapter, Proposal
from harness.drafting.line_forms import plain
from harness.drafting.manual_words import clean_title

DOCUMENT = "document.txt"
_MAX_SLUG_WORDS = 5
_NOT_IN_SLUG = frozenset(("kind", "mark", "page", "reason"))
_MANIFEST = """\
# A suite that was drafted from {source}: confirm each line of guide/, or take it out.
name = {name}

# What the portal knows of a person, as far as the document says what people type: # is a digit,
# ? a letter. docs/SUITES.md has all that can be said here.
[account.fields]
"""


def write_suite(
    folder: Path, source: str, lines: Sequence[Line], chapters: Sequence[DraftChapter]
) -> int:
    """Write `suite.toml`, `document.txt`, and a file for each proposed chapter, into a new folder.

    The guide is called as the first heading of the document that is the name of no page.

    Returns:
        The number of proposed statements.

    Raises:
        UsageError: the folder has a suite already, or a part of one; or it is no folder.
    """
    need_none_of(folder, (MANIFEST, DOCUMENT, "guide"), "--out")
    (folder / "guide").mkdir(parents=True, exist_ok=True)
    name = slug_of(folder.resolve().name) or "suite"
    head = _MANIFEST.format(source=source, name=dumps(name))
    _write(folder / MANIFEST, head + "".join(account_fields(chapters)))
    texts = {line.number: line.text for line in lines}
    text = (texts.get(number, "") for number in range(1, max(texts) + 1))
    _write(folder / DOCUMENT, "\n".join(text) + "\n")
    names = list(_names(chapters))
    slugs = {id(chapter): slug for slug, chapter in zip(names, chapters, strict=True)}
    statements = 0
    for chapter, line in list(_again(chapters)):
        chapter.excluded.append((line, "It says again what is stated."))
    for slug, chapter in zip(names, chapters, strict=True):
        rows = list(_rows(slug, chapter, slugs))
        statements += len(rows)
        _write(folder / "guide" / f"{slug}.toml", _chapter(slug, chapter, rows))
    listed = ", ".join(map(dumps, names))
    title = toml_string(_title(lines, chapters) or source)
    _write(folder / "guide" / "guide.toml", f"title = {title}\nchapters = [{listed}]\n")
    return statements


def _title(lines: Sequence[Line], chapters: Sequence[DraftChapter]) -> str:
    """The first heading that is the name of no page; "" for none."""
    pages = {one.line for chapter in chapters for one in chapter.proposals}
    headings = (one for one in lines if one.heading and one.number not in pages)
    return next((clean_title(plain(one.text)) for one in headings), "")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _names(chapters: Sequence[DraftChapter]) -> Iterator[str]:
    counts: Counter[str] = Counter()
    for chapter in chapters:
        name = _short_slug(chapter.title) or ("mail" if chapter.mail else "page")
        counts[name] += 1
        yield f"{name}-{counts[name]}" if counts[name] > 1 else name


def _short_slug(words: str) -> str:
    return "-".join(slug_of(words).split("-")[:_MAX_SLUG_WORDS])


_Slugs = Mapping[int, str]
"""The slug of each chapter, by its identity."""


def _chapter(slug: str, chapter: DraftChapter, rows: Sequence[str]) -> str:
    head = [
        "# Proposed: confirm each line, or take it out.",
        f"slug = {dumps(slug)}",
        f"title = {toml_string(chapter.title or slug)}",
    ]
    if chapter.mail:
        head.append("mail = true")
    if chapter.everywhere:
        head.append("everywhere = true")
    excluded = [
        f"  {{ lines = [{number}], reason = {toml_string(f'{reason} Confirm.')} }},"
        for number, reason in chapter.excluded
    ]
    if excluded:
        head += ["excluded = [", *excluded, "]"]
    return "\n".join((*head, "statement = [", *rows, "]", ""))


def _rows(slug: str, chapter: DraftChapter, slugs: _Slugs) -> Iterator[str]:
    """The statements, each claim once, with all lines that it rests on."""
    merged: dict[str, tuple[Proposal, list[int]]] = {}
    for one in chapter.proposals:
        said = {
            name: slugs.get(id(value), "") if isinstance(value, DraftChapter) else value
            for name, value in one.claim.items()
        }
        known = replace(one, claim=said)
        merged.setdefault(dumps(said, sort_keys=True), (known, []))[1].append(one.line)
    opened = chapter.opened
    if not (chapter.of_manual or chapter.mail) and merged:
        first = next(iter(merged.values()))[0]
        opened = first.line, first.sentence
    if opened:
        yield _row(f"{slug}.opens", [opened[0]], opened[1], {"kind": "leads", "page": slug})
    counts: Counter[str] = Counter()
    for one, lines in merged.values():
        words = next((str(v) for k, v in one.claim.items() if k not in _NOT_IN_SLUG), "")
        name = f"{one.claim['kind']}.{_short_slug(words) or 'it'}"
        counts[name] += 1
        number = f"-{counts[name]}" if counts[name] > 1 else ""
        yield _row(f"{slug}.{name}{number}", lines, one.sentence, one.claim)


def _again(chapters: Sequence[DraftChapter]) -> Iterator[tuple[DraftChapter, int]]:
    """The lines whose sentence no statement quotes, as another sentence made its claim before."""
    every = [(chapter, one) for chapter in chapters for one in chapter.proposals]
    first: dict[tuple[int, str], Proposal] = {}
    for chapter, one in every:
        first.setdefault((id(chapter), _identity(one)), one)
    quoted = {(one.line, one.sentence) for one in first.values()}
    for chapter, one in every:
        stated = first[id(chapter), _identity(one)].sentence
        if one.sentence != stated and (one.line, one.sentence) not in quoted:
            quoted.add((one.line, one.sentence))
            yield chapter, one.line


def _identity(proposal: Proposal) -> str:
    """The claim of a proposal, as a text."""
    claim = {k: id(v) if isinstance(v, DraftChapter) else v for k, v in proposal.claim.items()}
    return dumps(claim, sort_keys=True)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return dumps(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return toml_string(str(value))


def _row(slug: str, lines: list[int], sentence: str, claim: dict[str, Any]) -> str:
    said = ", ".join(f"{name} = {_toml(value)}" for name, value in claim.items())
    cited = ", ".join(map(str, dict.fromkeys(lines)))
    return (
        f"  {{ slug = {dumps(slug)}, lines = [{cited}], sentence = {toml_string(sentence)}, "
        f"claim = {{ {said} }} }},"
    )
