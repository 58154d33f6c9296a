"""What this portal cannot show, as its target file says: accepted, with why, and never passed."""

import pytest

from harness.checks.judge import judge, unplayed
from harness.model.fact import Fact, fact, quote
from harness.model.finding import Finding, Verdict
from harness.model.journal import End
from tests.builders import GUIDE, journal, page, person

ENDED = End(duration=1.0, unobservable=fact("empty-choice"))


def _judged(**unobservable: str) -> dict[str, Finding]:
    planned = ("search.heading", "lost-codes.heading")
    made = journal(page(1, "lost-codes"), ENDED, planned=planned, people=(person(),))
    named = {name.replace("_", "."): why for name, why in unobservable.items()}
    head = made.head.model_copy(update={"unobservable": named})
    return {one.statement: one for one in judge(GUIDE, made.model_copy(update={"head": head}))}


@pytest.mark.parametrize("why", ["", "the list has no empty choice"])
def test_a_named_statement_says_that_it_is_accepted_and_why_it_was_not_judged(why: str) -> None:
    """It stays unobservable."""
    found = _judged(search_heading=why)["search.heading"]
    assert (found.verdict, found.is_accepted_unobservable) == (Verdict.UNOBSERVABLE, True)
    assert isinstance(found.seen, Fact)
    assert found.seen.has("empty-choice")
    assert list(found.seen.quotes()) == ([why] if why else [])


def test_no_other_statement_is_accepted() -> None:
    """Nor one that a run can judge after all."""
    assert not _judged()["search.heading"].is_accepted_unobservable
    found = _judged(lost_codes_heading="", **{"lost-codes.heading": ""})["lost-codes.heading"]
    assert found.verdict is Verdict.FAIL


def test_a_scenario_that_is_not_played_accepts_them_too() -> None:
    """Its statements are unobservable for one reason."""
    why, named = fact("no-account-free"), {"search.heading": "x"}
    one, other = unplayed(GUIDE, "a", ("search.heading", "lost-codes.heading"), why, named)
    assert one.seen == fact("unobservable-accepted-because", seen=why, why=quote("x"))
    assert other.seen == why
