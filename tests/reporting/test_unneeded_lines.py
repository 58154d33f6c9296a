"""Lines of a target file that a run did not need are told, and fail nothing."""

from typing import Any

from harness.execution.events import Origin
from harness.guide.reading import OTHERWISE
from harness.messages import catalogue
from harness.model.fact import Fact, fact
from harness.model.finding import Finding, Level, Verdict
from harness.reporting.formats.markdown import summary
from harness.reporting.unneeded_lines import unneeded_lines
from tests.builders import GUIDE
from tests.reporting.made import finding, finished, passed, run_of, started, story_of

NAME = "regenerate.first-name"  # a field that the guide calls « Votre Prénom »
READING = "search.found.decomposed"
WAY = "lost-codes.user.codes.leads"


def _unneeded(*findings: Finding, selected: bool = False, **target: Any) -> dict[str, str]:
    """Why lines are not needed, by section and key."""
    begun = started().model_copy(update={**target, "origin": Origin(selected=selected)})
    found: dict[str, str] = {}
    for line in unneeded_lines(findings, begun, GUIDE):
        why = line.params["why"]
        assert isinstance(why, Fact)
        found[f"[{line.params['section']}] {line.params['key']}"] = why.code
    return found


def test_words_that_the_portal_has_after_all() -> None:
    """The line says that it has none, or what the guide says anyway."""
    nothing = {"words": {NAME: ""}}
    accepted = finding(NAME, Verdict.ACCEPTED)
    assert _unneeded(accepted, **nothing) == {}
    assert _unneeded(**nothing) == {}, "nobody came there"
    assert _unneeded(passed(NAME, "a"), **nothing) == {f"[words] {NAME}": "unneeded-words-there"}
    assert _unneeded(passed(NAME, "a"), accepted, **nothing) == {}
    same = {"words": {"regenerate": {"Votre Prénom": "Votre Prénom"}}}
    key = "[words.regenerate] Votre Prénom"
    assert _unneeded(passed(NAME, "a"), **same) == {key: "unneeded-as-the-guide"}
    other = {"words": {"regenerate": {"Votre Prénom": "Prénom"}}}
    assert _unneeded(passed(NAME, "a"), **other) == {}


def test_a_reading_that_is_ours() -> None:
    """« otherwise » is not needed where the statement holds everywhere."""
    reads = {"reads": {READING: OTHERWISE}}
    assert _unneeded(passed(READING, "a"), **reads) == {f"[reads] {READING}": "unneeded-holds"}
    other = finding(READING, Verdict.ACCEPTED, level=Level.ADVISED)
    assert _unneeded(passed(READING, "a"), other, **reads) == {}
    assert _unneeded(**reads) == {}


def test_a_path_that_the_portal_has() -> None:
    """Where no scenario ended; a part of the suite may not have come there."""
    absent = {"absent": {WAY: ""}}
    assert _unneeded(passed("home.opens", "a"), **absent) == {f"[absent] {WAY}": "unneeded-path"}
    assert _unneeded(passed("home.opens", "a"), selected=True, **absent) == {}
    assert _unneeded(finding(WAY, Verdict.ACCEPTED), **absent) == {}
    seen = fact("path-absent", name=WAY, what="x")
    barred = finding("search.heading", Verdict.UNOBSERVABLE, seen=seen)
    assert _unneeded(barred, **absent) == {}


def test_what_the_portal_shows_after_all() -> None:
    """It was judged; or nobody came to it, in a whole run."""
    named = {"unobservable": {NAME: "", READING: ""}}
    told = _unneeded(passed(NAME, "a"), **named)
    assert told == {
        f"[unobservable] {NAME}": "unneeded-judged",
        f"[unobservable] {READING}": "unneeded-unmet",
    }
    seen = fact("unobservable-accepted", seen="")
    some = [finding(one, Verdict.UNOBSERVABLE, seen=seen) for one in (NAME, READING)]
    assert _unneeded(*some, passed(NAME, "a"), **named) == {}
    assert _unneeded(**named, selected=True) == {}


def test_it_is_told_with_the_other_notices() -> None:
    """In words, and the exit code stays what it is."""
    line = fact("unneeded-line", section="reads", key=READING, why=fact("unneeded-holds"))
    end = finished(passed(READING, "a"), exit_code=0).model_copy(update={"unneeded": (line,)})
    state = story_of(started(), *run_of(passed(READING, "a"))[1:-1], end)
    for words in (catalogue("en"), catalogue("fr")):
        page = summary(state, words)
        assert words.text("title-unneeded") in page
        assert f'[reads] "{READING}"{words.colon} {words.text("unneeded-holds")}' in page
    assert state.exit_code == 0
