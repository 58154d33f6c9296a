"""What a portal says when it refuses: its messages, or the new lines of the page."""

from collections import Counter
from collections.abc import Iterable, Iterator

from harness.checks.context import Case
from harness.checks.walk.folded import folded_form
from harness.core.text import contains, contains_words, fold
from harness.guide.claims import KeptOut, Lands, Refused
from harness.model.journal import PRESSES, PageRecord, Step
from harness.page.news import without_numbers


def messages(after: PageRecord) -> list[str]:
    """The messages of the page or of the browser itself; a part of another one is none of its own.

    A summary above the form repeats what stands beside the field. What asked whether to send the
    form was answered before, and is none.
    """
    told = [message.text for message in after.page.messages if message.visible]
    if after.blocked:
        told += [field.problem for field in after.page.fields if field.problem]
    said = [text for text in after.dialogs if text not in after.questions]
    return _distinct(fold(text) for text in (*told, *said) if text)


def asked(wordings: Iterable[str], after: PageRecord) -> bool:
    """Whether a dialog of the step that led to a page has one of some words.

    Without scripts, a portal asks the same on a page.
    """
    words = [one for one in wordings if one]
    return any(contains_words(text, one) for text in after.dialogs for one in words)


def _distinct(texts: Iterable[str]) -> list[str]:
    """The texts that no other of them contains."""
    every = [*dict.fromkeys(texts)]
    return [text for text in every if not any(text != one and contains(one, text) for one in every)]


def refusal_messages(step: Step, case: Case) -> list[str]:
    """The messages that a refused step brought: those that the page does not always show.

    What stood on the page before the step tells of an earlier one, if another message came.
    If none is marked as a message: the lines that are new on the page, since a reader takes a
    red line above a form for one. Adjacent lines are one message. The earlier steps come first,
    for what they told may be told again.
    """
    steps, told = [step], case.told
    while steps[-1].number not in told and (earlier := _told_before(steps[-1], case)):
        steps.append(earlier)
    for one in reversed(steps):
        if one.number not in told:
            told[one.number] = _messages_of(one, case)
    return told[step.number]


def tells(words: Iterable[str], step: Step, case: Case) -> bool:
    """Whether the page after a refused step says one of some words that it did not say before.

    A note that always stands there is no message. What an earlier refusal left there says nothing
    against it: the page is compared with what it said when no form had been refused.
    """
    after, before = case.after(step), case.before(step)
    if after is None:
        return False
    plain = {page.number: page for page in _pages_without_refusal(case)}
    known = [page for page in plain.values() if page.slug == after.slug]
    if before is not None and before.number in plain:
        known = [before]
    told = refusal_messages(step, case)
    return any(
        _is_new(text, after, known, case) or any(contains_words(one, text) for one in told)
        for text in words
    )


def _is_new(words: str, after: PageRecord, known: Iterable[PageRecord], case: Case) -> bool:
    """Whether a page says words more often than it does without a refusal."""
    before = min((case.reading(page).count(words) for page in known), default=0)
    return case.reading(after).count(words) > before


def _told_before(step: Step, case: Case) -> Step | None:
    """The step that led to the page before, if a message of that page is still there."""
    before, after = case.before(step), case.after(step)
    if not before or not after or set(messages(before)).isdisjoint(messages(after)):
        return None
    earlier = (one for one in reversed(case.journal.steps) if one.number < step.number)
    return next((one for one in earlier if one.led_to == before.number), None)


def _messages_of(step: Step, case: Case) -> list[str]:
    after = case.after(step)
    if after is None:
        return []
    unrefused = _pages_without_refusal(case)
    form = folded_form(case).form_of(after)
    plain = [page for page in unrefused if page.slug == form and page.number != after.number]
    lasting = set.intersection(*(set(messages(page)) for page in plain)) if plain else set()
    known = lasting | _messages_elsewhere(after, unrefused)
    marked = [text for text in messages(after) if text not in known]
    if not marked and not after.slug:
        return _own_page(step, after, case)
    if form != after.slug:  # the label of the field that this form has more is no message
        known |= {fold(field.label) for field in after.page.visible_fields}
    brought = _brought(marked, step, case)
    return brought or [text for text in _new_lines(after, plain) if text not in known]


def _brought(marked: list[str], step: Step, case: Case) -> list[str]:
    """The messages that did not stand on the page before a step.

    If all of them did: those that an earlier refusal brought, and this one tells again.
    """
    before = case.before(step)
    earlier = messages(before) if before else []
    if new := [text for text in marked if text not in earlier]:
        return new
    led_here = _told_before(step, case)
    told = case.told[led_here.number] if led_here else []
    return [text for text in marked if text in told] or marked


def _own_page(step: Step, after: PageRecord, case: Case) -> list[str]:
    """The one message of a page of its own: what the page before it did not show."""
    before = case.before(step)
    new = _new_lines(after, [before] if before else [])
    return [" ".join(new)] if new else []


def _pages_without_refusal(case: Case) -> list[PageRecord]:
    """The pages of the journal that follow no refusal."""
    refused = {
        step.led_to
        for step in case.movements
        if _may_be_refused(step, case) or _shows_the_form_again(step, case)
    }
    return [page for page in case.journal.pages if page.number not in refused]


def _messages_elsewhere(after: PageRecord, unrefused: list[PageRecord]) -> set[str]:
    """The messages of earlier pages about a success: they stay for some seconds."""
    return {text for page in earlier_other_pages(after, unrefused) for text in messages(page)}


def earlier_other_pages(after: PageRecord, pages: Iterable[PageRecord]) -> Iterator[PageRecord]:
    """The pages captured before one that are another page of the guide."""
    return (page for page in pages if page.number < after.number and page.slug != after.slug)


def _may_be_refused(step: Step, case: Case) -> bool:
    tried = (case.guide.by_slug.get(slug) for slug in step.trying)
    return any(isinstance(each.claim, Refused | KeptOut | Lands) for each in tried if each)


def _shows_the_form_again(step: Step, case: Case) -> bool:
    """Whether a form that was sent came back: it was refused, whatever was expected."""
    after, before = case.after(step), case.before(step)
    sent = step.verb in PRESSES and bool(step.typed)
    return sent and bool(after and before and after.slug and after.slug == before.slug)


def _new_lines(after: PageRecord, plain: list[PageRecord]) -> list[str]:
    """The lines of a page that the same page without a refusal does not show; adjacent ones as one.

    A message may say again what the page says anyway: such a line belongs to the new one before.
    """
    if not plain:
        return []
    lines = [(text, without_numbers(text)) for text in after.page.words]
    usual = _most_often(plain)
    now = Counter(line for _, line in lines)
    found: list[str] = []
    adjacent = False
    for text, line in lines:
        new = bool(line) and line not in usual
        adjacent = adjacent and (new or now[line] > usual[line])
        if adjacent:
            found[-1] += f" {fold(text)}"
        elif new:
            found.append(fold(text))
        adjacent = adjacent or new
    return _distinct(found)


def _most_often(pages: list[PageRecord]) -> Counter[str]:
    """How often each line stands on one of some pages at most."""
    most: Counter[str] = Counter()
    for page in pages:
        most |= Counter(map(without_numbers, page.page.words))
    return most
