"""The steps of journals tell which pages walks moved between."""

from harness.model.journal import Head, Journal, PageRecord, Step
from harness.model.page import Page
from harness.reporting.svg.transitions import PageTransition, transitions
from tests.reporting.made import STARTED


def journal(*slugs: str, steps: tuple[Step, ...]) -> Journal:
    """A journal whose pages were recognised as these."""
    head = Head(
        scenario="s",
        title="s",
        target="staging",
        driver="http",
        base_url="http://127.0.0.1/",
        started=STARTED,
        observes=frozenset(),
        planned=(),
        people=(),
        guide="",
    )
    pages = tuple(
        PageRecord(number=n, slug=slug, score=1.0, time=0.0, page=Page(url="http://127.0.0.1/"))
        for n, slug in enumerate(slugs, start=1)
    )
    return Journal(head=head, pages=pages, steps=steps)


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
