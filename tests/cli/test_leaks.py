"""A run whose folder holds a secret is a fault, whatever its verdict."""

import json
from pathlib import Path

import pytest

from harness.app.suite import all_scenarios, plan_all, select
from harness.config.target import load_target
from harness.guide.loader import load_guide
from tests.shell import exit_code

SCENARIO = "links-of-the-login-window"


def test_a_canary_in_the_folder_is_a_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 3; file and pseudonym are named, the value is not, and without it the run is good."""
    arguments = ("run", "--driver", "http", "--only", SCENARIO, "--out", str(tmp_path))
    (plan,) = plan_all(load_guide(), select(all_scenarios(), [SCENARIO]), load_target())
    code = plan.accounts[0].confidential_code
    canary = tmp_path / SCENARIO / "pages" / "noted.html"
    canary.parent.mkdir(parents=True)
    canary.write_text("".join(f"<td>{letter}</td>" for letter in code), encoding="utf-8")
    assert exit_code(*arguments) == 3
    told = capsys.readouterr().out
    assert f"{SCENARIO}/pages/noted.html: ‹old-confidential-code-1› of {SCENARIO}" in told
    facts = (tmp_path / "run.json").read_text(encoding="utf-8")
    assert json.loads(facts)["exit_code"] == 3
    assert code not in told + facts
    canary.unlink()
    assert exit_code(*arguments) == 0
