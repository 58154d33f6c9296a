"""The steps of journals tell which pages walks moved between."""

from harness.model.journal import Journal, Step
from harness.reporting.svg.transitions import PageTransition, transitions
from tests import builders


def journal(*slugs: str, steps: tuple[Step, ...]) -> Journal:
    """A journal whose pages were recognised as these."""
    pages = (builders.page(number, slug) for number, slug in enumerate(slugs, start=1))
    return builders.journal(*pages, *steps)


def test_alike_movements_are_counted_together() -> None:
    """With what they rest on and what they were to exercise."""
    press = Step(
        number=1, verb="press", statement="search.submit", trying=("search.found",), on=1, led_to=2
    )
    walked = journal("search", "regenerate", steps=(press,))
    assert transitions([walked, walked]) == (
        PageTransition(
            source="search",
            target="regenerate",
            statements=("search.submit", "search.found"),
            times=2,
        ),
    )


def test_pages_that_the_guide_does_not_have_are_left_out() -> None:
    """So are movements that led nowhere, or began nowhere."""
    steps = (
        Step(number=1, verb="open", led_to=1),
        Step(number=2, verb="follow", on=1, led_to=2),
        Step(number=3, verb="hear", on=1),
    )
    assert transitions([journal("home", "", steps=steps)]) == ()
