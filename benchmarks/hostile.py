"""Opens hostile pages and answers with both drivers, and reads hostile mails.

    python -m benchmarks.hostile [--number 300] [--seed 1] [--timeout 10] [--only KIND]

Each input is drawn anew from its seed. A third of them are pages (masses of elements, of frames,
of attributes, broken markup), a third are answers over HTTP (heads, lengths, codings, redirects,
bytes that break off or never end), a third are mails. Each must be over within twice the timeout,
this process must stay below one gigabyte, nothing but a fault of the product's own may be raised,
and both drivers must come to the same: a page with its status, a `fail` of the portal, or a `fault`
of the environment. It prints what is not so, and exits with 1 then.
"""

import argparse
import asyncio
import gzip
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from harness.core.errors import Fault, RedirectLoop, Unreadable
from harness.driver.browser.engine import BrowserEngine
from harness.driver.http.engine import HttpEngine
from harness.driver.protocol import Engine
from harness.mail.parsing.parse import parse

GIGABYTE = 1 << 20  # in the kilobytes of getrusage
OK = b"HTTP/1.1 200 OK\r\n"
HTML = b"Content-Type: text/html; charset=utf-8\r\n"
PLAIN = b"<!DOCTYPE html><title>Page</title><h1>Page</h1><p>Bonjour</p>"
ELEMENTS = (
    "<p>x",
    "<div>",
    "</div>",
    "<table><tr><td colspan=99999>",
    "<td>",
    "<input type=radio name=n>",
    "<label for=a>L</label>",
    "<input id=a name=a>",
    "<select><option>",
    "</select>",
    "<form action='http://[::1'>",
    "<form>",
    "</form>",
    "<!--",
    "-->",
    "<template>",
    "<svg><title>t",
    "<math><mi>",
    "<a href='//\\\\x'>x</a>",
    "&#x110000;",
    "<style>",
    "</style>",
    "<b style='display:none'>",
    "<textarea>",
    "</textarea>",
    "<button form=x>B</button>",
    "<base href='http://x:99999/'>",
    "<meta charset=utf-7>",
    "<iframe srcdoc='<p>inside'></iframe>",
    "<iframe src=/inside></iframe>",
    "<fieldset disabled><legend>",
    "<img usemap=#x alt=x>",
    "<div role=dialog aria-labelledby=a id=a>",
    "<li>",
    "<details open><summary>",
    "<plaintext>",
    "\0",
    "'",
    '"',
    "<",
    "\u202e",
)
HEADERS = (
    b"Content-Length: 5\r\n",
    b"Content-Length: 12, 12\r\n",
    b"Content-Length: -1\r\n",
    b"Content-Length: 99999999999999999999\r\n",
    b"Content-Length: x\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"Transfer-Encoding: gzip\r\n",
    b"Content-Encoding: gzip\r\n",
    b"Content-Encoding: deflate\r\n",
    b"Content-Encoding: martian\r\n",
    b"Content-Type: text/html; charset=martian\r\n",
    b"Content-Type: text/html; charset=utf-16\r\n",
    b"Content-Type: application/pdf\r\n",
    b"Content-Type: \r\n",
    b"Content-Disposition: attachment\r\n",
    b"Set-Cookie: " + b"a" * 9000 + b"=b\r\n",
    b"Set-Cookie: \xe9=\xff; Expires=never\r\n",
    b"X-Many: y\r\n" * 500,
    b"X-Long: " + b"z" * 200_000 + b"\r\n",
    b"Refresh: 0;url=/inside\r\n",
    b"Retry-After: \xb2\r\n",
    b" folded\r\n",
    b"no colon\r\n",
    b"\xff\xfe: \xff\r\n",
    b"WWW-Authenticate: Basic realm=x\r\n",
)
LOCATIONS = (
    b"/inside",
    b"",
    b"http://[::1",
    b"file:///etc/passwd",
    b"data:text/html,x",
    b"javascript:alert(1)",
    b"ftp://127.0.0.1/",
    b"/caf\xe9",
    b"//",
    b"http://127.0.0.1:1/",
    b"http://x:99999/",
    b"/" + b"a" * 100_000,
    b"?",
    b"\t/inside",
)
STATUSES: tuple[bytes, ...] = (
    b"200 OK",
    b"200",
    b"299 x",
    b"301 x",
    b"302 x",
    b"303",
    b"307 x",
    b"401 x",
    b"404 x",
)
STATUSES += (b"204 x", b"205 x", b"304 x", b"500 x", b"999 x", b"99 x", b"abc x", b"100 x")
MAIL_PIECES = (
    b"From: =?utf-8?b?4?= <a@b>\r\n",
    b"Subject: " + b"=?utf-8?q?=C3=A9?= " * 400 + b"\r\n",
    b"To: " + b"a@b.example, " * 4000 + b"\r\n",
    b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n",
    b"Content-Type: message/rfc822\r\n\r\n",
    b"Content-Type: text/html; charset=x\r\n",
    b"Content-Type: text/plain; charset=utf-16; name*0*=x'y'%ff\r\n",
    b"Content-Transfer-Encoding: base64\r\n",
    b"Content-Transfer-Encoding: quoted-printable\r\n",
    b"\r\n",
    b"--b\r\n",
    b"--b--\r\n",
    b"<table><tr><td>x",
    b"<p>x<br>",
    b"<div>",
    b"=\r\n",
    b"=E9=",
    b"YWJj\r\n",
    b"Date: Thu, 99 Sep 99999 10:00\r\n",
    b"\0\xff\xfe",
    b"x" * 5000 + b"\r\n",
)
Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]


