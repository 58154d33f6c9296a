"""Every reader of what others wrote takes any input: it reads it, or refuses it in a sentence.

`make test` tries a few inputs, always the same. `make fuzz` tries as many as `FUZZ` says, new ones
each time, and bounds the time and the memory of each; what failed is kept in `.hypothesis`, and is
tried first the next time.
"""

import asyncio
import json
import os
import resource
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harness.config.target import load_target
from harness.core.errors import Fault
from harness.crawl.warc import parse_record
from harness.driver.wire.answer import WireError, read_body, read_head
from harness.journal.reader import read_journal
from harness.ledger.store import read_ledger
from harness.mail.parsing.parse import parse
from harness.page.extract import extract
from harness.redaction.documents import redacted_document
from harness.redaction.vault import Vault
from harness.runs.stored_run import StoredRun
from tests.builders import journal

EXAMPLES = int(os.environ.get("FUZZ", "0"))
SECONDS, GIGABYTES = 30, 3
few = settings(
    max_examples=EXAMPLES or 12,
    derandomize=not EXAMPLES,
    # pyrefly: ignore[missing-attribute]
    database=None if not EXAMPLES else settings.default.database,
    deadline=SECONDS * 1000 if EXAMPLES else None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module", autouse=True)
def bounded_memory() -> None:
    """A process that takes more memory than a reader may is refused it."""
    if EXAMPLES:
        limit = GIGABYTES << 30
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def mixed(pieces: list[str], most: int = 40) -> st.SearchStrategy[str]:
    """Texts of known pieces, of arbitrary ones, and of pieces many times over."""
    piece = st.one_of(st.sampled_from(pieces), st.text(max_size=12))
    often = st.tuples(piece, st.sampled_from([1, 1, 1, 2, 50, 4000])).map(lambda t: t[0] * t[1])
    return st.lists(often, max_size=most).map("".join)


def damaged(whole: bytes) -> st.SearchStrategy[bytes]:
    """Something sound with some of its bytes replaced, dropped or doubled."""

    def change(edits: list[tuple[int, int, bytes]]) -> bytes:
        data = whole
        for place, size, new in edits:
            start = place % (len(data) + 1)
            data = data[:start] + new + data[start + size :]
        return data

    new = st.one_of(st.binary(max_size=4), st.sampled_from([b"[" * 9000, b"9" * 9000, b"\0", b"{"]))
    edit = st.tuples(st.integers(0, 1 << 20), st.integers(0, 40), new)
    return st.lists(edit, min_size=1, max_size=5).map(change)


def refused(read: Callable[[], object]) -> None:
    """Read something; a fault of the tree is a fine answer, and no other exception is."""
    with suppress(Fault):
        read()


def in_a_file(name: str, data: bytes, read: Callable[[Path], object]) -> None:
    """Read a file with these bytes."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        refused(lambda: read(path))


MAIL = (
    b"From: a@b.example\r\nTo: c@d.example\r\nSubject: =?utf-8?q?Code?=\r\n"
    b"Date: Thu, 23 Sep 2010 10:00:00 +0200\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/alternative; boundary="x"\r\n\r\n--x\r\n'
    b"Content-Type: text/plain; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\nVotre code : K7QX2MPR=20\r\n--x\r\n"
    b"Content-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    b"PHA+Q29kZTwvcD4=\r\n--x--\r\n"
)
MAIL_PIECES = [
    "From: ",
    "Subject: =?utf-8?b?4?=",
    "Content-Type: text/html; charset=x\r\n",
    "\r\n",
    "--x",
    "Content-Type: multipart/mixed; boundary=x\r\n\r\n",
    "Content-Transfer-Encoding: base64\r\n",
    "<table><tr><td>",
    "&#0;",
    "=\r\n",
    "Date: Thu, 99 Sep 99999\r\n",
    "=?x?q?",
    "message/rfc822",
]
HTML_PIECES = [
    "<p>",
    "</p>",
    "<table>",
    "<tr>",
    "<td colspan=99999999999>",
    "<input type=radio name=",
    "<label for=a>",
    "<select><option>",
    "<form action='http://[::1'>",
    "<iframe srcdoc='",
    "<!--",
    "-->",
    "<script>",
    "<template>",
    "<svg><title>",
    "<a href='//\\\\x'>",
    "&#x110000;",
    "<style>",
    "<b style='display:none'>",
    "<textarea>",
    "<button form=x>",
    "<base href=''>",
    "<meta charset=utf-7>",
    "'",
    '"',
    "<",
    ">",
    "\0",
    "<fieldset><legend>",
    "<img usemap=#x alt=x>",
    "<div role=dialog aria-labelledby=a id=a>",
]
TOML_PIECES = [
    "[target]\n",
    'name = "x"\n',
    'base_url = "http://127.0.0.1:1/"\n',
    "[mail]\n",
    "[accounts]\n",
    "format = 1\n",
    "[[accepted]]\n",
    'subject = "home.opens"\n',
    "until = 2999-01-01\n",
    "a.",
    "[",
    "{",
    "= inf\n",
    "= nan\n",
    "= 0x",
    "9",
    '"""',
    "launch = [",
    "'",
    "\\u0000",
    "[words]\n",
    "${HOME}",
    "\n",
]


