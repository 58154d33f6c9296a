"""A visitor who copes with any mark-up: goes through an altered portal by its own addresses."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from typing import Any, Self
from urllib.parse import urlencode, urljoin, urlsplit

from reference_impl.altering.rules import action
from reference_impl.app import Parts
from reference_impl.domain.flow import NewCodes
from reference_impl.domain.mailer import Mailer
from reference_impl.views import Views
from reference_impl.voice import Voice
from tests.reference_impl.visitor import Answer, Visitor

MAX_HOPS = 6
REFRESH = re.compile(rb"http-equiv=.?refresh.*?url=([^\"'>]+)", re.IGNORECASE)


class _Hidden(HTMLParser):
    """Collects the hidden fields of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the first hidden field of each name."""
        given = dict(attrs)
        if tag == "input" and given.get("type") == "hidden":
            self.found.setdefault(str(given["name"]), given.get("value") or "")


def hidden_fields(page: str) -> dict[str, str]:
    """Give the hidden fields of a page by name."""
    parser = _Hidden()
    parser.feed(page)
    return parser.found


def text_of(answer: Answer) -> str:
    """Decode an answer as its headers and the page itself say."""
    body = answer.body
    if (header(answer, "content-encoding") or "") in {"gzip", "deflate"}:
        body = zlib.decompress(body, zlib.MAX_WBITS | 32)
    return body.decode(charset_of(answer, body))


def charset_of(answer: Answer, body: bytes) -> str:
    """Give the character set that an answer declares, in its headers or itself."""
    declared = f"{header(answer, 'content-type')} {body[:500]!r}".lower()
    return "cp1252" if "8859-1" in declared or "windows-1252" in declared else "utf-8"


def header(answer: Answer, name: str) -> str | None:
    """Give a header, whatever its capitals."""
    return next((value for key, value in answer.headers if key.lower() == name), None)


@dataclass
class Rover(Visitor):
    """A visitor who follows every kind of redirection and sends hidden fields back."""

    def _keep_cookies(self, answer: Answer) -> None:
        answer.headers = [(name.lower(), value) for name, value in answer.headers]
        super()._keep_cookies(answer)

    async def go(
        self, path: str, fields: dict[str, str] | None = None, charset: str = "utf-8"
    ) -> Answer:
        """Open an address, or send fields to it, and follow where that leads."""
        body, kind = b"", {"accept-encoding": "gzip, deflate"}
        if fields is not None:
            body = urlencode(fields, encoding=charset, errors="xmlcharrefreplace").encode()
            kind["content-type"] = "application/x-www-form-urlencoded"
        method = "GET" if fields is None else "POST"
        for _ in range(MAX_HOPS):
            answer = await self.ask(method, path, body, kind)
            onward = _onward(answer)
            if onward is None:
                return answer
            if answer.status != 307:
                method, body = "GET", b""
            path = urlsplit(urljoin(path, onward))._replace(scheme="", netloc="").geturl()
        raise AssertionError(f"redirected without end, last to {path}")

    async def send(self, path: str, **fields: str) -> Answer:
        """Open the page of a form and send the form, filled in."""
        page = await self.go(path)
        filled_in = {**hidden_fields(text_of(page)), **fields}
        return await self.go(path, filled_in, charset_of(page, page.body))


def _onward(answer: Answer) -> str | None:
    refresh = REFRESH.search(answer.body)
    return refresh[1].decode() if refresh else header(answer, "location")


@dataclass
class Post:
    """Takes the place of `smtplib.SMTP`: keeps what is handed over."""

    wires: list[bytes] = field(default_factory=list)

    def __call__(self, *_: Any, **__: Any) -> Self:
        """Connect."""
        return self

    def __enter__(self) -> Self:
        """Use the connection."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the connection."""

    def send_message(self, message: EmailMessage) -> None:
        """Take a message."""
        self.wires.append(message.as_bytes())

    def sendmail(self, _sender: str, _recipient: str, wire: bytes) -> None:
        """Take the bytes of a message."""
        self.wires.append(wire)

    def messages(self) -> Iterator[EmailMessage]:
        """Give what was handed over, decoded."""
        for wire in self.wires:
            yield message_from_bytes(wire, policy=default)


@dataclass
class Ledger:
    """Knows the codes of each generation, whatever pages and mails show of them.

    Attributes:
        views, voice: Shared by many portals: to read templates and clips takes longer than a walk.
        drawn: The codes so far.
    """

    views: Views
    voice: Voice
    drawn: list[NewCodes] = field(default_factory=list)

    def parts(self) -> Parts:
        """Give plain parts whose codes are written down here."""

        def keep(plain: Any, flow: Any, account: Any, codes: NewCodes) -> None:
            self.drawn.append(codes)
            plain(flow, account, codes)

        parts = Parts(mailer=Mailer("127.0.0.1", 9), views=self.views, voice=self.voice)
        # pyrefly: ignore[bad-argument-type]
        return action("keep_codes", keep)(parts, lambda: None)
