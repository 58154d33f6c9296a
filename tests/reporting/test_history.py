"""A run beside an earlier one: what is new, what is mended, what was not judged."""

import pytest
from rich.console import Console

from harness.messages import Language, catalogue
from harness.model.fact import fact
from harness.model.finding import Finding, Setting, Verdict
from harness.reporting.formats.markdown import summary
from harness.reporting.formats.terminal import Terminal
from harness.reporting.grouping.causes import group_causes
from harness.reporting.grouping.findings import group_findings
from harness.reporting.history import history
from tests.reporting.made import finding, passed, run_of, started, story_of


def broken(slug: str, fingerprint: str = "f") -> Finding:
    """A broken statement with what a ledger knows it by."""
    return finding(slug).model_copy(update={"fingerprint": fingerprint})


def test_what_was_broken_alike_is_known_and_the_rest_is_new() -> None:
    """The same statement with another fingerprint is new."""
    before = [broken("home.opens"), broken("search.siret", "old")]
    now = [broken("home.opens"), broken("search.siret", "new"), broken("mail.once")]
    beside = history("monday", before, story_of(*run_of(*now)))
    causes = group_causes(group_findings(now).broken)
    new = {one.first.statement: beside.is_new(one) for one in causes}
    assert new == {"home.opens": False, "search.siret": True, "mail.once": True}


def test_what_holds_now_is_mended_and_what_was_not_judged_is_not() -> None:
    """A statement that this run did not reach, or did not have, is not called mended."""
    before = [broken("a.x"), broken("b.x"), broken("c.x"), broken("d.x")]
    now = [passed("a.x"), finding("b.x", Verdict.UNREACHED, cause="d.x"), broken("d.x")]
    beside = history("monday", before, story_of(*run_of(*now)))
    assert beside.mended == ("a.x",)
    assert beside.unseen == ("b.x", "c.x")


def test_what_is_mended_held_where_it_was_broken() -> None:
    """A part of the suite that left those scenarios out says nothing of it."""
    before = [finding("search.bcr", Verdict.FAIL, scenario="b")]
    there = history("x", before, story_of(*run_of(passed("search.bcr", "b"))))
    assert (there.mended, there.unseen) == (("search.bcr",), ())
    elsewhere = history("x", before, story_of(*run_of(passed("search.bcr", "a"))))
    assert (elsewhere.mended, elsewhere.unseen) == ((), ("search.bcr",))


def test_a_statement_that_fails_in_one_scenario_is_not_mended() -> None:
    """Another scenario in which it holds does not excuse it."""
    now = [passed("a.x"), finding("a.x", scenario="other")]
    assert history("monday", [broken("a.x")], story_of(*run_of(*now))).mended == ()


def proposed(slug: str, section: str, key: str) -> Finding:
    """A broken statement with a line of the target file that would accept it."""
    line = Setting(section=section, key=key, value="OK", guide="Je valide")
    return broken(slug).model_copy(update={"settings": (line,)})


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_became_accepted_is_not_called_mended(language: Language) -> None:
    """By a ledger, by a line of the target file, or with its whole path; every report says so."""
    before = [
        broken("a.ledger"),
        proposed("login.submit", "words", "login.submit"),
        proposed("search.submit", "words.search", "Je valide"),
        proposed("b.read", "reads", "b.read"),
        proposed("c.mended", "words", "c.mended"),
        finding("d.path", Verdict.UNREACHED, cause="a.ledger"),
    ]
    absent = fact("path-absent", name="user", what=fact("path-of-role", role="user"))
    now = [
        finding("a.ledger", Verdict.ACCEPTED),
        passed("login.submit"),
        passed("search.submit"),
        finding("b.read", Verdict.ACCEPTED),
        passed("c.mended"),
        finding("d.path", Verdict.UNOBSERVABLE, seen=absent),
    ]
    lines = {
        "words": {"login.submit": "OK", "search": {"Je valide": "OK"}},
        "reads": {"b.read": "otherwise"},
        "absent": {"user": ""},
    }
    begun = started().model_copy(update=lines)
    state = story_of(begun, *run_of(*now, exit_code=0)[1:])
    since = history("monday", before, state)
    assert since.accepted == ("a.ledger", "login.submit", "search.submit", "b.read")
    assert (since.mended, since.barred, since.unseen) == (("c.mended",), ("d.path",), ())
    words = catalogue(language)
    page = summary(state, words, since)
    for label in ("label-mended", "label-accepted-now", "label-barred-now"):
        assert words.text(label) in page


def test_the_terminal_tells_what_changed_and_not_everything_again() -> None:
    """What both runs saw is a line each; what is new is told in full."""
    console = Console(record=True, width=300)
    now = run_of(broken("home.opens"), broken("mail.once"))
    before = [broken("home.opens"), broken("c.mended")]
    terminal = Terminal(
        console, catalogue(), earlier=lambda state: history("monday", before, state)
    )
    for event in now:
        terminal(event)
    told = console.export_text()
    assert told.count("  expected") == 1, told
    new, _, rest = told.partition(catalogue().text("title-known"))
    assert ("mail.once" in new, "home.opens" in rest) == (True, True)
    assert "not judged now (1): c.mended" in told