class TestReaders:
    """One test a reader."""

    @few
    @given(
        st.one_of(
            damaged(MAIL), mixed(MAIL_PIECES).map(lambda text: text.encode("utf-8", "replace"))
        )
    )
    def test_mails(self, raw: bytes) -> None:
        """The parser reads any bytes."""
        refused(lambda: parse(raw, received=datetime.now(UTC)))

    @few
    @given(mixed(HTML_PIECES))
    def test_pages(self, document: str) -> None:
        """The extractor reads any text, and the redaction too."""
        refused(lambda: extract(document, url="http://portal.example/"))
        vault = Vault()
        vault.add("K7QX2MPR", "confidential-code")
        redacted_document(document, vault)

    @few
    @given(damaged((journal().head.model_dump_json() + "\n").encode() * 2))
    def test_journals(self, data: bytes) -> None:
        """A journal is read as far as it is one."""
        in_a_file("journal.jsonl", data, read_journal)

    @few
    @given(
        st.dictionaries(
            st.sampled_from(
                ["plan", "origin", "started", "times", "words", "scenarios", "stopped", "jobs"]
            ),
            st.recursive(
                st.one_of(
                    st.none(), st.integers(), st.floats(), st.text(max_size=8), st.just(10**40)
                ),
                lambda inner: st.one_of(
                    st.lists(inner, max_size=3),
                    st.dictionaries(st.text(max_size=8), inner, max_size=3),
                ),
                max_leaves=12,
            ),
        ),
        st.binary(max_size=20),
    )
    def test_folders_of_runs(self, facts: dict[str, Any], other: bytes) -> None:
        """Facts of any shape, beside a journal of any bytes."""

        def read(path: Path) -> None:
            run = StoredRun(path.parent)
            _ = (run.plan, run.origin, run.started, run.verdicts, run.durations, run.stopped)
            (path.parent / "s").mkdir()
            (path.parent / "s" / "journal.jsonl").write_bytes(other + b"\n")
            _ = StoredRun(path.parent).is_faulty

        in_a_file("run.json", json.dumps({"format": 1, **facts}).encode(), read)

    @few
    @given(mixed(TOML_PIECES))
    def test_ledgers(self, text: str) -> None:
        """Any text is a ledger or none."""
        in_a_file(
            "known.toml",
            text.encode("utf-8", "replace"),
            lambda path: read_ledger(path, subjects=(), scopes={}),
        )

    @few
    @given(mixed(TOML_PIECES))
    def test_target_files(self, text: str) -> None:
        """Any text is a target file or none."""
        in_a_file(
            "t.toml",
            text.encode("utf-8", "replace"),
            lambda path: load_target(str(path), environ={}),
        )

    @few
    @given(
        damaged(
            b"WARC/1.1\r\nWARC-Type: response\r\n"
            b"WARC-Target-URI: http://x/\r\nContent-Length: 45\r\n"
            b"Content-Type: application/http; msgtype=response\r\n\r\n"
            b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi\r\n\r\n\r\n\r\n"
        )
    )
    def test_archives(self, record: bytes) -> None:
        """Any record is an answer or none."""
        refused(lambda: parse_record(record))

    @few
    @given(
        st.one_of(
            damaged(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
            damaged(b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 3\r\n\r\nabc"),
        )
    )
    def test_answers_over_http(self, raw: bytes) -> None:
        """Any bytes are an answer or none."""

        async def read() -> None:
            reader = asyncio.StreamReader()
            reader.feed_data(raw)
            reader.feed_eof()
            with suppress(WireError):
                head = await read_head(reader, encrypted=False)
                async for _ in read_body(reader, head):
                    pass

        refused(lambda: asyncio.run(read()))
