"""Which account each visitor of a scenario acts for."""

from collections.abc import Iterable

from harness.accounts.model import Account
from harness.model.journal import Typed


class NamedAccounts:
    """Remembers the account that each visitor named last: its key, or its e-mail address."""

    def __init__(self, accounts: Iterable[Account]) -> None:
        self._accounts = tuple(accounts)
        self._last: dict[str, Account] = {}

    def typed(self, visitor: str, entries: Iterable[Typed]) -> list[Account]:
        """Learn from what a visitor typed; returns the accounts that it names."""
        values = {entry.value.strip() for entry in entries}
        named = [one for one in self._accounts if values & {one.key, one.mailbox}]
        if named:
            self._last[visitor] = named[0]
        return named

    def of(self, visitor: str) -> Account | None:
        """The account that a visitor acts for; None if nobody can tell."""
        alone = self._accounts[0] if len(self._accounts) == 1 else None
        return self._last.get(visitor, alone)
