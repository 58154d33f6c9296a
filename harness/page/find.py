"""Finds the element of a page that a statement is about.

The exact words win, otherwise the most similar ones. So a renamed label fails its own statement,
and the scenario can go on.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

from harness.core.identity import Same, by_identity
from harness.core.text import (
    contains_words,
    fold,
    is_among,
    label_key,
    same_words,
    similarity,
    split_label,
    without_remark,
)
from harness.guide.claims import Action
from harness.guide.model import Guide
from harness.model.journal import PRESSES
from harness.model.page import Button, Element, Field, Link, Page
from harness.page.parts.code_boxes import fields_with_rows
from harness.page.parts.radio_groups import radio_groups

_E = TypeVar("_E", bound=Element)
_KNOWN_FIELDS = 256
_MIN_LIKENESS = 0.62
_MIN_LIKENESS_BESIDE = 0.75
_OTHER_CAPITALS = 0.9
_WITH_REMARK = 0.99  # weight of a label without the remark at its end
SENDING = frozenset({"submit", "image"})
"""Kinds of buttons that send a form."""
_BETWEEN_ITEMS = re.compile(r"\s*[|>»›·•]\s*")  # of a menu, or of the way to a page


def find_field(
    page: Page,
    label: str,
    others: Iterable[str] = (),
    wordings: Iterable[str] = (),
    kinds: Collection[str] = (),
    *,
    place: int = 0,
    among: int = 1,
    buttons: Sequence[Collection[str]] = (),
) -> Field | None:
    """The visible field with a label, or the one whose label resembles it most.

    A group of radio buttons counts as a field, with the label of the group, and so does a row of
    boxes for the characters of a code. A remark in brackets
    behind a label is no part of it. Of two fields with the same label, such as those of a login
    beside each page, the one in the form with most of the page's fields is meant.

    Args:
        page: to search.
        label: in the guide's words.
        others: labels of all the page's fields in the guide. A field with one of them is that
            other field, however similar the two are ("First name", "Last name").
        wordings: further wordings of the label; the first one that a field has is meant.
        kinds: of several fields with this label, one of these kinds is taken.
        place: place of the field among those with this label, from 0.
        among: the number of fields with this label in the guide.
        buttons: for each of these, the words of the buttons that belong to it; () for unknown.

    Returns:
        The field; None if no label is similar enough.
    """
    own = (label, *wordings)
    taken = [label for label in others if not is_among(label, own)]
    every = (*fields_with_rows(page), *radio_groups(page.visible_fields))
    fields = [field for field in every if not is_called(field, taken)]
    if taken and len({field.form for field in fields}) > 1:
        known = Counter(field.form for field in every if is_called(field, taken))
        fields.sort(key=lambda field: -known[field.form])
    if among == 1 and buttons:
        fields = _without_rivals(fields, every, (*taken, *own), _forms_with(page, buttons[0]))
    alike = [field for field in fields if is_called(field, own)]
    of_kind = [field for field in alike if field.kind in kinds]
    if among > 1:
        alike_here = of_kind if len(of_kind) >= among else alike
        once = [label for label, count in Counter(taken).items() if count == 1]
        twins = {id(field) for field in _of_one_form(alike_here, every, once)[:among]}
        ordered = [field for field in every if id(field) in twins]
        forms = [_forms_with(page, one) for one in buttons]
        if found := _by_buttons(ordered, forms, among).get(place):
            return found
        fields, of_kind = [field for field in fields if field not in alike], []

    def likeness(field: Field) -> float:
        if is_called(field, own):
            return 1.0
        bare = without_remark(field.label)
        return max(
            max(_label_similarity(field.label, one), _WITH_REMARK * _label_similarity(bare, one))
            for one in own
        )

    candidates = of_kind or fields
    exact = _first_worded(candidates, own, lambda field, words: is_called(field, (words,)))
    return exact or _best(candidates, likeness, _MIN_LIKENESS)


def is_called(field: Field, labels: Collection[str]) -> bool:
    """Whether a field has one of some labels: its own, or the words that everybody reads in it."""
    return is_among(field.label, labels) or (bool(field.drawn) and is_among(field.drawn, labels))


def _of_one_form(twins: list[Field], every: Iterable[Field], taken: list[str]) -> list[Field]:
    """Of fields with one label, those of the first one's form, and then those of other forms.

    A form that has another label of the page again, as a login beside each page, is not meant.
    """
    labels: dict[str, set[str]] = {}
    for field in every:
        if is_called(field, taken):
            labels.setdefault(field.form, set()).add(label_key(field.label))
    first = twins[0].form if twins else ""
    own = labels.get(first, set())
    others = (one for one in twins if one.form != first)
    return [one for one in twins if one.form == first] + [
        one for one in others if own.isdisjoint(labels.get(one.form, set()))
    ]


def _forms_with(page: Page, words: Collection[str]) -> frozenset[str]:
    """The forms of a page that have a button with one of some words."""
    return frozenset(
        button.form
        for button in page.buttons
        if button.visible and button.form and any(is_labelled(button, one) for one in words)
    )


def _by_buttons(
    twins: list[Field], forms: Sequence[Collection[str]], among: int
) -> dict[int, Field]:
    """Fields with one label by their places: each beside its buttons, the others in order."""
    placed: dict[int, Field] = {}
    for place, some in enumerate(forms):
        here = [field for field in twins if field.form in some]
        if len(here) == 1 and here[0] not in placed.values():
            placed[place] = here[0]
    rest = [field for field in twins if field not in placed.values()]
    free = [place for place in range(among) if place not in placed]
    return placed | dict(zip(free, rest, strict=False))


def _without_rivals(
    fields: list[Field], every: Iterable[Field], labels: Collection[str], forms: Collection[str]
) -> list[Field]:
    """Fields without those of forms that ask again what the form with the button asks.

    Args:
        fields: to choose from.
        every: all fields of the page.
        labels: of the fields of the page in the guide.
        forms: those with the button that the guide tells with the field.
    """
    asked: dict[str, set[str]] = {}
    for field in every:
        if is_called(field, labels):
            asked.setdefault(field.form, set()).add(label_key(field.label))
    own = [asked[form] for form in forms if form in asked]
    if len(own) != 1:
        return fields
    return [
        one for one in fields if one.form in forms or own[0].isdisjoint(asked.get(one.form, set()))
    ]


def find_named_field(
    page: Page, guide: Guide, slug: str, name: str, kinds: Collection[str] = ()
) -> Field | None:
    """The field of a page that the guide calls so on one of its pages.

    Args:
        page: to search.
        guide: that names the field.
        slug: of the guide's page; one that the guide does not have tells nothing of the field.
        name: of the field, its label or what scenarios call it.
        kinds: of several fields with its label, one of these kinds is taken.

    Returns:
        The field; None if no label is similar enough.
    """
    return _named_field(Same(page), Same(guide), slug, name, tuple(kinds))


@lru_cache(maxsize=_KNOWN_FIELDS)
def _named_field(
    page: Same[Page], guide: Same[Guide], slug: str, name: str, kinds: tuple[str, ...]
) -> Field | None:
    """Several statements of a guide look for the same field of the same page."""
    field = guide.value.named_field(slug, name)
    return find_field(
        page.value,
        field.label,
        guide.value.labels(slug),
        field.wordings,
        field.kinds if field.among > 1 or not kinds else kinds,
        place=field.place,
        among=field.among,
        buttons=field.buttons,
    )


def find_action(
    page: Page,
    claim: Action,
    others: Iterable[Action] = (),
    verb: str = "",
    *,
    form: str = "",
    plain: bool = False,
) -> Link | Button | None:
    """The visible link or button of a claim, or the one that resembles it most.

    Args:
        page: to search.
        claim: in the guide's words.
        others: claims about all links and buttons of the page. An element with exactly the
            words of another claim belongs to that one, however similar the two are; unless they
            are a further wording of this one, and no other has any of its words.
        verb: of a link and a button with the same words, pressing takes the button.
        form: that was filled in, as the fields of the page name it; of several buttons with the
            same words, its own is meant. "" for none.
        plain: whether one that needs no script is meant, of several with the same words.

    Returns:
        The link or button; None if none is similar enough.
    """
    rivals = [other for other in others if not _may_be_same(other, claim)]
    of_kind = [part for part in page.actions if claim.only in {"", _kind_of(part)}]
    of_kind.sort(
        key=lambda part: (
            _kind_of(part) if verb in PRESSES else "",
            isinstance(part, Button) and form not in {"", part.form},
            plain and _is_scripted(part),
        )
    )
    taken = {label_key(other.label) for other in rivals if not other.beside}
    lines = {(label_key(one.label), label_key(one.beside)) for one in rivals if one.beside}
    parts = [
        part
        for part in of_kind
        if (key := label_key(words_on(part))) not in taken
        and not (lines and (key, label_key(line_of(part))) in lines)
    ]
    if claim.others and not any(_has_wording(part, claim) for part in parts):
        parts = [part for part in of_kind if part in parts or _has_wording(part, claim)]
    if claim.beside:
        best = _best(parts, lambda part: _beside_similarity(part, claim), _MIN_LIKENESS_BESIDE)
        if best is None or not is_labelled(best, claim.label):
            best = _only_one_beside(page, parts, claim) or best
        return best
    exact = _first_worded(parts, claim.wordings, is_labelled) if claim.others else None
    return exact or _best(parts, lambda part: _likeness(part, claim), _MIN_LIKENESS)


def only_submit_button(page: Page, form: str, others: Iterable[Action] = ()) -> Button | None:
    """The button that sends a form.

    Args:
        page: to search.
        form: as the fields of the page name it.
        others: claims about links and buttons of the page; a button with the words of one of
            them is not meant.

    Returns:
        The button; None if there is none, or a choice.
    """
    taken = {label_key(other.label) for other in others if not other.beside}
    sending = [
        button
        for button in page.buttons
        if button.visible
        and button.form == form
        and button.kind in SENDING
        and label_key(button.label) not in taken
    ]
    return sending[0] if form and len(sending) == 1 else None


def labels_of(part: Link | Button) -> tuple[str, ...]:
    """The words on a link or button, and its accessible name where that has others."""
    return (part.drawn, part.label) if part.drawn else (part.label,)


def words_on(part: Link | Button) -> str:
    """What everybody reads on a link or button."""
    return part.drawn or part.label


def is_labelled(part: Link | Button, words: str) -> bool:
    """Whether a link or button has these words, on it or as its accessible name."""
    return any(same_words(label_key(label), label_key(words)) for label in labels_of(part))


def _has_wording(part: Link | Button, claim: Action) -> bool:
    return any(is_labelled(part, words) for words in claim.wordings)


def _is_scripted(part: Link | Button) -> bool:
    """Whether a link or button does nothing by itself: it is left to a script."""
    if isinstance(part, Link):
        return part.href.strip() in {"", "#"} or part.href.strip().lower().startswith("javascript:")
    return not part.form or part.kind not in SENDING


def _kind_of(part: Link | Button) -> str:
    return "link" if isinstance(part, Link) else "button"


def _likeness(part: Link | Button, claim: Action) -> float:
    """Similarity to the guide's own words; 1 for exactly one of its other wordings."""
    if any(is_labelled(part, words) for words in claim.others):
        return 1.0
    return max(_action_similarity(label, claim.label) for label in labels_of(part))


