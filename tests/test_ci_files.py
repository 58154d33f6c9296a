"""The workflow files that we offer can be copied as they are."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from harness.cli.app import COMMANDS, load_command
from harness.reporting.formats.run_json import RunFacts, run_schema

DOCS = Path(__file__).parents[1] / "docs"
FILES = sorted((DOCS / "ci").iterdir())
PAGES = [*FILES, DOCS / "CI.md", DOCS / "LEDGERS.md"]


def commands(path: Path) -> list[list[str]]:
    """Every command of ours that a file has, as its words."""
    text = re.sub(r"\n\s+(?=--)", " ", path.read_text(encoding="utf-8"))
    text = re.sub(r"\$\{\{ *[\w.]+ *\}\}|\$\w+", "1", text)
    found = re.findall(r"codes-perdus ((?:[a-z]+)[^\n`'|]*)", text)
    return [shlex.split(one) for one in found]


def options() -> dict[str, set[str]]:
    """The commands that there are, each with its options."""
    return {
        name: {option for one in load_command(name).params for option in one.opts}
        for name in COMMANDS
    }


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_command_exists(path: Path) -> None:
    """With its options, as we have them today."""
    found = commands(path)
    assert found
    for name, *words in found:
        assert {word for word in words if word.startswith("--")} <= options()[name], name


def test_the_parts_are_parts_of_one_whole() -> None:
    """As many machines as the shards say, and all of them are reported."""
    workflow = yaml.safe_load((DOCS / "ci" / "github.yml").read_text(encoding="utf-8"))
    assert workflow["jobs"]["walk"]["strategy"]["matrix"]["part"] == [1, 2, 3]
    told = [words for words in commands(DOCS / "ci" / "github.yml") if words[0] == "report"]
    assert told == [["report", *(f"parts/part-{n}" for n in (1, 2, 3)), "--out", "merged"]]
    pipeline = yaml.safe_load((DOCS / "ci" / "gitlab-ci.yml").read_text(encoding="utf-8"))
    assert pipeline["walk"]["parallel"] == 3


def test_workflows_have_what_their_server_demands() -> None:
    """Triggers and jobs with steps; stages with scripts; reports that we write."""
    workflow = yaml.safe_load((DOCS / "ci" / "github.yml").read_text(encoding="utf-8"))
    assert set(workflow[True]) == {"push", "schedule"}  # YAML reads « on » as true
    for job in workflow["jobs"].values():
        assert job["runs-on"]
        assert all("uses" in step or "run" in step for step in job["steps"])
    pipeline = yaml.safe_load((DOCS / "ci" / "gitlab-ci.yml").read_text(encoding="utf-8"))
    for stage in pipeline["stages"]:
        assert pipeline[stage]["script"]
    reports = pipeline["report"]["artifacts"]["reports"]
    assert reports == {"junit": "merged/junit.xml", "codequality": "merged/codequality.json"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_runs_change_of_accounts_is_thought_of(path: Path) -> None:
    """Each file has the lines that keep the state, or says that `reset` undoes it."""
    text = path.read_text(encoding="utf-8")
    assert 'state = "${PORTAL_STATE}"' in text
    assert re.search(r"(#|//) *PORTAL_STATE\b", text)
    assert "`reset`" in text


def test_the_jenkinsfile_is_balanced() -> None:
    """Each brace is closed, and nothing comes after the pipeline."""
    text = (DOCS / "ci" / "Jenkinsfile").read_text(encoding="utf-8")
    depth = 0
    for sign in re.sub(r"'[^']*'|//[^\n]*", "", text):
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0


def test_run_json_is_described() -> None:
    """docs/run.schema.json is what `codes-perdus schema --run` prints, each fact explained."""
    assert (DOCS / "run.schema.json").read_text(encoding="utf-8") == run_schema()
    described = set(re.findall(r"^        (\w+):", RunFacts.__doc__ or "", re.MULTILINE))
    assert described == set(RunFacts.model_fields)
    for fact in _facts(json.loads(run_schema())):
        assert fact


def _facts(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from schema["properties"].values()
