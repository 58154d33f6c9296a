"""Mails in the file system: found at once, read whole, left as they are."""

import asyncio
import mailbox
import os
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.core.errors import MailError
from harness.mail.source import MailSource
from harness.mail.sources.maildir import EmlFolder, Maildir
from harness.mail.sources.mbox import Mbox, mails_in
from harness.mail.sources.polling import PolledSource
from tests.contracts.mail_source import SOON, MailSourceContract, mail

QUIET = 0.05


class _InFiles(MailSourceContract):
    """Each test has a folder of its own, with a mail of yesterday in it."""

    path: Path

    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.path = tmp_path / "mails"
        self.put(mail("a@example.fr", "of yesterday"))

    def put(self, raw: bytes) -> None:
        """Store a mail."""
        raise NotImplementedError

    async def deliver(self, source: MailSource, raw: bytes, to: str) -> None:
        """Store it."""
        self.put(raw)


class TestMaildir(_InFiles):
    """The contract on a Maildir, delivered to by the standard library."""

    def put(self, raw: bytes) -> None:
        """Deliver to tmp, then to new."""
        mailbox.Maildir(self.path).add(raw)

    def make(self) -> AbstractAsyncContextManager[MailSource]:
        """A source of it."""
        return Maildir(self.path, quiet=QUIET)

    async def test_read_by_a_person(self) -> None:
        """A mail that a mail program moves to cur and marks as seen is the same mail."""
        async with Maildir(self.path, quiet=QUIET) as source:
            self.put(mail("a@example.fr", "one"))
            assert len(await source.since(0)) == 1
            for file in list((self.path / "new").iterdir()):
                file.rename(self.path / "cur" / f"{file.name}:2,S")
            assert len(await source.since(0)) == 1

    async def test_left_as_it_was(self) -> None:
        """Reading moves nothing, marks nothing, deletes nothing."""
        async with Maildir(self.path, quiet=QUIET) as source:
            self.put(mail("a@example.fr", "one"))
            before = sorted(str(p) for p in self.path.rglob("*"))
            assert await source.wait("a@example.fr", 0, SOON)
        assert sorted(str(p) for p in self.path.rglob("*")) == before


class TestEmlFolder(_InFiles):
    """The contract on a folder of files."""

    def put(self, raw: bytes) -> None:
        """Write one more file."""
        self.path.mkdir(exist_ok=True)
        file = self.path / f"{len(list(self.path.iterdir())):04d}.eml"
        file.write_bytes(raw)

    def make(self) -> AbstractAsyncContextManager[MailSource]:
        """A source of it."""
        return EmlFolder(self.path, quiet=QUIET)

    async def test_written_in_place(self) -> None:
        """A file that grows is read once it is whole; other files are no mails."""
        raw = mail("a@example.fr", "slow", "x" * 5000)
        async with EmlFolder(self.path, quiet=QUIET) as source:
            waiting = asyncio.create_task(source.wait("a@example.fr", 0, SOON))
            with (self.path / "slow.EML").open("wb") as file:
                for start in range(0, len(raw), 1000):
                    file.write(raw[start : start + 1000])
                    file.flush()
                    await asyncio.sleep(0)
            (self.path / "notes.txt").write_text("To: a@example.fr")
            found = await waiting
            assert found is not None
            assert found.raw == raw
            assert len(await source.since(0)) == 1