def often(chance: random.Random) -> int:
    """How many times a piece comes."""
    return chance.choice((1, 1, 1, 2, 3, 60, 600, 6000))


def page(chance: random.Random) -> Answer:
    """A document of masses."""
    pieces = [chance.choice(ELEMENTS) * often(chance) for _ in range(chance.randrange(1, 25))]
    body = PLAIN + "".join(pieces).encode("utf-8", "replace")
    head = OK + HTML + b"Content-Length: %d\r\n\r\n" % len(body)
    return partial(sent, head + body)


def wire(chance: random.Random) -> Answer:
    """An answer that is none, or an odd one."""
    status = chance.choice(STATUSES)
    heads = b"".join(chance.sample(HEADERS, chance.randrange(4)))
    if status[:1] == b"3" or not chance.randrange(6):
        heads += b"Location: " + chance.choice(LOCATIONS) + b"\r\n"
    body = chance.choice(
        (
            PLAIN,
            b"",
            gzip.compress(PLAIN),
            gzip.compress(PLAIN * 100_000),
            gzip.compress(PLAIN)[:-9],
            b"5\r\n<h1>P\r\n0\r\n\r\n",
            b"5\r\n<h1>P\r\nxyz\r\n",
            b"ffffffffffffffff\r\nx",
            bytes(range(256)) * 20,
            "é".encode("utf-16") * 500,
        )
    )
    kind = b"" if b"Content-Type" in heads else HTML
    data = b"HTTP/1.1 " + status + b"\r\n" + kind + heads + b"\r\n" + body
    if not chance.randrange(12):
        data = data[: chance.randrange(len(data))]  # it breaks off
    if not chance.randrange(15):
        return partial(dripped, data)
    return partial(sent, data)


async def sent(data: bytes, writer: asyncio.StreamWriter) -> None:
    """All at once."""
    writer.write(data)
    await writer.drain()


async def dripped(data: bytes, writer: asyncio.StreamWriter) -> None:
    """A byte after another, and never the end."""
    for place in range(len(data)):
        await sent(data[place : place + 1], writer)
        await asyncio.sleep(0.2)
    await asyncio.Event().wait()


def mail(chance: random.Random) -> bytes:
    """The bytes of a mail."""
    return b"".join(chance.choice(MAIL_PIECES) * often(chance) for _ in range(12))[:4_000_000]


