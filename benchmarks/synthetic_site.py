"""A synthetic site for crawlers: thousands of plain pages, and the traps of old sites.

    python -m benchmarks.synthetic_site --pages 10000

prints `READY http://127.0.0.1:PORT/` once it serves. The same number of pages gives the same site.
`real_pages` lists what a crawl must find; everything else is a trap.
"""

import argparse
import asyncio
import gzip
import itertools
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from aiohttp import web

FAN_OUT = 10
SECTIONS = 20
SESSION_PAGES = 30
SOFT_404S = 20
CHAIN = 5
MISSING = "Désolé : la page que vous demandez est introuvable sur ce site."
WORDS = (
    *("retraite", "régime", "employeur", "dossier", "courriel", "établissement", "cotisation"),
    *("déclaration", "agent", "pension", "mutuelle", "réforme", "campagne", "document", "service"),
)
HITS = web.AppKey("hits", Counter)
PAGES = web.AppKey("pages", int)
PLAIN = web.AppKey("plain", bool)  # without traps
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def real_pages(count: int) -> frozenset[str]:
    """The paths of all pages, without traps."""
    plain = {f"/p/{number}.html" for number in range(count)}
    sections = {f"/section/{number}/" for number in range(SECTIONS)}
    sessions = {f"/s/{number}.html" for number in range(SESSION_PAGES)}
    others = {"/", "/orphan.html", "/traps.html", "/latin.html", "/broken.html", "/tired.html"}
    return frozenset(plain | sections | sessions | others)


def page(title: str, body: str) -> str:
    """A document."""
    return (
        f'<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body>{body}</body></html>"
    )


def links(paths: "list[str] | tuple[str, ...]") -> str:
    """A list of links."""
    return "<ul>" + "".join(f'<li><a href="{path}">{path}</a></li>' for path in paths) + "</ul>"


NAVIGATION = links([f"/section/{number}/" for number in range(SECTIONS)])


@lru_cache(maxsize=20_000)
def plain(number: int, count: int) -> bytes:
    """A plain page: its own text, the navigation, and links to its children and neighbours."""
    chance = random.Random(number)
    children = range(number * FAN_OUT + 1, number * FAN_OUT + FAN_OUT + 1)
    near = [one for one in (number - 1, number + 1, *children) if 0 <= one < count]
    text = "".join(f"<p>{' '.join(chance.choices(WORDS, k=60))} {number}.</p>" for _ in range(8))
    form = FORM.format(number=number) if number % 10 == 0 else ""
    body = f"{NAVIGATION}<h1>Page {number}</h1>{text}{form}{links([f'/p/{n}.html' for n in near])}"
    return page(f"Page {number}", body).encode()


FORM = """<form method="post" action="/send/{number}"><table>
<tr><td>Votre Nom * :</td><td><input type="text" name="nom"></td></tr>
<tr><td>Numéro {number}</td><td><input type="text" name="numero"></td></tr>
</table><input type="submit" value="Envoyer"></form>"""


def html(text: str, status: int = 200) -> web.Response:
    """An answer in UTF-8."""
    return web.Response(text=text, content_type="text/html", status=status)


async def home(request: web.Request) -> web.Response:
    """The first page."""
    starts = ("/p/0.html",) if request.app[PLAIN] else ("/p/0.html", "/traps.html")
    body = f"<h1>Accueil</h1>{NAVIGATION}{links(starts)}"
    return html(page("Accueil", body))


async def numbered(request: web.Request) -> web.Response:
    """One of the plain pages."""
    number, count = int(request.match_info["number"]), request.app[PAGES]
    if number >= count:
        return html(page("Erreur 404", "<h1>Erreur 404</h1>"), 404)
    return web.Response(body=plain(number, count), content_type="text/html", charset="utf-8")


async def section(request: web.Request) -> web.Response:
    """A page of the navigation."""
    number = int(request.match_info["number"])
    return html(page(f"Section {number}", f"<h1>Section {number}</h1>{NAVIGATION}"))


