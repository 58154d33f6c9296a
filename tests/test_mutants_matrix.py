"""A fair part of the matrix: of each kind of defect two, of each kind of variation one.

Those are tried that few movements can show; of some defects it takes most scenarios to see one.

`make mutants` tries them all; what is tried here keeps the two sides honest on each commit.
"""

import asyncio
from collections import Counter
from functools import cache
from operator import attrgetter

import pytest

from harness.app.mutation_run import MAIL_TIMEOUT
from harness.app.suite import all_scenarios, plan_all
from harness.config.suite import bundled_suite
from harness.config.target import load_target
from harness.guide.loader import load_guide
from harness.model.verdicts import BROKEN
from harness.mutation.alteration import Alteration, AlterationType, parse
from harness.mutation.driver_pool import DriverPool
from harness.mutation.matrix import MatrixRow, RowStatus, assess_trial
from harness.mutation.scenario_selection import TrialPlan, TrialPlanner
from harness.mutation.trial_runner import TrialRunner
from harness.planning.plan import Plan
from reference_impl.catalogue import listing

GUIDE = load_guide()
ALTERATIONS = parse(listing(), "reference")
BY_NAME = {(one.type, one.name): one for one in ALTERATIONS}

SHORT = (
    "administrator-lost-confidential-code",
    "three-failures-user",
    "search-fields-left-empty",
)
"""Paths that pass every page of the recovery, with refusals, a sound and several mails."""

EXACTLY = {
    "step-2-heading-shortened": {"search.heading"},
    "step-3-answer-mark-lost": {"regenerate.answer.mark"},
    "search-refused-twice-told": {"search.refusal.message"},
    "login-echoes-the-code": {"login.refusal.forgets"},
    "search-finds-the-namesake": {"search.found.namesake"},
    "space-open-before-certification": {"space.not-before-certification"},
    "certified-code-works-once": {"space.certification-once"},
    "third-failure-in-silence": {"certification.third-failure.says"},
    "mail-copied": {"mail.recipient", "mail.copy"},
    "mail-date-1970": {"mail.date"},
    "mail-html-with-another-code": {"mail.parts"},
    "sound-character-missing": {"certification-code.audio.segments"},
}
"""Mutants, and all that may be blamed on each."""

OTHERS = (
    "sound-link-lost", "certification-button-renamed", "login-ask-button-lost",
    "login-without-code", "login-without-identifier", "certification-code-too-short",
    "shown-code-begins-mailed-code", "address-part-enough", "last-name-with-more", "two-tries",
    "help-escaped-twice", "login-without-accents", "certification-field-too-short",
    "login-code-in-clear", "login-bears-no-markup", "search-bears-no-quotes",
    "mail-to-another-account", "certification-label-other", "login-code-label-password",
    "home-access-stays-home", "home-more-renamed", "certification-mark-lost",
    "maiden-name-option-lost", "maiden-name-option-reworded", "home-fund-lost",
    "home-profile-renamed", "certification-page-skipped", "search-asked-again",
    "finish-leads-home", "finish-stays-on-step-4", "search-refused-on-a-page-without-advice",
    "barred-on-a-page-without-advice", "condition-address-ignored", "condition-first-login-ignored",
    "expired-session-an-error", "certification-heading-other", "certification-never-asked",
    "second-request-breaks", "first-code-shown",
)  # fmt: skip
"""Mutants that few movements can show, so that two of each kind are tried with `EXACTLY`."""

VARIATIONS = list(
    {
        one.kind: one
        for one in sorted(ALTERATIONS, key=attrgetter("name"), reverse=True)
        if not one.is_mutant and "http" in one.visible
    }.values()
)


@cache
def plans() -> tuple[Plan, ...]:
    """All scenarios, planned once a process."""
    return plan_all(GUIDE, all_scenarios())


@cache
def planner() -> TrialPlanner:
    """What chooses the scenarios."""
    return TrialPlanner(GUIDE, plans(), bundled_suite().core)


def tried(
    one: Alteration, order: TrialPlan | None = None, *, edition: str | None = None
) -> MatrixRow:
    """The row of an alteration in the matrix."""
    by_slug = {plan.scenario.slug: plan for plan in plans()}
    target = load_target(edition)
    bench = TrialRunner(
        GUIDE, target, by_slug, DriverPool("http", target), mail_timeout=MAIL_TIMEOUT
    )
    trial = asyncio.run(bench.run(order or planner().plan_for(one)))
    bad = (finding for finding in trial.findings if finding.verdict in BROKEN)
    told = (f"{f.scenario}: {f.statement}: {f.expected}; {f.seen}" for f in bad)
    print(*trial.faults, trial.output, *told, sep="\n")  # noqa: T201 - shown where it fails
    return assess_trial(one, trial, [statement.slug for statement in GUIDE])


def test_there_are_enough() -> None:
    """At least 100 defects and 30 variations, each of a name of its own."""
    assert len(BY_NAME) == len(ALTERATIONS)
    assert sum(one.is_mutant for one in ALTERATIONS) >= 100
    assert sum(not one.is_mutant for one in ALTERATIONS) >= 30


def test_each_mutant_declares_statements_that_scenarios_exercise() -> None:
    """A slug with a mistake in it could never be noticed."""
    exercised = {slug for plan in plans() for slug in plan.statements}
    for one in ALTERATIONS:
        assert bool(one.breaks) == one.is_mutant, one.name
        assert set(one.breaks) <= exercised, one.name


def test_two_of_each_kind_are_tried() -> None:
    """Those that plain HTTP can show."""
    mutants = [one for one in ALTERATIONS if one.is_mutant and "http" in one.visible]
    tried = Counter(one.kind for one in mutants if one.name in {*OTHERS, *EXACTLY})
    assert tried.keys() == {one.kind for one in mutants}
    assert min(tried.values()) >= 2


@pytest.mark.parametrize("name", OTHERS)
def test_a_defect_is_noticed_and_nothing_else_is_blamed(name: str) -> None:
    """A declared statement fails; what fails is declared; the defect was switched on."""
    row = tried(BY_NAME[AlterationType.MUTANT, name])
    assert (row.status, row.collateral, row.faults) == (RowStatus.KILLED, (), ())


@pytest.mark.parametrize("one", VARIATIONS, ids=attrgetter("name"))
def test_a_variation_is_blamed_for_nothing(one: Alteration) -> None:
    """Another portal that keeps the guide passes as the plain one does."""
    row = tried(one, TrialPlan(one, SHORT, (), movements=0))
    assert (row.status, row.collateral, row.unreached) == (RowStatus.KEPT, (), ())


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("step-2-bcr-mark-single", RowStatus.KILLED),
        ("search-refused-in-silence", RowStatus.KILLED),
        ("home-brand-lost", RowStatus.ABSENT),
    ],
)
def test_in_another_edition(name: str, status: RowStatus) -> None:
    """A defect is noticed there too, or the edition says that it has nothing of it."""
    row = tried(BY_NAME[AlterationType.MUTANT, name], edition="legacy")
    assert (row.status, row.collateral, row.faults) == (status, (), ())


@pytest.mark.parametrize("name", EXACTLY)
def test_exactly_these_statements_notice(name: str) -> None:
    """No more and no fewer."""
    row = tried(BY_NAME[AlterationType.MUTANT, name])
    assert set(row.killed_by) == EXACTLY[name]
    assert (row.status, row.collateral, row.faults) == (RowStatus.KILLED, (), ())
