"""A small portal of odd pages, for both drivers; it remembers what it received."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from aiohttp import web

from tests.driver import pages
from tests.serving import serving


@dataclass
class Portal:
    """The portal while it serves.

    Attributes:
        url: its address, without a slash at the end.
        garbage: a port that speaks no HTTP.
        received: method, path with query, and body of each request for a document.
        headers: of the last request, by path.
    """

    url: str = ""
    received: list[tuple[str, str, bytes]] = field(default_factory=list)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    release: asyncio.Event = field(default_factory=asyncio.Event)
    garbage: int = 0

    def posts(self) -> list[bytes]:
        """The bodies of all POSTs."""
        return [body for method, _, body in self.received if method == "POST"]

    def paths(self) -> list[str]:
        """Method and path of each request for a document."""
        return [f"{method} {path}" for method, path, _ in self.received]


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def portal() -> AsyncIterator[Portal]:
    """The portal, served on a free port of this machine."""
    kept = Portal()
    app = web.Application(middlewares=[_recorder(kept)])
    for path, handler in _routes(kept).items():
        app.router.add_route("*", path, handler)
    async with serving(app) as kept.url:
        garbage = await asyncio.start_server(_speak_garbage, "127.0.0.1", 0)
        kept.garbage = garbage.sockets[0].getsockname()[1]
        try:
            yield kept
        finally:
            kept.release.set()
            garbage.close()


def _recorder(kept: Portal) -> Any:
    @web.middleware
    async def record(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path != "/favicon.ico":
            kept.received.append((request.method, request.raw_path, await request.read()))
            kept.headers[request.path] = {k.lower(): v for k, v in request.headers.items()}
        return await handler(request)

    return record


async def _speak_garbage(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"\x00\x01\x02 this is no HTTP \xff\xfe" * 20 + b"\r\n\r\n")
    await writer.drain()
    writer.close()


def page(
    body: str,
    *,
    title: str = "Page",
    charset: str = "utf-8",
    status: int = 200,
    head: str = "",
    **headers: str,
) -> web.Response:
    """An answer with a small document."""
    text = f"<!DOCTYPE html><html lang=fr><head><title>{title}</title>{head}</head><body>{body}"
    raw = text.encode(charset)
    kind = f"text/html; charset={charset}"
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return web.Response(body=raw, status=status, headers={"Content-Type": kind, **named})


def fixed(name: str, **settings: Any) -> Handler:
    """A handler for a page kept in `pages`."""

    async def handler(_request: web.Request) -> web.Response:
        return page(getattr(pages, name), **settings)  # charset, head

    return handler


def _routes(kept: Portal) -> dict[str, Handler]:
    fixed_pages = {f"/{name.lower()}": fixed(name) for name in dir(pages) if name.isupper()}
    return {
        **fixed_pages,
        "/latin": fixed("LATIN", charset="iso-8859-1"),
        "/held_back": fixed("HELD_BACK", Content_Security_Policy="form-action 'none'"),
        "/echo": _echo,
        "/see-other": _redirect("/echo?from=303", 303),
        "/found": _redirect("/echo?from=302", 302),
        "/temporary": _redirect("/echo?from=307", 307),
        "/permanent": _redirect("/echo?from=308", 308),
        "/loop": _redirect("/loop2", 302),
        "/loop2": _redirect("/loop", 302),
        "/elsewhere": _elsewhere(303),
        "/elsewhere307": _elsewhere(307),
        "/status/{code}": _status,
        "/cookie": _cookie,
        "/refresh-header": _refresh_header,
        "/refresh-held-back": _refresh_held_back,
        "/binary": _binary,
        "/sound": _sound,
        "/styles/{name}": _style_sheet,
        "/dropped": _dropped,
        "/lost/{times}": _lost(kept),
        "/losses": _losses,
        "/then-lost": _redirect("/lost/2", 303),
        "/hang": _hang(kept),
        "/slow-picture": _slow_picture,
        "/odd-length": _odd_length,
        "/no-content": _no_content,
        "/count": _count(kept),
        "/fresh": _fresh(kept),
        "/late-data": _late_data,
        "/send": _send,
        "/meet": _meeting(),
        "/frameset": _frameset,
    }


async def _echo(request: web.Request) -> web.Response:
    method, path = request.method, request.raw_path
    body = (await request.read()).decode("ascii", "backslashreplace")
    return page(
        f"<h1>Reçu</h1><p>{method} {path}</p><pre>{body.replace('<', '&lt;')}</pre>"
        f'<p><a href="/forms">encore</a></p>',
        title="Reçu",
    )


def _meeting() -> Handler:
    """Answers a form once it was sent a second time."""
    waiting: list[asyncio.Event] = []

    async def handler(request: web.Request) -> web.Response:
        if request.method == "GET":
            return page('<form method="post"><input name="n" value="1"><button>Envoyer</button>')
        await request.read()
        if waiting:
            waiting.pop().set()
            return page("<h1>Second</h1>")
        waiting.append(came := asyncio.Event())
        await asyncio.wait_for(came.wait(), 30)
        return page("<h1>Premier</h1>")

    return handler


def _redirect(target: str, status: int) -> Handler:
    async def handler(_request: web.Request) -> web.Response:
        return web.Response(status=status, headers={"Location": target})

    return handler


def _elsewhere(status: int) -> Handler:
    async def handler(request: web.Request) -> web.Response:
        other = f"http://localhost:{request.url.port}/echo?from=elsewhere"
        return web.Response(status=status, headers={"Location": other})

    return handler


async def _status(request: web.Request) -> web.Response:
    code = request.match_info["code"]
    return page(f"<h1>Erreur {code}</h1><p>Le service est indisponible.", status=int(code))


async def _cookie(request: web.Request) -> web.Response:
    visits = int(request.cookies.get("visits", "0")) + 1
    answer = page(f"<p>Visite numéro {visits}</p><a href='/cookie'>encore</a>")
    answer.set_cookie("visits", str(visits), httponly=True)
    answer.headers.add("Set-Cookie", f'odd={quote("a b")}|"c"; Path=/')
    return answer


async def _refresh_header(_request: web.Request) -> web.Response:
    return page("<p>un instant", Refresh="0; url=/echo?from=header")


async def _refresh_held_back(_request: web.Request) -> web.Response:
    meta = "<meta http-equiv=refresh content='0;url=/echo'>"
    return page(f"{meta}<p>reste", Content_Security_Policy="sandbox")


async def _binary(_request: web.Request) -> web.Response:
    return web.Response(body=bytes(range(256)) * 40, content_type="text/html")


async def _sound(_request: web.Request) -> web.Response:
    return web.Response(body=b"RIFF....WAVE", content_type="audio/wav")


async def _style_sheet(request: web.Request) -> web.Response:
    text = pages.STYLE_SHEETS.get(request.match_info["name"])
    return web.Response(text=text or "", status=200 if text else 404, content_type="text/css")


async def _dropped(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.close()
    return web.Response()


def _lost(kept: Portal) -> Handler:
    """A page whose connection breaks so many times before it comes."""

    async def handler(request: web.Request) -> web.Response:
        asked = sum(path == request.raw_path for _, path, _ in kept.received)
        if asked <= int(request.match_info["times"]) and request.transport is not None:
            request.transport.abort()
        return page("<h1>enfin</h1>")

    return handler


async def _losses(_request: web.Request) -> web.Response:
    # a browser sends all again, by itself, where a connection breaks that it used before
    return page(pages.LOSSES, Connection="close")


def _hang(kept: Portal) -> Handler:
    async def handler(_request: web.Request) -> web.Response:
        await kept.release.wait()
        return page("<p>enfin")

    return handler


async def _slow_picture(_request: web.Request) -> web.Response:
    """A picture of 40 by 20 pixels that takes its time."""
    await asyncio.sleep(0.3)
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>'
    return web.Response(text=svg, content_type="image/svg+xml")


async def _odd_length(request: web.Request) -> web.StreamResponse:
    """A header that is no number, as aiohttp would never write it."""
    transport = request.transport
    assert transport
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: abc\r\n"
    transport.write(f"{head}Connection: close\r\n\r\n<p>corps</p>".encode())
    transport.close()
    return web.Response()


async def _no_content(_request: web.Request) -> web.Response:
    return web.Response(status=204)


def _count(kept: Portal) -> Handler:
    async def handler(request: web.Request) -> web.Response:
        times = sum(path == request.raw_path for _, path, _ in kept.received)
        return page(
            f"<h1>Compte</h1><p>{request.method} numéro {times}</p>"
            "<form method=post action=/count><input name=a value=1>"
            "<button name=b value=2>envoyer</button></form><a href=/echo>plus loin</a>"
        )

    return handler


def _fresh(kept: Portal) -> Handler:
    async def handler(request: web.Request) -> web.Response:
        times = sum(path == request.raw_path for _, path, _ in kept.received)
        return page(
            f"<p>Chargé {times} fois</p><a href=/echo>plus loin</a>", Cache_Control="no-store"
        )

    return handler


async def _late_data(_request: web.Request) -> web.Response:
    return web.Response(text="arrivé par le script")


async def _send(request: web.Request) -> web.Response:
    to = request.query["to"]
    return page(
        f"<form method=post action='{to}'><input name=a value=1><button>Envoyer</button></form>"
    )


async def _frameset(_request: web.Request) -> web.Response:
    text = (
        "<html><head><title>Cadres</title></head><frameset cols='50%,50%'>"
        "<frame name=gauche src=/forms><frame name=droite src=/inframe></frameset></html>"
    )
    return web.Response(text=text, content_type="text/html")
