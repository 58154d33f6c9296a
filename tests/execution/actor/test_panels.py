"""In a browser, a walk opens the closed panel that hides what it uses next, as a person does."""

from pathlib import Path
from typing import Any

import pytest

from tests.own_suites import findings, write_suite
from tests.shell import Shell

TOGGLE = "<script>function show(id){document.getElementById(id).classList.toggle('show')}</script>"
FORM = "<label>Nom <input name=n></label><button>Envoyer</button>"
SENT = "<form method=post action=/done>{}</form>"
PAGES = {
    "bootstrap": TOGGLE
    + SENT.format(
        "<a data-bs-toggle=collapse href='#c' onclick=\"show('c')\">Plus de champs</a>"
        f"<div id=c class=closed>{FORM}</div>"
    ),
    "details": SENT.format(f"<details><summary>Votre demande</summary>{FORM}</details>"),
    "tabs": TOGGLE
    + SENT.format(
        "<div role=tablist><span role=tab aria-selected=true>Un</span>"
        "<span role=tab tabindex=0 aria-selected=false aria-controls=t onclick=\"show('t')\">Deux"
        f"</span></div><div id=t role=tabpanel class=closed>{FORM}</div>"
    ),
    "css": SENT.format(
        "<input type=checkbox id=box class=box><label for=box>Déplier</label>"
        f"<div class=closed>{FORM}</div>"
    ),
    "popover": "<button popovertarget=p>Écrire</button><div popover id=p>"
    f"{SENT.format(FORM)}</div>",
    "folded": "<style>.collapsed > div {display: none}</style><div><h3 class=foldable>Votre demande"
    f"</h3><div>{SENT.format(FORM)}</div></div><script>"
    "var head = document.querySelector('.foldable'), trigger = document.createElement('a');"
    "trigger.href = '#no1'; trigger.textContent = head.textContent; head.textContent = '';"
    "head.append(trigger); head.parentNode.className = 'collapsed'; trigger.onclick = function () {"
    "return this.parentNode.parentNode.classList.toggle('collapsed') && false }</script>",
    "nested": TOGGLE
    + "<button aria-controls=a aria-expanded=false onclick=\"show('a')\">Dehors</button>"
    "<div id=a class=closed><button aria-controls=b aria-expanded=false onclick=\"show('b')\">"
    f"Dedans</button><div id=b class=closed>{SENT.format(FORM)}</div></div>",
    "hover": f"<ul class=menu><li>Compte<ul class=sub><li>{SENT.format(FORM)}</li></ul></li></ul>",
    "row": SENT.format(
        "<table><tr class=row><td>Alice</td><td><span class=act><label>Nom <input name=n></label>"
        "<button>Envoyer</button></span></td></tr></table>"
    ),
    "within": SENT.format(
        f"<div class=within><span tabindex=0>Détails</span><div class=closed>{FORM}</div></div>"
    ),
    "pointless": f"<div class=pointless>Rien<div class=closed>{SENT.format(FORM)}</div></div>",
    "open": "<button aria-controls=a aria-expanded=true>Menu</button>"
    f"<div id=a>{SENT.format(FORM)}</div>",
    "broken": "<button aria-controls=a aria-expanded=false>Ouvrir</button>"
    f"<div id=a class=closed>{SENT.format(FORM)}</div>",
    "gone": SENT.format(FORM.replace("<button", "<button class=closed")),
    "bait": SENT.format(FORM.replace("<input", "<input class=closed")),
}
STYLE = (
    "<style>.closed{display:none}.show,.box:checked~.closed{display:block}"
    ".sub{display:none}.menu li:hover>.sub{display:block}"
    ".act{visibility:hidden}@media screen{.row:hover .act{visibility:visible}}"
    ".within:focus-within>.closed{display:block}"
    ".pointless:hover .closed{opacity:1}</style>"
)
OPENED = {
    "bootstrap": ["Plus de champs"],
    "details": ["Votre demande"],
    "tabs": ["Deux"],
    "css": ["Déplier"],
    "popover": ["Écrire"],
    "folded": ["Votre demande"],
    "nested": ["Dehors", "Dedans"],
    "hover": ["Compte"],
    "row": ["Alice"],
    "within": ["Détails"],
    "open": [],
    "broken": ["Ouvrir"],
    "gone": [],
    "bait": [],
}
CHAPTER = """
slug = "{0}"
title = "Page {0}"

[[statement]]
slug = "{0}.heading"
lines = [1]
sentence = "Page"
claim = {{ kind = "heading", text = "Page {0}" }}

[[statement]]
slug = "{0}.name"
lines = [2]
sentence = "Nom"
claim = {{ kind = "field", label = "Nom" }}

[[statement]]
slug = "{0}.send"
lines = [3]
sentence = "Envoyer"
claim = {{ kind = "action", label = "Envoyer", to = "done" }}
"""
DONE = """
slug = "done"
title = "Merci"

[[statement]]
slug = "done.heading"
lines = [4]
sentence = "Merci"
claim = "heading"

[[statement]]
slug = "done.words"
lines = [5]
sentence = "Bonjour"
claim = { kind = "words", text = "Bonjour {typed:Nom}." }
"""
SCENARIO = '''
@scenario()
async def {0}(walk: Walk) -> None:
    """The form of one page."""
    await walk.open("{0}")
    await walk.fill({{"Nom": "Ada"}})
    await walk.press("Envoyer")
'''


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Nothing yet: the first test runs all pages once for each driver."""
    return {"folder": tmp_path_factory.mktemp("panels")}


def _run(driver: str, runs: dict[str, Any], shell: Shell) -> tuple[dict[str, Any], str]:
    if driver in runs:
        return runs[driver]
    folder: Path = runs["folder"] / driver
    portal = f"""
