"""A button that asks again by a script: one scenario serves both drivers."""

from pathlib import Path
from typing import Any

import pytest

from harness.core.errors import GuideError
from harness.planning.walk import Walk
from tests.builders import GUIDE, account
from tests.execution.stages import NotingActor
from tests.own_suites import findings, write_suite
from tests.shell import Shell

ASKS = (
    "<script>document.querySelector('.sure').onclick = function () {"
    "if (this.textContent == 'Sûr ?') return true; this.textContent = 'Sûr ?'; return false }"
    "</script>"
)
BUTTON = "<form method=post action=/gone><button class=sure>Supprimer</button></form>"
PAGES = {"asks": BUTTON + ASKS, "told": BUTTON + ASKS, "plain": BUTTON, "open": BUTTON + ASKS}
ACTION = """
[[statement]]
slug = "{0}.delete"
lines = [2]
sentence = "Supprimer"
claim = {{ kind = "action", label = "Supprimer", to = "gone" }}
"""
CONFIRM = """
[[statement]]
slug = "{0}.sure"
lines = [3]
sentence = "confirmez"
claim = {{ kind = "action", label = "Sûr ?", optional = true, to = "gone" }}
"""
CHAPTER = """
slug = "{0}"
title = "Page {0}"

[[statement]]
slug = "{0}.heading"
lines = [1]
sentence = "Page"
claim = {{ kind = "heading", text = "Page {0}" }}
"""
CHAPTERS = {
    name: (CHAPTER + ACTION + (CONFIRM if name != "asks" else "")).format(name) for name in PAGES
}
GONE = """
slug = "gone"
title = "Fin"

[[statement]]
slug = "gone.heading"
lines = [4]
sentence = "Supprimé"
claim = { kind = "heading", text = "Supprimé" }

[[statement]]
slug = "gone.comes"
lines = [5]
sentence = "Tout est supprimé"
claim = { kind = "leads", page = "gone" }
"""
SCENARIO = '''
@scenario()
async def {0}(walk: Walk) -> None:
    """The button of one page."""
    await walk.open("{0}")
    await walk.press("Supprimer", again="Sûr ?"{1})
'''


def _found(driver: str, folder: Path, shell: Shell) -> dict[str, Any]:
    portal = f"""
PAGES = {PAGES!r}

def answer(method, path, form):
    if path == "/gone":
        return 200, "<h1>Supprimé</h1>"
    name = path.strip("/")
    return 200, "<h1>Page " + name + "</h1>" + PAGES.get(name, "")
"""
    entry = "".join(f'{name} = "/{name}"\n' for name in PAGES)
    tried = {"told": ', trying="gone.comes"'}
    target = write_suite(
        folder / "suite",
        chapters=CHAPTERS | {"gone": GONE},
        scenarios="".join(SCENARIO.format(name, tried.get(name, "")) for name in PAGES),
        portal=portal,
        more=f"[entry]\n{entry}",
    )
    shell("run", target, "--driver", driver, "--out", folder / "out", "--yes")
    return findings(folder / "out")


def test_one_scenario_for_both_drivers(tmp_path: Path, shell: Shell) -> None:
    """In a browser it is pressed again; a button that should ask and does not is told."""
    found = _found("browser", tmp_path / "browser", shell)
    verdicts = {key: one["verdict"] for key, one in found.items()}
    assert {key for key, one in verdicts.items() if one != "pass"} == {"plain plain.sure"}
    assert verdicts["plain plain.sure"] == "fail"
    found = _found("http", tmp_path / "http", shell)
    verdicts = {key: one["verdict"] for key, one in found.items()}
    assert {one for key, one in verdicts.items() if not key.endswith(".sure")} == {"pass"}
    assert {one for key, one in verdicts.items() if key.endswith(".sure")} == {"unobservable"}


async def test_twice_at_once_and_again() -> None:
    """Nobody can do both."""
    walk = Walk(GUIDE, NotingActor(), (account(),))
    walk.at = "search"
    with pytest.raises(GuideError, match="twice at once, or one that asks again"):
        await walk.press("rechercher", again="Sûr ?", twice=True)
