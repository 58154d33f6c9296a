"""E-mail addresses that scenarios type: whoever typed one sent the mails to it."""

from collections import defaultdict
from collections.abc import Iterable


class TypedAddresses:
    """Which scenarios of a run typed which address that belongs to none of its accounts.

    Args:
        known: the addresses of the accounts; their mails are those of whoever has the account.
    """

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._known = frozenset(one.lower() for one in known)
        self._typed_in: defaultdict[str, set[str]] = defaultdict(set)

    def note(self, scenario: str, typed: str) -> None:
        """Note what a scenario typed; only an address is kept."""
        address = typed.strip().lower()
        if "@" in address and address not in self._known:
            self._typed_in[address].add(scenario)

    def knows(self, address: str) -> bool:
        """Whether an address is one of an account of the run, or was typed."""
        return address.lower() in self._known or address.lower() in self._typed_in

    def of(self, scenario: str) -> frozenset[str]:
        """The addresses that this scenario alone has typed so far, lower case."""
        return frozenset(one for one, by in self._typed_in.items() if by == {scenario})

    def of_one_scenario(self) -> frozenset[str]:
        """The addresses that a single scenario has typed, whichever, lower case."""
        return frozenset(one for one, by in self._typed_in.items() if len(by) == 1)
