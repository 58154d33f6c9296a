"""The profiles as a whole: on the reference over HTTP, and never in the guide's verdict."""

import asyncio
import importlib.util
from pathlib import Path

import pytest

from harness.app.suite import all_scenarios, plan_all
from harness.checks.profiles.code_sample import surveys
from harness.config.limits import Permissions
from harness.config.suite import bundled_suite
from harness.config.target import load_target
from harness.execution.events import RunFinished
from harness.execution.run_config import RunConfig
from harness.execution.runner import Runner
from harness.guide.loader import load_guide
from harness.model.finding import Finding, Level, Verdict
from harness.model.verdicts import exit_code, worst
from harness.redaction.vault import Vault
from harness.reporting.grouping.findings import findings_by_statement, overall_verdict
from tests.engines import patient_engine

ROOT = Path(__file__).parents[1]
GUIDE = load_guide()
PROFILED = load_guide(profiles=("hardening",))
SECURITY = {statement.slug for statement in PROFILED if statement.level is Level.PROFILE}

# What the reference does not do: it is a portal of the guide, and the guide asks for neither.
WARNED = {"hardening.provisional.change", "hardening.tries.login"}
# What http on this machine cannot show.
UNSEEN = {"hardening.cookies.secure", "hardening.headers.transport"}
DESIGNED = {"hardening.mail.code", "hardening.question", "hardening.enumeration.identifier"}


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> RunFinished:
    """The profile's own walks on the bundled reference, over HTTP."""
    target = load_target()
    chosen = [s for s in all_scenarios(profiles=("hardening",)) if s.profile]
    plans = plan_all(PROFILED, chosen, target)
    config = RunConfig(jobs=4, folder=tmp_path_factory.mktemp("run"))
    runner = Runner(PROFILED, target, config, patient_engine)
    return asyncio.run(runner.run(plans, lambda event: None))


def _verdicts(finished: RunFinished) -> dict[str, Verdict]:
    found = findings_by_statement(finished.findings)
    return {slug: overall_verdict(f.verdict for f in some) for slug, some in found.items()}


def test_the_reference_is_judged_exactly(finished: RunFinished) -> None:
    """Every statement of the profile is judged; which of them do not hold is known by name."""
    verdicts = _verdicts(finished)
    assert set(verdicts) == SECURITY
    assert {s for s, v in verdicts.items() if v is Verdict.WARN} == WARNED
    assert {s for s, v in verdicts.items() if v is Verdict.UNOBSERVABLE} == UNSEEN
    assert {s for s, v in verdicts.items() if v is Verdict.PASS} == SECURITY - WARNED - UNSEEN


def test_what_the_guide_asks_for_is_told_by_name(finished: RunFinished) -> None:
    """The mailed code, the secret question and the search are by design of the guide."""
    told = {f.statement for f in finished.findings if f.seen and f.seen.code == "by-design"}
    assert told == DESIGNED


def test_profiles_alone_do_not_fail_a_run(finished: RunFinished) -> None:
    """Warnings of a profile are no findings of the guide."""
    assert finished.exit_code == 0


def _finding(level: Level, verdict: Verdict) -> Finding:
    return Finding(scenario="s", statement="x.y", level=level, verdict=verdict)


@pytest.mark.parametrize("verdict", [Verdict.WARN, Verdict.FAIL, Verdict.UNREACHED, Verdict.FAULT])
def test_a_profile_never_changes_the_exit_code(verdict: Verdict) -> None:
    """Whatever it finds beside a guide that is kept, or broken."""
    beside = _finding(Level.PROFILE, verdict)
    for guide, code in ((Verdict.PASS, 0), (Verdict.FAIL, 1), (Verdict.FAULT, 3)):
        findings = (_finding(Level.REQUIRED, guide), beside)
        assert exit_code(findings) == code
        assert worst(findings) is guide


def test_without_a_profile_nothing_is_added() -> None:
    """No statement, no scenario; the profiles' own are there for who asks."""
    assert not [s for s in GUIDE if s.level is Level.PROFILE]
    assert not [s for s in all_scenarios() if s.profile]
    assert not [s for s in all_scenarios(profiles=("accessibility",)) if s.profile]
    every = bundled_suite().profile_names
    assert len([s for s in all_scenarios(profiles=every) if s.profile]) == 8
    assert load_guide(profiles=every).digest != GUIDE.digest == load_guide().digest


def test_a_profiles_walks_judge_the_profile_alone() -> None:
    """A portal that hangs up on a forged host must not be blamed for its home page."""
    chosen = [s for s in all_scenarios(profiles=("hardening",)) if s.profile]
    for plan in plan_all(PROFILED, chosen):
        assert plan.statements
        assert set(plan.statements) <= SECURITY


def test_a_target_that_allows_no_lock_has_no_hundred_tries() -> None:
    """What may lock an account is declared, as the guide's own lockouts are."""
    target = load_target()
    careful = target.model_copy(update={"allow": Permissions(lock_account=False)})
    chosen = [s for s in all_scenarios(profiles=("hardening",)) if s.profile]
    left_out = {p.scenario.slug for p in plan_all(PROFILED, chosen, careful) if p.blocked_reason}
    assert left_out == {"hardening-tries-at-login"}


def test_a_survey_tells_no_code() -> None:
    """Only what all have in common; nothing of fewer than five."""
    vault = Vault()
    for code in ("AB2C", "AD3C", "AE4C", "AF5C"):
        vault.add(code, "confidential-code")
    assert list(surveys(vault, ("confidential-code", "certification-code"))) == []
    vault.add("AG6CX", "confidential-code")
    vault.add("ZZZZZZ", "typed")
    (survey,) = surveys(vault, ("confidential-code", "certification-code"))
    assert (survey.samples, survey.shortest, survey.varying) == (5, 4, 2)
    assert survey.alphabet == "23456ABCDEFGX"


def test_the_page_of_the_profiles_is_the_one_of_their_data() -> None:
    """docs/PROFILES.md is written by tools/profiles.py."""
    spec = importlib.util.spec_from_file_location("page", ROOT / "tools" / "profiles.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    page = (ROOT / "docs" / "PROFILES.md").read_text(encoding="utf-8")
    assert page == module.profiles()
