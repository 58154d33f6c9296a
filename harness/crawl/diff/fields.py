"""Pairs the fields of paired forms, and compares them."""

from collections.abc import Iterator, Sequence

from harness.core.text import fold
from harness.crawl.diff.context import by_name, value_or_none, values
from harness.crawl.diff.matching import Matching
from harness.crawl.diff.noise import is_generated, is_generated_in_part, steady, steady_name
from harness.model.fact import Fact, Quote, fact, quotes
from harness.model.page import Field, LabelSource, Option

_MIN_LABEL_SIMILARITY = 0.8
_MAX_LISTED = 8  # options in one difference
_WITH_FIXED_VALUE = frozenset({"checkbox", "hidden", "radio"})
_AIDS = frozenset({"aria-describedby", "autocomplete", "autofocus", "inputmode"})
_OF_IDS = frozenset({"aria-describedby"})
_WITH_OWN_WORDS = frozenset({LabelSource.PLACEHOLDER, LabelSource.VALUE})


def field_name(one: Field) -> str:
    """What a report calls a field: its label, or its name."""
    return one.label or one.name


def pair_fields(old: Sequence[Field], new: Sequence[Field]) -> Matching[Field]:
    """Each old field with the new one of the same label, the same name or a similar label."""
    fields = Matching([*old], [*new])
    fields.pair(lambda one: (_label(one), steady_name(one.name), one.kind, one.value))
    fields.pair(lambda one: (_label(one), steady_name(one.name)))
    fields.pair(lambda one: _label(one) or None)
    fields.pair(lambda one: steady_name(one.name) or None)
    fields.pair_similar(_label, _MIN_LABEL_SIMILARITY)
    return fields


def _label(one: Field) -> str:
    return fold(one.label).casefold()


def field_changes(old: Field, new: Field) -> Iterator[Fact]:
    """What people and programs notice about a field that changed."""
    if steady(old.label) != steady(new.label):
        yield fact("field-label-changed", **values(old.label, new.label))
    if old.mark != new.mark:
        yield fact("field-mark-changed", **values(old.mark, new.mark))
    if steady_name(old.name) != steady_name(new.name):
        yield fact("field-name-changed", **values(old.name, new.name))
    if old.kind != new.kind:
        yield fact("field-kind-changed", old=old.kind, new=new.kind)
    yield from _rule_changes(old, new)
    yield from _state_changes(old, new)
    yield from _option_changes(old.options, new.options)
    yield from _default_changes(old, new)
    sources = {old.label_source, new.label_source}
    if not sources & _WITH_OWN_WORDS and steady(old.placeholder) != steady(new.placeholder):
        yield fact("field-placeholder-changed", **values(old.placeholder, new.placeholder))


def _rule_changes(old: Field, new: Field) -> Iterator[Fact]:
    if old.required != new.required:
        yield fact("field-required-added" if new.required else "field-required-removed")
    if old.pattern != new.pattern:
        yield fact("field-pattern-changed", **values(old.pattern, new.pattern))
    if old.max_length != new.max_length:
        most, now = old.max_length or 0, new.max_length or 0
        yield fact("field-max-length-changed", old=most, new=now)
    for name, was, is_now in by_name(_rules(old), _rules(new)):
        if was != is_now:
            code = "field-aid-changed" if name in _AIDS else "field-rule-changed"
            yield fact(code, name=name, old=_said(was), new=_said(is_now))


def _rules(one: Field) -> dict[str, str]:
    """The rules as written, by their names; of an id, only that there is one."""
    named = {rule.partition("=")[0]: rule for rule in one.rules}
    return {name: name if name in _OF_IDS else rule for name, rule in named.items()}


def _said(rule: str) -> Quote | Fact:
    """The value of a rule; its name for one without a value, such as `multiple`."""
    name, _, value = rule.partition("=")
    return value_or_none(value or name)


def _state_changes(old: Field, new: Field) -> Iterator[Fact]:
    if old.read_only != new.read_only:
        yield fact("field-read-only-added" if new.read_only else "field-read-only-removed")
    if old.disabled != new.disabled:
        yield fact("field-disabled-added" if new.disabled else "field-disabled-removed")


def _option_changes(old: Sequence[Option], new: Sequence[Option]) -> Iterator[Fact]:
    options = Matching(_offered(old), _offered(new))
    options.pair(lambda option: (steady(option.text), steady(option.value)))
    for one, other in options.pair(lambda option: steady(option.text)):
        if not (is_generated(one.value) and is_generated(other.value)):
            yield fact(
                "field-option-value-changed",
                option=fold(one.text),
                **values(one.value, other.value),
            )
    if options.old:
        yield fact("field-options-lost", options=_listed(options.old))
    if options.new:
        yield fact("field-options-new", options=_listed(options.new))
    if moved := options.moved():
        yield fact("field-options-reordered", options=_listed(moved))


def _offered(options: Sequence[Option]) -> list[Option]:
    """The options that can be chosen, and the one that is."""
    return [one for one in options if one.selected or not one.disabled]


def _listed(options: Sequence[Option]) -> tuple[Quote, ...]:
    return quotes(option.text for option in options[:_MAX_LISTED])


def _default_changes(old: Field, new: Field) -> Iterator[Fact]:
    """What is filled in or sent where nobody changes anything."""
    if {old.kind, new.kind} & _WITH_FIXED_VALUE:
        if old.checked != new.checked:
            yield fact("field-checked-added" if new.checked else "field-checked-removed")
        if old.value != new.value and not is_generated_in_part(old.value, old.name):
            yield fact("field-value-changed", **values(old.value, new.value))
    elif (was := _default(old)) != (now := _default(new)) and not is_generated(old.value, old.name):
        yield fact("field-default-changed", **values(was, now))


def _default(one: Field) -> str:
    chosen = (option.text for option in one.options if option.selected)
    return steady(next(chosen, "") if one.options else one.value)
