"""Portals that are not open to everybody: behind a password, a proxy, a certificate."""

import asyncio
import base64
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import trustme
from aiohttp import web

from tests.serving import serving

PAGE = """<html><head><title>Portail</title></head><body><h1>Portail</h1><img src="/logo.png">
<a href="/next">suite</a> <a href="{other}/elsewhere">ailleurs</a>
<form method=post action="{other}/collect"><input name=code value="AB2CD3EF4G">
<button>Envoyer ailleurs</button></form>
<form method=post action="/pass-on"><input name=code value="AB2CD3EF4G">
<button>Envoyer</button></form>
<form method=post action="{other}/collect" target="_blank"><input name=code value="AB2CD3EF4G">
<button>Envoyer dans une fenêtre</button></form>
<a href="{other}/collect?code=AB2CD3EF4G">avec le code</a>
<a href="/leak">par un détour</a></body></html>"""


@dataclass
class Door:
    """A portal and a stranger beside it, on two ports of this machine.

    Attributes:
        url: of the portal, without a slash at the end.
        other: of the stranger.
        asked: method and path of what the portal was asked, with the headers.
        strange: method and path of what the stranger was asked, with the headers.
        certificates: the names in the certificates that were shown.
    """

    url: str = ""
    other: str = ""
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    strange: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    certificates: list[str] = field(default_factory=list)

    def headers(self, path: str) -> dict[str, str]:
        """Of the last request for a path of the portal."""
        return next(headers for asked, headers in reversed(self.asked) if asked == f"GET {path}")


@asynccontextmanager
async def door(
    *, password: str = "", tls: ssl.SSLContext | None = None, host: str = "127.0.0.1"
) -> AsyncIterator[Door]:
    """Serve both.

    Args:
        password: what basic authentication must say, as "user:password"; "" to ask for nothing.
        tls: of the portal; the stranger speaks in clear.
        host: by which the portal is named.
    """
    kept = Door()
    wanted = f"Basic {base64.b64encode(password.encode()).decode()}" if password else ""

    async def answer(request: web.Request) -> web.StreamResponse:
        kept.asked.append((f"{request.method} {request.path}", _headers(request)))
        peer = request.transport and request.transport.get_extra_info("peercert")
        if peer:
            kept.certificates.append(str(peer["subject"]))
        if wanted and request.headers.get("Authorization") != wanted:
            return web.Response(status=401, headers={"WWW-Authenticate": 'Basic realm="x"'})
        match request.path:
            case "/pass-on":
                raise web.HTTPTemporaryRedirect(f"{kept.other}/collect")
            case "/leak":
                raise web.HTTPFound(f"{kept.other}/collect?code=AB2CD3EF4G")
            case "/asking":
                text = f"<h1>Questions</h1><script>{_ASKING % kept.other}</script>"
                return web.Response(text=text, content_type="text/html")
            case "/motion":
                return web.Response(text=_MOTION, content_type="text/html")
            case "/script":
                text = f"<h1>Script</h1><script>{_SCRIPT % kept.other}</script>"
                return web.Response(text=text, content_type="text/html")
        return web.Response(text=PAGE.format(other=kept.other), content_type="text/html")

    async def strange(request: web.Request) -> web.StreamResponse:
        kept.strange.append((f"{request.method} {request.path_qs}", _headers(request)))
        return web.Response(text="<h1>Ailleurs</h1>", content_type="text/html")

    async with _served(answer, tls) as port, _served(strange, None) as other:
        kept.url = f"{'https' if tls else 'http'}://{host}:{port}"
        kept.other = f"http://localhost:{other}"
        yield kept


_MOTION = (
    "<style>p { display: none } @media (prefers-reduced-motion) { p { display: block } }</style>"
    "<h1>Mouvement</h1><p>Un peu seulement</p>"
)
_ASKING = (
    "fetch('/api').then(() => fetch('%s/api', {mode: 'no-cors'}))"
    ".then(() => document.body.append('répondu'))"
)
_SCRIPT = (
    "fetch('%s/beacon', {method: 'POST', mode: 'no-cors', body: 'AB2CD3EF4G'})"
    ".catch(() => document.body.append('refusé'))"
)


def _headers(request: web.Request) -> dict[str, str]:
    return {name.lower(): value for name, value in request.headers.items()}


@asynccontextmanager
async def _served(handler: Any, tls: ssl.SSLContext | None) -> AsyncIterator[int]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    async with serving(app, tls) as url:
        yield int(url.rpartition(":")[2])


@dataclass
class Proxy:
    """A proxy that asks who one is.

    Attributes:
        url: its address.
        asked: the first line of each request.
    """

    url: str = ""
    asked: list[str] = field(default_factory=list)


@asynccontextmanager
async def proxy(password: str) -> AsyncIterator[Proxy]:
    """Serve a proxy that passes on what bears the password ("user:password")."""
    kept = Proxy()
    wanted = base64.b64encode(password.encode())

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            first = head.partition(b"\r\n")[0].decode()
            if b"Proxy-Authorization: Basic " + wanted not in head:
                writer.write(
                    b"HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=x\r\n"
                    b"Content-Length: 0\r\nConnection: close\r\n\r\n"
                )
            else:
                kept.asked.append(first)
                await _pass_on(first, head, reader, writer)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    kept.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield kept


async def _pass_on(
    first: str, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    method, address, _ = first.split()
    place = address if method == "CONNECT" else address.split("/")[2]
    host, _, port = place.partition(":")
    there, back = await asyncio.open_connection(host, int(port or 80))
    if method == "CONNECT":
        writer.write(b"HTTP/1.1 200 Through\r\n\r\n")
    else:
        path = "/" + address.split("/", 3)[3]
        lines = head.replace(address.encode(), path.encode(), 1)
        back.write(lines.replace(b"\r\n", b"\r\nConnection: close\r\n", 1))
    await asyncio.gather(_pump(reader, back), _pump(there, writer))


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while piece := await reader.read(65536):
            writer.write(piece)
            await writer.drain()
        writer.close()


def server_side(
    authority: trustme.CA, *names: str, visitors: trustme.CA | None = None
) -> ssl.SSLContext:
    """What a server needs that an authority vouches for.

    Args:
        authority: signs its certificate.
        names: of the server.
        visitors: who must have signed the visitors' certificates; None to ask for none.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*(names or ("127.0.0.1",))).configure_cert(context)
    if visitors:
        visitors.configure_trust(context)
        context.verify_mode = ssl.CERT_REQUIRED
    return context