@dataclass
class Site:
    """Answers each address by what was drawn for it; the others are a plain page."""

    answers: dict[str, Answer] = field(default_factory=dict)
    url: str = ""

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request."""
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            try:
                head = await reader.readuntil(b"\r\n\r\n")
                path = head.split(b" ", 2)[1].decode("latin-1")
                plain = OK + HTML + b"Content-Length: %d\r\n\r\n" % len(PLAIN) + PLAIN
                await self.answers.get(path, partial(sent, plain))(writer)
            finally:
                writer.close()


@asynccontextmanager
async def served() -> AsyncIterator[Site]:
    """A site on this machine."""
    site = Site()
    server = await asyncio.start_server(site.connected, "127.0.0.1", 0)
    site.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield site
    finally:
        server.close()


async def opened(engine: Engine, url: str) -> str:
    """What a driver comes to: a page with its status, a fail of the portal, or a fault."""
    session = await engine.session()
    try:
        capture = await (await session.tab()).open(url)
    except (Unreadable, RedirectLoop):
        return "fail"
    except Fault:
        return "fault"
    finally:
        await session.close()
    return f"page {capture.page.status}" if capture.page.status else "fail"  # no page came


async def read(raw: bytes) -> str:
    """What the reader of mails comes to."""
    with suppress(Fault):
        await asyncio.to_thread(parse, raw, received=datetime.now(UTC))
    return "read"


async def bounded(what: Awaitable[str], patience: float) -> tuple[str, list[str]]:
    """What something came to, and what is wrong with the way there."""
    begun, wrong = time.monotonic(), []
    try:
        came = await what
    except Exception as error:  # noqa: BLE001 - none is expected
        came = f"{type(error).__name__}: {str(error)[:200]}"
        wrong.append(f"an exception of its own: {came}")
    if (seconds := time.monotonic() - begun) > 2 * patience:
        wrong.append(f"it took {seconds:.0f} s")
    if (peak := resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) > GIGABYTE:
        wrong.append(f"{peak >> 10} MB of memory so far")
    return came, wrong


async def tried(
    kind: str, chance: random.Random, site: Site, engines: dict[str, Engine], patience: float
) -> tuple[str, list[str]]:
    """Draw one input and give it to its readers; what came of it, and what is wrong."""
    if kind == "mail":
        return await bounded(read(mail(chance)), patience)
    path = f"/{chance.randrange(1 << 30)}"
    site.answers[path] = {"page": page, "wire": wire}[kind](chance)
    came: dict[str, str] = {}
    wrong: list[str] = []
    for name, engine in engines.items():
        came[name], found = await bounded(opened(engine, site.url + path), patience)
        wrong += [f"{name}: {one}" for one in found]
    if len(set(came.values())) > 1:
        wrong.append(f"the drivers differ: {came}")
    return next(iter(came.values())), wrong


async def run(number: int, seed: int, patience: float, kinds: tuple[str, ...]) -> bool:
    """Try them all; whether nothing is wrong."""
    broken, came = 0, Counter[str]()
    async with served() as site:
        http = HttpEngine(base_url=site.url, timeout=patience)
        browser = BrowserEngine(base_url=site.url, timeout=patience)
        async with http, browser:
            engines: dict[str, Engine] = {"http": http, "browser": browser}
            for one in range(seed, seed + number):
                kind = kinds[one % len(kinds)]
                result, wrong = await tried(kind, random.Random(one), site, engines, patience)
                came[f"{kind}: {result}"] += 1
                broken += bool(wrong)
                say(*(f"{kind} {one}: {sentence}" for sentence in wrong))
    say(*(f"{name}: {count}" for name, count in sorted(came.items())))
    say(f"{number - broken} of {number} are bounded, and alike in both drivers")
    return not broken


def say(*lines: str) -> None:
    """Print lines at once."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


def main() -> None:
    """Try as many as are asked for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--number", type=int, default=300)
    options.add_argument("--seed", type=int, default=1, help="Of the first input.")
    options.add_argument("--timeout", type=float, default=10.0)
    options.add_argument("--only", choices=["page", "wire", "mail"])
    chosen = options.parse_args()
    kinds = (chosen.only,) if chosen.only else ("page", "wire", "mail")
    done = asyncio.run(run(chosen.number, chosen.seed, chosen.timeout, kinds))
    raise SystemExit(not done)


if __name__ == "__main__":
    main()
