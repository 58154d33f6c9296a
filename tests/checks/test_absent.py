"""Paths that this portal does not have: named, accepted, listed, and nothing else with them."""

from collections.abc import Mapping

import pytest

from harness.checks.judge import judge
from harness.model.fact import fact, quote
from harness.model.finding import Finding, Setting, Verdict
from harness.model.journal import Blocker, End, Journal, Record
from tests.builders import GUIDE, barred, journal, page, person, step

LEADS = "lost-codes.user.codes.leads"
NO_WAY = fact("another-way", page=quote("Codes perdus : étape 2"))
ENDED = End(duration=1.0, unobservable=NO_WAY, statement=LEADS)
DETOUR = step(1, on=1, led_to=2, verb="follow", statement="lost-codes.user.codes")
PLANNED = (LEADS, "search.heading", "regenerate.heading", "lost-codes.heading")


def _judged(*records: Record, absent: Mapping[str, str], end: End = ENDED) -> dict[str, Finding]:
    made: Journal = journal(
        page(1, "lost-codes"), page(2, ""), *records, end, planned=PLANNED, people=USER
    )
    head = made.head.model_copy(update={"absent": dict(absent)})
    found = judge(GUIDE, made.model_copy(update={"head": head}))
    return {finding.statement: finding for finding in found}


USER = (person(role="user"),)


@pytest.mark.parametrize("name", [LEADS, "search", "user"])
def test_what_a_named_path_bars_is_accepted_and_not_judged(name: str) -> None:
    """By the step where it begins, the page that it leads to, or the role that takes it."""
    found = _judged(DETOUR, absent={name: "ask somebody"})
    heading = found["search.heading"]
    assert (heading.verdict, heading.absent_path) == (Verdict.UNOBSERVABLE, name)
    assert heading.seen is not None
    assert "ask somebody" in list(heading.seen.quotes())
    assert heading.settings == ()
    assert found["lost-codes.heading"].verdict is Verdict.FAIL, "a page that was met is judged"


def test_the_step_itself_is_accepted_where_it_is_named() -> None:
    """Its page and its role do not name it: there it stays what it is."""
    assert _judged(DETOUR, absent={LEADS: ""})[LEADS].verdict is Verdict.ACCEPTED
    assert _judged(DETOUR, absent={"user": ""})[LEADS].verdict is Verdict.WARN


@pytest.mark.parametrize("name", ["administrator", "help", "lost-codes.user.codes"])
def test_nothing_is_accepted_that_was_not_named(name: str) -> None:
    """Another role, another page, another step: the line to copy is proposed instead."""
    heading = _judged(DETOUR, absent={name: ""})["search.heading"]
    assert (heading.verdict, heading.absent_path) == (Verdict.UNOBSERVABLE, "")
    (line,) = heading.settings
    assert (line.section, line.key, line.value) == ("absent", LEADS, "")


def test_what_the_driver_does_not_show_is_no_path_of_the_portal() -> None:
    """Nobody is offered a line for it, and the role of the scenario does not cover it."""
    end = End(duration=1.0, unobservable=fact("feature", name="javascript"))
    heading = _judged(absent={"user": ""}, end=end)["search.heading"]
    assert (heading.absent_path, heading.settings) == ("", ())


def test_a_required_step_that_blocks_is_accepted_with_what_it_blocks() -> None:
    """A portal without the link of the users: one line says so."""
    link = "lost-codes.user.codes"
    blocked = barred(link)
    found = _judged(absent={link: ""}, end=blocked)
    assert found["search.heading"].absent_path == link
    found = _judged(absent={}, end=blocked)
    assert (found["search.heading"].verdict, found["search.heading"].cause) == (
        Verdict.UNREACHED,
        link,
    )
    assert found["search.heading"].settings == (), "the link itself has the line"


def test_the_setting_is_a_line_of_the_target_file() -> None:
    """With the words that it is about, for the reader."""
    (line,) = _judged(DETOUR, absent={})["search.heading"].settings
    assert line == Setting(section="absent", key=LEADS, value="", guide=GUIDE.by_slug[LEADS].text)


def test_a_missing_link_that_ends_a_scenario_has_the_line_too() -> None:
    """One that is there and leads elsewhere has not: it is broken, and no path is absent."""
    link = "lost-codes.user.codes"
    for code, proposed in (("action", [link]), ("page-named", [])):
        expected = fact(code, label=quote("cliquez ici"), title=quote("x"))
        blocker = Blocker(step=1, statement=link, expected=expected, seen=fact("none"))
        end = End(duration=1.0, blocker=blocker)
        made = journal(page(1, "lost-codes"), end, planned=(link, *PLANNED), people=USER)
        found = {one.statement: one for one in judge(GUIDE, made)}
        assert [one.key for one in found[link].settings if one.section == "absent"] == proposed
