"""All that is printed comes from the catalogues, so that it follows `--lang`."""

import ast
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

import harness
from harness.accounts.generator import generate_accounts
from harness.accounts.model import Needs
from harness.cli.serve import account_table
from harness.messages import catalogue
from tests.shell import exit_code

SOURCE = Path(harness.__file__).parent
PRINTING = frozenset({"echo", "print", "line", "secho", "write_line", "add_row", "skip"})
_SENTENCE = re.compile(r"[a-z]{2,} [a-z]{2,}")
_COMMAND_OR_STYLE = re.compile(r"  codes-perdus run |bold (?:red|green|yellow|underline)$")


def _sentences(path: Path) -> Iterator[str]:
    """The words in code that a module prints."""
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(call, ast.Call) or getattr(call.func, "attr", "") not in PRINTING:
            continue
        for part in (part for argument in call.args for part in _printed(argument)):
            if _SENTENCE.search(part) and not _COMMAND_OR_STYLE.match(part):
                yield f"{path.name}: {part}"


def _printed(node: ast.expr) -> Iterator[str]:
    """The texts of an argument, but not those within another call."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.expr) and not isinstance(node, ast.Call):
            yield from _printed(inner)


def test_no_module_prints_words_of_its_own() -> None:
    """A sentence in the code would stay English."""
    folders = ("cli", "app", "reporting", "mutation", "pytest_plugin", "population")
    files = [path for folder in folders for path in (SOURCE / folder).rglob("*.py")]
    assert len(files) > 50
    assert [text for path in files for text in _sentences(path)] == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("coverage", "--guide", "{guide}"), "ligne 1 : aucun énoncé et aucune exclusion"),
        (("coverage", "--guide", "{guide}"), "lignes sont citées"),
        (("coverage", "--guide", "{guide}/x"), "ce n’est pas un dossier"),
        (("guide", "check", "{guide}/x"), "le texte du guide dans"),
        (("run", "--jobs", "many"), "un nombre entier est attendu"),
        (("doctor", "one", "two"), "argument en trop"),
    ],
)
def test_it_speaks_french(
    arguments: tuple[str, ...],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Also what the system and the libraries say."""
    monkeypatch.setattr("sys.argv", ["codes-perdus", "--lang", "fr"])
    guide = tmp_path / "guide.txt"
    guide.write_text("Bonjour\n" + "Une ligne\n" * 400, encoding="utf-8")
    exit_code(*(one.format(guide=guide) for one in arguments), "--lang", "fr")
    shown = "".join(capsys.readouterr()).replace("\N{NO-BREAK SPACE}", " ")
    assert told in shown
    assert "Traceback" not in shown


def test_the_people_of_serve_are_told_in_french() -> None:
    """Role, what they lack, and the name of each field."""
    (person,) = generate_accounts({"x": (Needs(role="user", first_login_done=False),)}, 1)["x"]
    console = Console(file=StringIO(), width=200, record=True)
    console.print(account_table(person, catalogue("fr")))
    printed = console.export_text()
    rows = [line.split("  ")[0] for line in printed.splitlines()]
    assert "qui ne s’est jamais connecté" in printed
    assert rows[1:5] == ["utilisateur", "identifiant", "code confidentiel", "nom"]
