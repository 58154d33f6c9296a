"""The picture of the walks in time: none over another, none lost."""

from itertools import pairwise
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from harness.messages import catalogue
from harness.model.finding import Verdict
from harness.reporting.svg.timeline import Span, lanes, lanes_svg, spans
from tests.builders import STARTED, journal, step
from tests.reporting.made import HOSTILE

WALKS = st.lists(
    st.tuples(st.integers(0, 50), st.integers(0, 20)).map(
        lambda pair: Span("s", Verdict.PASS, pair[0], pair[0] + pair[1])
    )
)


@given(WALKS)
def test_no_walk_lies_over_another_and_none_is_lost(walks: list[Span]) -> None:
    """In as many lanes as were walked at once."""
    rows = lanes(sorted(walks, key=lambda walk: walk.begin))
    assert sorted(walk for row in rows for walk in row) == sorted(walks)
    for row in rows:
        assert all(a.end <= b.begin for a, b in pairwise(row))


def test_a_walk_that_was_cut_off_lasts_as_long_as_it_was_recorded() -> None:
    """Its last step tells."""
    cut = journal(step(3, time=3.0, duration=1.5), ended=False)
    verdicts = {"whole": Verdict.PASS, "cut": Verdict.FAULT}
    found = spans({"whole": journal(), "cut": cut, "other": cut}, verdicts, STARTED)
    assert [(one.scenario, one.begin, one.end) for one in found] == [
        ("cut", 0.0, 4.5),
        ("whole", 0.0, 9.0),
    ]


def test_the_picture_can_be_read_and_holds_no_markup_of_others() -> None:
    """Each bar has a title; the names are only words."""
    walks = (Span(HOSTILE, Verdict.FAIL, 0, 2), Span("short", Verdict.PASS, 2, 2.001))
    root = ET.fromstring(lanes_svg(walks, catalogue("fr")))
    titles = [one.text or "" for one in root.iter("title")]
    assert len(titles) == 2
    assert "<script>" in titles[0]
    assert "rompu" in titles[0]
    assert not list(root.iter("script"))


def test_nothing_is_drawn_of_nothing() -> None:
    """A run whose walks were not recorded has no such picture."""
    assert lanes_svg((), catalogue()) == ""
