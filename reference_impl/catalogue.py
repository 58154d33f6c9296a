"""All alterations of the portal by name, and the list of them as data."""

import json
from collections.abc import Sequence
from difflib import get_close_matches

from reference_impl.altering.alteration import Alteration
from reference_impl.mutants import MUTANTS
from reference_impl.variations import VARIATIONS

CATALOGUE = {"mutant": MUTANTS, "variation": VARIATIONS}


class UnknownAlteration(Exception):
    """There is no alteration of that name; the message says which is near."""


def find(kind: str, name: str) -> Alteration:
    """Find a mutant or a variation by its name.

    Args:
        kind: ``mutant`` or ``variation``.
        name: Its name.

    Raises:
        UnknownAlteration: There is none of that name.
    """
    known = {each.name: each for each in CATALOGUE[kind]}
    if name not in known:
        near = get_close_matches(name, known, n=1)
        hint = f'did you mean "{near[0]}"?' if near else "--list-alterations prints them"
        raise UnknownAlteration(f"unknown {kind} {name!r}; {hint}")
    return known[name]


def listing() -> str:
    """Give the list of all alterations as JSON."""
    entries = [_entry(kind, each) for kind, group in CATALOGUE.items() for each in group]
    return json.dumps(entries, ensure_ascii=False, indent=1)


def _entry(kind: str, alteration: Alteration) -> dict[str, str | Sequence[str]]:
    return {
        "name": alteration.name,
        "type": kind,
        "kind": alteration.kind,
        "summary": alteration.summary,
        "breaks": alteration.breaks,
        "visible": sorted(alteration.visible),
    }