PAGES = {PAGES!r}

def answer(method, path, form):
    if path == "/done":
        return 200, "<h1>Merci</h1><p>Bonjour " + form.get("n", "") + ".</p>"
    name = path.strip("/")
    return 200, {STYLE!r} + "<h1>Page " + name + "</h1>" + PAGES.get(name, "")
"""
    entry = "".join(f'{name} = "/{name}"\n' for name in PAGES)
    target = write_suite(
        folder / "suite",
        chapters={name: CHAPTER.format(name) for name in PAGES} | {"done": DONE},
        scenarios="".join(SCENARIO.format(name) for name in PAGES),
        portal=portal,
        more=f"[entry]\n{entry}",
    )
    _, told = shell("run", target, "--driver", driver, "--out", folder / "out", "--yes")
    runs[driver] = findings(folder / "out"), told
    return runs[driver]


@pytest.mark.parametrize(
    "page",
    [
        "bootstrap",
        "details",
        "tabs",
        "css",
        "popover",
        "folded",
        "nested",
        "open",
        "hover",
        "row",
        "within",
    ],
)
def test_what_a_closed_panel_hides(page: str, runs: dict[str, Any], shell: Shell) -> None:
    """It is reached, judged as shown, and the run tells what was opened."""
    found, told = _run("browser", runs, shell)
    verdicts = {key: one["verdict"] for key, one in found.items() if key.startswith(f"{page} ")}
    assert set(verdicts.values()) == {"pass"}, verdicts
    lines = [line for line in told.splitlines() if line.endswith(f"« Page {page} »")]
    assert [line.strip().split(" »")[0].strip("« ") for line in lines] == OPENED[page]


@pytest.mark.parametrize(
    ("page", "statement", "seen"),
    [
        ("broken", "name", "panel-stays-closed"),
        ("pointless", "name", "pointed-stays-closed"),
        ("gone", "send", "no-action"),
        ("bait", "name", "no-field"),
    ],
)
def test_what_nothing_shows(
    page: str, statement: str, seen: str, runs: dict[str, Any], shell: Shell
) -> None:
    """It is still told as missing, and what hangs on it is not reached."""
    found, _ = _run("browser", runs, shell)
    broken = found[f"{page} {page}.{statement}"]
    assert (broken["verdict"], broken["facts"]["seen"]["code"]) == ("fail", seen)
    assert found[f"{page} done.heading"]["verdict"] == "unreached"


def test_over_plain_http(runs: dict[str, Any], shell: Shell) -> None:
    """No style sheet hides anything there; what HTML alone opens needs no press."""
    found, _ = _run("http", runs, shell)
    verdicts = {
        found[f"{page} {slug}"]["verdict"]
        for page in ("details", "popover", "css")
        for slug in (f"{page}.name", f"{page}.send", "done.words")
    }
    assert verdicts == {"pass"}
