"""The embedded sink: real SMTP, woken at once, nothing lost."""

import asyncio
import smtplib
import socket
from contextlib import AbstractAsyncContextManager, closing
from datetime import UTC, datetime

import pytest

from harness.core.errors import MailError
from harness.mail.source import MailSource
from harness.mail.sources.smtp_sink import SmtpSink
from harness.model.fact import fact
from tests.contracts.mail_source import SOON, MailSourceContract, mail

NOW = datetime(2009, 10, 23, 9, 24, tzinfo=UTC)


def send(address: tuple[str, int], *recipients: str, raw: bytes) -> None:
    """Deliver one mail as a portal would; blocks."""
    with smtplib.SMTP(*address, local_hostname="localhost", timeout=SOON) as client:
        options = [] if all(one.isascii() for one in recipients) else ["SMTPUTF8"]
        client.sendmail("portail@example.fr", recipients, raw, mail_options=options)


class Talk:
    """A client that says one line at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def to(cls, sink: SmtpSink) -> "Talk":
        """Connect, and hear the greeting."""
        talk = cls(*await asyncio.open_connection(*sink.address))
        await talk._reader.readline()
        return talk

    async def say(self, *lines: str) -> str:
        """Say lines; the answer to the last one."""
        answer = b""
        for line in lines:
            self._writer.write(f"{line}\r\n".encode())
            answer = await self._reader.readline()
        return answer.decode()

    async def leave(self, line: str) -> None:
        """Say a line, and hang up without hearing the answer."""
        self._writer.write(f"{line}\r\n".encode())
        await self.close()

    async def close(self) -> None:
        """Hang up."""
        self._writer.close()
        await self._writer.wait_closed()


class TestSmtpSink(MailSourceContract):
    """The contract, and what only this source promises."""

    def make(self) -> AbstractAsyncContextManager[MailSource]:
        """A sink at any free port."""
        return SmtpSink()

    async def deliver(self, source: MailSource, raw: bytes, to: str) -> None:
        """Send it by SMTP."""
        assert isinstance(source, SmtpSink)
        await asyncio.to_thread(send, source.address, to, raw=raw)


async def test_address_and_clock() -> None:
    """The port is one that the system chose; the time of arrival is the clock's."""
    async with SmtpSink(clock=lambda: NOW) as sink:
        host, port = sink.address
        assert host == "127.0.0.1"
        assert port > 0
        await asyncio.to_thread(send, sink.address, "a@example.fr", raw=mail("x@example.fr", "s"))
        (message,) = await sink.since(0)
    assert message.received == NOW
    assert message.envelope_from == "portail@example.fr"
    assert message.envelope_to == ("a@example.fr",)


async def test_envelope_or_header() -> None:
    """A mail is found by its recipients in the envelope, and by those in To."""
    async with SmtpSink() as sink:
        raw = mail("Liste <liste@example.fr>", "s")
        await asyncio.to_thread(send, sink.address, "a@example.fr", "b@example.fr", raw=raw)
        for address in ("a@example.fr", "b@example.fr", "liste@example.fr"):
            assert await sink.wait(address, 0, 0) is not None


async def test_letters_beyond_ascii_in_addresses() -> None:
    """SMTPUTF8 is spoken; composed and decomposed letters are alike."""
    async with SmtpSink() as sink:
        raw = mail("x@example.fr", "s")
        await asyncio.to_thread(send, sink.address, "hélène@example.fr", raw=raw)
        assert await sink.wait("HE\u0301le\u0300ne@example.fr", 0, 0) is not None


async def test_readable_after_the_end() -> None:
    """Stored mails stay readable once the sink is closed; waiting for more is a fault."""
    async with SmtpSink() as sink:
        await asyncio.to_thread(send, sink.address, "a@example.fr", raw=mail("a@example.fr", "s"))
    assert len(await sink.since(0)) == 1
    assert await sink.wait("a@example.fr", 0, SOON) is not None
    with pytest.raises(MailError, match="open mail sink"):
        await sink.wait("b@example.fr", 0, SOON)


