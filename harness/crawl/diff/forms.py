"""Pairs the forms of two portals, and the fields of paired forms."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from harness.core.text import fold
from harness.core.url import split
from harness.crawl.diff.pages import ComparedPage, PagePair
from harness.model.fact import Fact, fact
from harness.model.page import Field

_MIN_LABEL_SIMILARITY = 80  # percent
_MIN_SHARED_FIELDS = 0.5  # of two forms that are paired, 0 to 1
_MIN_BUTTON_SIMILARITY = 0.6
_MAX_NAMED_FIELDS = 4


@dataclass(frozen=True)
class ComparedForm:
    """A form with fields to fill in.

    Attributes:
        page: key of its page.
        action: path that it is sent to.
        buttons: labels.
    """

    page: str
    action: str
    method: str
    fields: tuple[Field, ...]
    buttons: tuple[str, ...]

    @property
    def name(self) -> str:
        """The labels of its first fields, for reports."""
        labels = [field.label or field.name for field in self.fields]
        more = " …" if len(labels) > _MAX_NAMED_FIELDS else ""
        return f"« {', '.join(labels[:_MAX_NAMED_FIELDS])}{more} »"


@dataclass(frozen=True)
class FieldPair:
    """An old field and the new one that replaces it; None for none."""

    old: Field
    new: Field | None
    reason: Fact


@dataclass(frozen=True)
class FormPair:
    """An old form and the new one that replaces it; None for none."""

    old: ComparedForm
    new: ComparedForm | None
    reason: Fact
    fields: tuple[FieldPair, ...] = ()


def compared_forms(page: ComparedPage) -> Iterator[ComparedForm]:
    """The forms of a page that have something to fill in."""
    forms = {form.ref: form for form in page.page.forms}
    for ref in dict.fromkeys(field.form for field in page.page.visible_fields):
        form = forms.get(ref)
        yield ComparedForm(
            page=page.key,
            action=split(form.action).path.partition(";")[0] if form else "",
            method=form.method if form else "",
            fields=tuple(field for field in page.page.visible_fields if field.form == ref),
            buttons=tuple(b.label for b in page.page.buttons if b.form == ref and b.visible),
        )


def pair_forms(
    pairs: Sequence[PagePair], old: Iterable[ComparedPage], new: Iterable[ComparedPage]
) -> list[FormPair]:
    """Each form of the old portal with the one that replaces it.

    The form is looked for on the page that replaces its page first, then on all pages.
    """
    new_page_of = {pair.old.key: pair.new.key for pair in pairs}
    new_forms = [form for page in new for form in compared_forms(page)]
    found: list[FormPair] = []
    for form in (form for page in old for form in compared_forms(page)):
        on_new_page = [one for one in new_forms if one.page == new_page_of.get(form.page)]
        pair = _best_pair(form, on_new_page, "pair-form-on-paired-page") or _best_pair(
            form, new_forms, "pair-form-on-other-page"
        )
        found.append(pair or FormPair(form, None, fact("pair-no-similar-form")))
    return found


def _best_pair(form: ComparedForm, among: Sequence[ComparedForm], code: str) -> FormPair | None:
    scored = [(_similarity(form, other), -index) for index, other in enumerate(among)]
    if not scored or max(scored)[0] < _MIN_SHARED_FIELDS:
        return None
    score, index = max(scored)
    other = among[-index]
    fields = tuple(pair_fields(form.fields, other.fields))
    return FormPair(form, other, fact(code, similarity=round(score, 2)), fields)


def _similarity(form: ComparedForm, other: ComparedForm) -> float:
    """The share of fields in common, raised for the same action or similar buttons; 0 to 1."""
    pairs = list(pair_fields(form.fields, other.fields))
    share = sum(pair.new is not None for pair in pairs) / max(len(form.fields), len(other.fields))
    same_action = bool(form.action) and form.action == other.action
    buttons = fuzz.ratio(" ".join(form.buttons), " ".join(other.buttons)) / 100
    bonus = 0.3 if same_action else 0.1 if buttons >= _MIN_BUTTON_SIMILARITY else 0.0
    return min(1.0, share + bonus * (1 - share))


def pair_fields(old: Sequence[Field], new: Sequence[Field]) -> Iterator[FieldPair]:
    """Each old field with the new one of the same label, the same name or a similar label."""
    unpaired, rest = list(old), list(new)
    for code, is_same in FIELD_CRITERIA.items():
        for field in tuple(unpaired):
            other = next((one for one in rest if is_same(field, one)), None)
            if other is not None:
                unpaired.remove(field)
                rest.remove(other)
                yield FieldPair(field, other, fact(code))
    yield from (FieldPair(field, None, fact("pair-no-similar-field")) for field in unpaired)


def _label(field: Field) -> str:
    return fold(field.label).casefold()


FIELD_CRITERIA: dict[str, Callable[[Field, Field], bool]] = {
    "pair-same-label": lambda one, other: bool(one.label) and _label(one) == _label(other),
    "pair-same-name": lambda one, other: bool(one.name) and one.name == other.name,
    "pair-similar-label": lambda one, other: (
        bool(one.label) and fuzz.ratio(_label(one), _label(other)) >= _MIN_LABEL_SIMILARITY
    ),
}
