"""Sessions, and what one step leaves for the next."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from reference_impl.altering.alteration import Acts, Alteration, Change, several
from reference_impl.altering.answers import address
from reference_impl.altering.pages import Values, values
from reference_impl.altering.slugs import FOUND_IDENTIFIER
from reference_impl.app import Parts
from reference_impl.routes import addresses as at
from reference_impl.routes.login import CONNECTED, PENDING
from reference_impl.routes.new_code import SHOWN
from reference_impl.web.visit import Page, Visit

KIND = "session and cross-step state"
CODE, IDENTIFIER, BOTH, USER = at.CHOICES


def remembered(slug: str, name: str) -> Change:
    """Show for ever the value that a page showed first, whoever looks at it."""

    def change(parts: Parts, acts: Acts) -> Parts:
        kept: Values = {}

        def alter(shown: Values) -> Values:
            return {**shown, name: kept.setdefault(name, shown[name])}

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


def reopened(path: str, name: str) -> Change:
    """Serve a page no more where the session holds a value, until the visitor starts again."""

    async def gone(plain: Page, visit: Visit) -> Response:
        if visit.recall(name) and not visit.recall("notice"):
            raise HTTPException(404)
        visit.session.set("opened", path)
        return await plain(visit)

    async def start(plain: Page, visit: Visit) -> Response:
        visit.session.pop("opened")
        visit.session.pop(name)
        return await plain(visit)

    return several(address("GET", path, gone), address("GET", at.LOST_CODES, start))


async def _first_found(plain: Page, visit: Visit) -> Response:
    name = f"found:{BOTH.slug}"
    first = visit.recall(name)
    response = await plain(visit)
    if first and visit.recall(name):
        visit.session.set(name, first)
    return response


async def _first_code(plain: Page, visit: Visit) -> Response:
    visit.session.set("first code", visit.recall("first code") or visit.recall(SHOWN))
    visit.session.set(SHOWN, visit.recall("first code"))
    return await plain(visit)


async def _found_before(plain: Page, visit: Visit) -> Response:
    """Fill in what any earlier search of the session found."""
    found = visit.recall(f"found:{BOTH.slug}") or visit.recall(f"found:{IDENTIFIER.slug}")
    if found:
        visit.session.set(f"found:{CODE.slug}", found)
    return await plain(visit)


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


async def _shown_once(plain: Page, visit: Visit) -> Response:
    response = await plain(visit)
    visit.session.pop(SHOWN)
    return response


async def _shown_otherwise(plain: Page, visit: Visit) -> Response:
    response = await plain(visit)
    visit.session.set(SHOWN, visit.recall(SHOWN)[::-1])
    return response


async def _asked_once(plain: Page, visit: Visit) -> Response:
    if visit.recall("asked"):
        visit.session.pop(PENDING)
    visit.session.set("asked", 1)
    return await plain(visit)


async def _once(plain: Page, visit: Visit) -> Response:
    if visit.recall(SHOWN):
        raise HTTPException(500)
    return await plain(visit)


MUTANTS = (
    Alteration(
        "request-sent-twice-unborne",
        KIND,
        "A second request, while the code of the first is shown, is an error.",
        address("POST", CODE.regeneration, _once),
        ("regenerate.sent-twice",),
    ),
    Alteration(
        "found-identifier-lost",
        KIND,
        "What the search found is forgotten before step 3.",
        address("GET", IDENTIFIER.regeneration, _forget_found),
        FOUND_IDENTIFIER,
    ),
    Alteration(
        "found-identifier-of-an-example",
        KIND,
        "Step 3 opens with an identifier though nothing was searched.",
        values("regenerate", lambda shown: {**shown, "found": shown["found"] or "IDENT0000"}),
        ("regenerate.opened-empty",),
    ),
    Alteration(
        "found-identifier-lives-on",
        KIND,
        "What a search found is filled in on every later request of the session.",
        address("GET", CODE.regeneration, _found_before),
        ("regenerate.opened-empty",),
    ),
    Alteration(
        "found-identifier-of-the-first-search",
        KIND,
        "A second search in a session shows the identifier that the first one found.",
        address("POST", BOTH.search, _first_found),
        ("search.found.two-tabs", "search.found.namesake"),
    ),
    Alteration(
        "step-4-code-stale",
        KIND,
        "A second generation in a session shows the code of the first one.",
        address("GET", at.NEW_CODE, _first_code),
        ("certification.renewed",),
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
        ("space.kept-from-others", "space.closed-after-log-out"),
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
        "search-not-reloaded",
        KIND,
        "The search is shown once: to load it again, or to come back to it, is an error.",
        reopened(BOTH.search, "opened"),
        ("search.reload", "search.back"),
    ),
    Alteration(
        "search-not-taken-back",
        KIND,
        "The way back to the search from step 3 is an error.",
        reopened(BOTH.search, f"found:{BOTH.slug}"),
        ("search.back",),
    ),
    Alteration(
        "request-not-reloaded",
        KIND,
        "The request is shown once: to load it again, or to come back to it, is an error.",
        reopened(CODE.regeneration, "opened"),
        ("regenerate.reload", "regenerate.back"),
    ),
    Alteration(
        "request-not-taken-back",
        KIND,
        "The way back to the request from step 4 is an error.",
        reopened(CODE.regeneration, SHOWN),
        ("regenerate.back",),
    ),
    Alteration(
        "step-4-shown-once",
        KIND,
        "A reload of step 4 loses the code.",
        address("GET", at.NEW_CODE, _shown_once),
        ("certification-code.reload",),
    ),
    Alteration(
        "step-4-shown-otherwise",
        KIND,
        "A reload of step 4 shows another code, which the login does not take.",
        address("GET", at.NEW_CODE, _shown_otherwise),
        ("certification-code.reload",),
    ),
    Alteration(
        "certification-asked-by-one-page",
        KIND,
        "A reload of the certification page ends the login.",
        address("GET", at.CERTIFICATION, _asked_once),
        ("certification.reload", "certification.mandatory", "certification.first-failure"),
    ),
)
