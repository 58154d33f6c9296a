"""Claims about what a page holds for this account, and about files and missing pages."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from itertools import groupby

from harness.checks.context import PSEUDONYM, Case, page_fact
from harness.checks.outcome import Outcome, judged, not_observable
from harness.checks.walk.chosen import chosen_secrets
from harness.core.text import contains, contains_words, fold, plain_label
from harness.guide.content_claims import (
    Absent,
    Count,
    Download,
    NoSecret,
    NoWords,
    ShownValue,
    TableRow,
)
from harness.model.fact import Fact, fact, joined, quote, quotes
from harness.model.finding import Evidence
from harness.model.journal import FileRecord, PageRecord, Step
from harness.model.page import Element, Page
from harness.page.news import said_by
from harness.page.values import values_under

_OK = 200
_LABELLED = frozenset({"link", "button", "field"})  # the parts that have a label
_LINK, _LINK_TOKEN = "link", "link-token"  # the kind of secret in the links of mails
_ABSENT = frozenset({401, 403, 404, 410})


def shown_value(claim: ShownValue, record: PageRecord, case: Case) -> Outcome:
    """The page shows this value under this label."""
    value = claim.value
    field = case.find_field(record, claim.label)
    shown = values_under(claim.label, record.page, field)
    ok = any(fold(one) == fold(value) for one in shown)
    expected = fact("value-under-label", label=quote(claim.label), value=quote(value))
    seen = fact("values-shown", values=quotes(shown)) if shown else fact("label-missing")
    return judged(ok, expected, seen, case.page_evidence(record))


def table_row(claim: TableRow, record: PageRecord, case: Case) -> Outcome:
    """A row of a table has these cells in their order."""
    wanted = claim.cells
    rows = list(rows_of(record.page))
    ok = any(_has_cells(row, wanted) for row in rows)
    near = max(rows, key=lambda row: sum(fold(cell) in row for cell in wanted), default=[])
    expected = fact("row", cells=quotes(wanted))
    seen = fact("row", cells=quotes(near)) if near else fact("no-row")
    return judged(ok, expected, seen, case.page_evidence(record))


def rows_of(page: Page) -> Iterator[list[str]]:
    """The folded cells of each row of a table; a blank cell is none."""
    cells = [text for text in page.texts if text.visible and text.row]
    for _, row in groupby(sorted(cells, key=lambda cell: cell.row), key=lambda cell: cell.row):
        yield [fold(cell.text) for cell in row]


def _has_cells(row: list[str], wanted: Sequence[str]) -> bool:
    rest = iter(row)
    return all(fold(cell) in rest for cell in wanted)


def count(claim: Count, record: PageRecord, case: Case) -> Outcome:
    """The page has so many parts of a kind."""
    words = plain_label(claim.words) if claim.of in _LABELLED else claim.words
    found = [one for one in _PARTS[claim.of](record.page) if not words or contains(one, words)]
    ok = len(found) >= claim.count if claim.at_least else len(found) == claim.count
    expected = fact("parts", count=claim.count, part=claim.of)
    if claim.at_least:
        expected = fact("at-least", what=expected)
    if claim.words:
        expected = fact("with-words", what=expected, words=quote(claim.words))
    seen = fact("parts", count=len(found), part=claim.of)
    return judged(ok, expected, seen, case.page_evidence(record))


def _entries(page: Page) -> list[str]:
    """The words of each entry of a list, those of its buttons included."""
    if any(text.entry is None for text in page.texts):
        return _texts_of_kind(page, "item")  # a journal that does not have them
    found: dict[int, list[str]] = {}
    for text in page.texts:
        if text.visible and text.entry:
            found.setdefault(text.entry, []).append(text.text)
    for button in page.buttons:
        if button.visible and button.entry:
            found.setdefault(button.entry, []).append(button.label)
    return [" ".join(words) for words in found.values()]


def _texts_of_kind(page: Page, kind: str) -> list[str]:
    return [text.text for text in page.texts if text.visible and text.kind == kind]


def _labels(parts: tuple[Element, ...]) -> list[str]:
    return [str(vars(part).get("label", "")) for part in parts if part.visible]


_PARTS: Mapping[str, Callable[[Page], list[str]]] = {
    "row": lambda page: [" ".join(row) for row in rows_of(page)],
    "item": _entries,
    "heading": lambda page: _texts_of_kind(page, "heading"),
    "link": lambda page: _labels(page.links),
    "button": lambda page: _labels(page.buttons),
    "field": lambda page: _labels(page.visible_fields),
    "picture": lambda page: [one.alt for one in page.pictures if one.visible],
}


def no_secret(claim: NoSecret, record: PageRecord, case: Case) -> Outcome:
    """The page shows no secret of a kind, and none of it that the scenario chose."""
    kinds = {claim.secret, f"old-{claim.secret}"} if claim.secret != _LINK else {_LINK_TOKEN}
    names = PSEUDONYM.findall(_readable(record.page))
    secrets = [one for one in map(case.journal.secret, names) if one]
    chosen = chosen_secrets(claim.secret, case) if secrets and claim.secret else frozenset()
    shown = [
        one.pseudonym
        for one in secrets
        if not claim.secret or one.kind in kinds or one.pseudonym in chosen
    ]
    what = fact("secret-of-link") if claim.secret == _LINK else case.guide.a_secret(claim.secret)
    expected = fact("no-secret-of-kind", what=what) if claim.secret else fact("no-secret")
    seen = fact("secret-shown", name=shown[0]) if shown else fact("as-expected")
    return judged(not shown, expected, seen, case.page_evidence(record))


def _readable(page: Page) -> str:
    """What people can read on a page; a password field shows dots."""
    fields = (field.value for field in page.visible_fields if field.kind != "password")
    return "\n".join((*said_by(page), *fields))


def no_words(claim: NoWords, record: PageRecord, case: Case) -> Outcome:
    """These words are nowhere on the page."""
    text = claim.text
    ok = not case.reading(record).has(text)
    seen = fact("as-expected") if ok else fact("words-shown", words=quote(text))
    return judged(ok, fact("no-words", text=quote(text)), seen, case.page_evidence(record))


def download(claim: Download, step: Step, case: Case) -> Outcome:
    """The file comes with its name, type and size."""
    file = next((one for one in case.journal.files if one.step == step.number), None)
    expected = _file_expected(claim)
    if file is None:
        return judged(False, expected, fact("none"), case.step_evidence(step))
    ok = file.status == _OK and fnmatchcase(file.name, claim.name)
    ok = ok and claim.media_type in {"", file.media_type} and file.size >= claim.smallest
    ok = ok and (claim.largest is None or file.size <= claim.largest)
    if ok and claim.unchanged and (told := _changed(file, case)):
        expected = fact("file-unchanged", name=quote(file.name))
        return replace(told, expected=expected, evidence=case.step_evidence(step))
    if ok and (claim.contains or claim.lines is not None):
        return _content(claim, file, case.step_evidence(step))
    return judged(ok, expected, _file_seen(file), case.step_evidence(step))


def _file_expected(claim: Download) -> Fact:
    name, kind, least, most = claim.name, claim.media_type, claim.smallest, claim.largest
    if most is not None:
        size = fact("bytes-between", least=least, most=most)
        size = fact("bytes-exactly", size=most) if most == least else size
        if kind:
            return fact("file-of-type-sized", name=name, type=kind, size=size)
        return fact("file-expected-sized", name=name, size=size)
    if kind:
        return fact("file-of-type", name=name, type=kind, size=least)
    return fact("file-expected", name=name, size=least)


def _changed(file: FileRecord, case: Case) -> Outcome | None:
    """What is told of a file that is not known to be the one chosen last; None if it is that."""
    earlier = [step for step in case.journal.steps if step.number < file.step]
    sent = (step for step in reversed(earlier) if not case.refusals(step))
    typed = (entry for step in sent for entry in reversed(step.typed) if entry.digest)
    chosen = next(typed, None)
    if chosen is None or not file.digest:
        return Outcome(ok=None, seen=fact("no-file-chosen"))
    if file.digest == chosen.digest:
        return None
    return Outcome(
        ok=False, seen=fact("file-with-other-bytes", name=quote(file.name), size=file.size)
    )


def _content(claim: Download, file: FileRecord, evidence: Evidence) -> Outcome:
    """The text of a file has its words and its number of lines."""
    parts = [fact("words", text=quote(one)) for one in claim.contains]
    parts += [] if claim.lines is None else [fact("file-lines", count=claim.lines)]
    expected = fact("file-with", name=quote(file.name), parts=tuple(parts))
    if file.text is None:
        return not_observable(expected, fact("file-is-no-text", type=file.media_type), evidence)
    lacking = [one for one in claim.contains if not contains_words(file.text, one)]
    wrong = [] if file.is_cut else [fact("not-the-words", text=quote(one)) for one in lacking]
    if claim.lines not in {None, file.lines}:
        wrong.append(fact("file-lines", count=file.lines))
    if lacking and not wrong:
        return not_observable(expected, fact("file-is-cut", length=len(file.text)), evidence)
    seen = joined(wrong) or fact("as-expected")
    return judged(not wrong, expected, seen, evidence)


def _file_seen(file: FileRecord) -> Fact:
    if file.status != _OK:
        return fact("status-of-file", status=file.status)
    return fact("file-seen", name=file.name, type=file.media_type, size=file.size)


def absent(claim: Absent, step: Step, case: Case) -> Outcome:
    """The address has no page."""
    del claim
    after = case.after(step)
    ok = after is not None and after.page.status in _ABSENT
    seen = page_fact(after, case.guide)
    return judged(ok, fact("no-page-there"), seen, case.step_evidence(step))
