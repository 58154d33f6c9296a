"""Puts the portal together: the one place where its parts meet, and where each can be replaced."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Self

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from reference_impl.accounts import load_accounts
from reference_impl.codes import Codes
from reference_impl.flow import Flow, Postman
from reference_impl.headers import SafeHeaders, Styles
from reference_impl.mailer import Mailer
from reference_impl.routes import login, lost_codes, new_code, public
from reference_impl.sessions import Sessions
from reference_impl.settings import Settings
from reference_impl.store import Store
from reference_impl.views import STATIC, Views
from reference_impl.visit import Page, Portal, endpoint
from reference_impl.voice import Voice

CHAPTERS = (public, login, lost_codes, new_code)

# The pages by verb and address, in the order of their routes.
PAGES: Mapping[tuple[str, str], Page] = {
    **{("GET", path): page for chapter in CHAPTERS for path, page in chapter.GET.items()},
    **{("POST", path): page for chapter in CHAPTERS for path, page in chapter.POST.items()},
}

ERRORS = {
    404: "Cette page n'existe pas.",
    405: "Cette page ne se demande pas ainsi.",
    413: "Votre envoi est trop long.",
    500: "Une erreur est survenue.",
}


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The replaceable parts of a portal; a part left out is the plain one.

    Attributes:
        flow: The class of the rules.
        mailer: Sends the mails.
        codes: Draws the codes.
        voice: Speaks the certification code.
        views: Renders the pages.
        middleware: Wraps the whole portal, the first one outermost.
        clock: Gives seconds that only grow, for the sessions.
        sessions: The class of the sessions.
        pages: Pages by verb and address that take the place of the plain ones.
    """

    flow: type[Flow] = Flow
    mailer: Postman | None = None
    codes: Codes | None = None
    voice: Voice | None = None
    views: Views | None = None
    middleware: Sequence[Callable[[ASGIApp], ASGIApp]] = ()
    clock: Callable[[], float] = time.monotonic
    sessions: type[Sessions] = Sessions
    pages: Mapping[tuple[str, str], Page] = field(default_factory=dict)


@dataclass(frozen=True)
class Site:
    """A portal ready to be served.

    Attributes:
        app: What a server calls.
        store: What the portal remembers.
    """

    app: ASGIApp
    store: Store

    def __enter__(self) -> Self:
        """Use the portal."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close what the portal holds open."""
        self.store.close()


def build(settings: Settings, parts: Parts | None = None) -> Site:
    """Build a portal from its settings and parts; close it after use.

    Raises:
        AccountsError: The accounts file cannot be used.
        StoreError: The database cannot be used.
    """
    parts = parts or Parts()
    registrations = load_accounts(settings.accounts)
    store = Store(settings.database)
    store.register(registrations)
    mailer = parts.mailer or Mailer(settings.smtp_host, settings.smtp_port)
    portal = Portal(
        flow=parts.flow(store, parts.codes or Codes(), mailer),
        sessions=parts.sessions(store, parts.clock, settings.session_seconds),
        views=parts.views or Views(),
        voice=parts.voice or Voice(),
    )
    app: ASGIApp = _application(portal, {**PAGES, **parts.pages})
    for wrap in reversed(parts.middleware):
        app = wrap(app)
    return Site(app, store)


def _application(portal: Portal, pages: Mapping[tuple[str, str], Page]) -> Starlette:
    async def explain(_request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        return _error_page(portal.views, status)

    routes = [
        Route(path, endpoint(portal, page), methods=[verb]) for (verb, path), page in pages.items()
    ]
    application = Starlette(
        routes=[*routes, Mount("/static", Styles(directory=STATIC))],
        exception_handlers={HTTPException: explain, 500: explain},
        middleware=[Middleware(SafeHeaders)],
    )
    # Its redirection would repeat the Host header, which anybody can forge.
    application.router.redirect_slashes = False
    return application


def _error_page(views: Views, status: int) -> Response:
    message = ERRORS.get(status, HTTPStatus(status).phrase)
    values = {"message": message, "status": status, "connected": False}
    return HTMLResponse(views.render("error", values), status)
