"""Coverage tells what runs emitted about each statement, and what nobody looked at."""

from io import StringIO

from rich.console import Console

from harness.core.console import Printer
from harness.guide.loader import load_guide
from harness.messages import catalogue
from harness.model.finding import Verdict
from harness.reporting.coverage import State, coverage, print_coverage
from tests.reporting.made import finding, passed

GUIDE = load_guide()


def printed(*findings_of: str, every: bool = False) -> str:
    """Coverage on a plain stream, these statements passing."""
    stream = StringIO()
    found = coverage(GUIDE, [passed(slug) for slug in findings_of])
    print_coverage(found, Printer(Console(file=stream, width=200)), catalogue(), every=every)
    return stream.getvalue()


def test_each_statement_has_one_state() -> None:
    """Tested once is tested; what nobody emitted is untracked."""
    found = coverage(
        GUIDE,
        [
            passed("search.heading", "a"),
            finding("search.heading", Verdict.UNREACHED, scenario="b"),
            finding("search.siret", Verdict.UNREACHED, cause="search.heading"),
            finding("mail.sender", Verdict.UNOBSERVABLE, seen="no mailbox"),
        ],
    )
    states = {one.statement: one.state for one in found}
    assert states["search.heading"] is State.TESTED
    assert states["search.siret"] is State.UNREACHED
    assert states["mail.sender"] is State.UNOBSERVABLE
    assert states["home.access.button"] is State.UNTRACKED
    assert sum(found.count(state) for state in State) == len(GUIDE.by_slug)


def test_what_the_guide_does_not_have_is_named() -> None:
    """Findings of an older guide do not vanish in silence."""
    assert coverage(GUIDE, [passed("gone.statement")]).strangers == ("gone.statement",)
    assert "gone.statement" in printed("gone.statement")


def test_the_print_lists_what_was_not_tested() -> None:
    """With its line; tested statements are listed when asked for."""
    text = printed("search.heading")
    assert "search.siret  required, guide, line 185: untracked" in text
    assert "\nsearch.heading " not in text
    assert "search.heading  required, guide, line 179: 1 pass" in printed(
        "search.heading", every=True
    )


def test_nothing_untested_lists_nothing() -> None:
    """The table alone, when every statement was judged."""
    assert "Not tested" not in printed(*GUIDE.by_slug)
