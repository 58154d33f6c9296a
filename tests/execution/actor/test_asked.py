# ruff: noqa: E501 - lines of a table cannot be broken
"""What a dialog of a script asks, and a page without scripts: one statement serves both."""

from pathlib import Path

import pytest

from tests.own_suites import findings, write_suite
from tests.shell import Shell

LIST = """
slug = "list"
title = "Liste"
statement = [
  { slug = "list.heading", lines = [1], sentence = "Liste", claim = { kind = "heading", text = "Liste" } },
  { slug = "list.delete", lines = [2], sentence = "Supprimer", claim = { kind = "action", label = "Supprimer", to = "sure" } },
  { slug = "list.stays", lines = [3], sentence = "Vraiment ?", claim = { kind = "leads", page = "list", says = "Vraiment tout supprimer ?" } },
]
"""
SURE = """
slug = "sure"
title = "Confirmation"
statement = [
  { slug = "sure.heading", lines = [4], sentence = "Confirmation", claim = { kind = "heading", text = "Confirmation" } },
  { slug = "sure.asks", lines = [5], sentence = "Vraiment ?", claim = { kind = "leads", page = "sure", says = "Vraiment tout supprimer ?" } },
  { slug = "sure.other", lines = [5], sentence = "Vraiment ?", claim = { kind = "leads", page = "sure", says = "Autre chose" } },
  { slug = "sure.yes", lines = [6], sentence = "Oui", claim = { kind = "action", label = "Oui", to = "gone" } },
]
"""
GONE = """
slug = "gone"
title = "Fin"
statement = [{ slug = "gone.heading", lines = [7], sentence = "Fin", claim = { kind = "heading", text = "Fin" } }]
"""
SCENARIOS = """
@scenario()
async def deleted(walk: Walk) -> None:
    \"\"\"It is confirmed.\"\"\"
    await walk.open("list")
    await walk.press("Supprimer", trying="sure.asks")
    if await walk.shows("sure"):
        await walk.press("Oui")


@scenario()
async def other(walk: Walk) -> None:
    \"\"\"Something else is asked.\"\"\"
    await walk.open("list")
    await walk.press("Supprimer", trying="sure.other")


@scenario()
async def kept(walk: Walk) -> None:
    \"\"\"It is not confirmed.\"\"\"
    await walk.open("list")
    await walk.answer_dialogs(accept=False)
    await walk.press("Supprimer", trying="list.stays")
"""
PORTAL = """
ASK = "Vraiment tout supprimer ?"

def answer(method, path, form):
    if path == "/":
        return 200, (
            "<h1>Liste</h1><form method=post action=/go><button>Supprimer</button></form>"
            "<script>document.forms[0].addEventListener('submit', function (event) {"
            "if (!confirm('" + ASK + "')) event.preventDefault(); this.action = '/gone' })</script>"
        )
    if path == "/go":
        return 200, (
            "<h1>Confirmation</h1><p>" + ASK
            + "</p><form method=post action=/gone><button>Oui</button></form>"
        )
    return 200, "<h1>Fin</h1>"
"""


@pytest.mark.parametrize("driver", ["http", "browser"])
def test_a_question_before_a_step(driver: str, tmp_path: Path, shell: Shell) -> None:
    """Its words are those of the step, whatever it leads to; other words are missed."""
    target = write_suite(
        tmp_path / "suite",
        chapters={"list": LIST, "sure": SURE, "gone": GONE},
        scenarios=SCENARIOS,
        portal=PORTAL,
        more='[entry]\nlist = "/"\n',
    )
    shell("run", target, "--driver", driver, "--out", tmp_path / "out", "--yes")
    found = {key: one["verdict"] for key, one in findings(tmp_path / "out").items()}
    assert found["deleted sure.asks"] == "pass"
    assert found["other sure.other"] == "fail"
    if driver == "browser":
        assert found["kept list.stays"] == "pass"
