"""The edition of today: a single page that draws every view itself, with the same rules.

One HTML shell, ECMAScript modules without a build step, JSON behind ``/api``, the History API for
addresses, the login in a dialog over the home page, and mails in text and HTML. The server decides
everything; the page shows what it is told.
"""

from functools import partial

from reference_impl.editions.spa.front import Front
from reference_impl.editions.spa.json_visit import JsonVisit
from reference_impl.editions.spa.letters import HtmlMailer
from reference_impl.editions.spa.pages import PAGES
from reference_impl.editions.spa.pause import Pause
from reference_impl.editions.spa.shell import STATIC, SpaViews
from reference_impl.parts import Parts
from reference_impl.settings import Settings
from reference_impl.web.headers import SAFE

HEADERS = {
    **SAFE,
    "content-security-policy": SAFE["content-security-policy"]
    + "; script-src 'self'; connect-src 'self'",
}


def parts(settings: Settings) -> Parts:
    """Give the parts of this edition."""
    return Parts(
        mailer=HtmlMailer(settings.smtp_host, settings.smtp_port),
        views=SpaViews(),
        middleware=[partial(Front, pause=Pause(*settings.delay_ms))],
        pages=PAGES,
        visit=JsonVisit,
        headers=HEADERS,
        static=STATIC,
    )
