"""The documentation says what the code does."""

import importlib.util
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from harness.accounts.model import Needs, load_accounts
from harness.accounts.pool import Pool
from harness.app.suite import all_scenarios
from harness.cli.app import app
from harness.config.suite import bundled_suite
from harness.planning.walk import Walk

ROOT = Path(__file__).parents[1]


def test_the_reading_is_the_one_of_the_guides_data() -> None:
    """docs/READING.md is written from fixtures/guide/ (`make reading`)."""
    spec = importlib.util.spec_from_file_location("reading", ROOT / "tools" / "reading.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs" / "READING.md").read_text(encoding="utf-8") == module.reading()


def test_every_command_is_listed() -> None:
    """docs/COMMANDS.md names each command, and no other."""
    page = (ROOT / "docs" / "COMMANDS.md").read_text(encoding="utf-8")
    named = {line.split()[1] for line in page.splitlines() if line.startswith("    codes-perdus ")}
    help_text = CliRunner().invoke(app, ["--help"]).output
    known = {command.name for command in app.registered_commands}
    assert named == known, help_text


def test_the_readme_can_be_read_in_a_few_minutes() -> None:
    """Up to 700 words, in short lines, and each link leads to a file."""
    for name in ("README.md", "README.fr.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert len(text.split()) <= 700
        assert max(map(len, text.splitlines())) <= 100
        for link in re.findall(r"\]\(([^)#]+)\)", text):
            assert (ROOT / link).exists(), link


@pytest.mark.parametrize(
    "name", ["COMMANDS", "GUIDE-DATA", "OWN-GUIDE", "REPORTS", "SUITES", "TARGETS"]
)
def test_no_line_of_prose_is_long(name: str) -> None:
    """At most 100 characters, but for tables, pictures and what stands in a box."""
    text = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    prose = re.sub(r"```.*?```", "", text, flags=re.DOTALL).splitlines()
    aside = ("|", "    ", "![")
    assert [line for line in prose if len(line) > 100 and not line.startswith(aside)] == []


def test_the_accounts_that_scenarios_need() -> None:
    """The table of docs/TARGETS.md has a line for each need, with the scenarios that have it."""
    text = (ROOT / "docs" / "TARGETS.md").read_text(encoding="utf-8")
    table = text.split("| accounts needed |")[1].split("\n\n")[0]
    told = [re.findall(r"`([a-z0-9-]+)`", line.split("|")[2]) for line in _rows(table)]
    needs: dict[tuple[Needs, ...], set[str]] = {}
    for one in all_scenarios(profiles=bundled_suite().profile_names):
        needs.setdefault(one.needs, set()).add(one.slug)
    del needs[Needs(),]
    assert sorted(map(sorted, told)) == sorted([[], *map(sorted, needs.values())])


def test_the_accounts_that_are_offered() -> None:
    """docs/accounts.example.json has people for every scenario, and nobody more."""
    path = ROOT / "docs" / "accounts.example.json"
    names = re.findall(r"\$\{(\w+)\}", path.read_text(encoding="utf-8"))
    people = load_accounts(path, environ=dict.fromkeys(names, "SECRET"))
    suite = all_scenarios(profiles=bundled_suite().profile_names)
    assert [
        one.slug for one in suite if Pool(people, bundled_suite().accounts).lacking(one.needs)
    ] == []
    for person in people:
        others = Pool((one for one in people if one != person), bundled_suite().accounts)
        assert any(others.lacking(one.needs) for one in suite), person.identifier


def _rows(table: str) -> list[str]:
    return [line for line in table.splitlines()[2:] if line.startswith("|")]


def test_links_in_the_documentation_lead_somewhere() -> None:
    """Each relative link of a Markdown page names a file that is there."""
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    missing = [
        f"{page.name}: {target}"
        for page in pages
        for target in _targets(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert missing == []


def test_links_to_parts_of_a_page_lead_to_headings() -> None:
    """What stands behind the # of a link is a heading of that page, as GitHub names it."""
    pages = [ROOT / "README.md", ROOT / "README.fr.md", *(ROOT / "docs").rglob("*.md")]
    missing = [
        f"{page.name}: {file}#{part}"
        for page in pages
        for file, part in re.findall(r"\]\(([^):\s#]*\.md|)#([^)]+)\)", page.read_text("utf-8"))
        if part not in _headings(page.parent / file if file else page)
    ]
    assert missing == []


def _headings(page: Path) -> set[str]:
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    titles = (re.sub(r"\]\([^)]*\)", "", one) for one in re.findall(r"(?m)^#+ (.*)$", text))
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in titles}


def _targets(text: str) -> list[str]:
    found = [part.split(")")[0] for part in text.split("](")[1:]]
    return [target.split("#")[0] for target in found if "://" not in target and target[0] != "#"]


def test_every_verb_of_a_walk_is_explained() -> None:
    """docs/SUITES.md has a line for each, and for no other."""
    rows = re.findall(
        r"^\| (`[a-z_]+\(.*?) \|", (ROOT / "docs/SUITES.md").read_text(), re.MULTILINE
    )
    told = {name for row in rows for name in re.findall(r"`([a-z_]+)\(", row)}
    verbs = {name for name in vars(Walk) if not name.startswith("_")}
    assert told == verbs - {"account"}
