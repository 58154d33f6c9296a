"""The plugin: scenarios as tests, statements in them; fixtures; nothing where it is not used."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from harness.pytest_plugin import items, session  # what a session within this one finds loaded
from tests.shell import exit_code

LOADED = (session, items)
GUIDE = (Path(__file__).parents[2] / "docs" / "PYTEST.md").read_text(encoding="utf-8")
SCENARIOS, TESTS = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
ASTRAY = """

def test_what_the_guide_does_not_have(walk):
    walk.open("home")
    walk.press("Terminer")

@pytest.mark.account(colour="red")
def test_a_trait_that_nobody_has(account):
    pass
"""
CONFIGURATION = """
[pytest]
asyncio_default_fixture_loop_scope = function
codes_perdus_driver = http
addopts = -p no:randomly
"""
BROKEN = """
[target]
name = "broken"
launch = [
  "{python}", "-m", "reference_impl", "--mutant", "search-bcr-in-any-case",
  "--port", "{port}", "--smtp", "{smtp}", "--accounts", "{accounts}",
]
[launch]
cwd = "{bundled}"
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A user's project: scenarios in a folder of its own, and a target."""
    (pytester.path / "paths").mkdir()
    (pytester.path / "paths" / "mine.py").write_text(SCENARIOS, encoding="utf-8")
    (pytester.path / "broken.toml").write_text(BROKEN, encoding="utf-8")
    pytester.makeini(CONFIGURATION)
    return pytester


