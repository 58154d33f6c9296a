"""Mails in a Mailpit: by its documented API, against a faithful fake (see `mailpit_fake`)."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiohttp import web

from harness.config.mail import MailSettings
from harness.core.errors import MailError
from harness.mail.source import MailSource
from harness.mail.sources import mailpit
from harness.mail.sources.mailpit import Mailpit
from tests.contracts.mail_source import SOON, MailSourceContract, mail
from tests.mail.mailpit_fake import FakeMailpit, serving
from tests.serving import serving as serving_pages

QUIET = 0.05
LOGIN = "qa:mot de passé"


def pages(url: str, user: str = "", password: str = "", **more: Any) -> MailSettings:
    """The settings of a target whose mails arrive there."""
    return MailSettings(
        source="mailpit", url=url, user=user, password=password, quiet=QUIET, **more
    )


class OnFake(Mailpit):
    """A source that knows its Mailpit, for the tests to deliver to."""

    fake: FakeMailpit


@asynccontextmanager
async def opened(fake: FakeMailpit) -> AsyncIterator[OnFake]:
    """A Mailpit with mails of yesterday, more than one page of them, and a source of it."""
    async with serving(fake):
        for number in range(70):
            await fake.store(mail("a@example.fr", f"of yesterday {number}"))
        user, _, password = fake.login.partition(":")
        source = OnFake(pages(fake.url, user, password))
        source.fake = fake
        async with source:
            if fake.events:
                await fake.listened()
            yield source


class TestWithEvents(MailSourceContract):
    """The contract where Mailpit tells of new mails."""

    def make(self) -> AbstractAsyncContextManager[MailSource]:
        """A source of a Mailpit of its own."""
        return opened(FakeMailpit())

    async def deliver(self, source: MailSource, raw: bytes, to: str) -> None:
        """Store it."""
        assert isinstance(source, OnFake)
        await source.fake.store(raw)


class TestWithoutEvents(TestWithEvents):
    """The contract where only the API answers, and asks for a password."""

    def make(self) -> AbstractAsyncContextManager[MailSource]:
        """A source of a Mailpit of its own."""
        return opened(FakeMailpit(LOGIN, events=False))


async def test_woken_by_events(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits need not look again: the event of a mail wakes them."""
    monkeypatch.setattr(mailpit, "PUSHED", (1000.0, 1000.0))
    async with opened(FakeMailpit()) as source:
        waiting = asyncio.create_task(source.wait("a@example.fr", 0, SOON))
        await asyncio.sleep(0.1)
        await source.fake.store(mail("a@example.fr", "now"))
        assert await waiting is not None


