"""A small web application that shows the mails that arrived; their content cannot act.

/               the list, newest first
/mails/N        one mail: headers, text, HTML part in a sandboxed frame
/mails/N/html   that HTML part by itself, under a policy that forbids everything
/mails/N.eml    the raw bytes, as a download
/style.css

All addresses in the pages are relative, so that the application can be mounted anywhere.
"""

from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from harness.mail.source import MailSource
from harness.messages.catalogue import catalogue
from harness.model.mail import Mail

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_PAGE = _HEADERS | {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none';"
        " form-action 'none'; frame-ancestors 'none'"
    )
}
_HTML_PART = _HEADERS | {
    "Content-Security-Policy": (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
        " form-action 'none'; frame-ancestors 'self'"
    )
}
_VIEWS = "views"


def viewer(source: MailSource) -> Starlette:
    """The application that shows the mails of a source.

    Args:
        source: of the mails; the application only reads it.
    """
    pages = _Pages(source)
    return Starlette(
        routes=[
            Route("/", pages.index),
            Route("/mails/{number:int}", pages.mail),
            Route("/mails/{number:int}/html", pages.html_part),
            Route("/mails/{number:int}.eml", pages.raw),
            Route("/style.css", pages.style),
        ],
        exception_handlers={404: pages.missing},
    )


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
        self._css = files("harness.mail").joinpath(_VIEWS, "style.css").read_bytes()

    async def index(self, _request: Request) -> Response:
        """The list of all mails."""
        mails = await self._source.since(0)
        return self._page("list.html", mails=list(reversed(list(enumerate(mails, 1)))))

    async def mail(self, request: Request) -> Response:
        """One mail."""
        number, mail = await self._requested(request)
        problems = [catalogue("fr").say(problem) for problem in mail.problems]
        return self._page("mail.html", number=number, mail=mail, problems=problems)

    async def html_part(self, request: Request) -> Response:
        """The HTML part of one mail, for the frame."""
        _, mail = await self._requested(request)
        return HTMLResponse(mail.html, headers=_HTML_PART)

    async def raw(self, request: Request) -> Response:
        """The bytes of one mail."""
        number, mail = await self._requested(request)
        name = {"Content-Disposition": f'attachment; filename="courriel-{number}.eml"'}
        return Response(mail.raw, media_type="message/rfc822", headers=_HEADERS | name)

    async def style(self, _request: Request) -> Response:
        """The style sheet."""
        return Response(self._css, media_type="text/css", headers=_HEADERS)

    async def missing(self, request: Request, _error: Exception) -> Response:
        """The page for an unknown address."""
        home = request.scope.get("root_path", "") + "/"
        return self._page("missing.html", status=404, home=home)

    async def _requested(self, request: Request) -> tuple[int, Mail]:
        """The number in the address and its mail."""
        number: int = request.path_params["number"]
        found = (await self._source.since(number - 1))[:1] if number > 0 else ()
        if not found:
            raise HTTPException(404)
        return number, found[0]

    def _page(self, name: str, *, status: int = 200, **values: object) -> Response:
        text = self._views.get_template(name).render(values)
        return HTMLResponse(text, status_code=status, headers=_PAGE)
