"""Whole walks whose mails are read where a deployment keeps them, not in the run's own sink.

The reference sends to a small forwarder of the test, which stores each mail in a Maildir, or in
a folder of an IMAP server; the run knows only that place.
"""

import asyncio
import mailbox
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from harness.app.suite import all_scenarios, plan_all, select
from harness.config.limits import TimeoutSettings
from harness.config.mail import MailSettings
from harness.config.target import Target, load_target
from harness.core.errors import MailError
from harness.execution.events import Event, RunFinished, Stopped
from harness.execution.run_config import RunConfig
from harness.execution.runner import Runner
from harness.guide.loader import load_guide
from harness.mail.sources.smtp_sink import SmtpSink
from harness.model.finding import Verdict
from tests.engines import patient_engine
from tests.mail.imap_servers import PASSWORD, USER, pymap_server

GUIDE = load_guide()
QUIET = 0.5
ONE = "administrator-lost-both-codes"
Store = Callable[[bytes], Awaitable[None]]


class Forwarder(SmtpSink):
    """Takes mails by SMTP, and stores each where a deployment would."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._pass_on = store

    async def store(
        self, raw: bytes, sender: str, recipients: tuple[str, ...], *, is_utf8: bool = False
    ) -> None:
        """Pass a mail on, with what the last server on the way writes on it."""
        del recipients, is_utf8
        head = f"Return-Path: <{sender}>\r\nDelivered-To: tous@boite.example\r\n"
        await self._pass_on(head.encode() + raw)


@dataclass
class Place:
    """A place of mails: what a target says of it, and how one is put there."""

    settings: MailSettings
    store: Store


MailSourceKind = Callable[[Path], AbstractAsyncContextManager[Place]]


@asynccontextmanager
async def maildir(folder: Path) -> AsyncIterator[Place]:
    """A Maildir with a mail of yesterday in it."""
    box = mailbox.Maildir(folder / "Maildir")
    box.add(b"To: marcel@example.fr\nSubject: hier\n\n")

    async def store(raw: bytes) -> None:
        await asyncio.to_thread(box.add, raw)

    path = folder / "Maildir"
    yield Place(MailSettings(source="maildir", path=path, quiet=QUIET), store)


@asynccontextmanager
async def imap(_folder: Path) -> AsyncIterator[Place]:
    """A folder of a real IMAP server."""
    async with pymap_server() as server:

        async def store(raw: bytes) -> None:
            await asyncio.to_thread(server.append, raw)

        settings = MailSettings(
            source="imap",
            host="127.0.0.1",
            port=server.port,
            tls="none",
            user=USER,
            password=PASSWORD,
            quiet=QUIET,
        )
        yield Place(settings, store)


def target(place: Place, smtp: tuple[str, int]) -> Target:
    """The reference, told to send elsewhere."""
    reference = load_target()
    assert reference.launch
    launch = tuple(one.replace("{smtp}", f"{smtp[0]}:{smtp[1]}") for one in reference.launch)
    return reference.model_copy(
        update={"launch": launch, "mail": place.settings, "timeouts": TimeoutSettings(mail=3)}
    )


async def run(there: Place, store: Store, *only: str) -> tuple[RunFinished, Runner, list[Event]]:
    """Walk scenarios over HTTP, mails being passed on by `store`."""
    heard: list[Event] = []
    async with Forwarder(store) as forwarder:
        portal = target(there, forwarder.address)
        plans = await asyncio.to_thread(plan_all, GUIDE, select(all_scenarios(), only), portal)
        config = RunConfig(jobs=2)
        runner = Runner(GUIDE, portal, config, patient_engine)
        return await runner.run(plans, heard.append), runner, heard


@pytest.mark.parametrize("kind", [maildir, imap])
async def test_mails_are_read_where_they_arrive(kind: MailSourceKind, tmp_path: Path) -> None:
    """Paths by mail are walked to their end and judged as with the run's own sink.

    In one of them two mails come to one person, and the bookmark tells them apart; all are
    delivered to one mailbox, whose address is nobody's.
    """
    async with kind(tmp_path) as place:
        finished, runner, _ = await run(
            place, place.store, "administrator-lost-both-codes", "second-generation-voids-first"
        )
    assert sorted(len(journal.mails) for journal in runner.journals) == [1, 2]
    assert {f.verdict for f in finished.findings} == {Verdict.PASS}
    assert (finished.exit_code, finished.orphans) == (0, ())


async def test_mail_that_does_not_arrive(tmp_path: Path) -> None:
    """A mail that never comes is the portal's failure, and told once."""

    async def lose(raw: bytes) -> None:
        assert raw

    async with maildir(tmp_path) as place:
        finished, _, _ = await run(place, lose, ONE)
    failed = [f for f in finished.findings if f.verdict is Verdict.FAIL]
    assert "mail.once" in {f.statement for f in failed}
    assert Verdict.FAULT not in {f.verdict for f in finished.findings}
    assert finished.exit_code == 1


async def test_mail_that_arrives_twice(tmp_path: Path) -> None:
    """A second mail, though the same to the last byte, is noticed by the end of the run."""
    async with maildir(tmp_path) as place:

        async def twice(raw: bytes) -> None:
            await place.store(raw)
            await place.store(raw)

        finished, runner, _ = await run(place, twice, ONE)
    (journal,) = runner.journals
    assert len(journal.mails) == 2
    failed = {f.statement for f in finished.findings if f.verdict is Verdict.FAIL}
    assert failed == {"mail.once"}


async def test_mail_of_somebody_else(tmp_path: Path) -> None:
    """A mail to nobody of the run is told at the end, and blamed on nobody."""
    async with maildir(tmp_path) as place:

        async def both(raw: bytes) -> None:
            await place.store(b"To: passant@example.fr\r\nSubject: Soldes\r\n\r\n")
            await place.store(raw)

        finished, _, _ = await run(place, both, ONE)
    assert finished.orphans == ("« Soldes » to passant@example.fr",)
    assert finished.exit_code == 0


async def test_mailbox_that_goes_away(tmp_path: Path) -> None:
    """A place that fails is a fault of the environment; what was walked is still told."""
    async with maildir(tmp_path) as place:

        async def remove(raw: bytes) -> None:
            assert raw
            folder = place.settings.path
            assert folder
            os.rename(folder / "new", folder / "away")  # noqa: PTH104 - at once

        finished, runner, heard = await run(place, remove, ONE)
    (journal,) = runner.journals
    assert journal.end is not None
    assert journal.end.fault is not None
    assert journal.end.fault.name == "MailError"
    assert len(journal.pages) > 3
    assert finished.exit_code == 3
    (stopped,) = [event for event in heard if isinstance(event, Stopped)]
    assert "could not be read to the end" in stopped.reason


async def test_no_such_mailbox(tmp_path: Path) -> None:
    """A place that was never there is told before anything is sent."""
    place = Place(MailSettings(source="maildir", path=tmp_path / "none"), _nothing)
    with pytest.raises(MailError, match="Correct `path`"):
        await run(place, place.store, ONE)


async def _nothing(raw: bytes) -> None:
    raise AssertionError(raw)
