"""Chooses accounts for a scenario from those of a target."""

from collections.abc import Collection, Iterable, Sequence

from harness.accounts.model import Account, Needs
from harness.model.fact import Fact, fact
from harness.suite.account_schema import AccountSchema


class Pool:
    """The accounts of a target; their keys are distinct.

    Args:
        taken: the keys of those that are there, and for somebody else.
    """

    def __init__(
        self,
        accounts: Iterable[Account],
        schema: AccountSchema,
        taken: Collection[str] = frozenset(),
    ) -> None:
        self.accounts = tuple(accounts)
        self._schema = schema
        self._taken = taken

    def lacking(self, needs: Sequence[Needs]) -> Fact | None:
        """What the pool lacks for a scenario; None for nothing."""
        if self._chosen(needs) is not None:
            return None
        unmet = [n for n in needs if not any(n.fits(one) for one in self._free)]
        if alone := dict.fromkeys(need.described(self._schema) for need in unmet):
            return fact("people-needed", people=tuple(alone))
        people = tuple(need.described(self._schema) for need in needs)
        return fact("people-needed-together", people=people, n=len(needs))

    def choose(self, needs: Sequence[Needs]) -> tuple[Account, ...]:
        """Accounts that fit, one for each need; () if there are none."""
        return self._chosen(needs) or ()

    @property
    def _free(self) -> Sequence[Account]:
        return [one for one in self.accounts if one.key not in self._taken]

    def _chosen(self, needs: Sequence[Needs]) -> tuple[Account, ...] | None:
        return _choose(needs, self._free, self.accounts)


def _choose(
    needs: Sequence[Needs], free: Sequence[Account], among: Sequence[Account]
) -> tuple[Account, ...] | None:
    """The first distinct free accounts that fit all needs together; None if there are none."""
    fitting = [[one for one in free if need.fits(one)] for need in needs]

    def extend(chosen: tuple[Account, ...]) -> tuple[Account, ...] | None:
        place = len(chosen)
        if place == len(needs):
            return chosen
        for one in fitting[place]:
            if _is_free(one, chosen) and needs[place].related(one, chosen, among):
                found = extend((*chosen, one))
                if found is not None:
                    return found
        return None

    return extend(())


def _is_free(account: Account, chosen: Iterable[Account]) -> bool:
    """Whether an account is not chosen yet, and shares its e-mail address with none that is."""
    return not any(
        account == one or (account.address and account.address == one.address) for one in chosen
    )
