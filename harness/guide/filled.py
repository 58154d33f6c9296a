"""Fills in what the words of a claim take from the account and from the portal's address.

All claims take the same placeholders, wherever words are compared. The labels of fields are names,
by which scenarios and other statements speak of them, and stay as they are. The address of a mail's
link tells what is secret in it: only what the scenario remembers is filled in there.
"""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from harness.core.value import Value
from harness.guide.claims import (
    AccountWords,
    Fits,
    Heading,
    Labelled,
    Leads,
    Mark,
    Offers,
    Order,
    Refused,
    Words,
)
from harness.guide.content_claims import ShownValue, TableRow
from harness.guide.mail_claims import MailLink, MailSubject, MailWords
from harness.guide.worded import PLACEHOLDER, REMEMBERED, TYPED, typed_name

ANNOUNCING = (
    *(Heading, Words, AccountWords, Leads, Refused, ShownValue, TableRow),
    *(MailWords, MailSubject),
)
"""The claims whose words may announce what the portal makes up, by `{any:NAME}`."""
_C = TypeVar("_C", bound=Value)
_WORDS = (
    *("text", "label", "beside", "option", "example", "says", "value", "words"),
    *("address", "name", "others", "cells", "names", "contains", "column", "total"),
)


def filled(claim: _C, values: Mapping[str, str]) -> _C:
    """A claim with the values in the place of their names; an unknown name stays as it is."""
    if isinstance(claim, MailLink):
        values = {name: one for name, one in values.items() if name.startswith(REMEMBERED)}
    update = {
        name: _filled(value, values)
        for name, value in _words_of(claim)
        if any(map(PLACEHOLDER.search, _texts(value)))
    }
    return claim.model_copy(update=update) if update else claim


def placeholders(claim: Value) -> frozenset[str]:
    """The names in the words of a claim that are filled in, if they are known."""
    texts = (text for _, value in _words_of(claim) for text in _texts(value))
    names = frozenset(_known_as(name) for text in texts for name in PLACEHOLDER.findall(text))
    if isinstance(claim, MailLink):
        return frozenset(name for name in names if name.startswith(REMEMBERED))
    return names


def _known_as(name: str) -> str:
    """A name as values have it: the label of a field may be written in several ways."""
    return typed_name(name.removeprefix(TYPED)) if name.startswith(TYPED) else name


def unfilled(claim: Value) -> frozenset[str]:
    """The names in those words of a claim that are never filled in: labels of fields."""
    labels = [vars(claim).get("label", "")] if isinstance(claim, _OF_FIELDS) else []
    labels += [*claim.filled, *claim.empty] if isinstance(claim, Leads) else []
    return frozenset(name for text in labels for name in PLACEHOLDER.findall(text))


_OF_FIELDS = (Labelled, Mark, Offers, Fits)


def _words_of(claim: Value) -> Iterator[tuple[str, Any]]:
    if isinstance(claim, Labelled):
        return
    facts = vars(claim)
    for name in _WORDS:
        if facts.get(name) and not (name == "label" and isinstance(claim, _OF_FIELDS)):
            yield name, facts[name]
    if isinstance(claim, Order):
        yield "of", claim.of
        yield "variants", claim.variants


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for pair in value.items() for one in pair for text in _texts(one))
    else:
        yield from (text for one in value for text in _texts(one))


def _filled(value: Any, values: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return PLACEHOLDER.sub(lambda found: values.get(_known_as(found[1]), found[0]), value)
    if isinstance(value, Mapping):
        return {_filled(one, values): _filled(other, values) for one, other in value.items()}
    return tuple(_filled(one, values) for one in value)
