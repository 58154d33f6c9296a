# ruff: noqa: E501
"""A refusal that comes with a server error's status, as the target file says, is a refusal."""

from pathlib import Path
from typing import Any

from tests.own_suites import findings, write_suite
from tests.shell import Shell

FILE = """
slug = "file"
title = "Fichier"
goals = ["done"]
statement = [
  { slug = "file.heading", lines = [1], sentence = "Fichier", claim = { kind = "heading", text = "Fichier" } },
  { slug = "file.name", lines = [2], sentence = "Nom", claim = { kind = "field", label = "Nom" } },
  { slug = "file.send", lines = [3], sentence = "Envoyer", claim = { kind = "action", label = "Envoyer", to = "done" } },
  { slug = "file.large", lines = [4], sentence = "refusé", claim = { kind = "refused", page = "file", reason = "wrong", says = "Taille maximale" } },
]
"""
DONE = """
slug = "done"
title = "Reçu"
statement = [{ slug = "done.heading", lines = [5], sentence = "Reçu", claim = { kind = "heading", text = "Reçu" } }]
"""
SCENARIOS = """
@scenario()
async def large(walk: Walk) -> None:
    \"\"\"Too large.\"\"\"
    await walk.open("file")
    await walk.fill({"Nom": "grand"})
    await walk.press("Envoyer", trying="file.large")
"""
PORTAL = """
def answer(method, path, form):
    if method == "POST":
        return 500, "<h1>Erreur</h1><p>Taille maximale : 20 octets</p>"
    return 200, (
        "<h1>Fichier</h1><form method=post><label>Nom <input name=n></label>"
        "<button>Envoyer</button></form>"
    )
"""
ENTRY = '[entry]\nfile = "/"\n'
REFUSAL = '[refusals.file]\nmarker = "Taille maximale"\n'


def _run(shell: Shell, tmp_path: Path, more: str) -> dict[str, Any]:
    target = write_suite(
        tmp_path / "suite",
        chapters={"file": FILE, "done": DONE},
        scenarios=SCENARIOS,
        portal=PORTAL,
        more=ENTRY + more,
    )
    out = tmp_path / "run"
    shell("run", target, "--driver", "http", "--yes", "--out", out)
    return findings(out)["large file.large"]


def test_the_line_with_the_status_is_proposed(tmp_path: Path, shell: Shell) -> None:
    """With its words alone, the portal is said to have failed."""
    found = _run(shell, tmp_path, REFUSAL)
    assert found["verdict"] == "fail"
    lines = [(one["section"], one["key"], one["value"]) for one in found["settings"]]
    assert lines == [
        ("refusals.file", "marker", "Taille maximale"),
        ("refusals.file", "status", "500"),
    ]
    assert "status = 500" in (tmp_path / "run" / "summary.md").read_text("utf-8")


def test_a_refusal_with_the_status_that_is_told(tmp_path: Path, shell: Shell) -> None:
    """It holds; another status than that is a failure still."""
    assert _run(shell, tmp_path, f"{REFUSAL}status = 500\n")["verdict"] == "pass"


def test_another_status_is_a_failure(tmp_path: Path, shell: Shell) -> None:
    """The target file names one."""
    assert _run(shell, tmp_path, f"{REFUSAL}status = 502\n")["verdict"] == "fail"
