"""Where the time of a run went."""

import pytest

from harness.model.journal import End
from harness.reporting.svg.time_breakdown import spent
from tests.builders import journal, step


def test_time_is_summed_by_what_was_done() -> None:
    """Over all walks; what is left is the time between the movements, told last."""
    one = journal(
        step(1, verb="open", duration=1.0),
        step(2, verb="press", duration=2.0),
        step(3, verb="press", duration=3.0),
        End(duration=10.0),
    )
    found = spent([one, one])
    assert [(each.verb, each.times, each.seconds) for each in found] == [
        ("press", 4, 10.0),
        ("open", 2, 2.0),
        ("", 0, 8.0),
    ]
    assert sum(each.share for each in found) == pytest.approx(1)


def test_a_walk_that_was_cut_off_counts_what_it_did() -> None:
    """And nothing between; no walk at all is nothing."""
    cut = journal(step(1, verb="open", duration=1.0), ended=False)
    assert [(each.verb, each.share) for each in spent([cut])] == [("open", 1.0), ("", 0.0)]
    assert spent([]) == ()
