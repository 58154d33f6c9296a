"""Puts the portal together: the one place where its parts meet, and where each can be replaced."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Self

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from reference_impl.domain.accounts import load_accounts
from reference_impl.domain.codes import Codes
from reference_impl.domain.mailer import Mailer
from reference_impl.domain.store import Store
from reference_impl.parts import Parts
from reference_impl.routes import login, lost_codes, new_code, public
from reference_impl.settings import Settings
from reference_impl.views import Views
from reference_impl.voice import Voice
from reference_impl.web.headers import SafeHeaders, Styles
from reference_impl.web.visit import Page, Portal, endpoint

__all__ = ["PAGES", "Parts", "Site", "build"]

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
    app: ASGIApp = _application(portal, parts)
    for wrap in reversed(parts.middleware):
        app = wrap(app)
    return Site(app, store)


def _application(portal: Portal, parts: Parts) -> Starlette:
    async def explain(_request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        return parts.visit.answer(_error_page(portal.views, status), status)

    routes = [
        Route(path, endpoint(portal, page, parts.visit), methods=[verb])
        for (verb, path), page in {**PAGES, **parts.pages}.items()
    ]
    application = Starlette(
        routes=[*routes, Mount("/static", Styles(directory=parts.static))],
        exception_handlers={HTTPException: explain, 500: explain},
        middleware=[Middleware(SafeHeaders, headers=parts.headers)],
    )
    # Its redirection would repeat the Host header, which anybody can forge.
    application.router.redirect_slashes = False
    return application


def _error_page(views: Views, status: int) -> str:
    message = ERRORS.get(status, HTTPStatus(status).phrase)
    values = {"message": message, "status": status, "connected": False}
    return views.render("error", values)