async def test_closing_wakes_who_waits() -> None:
    """Who still waits when the sink closes is told so at once."""
    async with SmtpSink() as sink:
        waiting = asyncio.create_task(sink.wait("a@example.fr", 0, SOON))
        await asyncio.sleep(0)
    with pytest.raises(MailError):
        await waiting


async def test_settles_after_the_transaction() -> None:
    """Settling waits for a delivery that has begun, not for an idle connection."""
    async with SmtpSink() as sink:
        idle, busy = await Talk.to(sink), await Talk.to(sink)
        await idle.say("HELO localhost")
        await busy.say("HELO localhost", "MAIL FROM:<p@example.fr>", "RCPT TO:<a@example.fr>")
        settling = asyncio.create_task(sink.settle())
        await busy.say("DATA")
        assert not settling.done()
        assert (await busy.say("Subject: s\r\n\r\ntext\r\n.")).startswith("250")
        await settling
        assert len(await sink.since(0)) == 1
        await idle.close()
        await busy.close()


@pytest.mark.parametrize("end", ["RSET", "HELO again", "close"])
async def test_settles_after_what_was_broken_off(end: str) -> None:
    """A delivery that the client gives up is no longer under way."""
    async with SmtpSink() as sink:
        talk = await Talk.to(sink)
        await talk.say("HELO localhost", "MAIL FROM:<p@example.fr>")
        settling = asyncio.create_task(sink.settle())
        await asyncio.sleep(0)
        assert not settling.done()
        await (talk.close() if end == "close" else talk.say(end))
        await settling
        assert await sink.since(0) == ()
        await talk.close()


async def test_closing_ends_open_connections() -> None:
    """A client in the middle of a delivery does not keep the sink open."""
    async with SmtpSink() as sink:
        talk = await Talk.to(sink)
        await talk.say("HELO localhost", "MAIL FROM:<p@example.fr>")
    await sink.settle()
    await talk.close()


async def test_too_large() -> None:
    """A mail above the limit is refused, and the sink is settled again."""
    async with SmtpSink(size_limit=1000) as sink:
        talk = await Talk.to(sink)
        await talk.say(
            "HELO localhost", "MAIL FROM:<p@example.fr>", "RCPT TO:<a@example.fr>", "DATA"
        )
        line = "x" * 70 + "\r\n"
        assert (await talk.say(line * 20 + ".")).startswith("552")
        await sink.settle()
        assert await sink.since(0) == ()
        await talk.close()


async def test_port_taken() -> None:
    """A port that cannot be bound is a fault that says what to do."""
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(MailError, match="Choose another port"):
            async with SmtpSink(port=port):
                pass
    with pytest.raises(MailError, match="Choose another port"):
        async with SmtpSink(port=70_000):
            pass


async def test_thousands() -> None:
    """Thousands of mails are kept, each found by its recipient."""
    async with SmtpSink() as sink:
        for number in range(3000):
            await sink.store(mail(f"n{number}@example.fr", str(number)), "", ())
        for number in range(0, 3000, 100):
            found = await sink.wait(f"n{number}@example.fr", 0, 0)
            assert found is not None
            assert found.subject == str(number)


async def test_bytes_are_kept() -> None:
    """The raw bytes are those of the client, in any charset, dots unstuffed."""
    raw = b"Subject: s\r\n\r\n.\xe9\xff\r\n..\r\nend\r\n"
    async with SmtpSink() as sink:
        await asyncio.to_thread(send, sink.address, "a@example.fr", raw=raw)
        (message,) = await sink.since(0)
    assert message.raw == raw


async def test_long_lines_are_taken() -> None:
    """A mail with a line of any length arrives whole (RFC 5322, section 2.1.1)."""
    async with SmtpSink() as sink:
        raw = mail("a@example.fr", "s", "x" * 150_000)
        await asyncio.to_thread(send, sink.address, "a@example.fr", raw=raw)
        (message,) = await sink.since(0)
        assert message.raw == raw
        assert sink.refusals == ()


