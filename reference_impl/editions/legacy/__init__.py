"""The edition of 2010: what a pension fund's team would have written then, with the same rules.

HTML 4.01 in ISO-8859-1, laid out by tables, in frames and pop-up windows, with pictures for
buttons, hidden fields for the state, and mails in ISO-8859-1. No label is bound to its field, no
form carries a token, no header protects anything.
"""

from pathlib import Path

from reference_impl.editions.legacy.latin import LatinVisit
from reference_impl.editions.legacy.letters import LatinMailer
from reference_impl.editions.legacy.pages import PAGES
from reference_impl.editions.legacy.url_sessions import UrlSessions
from reference_impl.parts import Parts
from reference_impl.settings import Settings
from reference_impl.views import Views

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
HEADERS = {"cache-control": "no-cache", "pragma": "no-cache"}


def parts(settings: Settings) -> Parts:
    """Give the parts of this edition."""
    return Parts(
        mailer=LatinMailer(settings.smtp_host, settings.smtp_port),
        views=Views(FOLDER / "templates", STATIC),
        middleware=[UrlSessions] if settings.session_in_url else [],
        pages=PAGES,
        visit=LatinVisit,
        headers=HEADERS,
        static=STATIC,
    )