def _run(project: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return project.runpytest_inprocess("--run-dir", "kept", *arguments)


def test_it_costs_nothing_where_no_target_is_named(project: pytest.Pytester) -> None:
    """Neither the guide nor a library is imported, and no file is taken for scenarios."""
    code = (
        "import sys, pytest\n"
        "assert pytest.main(['-q', '--collect-only', '-p', 'no:asyncio', 'paths']) == 5\n"
        "heavy = {'harness.config.target', 'pydantic', 'playwright', 'aiohttp', 'rich', 'typer'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
        "print('harness.pytest_plugin' in sys.modules)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=project.path
    )
    assert ran.stdout.splitlines()[-2:] == ["[]", "True"], ran.stderr


def test_scenarios_are_marked_by_role_page_level_and_label(project: pytest.Pytester) -> None:
    """`-m` and `-k` choose among them; nothing is walked to know."""
    project.makeconftest(
        "def pytest_collection_finish(session):\n"
        "    for item in session.items:\n"
        "        print(item.name, *sorted(mark.name for mark in item.iter_markers()))\n"
    )
    named = ("--target", "reference", "--collect-only", "-q", "paths")
    _run(project, *named).stdout.fnmatch_lines(
        ["to-step-1 administrator advised home login lost-codes required short", "small-letters *"]
    )
    chosen = _run(project, *named, "-m", "user and search")
    chosen.stdout.fnmatch_lines(["paths/mine.py::small-letters"])
    chosen.stdout.no_fnmatch_line("paths/mine.py::to-step-1")
    _run(project, *named, "-k", "to_step").stdout.fnmatch_lines(["paths/mine.py::to-step-1"])


@pytest.mark.parametrize(
    ("example", "page", "chosen"),
    [("django", "choose", "password-reset"), ("roundup", "register", "registration")],
)
def test_another_suite_is_collected_by_its_own_guide(
    example: str, page: str, chosen: str, project: pytest.Pytester
) -> None:
    """Its target names it; scenarios are marked by its pages."""
    folder = Path(__file__).parents[2] / "examples" / example
    target = ("--target", str(folder / "target.toml"))
    ran = _run(project, *target, "--collect-only", "-q", "-m", page, str(folder / "scenarios"))
    ran.stdout.fnmatch_lines([f"*::{chosen}"])
    ran.stdout.no_fnmatch_line("*::wrong-password")


def test_a_broken_sentence_fails_its_subtest_and_its_test(project: pytest.Pytester) -> None:
    """With sentence, line, expected and seen; JUnit has it; `--lf` and reruns take it up again."""
    ran = _run(
        project, "--target", "broken.toml", "--junitxml", "junit.xml", "--reruns", "1", "paths"
    )
    ran.stdout.fnmatch_lines(
        [
            "search.bcr.capitals: guide, line 189: « le n° de BCR * en majuscules »",
            "  expected refused: nothing is done and the person is told, on « Codes perdus *",
            "  seen     the page « Codes perdus : étape 3 » (regenerate) saying « IDENT* »",
            "  evidence small-letters/pages/*",
            "codes-perdus: pages, mails and report.html in *kept",
        ]
    )
    assert {"passed": 1, "rerun": 1}.items() <= ran.parseoutcomes().items()
    assert "en majuscules" in (project.path / "junit.xml").read_text(encoding="utf-8")
    assert (project.path / "kept" / "report.html").is_file()
    assert (project.path / "kept" / "rerun-1-small-letters" / "small-letters").is_dir()
    again = _run(project, "--target", "broken.toml", "--lf", "--collect-only", "-q", "paths")
    again.stdout.fnmatch_lines(["paths/mine.py::small-letters"])
    again.stdout.no_fnmatch_line("paths/mine.py::to-step-1")


def test_each_worker_of_xdist_has_its_share(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each on a portal of its own; together they walk each scenario once."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # the others take long to import
    monkeypatch.setenv("PYTEST_PLUGINS", "xdist.plugin,harness.pytest_plugin")
    ran = project.runpytest_subprocess(
        "--run-dir", "kept", "--target", "broken.toml", "-n", "2", "paths"
    )
    assert ran.parseoutcomes()["passed"] == 1
    walks = sorted(project.path.glob("kept/gw*/*/journal.jsonl"))
    assert sorted(path.parent.name for path in walks) == ["small-letters", "to-step-1"]
    assert walks[0].parents[1] != walks[1].parents[1]


def test_the_first_failure_ends_the_session(project: pytest.Pytester) -> None:
    """`-x`: what still walks is broken off."""
    ran = _run(project, "--target", "broken.toml", "-x", "paths")
    assert ran.ret == pytest.ExitCode.TESTS_FAILED
    ran.stdout.fnmatch_lines(["*stopping after * failures*"])


def test_fixtures_for_tests_of_ones_own(project: pytest.Pytester) -> None:
    """A portal that serves, people with traits, their mails, and walks without `await`."""
    (project.path / "test_own.py").write_text(TESTS + ASTRAY, encoding="utf-8")
    ran = _run(project, "--target", "reference", "test_own.py")
    ran.assert_outcomes(passed=3, failed=1, errors=1)
    ran.stdout.fnmatch_lines(["*expected traits of an account*test_a_trait_that_nobody_has*"])
    ran.stdout.fnmatch_lines(["*expected a link or button of home; seen: 'Terminer'*"])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--target", "referense"), "*expected a target*Did you mean*reference*"),
        (("--target", "remote.toml"), "*a scenario that can be played on remote*"),
        (("--target", "staffed.toml"), "*somebody who agrees*--agreed*"),
    ],
)
def test_what_is_wrong_is_said_without_a_stack(
    project: pytest.Pytester, arguments: tuple[str, ...], told: str
) -> None:
    """An unknown target; a portal without accounts; one that is not ours, and nobody agreed."""
    remote = '[target]\nname = "remote"\nbase_url = "http://portal.example/"\n'
    (project.path / "remote.toml").write_text(remote, encoding="utf-8")
    assert exit_code("accounts", "new", str(project.path / "people.json")) == 0
    staffed = f'{remote}[accounts]\nfile = "people.json"\n'
    (project.path / "staffed.toml").write_text(staffed, encoding="utf-8")
    ran = _run(project, *arguments, "paths")
    assert ran.ret != pytest.ExitCode.OK
    output = "\n".join((*ran.outlines, *ran.errlines))
    pytest.LineMatcher([output.replace("\n", " ")]).fnmatch_lines([told])
    assert "Traceback" not in output


def test_two_scenarios_of_one_name_are_refused(project: pytest.Pytester) -> None:
    """Results are told by name."""
    twin = Path(project.path / "paths" / "twin.py")
    twin.write_text(SCENARIOS, encoding="utf-8")
    ran = _run(project, "--target", "reference", "--collect-only", "paths")
    assert ran.ret == pytest.ExitCode.USAGE_ERROR
    ran.stderr.fnmatch_lines(["*each scenario's name once; seen: *twin.py::to-step-1*"])


def test_a_test_that_needs_a_target_fails_where_none_is_named(pytester: pytest.Pytester) -> None:
    """A skip would look like a success in CI."""
    pytester.makepyfile("def test_it(portal):\n    pass\n")
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*no target: name one with --target*"])