async def test_an_open_transaction_does_not_hold_a_run() -> None:
    """A client that says NOOP for ever is cut off, and that is told."""
    async with SmtpSink(transaction_seconds=0.05) as sink:
        talk = await Talk.to(sink)
        await talk.say("HELO localhost", "MAIL FROM:<p@example.fr>", "NOOP")
        await sink.settle()
        assert await sink.since(0) == ()
        assert sink.refusals == (fact("mail-transaction-broken-off", seconds=0, count=1),)
        await talk.close()


async def test_settling_ends_although_clients_begin_again() -> None:
    """Only transactions that had begun before are waited for."""
    async with SmtpSink() as sink:
        first, second = await Talk.to(sink), await Talk.to(sink)
        await first.say("HELO localhost", "MAIL FROM:<p@example.fr>")
        settling = asyncio.create_task(sink.settle())
        await asyncio.sleep(0)
        await second.say("HELO localhost", "MAIL FROM:<p@example.fr>")
        await first.say("RSET")
        await settling
        await first.close()
        await second.close()


async def test_refusals_are_told(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """What the sink refuses is counted; nothing of it reaches the log or the terminal."""
    async with SmtpSink(size_limit=10) as sink:
        talk = await Talk.to(sink)
        for _ in range(2):
            await talk.say("\x1b]0;owned\x07\x1b[31mAUTH plain")
        begin = ("HELO a", "MAIL FROM:<p@b.fr>", "RCPT TO:<a@b.fr>", "DATA")
        await talk.say(*begin, "x" * 80 + "\r\n.")
        await talk.close()
        answers = [(one.params["answer"], one.params["count"]) for one in sink.refusals]
    assert answers == [
        ('500 Error: command "?]0;OWNED??[31MAUTH" not recognized', 2),
        ("552 Error: Too much mail data", 1),
    ]
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")


async def test_utf8_headers_where_they_were_announced() -> None:
    """Raw UTF-8 in a header is no defect of a mail that was sent with SMTPUTF8."""
    raw = mail("a@example.fr", "Été")
    async with SmtpSink() as sink:
        await asyncio.to_thread(send, sink.address, "hélène@example.fr", raw=raw)
        await asyncio.to_thread(send, sink.address, "a@example.fr", raw=raw)
        announced, other = await sink.since(0)
    assert announced.problems == ()
    assert other.problems == (fact("header-not-encoded", header="Subject", used="utf-8"),)


async def test_a_client_that_leaves_at_once() -> None:
    """A mail that was received whole is stored, although its client hears no answer."""
    async with SmtpSink() as sink:
        talk = await Talk.to(sink)
        await talk.say("HELO a", "MAIL FROM:<p@b.fr>", "RCPT TO:<a@b.fr>", "DATA")
        await talk.leave("Subject: s\r\n\r\nx\r\n.")
        assert await sink.wait("a@b.fr", 0, SOON) is not None


async def test_clients_are_answered_while_the_run_computes() -> None:
    """A portal does not wait for the mail server while pages are read and judged."""
    async with SmtpSink() as sink:
        send(sink.address, "a@example.fr", raw=mail("a@example.fr", "s"))  # blocks this loop
        assert await sink.wait("a@example.fr", 0, SOON) is not None


async def test_a_mail_without_an_end_is_told() -> None:
    """A portal that hangs up in the middle of a mail, and one that ends it with bare line feeds."""
    async with SmtpSink() as sink:
        for line in ("Subject: s", "Subject: s\n\nCode : 1\n.\n"):
            talk = await Talk.to(sink)
            await talk.say("HELO a", "MAIL FROM:<p@b.fr>", "RCPT TO:<a@b.fr>", "DATA")
            await talk.leave(line)
        await sink.settle()
        assert await sink.since(0) == ()
        assert sink.refusals == (fact("mail-transaction-left", count=2),)


async def test_no_greeting_is_needed() -> None:
    """Old programs begin with the sender, and mail servers take it."""
    async with SmtpSink() as sink:
        talk = await Talk.to(sink)
        await talk.say("MAIL FROM:<p@b.fr>", "RCPT TO:<a@b.fr>", "DATA", "Subject: s\r\n\r\nx\r\n.")
        await talk.close()
        assert [message.subject for message in await sink.since(0)] == ["s"]
        assert sink.refusals == ()
