"""The way that a window came, to be gone again."""

from harness.execution.actor.trail import Trail
from harness.planning.actor import Movement
from tests.builders import GUIDE


def move(verb: str, *trying: str) -> Movement:
    """A movement that tries some statements."""
    return Movement(verb, None, tuple(GUIDE.by_slug[slug] for slug in trying), "", "A")


def walked() -> Trail:
    """Home, login, step 1, search."""
    trail = Trail()
    trail.record("", "home", move("open"), ())
    trail.record("home", "login", move("follow"), ())
    trail.record("login", "lost-codes", move("follow"), ())
    trail.record("lost-codes", "search", move("follow"), ())
    return trail


def ends(trail: Trail, here: str, page: str) -> list[str]:
    """The pages on the way from one page to another."""
    return [leg.end for leg in trail.way(here, page)]


def test_from_the_address_that_was_opened() -> None:
    """All of the way, where the window stands beside it."""
    assert ends(walked(), "", "search") == ["home", "login", "lost-codes", "search"]
    assert ends(walked(), "help", "login") == ["home", "login"]


def test_from_a_page_on_the_way() -> None:
    """Only what is left of it."""
    assert ends(walked(), "login", "search") == ["lost-codes", "search"]


def test_a_page_where_nobody_was() -> None:
    """There is no way."""
    assert ends(walked(), "login", "space") == []


def test_no_circle() -> None:
    """« Annuler » leads back to step 1: the way to step 1 stays the way from home."""
    trail = walked()
    trail.record("search", "lost-codes", move("follow"), ())
    assert ends(trail, "", "lost-codes") == ["home", "login", "lost-codes"]


def test_the_last_way_counts() -> None:
    """Another login, with other codes: the one that went last."""
    trail = walked()
    trail.record("login", "certification", move("press", "certification.asked"), ())
    again = move("press", "certification.new-code-works")
    trail.record("login", "certification", again, ())
    assert trail.way("login", "certification")[-1].movement is again


def test_what_sends_a_mail_is_not_done_again() -> None:
    """Nor is what the window's own buttons did."""
    trail = walked()
    trail.record("search", "certification-code", move("press", "regenerate.generated"), ())
    trail.record("search", "help", move("back"), ())
    assert ends(trail, "", "certification-code") == ends(trail, "", "help") == []
