"""Visits in ISO-8859-1: how the forms of 2010 are read, and its pages written."""

import re
from typing import Any
from urllib.parse import parse_qsl

from starlette.responses import RedirectResponse, Response

from reference_impl.domain.forms import Fields
from reference_impl.editions.legacy.pages import pause
from reference_impl.web.visit import MAX_FIELDS, Visit

CHARSET = "iso-8859-1"
# What browsers mean by it, and send.
SENT_CHARSET = "cp1252"
# How a browser writes a character that the charset lacks.
REFERENCE = re.compile(r"&#(\d{1,7});")
FOUND = 302
LAST_CHARACTER = 0x10FFFF
SURROGATES = range(0xD800, 0xE000)


class LatinVisit(Visit):
    """A visit whose forms are windows-1252 and carry their state in hidden fields."""

    def pairs(self, body: bytes) -> list[tuple[str, str]]:
        """Take the body of a form apart."""
        sent = parse_qsl(
            body.decode("latin-1"),
            keep_blank_values=True,
            max_num_fields=MAX_FIELDS,
            encoding=SENT_CHARSET,
            errors="replace",
        )
        return [(name, REFERENCE.sub(_character, value)) for name, value in sent]

    def is_trusted(self, fields: Fields) -> bool:
        """Tell whether the form says which step it is; nobody thought of forged requests."""
        return fields["etape"] == self.step

    @property
    def step(self) -> str:
        """The step that the hidden field names: the address, without what a session adds."""
        return self.request.url.path.strip("/").replace("/", ".")

    def page(self, name: str, status: int = 200, **values: Any) -> Response:
        """Show a page, which may have a form."""
        return super().page(name, status, **{"etape": self.step, **values})

    @classmethod
    def answer(cls, html: str, status: int = 200) -> Response:
        """Make HTML the answer; what the charset lacks is written as a reference."""
        body = html.encode(CHARSET, "xmlcharrefreplace")
        return Response(body, status, {"content-type": "text/html; charset=ISO-8859-1"})

    def go(self, path: str) -> Response:
        """Send the visitor to another page."""
        return RedirectResponse(path, FOUND)

    def finish(self, response: Response) -> Response:
        """Pause where this edition does, and set or clear the cookie."""
        return super().finish(pause(self, response))


def _character(reference: re.Match[str]) -> str:
    number = int(reference[1])
    known = 0 < number <= LAST_CHARACTER and number not in SURROGATES
    return chr(number) if known else reference[0]
