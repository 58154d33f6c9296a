"""Two requests of step 3 for one account that are under way together, as after a double click."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from reference_impl.altering.alteration import Acts, Change
from reference_impl.altering.rules import overridden
from reference_impl.app import Parts
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

    async def is_met(self) -> bool:
        """Wait a while for the second one, and tell whether it came."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.met.wait(), PATIENCE)
        return self.met.is_set()


Second = Callable[[Flow, Pair, NewCodes], Awaitable[str]]
"""What the second request does with its codes; it gives the code that it shows."""


async def generate(flow: Flow, pair: Pair, codes: NewCodes) -> str:
    """Mail the codes of the second request and keep them, as a request alone does."""
    await flow.postman.send_code(pair.account.email, codes.confidential)
    flow.keep_codes(pair.account, codes)
    return codes.certification


def beside_another(second: Second, *, first_keeps_last: bool = False) -> Change:
    """Alter what the second of two requests does that are under way together.

    Args:
        second: What it does, once the first one has mailed its code.
        first_keeps_last: Whether the first one keeps its codes after the second, or before it.
    """

    def change(parts: Parts, acts: Acts) -> Parts:
        plain = parts.flow.regenerate
        pairs: dict[str, Pair] = {}

        async def altered(self: Flow, role: Role, form: RecoveryForm) -> str:
            if not self.recovery_complete(form):
                return await plain(self, role, form)
            account, codes = self.identify(role, form), self.new_codes()
            if pair := pairs.pop(account.identifier, None):
                acts()
                return await _after(second, self, pair, codes)
            acts.awaits("a second request at once")
            pair = pairs[account.identifier] = Pair(account, codes)
            if not await pair.is_met():
                del pairs[account.identifier]
            return await _first(self, pair, keeps_last=first_keeps_last)

        return overridden(parts, "regenerate", altered)

    return change


async def _first(flow: Flow, pair: Pair, *, keeps_last: bool) -> str:
    await flow.postman.send_code(pair.account.email, pair.first.confidential)
    if not keeps_last:
        flow.keep_codes(pair.account, pair.first)
    pair.mailed.set()
    if keeps_last:
        if pair.met.is_set():
            await pair.ended.wait()
        flow.keep_codes(pair.account, pair.first)
    return pair.first.certification


async def _after(second: Second, flow: Flow, pair: Pair, codes: NewCodes) -> str:
    pair.met.set()
    await pair.mailed.wait()
    try:
        return await second(flow, pair, codes)
    finally:
        pair.ended.set()
