"""One request of one visitor: their session, what they sent, and what they get back."""

import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from reference_impl.domain import messages
from reference_impl.domain.flow import Flow, Login
from reference_impl.domain.forms import Fields, Form
from reference_impl.views import Views
from reference_impl.voice import Voice
from reference_impl.web.sessions import Session, Sessions

COOKIE = "session"
TOKEN_FIELD = "jeton"  # noqa: S105 - the name of a field
MAX_BODY = 1_000_000  # bytes
MAX_FIELDS = 50
SEE_OTHER = 303


@dataclass(frozen=True)
class Portal:
    """The parts that the pages work with."""

    flow: Flow
    sessions: Sessions
    views: Views
    voice: Voice


class Visit:
    """What a page needs to know and to do, for one request."""

    FORM_TYPE = "application/x-www-form-urlencoded"

    def __init__(self, portal: Portal, request: Request) -> None:
        self.portal = portal
        self.request = request
        sent = request.cookies.get(COOKIE)
        self._sent = sent
        self._session = portal.sessions.resume(sent) if sent else None

    # The session

    @property
    def session(self) -> Session:
        """The visitor's session; it begins when it is first asked for."""
        if self._session is None:
            self._session = self.portal.sessions.start()
        return self._session

    def recall(self, name: str) -> Any:
        """Read a value of the session, without beginning one."""
        return self._session.get(name) if self._session else None

    def login(self, name: str) -> Login | None:
        """Read a login kept under a name of the session."""
        kept = self.recall(name)
        return Login(**kept) if kept else None

    def renew_session(self) -> None:
        """Change the session's token and its form token, as its rights change."""
        self.portal.sessions.renew(self.session)
        self.session.pop(TOKEN_FIELD)

    def end_session(self) -> None:
        """End the session, if there is one."""
        if self._session:
            self.portal.sessions.end(self._session)
            self._session = None

    # What was sent

    async def fields(self) -> Fields:
        """Read the fields of the submitted form; of several with one name, the first.

        Raises:
            HTTPException: 413, the form is longer than a person types.
        """
        body = b""
        async for chunk in self.request.stream():
            body += chunk
            if len(body) > MAX_BODY:
                raise HTTPException(413)
        if not self.request.headers.get("content-type", "").startswith(self.FORM_TYPE):
            return Fields()
        try:
            pairs = self.pairs(body)
        except ValueError as error:
            raise HTTPException(413) from error
        return Fields(reversed(pairs))

    def pairs(self, body: bytes) -> list[tuple[str, str]]:
        """Take the body of a form apart, which is in the charset of the pages.

        Raises:
            ValueError: It has more fields than any form.
        """
        text = body.decode("utf-8", errors="replace")
        return parse_qsl(text, keep_blank_values=True, max_num_fields=MAX_FIELDS)

    def is_trusted(self, fields: Fields) -> bool:
        """Tell whether the form was one of this session's own pages (no forged request)."""
        expected = self.recall(TOKEN_FIELD)
        sent = fields[TOKEN_FIELD].encode("utf-8", "surrogatepass")
        return bool(expected) and hmac.compare_digest(str(expected).encode(), sent)

    # What is given back

    def page(self, name: str, status: int = 200, **values: Any) -> Response:
        """Show a page that has no form."""
        shown = {"connected": self.connected() is not None, "message": None, **values}
        return self.answer(self.portal.views.render(name, shown), status)

    @classmethod
    def answer(cls, html: str, status: int = 200) -> Response:
        """Make HTML the answer."""
        return HTMLResponse(html, status)

    def form_page(self, name: str, **values: Any) -> Response:
        """Show a page with a form: its token, and the message and values of a refusal before."""
        notice = self.session.pop("notice") or {}
        typed = notice.get("typed", {}) if notice.get("page") == self.request.url.path else {}
        shown: dict[str, Any] = {
            "token": self.form_token(),
            "message": notice.get("message"),
            "typed": Fields(typed),
        }
        return self.page(name, **shown | values)

    def form_token(self) -> str:
        """Give the token that the session's forms carry."""
        token = self.recall(TOKEN_FIELD)
        if token is None:
            token = secrets.token_urlsafe(32)
            self.session.set(TOKEN_FIELD, token)
        return str(token)

    def connected(self) -> Any:
        """Give the account of the person who is logged in; ``None`` if nobody is."""
        login = self.login("connected")
        return self.portal.flow.connected(login) if login else None

    def go(self, path: str) -> Response:
        """Send the visitor to another page, to be read by GET."""
        return RedirectResponse(path, SEE_OTHER)

    def refuse(
        self, path: str, message: str, form: type[Form] | None = None, sent: Fields | None = None
    ) -> Response:
        """Send the visitor to a form with one message, and what they typed there."""
        typed = form.kept(sent) if form and sent else {}
        self.session.set("notice", {"page": path, "message": message, "typed": typed})
        return self.go(path)

    def expired(self, path: str) -> Response:
        """Send the visitor to a form whose session has ended (or whose token is wrong)."""
        return self.refuse(path, messages.SESSION_EXPIRED)

    def finish(self, response: Response) -> Response:
        """Set or clear the cookie if the session began, changed or ended."""
        token = self._session.token if self._session else None
        if token and token != self._sent:
            response.set_cookie(COOKIE, token, httponly=True, samesite="lax")
        elif self._sent and not token:
            response.delete_cookie(COOKIE, httponly=True, samesite="lax")
        return response


Page = Callable[[Visit], Awaitable[Response]]


def endpoint(
    portal: Portal, page: Page, visits: type[Visit] = Visit
) -> Callable[[Request], Awaitable[Response]]:
    """Make a page the endpoint of a route."""

    async def answer(request: Request) -> Response:
        visit = visits(portal, request)
        return visit.finish(await page(visit))

    return answer
