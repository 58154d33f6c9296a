"""What protects the people who use the portal."""

from dataclasses import asdict

import pytest

from reference_impl.app import Site
from reference_impl.domain import messages
from reference_impl.routes import addresses as at
from tests.reference_impl.journey import CODE, IDENTIFIER, log_in, recover
from tests.reference_impl.people import MARCEL, Clock, Outbox, recovery_form
from tests.reference_impl.visitor import Visitor

FORMS = [at.LOGIN, IDENTIFIER.search, CODE.regeneration]


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("token", ["", "forged", "é\x00"])
async def test_a_forged_form_is_refused(path: str, token: str, visitor: Visitor) -> None:
    """Without the session's token the form is shown again, with one message."""
    await visitor.get(path)
    page = await visitor.post(path, {"jeton": token, "identifiant": "x"})
    assert (page.path, page.alerts) == (path, [messages.SESSION_EXPIRED])


async def test_a_forged_recovery_changes_nothing(visitor: Visitor, outbox: Outbox) -> None:
    """Right values do not help a form that comes from elsewhere."""
    await visitor.post(CODE.regeneration, asdict(recovery_form(MARCEL)))
    assert outbox.sent == []


@pytest.mark.parametrize("path", FORMS)
async def test_an_expired_session_says_so_at_the_form(
    path: str, visitor: Visitor, clock: Clock
) -> None:
    """The form's page comes again with the message, and works."""
    page = await visitor.get(path)
    clock.now += 3600
    again = await visitor.post(path, {"jeton": page.token})
    assert (again.path, again.alerts) == (path, [messages.SESSION_EXPIRED])
    assert (await visitor.submit(path)).alerts == [messages.MANDATORY_MISSING]


async def test_an_expired_certification_starts_at_the_login(
    visitor: Visitor, outbox: Outbox, clock: Clock
) -> None:
    """The person must log in again, and is told why."""
    await recover(visitor, MARCEL)
    page = await log_in(visitor, MARCEL, outbox.code)
    clock.now += 3600
    again = await visitor.post(at.CERTIFICATION, {"jeton": page.token, "code": "X"})
    assert (again.path, again.alerts) == (at.LOGIN, [messages.SESSION_EXPIRED])


async def test_the_session_changes_at_the_login(visitor: Visitor) -> None:
    """A session planted before the login is worth nothing after it."""
    await visitor.get(at.LOGIN)
    before = dict(visitor.cookies)
    await log_in(visitor, MARCEL, MARCEL.confidential_code)
    assert visitor.cookies != before
    visitor.cookies = before
    assert (await visitor.get(at.SPACE)).path == at.LOGIN


async def test_the_cookie_is_for_the_server_only(visitor: Visitor) -> None:
    """No script reads the session, no other site sends it with a form."""
    page = await visitor.ask("GET", at.LOGIN)
    cookie = (page.header("set-cookie") or "").lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


@pytest.mark.parametrize("path", [at.HOME, at.LOGIN, at.LOST_CODES, at.SPACE, "/nothing"])
async def test_every_answer_has_the_safe_headers(path: str, visitor: Visitor) -> None:
    """Pages, redirections and errors alike: nothing kept, nothing embedded, nothing guessed."""
    answer = await visitor.ask("GET", path)
    assert answer.header("cache-control") == "no-store"
    assert "default-src 'none'" in (answer.header("content-security-policy") or "")
    assert answer.header("x-content-type-options") == "nosniff"
    assert answer.header("referrer-policy") == "same-origin"


async def test_only_static_files_are_kept(visitor: Visitor) -> None:
    """The style sheet may be kept: its address changes with it."""
    answer = await visitor.ask("GET", "/static/portal.css")
    assert "immutable" in (answer.header("cache-control") or "")


async def test_the_host_header_goes_nowhere(visitor: Visitor) -> None:
    """A forged Host comes back neither in a page nor in a redirection."""
    for path in (at.HOME, at.SPACE, "/connexion/", "/static"):
        answer = await visitor.ask("GET", path, headers={"host": "evil.test"})
        assert b"evil.test" not in answer.body
        assert "evil.test" not in str(answer.headers)


async def test_no_code_is_in_an_address(visitor: Visitor, outbox: Outbox) -> None:
    """Codes are shown and typed, never part of a URL."""
    step4 = await recover(visitor, MARCEL)
    await log_in(visitor, MARCEL, outbox.code)
    places = [hop.header("location") or hop.path for hop in visitor.hops]
    assert not any(step4.shown_code in place or outbox.code in place for place in places)


async def test_connected_people_are_logged_out_by_new_codes(
    site: Site, visitor: Visitor, outbox: Outbox
) -> None:
    """Who lost a code to somebody else gets them out by a new one."""
    other = Visitor(site.app)
    await log_in(other, MARCEL, MARCEL.confidential_code)
    assert (await other.get(at.SPACE)).path == at.SPACE
    await recover(visitor, MARCEL)
    assert (await other.get(at.SPACE)).path == at.LOGIN
