"""Events are frozen, and say no more than they promise."""

import pytest
from pydantic import ValidationError

from harness.execution.events import Amended, RunFinished, ScenarioStarted, Times
from harness.model.finding import Verdict

TIMES = Times(start_up=1, walking=2, judging=0.5, reporting=0, total=3)


def test_an_event_cannot_be_changed() -> None:
    """What a report heard stays as it was."""
    event = ScenarioStarted(scenario="a", title="A")
    with pytest.raises(ValidationError):
        # pyrefly: ignore[read-only]
        event.title = "B"


def test_an_event_goes_through_json() -> None:
    """As a report may keep it."""
    for event in (
        RunFinished(exit_code=0, findings=(), times=TIMES),
        Amended(scenario="a", findings=()),
    ):
        assert type(event).model_validate_json(event.model_dump_json()) == event


def test_verdicts_are_ordered_best_first() -> None:
    """The worst of some is the last of them."""
    assert next(iter(Verdict)) is Verdict.PASS
    assert list(Verdict)[-1] is Verdict.FAULT