TRAPS: tuple[str, ...] = (
    *("/calendar?month=2010-01", "/s/0.html?sid=a1b2c3d4e5f6", "/loop/a", "/chain/1"),
    *("/latin.html", "/bomb.html", "/huge.bin", "/drip.html", "/dying.html", "/grow/a/"),
    *("/broken.html", "/links.html", "/tired.html", "/private/secret.html", "/dead.html"),
    *(f"/lost/{number}" for number in range(SOFT_404S)),
    *("http://elsewhere.example/", "mailto:contact@portail.example", "javascript:void(0)"),
)


async def traps(_request: web.Request) -> web.Response:
    """The page that leads to all traps."""
    return html(page("Pièges", f"<h1>Pièges</h1>{links(TRAPS)}"))


async def calendar(request: web.Request) -> web.Response:
    """A month with links to the next and the previous one, without end."""
    year, _, month = request.query.get("month", "2010-01").partition("-")
    at = int(year) * 12 + int(month) - 1
    near = [f"/calendar?month={one // 12}-{one % 12 + 1:02}" for one in (at - 1, at + 1)]
    return html(page(f"Agenda {year}-{month}", f"<h1>Agenda {year}-{month}</h1>{links(near)}"))


async def session(request: web.Request) -> web.Response:
    """A page whose links all carry another session."""
    number = int(request.match_info["number"])
    chance = random.Random(f"{number} {request.query.get('sid', '')}")
    near = [
        f"/s/{one % SESSION_PAGES}.html?sid={chance.randbytes(6).hex()}a1"
        for one in (number + 1, number + 2, number + 7)
    ]
    return html(page(f"Session {number}", f"<h1>Session {number}</h1>{links(near)}"))


async def lost(_request: web.Request) -> web.Response:
    """A page that says that it does not exist."""
    return html(page("Portail", f"<h1>Portail</h1><p>{MISSING}</p>"))


async def loop(request: web.Request) -> web.Response:
    """Two addresses that redirect to each other."""
    raise web.HTTPFound({"a": "/loop/b", "b": "/loop/a"}[request.match_info["name"]])


async def chain(request: web.Request) -> web.Response:
    """Several redirects in a row."""
    number = int(request.match_info["number"])
    raise web.HTTPMovedPermanently("/p/0.html" if number >= CHAIN else f"/chain/{number + 1}")


async def latin(_request: web.Request) -> web.Response:
    """A document that states UTF-8 and has another charset."""
    text = page("Déclaration erronée", "<h1>Réglé à l'été</h1>").encode("latin-1")
    return web.Response(body=text, headers={"Content-Type": "text/html; charset=utf-8"})


@lru_cache(maxsize=1)
def bomb() -> bytes:
    """A small body that decompresses to a large one."""
    return gzip.compress(b"<p>" + b"0" * 60_000_000, 9)


async def bombed(_request: web.Request) -> web.Response:
    """A document that decompresses to 60 MB."""
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    return web.Response(body=bomb(), headers=headers)


async def huge(request: web.Request) -> web.StreamResponse:
    """A file of 200 MB."""
    answer = web.StreamResponse(headers={"Content-Type": "application/octet-stream"})
    await answer.prepare(request)
    for _ in range(2_000):
        await answer.write(b"\0" * 100_000)
    return answer


async def drip(request: web.Request) -> web.StreamResponse:
    """A document that is sent byte by byte."""
    answer = web.StreamResponse(headers={"Content-Type": "text/html"})
    await answer.prepare(request)
    for letter in itertools.cycle(b"<p>goutte"):
        await answer.write(bytes([letter]))
        await asyncio.sleep(0.2)
    return answer


async def dying(request: web.Request) -> web.StreamResponse:
    """A document whose connection breaks."""
    answer = web.StreamResponse(headers={"Content-Type": "text/html", "Content-Length": "5000"})
    await answer.prepare(request)
    await answer.write(page("Mourant", "<h1>Mour").encode())
    if request.transport is not None:
        request.transport.abort()
    return answer


