"""What came of a population, as a value that reports read and files keep."""

from pydantic import BaseModel, ConfigDict

from harness.population.outcome import Outcome
from harness.population.store import Store

SAME, DIFFERENT, FAULT, NOTHING = 0, 1, 3, 4  # exit codes
_TELLING = 2.0  # how many times as often as for the others, from which on a trait is told


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Group(_Value):
    """The accounts for which the portals differ in the same way.

    Attributes:
        rows: the first rows of the list.
    """

    old: Outcome
    new: Outcome
    count: int
    rows: tuple[int, ...]


class Trait(_Value):
    """Something that accounts share, with how many of them differ."""

    name: str
    value: str
    accounts: int
    differing: int

    @property
    def share(self) -> float:
        """The share of them that differ, 0 to 1."""
        return self.differing / self.accounts


class Population(_Value):
    """A list of accounts searched on two portals.

    Attributes:
        accounts: how many the list has.
        searched: how many were searched on both.
        differing: for how many the outcome is another.
        groups: the differing ones by both outcomes, the greatest first.
        traits: what the differing ones share more often than others, the most telling first.
        faults: what broke, with how often.
    """

    old: str
    new: str
    scenario: str
    accounts: int
    searched: int
    differing: int
    groups: tuple[Group, ...]
    traits: tuple[Trait, ...]
    faults: dict[str, int]

    @property
    def exit_code(self) -> int:
        """0 the same for all, 1 not for all, 3 something broke, 4 nobody was searched."""
        if self.faults or self.searched < self.accounts:
            return FAULT
        if not self.searched:
            return NOTHING
        return DIFFERENT if self.differing else SAME


def summarise(store: Store, *, old: str, new: str, scenario: str, accounts: int) -> Population:
    """Sum up what a store holds."""
    searched, differing = store.total - store.faulty, store.differing
    traits = [Trait(name=n, value=v, accounts=a, differing=d) for n, v, a, d in store.traits()]
    telling = [t for t in traits if _tells(t, searched, differing)]
    groups = (Group(old=o, new=n, count=c, rows=rows) for o, n, c, rows in store.pairs())
    return Population(
        old=old,
        new=new,
        scenario=scenario,
        accounts=accounts,
        searched=searched,
        differing=differing,
        groups=tuple(groups),
        traits=tuple(sorted(telling, key=lambda t: (-t.share, -t.differing, t.name, t.value))),
        faults=dict(store.faults()),
    )


def _tells(trait: Trait, searched: int, differing: int) -> bool:
    """Whether those who have a trait differ clearly more often than the others do."""
    others = searched - trait.accounts
    if not trait.differing or not others:
        return False
    return trait.share >= _TELLING * (differing - trait.differing) / others
