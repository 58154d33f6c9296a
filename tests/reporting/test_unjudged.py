"""A run that could not judge everything is not told as one that did."""

import re
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from rich.console import Console

from harness.execution.events import Origin, Planned
from harness.guide.loader import load_guide
from harness.messages import Language, catalogue
from harness.model.fact import fact, quote
from harness.model.finding import Finding, Level, Setting, Verdict
from harness.pytest_plugin.messages import verdict_text
from harness.reporting.commands import init_command
from harness.reporting.formats.junit import junit_xml
from harness.reporting.formats.markdown import summary
from harness.reporting.formats.terminal import Terminal
from harness.reporting.history import history
from harness.reporting.html.run import html_report
from harness.reporting.next_step import NextStep, next_steps
from harness.reporting.proposed_lines import proposed_lines
from harness.reporting.run_state import RunState
from harness.reporting.unjudged import absent_paths, overall_look, unjudged
from harness.reporting.verdict_sentence import conclusion, conclusion_parts
from tests.facts import verbatim
from tests.reporting.made import finding, finished, passed, run_of, started, story_of, walk

NO_WAY = fact("ended-where-not-shown", what=fact("way-to", page=quote("Étape 2")))
ROLES = {"a": "administrator", "b": "user", "c": "user"}


def _cut(statement: str, scenario: str) -> Finding:
    return finding(
        statement, Verdict.UNOBSERVABLE, scenario=scenario, seen=NO_WAY, expected=verbatim("x")
    )


def _run(*findings: Finding, exit_code: int = 0) -> RunState:
    plan = tuple(
        Planned(scenario=slug, title=slug, statements=(), role=role) for slug, role in ROLES.items()
    )
    begun = started().model_copy(update={"plan": plan})
    return story_of(begun, *run_of(*findings)[1:-1], finished(*findings, exit_code=exit_code))


