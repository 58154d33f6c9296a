"""The forms of two portals, paired: which field of the new one stands for which of the old."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from harness.core.text import fold
from harness.crawl.diff.pages import ComparedPage, PagePair
from harness.model.page import Field

_ALIKE = 80  # likeness in percent of two labels that mean the same field
_LEAST = 0.5  # share of fields that two forms must have in common
_BUTTONS = 0.6  # likeness of the buttons of two forms that ask the same


class ComparedForm(NamedTuple):
    """A form that asks something, on its page.

    Attributes:
        action: path that it is sent to.
        name: what it is called in reports: its fields, in short.
    """

    page: str
    action: str
    method: str
    fields: tuple[Field, ...]
    buttons: tuple[str, ...]

    @property
    def name(self) -> str:
        """What it is called in reports."""
        labels = [field.label or field.name for field in self.fields]
        return f"« {', '.join(labels[:4])}{' …' if len(labels) > 4 else ''} »"  # noqa: PLR2004


class FieldPair(NamedTuple):
    """A field and the one that stands for it; None for none."""

    old: Field
    new: Field | None
    reason: str


class FormPair(NamedTuple):
    """A form and the one that stands for it; None for none."""

    old: ComparedForm
    new: ComparedForm | None
    reason: str
    fields: tuple[FieldPair, ...] = ()


def compared_forms(page: ComparedPage) -> Iterator[ComparedForm]:
    """The forms of a page that have something to fill in."""
    forms = {form.ref: form for form in page.page.forms}
    for ref in dict.fromkeys(field.form for field in page.page.visible_fields):
        form = forms.get(ref)
        yield ComparedForm(
            page=page.key,
            action=urlsplit(form.action).path.partition(";")[0] if form else "",
            method=form.method if form else "",
            fields=tuple(field for field in page.page.visible_fields if field.form == ref),
            buttons=tuple(b.label for b in page.page.buttons if b.form == ref and b.visible),
        )


def pair_forms(
    pairs: Sequence[PagePair], old: Iterable[ComparedPage], new: Iterable[ComparedPage]
) -> list[FormPair]:
    """Each form of the old portal with the one that stands for it.

    It is looked for on the page that stands for its page first, then anywhere.
    """
    stands_for = {pair.old.key: pair.new.key for pair in pairs}
    rest = [form for page in new for form in compared_forms(page)]
    found: list[FormPair] = []
    for form in (form for page in old for form in compared_forms(page)):
        there = [one for one in rest if one.page == stands_for.get(form.page)]
        pair = _best(form, there, "on the page that stands for its page") or _best(
            form, rest, "on another page"
        )
        found.append(pair or FormPair(form, None, "no form asks the same"))
    return found


def _best(form: ComparedForm, among: Sequence[ComparedForm], where: str) -> FormPair | None:
    scored = [(_score(form, other), -place) for place, other in enumerate(among)]
    if not scored or max(scored)[0] < _LEAST:
        return None
    score, place = max(scored)
    other = among[-place]
    fields = tuple(pair_fields(form.fields, other.fields))
    return FormPair(form, other, f"{where}, {score:.0%} alike", fields)


def _score(form: ComparedForm, other: ComparedForm) -> float:
    """The share of fields in common; what is sent to the same place needs less."""
    pairs = list(pair_fields(form.fields, other.fields))
    share = sum(pair.new is not None for pair in pairs) / max(len(form.fields), len(other.fields))
    same_action = bool(form.action) and form.action == other.action
    words = fuzz.ratio(" ".join(form.buttons), " ".join(other.buttons)) / 100
    bonus = 0.3 if same_action else 0.1 if words >= _BUTTONS else 0.0
    return min(1.0, share + bonus * (1 - share))


def pair_fields(old: Sequence[Field], new: Sequence[Field]) -> Iterator[FieldPair]:
    """Each field with the one that stands for it: by label, by name, by a label much like it."""
    left, rest = list(old), list(new)
    for reason, same in _WAYS.items():
        for field in tuple(left):
            other = next((one for one in rest if same(field, one)), None)
            if other is not None:
                left.remove(field)
                rest.remove(other)
                yield FieldPair(field, other, reason)
    yield from (FieldPair(field, None, "no field has its label or name") for field in left)


def _label(field: Field) -> str:
    return fold(field.label).casefold()


_WAYS: dict[str, Callable[[Field, Field], bool]] = {
    "same label": lambda one, other: bool(one.label) and _label(one) == _label(other),
    "same name": lambda one, other: bool(one.name) and one.name == other.name,
    "like label": lambda one, other: (
        bool(one.label) and fuzz.ratio(_label(one), _label(other)) >= _ALIKE
    ),
}
