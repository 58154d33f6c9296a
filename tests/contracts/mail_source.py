"""What every place where mails arrive must do; each adapter inherits these tests."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager

import pytest

from harness.mail.source import MailSource

SOON = 20.0  # seconds; only a test that fails waits so long


def mail(to: str, subject: str, body: str = "Votre code : FMWQS252") -> bytes:
    """A small mail."""
    head = f"From: portail@example.fr\r\nTo: {to}\r\nSubject: {subject}\r\n"
    return f"{head}Date: Fri, 23 Oct 2009 11:24:00 +0200\r\n\r\n{body}\r\n".encode()


class MailSourceContract:
    """Inherit, and override `make` and `deliver`."""

    def make(self) -> AbstractAsyncContextManager[MailSource]:
        """A source that is not yet open."""
        raise NotImplementedError

    async def deliver(self, source: MailSource, raw: bytes, to: str) -> None:
        """Have a mail delivered to the source; returns once it was taken."""
        raise NotImplementedError

    @pytest.fixture
    async def source(self) -> AsyncIterator[MailSource]:
        """An open source."""
        async with self.make() as opened:
            yield opened

    async def test_is_a_source(self, source: MailSource) -> None:
        """It has all that the protocol names."""
        assert isinstance(source, MailSource)
        assert source.name

    async def test_mail_that_is_there(self, source: MailSource) -> None:
        """A mail that came after the bookmark is given at once, with its raw bytes."""
        bookmark = await source.bookmark()
        await self.deliver(source, mail("a@example.fr", "one"), "a@example.fr")
        found = await source.wait("a@example.fr", bookmark, SOON)
        assert found is not None
        assert found.subject == "one"
        assert (
            found.raw.replace(b"\r\n", b"\n").strip()
            == mail("a@example.fr", "one").replace(b"\r\n", b"\n").strip()
        )
        assert found.received.tzinfo is not None

    async def test_mail_that_is_still_to_come(self, source: MailSource) -> None:
        """Who waits is woken by the arrival, and by no mail to someone else."""
        waiting = asyncio.create_task(source.wait("b@example.fr", await source.bookmark(), SOON))
        await asyncio.sleep(0)
        await self.deliver(source, mail("a@example.fr", "other"), "a@example.fr")
        await self.deliver(source, mail("b@example.fr", "mine"), "b@example.fr")
        found = await waiting
        assert found is not None
        assert found.subject == "mine"

    async def test_many_wait(self, source: MailSource) -> None:
        """Each of many who wait gets their own mail; two who wait for one both get it."""
        bookmark = await source.bookmark()
        names = [f"n{number}@example.fr" for number in range(10)]
        waiting = [asyncio.create_task(source.wait(one, bookmark, SOON)) for one in names * 2]
        await asyncio.sleep(0)
        for name in reversed(names):
            await self.deliver(source, mail(name, f"to {name}"), name)
        found = await asyncio.gather(*waiting)
        assert [one.subject for one in found if one] == [f"to {name}" for name in names * 2]

    async def test_only_after_the_bookmark(self, source: MailSource) -> None:
        """What came before the bookmark does not count; the first one after it does."""
        await self.deliver(source, mail("a@example.fr", "old"), "a@example.fr")
        bookmark = await source.bookmark()
        for subject in ("new", "newer"):
            await self.deliver(source, mail("a@example.fr", subject), "a@example.fr")
        found = await source.wait("a@example.fr", bookmark, SOON)
        assert found is not None
        assert found.subject == "new"
        assert await source.wait("a@example.fr", await source.bookmark(), 0) is None

    async def test_none_in_time(self, source: MailSource) -> None:
        """No mail in time is None, and a mail to someone else is none."""
        bookmark = await source.bookmark()
        await self.deliver(source, mail("a@example.fr", "x"), "a@example.fr")
        assert await source.wait("b@example.fr", bookmark, 0.01) is None

    async def test_case_of_addresses(self, source: MailSource) -> None:
        """Upper and lower case of an address are alike."""
        bookmark = await source.bookmark()
        await self.deliver(
            source, mail("Marcel.DUPONT@Example.fr", "x"), "Marcel.DUPONT@Example.fr"
        )
        assert await source.wait("marcel.dupont@EXAMPLE.FR", bookmark, SOON) is not None

    async def test_all_since(self, source: MailSource) -> None:
        """All mails after a bookmark, whoever they are for, in order of arrival."""
        await self.deliver(source, mail("a@example.fr", "0"), "a@example.fr")
        bookmark = await source.bookmark()
        for number in (1, 2, 3):
            to = f"n{number}@example.fr"
            await self.deliver(source, mail(to, str(number)), to)
        assert [one.subject for one in await source.since(bookmark)] == ["1", "2", "3"]
        assert await source.since(await source.bookmark()) == ()

    async def test_settles(self, source: MailSource) -> None:
        """Where nothing is under way, settling is done at once."""
        await self.deliver(source, mail("a@example.fr", "x"), "a@example.fr")
        await source.settle()

    async def test_quiesces(self, source: MailSource) -> None:
        """Where nothing is expected any more, all that came is there."""
        await self.deliver(source, mail("a@example.fr", "x"), "a@example.fr")
        await source.quiesce()
        assert [one.subject for one in await source.since(0)] == ["x"]