FOR_USERS = (
    passed("login.opens", "a"),
    passed("search.opens", "a"),
    passed("mail.once", "a"),
    passed("login.opens", "b"),
    _cut("search.opens", "b"),
    _cut("mail.once", "b"),
)
OF_THE_DRIVER = (
    passed("login.opens", "a"),
    finding(
        "mail.once",
        Verdict.UNOBSERVABLE,
        scenario="b",
        seen=fact("ended-where-not-shown", what=fact("feature", name="mailbox")),
    ),
)
TOLD = {
    "en": "no failure, but 2 statements could not be judged for the role « user »",
    "fr": "chaque énoncé exigé qui a pu être jugé est respecté, mais 2 énoncés n’ont pas pu être "
    "jugés pour le rôle « user »",
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_could_not_be_judged_for_a_role_is_said_first(language: Language) -> None:
    """Though scenarios of another role judged the same statements: in words, and not in green."""
    state, words = _run(*FOR_USERS), catalogue(language)
    assert overall_look(state) is Verdict.WARN
    assert conclusion(state, words).startswith(TOLD[language])
    assert summary(state, words).splitlines()[0].endswith(conclusion(state, words))


def test_every_report_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal, JUnit and pytest."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    state, words = _run(*FOR_USERS), catalogue()
    told = conclusion(state, words)
    console = Console(record=True, width=400, force_terminal=True)
    terminal = Terminal(console, words)
    for event in (state.started, *state.walked, state.finished):
        assert event
        terminal(event)
    banner = console.export_text(styles=True).partition("Next:")[0].strip().splitlines()[-1]
    assert told in banner
    assert "\x1b[1;33m" in banner
    case = ET.fromstring(junit_xml(state, catalogue())).find(
        "testsuite[@name='run']/testcase/skipped"
    )
    assert case is not None
    assert case.get("message") == told
    assert verdict_text(state) == (f"Verdict: {told}", {"yellow": True})


def test_what_another_scenario_of_the_role_judged_is_not_open() -> None:
    """A scenario that stops early costs nothing then."""
    state = _run(*FOR_USERS, passed("search.opens", "c"), passed("mail.once", "c"))
    assert overall_look(state) is Verdict.PASS
    assert unjudged(state).statements == ()
    assert conclusion(state, catalogue()).startswith("the guide is kept")


def test_what_a_broken_advice_bars_is_open() -> None:
    """An advised statement fails no run, and may bar the way to others."""
    barred = finding("mail.once", Verdict.UNREACHED, scenario="b", cause="login.opens")
    state = _run(
        passed("mail.once", "a"),
        finding("login.opens", Verdict.WARN, scenario="b", level=Level.ADVISED),
        barred,
    )
    assert (unjudged(state).role, unjudged(state).statements) == ("user", ("mail.once",))
    told = conclusion(state, catalogue())
    assert (
        "1 scenario of 2 was not played to the end: the way ended where this does not hold" in told
    )


def test_reasons_are_counted_one_after_the_other() -> None:
    """How many scenarios there are is said once."""
    barred = finding("mail.once", Verdict.UNREACHED, scenario="c", cause="login.opens")
    told = conclusion(_run(passed("login.opens", "a"), *FOR_USERS[3:], barred), catalogue())
    assert told.count("scenario of 3") == 1
    assert "statement" not in told.rpartition("does not hold")[2]
    assert "; 1 more: the way ended where this does not hold" in told


def test_the_report_lists_what_could_not_be_judged() -> None:
    """With what the guide says of each."""
    html = html_report(
        _run(*FOR_USERS), load_guide(), "", folder=Path("runs/x"), catalogue=catalogue()
    )
    listed = html.partition("The 2 statements that could not be judged for the role « user »")[
        2
    ].partition("</ul>")[0]
    assert re.findall("<code>(.*?)</code>", listed) == ["search.opens", "mail.once"]
    assert catalogue().say(FOR_USERS[4].sentence) in listed
    failed = _run(*FOR_USERS, finding(scenario="a"), exit_code=1)
    told = html_report(failed, load_guide(), "", folder=Path("runs/x"), catalogue=catalogue())
    assert "that could not be judged</summary>" not in told


def test_several_roles_or_none_are_not_named() -> None:
    """The number is that of the statements."""
    both = _run(passed("login.opens", "a"), _cut("mail.once", "a"), *FOR_USERS[3:])
    assert unjudged(both).role == ""
    assert "but 2 statements could not be judged;" in conclusion(both, catalogue())
    unknown = story_of(
        started(), walk(*FOR_USERS[3:], scenario="b"), finished(*FOR_USERS[3:], exit_code=0)
    )
    assert conclusion(unknown, catalogue()).startswith("no failure, but 2 statements")


def test_what_a_whole_scenario_cannot_observe_leaves_the_verdict_green() -> None:
    """Such as a sound without silences: the scenario was played to its end."""
    silent = finding("certification-code.audio", Verdict.UNOBSERVABLE, scenario="a", seen="silent")
    assert overall_look(_run(passed("login.opens", "a"), silent)) is Verdict.PASS


def test_a_failure_looks_like_one() -> None:
    """Whatever else was not judged."""
    state = _run(*FOR_USERS, finding(scenario="a"), exit_code=1)
    assert overall_look(state) is Verdict.FAIL
    assert conclusion(state, catalogue()).startswith("the portal does not keep the guide")


ABSENT = fact(
    "path-absent-because",
    name="user",
    what=fact("path-of-role", role="user"),
    why=quote("ask somebody"),
)


def _absent(statement: str, scenario: str) -> Finding:
    return finding(statement, Verdict.UNOBSERVABLE, scenario=scenario, seen=ABSENT)


def _accepting(*findings: Finding, **absent: str) -> RunState:
    state = _run(*findings)
    assert state.started
    begun = state.started.model_copy(update={"absent": absent})
    return state.model_copy(update={"started": begun})


FOR_ADMINISTRATORS = (
    passed("login.opens", "a"),
    passed("search.opens", "a"),
    passed("login.opens", "b"),
    _absent("search.opens", "b"),
    _absent("login.opens", "c"),
)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_path_that_the_target_file_says_is_absent_is_told_as_accepted(language: Language) -> None:
    """Not judged, and said so: with how many, and by which line, in every report."""
    words = catalogue(language)
    state = _accepting(*FOR_ADMINISTRATORS, user="ask somebody")
    assert overall_look(state) is Verdict.PASS
    told = conclusion(state, words)
    assert told.startswith(words.text("conclusion-kept-but-accepted"))
    assert words.text("count-accepted-unjudged", n=1) in told
    assert "ask somebody" in summary(state, words)
    (path,) = absent_paths(state)
    assert (path.scenarios, path.statements) == (("b", "c"), ("search.opens",))


def test_a_line_that_bars_nothing_is_not_told_as_a_path_that_is_absent() -> None:
    """The portal has the path after all: all of it was judged, and the line was not needed."""
    state = _accepting(passed("login.opens", "b"), user="")
    assert catalogue().text("title-absent") not in summary(state, catalogue())
    assert "accepted" not in conclusion(state, catalogue())


def test_the_numbers_of_the_verdict_and_of_the_lists_fit_together() -> None:
    """Not judged for users; judged for others, so that the list of the unobservable has none."""
    assert unjudged(_run(*FOR_USERS)).elsewhere == 2
    told = conclusion(_run(*FOR_USERS), catalogue())
    assert "2 of them are judged for another role" in told
    left = summary(_run(*FOR_USERS), catalogue())
    assert f"## {catalogue().text('title-unobservable')}" not in left


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_sentence_ends_with_no_slug(language: Language) -> None:
    """What stopped a scenario is told in the words of the statement."""
    barrier = finding(
        "search.found.x",
        Verdict.WARN,
        scenario="b",
        sentence="Un nom est un nom.",
        level=Level.ADVISED,
    )
    left = finding("mail.once", Verdict.UNREACHED, scenario="b", cause="search.found.x")
    told = conclusion(_run(barrier, left), catalogue(language))
    assert "Un nom est un nom." in told
    assert "search.found.x" not in told


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_report_says_what_to_do_next(language: Language) -> None:
    """For a path that ended, for what is broken, and for what the portal may do otherwise."""
    words = catalogue(language)
    line = Setting(section="absent", key="user", value="", guide="x")
    cut = _cut("search.opens", "b").model_copy(update={"settings": (line,)})
    state = _run(passed("login.opens", "a"), cut)
    (told,) = next_steps(state, words)
    assert told == NextStep(words.text("next-absent"), init_command(state))
    assert f"1. {told.told} `{init_command(state)}`" in summary(state, words)
    assert "[absent]" in summary(state, words)
    (told,) = next_steps(_run(*OF_THE_DRIVER), words)
    assert told == NextStep(words.text("next-unjudged"), "report.html")
    assert next_steps(_run(passed("login.opens", "a")), words) == ()
    assert next_steps(_run(finding("login.opens", scenario="a"), exit_code=3), words) == ()


def test_the_causes_come_first_and_what_to_accept_last() -> None:
    """A defect is looked at and played again before anybody thinks of accepting it."""
    line = Setting(section="words", key="a.x", value="OK", guide="Je valide")
    broken = finding("login.opens", scenario="a").model_copy(update={"settings": (line,)})
    state, words = _run(broken, exit_code=1), catalogue()
    commands = [one.command for one in next_steps(state, words, here=True)]
    assert commands == [
        "runs/x/report.html",
        "codes-perdus replay runs/x a",
        init_command(state, here=True),
    ]


def test_the_terminal_sets_each_command_on_a_line_of_its_own() -> None:
    """Ready to be copied however narrow it is; the lines to accept are left to the command."""
    line = Setting(section="words", key="a.x", value="OK", guide="Je valide")
    broken = finding("login.opens", scenario="a").model_copy(update={"settings": (line,)})
    console = Console(width=20, record=True, file=StringIO(), force_terminal=True)
    terminal = Terminal(console, catalogue())
    for event in (started(), walk(broken, scenario="a"), finished(broken)):
        terminal(event)
    printed = [one.strip() for one in console.export_text().splitlines()]
    assert "codes-perdus replay runs/x a" in printed
    assert printed[-1] == "codes-perdus init TARGET.toml --from runs/x"
    assert "[words]" not in printed


def test_a_shard_says_that_its_numbers_are_its_own() -> None:
    """What it could not judge, another one may have judged."""
    state = _run(passed("login.opens", "a"))
    assert state.started
    begun = state.started.model_copy(update={"origin": Origin(shard="1/2")})
    shard = state.model_copy(update={"started": begun})
    (told,) = next_steps(shard, catalogue())
    assert told.told == catalogue().text("next-shard", shard="1/2")


def test_what_stopped_scenarios_is_told_once_and_in_short() -> None:
    """One clause for all that does not hold, the most frequent first, two of them in words."""
    findings = [passed("login.opens", "a")]
    for scenario, slug in (("a", "s.two"), ("b", "s.one"), ("c", "s.three"), ("d", "s.one")):
        findings.append(
            finding(slug, scenario=scenario, sentence=f"Phrase {slug}", level=Level.ADVISED)
        )
        findings.append(finding("mail.once", Verdict.UNREACHED, scenario=scenario, cause=slug))
    told = conclusion(_run(*findings, exit_code=1), catalogue())
    assert told.count("does not hold:") == 1
    assert "« Phrase s.one », « Phrase s.two » and 1 more statement" in told
    assert "4 scenarios of 4" in told


def test_where_required_statements_are_broken_the_causes_tell_why_scenarios_ended() -> None:
    """The sentence has their number, and no reason beside it."""
    broken = finding("s.one", scenario="a", sentence="Phrase")
    barred = finding("mail.once", Verdict.UNREACHED, scenario="a", cause="s.one")
    told = conclusion(_run(broken, barred, exit_code=1), catalogue())
    assert told.endswith("1 scenario of 1 was not played to the end")
    assert "Phrase" not in told


def test_a_report_does_not_send_its_reader_to_itself() -> None:
    """What the terminal says of `report.html` is not said in it."""
    failing = _run(finding("login.opens", scenario="a"), exit_code=1)
    first, _ = next_steps(failing, catalogue(), in_report=True)
    assert first == NextStep(catalogue().text("next-causes-below"))
    assert next_steps(_run(*OF_THE_DRIVER), catalogue(), in_report=True) == ()


class TestWhatThePortalCannotShow:
    """A target file accepts it by statement: told, never passed, and no longer open."""

    SEEN = fact("unobservable-accepted-because", seen=NO_WAY, why=quote("no list"))

    def _accepted(self, *others: Finding) -> RunState:
        cut = _cut("mail.once", "b").model_copy(update={"seen": self.SEEN})
        state = _run(passed("login.opens", "a"), passed("login.opens", "b"), cut, *others)
        assert state.started
        named = {"mail.once": "no list", "login.opens": "", "never.met": ""}
        begun = state.started.model_copy(update={"unobservable": named})
        return state.model_copy(update={"started": begun})

    def test_each_open_statement_has_a_line_to_copy(self) -> None:
        """Unless the driver or the target file is what does not show it, or a path has one."""
        assert [(one.section, one.key) for one in proposed_lines(_run(*FOR_USERS))] == [
            ("unobservable", "search.opens"),
            ("unobservable", "mail.once"),
        ]
        assert proposed_lines(_run(*OF_THE_DRIVER)) == ()
        path = Setting(section="absent", key="user", value="", guide="x")
        cut = _cut("search.opens", "b").model_copy(update={"settings": (path,)})
        assert proposed_lines(_run(passed("login.opens", "a"), cut)) == (path,)

    @pytest.mark.parametrize("language", ["en", "fr"])
    def test_what_is_accepted_is_told_and_is_no_reason_for_amber(self, language: Language) -> None:
        """The verdict, the summary and the history say so."""
        state, words = self._accepted(), catalogue(language)
        assert overall_look(state) is Verdict.PASS
        told = conclusion(state, words)
        assert told.startswith(words.text("conclusion-kept-but-accepted"))
        assert words.text("count-accepted-unobservable", n=1) in told
        assert "Étape 2" not in told, "why the scenario ended is known"
        page = summary(state, words)
        assert words.text("title-accepted-unobservable") in page
        assert f"`mail.once{words.colon} no list`" in page
        since = history("earlier", [_cut("mail.once", "b")], state)
        assert since.barred == ("mail.once",)

    def test_nothing_else_is_accepted_with_it(self) -> None:
        """Another statement of the scenario is open, and its end is told."""
        state = self._accepted(_cut("search.opens", "b"))
        assert unjudged(state).statements == ("search.opens",)
        assert "Étape 2" in conclusion(state, catalogue())

    def test_a_scenario_that_was_not_played_is_open_but_for_what_is_accepted(self) -> None:
        """There is one reason for all its statements."""
        why = fact("no-account-free")
        seen = fact("unobservable-accepted", seen=why)
        some = [
            finding(slug, Verdict.UNOBSERVABLE, scenario="b", seen=one)
            for slug, one in (("mail.once", seen), ("search.opens", why))
        ]
        state = _run(passed("login.opens", "a"), *some)
        assert unjudged(state).statements == ("search.opens",)


def test_what_is_open_for_several_roles_says_where() -> None:
    """Statements of one name are told apart by their role and their scenarios."""
    page = html_report(
        _run(*FOR_USERS, _cut("search.opens", "c"), _cut("mail.sent", "d")),
        load_guide(),
        "",
        folder=Path(),
        catalogue=catalogue(),
    )
    assert "role: user, in 2 scenarios: " in re.sub(r"<[^>]+>", "", page)
    told = conclusion(_run(*FOR_USERS, _cut("mail.sent", "d")), catalogue())
    assert "3 statements could not be judged (2 of them are judged for another role)" in told


def test_nobody_is_asked_to_accept_what_wrong_accounts_break() -> None:
    """Where no form accepts an account, the accounts come first."""
    line = Setting(section="words", key="a.x", value="OK", guide="Je valide")
    broken = finding("login.opens", scenario="a").model_copy(update={"settings": (line,)})
    state = _run(broken, exit_code=1)
    assert state.finished
    end = state.finished.model_copy(update={"refusing": ("Codes perdus : étape 2",)})
    refused = state.model_copy(update={"finished": end})
    *_, last = next_steps(refused, catalogue(), in_report=True)
    assert last == NextStep(catalogue().text("next-accounts"))


def test_the_report_sets_what_is_told_beside_the_verdict_below_it() -> None:
    """The verdict itself is one clause, however much there is to tell."""
    state, words = _run(*FOR_USERS), catalogue()
    parts = conclusion_parts(state, words)
    page = html_report(state, load_guide(), "", folder=Path(), catalogue=words)
    told = re.sub(r"<[^>]+>", "", page)
    assert f"Verdict: {parts.head}\n" in told
    assert parts.beside
    assert f"{parts.head}; " not in told
