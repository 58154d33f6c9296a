"""The edition whose login window takes the certification code as well: one form for both codes.

The guide says that the code is asked at the next login (line 267), not on what page. The field
stands there for everybody; only who has just renewed a code must fill it in.
"""

from pathlib import Path

from starlette.responses import Response

from reference_impl.domain.flow import Login, Refused
from reference_impl.domain.forms import CertificationForm, LoginForm
from reference_impl.domain.mailer import Mailer
from reference_impl.domain.text import trim
from reference_impl.parts import Parts
from reference_impl.routes import addresses as at
from reference_impl.routes.login import enter
from reference_impl.settings import Settings
from reference_impl.views import FOLDER as PLAIN
from reference_impl.views import Views
from reference_impl.web.visit import Visit

TEMPLATES = Path(__file__).parent / "templates"


async def log_in(visit: Visit) -> Response:
    """Take the identifier and both codes."""
    sent = await visit.fields()
    if not visit.is_trusted(sent):
        return visit.expired(at.LOGIN)
    try:
        login = _certified(visit, LoginForm.read(sent), sent["certification"])
    except Refused as refusal:
        return visit.refuse(at.LOGIN, str(refusal), LoginForm, sent)
    return enter(visit, login)


def _certified(visit: Visit, form: LoginForm, code: str) -> Login:
    """The login, certified if it had to be."""
    flow = visit.portal.flow
    login = flow.log_in(form)
    if login.certification_due:
        flow.certify(login, CertificationForm(code=trim(code)))
    return Login(login.identifier, login.generation, certification_due=False)


async def show_login(visit: Visit) -> Response:
    """There is no page of its own for the certification code."""
    return visit.go(at.LOGIN)


def parts(settings: Settings) -> Parts:
    """Give the parts of this edition."""
    return Parts(
        mailer=Mailer(settings.smtp_host, settings.smtp_port),
        views=Views(TEMPLATES, others=(PLAIN,)),
        pages={
            ("POST", at.LOGIN): log_in,
            ("GET", at.CERTIFICATION): show_login,
            ("POST", at.CERTIFICATION): show_login,
        },
    )