async def test_events_that_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the events break off, mails are found by looking, and then by events again."""
    monkeypatch.setattr(mailpit, "_RETRY_PAUSE", 0.05)
    async with opened(FakeMailpit()) as source:
        source.fake.events = False
        await source.fake.hang_up()
        await source.fake.store(mail("a@example.fr", "one"))
        assert await source.wait("a@example.fr", 0, SOON)
        source.fake.events = True
        await source.fake.listened()


async def test_left_as_it_was() -> None:
    """No mail is marked as read, and nothing but lists and sources is asked for."""
    async with opened(FakeMailpit()) as source:
        await source.fake.store(mail("a@example.fr", "one"))
        await source.fake.store(mail("a@example.fr", "two"))
        assert len(await source.since(0)) == 2
        assert not source.fake.marked
        kinds = {path.rpartition("/")[2] for path in source.fake.asked}
        assert kinds == {"messages", "raw", "events"}
        assert sum(path.endswith("/raw") for path in source.fake.asked) == 2


async def test_recipients_of_the_envelope() -> None:
    """A recipient that only the envelope named is told as such, and the sender of it too."""
    async with opened(FakeMailpit()) as source:
        await source.fake.take(mail("b@example.fr", "s"), "p@x.fr", "a@example.fr", "b@example.fr")
        found = await source.wait("a@example.fr", 0, SOON)
    assert found is not None
    assert found.envelope_to == ("a@example.fr",)
    assert found.recipients == ("b@example.fr",)
    assert found.envelope_from == "p@x.fr"


async def test_more_than_a_page_at_once() -> None:
    """However many come between two looks, all are found, in order."""
    async with opened(FakeMailpit(events=False)) as source:
        for number in range(120):
            await source.fake.store(mail("a@example.fr", str(number)))
        assert [one.subject for one in await source.since(0)] == [str(n) for n in range(120)]


async def test_full() -> None:
    """A Mailpit that drops its oldest mails for each new one loses none of ours."""
    fake = FakeMailpit(events=False)
    fake.limit = 60
    async with opened(fake) as source:
        for number in range(3):
            await fake.store(mail("a@example.fr", str(number)))
            assert len(await source.since(0)) == number + 1


async def test_sorted_by_the_date_in_the_mail() -> None:
    """A mail that is put at the far end of the list, by its own date, is found."""
    async with opened(FakeMailpit(events=False)) as source:
        await source.fake.store(mail("a@example.fr", "old date"), at=0)
        assert [one.subject for one in await source.since(0)] == ["old date"]


async def test_encrypted(tmp_path: Path) -> None:
    """A certificate of an authority of our own is trusted if it is named, and else refused."""
    authority = trustme.CA()
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    pem = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(pem))
    async with serving(FakeMailpit(), tls) as fake:
        for trusting in (
            pages(fake.url, authorities=pem),
            pages(fake.url, verify=False),
        ):
            async with Mailpit(trusting) as source:
                assert await source.bookmark() == 0
        with pytest.raises(MailError, match="certificate"):
            async with Mailpit(pages(fake.url)):
                pass


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (lambda: web.Response(status=500), "it answers with 500"),
        (
            lambda: web.Response(status=302, headers={"Location": "http://elsewhere.example/"}),
            "it answers with 302",
        ),
        (lambda: web.Response(text="<html>a login page</html>"), "no list of mails"),
        (lambda: web.json_response({"total": 1, "messages": [{"ID": "../x"}]}), "no list of"),
        (lambda: web.json_response({"total": 9**9, "messages": []}), ""),
    ],
)
async def test_not_mailpit(answer: Callable[[], web.Response], told: str) -> None:
    """What answers otherwise than Mailpit is a fault that says so, and ends at once."""
    app = web.Application()

    async def say(_request: web.Request) -> web.StreamResponse:
        return answer()

    app.add_routes([web.get("/{any:.*}", say)])
    async with serving_pages(app) as url:
        source = Mailpit(pages(f"{url}/"))
        if told:
            with pytest.raises(MailError, match=told):
                await source.__aenter__()
        else:
            async with source:
                assert await source.bookmark() == 0


async def test_wrong_password() -> None:
    """A refused login is a fault that names the keys to correct, and not the password."""
    async with serving(FakeMailpit(LOGIN)) as fake:
        with pytest.raises(MailError, match="`user` and `password`") as caught:
            async with Mailpit(pages(fake.url, "qa", "hunter22")):
                pass
    assert "hunter22" not in f"{caught.value} {pages(fake.url, 'qa', 'hunter22')}"


async def test_not_there() -> None:
    """A port where nothing serves is a fault."""
    async with serving(FakeMailpit()) as fake:
        url = fake.url
    with pytest.raises(MailError, match="See that it runs"):
        async with Mailpit(pages(url)):
            pass


async def test_deleted_meanwhile() -> None:
    """A mail that somebody deletes before it is read is none."""
    async with opened(FakeMailpit(events=False)) as source:
        source.fake.deleted = True
        await source.fake.store(mail("a@example.fr", "one"))
        assert await source.bookmark() == 0


async def test_gone_meanwhile() -> None:
    """A Mailpit that goes away is a fault for who waits, and who asks later."""
    async with serving(FakeMailpit()) as fake:
        source = await Mailpit(pages(fake.url)).__aenter__()
    with pytest.raises(MailError, match="See that it runs"):
        await source.wait("a@example.fr", 0, SOON)
    with pytest.raises(MailError, match="See that it runs"):
        await source.bookmark()
    await source.__aexit__()


async def test_stalls() -> None:
    """A server that takes the connection and says nothing is a fault after the time given."""
    held: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(lambda _r, w: held.append(w), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    with pytest.raises(MailError, match="no answer in time"):
        async with Mailpit(pages(f"http://127.0.0.1:{port}/"), stall=0.1):
            pass
    for one in held:
        one.close()
    server.close()
    await server.wait_closed()