def _may_be_same(one: Action, other: Action) -> bool:
    """Whether two claims may be about one link: labels and lines are the same."""
    alike = label_key(one.label) == label_key(other.label)
    return alike and (not one.beside or not other.beside or one.beside == other.beside)


def line_of(part: Link | Button) -> str:
    """The text of the line that contains a link or button, without its own words."""
    line, own = fold(part.beside), fold(part.label)
    return line[: -len(own)] if own and line.endswith(own) else line.replace(own, "", 1)


def is_item_of_itself(page: Page, slug: str, claim: Action) -> bool:
    """Whether a menu has the words of a claim as text, because they name the page at hand.

    A menu need not have a link to the page that it stands on.

    Args:
        page: to search.
        slug: of the guide's page that it is.
        claim: about a link or button.
    """
    if claim.to != slug or claim.beside:
        return False
    lines = (text.text for text in page.texts if text.visible and text.kind != "heading")
    items = (item for line in lines for item in _BETWEEN_ITEMS.split(line))
    return any(is_among(item, claim.wordings) for item in items)


def around(page: Page, part: Link | Button) -> str:
    """The words of the line that a link or button stands in, and those of its row in a table.

    Of a line of nothing but links and buttons, those of the text before it too.
    """
    in_row = (text for text in page.texts if part.row and text.row == part.row)
    texts = (text.text for text in in_row if text.frame == part.frame)
    return " ".join((part.beside, *texts, _title_of_line(page, part)))


