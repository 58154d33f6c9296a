"""Claims about the words of a page."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import wraps
from typing import Any

from harness.checks.context import PSEUDONYM, Case
from harness.checks.outcome import Outcome, blocked, judged, not_observable
from harness.core.text import (
    alike,
    contains,
    contains_words,
    fold,
    label_key,
    plain_label,
    same_words,
    without_remark,
)
from harness.guide.claims import AccountWords, Action, Heading, Order, ShownCode, Words
from harness.guide.code_shape import fits, size_of
from harness.model.fact import Fact, Quote, fact, quote, quotes
from harness.model.journal import PageRecord
from harness.model.page import Button, Field, Link, Page, Text
from harness.model.secret import Secret
from harness.page.find import around, find_action, is_item_of_itself, is_labelled
from harness.page.sequence import Sequence

PageCheck = Callable[[Any, PageRecord, Case], Outcome]
_SEGMENTS = re.compile(r"\s+[:|–—-]\s+")


def heading(claim: Heading, record: PageRecord, case: Case) -> Outcome:
    """A heading, or a line that looks like one, has these words; any line if there is none."""
    shown = [text for text in record.page.texts if text.visible]
    lines = [text.text for text in shown if text.kind == "heading"]
    titled = [text.text for text in shown if text.titled]
    lines = lines + titled if lines else list(_lines(shown, record.page.visible_fields))
    wordings = claim.wordings
    found = next((line for line in lines if _is_titled(line, wordings)), "")
    near = alike(wordings[0], lines)
    expected = fact("heading", text=quote(wordings[0]))
    if not found and _is_told_in_dialog(record, case):
        return not_observable(expected, fact("told-in-dialog"), case.page_evidence(record))
    return judged(bool(found), expected, _nearest(found or near), case.page_evidence(record))


def _is_told_in_dialog(record: PageRecord, case: Case) -> bool:
    """Whether a message tells what the guide knows by no more than a heading.

    It may be headed by what kind of message it is ("Information").
    """
    chapter = case.guide.pages.get(record.slug)
    claims = [one.claim for one in chapter.statements] if chapter else []
    return record.around is not None and all(isinstance(claim, Heading) for claim in claims)


def _is_titled(line: str, wordings: Iterable[str]) -> bool:
    titles = {one for title in _titles(line) for one in (title, without_remark(title))}
    return any(same_words(title, words) for title in titles for words in wordings)


def _lines(shown: Iterable[Text], fields: Iterable[Field]) -> Iterator[str]:
    """The lines that may be titles: all but the labels of fields."""
    labels = Counter(fold(field.label) for field in fields)
    for text in shown:
        words = label_key(text.text)
        if labels[words] and text.text.rstrip().endswith((":", "*")):
            labels[words] -= 1
        else:
            yield text.text


def _titles(line: str) -> set[str]:
    folded = fold(line)
    parts = (folded, *_SEGMENTS.split(folded))
    return {label_key(part) for part in parts}


def with_around(check: PageCheck) -> PageCheck:
    """A check that looks around a dialog too, for what the page there does not have as its own.

    A reader sees the frame of the portal around a dialog. The words of the page around it, such as
    a link that both pages have, say nothing of the dialog.
    """

    @wraps(check)
    def looks_around(claim: Any, record: PageRecord, case: Case) -> Outcome:
        outcome = check(claim, record, case)
        if outcome.ok is not False or record.around is None or _is_of_around(claim, record, case):
            return outcome
        around = record.model_copy(update={"page": record.around, "around": None})
        found = check(claim, around, case)
        return found if found.ok else outcome

    return looks_around


def _is_of_around(claim: Any, record: PageRecord, case: Case) -> bool:
    chapter = case.guide.pages.get(record.around_slug)
    wordings = set(getattr(claim, "wordings", ()))
    return chapter is not None and any(
        wordings & set(getattr(one.claim, "wordings", ())) for one in chapter.statements
    )


def words(claim: Words, record: PageRecord, case: Case) -> Outcome:
    """These words stand on the page."""
    outcome = _sentence(claim.wordings, record, case)
    if not outcome.ok and (instead := _said_at_field_instead(claim.wordings, record, case)):
        return replace(outcome, ok=None, seen=fact("hint-gave-way", said=quote(instead)))
    if outcome.ok or claim.when != "refused" or not record.blocked:
        return outcome
    # the words come with the portal's answer, and the browser did not ask for one
    return replace(outcome, ok=None, seen=fact("held-back-by-browser"))


def _said_at_field_instead(wordings: tuple[str, ...], record: PageRecord, case: Case) -> str:
    """What a field says in the place of its hint, as where its value was refused; "" for nothing.

    The hint had the words when this page was seen before.
    """
    earlier = (one for one in case.journal.pages[: record.number - 1] if one.slug == record.slug)
    hints = {
        (one.label, one.help)
        for page in earlier
        for one in page.page.visible_fields
        if any(contains(one.help, words) for words in wordings)
    }
    said = (
        field.help
        for field in record.page.visible_fields
        for label, hint in hints
        if field.label == label and field.help != hint
    )
    return next(filter(None, said), "")


def account_words(claim: AccountWords, record: PageRecord, case: Case) -> Outcome:
    """The page shows these words, filled from the account."""
    return _sentence(claim.wordings, record, case)


def _sentence(wordings: tuple[str, ...], record: PageRecord, case: Case) -> Outcome:
    reading = case.reading(record)
    found = next((text for text in wordings if reading.has(text)), "")
    expected = fact("words", text=quote(wordings[0]))
    seen = _nearest(found or reading.nearest(wordings[0]))
    return judged(bool(found), expected, seen, case.page_evidence(record))


def _nearest(words: str) -> Fact:
    """The words of a page that are most like others; "" for none."""
    return fact("words-shown", words=quote(words)) if words else fact("nothing-alike")


def order(claim: Order, record: PageRecord, case: Case) -> Outcome:
    """The words on the page stand in this order; all must be there if the claim is complete."""
    reading = case.reading(record)
    shown = _where_order_is_read(claim, reading.sequence)
    items = [_variant(item, claim, shown) for item in claim.of]
    anywhere = {item for item in items if not claim.sorted and reading.has(item)}
    present = [item for item in items if item in anywhere or shown.find(item)]
    missing = [item for item in items if claim.complete and item not in present]
    ok = not missing and (not claim.sorted or _in_order(present, shown))
    wanted = tuple(items if claim.complete else present)
    seen = fact("order-shown", items=wanted) if ok else _order_seen(missing, present, shown)
    return judged(ok, fact("order", items=wanted), seen, case.page_evidence(record))


def _where_order_is_read(claim: Order, shown: Sequence) -> Sequence:
    """The lines of a page among which the words of an order are looked for.

    Words that have a line of their own may stand in other lines, too, such as those of the foot:
    these say nothing of the order.
    """
    of_items = [(item, *claim.variants.get(item, ()), plain_label(item)) for item in claim.of]
    if claim.lines:
        return shown.of_lines_with(of_items)
    if claim.complete and claim.sorted and all(map(shown.has_line, of_items)):
        return shown.of_lines_with(of_items)
    return shown


def _variant(item: str, claim: Order, shown: Sequence) -> str:
    """The wording of an item that the page has; the item itself for none."""
    wordings = (item, *claim.variants.get(item, ()), plain_label(item))
    return next((one for one in wordings if shown.find(one)), item)


def _in_order(items: Iterable[str], shown: Sequence) -> bool:
    position = (0, 0)
    for item in items:
        found = shown.find(item, position)
        if found is None:
            return False
        position = found[1]
    return True


def _order_seen(missing: list[str], present: list[str], shown: Sequence) -> Fact:
    if missing:
        return fact("order-lacks", items=tuple(missing))
    places = {item: place for item in present if (place := shown.find(item))}
    return fact("order-shown", items=tuple(sorted(places, key=lambda item: places[item])))


def action(claim: Action, record: PageRecord, case: Case) -> Outcome:
    """A link or button has these words, or a player of sounds that stands behind them.

    The item of a menu that names the page at hand need not be one.
    """
    form = case.form_used(record, claim)
    found = find_action(record.page, claim, case.guide.actions(record.slug), form=form)
    ok = (
        (found is not None and _same_words(found, claim, around(record.page, found)))
        or _is_played(claim, record)
        or is_item_of_itself(record.page, record.slug, claim)
    )
    seen = _label_of(found, claim) if found else actions_on(record.page)
    evidence = case.page_evidence(record, found.ref if found else "")
    return judged(ok, action_expected(claim), seen, evidence)


def _is_played(claim: Action, record: PageRecord) -> bool:
    """Whether the words announce a player; what leads to a page is no player."""
    labels = [sound.label for sound in record.page.sounds if not claim.to]
    return any(contains_words(label, words) for label in labels for words in claim.wordings)


def action_expected(claim: Action) -> Fact:
    """The link or button that a claim speaks of."""
    if claim.beside:
        return fact("action-beside", label=quote(claim.label), beside=quote(claim.beside))
    return fact("action", label=quote(claim.label))


def _same_words(found: Link | Button, claim: Action, line: str) -> bool:
    if not any(is_labelled(found, words) for words in claim.wordings):
        return False
    return not claim.beside or contains_words(line, claim.beside)


def _label_of(found: Link | Button, claim: Action) -> Fact:
    if claim.beside:
        return fact("label-beside", label=quote(found.label), beside=quote(found.beside))
    return fact("words-shown", words=quote(found.label))


def actions_on(page: Page) -> Fact:
    """The links and buttons of a page."""
    labels = tuple(map(_name_of, page.actions))
    return fact("only-actions", labels=labels) if labels else fact("no-action")


def _name_of(part: Link | Button) -> Quote | Fact:
    """What a link or button is called; one without words by its picture or its address."""
    if part.label:
        return quote(part.label)
    if isinstance(part, Button):
        return fact("button-with-picture", name=part.picture) if part.picture else _NAMELESS
    if part.picture:
        return fact("link-around-picture", name=part.picture)
    return fact("link-without-words", address=part.href)


_NAMELESS = fact("button-without-words")


def _unfolded(record: PageRecord) -> str:
    """The texts of a page, unfolded: folding would remove the brackets of pseudonyms."""
    return " ".join((*record.page.words, *(field.value for field in record.page.visible_fields)))


def _shown_by(claim: ShownCode, record: PageRecord, case: Case) -> str:
    """For a statement about a code's shape, the one that the code is shown; "" for none."""
    if claim.shortest == 1 and not claim.pattern:
        return ""
    shown = ((s.slug, s.claim) for s in case.guide.on(record.slug))
    codes = ((slug, one) for slug, one in shown if isinstance(one, ShownCode))
    alike = (
        slug
        for slug, one in codes
        if one.secret == claim.secret and one.shortest == 1 and not one.pattern
    )
    return next(alike, "")


