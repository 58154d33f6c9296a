"""What a target file names of the guide is known before a portal is touched."""

import pytest

from harness.config.target import Target
from harness.core.errors import TargetError
from harness.messages.faults import fault_words
from harness.planning.target_check import check_target
from tests.builders import GUIDE


def _target(*absent: str) -> Target:
    return Target(name="x", base_url="https://x.example/", absent=dict.fromkeys(absent, ""))


def test_an_absent_path_is_a_step_a_page_or_a_role() -> None:
    """A link, a field and a movement are steps."""
    steps = ("lost-codes.user.codes", "search.siret", "search.found.user")
    check_target(GUIDE, _target("lost-codes.user.codes.leads", *steps, "search", "user"))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("lost-codes.user.codes.leds", 'did you mean "lost-codes.user.codes.leads"?'),
        ("usr", 'did you mean "user"?'),
        ("search.heading", "the statement is about no step, link, button or field"),
    ],
)
def test_any_other_name_is_a_mistake(name: str, told: str) -> None:
    """The nearest one is named, and of many no list that nobody reads."""
    with pytest.raises(TargetError) as error:
        check_target(GUIDE, _target(name))
    assert told in error.value.seen
    assert len(error.value.seen) < 1_500
    assert "step, page or role" not in fault_words(error.value.seen, "fr")
    assert "the statement" not in fault_words(error.value.seen, "fr")


def test_what_a_portal_cannot_show_is_a_statement() -> None:
    """Of any kind; the nearest slug is named where there is none."""
    named = {"search.heading": "", "regenerate.question.mandatory": "no empty choice"}
    check_target(GUIDE, _target().model_copy(update={"unobservable": named}))
    wrong = _target().model_copy(update={"unobservable": {"search.headng": ""}})
    with pytest.raises(TargetError) as error:
        check_target(GUIDE, wrong)
    assert (
        'unobservable › search.headng: no statement of the guide; did you mean "search.heading"?'
        in (error.value.seen)
    )
    assert "no statement" not in fault_words(error.value.seen, "fr")
