"""Which kind of secret a walk chose, of those that a journal knows as typed alone."""

from collections import defaultdict
from collections.abc import Iterator

from harness.checks.context import Case
from harness.guide.claims import Labelled
from harness.model.journal import Step

_TYPED = "typed"
"""The kind of a secret that no account had before it was typed."""
_OLD = "old-"


def chosen_secrets(kind: str, case: Case) -> frozenset[str]:
    """The pseudonyms of the secrets of a kind that the walk chose; a refused one is none."""
    fields: dict[tuple[str, str], set[str]] = defaultdict(set)
    typed: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for step in case.journal.steps:
        for field, name in _typed_into(step, case):
            secret = case.journal.secret(name)
            if secret is None:
                continue
            if secret.kind != _TYPED:
                fields[field].add(secret.kind.removeprefix(_OLD))
            elif not case.refusals(step):
                typed[name].add(field)
    return frozenset(
        name
        for name, places in typed.items()
        if any(kind in (fields[place] or _kinds_for(place, case)) for place in places)
    )


def _typed_into(step: Step, case: Case) -> Iterator[tuple[tuple[str, str], str]]:
    """The fields that a step typed into, by page and name, each with what was typed."""
    page = case.before(step)
    if page:
        yield from (((page.slug, entry.label), entry.value) for entry in step.typed)


def _kinds_for(field: tuple[str, str], case: Case) -> frozenset[str]:
    """The kinds of secret that a field is for, by the suite's manifest and by the guide.

    They are that of the pages where a person chooses one; those of the accounts, if they have a
    single one; and for a password field, that by which people log in.
    """
    page, label = field
    if page not in case.guide.pages:
        return frozenset()
    accounts = case.guide.accounts
    slug = case.field_statement(page, label)
    login = accounts.login_secret
    if any(slug == one.field or page == one.on for one in accounts.lifecycle.chosen):
        return frozenset({login})
    every = frozenset(one.secret for one in accounts.fields.values() if one.secret)
    if len(every) == 1:
        return every
    claim = case.guide.by_slug[slug].claim if slug else None
    is_password = isinstance(claim, Labelled) and "password" in claim.kinds
    return frozenset({login}) if is_password and login else frozenset()
