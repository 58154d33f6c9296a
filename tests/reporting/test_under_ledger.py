"""What is accepted or flaky is told in every report, and never as broken or as kept."""

import json
from io import StringIO
from xml.etree import ElementTree as ET

import pytest
from markdown_it import MarkdownIt
from rich.console import Console

from harness.ledger.matching import FAILING
from harness.messages import catalogue
from harness.model.finding import Verdict
from harness.reporting.formats.junit import junit_xml
from harness.reporting.formats.markdown import summary
from harness.reporting.formats.run_json import run_json
from harness.reporting.formats.terminal import Terminal
from harness.reporting.grouping.findings import group_findings
from harness.reporting.notices import excusing
from harness.reporting.verdict_sentence import conclusion
from tests.reporting.made import finished, passed, started, story_of, under_ledger, use, walk

STORY = under_ledger()


def test_groups_of_their_own() -> None:
    """Neither is broken; a fault that went away is beside them."""
    grouped = group_findings(STORY.findings)
    assert grouped.broken == ()
    assert grouped.faults == ()
    assert [one.statement for one in grouped.accepted] == ["home.opens"]
    assert [one.statement for one in grouped.flaky] == ["search.bcr"]
    assert [one.name for one in grouped.passing_faults] == ["TimedOut"]


def test_rare_verdicts_are_counted_where_there_are_some() -> None:
    """A run without a ledger shows no empty rows."""
    rare = {Verdict.ACCEPTED, Verdict.FLAKY}
    assert set(group_findings(STORY.findings).totals.shown) >= rare
    assert not rare & set(group_findings([passed("one")]).totals.shown)


def test_the_conclusion_tells_all_of_it() -> None:
    """In one sentence."""
    told = conclusion(STORY, catalogue())
    for words in ("1 deviation is accepted", "2 things are flaky", "2 entries of the ledger"):
        assert words in told
    kept = story_of(started(), finished(*STORY.findings[:1], exit_code=0))
    assert "the guide is kept but for what is accepted" in conclusion(kept, catalogue())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_terminal_tells_all_of_it(language: str) -> None:
    """Each with what is to be done, hostile reasons made harmless."""
    stream = StringIO()
    terminal = Terminal(Console(file=stream), catalogue("fr" if language == "fr" else "en"))
    assert STORY.started
    assert STORY.finished
    terminal(STORY.started)
    for walked in STORY.walked:
        terminal(walked)
    terminal(STORY.finished)
    told = stream.getvalue()
    texts = catalogue("fr" if language == "fr" else "en")
    for message in ("title-accepted", "title-ledger", *(f"remedy-{one}" for one in FAILING)):
        assert (texts.text(message) in told) == (message != "remedy-expired")
    assert texts.text("count-walks", n=2) in told
    assert "Ariane | QA" in told
    assert "\x1b" not in told


def test_junit_tells_all_of_it() -> None:
    """Accepted is skipped with its reason, flaky passes with a note, the ledger has a suite."""
    root = ET.fromstring(junit_xml(STORY, catalogue()).encode())
    case = {case.get("name"): case for case in root.iter("testcase")}
    skipped = case["home.opens"].find("skipped")
    assert skipped is not None
    assert "accepted until 2010-10-01 by Ariane | QA" in skipped.get("message", "")
    assert "flaky" in str(case["search.bcr"].findtext("system-out"))
    assert case["search.bcr"].find("failure") is None
    ledger = root.find("testsuite[@name='ledger']")
    assert ledger is not None
    assert (ledger.get("tests"), ledger.get("failures")) == ("2", "2")


def test_markdown_tells_all_of_it() -> None:
    """A bar in an owner's name ends no cell."""
    html = MarkdownIt("commonmark").enable("table").render(summary(STORY, catalogue()))
    assert "<code>Ariane | QA</code></td>" in html
    assert "<script>" not in html
    assert "something else is seen" in html


def test_run_json_tells_all_of_it() -> None:
    """Each entry with how it stands."""
    facts = json.loads(run_json(STORY, digest="", versions={}))
    assert [one["status"] for one in facts["ledger"]] == ["excused", "stale", "changed"]
    assert facts["scenarios"][0]["attempts"] == 2
    assert facts["totals"]["findings"]["flaky"] == 2


def test_what_ends_first_comes_first() -> None:
    """So that nobody is surprised by it."""
    later = use(until=use().entry.until.replace(year=2011))
    assert excusing([later, use()]) == (use(), later)


def test_one_walk_is_not_counted() -> None:
    """The line of a scenario speaks of walks only where there were several."""
    stream = StringIO()
    terminal = Terminal(Console(file=stream), catalogue())
    for event in (started(), walk(passed("a")), finished(passed("a"), exit_code=0)):
        terminal(event)
    assert "walks" not in stream.getvalue()
