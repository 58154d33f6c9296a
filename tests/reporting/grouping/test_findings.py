"""Findings are grouped so that each broken promise is told once."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.model.fact import fact
from harness.model.finding import Evidence, Level, Setting, Verdict
from harness.reporting.grouping.findings import (
    findings_by_statement,
    group_findings,
    overall_verdict,
    settings_of,
)
from tests.facts import verbatim
from tests.reporting.made import finding, passed

TIMED_OUT = fact("ended-by-fault", name="TimedOut")


def test_a_statement_broken_in_many_scenarios_is_told_once() -> None:
    """Scenarios that saw the same stand together, others beside them."""
    grouped = group_findings(
        [
            finding(scenario="a", files=("a/1.html",)),
            finding(scenario="b", files=("b/1.html",)),
            finding(scenario="c", seen="no page"),
        ]
    )
    (broken,) = grouped.broken
    assert broken.scenarios == ("a", "b", "c")
    assert [one.scenarios for one in broken.observations] == [("a", "b"), ("c",)]
    assert broken.observations[0].files == ("a/1.html", "b/1.html")


def test_required_statements_come_first_then_the_guides_order() -> None:
    """What the guide says weighs more than what we read into it."""
    grouped = group_findings(
        [
            finding("z.advised", Verdict.WARN, level=Level.ADVISED, line=1),
            finding("no.line", line=None),
            finding("late", line=300),
            finding("early", line=20),
        ]
    )
    assert [one.statement for one in grouped.broken] == ["early", "late", "no.line", "z.advised"]


def test_what_was_barred_is_told_under_its_first_cause() -> None:
    """A chain of unreached statements hangs on what broke at its begin."""
    grouped = group_findings(
        [
            finding("first"),
            finding("second", Verdict.UNREACHED, cause="first"),
            finding("third", Verdict.UNREACHED, cause="second"),
        ]
    )
    (broken,) = grouped.broken
    assert broken.blocked == ("second", "third")
    assert grouped.stranded == ()


def test_a_cause_that_nobody_tells_is_never_lost() -> None:
    """Unreached findings without a told cause are told apart, cycles included."""
    grouped = group_findings(
        [
            finding("one", Verdict.UNREACHED, cause="elsewhere"),
            finding("two", Verdict.UNREACHED, cause="three"),
            finding("three", Verdict.UNREACHED, cause="two"),
        ]
    )
    told = {slug for stranded in grouped.stranded for slug in stranded.statements}
    assert told == {"one", "two", "three"}


def test_a_fault_bars_only_in_its_own_scenarios() -> None:
    """The same fault's name elsewhere is another state."""
    grouped = group_findings(
        [
            finding("", Verdict.FAULT, scenario="a", sentence="TimedOut"),
            finding("one", Verdict.UNREACHED, scenario="a", seen=TIMED_OUT),
            finding("one", Verdict.UNREACHED, scenario="b", seen=TIMED_OUT),
            finding("two", Verdict.PASS, scenario="b"),
        ]
    )
    (fault,) = grouped.faults
    assert (fault.name, fault.scenarios, fault.blocked) == ("TimedOut", ("a",), ("one",))
    assert [one.scenarios for one in grouped.stranded] == [("b",)]


def test_a_walk_that_was_cut_off_bars_what_it_did_not_reach() -> None:
    """Whatever its findings call the cause, the fault of the scenario is told once."""
    grouped = group_findings(
        [
            finding("", Verdict.FAULT, sentence="CutOff"),
            finding("one", Verdict.UNREACHED, seen=fact("scenario-cut-off")),
        ]
    )
    assert grouped.faults[0].blocked == ("one",)
    assert grouped.stranded == ()


def test_unobservable_statements_are_grouped_by_reason() -> None:
    """One reason, however many statements."""
    grouped = group_findings(
        [finding(slug, Verdict.UNOBSERVABLE, seen="no mailbox") for slug in ("m.one", "m.two")]
    )
    (unobserved,) = grouped.unobserved
    assert (unobserved.reason, unobserved.statements) == (
        verbatim("no mailbox"),
        ("m.one", "m.two"),
    )


def test_one_judgement_tells_more_than_none() -> None:
    """A statement that passed once and was not reached elsewhere is known to pass."""
    assert overall_verdict([Verdict.UNREACHED, Verdict.PASS, Verdict.UNOBSERVABLE]) is Verdict.PASS
    assert overall_verdict([Verdict.PASS, Verdict.FAIL]) is Verdict.FAIL


@given(
    st.lists(
        st.builds(
            finding,
            st.sampled_from(["a", "b", "c", "d"]),
            st.sampled_from(Verdict),
            scenario=st.sampled_from(["s", "t"]),
            cause=st.sampled_from(["", "a", "b", "Fault", "x"]),
        )
    )
)
def test_nothing_is_lost(findings: list[Any]) -> None:
    """Every statement that does not pass stands in some group, whatever the findings are."""
    grouped = group_findings(findings)  # hypothesis builds findings
    told = {broken.statement for broken in grouped.broken}
    told |= {slug for broken in grouped.broken for slug in broken.blocked}
    told |= {one.statement for one in (*grouped.accepted, *grouped.flaky)}
    told |= {slug for one in (*grouped.accepted, *grouped.flaky) for slug in one.blocked}
    told |= {fault.statement for fault in grouped.faults}
    told |= {slug for fault in grouped.faults for slug in fault.blocked}
    told |= {slug for one in grouped.stranded for slug in one.statements}
    told |= {slug for one in grouped.unobserved for slug in one.statements}
    by_statement = findings_by_statement(findings)
    verdicts = {
        slug: overall_verdict(f.verdict for f in some) for slug, some in by_statement.items()
    }
    assert told >= {slug for slug, verdict in verdicts.items() if verdict is not Verdict.PASS}


