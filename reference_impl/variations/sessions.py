"""Cookies, tokens and character sets: how the portal and the browser keep in touch."""

import html
import re
import secrets
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote_to_bytes, urlencode

from starlette.datastructures import MutableHeaders

from reference_impl.altering.alteration import Acts, Alteration, Change
from reference_impl.app import Parts
from reference_impl.variations.wrapping import Exchange, Portal, layer

SESSIONS = "sessions"
CHARSETS = "charsets"
_INNER, _OUTER = "session", "JSESSIONID"
_TOKEN = re.compile(r'name="jeton" value="([^"]*)"')
_SALT_BYTES = 8
_FORM = "application/x-www-form-urlencoded"


@dataclass
class _Renewing:
    """Gives the session another name and, with each page, another number.

    The numbers of before stay good: what a browser asks for at the same time may carry them.
    """

    inner: dict[str, str] = field(default_factory=dict)

    async def __call__(self, exchange: Exchange, portal: Portal, acts: Acts) -> None:
        """Translate the cookie on the way in, and give a new one on the way out."""
        outer = _cookie(exchange.asked, _OUTER)
        token = self.inner.get(outer, "")
        exchange.asked["cookie"] = f"{_INNER}={token}" if token else "lang=fr"
        await portal(exchange)
        for cookie in exchange.headers.getlist("set-cookie"):
            token = cookie.partition(";")[0].partition("=")[2].strip('"')
        del exchange.headers["set-cookie"]
        if token and "text/css" not in exchange.headers.get("content-type", ""):
            acts()
            number = secrets.token_hex(16)
            self.inner[number] = token
            exchange.headers.append("set-cookie", f"{_OUTER}={number}; Path=/; HttpOnly")


def _cookie(headers: MutableHeaders, name: str) -> str:
    pairs = (pair.strip().partition("=") for pair in headers.get("cookie", "").split(";"))
    return next((value for key, _, value in pairs if key == name), "")


def _renewed(parts: Parts, acts: Acts) -> Parts:
    return layer(_Renewing())(parts, acts)


async def _salted(exchange: Exchange, portal: Portal, acts: Acts) -> None:
    """Another token in each page; what is sent back is freed from its salt."""
    if "urlencoded" in exchange.asked.get("content-type", ""):
        sent = [
            ("jeton", value[2 * _SALT_BYTES :]) if name == "_csrf" else (name, value)
            for name, value in parse_qsl(exchange.body.decode("ascii"), keep_blank_values=True)
        ]
        exchange.body = urlencode(sent).encode("ascii")
    await portal(exchange)
    if exchange.is_page and _TOKEN.search(exchange.page):
        acts()
        salt = secrets.token_hex(_SALT_BYTES)
        exchange.page = _TOKEN.sub(rf'name="_csrf" value="{salt}\1"', exchange.page)
    else:
        acts.idle("a page without a token")


async def _more_cookies(exchange: Exchange, portal: Portal, acts: Acts) -> None:
    await portal(exchange)
    if exchange.is_page:
        acts()
        for cookie in (
            "TS01a2b3=0123456789abcdef; Path=/; HttpOnly",
            'preferences="taille=1|contraste=0"; Path=/; Max-Age=86400',
            "visite=1; Path=/; Expires=Fri, 01-Jan-2038 00:00:00 GMT; SameSite=Lax",
            "ancien=; Path=/; Max-Age=0",
        ):
            exchange.headers.append("set-cookie", cookie)


@dataclass(frozen=True)
class _Charset:
    """Pages of UTF-8 in another character set, and forms read in it.

    Attributes:
        others: Sets of pages that are another edition's: they stay as they are.
    """

    codec: str
    content_type: str
    meta: str
    others: set[str] = field(default_factory=set)

    async def __call__(self, exchange: Exchange, portal: Portal, acts: Acts) -> None:
        """Read the form in this character set, and write the page in it."""
        if exchange.asked.get("content-type", "").startswith(_FORM) and not self.others:
            exchange.body = self._read(exchange.body)
        await portal(exchange)
        if exchange.is_page and exchange.charset != "utf-8":
            self.others.add(exchange.charset)
            acts.idle("a page of another charset than UTF-8")
        elif exchange.is_page:
            acts()
            text = exchange.page.replace('<meta charset="utf-8">', self.meta)
            exchange.content = text.encode(self.codec, "xmlcharrefreplace")
            exchange.headers["content-type"] = self.content_type

    def _read(self, body: bytes) -> bytes:
        """The same form in UTF-8; a browser sends what the set lacks as a reference."""
        pairs = [pair.partition(b"=") for pair in body.split(b"&") if pair]
        return urlencode(
            [(self._word(name), self._word(value)) for name, _, value in pairs]
        ).encode()

    def _word(self, sent: bytes) -> str:
        return html.unescape(unquote_to_bytes(sent.replace(b"+", b" ")).decode("cp1252"))


def _in(codec: str, content_type: str, meta: str) -> Change:
    return layer(_Charset(codec, content_type, meta))


VARIATIONS = (
    Alteration(
        "session-renewed-with-each-page",
        SESSIONS,
        "The cookie of the session has another name, and another value with each page.",
        _renewed,
    ),
    Alteration(
        "token-of-each-page",
        SESSIONS,
        "The token of the forms has another name, and another value with each page.",
        layer(_salted),
    ),
    Alteration(
        "more-cookies",
        SESSIONS,
        "Every page sets more cookies.",
        layer(_more_cookies),
    ),
    Alteration(
        "latin-1",
        CHARSETS,
        "Pages and forms are in ISO-8859-1, as the answer declares.",
        _in("iso-8859-1", "text/html; charset=ISO-8859-1", ""),
    ),
    Alteration(
        "windows-1252-by-meta",
        CHARSETS,
        "Pages and forms are in windows-1252, as the page alone declares.",
        _in(
            "cp1252",
            "text/html",
            '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">',
        ),
    ),
    Alteration(
        "latin-1-said-for-windows-1252",
        CHARSETS,
        "Pages are in windows-1252 and declare ISO-8859-1, which browsers read as the former.",
        _in("cp1252", "text/html;charset=iso-8859-1", '<meta charset="iso-8859-1">'),
    ),
)
