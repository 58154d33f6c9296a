"""The login window, the certification code asked there, and the personal space."""

from dataclasses import asdict

from starlette.responses import Response

from reference_impl.domain.flow import CodeCancelled, Login, LoginExpired, Refused
from reference_impl.domain.forms import CertificationForm, LoginForm
from reference_impl.routes import addresses as at
from reference_impl.web.visit import Page, Visit

PENDING = "certifying"
CONNECTED = "connected"


async def show_login(visit: Visit) -> Response:
    """Show the login window (lines 86 to 131)."""
    return visit.form_page("login")


async def log_in(visit: Visit) -> Response:
    """Take the identifier and the confidential code."""
    sent = await visit.fields()
    if not visit.is_trusted(sent):
        return visit.expired(at.LOGIN)
    try:
        login = visit.portal.flow.log_in(LoginForm.read(sent))
    except Refused as refusal:
        return visit.refuse(at.LOGIN, str(refusal), LoginForm, sent)
    return enter(visit, login)


def enter(visit: Visit, login: Login) -> Response:
    """Let the person in, or ask them for the certification code first."""
    visit.renew_session()
    visit.session.pop(PENDING)
    visit.session.pop(CONNECTED)
    visit.session.set(PENDING if login.certification_due else CONNECTED, asdict(login))
    return visit.go(at.CERTIFICATION if login.certification_due else at.SPACE)


async def show_certification(visit: Visit) -> Response:
    """Ask for the certification code."""
    if visit.recall(PENDING) is None:
        return visit.go(at.LOGIN)
    return visit.form_page("certification")


async def certify(visit: Visit) -> Response:
    """Take the certification code."""
    sent = await visit.fields()
    login = visit.login(PENDING)
    if login is None or not visit.is_trusted(sent):
        return visit.expired(at.CERTIFICATION if login else at.LOGIN)
    try:
        visit.portal.flow.certify(login, CertificationForm.read(sent))
    except (CodeCancelled, LoginExpired) as refusal:
        visit.session.pop(PENDING)
        return visit.refuse(at.LOGIN, str(refusal))
    except Refused as refusal:
        return visit.refuse(at.CERTIFICATION, str(refusal))
    return enter(visit, Login(login.identifier, login.generation, certification_due=False))


async def show_space(visit: Visit) -> Response:
    """Greet the person by name."""
    account = visit.connected()
    if account is None:
        return visit.go(at.CERTIFICATION if visit.recall(PENDING) else at.LOGIN)
    return visit.page("space", account=account)


async def log_out(visit: Visit) -> Response:
    """End the session, and show the login window again."""
    visit.end_session()
    return visit.go(at.LOGIN)


GET: dict[str, Page] = {
    at.LOGIN: show_login,
    at.CERTIFICATION: show_certification,
    at.SPACE: show_space,
    at.LOGOUT: log_out,
}
POST: dict[str, Page] = {at.LOGIN: log_in, at.CERTIFICATION: certify}