def secrets_on(record: PageRecord, kind: str, case: Case) -> list[Secret]:
    """The secrets of a kind that a page shows, in their order."""
    found = (case.journal.secret(name) for name in PSEUDONYM.findall(_unfolded(record)))
    return [one for one in found if one and one.kind == kind]


def shown_code(claim: ShownCode, record: PageRecord, case: Case) -> Outcome:
    """The page shows a code of this kind that is long enough."""
    shapes = [one.shown_shape for one in secrets_on(record, claim.secret, case)]
    lengths = [size_of(shape) for shape in shapes]
    what = case.guide.a_secret(claim.secret)
    expected = fact("code-shown", secret=claim.secret, what=what, length=claim.shortest)
    if claim.pattern:
        expected = fact("code-shown-of-shape", what=what, shapes=quotes(claim.pattern))
        shapes = [one for one in shapes if fits(one, claim.pattern)] or shapes
    if not lengths and (shown := _shown_by(claim, record, case)):
        return blocked(shown, expected, case.page_evidence(record))
    ok = any(
        size_of(one) >= claim.shortest and (not claim.pattern or fits(one, claim.pattern))
        for one in shapes
    )
    seen = fact("code-of-length", length=max(lengths)) if lengths else fact("none")
    if claim.pattern and shapes:
        seen = fact("code-of-shape", shape=quote(shapes[0]))
    return judged(ok, expected, seen, case.page_evidence(record))