class TestMbox(_InFiles):
    """The contract on an mbox, delivered to by the standard library."""

    def put(self, raw: bytes) -> None:
        """Add to the file, as a delivery agent does."""
        box = mailbox.mbox(self.path)
        box.add(raw)
        box.close()

    def make(self) -> AbstractAsyncContextManager[MailSource]:
        """A source of it."""
        return Mbox(self.path, quiet=QUIET)

    async def test_yet_to_come(self) -> None:
        """A file that is not there yet is an empty one."""
        self.path.unlink()
        async with Mbox(self.path, quiet=QUIET) as source:
            assert await source.bookmark() == 0
            self.put(mail("a@example.fr", "first"))
            found = await source.wait("a@example.fr", 0, SOON)
        assert found is not None
        assert found.subject == "first"

    @pytest.mark.parametrize("change", ["shorter", "other"])
    async def test_written_anew(self, change: str) -> None:
        """A file that a mail program tidied is a fault: places in it mean nothing any more."""
        async with Mbox(self.path, quiet=QUIET) as source:
            size = self.path.stat().st_size
            self.path.write_bytes(b"x" * (size - 10 if change == "shorter" else size + 10))
            with pytest.raises(MailError, match="only grows"):
                await source.bookmark()

    async def test_not_while_it_is_locked(self) -> None:
        """A delivery that holds the file is waited for."""
        lock = Path(f"{self.path}.lock")
        async with Mbox(self.path, quiet=QUIET) as source:
            os.close(os.open(lock, os.O_CREAT))
            self.put(mail("a@example.fr", "half"))
            waiting = asyncio.create_task(source.wait("a@example.fr", 0, SOON))
            looking = await asyncio.wait({waiting}, timeout=0.3)
            assert looking[1] == {waiting}
            os.unlink(lock)  # noqa: PTH108
            assert await waiting is not None


