"""The summary of a list of accounts that was searched on two portals."""

from harness.core.exit_codes import FAULT, FINDINGS, NOTHING, OK
from harness.core.value import Value
from harness.population.outcome import SearchOutcome
from harness.population.store import OutcomeStore

MIN_RATIO = 2.0  # of differing accounts with a trait to those without, for the summary


class OutcomeGroup(Value):
    """The accounts for which the portals differ in the same way."""

    old: SearchOutcome
    new: SearchOutcome
    count: int
    rows: tuple[int, ...]


class TraitShare(Value):
    """A value of a trait, with how many accounts have it and how many of those differ."""

    name: str
    value: str
    accounts: int
    differing: int

    @property
    def share(self) -> float:
        """The share of them that differ, 0 to 1."""
        return self.differing / self.accounts


class PopulationSummary(Value):
    """A list of accounts searched on two portals.

    Attributes:
        accounts: how many the list has.
        searched: how many were searched on both portals without a fault.
        differing: how many have another outcome.
        groups: the differing accounts by both outcomes, the largest group first.
        traits: more frequent among differing accounts than among others, the strongest first.
        faults: what broke, and how often.
    """

    old: str
    new: str
    scenario: str
    accounts: int
    searched: int
    differing: int
    groups: tuple[OutcomeGroup, ...]
    traits: tuple[TraitShare, ...]
    faults: dict[str, int]

    @property
    def exit_code(self) -> int:
        """0 the same for all, 1 not for all, 3 something broke, 4 no account was searched."""
        if self.faults or self.searched < self.accounts:
            return FAULT
        if not self.searched:
            return NOTHING
        return FINDINGS if self.differing else OK


def summarise(
    store: OutcomeStore, *, old: str, new: str, scenario: str, accounts: int
) -> PopulationSummary:
    """Summarise the outcomes of a store."""
    searched, differing = store.total - store.faulty, store.differing
    traits = [TraitShare(name=n, value=v, accounts=a, differing=d) for n, v, a, d in store.traits()]
    significant = [t for t in traits if _is_significant(t, searched, differing)]
    groups = (
        OutcomeGroup(old=o, new=n, count=c, rows=rows) for o, n, c, rows in store.outcome_pairs()
    )
    return PopulationSummary(
        old=old,
        new=new,
        scenario=scenario,
        accounts=accounts,
        searched=searched,
        differing=differing,
        groups=tuple(groups),
        traits=tuple(sorted(significant, key=lambda t: (-t.share, -t.differing, t.name, t.value))),
        faults=dict(store.faults()),
    )


def _is_significant(trait: TraitShare, searched: int, differing: int) -> bool:
    """Whether accounts with a trait differ clearly more often than those without."""
    others = searched - trait.accounts
    if not trait.differing or not others:
        return False
    return trait.share >= MIN_RATIO * (differing - trait.differing) / others
