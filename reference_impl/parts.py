"""The replaceable parts of a portal; editions and alterations are other parts."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from starlette.types import ASGIApp

from reference_impl.domain.codes import Codes
from reference_impl.domain.flow import Flow, Postman
from reference_impl.views import STATIC, Views
from reference_impl.voice import Voice
from reference_impl.web.headers import SAFE
from reference_impl.web.sessions import Sessions
from reference_impl.web.visit import Page, Visit


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
        visit: The class of the visits: how forms are read and pages are written.
        headers: The headers of each answer that does not set its own.
        static: The folder of the static files.
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
    visit: type[Visit] = Visit
    headers: Mapping[str, str] = field(default_factory=lambda: SAFE)
    static: Path = STATIC
