"""Compares the fields of two pages, paired by their labels, types and places."""

from collections.abc import Iterator, Sequence

from harness.compare.diff.texts import text_change
from harness.compare.model import Change, DifferenceKind, Shown
from harness.compare.noise.masked_page import MaskedPage
from harness.core.text import fold, similarity
from harness.model.fact import fact, joined, quote
from harness.model.page import Field

MIN_SIMILARITY = 0.45  # of two fields with other labels that are taken for the same field
_LABEL, _TYPE, _PLACE, _NAME = 0.6, 0.15, 0.15, 0.1  # their weights in the similarity
_UNLABELLED = 0.2  # similarity of labels if a field has none
_TEXT_TYPES = frozenset({"text", "search", "tel", "email", "url", "number", "textarea"})


def field_changes(old: MaskedPage, new: MaskedPage) -> Iterator[Change]:
    """What differs in the visible fields."""
    pairs, gone, come = pair_fields(old.fields, new.fields)
    for one, other in pairs:
        yield from _field_changes(one, other, old, new)
    kind = DifferenceKind.FIELD
    for field in gone:
        yield Change(kind=kind, page=old.name, part=field.label, old=_whole_field(field))
    for field in come:
        yield Change(kind=kind, page=old.name, part=field.label, new=_whole_field(field))
    yield from _order_changes(pairs, old, new)


Pairs = list[tuple[Field, Field]]


def pair_fields(
    ours: Sequence[Field], theirs: Sequence[Field]
) -> tuple[Pairs, list[Field], list[Field]]:
    """Pair fields by label, then by similarity; also the old and new fields without a partner."""
    left, right = list(ours), list(theirs)
    pairs: Pairs = []
    for one in ours:
        same = next((o for o in right if fold(o.label) == fold(one.label)), None)
        if same is not None:
            pairs.append((one, same))
            left.remove(one)
            right.remove(same)
    rated = sorted(
        ((_similarity(one, other, ours, theirs), one, other) for one in left for other in right),
        key=lambda rate: -rate[0],
    )
    for rate, one, other in rated:
        if rate >= MIN_SIMILARITY and one in left and other in right:
            pairs.append((one, other))
            left.remove(one)
            right.remove(other)
    pairs.sort(key=lambda both: ours.index(both[0]))
    return pairs, left, right


def _similarity(one: Field, other: Field, ours: Sequence[Field], theirs: Sequence[Field]) -> float:
    """How similar two fields are, 0 to 1; the name alone is not enough."""
    near = abs(ours.index(one) - theirs.index(other)) <= max(1, abs(len(ours) - len(theirs)))
    return (
        _LABEL * (similarity(one.label, other.label) if one.label and other.label else _UNLABELLED)
        + _TYPE * (_type_group(one) == _type_group(other))
        + _PLACE * near
        + _NAME * bool(one.name and one.name == other.name)
    )


def _field_changes(one: Field, other: Field, old: MaskedPage, new: MaskedPage) -> Iterator[Change]:
    for kind, before, after in _properties(one, other, old, new):
        if before != after:
            yield text_change(kind, old.name, one.label, before, after)


def _properties(
    one: Field, other: Field, old: MaskedPage, new: MaskedPage
) -> Iterator[tuple[DifferenceKind, Shown, Shown]]:
    yield DifferenceKind.LABEL, one.label, other.label
    yield DifferenceKind.MARK, one.mark, other.mark
    yield DifferenceKind.MANDATORY, _yes_or_no(one.required), _yes_or_no(other.required)
    yield DifferenceKind.TYPE, one.kind, other.kind
    yield DifferenceKind.LENGTH, _length(one), _length(other)
    yield DifferenceKind.PATTERN, one.pattern, other.pattern
    yield (
        DifferenceKind.HELP,
        *_unless_shown(old.masked(one.help), new.masked(other.help), old, new),
    )
    yield DifferenceKind.PLACEHOLDER, old.masked(one.placeholder), new.masked(other.placeholder)
    yield (
        DifferenceKind.GROUP,
        *_unless_shown(one.group.rstrip(" :"), other.group.rstrip(" :"), old, new),
    )
    yield DifferenceKind.OPTIONS, _options(one, old), _options(other, new)
    yield DifferenceKind.DEFAULT, _value(one, old), _value(other, new)
    yield DifferenceKind.STATE, _state(one), _state(other)


def _unless_shown(before: str, after: str, old: MaskedPage, new: MaskedPage) -> tuple[str, str]:
    """Two hints, or nothing if each is somewhere on the other page as well."""
    shown = fold(before) in new.words and fold(after) in old.words
    return ("", "") if shown else (before, after)


def _yes_or_no(holds: bool) -> Shown:
    return fact("yes" if holds else "no")


def _type_group(field: Field) -> str:
    return "text" if field.kind in _TEXT_TYPES else field.kind


def _length(field: Field) -> Shown:
    return fact("length-at-most", n=field.max_length) if field.max_length else fact("any-length")


def _options(field: Field, page: MaskedPage) -> str:
    return " / ".join(page.masked(option.text) for option in field.options)


def _value(field: Field, page: MaskedPage) -> Shown:
    """The value of a field; of a list, the chosen option."""
    if field.options:
        chosen = next((o.text for o in field.options if o.selected), field.options[0].text)
        return fact("chosen-value") if fold(chosen) in page.typed else page.masked(chosen)
    if field.kind in {"checkbox", "radio"}:
        return fact("ticked") if field.checked else ""
    return fact("typed-value") if fold(field.value) in page.typed else page.masked(field.value)


def _state(field: Field) -> Shown:
    states = {"read-only-field": field.read_only, "disabled-field": field.disabled}
    return joined(fact(state) for state, holds in states.items() if holds) or ""


def _whole_field(field: Field) -> Shown:
    return fact("field-of-type", label=quote(field.label), type=field.kind)


def _order_changes(pairs: Pairs, old: MaskedPage, new: MaskedPage) -> Iterator[Change]:
    """A change if the common fields are in another order, by their old labels."""
    ours = [one.label for one, _ in pairs]
    theirs = [one.label for one, _ in sorted(pairs, key=lambda both: new.fields.index(both[1]))]
    if ours != theirs:
        before, after = " – ".join(ours), " – ".join(theirs)
        yield Change(kind=DifferenceKind.ORDER, page=old.name, old=before, new=after)
