"""Two requests of step 3 for one account that are under way together, as after a double click."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from reference_impl.altering.alteration import Change
from reference_impl.altering.rules import action
from reference_impl.domain.accounts import Account, Role
from reference_impl.domain.flow import Flow, NewCodes
from reference_impl.domain.forms import RecoveryForm

PATIENCE = 0.5  # seconds that a request waits for one like it


class Pair:
    """Two requests for one account that are under way together, and what the first one drew.

    Attributes:
        met: set once the second one is there.
        mailed: set once the first one has mailed its code.
        ended: set once the second one has kept what it keeps.
    """

    def __init__(self, account: Account, first: NewCodes) -> None:
        self.account = account
        self.first = first
        self.met, self.mailed, self.ended = asyncio.Event(), asyncio.Event(), asyncio.Event()


Second = Callable[[Flow, Pair, NewCodes], Awaitable[str]]
"""What the second request does with its codes; it gives the code that it shows."""


def beside_another(second: Second, *, first_keeps_last: bool = False) -> Change:
    """Alter what the second of two requests does that are under way together.

    Args:
        second: What it does, once the first one has mailed its code.
        first_keeps_last: Whether the first one keeps its codes after the second, or before it.
    """

    async def altered(plain: Callable[..., Any], self: Flow, role: Role, form: RecoveryForm) -> str:
        if not self.recovery_complete(form):
            return str(await plain(self, role, form))
        account, codes = self.identify(role, form), self.new_codes()
        pairs: dict[str, Pair] = self.__dict__.setdefault("pairs", {})
        if pair := pairs.pop(account.identifier, None):
            pair.met.set()
            await pair.mailed.wait()
            try:
                return await second(self, pair, codes)
            finally:
                pair.ended.set()
        pair = pairs[account.identifier] = Pair(account, codes)
        try:
            async with asyncio.timeout(PATIENCE):
                await pair.met.wait()
        except TimeoutError:
            pairs.pop(account.identifier, None)
        await self.postman.send_code(account.email, codes.confidential)
        if not first_keeps_last:
            self.keep_codes(account, codes)
        pair.mailed.set()
        if first_keeps_last:
            if pair.met.is_set():
                await pair.ended.wait()
            self.keep_codes(account, codes)
        return codes.certification

    return action("regenerate", altered)