async def test_not_while_another_process_locks_it(tmp_path: Path) -> None:
    """A lock of the system holds us off as well."""
    path = tmp_path / "mails"
    path.touch()
    child = await asyncio.create_subprocess_exec(
        "python3",
        "-c",
        "import fcntl, sys; f = open(sys.argv[1], 'ab'); fcntl.lockf(f, fcntl.LOCK_EX);"
        "f.write(sys.stdin.buffer.readline() and b''); print('held', flush=True);"
        "f.write(b'From a Fri Oct 23 11:24:00 2009\\nTo: a@example.fr\\nSubject: s\\n\\n');"
        "f.flush(); sys.stdin.buffer.readline(); f.write(b'text\\n\\n')",
        str(path),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert child.stdin
    assert child.stdout
    async with Mbox(path, quiet=QUIET) as source:
        child.stdin.write(b"go\n")
        await child.stdout.readline()
        waiting = asyncio.create_task(source.wait("a@example.fr", 0, SOON))
        assert (await asyncio.wait({waiting}, timeout=0.3))[1] == {waiting}
        child.stdin.write(b"end\n")
        await child.communicate()
        found = await waiting
    assert found is not None
    assert found.text == "text\n"


LINES = st.sampled_from(["Bonjour", "From here to there", ">From the guide", "", "De 11:24"])


@given(st.lists(st.lists(LINES, max_size=6), min_size=1, max_size=4))
def test_mbox_is_taken_apart(mails: list[list[str]]) -> None:
    """Mails written with quoted From lines come back as they were."""
    raws = [("Subject: s\n\n" + "".join(f"{line}\n" for line in lines)) for lines in mails]
    box = "".join(
        "From a@b.fr Fri Oct 23 11:24:00 2009\n"
        + "".join(
            f">{line}" if line.lstrip(">").startswith("From ") else line
            for line in raw.splitlines(keepends=True)
        )
        + "\n"
        for raw in raws
    )
    assert mails_in(box.encode()) == [raw.encode() for raw in raws]


SOURCES: list[Callable[[Path], PolledSource]] = [
    lambda path: Maildir(path, quiet=QUIET),
    lambda path: EmlFolder(path, quiet=QUIET),
    lambda path: Mbox(path, quiet=QUIET),
]


@pytest.mark.parametrize("make", SOURCES)
async def test_nothing_there(make: Callable[[Path], PolledSource], tmp_path: Path) -> None:
    """A path that leads nowhere is a fault that names the key to correct."""
    with pytest.raises(MailError, match="Correct `path` under"):
        async with make(tmp_path / "none" / "of" / "these"):
            pass


async def test_gone_meanwhile(tmp_path: Path) -> None:
    """A folder that disappears is a fault, not silence."""
    async with EmlFolder(tmp_path, quiet=QUIET) as source:
        os.rename(tmp_path, tmp_path.with_name("elsewhere"))  # noqa: PTH104
        with pytest.raises(MailError, match="No such file"):
            await source.wait("a@example.fr", 0, SOON)


async def test_only_addresses_that_count(tmp_path: Path) -> None:
    """In a place that others use too, only the mails of the pattern are read."""
    async with EmlFolder(tmp_path, quiet=QUIET, addresses="qa+*@example.fr") as source:
        for number, to in enumerate(["boss@example.fr", "QA+7@example.fr"]):
            (tmp_path / f"{number}.eml").write_bytes(mail(to, f"to {to}"))
        assert [one.subject for one in await source.since(0)] == ["to QA+7@example.fr"]


async def test_found_by_the_address_it_came_by(tmp_path: Path) -> None:
    """A mail that names another recipient is found by where it came, and tells both."""
    raw = b"Return-Path: <p@x.fr>\nDelivered-To: a@example.fr\n" + mail("b@example.fr", "lost")
    async with EmlFolder(tmp_path, quiet=QUIET) as source:
        (tmp_path / "1.eml").write_bytes(raw)
        found = await source.wait("A@example.fr", 0, SOON)
        named = await source.wait("b@example.fr", 0, SOON)
    assert found is not None
    assert named is not None
    assert (found.envelope_from, found.envelope_to) == ("p@x.fr", ("A@example.fr",))
    assert named.envelope_to == ()  # the mailbox behind an alias is no recipient


async def test_recipient_of_the_envelope_alone(tmp_path: Path) -> None:
    """A mail without To is for whom the servers say."""
    async with EmlFolder(tmp_path, quiet=QUIET) as source:
        (tmp_path / "1.eml").write_bytes(b"X-Original-To: a@example.fr\nSubject: s\n\ntext")
        (found,) = await source.since(0)
    assert found.envelope_to == ("a@example.fr",)


async def test_the_same_mail_twice(tmp_path: Path) -> None:
    """A mail that is sent twice is two mails, told apart by when they came."""
    async with EmlFolder(tmp_path, quiet=QUIET) as source:
        for name in ("1.eml", "2.eml"):
            (tmp_path / name).write_bytes(mail("a@example.fr", "twice"))
        first, second = await source.since(0)
    assert first.raw == second.raw
    assert first.received < second.received


async def test_quiet_after_the_last_mail(tmp_path: Path) -> None:
    """A mail that comes within the quiet window is there once the place is quiet."""
    async with EmlFolder(tmp_path, quiet=0.5) as source:
        await source.bookmark()
        ending = asyncio.create_task(source.quiesce())
        await asyncio.sleep(0)
        (tmp_path / "1.eml").write_bytes(mail("a@example.fr", "late"))
        await ending
        assert len(source._inbox) == 1


async def test_who_has_gone_breaks_no_look_off(tmp_path: Path) -> None:
    """A look that nobody waits for any more ends by itself, and its mails are kept."""
    async with EmlFolder(tmp_path, quiet=QUIET) as source:
        (tmp_path / "1.eml").write_bytes(mail("a@example.fr", "one"))
        asked = asyncio.create_task(source.bookmark())
        await asyncio.sleep(0)
        asked.cancel()
        assert len(await source.since(0)) == 1


async def test_closed(tmp_path: Path) -> None:
    """Once it is left, what was seen can be read, and nobody can wait."""
    async with EmlFolder(tmp_path, quiet=QUIET) as source:
        (tmp_path / "1.eml").write_bytes(mail("a@example.fr", "one"))
        await source.bookmark()
    assert len(await source.since(0)) == 1
    with pytest.raises(MailError, match="inside `async with`"):
        await source.wait("nobody@example.fr", 0, SOON)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail that is refused to us is a fault, with what to do."""
    file = tmp_path / "1.eml"
    file.write_bytes(b"x")

    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    async def read() -> None:
        async with EmlFolder(tmp_path, quiet=QUIET) as source:
            source._seen.clear()
            await source.bookmark()

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(MailError, match="Permission denied"):
        asyncio.run(read())
