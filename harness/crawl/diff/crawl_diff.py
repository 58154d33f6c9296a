"""The differences between two crawls: pages, forms, fields and sentences."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from harness.core.files import write_table
from harness.core.text import fold
from harness.crawl.diff.forms import FieldPair, FormPair, compared_forms, pair_forms
from harness.crawl.diff.pages import ComparedPage, PagePair, PagePairer, compared_pages
from harness.crawl.store import CrawlStore
from harness.model.fact import Fact, fact, quote, quotes
from harness.model.page import Field

DIFFERENCES_NAME = "differences"
_COLUMNS = ("what", "old", "new", "about", "reason", "confidence")
_MAX_SENTENCES = 5  # of one page that are listed
_MAX_SENTENCE = 160  # characters


class ChangeKind(StrEnum):
    """What kind of difference it is, the worst first."""

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


@dataclass(frozen=True)
class CrawlDifference:
    """One difference.

    Attributes:
        old, new: addresses; "" for none.
        about: the page, form or field, by its title or label.
        changes: what changed about it.
        reason: why the two were paired, or why there is no pair; None if that is plain.
        confidence: of the pair, 0 to 1.
    """

    kind: ChangeKind
    old: str = ""
    new: str = ""
    about: str = ""
    changes: tuple[Fact, ...] = ()
    reason: Fact | None = None
    confidence: float = 1.0


@dataclass(frozen=True)
class CrawlComparison:
    """Two crawls, compared.

    Attributes:
        pairs: number of paired pages.
        forms, fields: number on the old portal.
        forms_paired, fields_paired: number of those that have a counterpart.
    """

    differences: tuple[CrawlDifference, ...]
    pairs: int
    forms: int
    forms_paired: int
    fields: int
    fields_paired: int


def compare_crawls(old: CrawlStore, new: CrawlStore) -> CrawlComparison:
    """Compare two crawls; a crawl does not differ from itself."""
    before, after = compared_pages(old.pages()), compared_pages(new.pages())
    pairs = PagePairer(before, after).pairs()
    forms = pair_forms(pairs, before, after)
    found = [
        *_page_differences(pairs, before, after),
        *_form_differences(forms, after),
        *(difference for pair in pairs for difference in _sentence_differences(pair)),
    ]
    order = list(ChangeKind)
    paired = [form for form in forms if form.new is not None]
    return CrawlComparison(
        differences=tuple(sorted(found, key=lambda one: (order.index(one.kind), one.old, one.new))),
        pairs=len(pairs),
        forms=len(forms),
        forms_paired=len(paired),
        fields=sum(len(form.old.fields) for form in forms),
        fields_paired=sum(field.new is not None for form in paired for field in form.fields),
    )


def _page_differences(
    pairs: Sequence[PagePair], before: Sequence[ComparedPage], after: Sequence[ComparedPage]
) -> Iterator[CrawlDifference]:
    old, new = {pair.old.key for pair in pairs}, {pair.new.key for pair in pairs}
    for page in before:
        if page.key not in old:
            yield CrawlDifference(
                ChangeKind.PAGE_GONE,
                old=page.key,
                about=page.title or page.path,
                reason=fact("pair-no-similar-page"),
            )
    for page in after:
        if page.key not in new:
            about = page.title or page.path
            yield CrawlDifference(ChangeKind.PAGE_NEW, new=page.key, about=about)
    for pair in pairs:
        if pair.old.path != pair.new.path:
            yield CrawlDifference(
                ChangeKind.PAGE_MOVED,
                old=pair.old.key,
                new=pair.new.key,
                about=pair.old.title,
                reason=pair.reason,
                confidence=pair.confidence,
            )


def _form_differences(
    forms: Sequence[FormPair], after: Sequence[ComparedPage]
) -> Iterator[CrawlDifference]:
    paired = {(pair.new.page, pair.new.name) for pair in forms if pair.new is not None}
    for pair in forms:
        if pair.new is None:
            name, page = pair.old.name, pair.old.page
            yield CrawlDifference(ChangeKind.FORM_LOST, old=page, about=name, reason=pair.reason)
            continue
        for field in pair.fields:
            yield from _field_difference(field, pair.old.page, pair.new.page)
        paired_fields = [field.new for field in pair.fields]
        for one in pair.new.fields:
            if one not in paired_fields:
                yield CrawlDifference(
                    ChangeKind.FIELD_NEW,
                    old=pair.old.page,
                    new=pair.new.page,
                    about=one.label or one.name,
                )
    for form in (form for page in after for form in compared_forms(page)):
        if (form.page, form.name) not in paired:
            yield CrawlDifference(ChangeKind.FORM_NEW, new=form.page, about=form.name)


def _field_difference(pair: FieldPair, old: str, new: str) -> Iterator[CrawlDifference]:
    """How an old field differs from its new one; `old` and `new` are the keys of their pages."""
    label = pair.old.label or pair.old.name
    if pair.new is None:
        yield CrawlDifference(
            ChangeKind.FIELD_LOST, old=old, new=new, about=label, reason=pair.reason
        )
    elif changes := tuple(_field_changes(pair.old, pair.new)):
        yield CrawlDifference(ChangeKind.FIELD_CHANGED, old, new, label, changes, pair.reason)


def _field_changes(old: Field, new: Field) -> Iterator[Fact]:
    """The changes of a field that a reader notices."""
    if fold(old.label) != fold(new.label):
        yield fact("field-label-changed", old=quote(old.label), new=quote(new.label))
    if old.mark != new.mark:
        yield fact("field-mark-changed", old=quote(old.mark), new=quote(new.mark))
    if old.kind != new.kind:
        yield fact("field-kind-changed", old=old.kind, new=new.kind)
    if old.max_length != new.max_length:
        before, after = old.max_length or 0, new.max_length or 0
        yield fact("field-max-length-changed", old=before, new=after)
    lost = {fold(option.text) for option in old.options} - {
        fold(option.text) for option in new.options
    }
    if lost:
        yield fact("field-options-lost", options=quotes(sorted(lost)))


def _sentence_differences(pair: PagePair) -> Iterator[CrawlDifference]:
    """The sentences that only one of two pages has."""
    if pair.old.fingerprint == pair.new.fingerprint:
        return
    before, after = _sentences(pair.old), _sentences(pair.new)
    lost = [one for one in before if one not in after]
    added = [one for one in after if one not in before]
    if lost or added:
        yield CrawlDifference(
            ChangeKind.WORDS_CHANGED,
            old=pair.old.key,
            new=pair.new.key,
            changes=(*_listed("lost", lost), *_listed("new", added)),
            reason=pair.reason,
            confidence=pair.confidence,
        )


def _sentences(page: ComparedPage) -> dict[tuple[str, str], None]:
    """The sentences of a page, each with its kind: "title" or "text"."""
    texts = (("text", fold(text.text)) for text in page.page.texts if text.visible)
    return dict.fromkeys(one for one in (("title", fold(page.page.title)), *texts) if one[1])


def _listed(change: str, sentences: Iterable[tuple[str, str]]) -> Iterator[Fact]:
    for kind, text in list(sentences)[:_MAX_SENTENCES]:
        yield fact(f"{kind}-{change}", text=text[:_MAX_SENTENCE])


def write_differences(
    found: Iterable[CrawlDifference], folder: Path, say: Callable[[Fact | None], str]
) -> None:
    """Write `differences.csv` and `differences.jsonl`.

    Args:
        found: the differences.
        folder: to write into; created if it is missing.
        say: makes the sentence of a fact.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_table(folder / DIFFERENCES_NAME, _COLUMNS, (_row(one, say) for one in found))


def _row(one: CrawlDifference, say: Callable[[Fact | None], str]) -> dict[str, Any]:
    separator = "\n" if one.kind is ChangeKind.WORDS_CHANGED else "; "
    changes = separator.join(map(say, one.changes))
    return {
        "what": one.kind.value,
        "old": one.old,
        "new": one.new,
        "about": ": ".join(filter(None, (one.about, changes))),
        "reason": say(one.reason),
        "confidence": one.confidence,
    }
