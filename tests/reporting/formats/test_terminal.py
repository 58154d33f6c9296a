"""The terminal tells a run to people: plain where there is no terminal, never obeying a portal."""

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from harness.execution.events import Event, ScenarioStarted
from harness.messages import Language, catalogue
from harness.model.fact import fact, quote
from harness.model.finding import Level, Verdict
from harness.reporting.formats.terminal import Terminal
from tests.reporting.made import HOSTILE, finding, finished, passed, run_of, started, stopped, walk


def told(*events: Event, language: Language = "en", **options: Any) -> str:
    """What a run's events print."""
    stream = StringIO()
    console = Console(file=stream, **options)
    terminal = Terminal(console, catalogue(language), clock=lambda: 0.0)
    for event in events:
        terminal(event)
    terminal.close()
    return stream.getvalue()


def test_no_colours_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A log file gets plain lines, one a fact, however long."""
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    long = "the words " * 40
    text = told(*run_of(finding(seen=long)))
    assert "\x1b" not in text
    assert long.strip() in text


@pytest.mark.parametrize("width", [20, 41, 80, 200])
def test_narrow_terminals_get_every_word(width: int) -> None:
    """Lines are wrapped, never cut."""
    text = told(*run_of(finding()), force_terminal=True, width=width, no_color=True)
    squeezed = "".join(re.sub("\x1b\\[[^a-zA-Z]*[a-zA-Z]", "", text).split())
    assert "search.siret.mandatory" in squeezed
    assert "Champsobligatoires" in squeezed


def test_a_portals_escapes_and_markup_are_shown_not_obeyed() -> None:
    """Neither rich's markup nor a terminal's codes nor a line break of the portal has effect."""
    text = told(*run_of(finding(seen=HOSTILE, expected=HOSTILE)))
    assert "\x1b" not in text
    assert "␛[31mred" in text
    assert "[bold]x[/bold]" in text
    assert "\nnext line" not in text


@settings(max_examples=30)
@given(st.text())
def test_any_text_is_one_line(seen: str) -> None:
    """The lines of a report do not depend on what a portal says."""
    lines = told(*run_of(finding(seen=f"<{seen}>"))).splitlines()
    assert len(lines) == len(told(*run_of(finding(seen="<>"))).splitlines())


def test_a_broken_statement_is_told_in_full() -> None:
    """Sentence and line, expected, seen, where, which scenarios, what it bars."""
    text = told(
        *run_of(
            finding(files=("s/pages/03-search.html",)),
            finding("later.one", Verdict.UNREACHED, cause="search.siret.mandatory"),
        )
    )
    for part in (
        "guide, line 185: « Champs obligatoires »",
        "the page « Codes perdus : étape 2 » again",
        "the page « Codes perdus : étape 3 »",
        "s/pages/03-search.html",
        "blocks     later.one",
    ):
        assert part in text
    assert text.count("later.one") == 1


def test_the_last_line_is_the_verdict() -> None:
    """In words, so that it can be read alone."""
    assert told(*run_of(passed("a"), exit_code=0)).splitlines()[-1] == (
        "Verdict: the guide is kept: every required statement holds"
    )
    unseen = finding("b", Verdict.UNOBSERVABLE)
    assert told(*run_of(passed("a"), unseen, exit_code=0)).splitlines()[-1] == (
        "Verdict: the guide is kept: every required statement that could be judged holds"
    )
    assert told(*run_of(exit_code=4)).splitlines()[-1] == "Verdict: none: nothing was exercised"
    advised = finding("a", Verdict.WARN, level=Level.ADVISED)
    *_, verdict, following, _, _, _, _ = told(*run_of(advised)).splitlines()
    assert "1 advised statement does not hold" in verdict
    assert following == "Next:"


def test_what_was_not_walked_is_named() -> None:
    """A run that ended before its plan says why, what to do, and what is missing."""
    text = told(
        started(Path("runs/x"), "one", "later"),
        walk(passed("a")),
        stopped("later"),
        finished(passed("a"), exit_code=3),
    )
    assert "the portal died" in text
    assert "Look into its log." in text
    assert "later" in text
    assert "the portal is not judged" in text.splitlines()[-1]


def test_unobservable_is_counted_with_its_reason() -> None:
    """What a target cannot show is no pass, and says why."""
    dark = [finding(f"mail.{n}", Verdict.UNOBSERVABLE, seen="no mailbox") for n in range(3)]
    assert "3 statements: no mailbox" in told(*run_of(*dark, exit_code=0))


def test_no_password_of_the_address_is_shown() -> None:
    """The address of a target may carry one."""
    assert "hunter2" not in told(*run_of(finding()))


def test_the_live_display_goes_away_and_leaves_the_lines() -> None:
    """On a terminal, what is running is shown while it runs; the report stays."""
    text = told(
        started(Path("runs/x"), "administrator-identifier"),
        ScenarioStarted(scenario="administrator-identifier", title="…"),
        walk(passed("a")),
        finished(passed("a"), exit_code=0),
        force_terminal=True,
        width=100,
    )
    assert "0/1" in text
    assert "1 statement" in text


def test_french_reports_are_french() -> None:
    """The words of the report, not those of the portal."""
    text = told(*run_of(finding()), language="fr")
    assert "guide, ligne 185" in text
    assert (
        "le portail ne respecte pas le guide\u00a0: 1 énoncé exigé n’est pas respecté"
        in text.partition("À faire")[0].splitlines()[-1]
    )


def test_many_accepted_words_are_counted_and_not_listed() -> None:
    """They stand in the reports; a list at each run hides what is new."""
    words = {f"word {number}": "other" for number in range(9)}
    begun = started(Path("runs/x"), "administrator-identifier")
    text = told(begun.model_copy(update={"words": words}), finished())
    assert "9 words are accepted by the target file; report.html lists them." in text
    assert "word 3" not in text


def test_scenarios_that_were_not_played_to_their_end_are_told_with_the_verdict() -> None:
    """How many, and why: nobody takes the rest for the whole."""
    way = fact("another-way", page=quote("Step 2"))
    ended = fact("ended-where-not-shown", what=way)
    cut = finding(verdict=Verdict.UNOBSERVABLE, seen=ended, scenario="user", cause="")
    text = told(*run_of(passed("a"), cut))
    assert "1 scenario of 2 was not played to the end: this portal shows no way to" in text


def test_a_terminal_without_unicode_still_gets_its_report() -> None:
    """Letters that it cannot show are replaced, and nothing breaks."""

    class Ascii(StringIO):
        encoding = "ascii"

        def write(self, text: str) -> int:
            text.encode("ascii")
            return super().write(text)

    stream = Ascii()
    terminal = Terminal(Console(file=stream), catalogue())
    for event in run_of(finding()):
        terminal(event)
    assert "guide, line 185" in stream.getvalue()


def test_a_scenario_that_shows_nothing_new_is_no_alarm() -> None:
    """Its verdict is that of the report; the line says that all was seen above, and is dim."""
    events = (
        started(Path(), "a", "b", "c"),
        walk(finding("one", scenario="a"), scenario="a"),
        walk(finding("one", scenario="b"), scenario="b"),
        walk(finding("two", Verdict.WARN, level=Level.ADVISED, scenario="c"), scenario="c"),
    )
    lines = told(*events).splitlines()
    marks = [line.split()[0] for line in lines if "statement" in line]
    assert marks == ["✗", "✗", "!"]
    assert "1 statement, 1 fail  " in lines[1]
    assert "1 statement, 1 fail, all seen above  " in lines[2]
    assert "1 statement, 1 warn" in lines[3]


def test_a_cause_of_several_statements_tells_them_in_words() -> None:
    """The first few as they stand in the guide, or as we read it; of the others the slugs."""
    titled = fact("noun", en="All of it is otherwise", fr="Tout est autre")
    several = [
        finding(f"a.{number}", sentence=f"Phrase {number}").model_copy(
            update={"group": "g", "group_title": titled}
        )
        for number in range(6)
    ]
    text = told(*run_of(*several), width=300)
    assert [f"Phrase {number}" in text for number in range(6)] == [True] * 4 + [False] * 2
    assert "a.4, a.5" in text


def test_numbers_say_what_they_count() -> None:
    """Causes and statements on one title; one check for each statement in each scenario."""
    several = [
        finding(slug, scenario=scenario).model_copy(update={"group": "g"})
        for slug in ("a.1", "a.2")
        for scenario in ("one", "two")
    ]
    text = told(*run_of(*several, passed("b"), finding("c.1", scenario="one")))
    assert "What does not hold (2 causes, 3 statements)" in text
    assert "4 statements: 1 pass, 3 fail (3 scenarios, 6 checks)" in text
