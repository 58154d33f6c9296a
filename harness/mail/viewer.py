"""A small web application that shows the mails that arrived; their content cannot act.

/               the list, newest first; it is loaded again when a mail arrives
/count          the number of mails
/mails/N        one mail: headers, text, HTML part in a sandboxed frame
/mails/N/html   that HTML part by itself, under a policy that forbids everything
/mails/N.eml    the raw bytes, as a download
/style.css
/refresh.js

It speaks the visitor's language, as Accept-Language has it: English or French. It answers only
under the local names of the machine, so that no foreign name can be bent to it (DNS rebinding). All
addresses in the pages are relative, so that the application can be mounted anywhere.
"""

import re
from datetime import datetime
from functools import partial
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from harness.mail.source import MailSource
from harness.messages import LANGUAGES, Catalogue, Language, catalogue
from harness.model.mail import Mail

_OWN_NAMES = ("127.0.0.1", "localhost", "[::1]")
_HTTP_PORT = 80
_PREFERENCE = re.compile(r"\s*([a-z]{1,8})[\w-]*\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?))?\s*")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_PAGE = _HEADERS | {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none';"
        " form-action 'none'; frame-ancestors 'none'"
    ),
    "Vary": "Accept-Language",
}
_LIST_POLICY = "; script-src 'self'; connect-src 'self'"  # for the refreshing alone
_HTML_PART = _HEADERS | {
    "Content-Security-Policy": (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
        " form-action 'none'; frame-ancestors 'self'"
    )
}
_VIEWS = "views"
_FILES = {"style.css": "text/css", "refresh.js": "text/javascript"}


def viewer(source: MailSource) -> Starlette:
    """The application that shows the mails of a source, which it only reads."""
    pages = _Pages(source)
    return Starlette(
        routes=[
            Route("/", pages.index),
            Route("/mails/{number:int}", pages.mail),
            Route("/mails/{number:int}/html", pages.html_part),
            Route("/mails/{number:int}.eml", pages.raw),
            Route("/count", pages.count),
            *(Route(f"/{name}", pages.file) for name in _FILES),
        ],
        middleware=[Middleware(_OwnHosts)],
        exception_handlers={404: pages.missing},
    )


class _OwnHosts:
    """Refuses requests to names that are not the local ones of the machine."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        hosts = [
            value.decode("latin-1").lower() for name, value in scope["headers"] if name == b"host"
        ]
        port = scope["server"][1]
        own = {f"{name}:{port}" for name in _OWN_NAMES}
        own |= set(_OWN_NAMES) if port == _HTTP_PORT else set()
        if len(hosts) == 1 and hosts[0] in own:
            await self._app(scope, receive, send)
        else:
            refusal = PlainTextResponse("This server has another name.\n", status_code=421)
            await refusal(scope, receive, send)


def preferred_language(accepted: str) -> Language:
    """The language of a visitor by Accept-Language (RFC 9110, 12.5.4); English if none is there."""
    found = [
        match for part in accepted.lower().split(",") if (match := _PREFERENCE.fullmatch(part))
    ]
    weights = {match[1]: float(match[2] or 1) for match in reversed(found)}
    best = max(LANGUAGES, key=lambda language: weights.get(language, 0.0))
    return best if weights.get(best) else "en"


class _Pages:
    """The pages, made anew from the source for each request. Mails are numbered from 1."""

    def __init__(self, source: MailSource) -> None:
        self._source = source
        self._views = Environment(
            loader=PackageLoader("harness.mail", _VIEWS),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        folder = files("harness.mail").joinpath(_VIEWS)
        self._files = {name: folder.joinpath(name).read_bytes() for name in _FILES}

    async def index(self, request: Request) -> Response:
        """The list of all mails."""
        mails = await self._source.since(0)
        answer = self._page(request, "list", mails=list(reversed(list(enumerate(mails, 1)))))
        answer.headers["Content-Security-Policy"] += _LIST_POLICY
        return answer

    async def count(self, _request: Request) -> Response:
        """The number of mails, for the list that is open."""
        return PlainTextResponse(str(len(await self._source.since(0))), headers=_HEADERS)

    async def mail(self, request: Request) -> Response:
        """One mail."""
        number, mail = await self._requested(request)
        problems = [_catalogue(request).say(problem) for problem in mail.problems]
        return self._page(request, "mail", number=number, mail=mail, problems=problems)

    async def html_part(self, request: Request) -> Response:
        """The HTML part of one mail, for the frame."""
        _, mail = await self._requested(request)
        return HTMLResponse(mail.html, headers=_HTML_PART)

    async def raw(self, request: Request) -> Response:
        """The bytes of one mail."""
        number, mail = await self._requested(request)
        name = {"Content-Disposition": f'attachment; filename="courriel-{number}.eml"'}
        return Response(mail.raw, media_type="message/rfc822", headers=_HEADERS | name)

    async def file(self, request: Request) -> Response:
        """The style sheet or the script."""
        name = request.url.path.rpartition("/")[2]
        return Response(self._files[name], media_type=_FILES[name], headers=_HEADERS)

    async def missing(self, request: Request, _error: Exception) -> Response:
        """The page for an unknown address."""
        home = request.scope.get("root_path", "") + "/"
        return self._page(request, "missing", status=404, home=home)

    async def _requested(self, request: Request) -> tuple[int, Mail]:
        """The number in the address and its mail."""
        number: int = request.path_params["number"]
        found = (await self._source.since(number - 1))[:1] if number > 0 else ()
        if not found:
            raise HTTPException(404)
        return number, found[0]

    def _page(
        self, request: Request, name: str, *, status: int = 200, **values: object
    ) -> Response:
        words = _catalogue(request)
        page = self._views.get_template(f"{name}.html.jinja").render(
            values, text=words.text, language=words.language, time=partial(_time, words)
        )
        return HTMLResponse(page, status_code=status, headers=_PAGE)


def _catalogue(request: Request) -> Catalogue:
    return catalogue(preferred_language(request.headers.get("accept-language", "")))


def _time(words: Catalogue, time: datetime) -> str:
    """A time in the order of a language."""
    year, month, day = f"{time:%Y}", f"{time:%m}", f"{time:%d}"
    return words.text("viewer-time", year=year, month=month, day=day, clock=f"{time:%H:%M:%S %z}")
