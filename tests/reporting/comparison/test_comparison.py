"""Reports of a comparison: the same content in each, hostile text harmless, files read again."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from harness.compare.expectations import ReviewedComparison, review
from harness.compare.model import Gap
from harness.core.errors import UnsafeFile, UsageError
from harness.messages import Language, catalogue
from harness.model.fact import fact
from harness.model.journal import Journal
from harness.model.page import Page
from harness.reporting.comparison.html import html
from harness.reporting.comparison.markdown import markdown
from harness.reporting.comparison.next_step import next_steps
from harness.reporting.comparison.terminal import print_comparison
from harness.reporting.comparison.write import read, write
from tests.builders import text
from tests.compare.pair import PLANNED, compared, replaced, search, side, walk
from tests.reporting.made import HOSTILE

TODAY = date(2026, 11, 25)


def hostile(shown: Page) -> Page:
    """Adds what no report may obey."""
    return shown.model_copy(update={"texts": (*shown.texts, text(HOSTILE))})


def mandatory(shown: Page) -> Page:
    """Makes each field one that the browser does not let be empty."""
    fields = tuple(one.model_copy(update={"required": True}) for one in shown.fields)
    return shown.model_copy(update={"fields": fields})


def regressed() -> ReviewedComparison:
    """A renamed label, and a text that wants to be markup."""
    new = search(lambda shown: hostile(replaced("Numéro SIRET", "N° SIRET")(shown)))
    return review(compared(search(), new), (), TODAY)


WEIGHED = regressed()
SAME = review(compared(search(), search()), (), TODAY)


def on_terminal(reviewed: ReviewedComparison, language: Language = "en") -> str:
    """What a pipe gets."""
    stream = StringIO()
    print_comparison(reviewed, Console(file=stream, width=100), catalogue(language), "runs/x")
    return stream.getvalue()


def test_each_report_tells_cause_statement_and_line(tmp_path: Path) -> None:
    """In the words of the reader's language."""
    for told in (
        on_terminal(WEIGHED),
        markdown(WEIGHED, catalogue()),
        html(WEIGHED, tmp_path, catalogue()),
    ):
        assert "N° SIRET" in told
        assert "search.siret" in told
        assert "guide, line 185" in told
    assert "guide, ligne 185" in on_terminal(WEIGHED, "fr")


def test_each_report_tells_the_fingerprint_of_each_difference(tmp_path: Path) -> None:
    """By which `accept` knows it."""
    for told in (
        on_terminal(WEIGHED),
        markdown(WEIGHED, catalogue()),
        html(WEIGHED, tmp_path, catalogue()),
    ):
        assert all(d.fingerprint in told for d in WEIGHED.comparison.differences)


def test_the_verdict_counts_statements_differences_and_causes() -> None:
    """In one sentence, the last one."""
    last = on_terminal(WEIGHED).partition("Next:")[0].strip().splitlines()[-1]
    assert last.startswith("Verdict: no, the new portal breaks 1 statement of the guide that the ")
    assert "old one keeps (1 required); 4 differences (3 changes); " in last
    assert on_terminal(SAME).strip().endswith("; no difference at all; 1 of 1 scenario compared")


def test_each_report_tells_what_is_not_compared_and_why(tmp_path: Path) -> None:
    """A comparison of a part is not taken for one of the whole."""
    gaps = (
        Gap(scenario="lock", old="not allowed", new="not allowed"),
        Gap(scenario="both", old="no account", new="not allowed"),
        Gap(scenario="more", new=fact("not-in-its-plan")),
    )
    part = SAME.model_copy(update={"comparison": SAME.comparison.model_copy(update={"gaps": gaps})})
    for told in (on_terminal(part), markdown(part, catalogue()), html(part, tmp_path, catalogue())):
        assert "1 of 4 scenarios compared" in told
        assert "run on neither portal" in told
        assert "yes, with reservations" in told
        assert "3 scenarios are not compared" in told
        assert "old: no account; new: not allowed" in told
        assert "run on one portal only" in told
        assert all(gap.scenario in told for gap in gaps)
    assert "1 sur 4 scénarios comparés" in on_terminal(part, "fr")
    assert "absent de son plan" in on_terminal(part, "fr")


def test_hostile_text_is_harmless(tmp_path: Path) -> None:
    """No markup of a portal gets into a report."""
    page = html(WEIGHED, tmp_path, catalogue())
    assert "<script>alert" not in page
    assert "\x1b" not in on_terminal(WEIGHED)
    assert "](http://evil" not in markdown(WEIGHED, catalogue()).replace("`", "").split("![i]")[0]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """The JSON is the comparison; without it the folder is refused."""
    write(WEIGHED, tmp_path, catalogue())
    assert read(tmp_path) == WEIGHED
    assert {f.name for f in tmp_path.iterdir()} == {
        "comparison.json",
        "comparison.md",
        "comparison.html",
    }
    with pytest.raises(UsageError, match="a comparison in"):
        read(tmp_path / "elsewhere")


def test_a_link_in_the_place_of_a_comparison_is_not_followed(tmp_path: Path) -> None:
    """The folder may come from somebody else; what lies outside of it is not read."""
    write(WEIGHED, tmp_path, catalogue())
    (tmp_path / "comparison.json").rename(tmp_path / "outside.json")
    (tmp_path / "received").mkdir()
    (tmp_path / "received" / "comparison.json").symlink_to(tmp_path / "outside.json")
    with pytest.raises(UnsafeFile):
        read(tmp_path / "received")


