"""What two crawls have that the other has not: pages, forms, fields, words."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from harness.core.text import fold
from harness.crawl.diff.forms import FormPair, compared_forms, pair_forms
from harness.crawl.diff.pages import ComparedPage, PagePair, PagePairer, compared_pages
from harness.crawl.results.inventory import cell
from harness.crawl.store import CrawlStore

_MOST_WORDS = 5  # sentences of one page that are told
_LONGEST = 160


class ChangeKind(StrEnum):
    """What differs, the worst first."""

    FIELD_LOST = "field lost"
    FORM_LOST = "form lost"
    PAGE_GONE = "page gone"
    FIELD_CHANGED = "field changed"
    PAGE_MOVED = "page moved"
    WORDS_CHANGED = "words changed"
    FORM_NEW = "form new"
    FIELD_NEW = "field new"
    PAGE_NEW = "page new"


LOSSES = frozenset({ChangeKind.FIELD_LOST, ChangeKind.FORM_LOST, ChangeKind.PAGE_GONE})


class CrawlDifference(BaseModel):
    """One difference.

    Attributes:
        old, new: addresses; "" where there is none.
        about: the form, the field or the words.
        reason: why these two were taken for each other, or nothing was.
        confidence: of the pairing, 0 to 1.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: ChangeKind
    old: str = ""
    new: str = ""
    about: str = ""
    reason: str = ""
    confidence: float = 1.0


class CrawlComparison(BaseModel):
    """Two crawls side by side.

    Attributes:
        pairs: number of pages that stand for another; forms, fields: of the old portal;
            forms_paired, fields_paired: those that another stands for.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    differences: tuple[CrawlDifference, ...]
    pairs: int
    forms: int
    forms_paired: int
    fields: int
    fields_paired: int


def compare_crawls(old: CrawlStore, new: CrawlStore) -> CrawlComparison:
    """What differs between two crawls; nothing between a crawl and itself."""
    before, after = compared_pages(old.records()), compared_pages(new.records())
    pairs = PagePairer(before, after).pairs()
    forms = pair_forms(pairs, before, after)
    found = [
        *_pages(pairs, before, after),
        *_forms(forms, after),
        *(difference for pair in pairs for difference in _words(pair)),
    ]
    order = list(ChangeKind)
    known = [form for form in forms if form.new is not None]
    return CrawlComparison(
        differences=tuple(sorted(found, key=lambda one: (order.index(one.what), one.old, one.new))),
        pairs=len(pairs),
        forms=len(forms),
        forms_paired=len(known),
        fields=sum(len(form.old.fields) for form in forms),
        fields_paired=sum(field.new is not None for form in known for field in form.fields),
    )


def _pages(
    pairs: Sequence[PagePair], before: Sequence[ComparedPage], after: Sequence[ComparedPage]
) -> Iterator[CrawlDifference]:
    old, new = {pair.old.key for pair in pairs}, {pair.new.key for pair in pairs}
    for page in before:
        if page.key not in old:
            about = page.title or page.path
            yield CrawlDifference(
                what=ChangeKind.PAGE_GONE, old=page.key, about=about, reason="no page is like it"
            )
    for page in after:
        if page.key not in new:
            yield CrawlDifference(
                what=ChangeKind.PAGE_NEW, new=page.key, about=page.title or page.path
            )
    for pair in pairs:
        if pair.old.path != pair.new.path:
            yield CrawlDifference(
                what=ChangeKind.PAGE_MOVED,
                old=pair.old.key,
                new=pair.new.key,
                about=pair.old.title,
                reason=pair.reason,
                confidence=pair.confidence,
            )


def _forms(forms: Sequence[FormPair], after: Sequence[ComparedPage]) -> Iterator[CrawlDifference]:
    met = {(pair.new.page, pair.new.name) for pair in forms if pair.new is not None}
    for pair in forms:
        if pair.new is None:
            name, page = pair.old.name, pair.old.page
            yield CrawlDifference(
                what=ChangeKind.FORM_LOST, old=page, about=name, reason=pair.reason
            )
        else:
            yield from _fields(pair, pair.new.page)
    for form in (form for page in after for form in compared_forms(page)):
        if (form.page, form.name) not in met:
            yield CrawlDifference(what=ChangeKind.FORM_NEW, new=form.page, about=form.name)


def _fields(pair: FormPair, page: str) -> Iterator[CrawlDifference]:
    assert pair.new is not None  # noqa: S101 - its caller looks
    ways = {"old": pair.old.page, "new": page}
    for field in pair.fields:
        label = field.old.label or field.old.name
        if field.new is None:
            yield CrawlDifference(
                what=ChangeKind.FIELD_LOST, **ways, about=label, reason=field.reason
            )
            continue
        changes = list(_changes(field.old, field.new))
        if changes:
            about = f"{label}: {'; '.join(changes)}"
            yield CrawlDifference(
                what=ChangeKind.FIELD_CHANGED, **ways, about=about, reason=field.reason
            )
    known = [field.new for field in pair.fields]
    for one in pair.new.fields:
        if one not in known:
            yield CrawlDifference(what=ChangeKind.FIELD_NEW, **ways, about=one.label or one.name)


def _changes(old: "object", new: "object") -> Iterator[str]:
    """What a person would notice of a field: its words, its mark, its choices, its kind."""
    for name in ("label", "mark", "kind", "max_length"):
        before, after = getattr(old, name), getattr(new, name)
        if before != after and not (name == "label" and fold(before) == fold(after)):
            yield f"{name} « {before or ''} » → « {after or ''} »"
    choices = [fold(option.text) for option in getattr(old, "options", ())]
    others = [fold(option.text) for option in getattr(new, "options", ())]
    if set(choices) - set(others):
        yield f"choices lost: {', '.join(sorted(set(choices) - set(others)))}"


def _words(pair: PagePair) -> Iterator[CrawlDifference]:
    """The sentences that one of two pages says and the other does not."""
    if pair.old.fingerprint == pair.new.fingerprint:
        return
    before, after = _sentences(pair.old), _sentences(pair.new)
    lost = [text for text in before if text not in after]
    new = [text for text in after if text not in before]
    if not lost and not new:
        return
    told = [f"- {text[:_LONGEST]}" for text in lost[:_MOST_WORDS]]
    told += [f"+ {text[:_LONGEST]}" for text in new[:_MOST_WORDS]]
    yield CrawlDifference(
        what=ChangeKind.WORDS_CHANGED,
        old=pair.old.key,
        new=pair.new.key,
        about="\n".join(told),
        reason=pair.reason,
        confidence=pair.confidence,
    )


def _sentences(page: ComparedPage) -> dict[str, None]:
    texts = (fold(text.text) for text in page.page.texts if text.visible)
    return dict.fromkeys(text for text in (f"Title: {fold(page.page.title)}", *texts) if text)


def write_differences(found: Iterable[CrawlDifference], folder: Path) -> None:
    """`differences.csv` and `differences.jsonl`."""
    folder.mkdir(parents=True, exist_ok=True)
    columns = list(CrawlDifference.model_fields)
    with (
        (folder / "differences.csv").open("w", encoding="utf-8-sig", newline="") as table,
        (folder / "differences.jsonl").open("w", encoding="utf-8") as lines,
    ):
        writer = csv.writer(table)
        writer.writerow(columns)
        for one in found:
            writer.writerow([cell(getattr(one, name)) for name in columns])
            lines.write(one.model_dump_json() + "\n")
