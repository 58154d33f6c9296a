"""Pairs the forms of two portals, and compares them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from harness.crawl.diff.context import Change, values
from harness.crawl.diff.fields import field_changes, field_name, pair_fields
from harness.crawl.diff.matching import Matching
from harness.crawl.diff.noise import is_generated, steady, steady_name
from harness.crawl.diff.texts import ChangedWords
from harness.model.fact import Fact, fact, quotes
from harness.model.page import Button, Field, Form, Page
from harness.page.parts.radio_groups import grouped_fields

_MIN_SIMILARITY = 0.5  # of two forms that are paired, 0 to 1
_WEIGHTS = {"fields": 0.6, "buttons": 0.2, "action": 0.2}
_MAX_NAMED_FIELDS = 4
_HIDDEN = "hidden"


@dataclass(frozen=True)
class ComparedForm:
    """A form, or the fields and buttons of a page that belong to none.

    Attributes:
        page: key of its page.
        form: where and how it is sent; None for fields outside of forms.
        path: that it is sent to, as an old form's on the new portal.
        fields: to fill in; a group of radio buttons is one field.
        leads: paths that its buttons send it to by themselves, by their refs.
    """

    page: str
    form: Form | None
    path: str
    fields: tuple[Field, ...]
    hidden: tuple[Field, ...]
    buttons: tuple[Button, ...]
    leads: Mapping[str, str] = field(default_factory=dict)

    @property
    def labels(self) -> tuple[str, ...]:
        """The words of its fields and buttons."""
        fields, buttons = (one.label for one in self.fields), (one.label for one in self.buttons)
        return tuple(filter(None, (*fields, *buttons)))

    @property
    def name(self) -> str:
        """The labels of its first fields, or of its buttons, for reports."""
        labels = [field_name(one) for one in self.fields] or [one.label for one in self.buttons]
        labels = labels or [self.path]
        more = " …" if len(labels) > _MAX_NAMED_FIELDS else ""
        return f"« {', '.join(labels[:_MAX_NAMED_FIELDS])}{more} »"

    def gone(self) -> Iterator[Change]:
        """That it is gone; of a form without fields, that its buttons are."""
        if self.fields:
            yield self.name, fact("form-lost")
        else:
            yield from ((one.label, fact("button-lost", form=self.path)) for one in self.buttons)

    def come(self) -> Iterator[Change]:
        """That it is new; of a form without fields, that its buttons are."""
        if self.fields:
            yield self.name, fact("form-new")
        else:
            yield from ((one.label, fact("button-new", form=self.path)) for one in self.buttons)


@dataclass(frozen=True)
class FormPair:
    """An old form and the new one that replaces it, 0 to 1 alike."""

    old: ComparedForm
    new: ComparedForm
    similarity: float


def compared_forms(page: Page, key: str, paths: Mapping[str, str]) -> list[ComparedForm]:
    """The forms of a page that have a field or a button.

    `paths` says where each form, and each button with an address of its own, is sent, by ref.
    """
    forms = {form.ref: form for form in page.forms}
    fields: defaultdict[str, list[Field]] = defaultdict(list)
    hidden: defaultdict[str, list[Field]] = defaultdict(list)
    buttons: defaultdict[str, list[Button]] = defaultdict(list)
    for one in grouped_fields(page):
        fields[one.form].append(one)
    for one in page.fields:
        if one.kind == _HIDDEN:
            hidden[one.form].append(one)
    for button in page.buttons:
        if button.visible:
            buttons[button.form].append(button)
    return [
        ComparedForm(
            page=key,
            form=forms.get(ref),
            path=paths.get(ref, ""),
            fields=tuple(fields[ref]),
            hidden=tuple(hidden[ref]),
            buttons=tuple(buttons[ref]),
            leads={one.ref: paths[one.ref] for one in buttons[ref] if one.ref in paths},
        )
        for ref in dict.fromkeys([*forms, *fields, *buttons])
        if fields[ref] or hidden[ref] or buttons[ref]
    ]


def pair_forms(old: Iterable[ComparedForm], new: Iterable[ComparedForm]) -> list[FormPair]:
    """The forms that replace each other, the most similar first; each is in one pair at most."""
    others = list(new)
    scored = [
        (-_similarity(form, other), abs(place - index), place, index, form, other)
        for place, form in enumerate(old)
        for index, other in enumerate(others)
    ]
    pairs: list[FormPair] = []
    taken: set[tuple[str, int]] = set()
    for score, _, place, index, form, other in sorted(scored, key=lambda one: one[:4]):
        if -score >= _MIN_SIMILARITY and not taken & {("old", place), ("new", index)}:
            taken |= {("old", place), ("new", index)}
            pairs.append(FormPair(form, other, -score))
    return pairs


def _similarity(form: ComparedForm, other: ComparedForm) -> float:
    """How alike two forms are in their fields, buttons and action, 0 to 1."""
    if (form.form is None) != (other.form is None) and not form.fields:
        return 0.0
    parts = {"action": float(bool(form.path) and form.path == other.path)}
    if form.fields or other.fields:
        most = max(len(form.fields), len(other.fields))
        parts["fields"] = len(pair_fields(form.fields, other.fields).pairs) / most
    if form.buttons or other.buttons:
        mine, theirs = (" ".join(b.label for b in one.buttons) for one in (form, other))
        parts["buttons"] = fuzz.ratio(mine, theirs) / 100
    weights = _WEIGHTS if parts["action"] else {**_WEIGHTS, "action": 0.05}
    total = sum(weights[name] for name in parts)
    return sum(weights[name] * value for name, value in parts.items()) / total


def form_changes(pair: FormPair, words: ChangedWords) -> Iterator[Change]:
    """What changed about a form; notes the words of its fields and buttons that changed."""
    name = pair.old.name
    yield from ((name, one) for one in _sending_changes(pair))
    fields = pair_fields(pair.old.fields, pair.new.fields)
    for one, other in fields.pairs:
        words.note(one.label, other.label)
        yield from ((field_name(one), change) for change in field_changes(one, other))
    for one in fields.old:
        words.note(one.label, "")
        yield field_name(one), fact("field-lost", form=name)
    for one in fields.new:
        words.note("", one.label)
        yield field_name(one), fact("field-new", form=name)
    if moved := fields.moved():
        names = quotes(field_name(one) for one in moved[:_MAX_NAMED_FIELDS])
        yield name, fact("fields-reordered", count=len(moved), fields=names)
    yield from _hidden_changes(pair)
    yield from _button_changes(pair, words)


def _sending_changes(pair: FormPair) -> Iterator[Fact]:
    old, new = pair.old.form, pair.new.form
    if old is None or new is None:
        return
    if old.method != new.method:
        yield fact("form-method-changed", old=old.method.upper(), new=new.method.upper())
    if pair.old.path != pair.new.path:
        yield fact("form-action-changed", **values(pair.old.path, pair.new.path))
    if old.enctype != new.enctype:
        yield fact("form-enctype-changed", **values(old.enctype, new.enctype))
    if old.unchecked != new.unchecked:
        yield fact("form-checks-removed" if new.unchecked else "form-checks-added")
    if old.accept_charset.casefold() != new.accept_charset.casefold():
        yield fact("form-charset-changed", **values(old.accept_charset, new.accept_charset))


def _hidden_changes(pair: FormPair) -> Iterator[Change]:
    """What changed about the values that are sent without being shown."""
    hidden = Matching([*pair.old.hidden], [*pair.new.hidden])
    hidden.pair(lambda one: (steady_name(one.name), one.value))
    for one, other in hidden.pair(lambda one: steady_name(one.name)):
        yield from ((one.name, change) for change in field_changes(one, other))
    for one in hidden.old:
        yield one.name, fact("hidden-field-lost", form=pair.old.name)
    for one in hidden.new:
        yield one.name, fact("hidden-field-new", form=pair.old.name)


def _button_changes(pair: FormPair, words: ChangedWords) -> Iterator[Change]:
    buttons = Matching([*pair.old.buttons], [*pair.new.buttons])
    buttons.pair(lambda one: (steady(one.label), one.name, one.value))
    buttons.pair(lambda one: steady(one.label) or None)
    buttons.pair(lambda one: (one.name, one.value) if one.name else None)
    buttons.pair_similar(lambda one: one.label, _MIN_SIMILARITY)
    if len(buttons.old) == len(buttons.new):
        buttons.pair(lambda one: one.kind)
    for one, other in buttons.pairs:
        words.note(one.label, other.label)
        yield from ((one.label, change) for change in _one_button_changes(one, other))
        was, now = pair.old.leads.get(one.ref, ""), pair.new.leads.get(other.ref, "")
        if was != now:
            yield one.label, fact("button-action-changed", **values(was, now))
    for one in buttons.old:
        words.note(one.label, "")
        yield one.label, fact("button-lost", form=pair.old.name)
    for one in buttons.new:
        words.note("", one.label)
        yield one.label, fact("button-new", form=pair.old.name)
    if moved := buttons.moved():
        labels = quotes(one.label for one in moved[:_MAX_NAMED_FIELDS])
        yield pair.old.name, fact("buttons-reordered", count=len(moved), buttons=labels)


def _one_button_changes(old: Button, new: Button) -> Iterator[Fact]:
    if steady(old.label) != steady(new.label):
        yield fact("button-label-changed", **values(old.label, new.label))
    if old.kind != new.kind:
        yield fact("button-kind-changed", old=old.kind, new=new.kind)
    if old.disabled != new.disabled:
        yield fact("button-disabled-added" if new.disabled else "button-disabled-removed")
    if old.method != new.method:
        yield fact("button-method-changed", **values(old.method.upper(), new.method.upper()))
    if _sent(old) != _sent(new):
        yield fact("button-sent-changed", **values(_sent(old), _sent(new)))


def _sent(one: Button) -> str:
    """What a button adds to the form that it sends; its label is no part of it."""
    if not one.name:
        return ""
    if is_generated(one.value, one.name):
        return one.name
    return f"{one.name}={one.value}" if one.value not in {"", one.label} else one.name
