"""Sessions, and what one step leaves for the next."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from reference_impl.alteration import Acts, Alteration, Change
from reference_impl.altering.answers import address
from reference_impl.altering.pages import Values, values
from reference_impl.app import Parts
from reference_impl.routes import addresses as at
from reference_impl.routes.login import CONNECTED, PENDING
from reference_impl.routes.new_code import SHOWN
from reference_impl.visit import Page, Visit

KIND = "session and cross-step state"
CODE, IDENTIFIER, BOTH, USER = at.CHOICES


def remembered(slug: str, name: str, *, first: bool = False) -> Change:
    """Show everybody the last (or first) value that a page showed to anybody."""

    def change(parts: Parts, acts: Acts) -> Parts:
        kept: Values = {}

        def alter(shown: Values) -> Values:
            if shown[name] and not (first and kept):
                kept[name] = shown[name]
            return {**shown, **kept}

        return values(slug, alter)(parts, acts)

    return change


def shared(verb: str, path: str, name: str) -> Change:
    """Keep a value of the session for all sessions at an address."""

    def change(parts: Parts, acts: Acts) -> Parts:
        kept: dict[str, Any] = {}

        async def altered(plain: Page, visit: Visit) -> Response:
            if value := visit.recall(name):
                kept[name] = value
            elif kept:
                visit.session.set(name, kept[name])
            return await plain(visit)

        return address(verb, path, altered)(parts, acts)

    return change


async def _forget_found(plain: Page, visit: Visit) -> Response:
    visit.session.pop(f"found:{IDENTIFIER.slug}")
    return await plain(visit)


async def _stay_connected(_plain: Page, visit: Visit) -> Response:
    return visit.go(at.LOGIN)


async def _space_for_pending(plain: Page, visit: Visit) -> Response:
    if pending := visit.recall(PENDING):
        visit.session.set(CONNECTED, {**pending, "certification_due": False})
    return await plain(visit)


async def _expired_is_an_error(plain: Page, visit: Visit) -> Response:
    if not visit.recall("jeton"):
        raise HTTPException(500)
    return await plain(visit)


async def _once(plain: Page, visit: Visit) -> Response:
    if visit.recall("seen"):
        raise HTTPException(404)
    visit.session.set("seen", visit.request.url.path)
    return await plain(visit)


async def _shown_once(plain: Page, visit: Visit) -> Response:
    response = await plain(visit)
    visit.session.pop(SHOWN)
    return response


async def _asked_once(plain: Page, visit: Visit) -> Response:
    if visit.recall("asked"):
        visit.session.pop(PENDING)
    visit.session.set("asked", 1)
    return await plain(visit)


MUTANTS = (
    Alteration(
        "found-identifier-lost",
        KIND,
        "What the search found is forgotten before step 3.",
        address("GET", IDENTIFIER.regeneration, _forget_found),
        ("search.found", "search.found.by-bcr"),
    ),
    Alteration(
        "found-identifier-of-the-last-search",
        KIND,
        "Step 3 shows the identifier that anybody searched last.",
        remembered("regenerate", "found"),
        ("regenerate.opened-empty",),
    ),
    Alteration(
        "found-identifier-of-the-first-search",
        KIND,
        "Step 3 shows for ever the identifier that was found first.",
        remembered("regenerate", "found", first=True),
        (
            "search.found",
            "search.found.two-tabs",
            "search.found.two-people",
            "search.found.namesake",
        ),
    ),
    Alteration(
        "step-4-code-stale",
        KIND,
        "Step 4 shows for ever the code that it showed first.",
        remembered("certification-code", "code", first=True),
        ("certification.accepted", "certification.renewed"),
    ),
    Alteration(
        "step-4-open-to-all",
        KIND,
        "Step 4 shows the last code to whoever opens its address.",
        shared("GET", at.NEW_CODE, SHOWN),
        ("certification-code.kept-from-others",),
    ),
    Alteration(
        "certification-open-to-all",
        KIND,
        "The certification page of the last login opens for everybody.",
        shared("GET", at.CERTIFICATION, PENDING),
        ("certification.kept-from-others",),
    ),
    Alteration(
        "space-open-to-all",
        KIND,
        "The space of the last login opens for everybody.",
        shared("GET", at.SPACE, CONNECTED),
        ("space.kept-from-others",),
    ),
    Alteration(
        "space-open-before-certification",
        KIND,
        "The address of the space opens before the certification code is given.",
        address("GET", at.SPACE, _space_for_pending),
        ("space.not-before-certification",),
    ),
    Alteration(
        "log-out-keeps-the-session",
        KIND,
        "The space still opens after the log-out.",
        address("GET", at.LOGOUT, _stay_connected),
        ("space.closed-after-log-out",),
    ),
    Alteration(
        "expired-session-an-error",
        KIND,
        "A request after the session has expired ends on an error page.",
        address("POST", CODE.regeneration, _expired_is_an_error),
        ("regenerate.session-expired",),
    ),
    Alteration(
        "search-opens-once",
        KIND,
        "The search cannot be opened a second time in a session.",
        address("GET", IDENTIFIER.search, _once),
        ("search.reload", "search.back"),
    ),
    Alteration(
        "request-opens-once",
        KIND,
        "The request cannot be opened a second time in a session.",
        address("GET", CODE.regeneration, _once),
        ("regenerate.reload", "regenerate.back"),
    ),
    Alteration(
        "step-4-shown-once",
        KIND,
        "A reload of step 4 loses the code.",
        address("GET", at.NEW_CODE, _shown_once),
        ("certification-code.reload",),
    ),
    Alteration(
        "certification-asked-by-one-page",
        KIND,
        "A reload of the certification page ends the login.",
        address("GET", at.CERTIFICATION, _asked_once),
        ("certification.reload", "certification.first-failure"),
    ),
)