def _title_of_line(page: Page, part: Link | Button) -> str:
    """The words that tell what the links and buttons of one line are for: on it, or before it."""
    if part.place is None or part.place >= len(page.texts):
        return ""
    line, label = page.texts[part.place], words_on(part)
    if not label or label not in line.text or line.frame != part.frame:
        return ""
    own = _lines_without_actions(page)[part.place]
    if any(map(str.isalnum, own)):
        return own
    before = page.texts[part.place - 1] if part.place else None
    is_title = before is not None and before.visible and before.frame == part.frame
    return before.text if before is not None and is_title else ""


@by_identity
def _lines_without_actions(page: Page) -> dict[int, str]:
    """The texts that links and buttons stand in, without the words of these, by their places."""
    left: dict[int, str] = {}
    for part in page.actions:
        if part.place is not None and part.place < len(page.texts):
            own = left.get(part.place, page.texts[part.place].text)
            left[part.place] = own.replace(words_on(part), " ", 1) if words_on(part) else own
    return left


def _only_one_beside(
    page: Page, parts: Iterable[Link | Button], claim: Action
) -> Link | Button | None:
    """The part with the words of a claim that stands in the only line with its other words."""
    there = [
        part
        for part in parts
        if is_labelled(part, claim.label) and contains_words(around(page, part), claim.beside)
    ]
    return there[0] if len(there) == 1 else None


def _beside_similarity(part: Link | Button, claim: Action) -> float:
    words = similarity(split_label(line_of(part)).text, claim.beside)
    return 0.9 * words + 0.1 * similarity(part.label, claim.label)


def _action_similarity(label: str, wanted: str) -> float:
    return _label_similarity(split_label(label).text, split_label(wanted).text)


def _label_similarity(label: str, wanted: str) -> float:
    """Similarity of two labels; labels that differ in capitals only are nearly the same."""
    likeness = similarity(label, wanted)
    same = fold(label).casefold() == fold(wanted).casefold()
    return max(likeness, _OTHER_CAPITALS) if same else likeness


def _first_worded(
    parts: Iterable[_E], wordings: Iterable[str], has: Callable[[_E, str], bool]
) -> _E | None:
    """The part with the first wording that any of them has; None if none has one."""
    candidates = list(parts)
    found = (part for words in wordings for part in candidates if has(part, words))
    return next(found, None)


def _best(parts: Iterable[_E], likeness: Callable[[_E], float], least: float) -> _E | None:
    rated = [(likeness(part), part) for part in parts]
    best = max(rated, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= least else None
