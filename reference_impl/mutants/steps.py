"""The order of the steps: skipped, asked again, or left by another way; redirects that go wrong."""

from starlette.responses import Response

from reference_impl.altering.alteration import Alteration, Change
from reference_impl.altering.answers import address, answers
from reference_impl.altering.slugs import FOUND_BY_USER, FOUND_IDENTIFIER, GENERATED
from reference_impl.routes import addresses as at
from reference_impl.routes.login import show_login
from reference_impl.web.answers import Answer
from reference_impl.web.visit import Page, Visit

STEPS = "order of steps"
REDIRECTS = "redirects"

CODE, IDENTIFIER, BOTH, USER = at.CHOICES


def _elsewhere(verb: str, path: str, to: str, only: str = "") -> Change:
    """Serve an address, then send elsewhere whoever is not sent back (or only those sent there)."""

    async def altered(plain: Page, visit: Visit) -> Response:
        response = await plain(visit)
        sent = response.headers.get("location")
        return visit.go(to) if sent and sent in ({only} if only else {sent} - {path}) else response

    return address(verb, path, altered)


def _moved(old: str, new: str) -> Change:
    """Send whoever is sent to one address to another one, in the way of any edition."""
    ways = ('URL={}"', '"go":"{}"')

    def alter(answer: Answer) -> None:
        if answer.headers.get("location") == old:
            answer.headers["location"] = new
        for way in ways:
            answer.body = answer.body.replace(way.format(old).encode(), way.format(new).encode())

    return answers(alter)


def _loop(answer: Answer) -> None:
    if answer.path == at.LOST_CODES:
        answer.status, answer.headers["location"] = 302, at.LOST_CODES


def _without_location(answer: Answer) -> None:
    if answer.headers.get("location") == at.NEW_CODE:
        del answer.headers["location"]


async def _login_page_in_place(plain: Page, visit: Visit) -> Response:
    response = await plain(visit)
    gone = response.headers.get("location") == at.SPACE
    return await show_login(visit) if gone else response


MUTANTS = (
    Alteration(
        "step-4-skipped",
        STEPS,
        "The generation leads to the login window: nobody sees the certification code.",
        _moved(at.NEW_CODE, at.LOGIN),
        GENERATED,
    ),
    Alteration(
        "step-3-skipped",
        STEPS,
        "The search of who lost the identifier alone leads to the login window.",
        _moved(IDENTIFIER.regeneration, at.LOGIN),
        FOUND_IDENTIFIER,
    ),
    Alteration(
        "search-asked-again",
        STEPS,
        "A successful search by the user leads to the search again.",
        _moved(USER.regeneration, USER.search),
        FOUND_BY_USER,
    ),
    Alteration(
        "certification-page-skipped",
        STEPS,
        "After a generation, the login leads to the home page, which asks nothing.",
        _moved(at.CERTIFICATION, at.HOME),
        ("certification.asked", "certification.new-code-works"),
    ),
    Alteration(
        "certified-asked-to-log-in",
        STEPS,
        "The right certification code leads back to the login window.",
        _elsewhere("POST", at.CERTIFICATION, at.LOGIN),
        ("certification.accepted", "certification.right-after-two", "certification.renewed"),
    ),
    Alteration(
        "finish-leads-home",
        REDIRECTS,
        "« Terminer » leads to the home page.",
        _elsewhere("POST", at.NEW_CODE, at.HOME),
        ("certification-code.finish.leads",),
    ),
    Alteration(
        "finish-stays-on-step-4",
        REDIRECTS,
        "« Terminer » shows step 4 again.",
        _elsewhere("POST", at.NEW_CODE, at.NEW_CODE),
        ("certification-code.finish.leads",),
    ),
    Alteration(
        "log-out-leads-home",
        REDIRECTS,
        "« Se déconnecter » leads to the home page.",
        _elsewhere("GET", at.LOGOUT, at.HOME),
        ("space.log-out",),
    ),
    Alteration(
        "login-shows-itself-at-200",
        REDIRECTS,
        "The login succeeds and answers with the login window.",
        address("POST", at.LOGIN, _login_page_in_place),
        ("space.opened", "space.certification-once"),
    ),
    Alteration(
        "step-1-redirects-for-ever",
        REDIRECTS,
        "Step 1 redirects to itself.",
        answers(_loop),
        ("login.lost-codes.recovers",),
    ),
    Alteration(
        "step-4-redirect-without-location",
        REDIRECTS,
        "The redirect to step 4 does not say where.",
        answers(_without_location),
        GENERATED,
    ),
    Alteration(
        "third-failure-to-error",
        REDIRECTS,
        "The redirect after a third failure leads to a page that does not exist.",
        _elsewhere("POST", at.CERTIFICATION, "/login.do", only=at.LOGIN),
        (
            "certification.third-failure",
            "certification.third-failure.says",
            "certification.third-failure.across-sessions",
        ),
    ),
)
