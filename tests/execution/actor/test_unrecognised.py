"""What is told of a page that has the right title and is not recognised."""

from harness.execution.actor.unrecognised import unrecognised
from harness.model.fact import fact, quotes
from harness.page.extract import extract
from tests.two_mails import statement

SHOWN = "<title>Log in</title><p>Welcome<form><label>Name <input></label><button>Go</button></form>"
PAGE = extract(SHOWN, url="http://portal.example/")
FIELD = statement("login.name", "Name", {"kind": "field", "label": "Name"})
BUTTON = statement("login.go", "Go", {"kind": "action", "label": ["Send", "Go"]})
HEADING = statement("login.heading", "Sign in", {"kind": "heading", "text": "Sign in"})
WORDS = statement("login.words", "Welcome", {"kind": "words", "text": "Welcome"})


def test_what_it_lacks() -> None:
    """Each word of the guide that is nowhere on the page, and no other."""
    found = unrecognised(PAGE, (HEADING, FIELD, BUTTON, WORDS))
    assert found == fact("page-unlike", missing=quotes(["Sign in"]))


def test_a_page_of_which_the_guide_tells_too_little() -> None:
    """All its words are there, and they are too few."""
    assert unrecognised(PAGE, (FIELD,)) == fact("page-told-too-little")