def test_each_cause_is_told_in_french() -> None:
    """With all that its message needs."""
    for cause in WEIGHED.comparison.causes:
        assert catalogue("fr").problems(cause.fact.code, **cause.fact.params) == ()


def test_the_verdict_answers_yes_or_no_and_all_causes_are_listed_first(tmp_path: Path) -> None:
    """In the words that agree with the colour."""
    assert "Verdict: yes, the new portal keeps all of the guide that the old one" in on_terminal(
        SAME
    )
    assert '<p class="verdict pass">' in html(SAME, tmp_path, catalogue())
    almost = review(compared(search(), search(hostile)), (), TODAY)
    assert "Verdict: yes, with reservations: " in on_terminal(almost)
    assert '<p class="verdict warn">' in html(almost, tmp_path, catalogue())
    page = html(WEIGHED, tmp_path, catalogue())
    assert '<p class="verdict fail">' in page
    assert page.index('id="overview"') < page.index('id="regression"')
    assert 'href="#regression-1"' in page


def test_each_side_of_a_regression_says_whether_it_keeps_the_guide(tmp_path: Path) -> None:
    """Not by its colour alone; the words that only one side has are named as such."""
    page = html(WEIGHED, tmp_path, catalogue())
    assert "✓</span> keeps the guide" in page
    assert "✗</span> breaks the guide" in page
    assert "[only here: </span>" in page


def test_the_guide_is_quoted_in_its_own_language(tmp_path: Path) -> None:
    """Whatever language that is."""
    assert '<q lang="fr">Numéro SIRET</q>' in html(WEIGHED, tmp_path, catalogue())
    other = WEIGHED.comparison.model_copy(update={"guide_language": "de"})
    page = html(WEIGHED.model_copy(update={"comparison": other}), tmp_path, catalogue())
    assert '<q lang="de">Numéro SIRET</q>' in page
    assert 'lang="fr"' not in page


def test_each_report_tells_whom_a_change_concerns(tmp_path: Path) -> None:
    """By the names of the roles."""
    comparison = WEIGHED.comparison.model_copy(update={"roles": {"made-up": "clerk"}})
    told = WEIGHED.model_copy(update={"comparison": comparison})
    for report in (on_terminal(told), html(told, tmp_path, catalogue())):
        assert "concerns: clerk" in report
    assert "concerns: `clerk`" in markdown(told, catalogue())


def _unseen(scenario: str = "made-up") -> Journal:
    """A walk on a portal that cannot show the page, by a driver of its own."""
    made = walk(planned=PLANNED, scenario=scenario)
    update = {"missing_pages": ("search",), "driver": "browser"}
    return made.model_copy(update={"head": made.head.model_copy(update=update)})


def test_what_one_portal_cannot_show_is_told_once_for_each_reason(tmp_path: Path) -> None:
    """With the portal that does not show it; the answer has its reservations."""
    seen = walk(planned=PLANNED)
    part = review(compared(side(_unseen()), side(seen)), (), TODAY)
    n = part.comparison.not_compared
    assert n > 1
    label = f"{n} statements not compared, as the old portal does not show them"
    for told in (on_terminal(part), markdown(part, catalogue()), html(part, tmp_path, catalogue())):
        unbroken = " ".join(told.split())
        assert unbroken.count(label) == 1
        assert f"{n} statements are not compared" in unbroken
        assert "yes, with reservations" in unbroken
    turned = review(compared(side(seen), side(_unseen())), (), TODAY)
    assert "le nouveau portail ne les montre pas" in " ".join(on_terminal(turned, "fr").split())


def test_what_another_scenario_compares_is_compared() -> None:
    """One scenario that a portal cannot play takes nothing away."""
    more = walk(planned=PLANNED, scenario="more")
    both = compared(side(_unseen(), more), side(walk(planned=PLANNED), more))
    assert both.not_compared == 0


def test_runs_of_different_drivers_come_with_a_warning(tmp_path: Path) -> None:
    """What only one of them shows differs for that reason."""
    old, new = side(_unseen()), side(walk(planned=PLANNED))
    reviewed = review(compared(old, new), (), TODAY)
    told = f"by the driver {old.driver}, the new one by {new.driver}"
    for page in (
        on_terminal(reviewed),
        markdown(reviewed, catalogue()),
        html(reviewed, tmp_path, catalogue()),
    ):
        assert told in " ".join(page.split())
        assert "The old portal was used" not in on_terminal(SAME)


def test_each_report_says_what_to_do_next(tmp_path: Path) -> None:
    """What regressed is mended; what is meant is accepted, by a command that is ready to copy."""
    printed = [line.strip() for line in on_terminal(WEIGHED).splitlines()]
    assert "1. Mend the regressions, each told with what both portals show:" in printed
    (command,) = (line for line in printed if line.startswith("codes-perdus accept"))
    assert any(one.fingerprint in command for one in WEIGHED.unexpected)
    assert "--group --reason" in command
    page = html(WEIGHED, tmp_path, catalogue())
    assert "Mend the regressions; they are the first changes below" in page
    assert str(tmp_path) not in page, "a report is sent to others"
    assert "codes-perdus accept" in markdown(WEIGHED, catalogue())
    assert next_steps(SAME, catalogue(), tmp_path) == ()


def test_a_yes_or_no_can_be_read_alone(tmp_path: Path) -> None:
    """Nobody has to know the question."""
    other = review(compared(search(), search(mandatory)), (), TODAY)
    for told in (on_terminal(other), html(other, tmp_path, catalogue())):
        assert "not mandatory" in told
