"""The differences between two crawls: pages, forms, fields, links, texts and files."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from harness.core.files import write_table
from harness.crawl.diff.contents import link_changes, media_changes
from harness.crawl.diff.context import Change, PageContext
from harness.crawl.diff.difference import CrawlDifference, by_importance
from harness.crawl.diff.fields import pair_fields
from harness.crawl.diff.files import file_differences
from harness.crawl.diff.forms import (
    ComparedForm,
    FormPair,
    compared_forms,
    form_changes,
    pair_forms,
)
from harness.crawl.diff.head import head_changes
from harness.crawl.diff.pages import PagePair, PagePairer
from harness.crawl.diff.side import CrawlSide
from harness.crawl.diff.texts import ChangedWords, text_changes
from harness.crawl.results.crawled_page import CrawledPage
from harness.crawl.store import CrawlStore
from harness.model.fact import Fact, fact
from harness.model.page import Button, Form, Page

DIFFERENCES_NAME = "differences"
_COLUMNS = (
    *("importance", "what", "old", "new", "about", "change", "pages", "reason", "confidence"),
)
_MAX_APART = 400  # forms that are looked for on other pages than their own


@dataclass(frozen=True)
class CrawlComparison:
    """Two crawls, compared.

    Attributes:
        starts: the addresses that the old and the new crawl began at.
        differences: the most important ones first.
        old_pages: number of pages of the old portal.
        forms, fields: number on the old portal; of fields to fill in, and of forms with them.
        forms_paired, fields_paired: number of those that have a counterpart.
    """

    starts: tuple[str, str]
    differences: tuple[CrawlDifference, ...]
    pairs: tuple[PagePair, ...]
    old_pages: int
    forms: int
    forms_paired: int
    fields: int
    fields_paired: int


def compare_crawls(old: CrawlStore, new: CrawlStore) -> CrawlComparison:
    """Compare two crawls; a crawl does not differ from itself."""
    comparison = _Comparison(CrawlSide(old), CrawlSide(new))
    found = tuple(by_importance(comparison.differences()))
    return CrawlComparison(
        starts=(old.start, new.start),
        differences=found,
        pairs=tuple(comparison.pairs),
        old_pages=len(comparison.before.pages),
        forms=comparison.forms,
        forms_paired=comparison.forms_paired,
        fields=comparison.fields,
        fields_paired=comparison.fields_paired,
    )


@dataclass
class _Comparison:
    """A comparison at work.

    Attributes:
        forms, forms_paired, fields, fields_paired: numbers so far.
        lost, added: forms without a counterpart on the paired page.
    """

    before: CrawlSide
    after: CrawlSide
    forms: int = 0
    forms_paired: int = 0
    fields: int = 0
    fields_paired: int = 0
    lost: list[ComparedForm] = field(default_factory=list)
    added: list[ComparedForm] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pairs = PagePairer(self.before, self.after).pairs()
        self._moved = {pair.old.path: pair.new.path for pair in self.pairs}

    def differences(self) -> Iterator[CrawlDifference]:
        """All differences, in no order; the numbers are right afterwards."""
        yield from self._pages_of_one_side()
        for pair in self.pairs:
            if pair.old.path != pair.new.path:
                yield _of_pair(pair, pair.old.name, fact("page-moved"))
            for about, change in self._changes(pair):
                yield _of_pair(pair, about, change)
        yield from self._forms_apart()
        yield from file_differences(self.before, self.after)

    def _pages_of_one_side(self) -> Iterator[CrawlDifference]:
        old, new = {pair.old.id for pair in self.pairs}, {pair.new.id for pair in self.pairs}
        for page in self.before.pages:
            if page.id not in old:
                status = self.after.error_status(page.path)
                reason = (
                    fact("pair-answers-with", status=status)
                    if status
                    else fact("pair-no-similar-page")
                )
                yield CrawlDifference(
                    fact("page-gone"), old=page.key, about=page.name, reason=reason
                )
                self.lost += self._old_forms(self.before.store.page(page.id))
        for page in self.after.pages:
            if page.id not in new:
                yield CrawlDifference(fact("page-new"), new=page.key, about=page.name)

    def _changes(self, pair: PagePair) -> Iterator[Change]:
        old, new = self.before.store.page(pair.old.id), self.after.store.page(pair.new.id)
        pages = PageContext(old, new, self.before, self.after, self._moved)
        words = ChangedWords()
        yield from (("", one) for one in head_changes(pages))
        come = compared_forms(new.page, new.key, _sent_to(new.page, self.after))
        yield from self._form_changes(self._old_forms(old), come, words)
        yield from link_changes(pages, words)
        yield from media_changes(pages, words)
        yield from text_changes(old.page, new.page, words)

    def _form_changes(
        self, old: Sequence[ComparedForm], new: Sequence[ComparedForm], words: ChangedWords
    ) -> Iterator[Change]:
        """What changed about the forms of a page; notes those that are not on it any more."""
        pairs = pair_forms(old, new)
        for pair in pairs:
            self._count(pair)
            yield from form_changes(pair, words)
        paired = {id(form) for pair in pairs for form in (pair.old, pair.new)}
        for form in old:
            if id(form) not in paired:
                self.lost.append(form)
                for label in form.labels:
                    words.note(label, "")
        for form in new:
            if id(form) not in paired:
                self.added.append(form)
                for label in form.labels:
                    words.note("", label)

    def _count(self, pair: FormPair) -> None:
        self.forms_paired += bool(pair.old.fields)
        self.fields_paired += len(pair_fields(pair.old.fields, pair.new.fields).pairs)

    def _forms_apart(self) -> Iterator[CrawlDifference]:
        """The forms that are on another page now, those that are gone, and the new ones."""
        pairs = pair_forms(self.lost[:_MAX_APART], self.added[:_MAX_APART])
        for pair in pairs:
            self._count(pair)
            reason = fact("pair-form-on-other-page", similarity=round(pair.similarity, 2))
            changes = [fact("form-moved"), *(one for _, one in form_changes(pair, ChangedWords()))]
            for change in changes:
                yield CrawlDifference(
                    change,
                    old=pair.old.page,
                    new=pair.new.page,
                    about=pair.old.name,
                    reason=reason,
                    confidence=round(pair.similarity, 2),
                )
        paired = {id(form) for pair in pairs for form in (pair.old, pair.new)}
        for form in self.lost:
            if id(form) not in paired:
                reason = fact("pair-no-similar-form")
                for about, change in form.gone():
                    yield CrawlDifference(change, old=form.page, about=about, reason=reason)
        for form in self.added:
            if id(form) not in paired:
                for about, change in form.come():
                    yield CrawlDifference(change, new=form.page, about=about)

    def _old_forms(self, one: CrawledPage) -> list[ComparedForm]:
        actions = _sent_to(one.page, self.before)
        paths = {ref: self._moved.get(path, path) for ref, path in actions.items()}
        forms = compared_forms(one.page, one.key, paths)
        self.forms += sum(bool(form.fields) for form in forms)
        self.fields += sum(len(form.fields) for form in forms)
        return forms


def _sent_to(page: Page, side: CrawlSide) -> dict[str, str]:
    """Where the forms of a page are sent, by the ref of the form or of a button that says so."""
    buttons = (button for button in page.buttons if button.action)
    senders: tuple[Form | Button, ...] = (*page.forms, *buttons)
    return {one.ref: side.destination(one.action)[0] for one in senders}


def _of_pair(pair: PagePair, about: str, change: Fact) -> CrawlDifference:
    reason = None if pair.old.path == pair.new.path and pair.confidence == 1 else pair.reason
    return CrawlDifference(
        change,
        old=pair.old.key,
        new=pair.new.key,
        about=about,
        page=pair.old.name,
        reason=reason,
        confidence=pair.confidence,
    )


def write_differences(
    found: Iterable[CrawlDifference], folder: Path, say: Callable[[Fact | None], str]
) -> None:
    """Write `differences.csv` and `differences.jsonl` into a folder, which may have to be made."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = (_row(one, say) for one in found)
    write_table(folder / DIFFERENCES_NAME, _COLUMNS, rows, for_programs=("on",))


def _row(one: CrawlDifference, say: Callable[[Fact | None], str]) -> dict[str, Any]:
    return {
        "importance": one.importance.name.lower(),
        "what": one.change.code,
        "old": one.old,
        "new": one.new,
        "about": one.about or one.page,
        "change": say(one.change),
        "pages": len(one.pages),
        "reason": say(one.reason),
        "confidence": one.confidence,
        "on": one.pages,
    }
