"""Names in a suite's manifest that its guide or its scenarios do not have."""

from collections.abc import Collection, Iterable, Iterator
from fnmatch import fnmatchcase

from harness.config.suite import Suite
from harness.guide.claims import Labelled
from harness.guide.model import Guide
from harness.model.fact import Fact, fact

Named = tuple[str, str, Iterable[str]]
"""A section, what it names ("page", "statement", "field", "scenario"), and the names."""


def unknown_names(
    suite: Suite, guide: Guide, scenarios: Collection[str]
) -> Iterator[tuple[str, Fact]]:
    """Each unknown name in the manifest of a suite, with what is wrong with it."""
    known: dict[str, Collection[str]] = {
        "page": guide.pages,
        "statement": guide.by_slug,
        "field": [one.slug for one in guide if isinstance(one.claim, Labelled)],
        "scenario": scenarios,
    }
    for section, kind, names in _named(suite):
        for name in dict.fromkeys(names):
            if name and not any(fnmatchcase(one, name) for one in known[kind]):
                yield name, fact("unknown-in-manifest", section=section, kind=kind, name=name)


def _named(suite: Suite) -> Iterator[Named]:
    life = suite.accounts.lifecycle
    on = (one.on for one in life.chosen)
    opened = (page for one in (*life.chosen, *life.sets) for page in one.opens)
    pages = (life.requested_on, life.asked_on, life.second_on, *life.opens, *on, *opened)
    yield "[account.lifecycle]", "page", pages
    moves = (slug for one in life.sets for slug in one.statements)
    yield "[account.lifecycle]", "statement", moves
    yield "[account.lifecycle]", "field", (life.field, *(one.field for one in life.chosen))
    for name, permission in suite.permissions.items():
        yield f"[permissions.{name}]", "statement", permission.statements
    for name, mutant in suite.mutants.items():
        yield f"[mutants.{name}]", "statement", mutant.breaks
    for fold in suite.folded:
        yield "[[folded]]", "page", (fold.page, fold.into, fold.then)
        yield "[[folded]]", "field", (fold.field,)
        yield "[[folded]]", "statement", (*fold.asked, *fold.stays, fold.submit)
    for section, keys in suite.settings.items():
        values = (pages for of_key in keys.values() for pages in of_key.values())
        yield f"[settings.{section}]", "page", (page for pages in values for page in pages)
    yield from _drawn_and_searched(suite)
    yield "core", "scenario", suite.core
    for language, titles in suite.titles.items():
        yield f"[titles.{language}]", "scenario", titles


def _drawn_and_searched(suite: Suite) -> Iterator[Named]:
    flow, searched = suite.flow, suite.search
    yield "[flow.entered_from]", "page", (*flow.entered_from, *flow.entered_from.values())
    if again := flow.again:
        yield "[flow.again]", "page", (again.page, *again.after, *again.leads)
    if searched:
        yield "[search]", "page", (searched.start, searched.form, searched.found)
        moves = (*searched.way, *searched.choices.values(), searched.submit)
        yield "[search]", "statement", moves
        yield "[search]", "field", (*searched.fields, searched.shows)
