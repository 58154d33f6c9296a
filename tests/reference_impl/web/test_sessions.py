"""The sessions on the server."""

import pytest

from reference_impl.domain.store import Store
from reference_impl.web.sessions import Session, Sessions
from tests.reference_impl.people import Clock


@pytest.fixture
def sessions(store: Store, clock: Clock) -> Sessions:
    """Give sessions of a minute."""
    return Sessions(store, clock, lifetime=60)


def resumed(sessions: Sessions, session: Session) -> Session:
    """Take a session up again, which must be there."""
    found = sessions.resume(session.token)
    assert found is not None
    return found


def test_a_session_keeps_its_values(sessions: Sessions) -> None:
    """What was set is there at the next request, and only there."""
    session = sessions.start()
    session.set("name", {"a": [1, "é"]})
    assert resumed(sessions, session).get("name") == {"a": [1, "é"]}
    assert sessions.start().get("name") is None


def test_popped_values_are_gone(sessions: Sessions) -> None:
    """A value that was taken is not there any more."""
    session = sessions.start()
    session.set("name", 1)
    assert [session.pop("name"), session.pop("name")] == [1, None]


def test_an_idle_session_ends(sessions: Sessions, clock: Clock) -> None:
    """A session lives on with each request, and ends a lifetime after the last one."""
    session = sessions.start()
    for _ in range(3):
        clock.now += 59
        resumed(sessions, session)
    clock.now += 61
    assert sessions.resume(session.token) is None


def test_an_unknown_token_opens_nothing(sessions: Sessions) -> None:
    """A token that the portal never gave is not taken up (no session fixation)."""
    assert sessions.resume("chosen-by-somebody") is None


def test_renewal_changes_the_token_and_keeps_the_values(sessions: Sessions) -> None:
    """After a renewal the old token opens nothing, the new one opens the same session."""
    session = sessions.start()
    session.set("name", 1)
    old = session.token
    sessions.renew(session)
    assert sessions.resume(old) is None
    assert resumed(sessions, session).get("name") == 1


def test_an_ended_session_forgets(sessions: Sessions, store: Store) -> None:
    """Nothing of an ended session stays, and nothing can be added to it."""
    session = sessions.start()
    session.set("name", 1)
    sessions.end(session)
    session.set("late", 2)
    (rows,) = store.connection.execute("SELECT count(*) FROM session_value").fetchone()
    assert rows == 0


def test_tokens_are_not_kept(sessions: Sessions, store: Store) -> None:
    """Who reads the database cannot take a session over."""
    session = sessions.start()
    kept = store.connection.execute("SELECT key FROM session").fetchall()
    assert session.token.encode() not in {row[0] for row in kept}
