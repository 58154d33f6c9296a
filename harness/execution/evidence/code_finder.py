"""Finds the code that a page or a mail shows, as a reader would."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from harness.core.text import fold
from harness.execution.evidence.code_forms import AROUND, NO_WORD, Form, forms_in, lines_of
from harness.guide.claims import Labelled
from harness.guide.code_shape import fits, is_telling
from harness.guide.model import Guide
from harness.guide.promised_code import MAX_DISTANCE, announced_lines
from harness.mail.parsing.body import without_links
from harness.model.page import Page
from harness.redaction.vault import shape_of

_HOUR = re.compile(r"\d{1,2}[hH]\d{2}")
_MIN_SCORE = 5  # a mixed word alone on its line, or capitals alone behind the announcement
_ALONE = 3
_INTRODUCED = 2
_AT_THE_END = 1  # of a line, as a label before it
_OF_A_SHAPE, _OF_A_TELLING_SHAPE = 2, 4  # ordinary words and numbers have another shape
_LABEL = 1_000  # characters: what is longer is no label
_OF_ANOTHER = -3  # the words before a code name another secret: it counts if there is none else


@dataclass(frozen=True)
class Wanted:
    """What code is looked for.

    Attributes:
        announcement: the guide's words that stand before it; "" for none.
        known: words of the guide and of the accounts, folded, which are no codes.
        others: labels of other secrets: a word behind one of them counts only if nothing else
            looks like the code.
        shapes: that the guide gives it.
        seen: shapes that codes of its kind had before.
    """

    announcement: str = ""
    known: frozenset[str] = field(default_factory=frozenset, repr=False)
    others: frozenset[str] = frozenset()
    shapes: tuple[str, ...] = ()
    seen: frozenset[str] = frozenset()

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(word.casefold() for word in self.known)

    def is_known(self, form: Form) -> bool:
        """Whether a form is a word that is known, or the time of day."""
        shown = form.shown.casefold()
        groups = [part for part in shown.split(" ") if len(part) > 1]
        pieces = shown.replace(" ", "").split("-")
        return (
            bool(_HOUR.fullmatch(form.code))
            or not self._known.isdisjoint((shown, form.code.casefold(), *groups))
            or self._known.issuperset(pieces)
        )


@dataclass(frozen=True)
class FoundCode:
    """A code as it is typed, and as it is shown; both "" for none."""

    code: str = ""
    shown: str = ""


def other_secrets(announcement: str, guide: Guide) -> frozenset[str]:
    """The labels of fields for secrets that the words that announce a code do not name, folded."""
    labels = (one.claim for one in guide)
    secret = {
        fold(one.label).casefold() for one in labels if isinstance(one, Labelled) and one.secret
    }
    return frozenset(label for label in secret if label not in fold(announcement).casefold())


def code_on_page(page: Page, wanted: Wanted) -> FoundCode:
    """The code that a page shows behind the guide's words that announce it, if it shows one."""
    lines = [text.text for text in page.texts if text.visible]
    values = [one.value for one in page.visible_fields if one.read_only]
    labels = {fold(part.label) for part in page.actions}
    return _best(lines, values, replace(wanted, known=wanted.known | labels))


def code_in_mail(text: str, wanted: Wanted) -> FoundCode:
    """The code in the text of a mail, if it holds one; what stands in addresses is none."""
    return _best(without_links(text).splitlines(), (), wanted)


def _best(texts: Iterable[str], values: Iterable[str], wanted: Wanted) -> FoundCode:
    lines = lines_of(texts)
    scored = [*_in_lines(lines, wanted), *_in_values(lines, values, wanted)]
    found = [(form, score) for form, score in scored if not wanted.is_known(form)]
    form, score = max(found, key=lambda one: one[1], default=(None, 0))
    return FoundCode(form.code, form.shown) if form and score >= _MIN_SCORE else FoundCode()


def _in_lines(lines: Sequence[str], wanted: Wanted) -> Iterator[tuple[Form, int]]:
    """What looks like a code on the lines, each with its score."""
    announced = announced_lines(lines, wanted.announcement)
    distance, earlier = None, ""
    for number, line in enumerate(lines):
        begin = announced.get(number, 0)
        position = 3 if number in announced else _position_score(distance)
        for form in forms_in(line[begin:], wanted.shapes):
            end = begin + form.start
            other = _is_labelled(line[max(0, end - _LABEL) : end] or earlier, wanted.others)
            score = _look(form, line[begin:], wanted, follows=begin > 0)
            at_the_end = position > 1 and _is_at_the_end(form, line[begin:])
            yield (
                form,
                score
                + position
                + (_OF_ANOTHER if other else 0)
                + (_AT_THE_END if at_the_end else 0),
            )
        distance = 0 if number in announced else None if distance is None else distance + 1
        earlier = line


def _look(form: Form, line: str, wanted: Wanted, *, follows: bool = False) -> int:
    """The score of a form without its position; `follows`: the announcement is right before."""
    is_next = follows and not line[: min(form.start, _LABEL)].strip(AROUND)
    is_next = is_next and (form.look > 1 or not form.code.isalpha())
    introduced = _INTRODUCED if form.is_introduced or is_next else 0
    return form.look + _fitting(form, wanted) + max(_ALONE if form.is_alone else 0, introduced)


def _fitting(form: Form, wanted: Wanted) -> int:
    """The score for the shape of a form."""
    shape = shape_of(form.shown).pattern
    if any(is_telling(one) and fits(shape, [one]) for one in wanted.shapes):
        return _OF_A_TELLING_SHAPE
    return _OF_A_SHAPE if fits(shape, (*wanted.shapes, *wanted.seen)) else 0


def _is_at_the_end(form: Form, line: str) -> bool:
    """Whether letters that make no word end a line that begins with others: with a label.

    Small letters end a sentence: no list of letters knows all words.
    """
    is_end = not form.is_alone and not line[form.end :].strip(AROUND)
    return form.look == NO_WORD and not form.shown.islower() and is_end


def _is_labelled(before: str, labels: frozenset[str]) -> bool:
    """Whether words are a label, or end with one and a colon: a sentence about it is none."""
    words = before.casefold().rstrip()
    bare = words.rstrip(" :")
    return bare in labels or (words != bare and bare.endswith(tuple(labels)))


def _position_score(distance: int | None) -> int:
    """The score for the position after the announcement, by the number of lines between."""
    if distance is None:
        return 0
    if distance == 0:
        return 3
    return 2 if distance <= MAX_DISTANCE else 1


def _in_values(
    lines: Sequence[str], values: Iterable[str], wanted: Wanted
) -> Iterator[tuple[Form, int]]:
    """Codes in fields, whose position among the lines is not known."""
    position = 2 if announced_lines(lines, wanted.announcement) else 0
    for value in lines_of(values):
        for form in forms_in(value, wanted.shapes):
            yield form, _look(form, value, wanted) + position
