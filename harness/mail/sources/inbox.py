"""The mails that a source has received so far, in order, and the callers that wait for one."""

import asyncio
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from harness.model.mail import Mail


class Inbox:
    """A list of mails that only grows. A bookmark is a position in it."""

    def __init__(self) -> None:
        self._mails: list[Mail] = []
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._waiting: defaultdict[str, set[asyncio.Future[None]]] = defaultdict(set)

    def __len__(self) -> int:
        return len(self._mails)

    def add(self, mail: Mail, delivery_addresses: Iterable[str] = ()) -> None:
        """Add a mail, give it its `id`, and wake the callers that wait for it.

        It is also found by the addresses to which it was delivered.
        """
        place = len(self._mails)
        self._mails.append(mail.model_copy(update={"id": place + 1}))
        for key in {
            _key(one) for one in (*mail.envelope_to, *mail.recipients, *delivery_addresses)
        }:
            self._places[key].append(place)
            self.wake(key)

    def after(self, bookmark: int) -> tuple[Mail, ...]:
        """All mails after a bookmark, in order of arrival."""
        return tuple(self._mails[max(0, bookmark) :])

    def first(self, address: str, since: int) -> Mail | None:
        """The first mail to an address after a bookmark; None if there is none.

        If only a delivery address matched, the mail's envelope names it as a recipient.
        """
        places = self._places.get(_key(address), [])
        index = bisect_left(places, since)
        if index == len(places):
            return None
        mail = self._mails[places[index]]
        named = {_key(one) for one in (*mail.envelope_to, *mail.recipients)}
        if _key(address) in named:
            return mail
        return mail.model_copy(update={"envelope_to": (*mail.envelope_to, address)})

    async def coming(self, address: str) -> None:
        """Wait until a mail to an address arrives, or `wake` is called."""
        key = _key(address)
        woken = asyncio.get_running_loop().create_future()
        self._waiting[key].add(woken)
        try:
            await woken
        finally:
            self._waiting[key].discard(woken)
            if not self._waiting[key]:
                del self._waiting[key]

    def wake(self, address: str) -> None:
        """Wake the callers that wait for a mail to an address."""
        for woken in self._waiting.get(_key(address), ()):
            if not woken.done():
                woken.set_result(None)

    def wake_all(self) -> None:
        """Wake all waiting callers."""
        for address in tuple(self._waiting):
            self.wake(address)


def _key(address: str) -> str:
    """An address in the form in which addresses are compared."""
    return unicodedata.normalize("NFC", address.strip().strip("<>")).lower()
