"""The fields of two pages, paired by their labels, their type and what they take."""

from collections.abc import Iterator, Sequence

from harness.compare.diff.texts import change
from harness.compare.difference import Change, Kind
from harness.compare.noise.masked_page import Sheet
from harness.core.text import fold, similarity
from harness.model.page import Field

_ALIKE = 0.45  # how alike two fields must be to be one whose label was changed
_LABEL, _TYPE, _PLACE, _NAME = 0.6, 0.15, 0.15, 0.1
_UNNAMED = 0.2  # likeness of labels where one field has none
_TEXTS = frozenset({"text", "search", "tel", "email", "url", "number", "textarea"})


def fields(old: Sheet, new: Sheet) -> Iterator[Change]:
    """What differs in the fields that a person sees."""
    pairs, gone, come = pair(old.fields, new.fields)
    for one, other in pairs:
        yield from _compare(one, other, old, new)
    for field in gone:
        yield Change(kind=Kind.FIELD, page=old.name, part=field.label, old=_told(field))
    for field in come:
        yield Change(kind=Kind.FIELD, page=old.name, part=field.label, new=_told(field))
    yield from _order(pairs, old, new)


Pairs = list[tuple[Field, Field]]


def pair(ours: Sequence[Field], theirs: Sequence[Field]) -> tuple[Pairs, list[Field], list[Field]]:
    """Fields with the same label; then those most alike; what is left on either side."""
    left, right = list(ours), list(theirs)
    pairs: Pairs = []
    for one in ours:
        same = next((o for o in right if fold(o.label) == fold(one.label)), None)
        if same is not None:
            pairs.append((one, same))
            left.remove(one)
            right.remove(same)
    rated = sorted(
        ((_alike(one, other, ours, theirs), one, other) for one in left for other in right),
        key=lambda rate: -rate[0],
    )
    for rate, one, other in rated:
        if rate >= _ALIKE and one in left and other in right:
            pairs.append((one, other))
            left.remove(one)
            right.remove(other)
    pairs.sort(key=lambda both: ours.index(both[0]))
    return pairs, left, right


def _alike(one: Field, other: Field, ours: Sequence[Field], theirs: Sequence[Field]) -> float:
    """How surely two fields are the same one: its name alone says nothing."""
    near = abs(ours.index(one) - theirs.index(other)) <= max(1, abs(len(ours) - len(theirs)))
    return (
        _LABEL * (similarity(one.label, other.label) if one.label and other.label else _UNNAMED)
        + _TYPE * (_type(one) == _type(other))
        + _PLACE * near
        + _NAME * bool(one.name and one.name == other.name)
    )


def _compare(one: Field, other: Field, old: Sheet, new: Sheet) -> Iterator[Change]:
    for kind, before, after in _facts(one, other, old, new):
        if before != after:
            yield change(kind, old.name, one.label, before, after)


def _facts(one: Field, other: Field, old: Sheet, new: Sheet) -> Iterator[tuple[Kind, str, str]]:
    yield Kind.LABEL, one.label, other.label
    yield Kind.MARK, one.mark, other.mark
    yield Kind.MANDATORY, _yes(one.required), _yes(other.required)
    yield Kind.TYPE, one.kind, other.kind
    yield Kind.LENGTH, _length(one), _length(other)
    yield Kind.PATTERN, one.pattern, other.pattern
    yield Kind.HELP, *_unless_shown(old.show(one.help), new.show(other.help), old, new)
    yield Kind.PLACEHOLDER, old.show(one.placeholder), new.show(other.placeholder)
    yield Kind.GROUP, *_unless_shown(_words(one.group), _words(other.group), old, new)
    yield Kind.OPTIONS, _options(one, old), _options(other, new)
    yield Kind.DEFAULT, _value(one, old), _value(other, new)
    yield Kind.STATE, _state(one), _state(other)


def _unless_shown(before: str, after: str, old: Sheet, new: Sheet) -> tuple[str, str]:
    """Two hints, or nothing where each stands somewhere on the other page as well."""
    shown = fold(before) in new.words and fold(after) in old.words
    return ("", "") if shown else (before, after)


def _words(group: str) -> str:
    return group.rstrip(" :")


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"


def _type(field: Field) -> str:
    return "text" if field.kind in _TEXTS else field.kind


def _length(field: Field) -> str:
    return f"at most {field.max_length}" if field.max_length else "any"


def _options(field: Field, sheet: Sheet) -> str:
    return " / ".join(sheet.show(option.text) for option in field.options)


def _value(field: Field, sheet: Sheet) -> str:
    """What stands in a field: of a list, what is chosen."""
    if field.options:
        chosen = next((o.text for o in field.options if o.selected), field.options[0].text)
        return "what was chosen" if fold(chosen) in sheet.typed else sheet.show(chosen)
    if field.kind in {"checkbox", "radio"}:
        return "ticked" if field.checked else ""
    return "what was typed" if fold(field.value) in sheet.typed else sheet.show(field.value)


def _state(field: Field) -> str:
    states = {"read only": field.read_only, "disabled": field.disabled}
    return ", ".join(name for name, holds in states.items() if holds)


def _told(field: Field) -> str:
    return f"a field « {field.label} » ({field.kind})"


def _order(pairs: Pairs, old: Sheet, new: Sheet) -> Iterator[Change]:
    """The order of the fields that both pages have, by their labels on the old one."""
    ours = [one.label for one, _ in pairs]
    theirs = [one.label for one, _ in sorted(pairs, key=lambda both: new.fields.index(both[1]))]
    if ours != theirs:
        before, after = " – ".join(ours), " – ".join(theirs)
        yield Change(kind=Kind.ORDER, page=old.name, old=before, new=after)
