"""The timeline of a run: no scenario over another, none lost; where the time went."""

from collections import Counter
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.messages import catalogue
from harness.model.finding import Verdict
from harness.model.journal import End
from harness.reporting.svg.timeline import (
    ScenarioSpan,
    parallel_rows,
    scenario_spans,
    time_shares,
    timeline_svg,
)
from tests.builders import STARTED, journal, step
from tests.reporting.made import HOSTILE

WALKS = st.lists(
    st.tuples(st.integers(0, 50), st.integers(0, 20)).map(
        lambda pair: ScenarioSpan("s", Verdict.PASS, pair[0], pair[0] + pair[1])
    )
)


@given(WALKS)
def test_no_walk_lies_over_another_and_none_is_lost(walks: list[ScenarioSpan]) -> None:
    """In as many rows as ran in parallel."""
    rows = parallel_rows(sorted(walks, key=lambda walk: walk.begin))
    assert Counter(walk for row in rows for walk in row) == Counter(walks)
    for row in rows:
        assert all(a.end <= b.begin for a, b in pairwise(row))


def test_a_walk_that_was_cut_off_lasts_as_long_as_it_was_recorded() -> None:
    """Its last step tells."""
    cut = journal(step(3, time=3.0, duration=1.5), ended=False)
    verdicts = {"whole": Verdict.PASS, "cut": Verdict.FAULT}
    found = scenario_spans({"whole": journal(), "cut": cut, "other": cut}, verdicts, STARTED)
    assert [(one.scenario, one.begin, one.end) for one in found] == [
        ("cut", 0.0, 4.5),
        ("whole", 0.0, 9.0),
    ]


def test_the_picture_can_be_read_and_holds_no_markup_of_others() -> None:
    """Each bar has a title; the names are only words."""
    walks = (
        ScenarioSpan(HOSTILE, Verdict.FAIL, 0, 2),
        ScenarioSpan("short", Verdict.PASS, 2, 2.001),
    )
    root = ET.fromstring(timeline_svg(walks, catalogue("fr")))
    titles = [one.text or "" for one in root.iter("title")]
    assert len(titles) == 2
    assert "<script>" in titles[0]
    assert "non respecté" in titles[0]
    assert not list(root.iter("script"))


def test_nothing_is_drawn_of_nothing() -> None:
    """A run whose walks were not recorded has no such picture."""
    assert timeline_svg((), catalogue()) == ""


def test_time_is_summed_by_what_was_done() -> None:
    """Over all walks; what is left is the time between the movements, told last."""
    one = journal(
        step(1, verb="open", duration=1.0),
        step(2, verb="press", duration=2.0),
        step(3, verb="press", duration=3.0),
        End(duration=10.0),
    )
    found = time_shares([one, one])
    assert [(each.verb, each.times, each.seconds) for each in found] == [
        ("press", 4, 10.0),
        ("open", 2, 2.0),
        ("", 0, 8.0),
    ]
    assert sum(each.share for each in found) == pytest.approx(1)


def test_a_walk_that_was_cut_off_counts_what_it_did() -> None:
    """And nothing between; no walk at all is nothing."""
    cut = journal(step(1, verb="open", duration=1.0), ended=False)
    assert [(each.verb, each.share) for each in time_shares([cut])] == [("open", 1.0), ("", 0.0)]
    assert time_shares([]) == ()