async def dead(request: web.Request) -> web.Response:
    """No answer at all."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def grow(request: web.Request) -> web.Response:
    """A relative link that makes the path longer each time."""
    return html(page("Grandir", f'<h1>Grandir</h1><a href="a/">encore</a>{request.path}'))


async def broken(_request: web.Request) -> web.Response:
    """Broken mark-up."""
    nested = "<div><table><tr><td><form><tr>" * 300
    return html(f"<html><title>Cassé</h1><body><a href='/p/1.html>{nested}<<a href=/p/2.html>x")


async def many(_request: web.Request) -> web.Response:
    """A document with 60,000 links."""
    body = "".join(f'<a href="/p/0.html?x={number}">{number}</a>' for number in range(60_000))
    return html(page("Liens", body))


async def tired(request: web.Request) -> web.Response:
    """A page that answers at the second try."""
    if request.app[HITS]["/tired.html"] % 2:
        return web.Response(status=503, headers={"Retry-After": "0"})
    return html(page("Fatigué", "<h1>Fatigué</h1>"))


async def orphan(_request: web.Request) -> web.Response:
    """A page without incoming links."""
    return html(page("Orpheline", "<h1>Orpheline</h1>"))


async def robots(request: web.Request) -> web.Response:
    """The robots.txt, which names the sitemap."""
    text = f"User-agent: *\nDisallow: /private/\nSitemap: http://{request.host}/sitemap.xml\n"
    return web.Response(text=text)


async def sitemap(request: web.Request) -> web.Response:
    """The sitemap, the only document that names the orphan."""
    loc = f"http://{request.host}/orphan.html"
    text = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{loc}</loc></url></urlset>'
    return web.Response(text=text, content_type="application/xml")


ROUTES: dict[str, Handler] = {
    "/": home,
    r"/p/{number:\d+}.html": numbered,
    r"/section/{number:\d+}/": section,
    "/traps.html": traps,
    "/calendar": calendar,
    r"/s/{number:\d+}.html": session,
    r"/lost/{number:\d+}": lost,
    "/loop/{name}": loop,
    r"/chain/{number:\d+}": chain,
    "/latin.html": latin,
    "/bomb.html": bombed,
    "/huge.bin": huge,
    "/drip.html": drip,
    "/dying.html": dying,
    "/dead.html": dead,
    "/grow/{rest:.*}": grow,
    "/broken.html": broken,
    "/links.html": many,
    "/tired.html": tired,
    "/private/secret.html": orphan,
    "/orphan.html": orphan,
    "/robots.txt": robots,
    "/sitemap.xml": sitemap,
}


@web.middleware
async def count(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Count the requests by path."""
    request.app[HITS][request.path] += 1
    return await handler(request)


async def anything(_request: web.Request) -> web.Response:
    """Any other address: a page with status 200 that says that it does not exist."""
    return await lost(_request)


def application(pages: int, *, plain: bool = False) -> web.Application:
    """The site with a number of plain pages; with traps unless `plain`."""
    app = web.Application(middlewares=[count])
    app[HITS] = Counter()
    app[PAGES] = pages
    app[PLAIN] = plain
    for path, handler in ROUTES.items():
        app.router.add_get(path, handler)
    app.router.add_get("/{rest:.*}", anything)
    return app


async def serve(pages: int, port: int, *, plain: bool) -> None:
    """Serve until the process ends."""
    runner = web.AppRunner(application(pages, plain=plain), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    host, bound = runner.addresses[0][:2]
    print(f"READY http://{host}:{bound}/", flush=True)
    await asyncio.Event().wait()


@contextmanager
def served(pages: int, *options: str) -> Iterator[str]:
    """Serve the site in another process; gives its address."""
    server = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.synthetic_site", "--pages", str(pages), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    try:
        assert server.stdout is not None
        yield server.stdout.readline().split()[1]
    finally:
        server.terminate()
        server.communicate()


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=10_000)
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--plain", action="store_true", help="without traps")
    chosen = options.parse_args()
    asyncio.run(serve(chosen.pages, chosen.port, plain=chosen.plain))
