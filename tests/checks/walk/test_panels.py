"""What a closed panel hides is judged as shown once the walk has opened it."""

import pytest

from harness.checks.judge import judge
from harness.guide.model import Guide
from harness.model.finding import Verdict
from harness.model.journal import UNFOLD, Journal, PageRecord
from harness.page.extract import extract
from tests.builders import journal, step
from tests.two_mails import chapter, statement

GUIDE = Guide(
    digest="panels",
    chapters=(
        chapter(
            "home",
            statement("home.out", "Log out", {"kind": "action", "label": "Log out"}),
            statement("home.town", "Town", {"kind": "field", "label": "Town"}),
            statement("home.mark", "Town *", {"kind": "mark", "label": "Town", "mark": "*"}),
            statement("home.hint", "One", {"kind": "words", "text": "One"}),
            statement("home.never", "Secret", {"kind": "no-words", "text": "Secret"}),
        ),
    ),
)
CLOSED = (
    "<h1>Home</h1><button aria-expanded=false aria-controls=m>Menu</button>{}"
    "<div id=m {}><a href=/bye>Log out</a><label>Town * <input></label>{}</div>"
)


def _record(number: int, html: str) -> PageRecord:
    page = extract(html, url="http://portal.example/")
    return PageRecord(number=number, slug="home", score=1.0, time=float(number), page=page)


def _verdicts(*records: object, observes: frozenset[str]) -> dict[str, Verdict]:
    made: Journal = journal(*records)  # pyrefly: ignore
    slugs = tuple(one.slug for one in GUIDE)
    head = made.head.model_copy(update={"observes": observes, "planned": slugs})
    found = judge(GUIDE, made.model_copy(update={"head": head}))
    return {one.statement.removeprefix("home."): one.verdict for one in found if one.statement}


BROWSER, HTTP = frozenset({"javascript", "layout"}), frozenset[str]()


@pytest.mark.parametrize("observes", [BROWSER, HTTP])
def test_a_panel_that_no_step_opened(observes: frozenset[str]) -> None:
    """Nobody can tell what is in it; what needs no script to be opened counts as shown."""
    told = _verdicts(_record(1, CLOSED.format("One", "hidden", "")), observes=observes)
    assert (told["out"], told["town"], told["mark"]) == (Verdict.UNOBSERVABLE,) * 3
    assert told["hint"] is Verdict.PASS
    plain = CLOSED.replace("<div", "<details><summary>x</summary><div").replace("hidden", "")
    told = _verdicts(_record(1, plain.format("One", "", "")), observes=observes)
    assert {*told.values()} == {Verdict.PASS}


def test_hidden_for_good() -> None:
    """A panel that nothing opens hides what the guide promises."""
    html = CLOSED.format("One", "hidden", "").replace("aria-controls=m", "aria-controls=n")
    told = _verdicts(_record(1, html.replace("<div", "<p>x</p><div")), observes=BROWSER)
    assert (told["out"], told["town"]) == (Verdict.FAIL, Verdict.FAIL)


@pytest.mark.parametrize(("closed", "opened"), [("One", ""), ("", "One"), ("One", "Secret")])
def test_a_panel_that_the_walk_opened(closed: str, opened: str) -> None:
    """What either state shows is shown; what must never be shown is judged in both."""
    records = (
        _record(1, CLOSED.format(closed, "hidden", "")),
        step(1, verb=UNFOLD, on=1, led_to=2),
        _record(2, CLOSED.format("", "", opened)),
    )
    told = _verdicts(*records, observes=BROWSER)
    expected = dict.fromkeys(("out", "town", "mark", "hint"), Verdict.PASS)
    never = Verdict.FAIL if opened == "Secret" else Verdict.PASS
    assert told == expected | {"never": never}