def test_what_another_scenario_judged_is_neither_unobservable_nor_unreached() -> None:
    """The numbers beside the reasons add up to those of the totals, which count statements."""
    grouped = group_findings(
        [
            finding("m.one", Verdict.UNOBSERVABLE, seen="no mailbox", scenario="a"),
            finding("m.one", Verdict.PASS, scenario="b"),
            finding("m.two", Verdict.UNREACHED, cause="first", scenario="a"),
            finding("m.two", Verdict.PASS, scenario="b"),
            finding("first", scenario="a"),
        ]
    )
    assert grouped.unobserved == ()
    assert grouped.broken[0].blocked == ()
    assert grouped.totals.statements[Verdict.UNOBSERVABLE] == 0


def test_totals_count_statements_and_findings() -> None:
    """Two scenarios that pass one statement are two findings of one statement."""
    totals = group_findings([passed("one", "a"), passed("one", "b"), finding("two")]).totals
    assert totals.findings[Verdict.PASS] == 2
    assert totals.statements[Verdict.PASS] == 1
    assert totals.judged == 2


@pytest.mark.parametrize(
    ("elsewhere", "section", "key"),
    [
        ("pass", "words", "search.found.apostrophe"),
        ("pass", "words.regenerate", "search.found.apostrophe"),
        ("fail", "words", "regenerate.email.note"),
    ],
)
def test_a_refusal_gives_no_wordings_of_a_page_that_is_known(
    elsewhere: str, section: str, key: str
) -> None:
    """An unknown page may be a refusal: it is not the page that was recognised elsewhere."""
    wording = Setting(section=section, key="regenerate.email.note", value="Refus", guide="Note")
    otherwise = Setting(section="reads", key="search.found.apostrophe", value="otherwise", guide="")
    broken = finding("search.found.apostrophe", Verdict.WARN, level=Level.ADVISED)
    broken = broken.model_copy(
        update={"settings": (wording, otherwise), "evidence": Evidence(step=4, page=5)}
    )
    other = finding("regenerate.last-name", Verdict(elsewhere))
    other = other.model_copy(update={"evidence": Evidence(page=7)})
    assert [one.key for one in settings_of([broken, other])] == [key]


def test_a_sentence_has_its_own_wording_on_a_page_that_is_known() -> None:
    """It is broken there, and the rest of the page holds."""
    wording = Setting(section="words", key="regenerate.email.note", value="Autre", guide="Note")
    broken = finding("regenerate.email.note").model_copy(
        update={"settings": (wording,), "evidence": Evidence(page=7)}
    )
    other = finding("regenerate.last-name", Verdict.PASS)
    other = other.model_copy(update={"evidence": Evidence(page=7)})
    assert settings_of([broken, other]) == (wording,)


def test_a_missing_link_is_a_path_only_where_other_scenarios_go_on() -> None:
    """Of one that stops most scenarios no line is proposed: it would accept the whole guide."""
    line = Setting(section="absent", key="a.link", value="", guide="x")
    stopped = [
        finding("a.link", scenario=name).model_copy(update={"settings": (line,)})
        for name in ("one", "two")
    ]
    others = [passed("a.x", "three"), passed("a.x", "four")]
    assert settings_of((*stopped, *others)) == (line,)
    assert settings_of((*stopped, others[0])) == ()
    unseen = finding("b.x", Verdict.UNOBSERVABLE).model_copy(update={"settings": (line,)})
    assert settings_of((unseen,)) == (line,)


def test_a_link_with_other_words_is_no_absent_path() -> None:
    """Two lines that contradict each other were proposed for one link."""
    lines = tuple(
        Setting(section=section, key="a.link", value=value, guide="x")
        for section, value in (("words", "Abandonner"), ("absent", ""))
    )
    broken = finding("a.link", Verdict.WARN).model_copy(update={"settings": lines})
    others = [passed("b.opens", f"s{number}") for number in range(3)]
    assert [one.section for one in settings_of([broken, *others])] == ["words"]


def test_an_absent_path_covers_that_it_is_read_otherwise() -> None:
    """One line accepts both; a reading that names a page says more."""
    line = Setting(section="absent", key="a.leads", value="", guide="x")
    read = Setting(section="reads", key="a.leads", value="otherwise", guide="x")
    elsewhere = read.model_copy(update={"value": "home"})
    unseen = finding("b.x", Verdict.UNOBSERVABLE).model_copy(update={"settings": (line,)})
    for reading, kept in ((read, (line,)), (elsewhere, (elsewhere, line))):
        broken = finding("a.leads", Verdict.WARN).model_copy(update={"settings": (reading,)})
        assert settings_of((broken, unseen)) == kept
