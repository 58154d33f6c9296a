"""docs/OWN-GUIDE.md is true: its commands are run, and print what it shows."""

import re
import tomllib
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from benchmarks import drafting
from harness.config.suite import load_suite
from tests.examples.example import EXAMPLES
from tests.shell import Shell

PAGE = (EXAMPLES.parent / "docs" / "OWN-GUIDE.md").read_text("utf-8")
SHOWN = [line.strip() for line in re.findall(r"^    (.+)$", PAGE, re.MULTILINE)]
BEGINNINGS = (
    ("guide", "new"),
    ("guide", "check"),
    ("run", "examples/django/target.toml"),
    ("run", "examples/django/expiring.toml"),
    ("mutants",),
)
PYTHON = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
TOML = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


def _follow(*beginning: str) -> list[str]:
    """The command of the page that begins so, and what it shows below it."""
    command = next(
        line for line in SHOWN if line.startswith("$ codes-perdus " + " ".join(beginning))
    )
    place = SHOWN.index(command) + 1
    shown = []
    for line in SHOWN[place:]:
        if line.startswith("$"):
            break
        shown.append(line)
    return [command.removeprefix("$ codes-perdus "), *shown]


@pytest.fixture(autouse=True)
def in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands name files of the project."""
    monkeypatch.chdir(EXAMPLES.parent)


def test_a_draft_and_a_check(shell: Shell, tmp_path: Path) -> None:
    """What `guide new` proposes, and what `guide check` tells."""
    command, *shown = _follow("guide", "new")
    code, told = shell(*command.replace("my-suite", str(tmp_path / "my-suite")).split())
    assert code == 0
    assert told.replace(str(tmp_path / "my-suite"), "my-suite").split("\n")[:2] == shown[:2]
    drafted = (tmp_path / "my-suite" / "guide" / "connexion.toml").read_text("utf-8")
    assert TOML[0].strip() in drafted
    command, *shown = _follow("guide", "check")
    assert shell(*command.split()) == (0, f"{shown[0]}\n")


@pytest.mark.parametrize(("target", "lines"), [("target", 2), ("expiring", 1)])
def test_the_verdict(target: str, lines: int, shell: Shell, tmp_path: Path) -> None:
    """Over plain HTTP; with links that are too old in a second, that statement is judged too."""
    command, *shown = _follow("run", f"examples/django/{target}.toml")
    code, told = shell(*command.split(), "--out", str(tmp_path))
    assert code == 0
    for line in shown[:lines]:
        assert line in told


def test_a_second_account(shell: Shell, tmp_path: Path) -> None:
    """The scenario of the page is played as it stands there, on the example's portal."""
    played = next(one for one in PYTHON if "Needs(), Needs()" in one)
    suite = tmp_path / "django"
    copytree(EXAMPLES / "django", suite, ignore=ignore_patterns("__pycache__"))
    with (suite / "scenarios" / "reset.py").open("a", encoding="utf-8") as scenarios:
        scenarios.write(f"\n\n{played}")
    options = ("--driver", "http", "--yes", "--only", "somebody-elses-password")
    code, told = shell("run", str(suite / "target.toml"), *options, "--out", str(tmp_path / "run"))
    assert code == 0
    assert "pass          somebody-elses-password" in told
    assert '"login.succeeds"' in (tmp_path / "run" / "findings.jsonl").read_text("utf-8")


def test_every_command_is_run() -> None:
    """By a test of this file."""
    known = {tuple(_follow(*beginning)) for beginning in BEGINNINGS}
    assert {one for one, *_ in known} == {
        line.removeprefix("$ codes-perdus ") for line in SHOWN if line.startswith("$")
    }


def test_the_share_that_is_proposed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the page says it."""
    (share,) = re.findall(r"proposed: (\d+) % of the statements", PAGE)
    document, suite = "examples/django/document.md", "examples/django"
    monkeypatch.setattr("sys.argv", ["drafting", document, "--suite", suite])
    drafting.main()
    assert f" {share}." in capsys.readouterr().out.splitlines()[-1]


def test_a_defect_is_told_by_its_sentence(shell: Shell, tmp_path: Path) -> None:
    """With the launch line of the page; all reports are written, though no account has a role."""
    launch = next(block for block in TOML if block.startswith("launch = "))
    text = (EXAMPLES / "django" / "target.toml").read_text("utf-8")
    text = re.sub(r"^launch = .*$", lambda _: launch.strip(), text, count=1, flags=re.MULTILINE)
    text = text.replace('name = "django"', f'name = "django"\nsuite = "{EXAMPLES / "django"}"', 1)
    target = tmp_path / "target.toml"
    target.write_text(f'{text}\n[launch]\ncwd = "{EXAMPLES / "django"}"\n', encoding="utf-8")
    options = ("--driver", "http", "--yes", "--only", "refused-passwords")
    code, told = shell("run", str(target), *options, "--out", str(tmp_path / "run"))
    assert code == 1
    for line in SHOWN[-2:]:
        assert line in told
    assert "could not be written" not in told
    assert "choose.too-short" in (tmp_path / "run" / "report.html").read_text("utf-8")


def test_a_mutant_is_tried(shell: Shell, tmp_path: Path) -> None:
    """The suite names it, and the command of the page finds it."""
    command, *shown = _follow("mutants")
    code, told = shell(*command.split(), "--jobs", "1", "--out", str(tmp_path / "matrix"))
    assert code == 0
    assert shown[0] in told


def test_the_files_that_are_shown_are_those_of_the_example() -> None:
    """The accounts, the target, and the two statements."""
    suite = (EXAMPLES / "django" / "suite.toml").read_text("utf-8")
    target = (EXAMPLES / "django" / "target.toml").read_text("utf-8")
    guide = "".join(path.read_text("utf-8") for path in (EXAMPLES / "django").glob("guide/*"))
    shown = [block.strip() for block in TOML]
    assert any(block.startswith("[account.fields]") and block in suite for block in shown)
    assert any(block.startswith("[target]") and block == target.strip() for block in shown)
    assert any("choose.too-short" in block and block in guide for block in shown)
    assert load_suite(EXAMPLES / "django").name == tomllib.loads(suite)["name"]
