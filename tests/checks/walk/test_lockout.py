"""A lock that comes too early or too late is told with its numbers, and in the portal's words."""

from harness.messages import catalogue
from harness.model.fact import fact, quote
from harness.model.finding import Finding
from harness.model.journal import Blocker, End, PageRecord, Step
from harness.reporting.headline import headline
from tests.builders import GUIDE, Record, field, findings, journal, message, page, step

FIRST = "certification.first-failure"
SECOND = "certification.second-failure"
THIRD = "certification.third-failure"
CODE = "Code de certification"


def judged(*records: Record, statement: str) -> Finding:
    """What is found of one statement."""
    return findings(journal(*records, planned=[statement]))[statement]


def told(one: Finding) -> str:
    """The headline of a finding."""
    return headline(one.expected, one.seen, one.scene, catalogue())


def _try(number: int, slug: str) -> Step:
    typed = {CODE: "wrong"}
    return step(number, on=number, led_to=number + 1, words="OK", trying=slug, typed=typed)


def _asked(number: int, *words: str) -> PageRecord:
    return page(number, "certification", field(CODE), *map(message, words))


def test_a_lock_that_comes_too_early_says_after_how_many_tries() -> None:
    """And what the portal itself says of it stands under what was seen."""
    title = quote(GUIDE.pages["login"].title)
    blocker = Blocker(
        step=2,
        statement=SECOND,
        expected=fact("page-named", title=quote(GUIDE.pages["certification"].title)),
        seen=fact("page-named", title=title),
    )
    pages = _asked(1), _asked(2, "Wrong."), page(3, "login", message("You tried 3 times."))
    end = End(duration=1.0, blocker=blocker)
    found = judged(*pages, _try(1, FIRST), _try(2, SECOND), end, statement=SECOND)
    assert "the guide promises 3 tries, but the portal locks after 2 failed tries." in told(found)
    assert "« You tried 3 times. »" in catalogue().say(found.seen)


def test_a_lock_that_comes_too_late_says_after_how_many_tries() -> None:
    """The form comes again where it should not."""
    pages = _asked(1), *(_asked(number, "Wrong.") for number in (2, 3, 4))
    steps = _try(1, FIRST), _try(2, SECOND), _try(3, THIRD)
    found = judged(*pages, *steps, statement=THIRD)
    assert "3 tries, but the portal does not lock after 3 failed tries." in told(found)


def test_what_is_no_lock_is_not_told_as_one() -> None:
    """A server that breaks at the second try has locked nothing."""
    broken = page(3, status=500)
    found = judged(
        _asked(1), _asked(2, "Wrong."), broken, _try(1, FIRST), _try(2, SECOND), statement=SECOND
    )
    assert found.fingerprint
    assert "locks" not in told(found)
