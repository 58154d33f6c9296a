"""CI servers are told what is amiss, and obey nothing that a portal says."""

import json
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.guide.loader import load_guide
from harness.messages import catalogue
from harness.model.finding import Level, Verdict
from harness.reporting.formats.github import GitHub, annotations, command
from harness.reporting.formats.gitlab import code_quality
from harness.reporting.writer import Reports
from tests.reporting.made import (
    HOSTILE,
    finding,
    finished,
    passed,
    run_of,
    started,
    stopped,
    story_of,
    under_ledger,
    walk,
)

BROKEN = story_of(
    *run_of(
        finding(seen=HOSTILE, line=185),
        finding("home.opens", Verdict.WARN, level=Level.ADVISED),
        finding("csp", Verdict.WARN, level=Level.PROFILE),
        finding("", Verdict.FAULT, sentence="TimedOut", line=None),
        passed("a"),
    )
)


class TestGitHub:
    """Workflow commands."""

    def test_one_for_each_thing_that_is_amiss(self) -> None:
        """By what it is worth; what holds has none."""
        kinds = [line.split(" ")[0] for line in annotations(BROKEN, catalogue())]
        assert kinds == ["::error", "::error", "::warning", "::notice"]

    def test_a_run_under_a_ledger(self) -> None:
        """What is accepted has none; what is flaky and what has to be looked after has."""
        told = list(annotations(under_ledger(), catalogue()))
        assert not any("home.opens" in one and "accepted" in one.split("::")[1] for one in told)
        assert [one.split("::")[1] for one in told] == [
            "warning title=flaky search.bcr",
            "error title=stale home.opens",
            "error title=changed mail.once",
        ]

    def test_a_run_that_ended_early(self) -> None:
        """Comes first."""
        state = story_of(started(), stopped(), finished(passed("a"), exit_code=3))
        assert next(annotations(state, catalogue())).startswith(
            "::error title=The run ended before its plan::"
        )

    @given(st.text(), st.text())
    def test_no_text_leaves_its_place(self, title: str, message: str) -> None:
        """One line, one command, whatever the texts."""
        line = command("error", title, message)
        assert len(line.splitlines()) == 1
        _, properties, data = line.split("::", 2)
        assert properties.startswith("error title=")
        assert not {":", ","} & set(properties.removeprefix("error title="))
        assert "%" not in properties.replace("%25", "").replace("%3A", "").replace("%2C", "")
        assert "%" not in data.replace("%25", "").replace("%0A", "")

    def test_nothing_is_a_command_while_the_run_is_told(self, tmp_path: Path) -> None:
        """The token that ends it is not to be guessed, and the summary lands on the page."""
        page, stream = tmp_path / "page.md", StringIO()
        page.write_text("before\n", encoding="utf-8")
        environ = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(page)}
        job = GitHub.here(stream, environ)
        assert job
        with Reports(tmp_path, load_guide(), github=job) as reports:
            for event in run_of(finding(seen=HOSTILE)):
                reports(event)
            stream.write("the portal says\n::add-mask::x\n")
        lines = stream.getvalue().splitlines()
        assert lines[0] == f"::stop-commands::{job.token}"
        assert lines[3] == f"::{job.token}::"
        assert len(job.token) == 32
        assert lines[4].startswith("::error title=fail search.siret.mandatory::")
        assert page.read_text(encoding="utf-8").startswith("before\n# codes-perdus")

    @pytest.mark.parametrize("environ", [{}, {"GITHUB_ACTIONS": "false"}])
    def test_elsewhere_nothing_is_told(self, environ: dict[str, str]) -> None:
        """Only GitHub reads these lines."""
        assert GitHub.here(StringIO(), environ) is None

    def test_a_page_that_cannot_be_written_costs_no_report(self, tmp_path: Path) -> None:
        """It is one of the problems; the exit code tells."""
        environ = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(tmp_path / "no" / "page")}
        reports = Reports(tmp_path, load_guide(), github=GitHub.here(StringIO(), environ))
        with reports:
            for event in run_of(passed("a"), exit_code=0):
                reports(event)
        assert reports.exit_code == 3
        assert (tmp_path / "report.html").is_file()

    def test_a_summary_has_a_largest_size(self, tmp_path: Path) -> None:
        """The server refuses more than a mebibyte."""
        page = tmp_path / "page.md"
        job = GitHub(StringIO(), page, "token")
        many = [finding(f"s{n}", seen="é" * 400, scenario=f"w{n}") for n in range(100)]
        job.end(story_of(started(), walk(*many), finished(*many)), catalogue())
        assert page.stat().st_size < 1024 * 1024


class TestGitLab:
    """The code quality report."""

    def test_issues(self) -> None:
        """Each with what the server asks for, at the line of the guide."""
        issues = json.loads(code_quality(BROKEN, catalogue()))
        severities = {one["check_name"]: one["severity"] for one in issues}
        assert severities == {
            "TimedOut": "blocker",
            "search.siret.mandatory": "major",
            "home.opens": "minor",
            "csp": "info",
        }
        (siret,) = (one for one in issues if one["check_name"] == "search.siret.mandatory")
        assert siret["location"] == {"path": "guide.txt", "lines": {"begin": 185}}
        assert "\x1b" not in siret["description"]

    def test_fingerprints_are_of_what_is_the_same(self) -> None:
        """They do not depend on the run; no two issues have the same."""
        codes = [
            finding(seen=f"the code {code}").model_copy(update={"fingerprint": "0" * 12})
            for code in ("AB12CD34", "EF56GH78")
        ]
        one, other = (
            json.loads(code_quality(story_of(*run_of(code)), catalogue())) for code in codes
        )
        assert one[0]["fingerprint"] == other[0]["fingerprint"]
        both = json.loads(code_quality(story_of(*run_of(*codes)), catalogue()))
        assert len({issue["fingerprint"] for issue in both}) == len(both)

    def test_nothing_is_amiss(self) -> None:
        """An empty list, which the server takes for a clean bill."""
        assert (
            json.loads(code_quality(story_of(*run_of(passed("a"), exit_code=0)), catalogue())) == []
        )
