"""A secret that a scenario chooses, and that the suite's manifest does not declare, is told."""

from pathlib import Path

import pytest

from tests.own_suites import findings, write_suite
from tests.shell import Shell

LOGIN = """
slug = "login"
title = "Connexion"
goals = ["space"]

[[statement]]
slug = "login.heading"
lines = [1]
sentence = "Connexion"
claim = "heading"

[[statement]]
slug = "login.name"
lines = [2]
sentence = "Nom"
claim = { kind = "field", label = "Nom" }

[[statement]]
slug = "login.word"
lines = [3]
sentence = "Mot de passe"
claim = { kind = "field", label = "Mot de passe", secret = true }

[[statement]]
slug = "login.go"
lines = [4]
sentence = "Entrer"
claim = { kind = "action", label = "Entrer", to = "space" }

[[statement]]
slug = "login.wrong"
lines = [4]
sentence = "refusé"
claim = { kind = "refused", page = "login", reason = "wrong" }
"""
SPACE = """
slug = "space"
title = "Votre espace"
goals = ["changed"]

[[statement]]
slug = "space.heading"
lines = [5]
sentence = "Votre espace"
claim = "heading"

[[statement]]
slug = "space.new"
lines = [6]
sentence = "Nouveau"
claim = { kind = "field", label = "Nouveau", secret = true }

[[statement]]
slug = "space.set"
lines = [7]
sentence = "Changer"
claim = { kind = "action", label = "Changer", to = "changed" }
"""
CHANGED = """
slug = "changed"
title = "Changé"
goals = []

[[statement]]
slug = "changed.heading"
lines = [8]
sentence = "Changé"
claim = "heading"
"""
SCENARIOS = '''
async def _enter(walk: Walk, word: str, **more: str) -> None:
    await walk.open("login")
    await walk.fill({"Nom": walk.account.login, "Mot de passe": word})
    await walk.press("Entrer", **more)


@scenario(Needs())
async def a_changes(walk: Walk) -> None:
    """Somebody changes the password, after two wrong ones: the longest scenario is first."""
    for _ in range(2):
        await _enter(walk, "Faux-Mot-2026", trying="login.wrong")
    await _enter(walk, walk.account.password)
    await walk.fill({"Nouveau": "Autre-Mot-2026"})
    await walk.press("Changer")


@scenario(Needs())
async def b_enters(walk: Walk) -> None:
    """Somebody enters."""
    await _enter(walk, walk.account.password)
'''
PORTAL = """
WORDS = {}
FORM = "<form method=post action=%s>%s<button>%s</button></form>"
FIELD = "<label>%s <input type=%s name=%s></label>"

def answer(method, path, form):
    if path == "/space" and form.get("w", "Faux").startswith("Faux"):
        form["w"] = ""
    elif path == "/space":
        WORDS.setdefault(form["n"], form["w"])
    if path == "/space" and WORDS.get(form.get("n")) == form["w"]:
        field = FIELD % ("Nouveau", "password", "w")
        user = "<input type=hidden name=n value=%s>" % form["n"]
        page = "<h1>Votre espace</h1>" + FORM
        return 200, page % ("/set", field + user, "Changer")
    if path == "/set":
        WORDS[form["n"]] = form["w"]
        return 200, "<h1>Changé</h1>"
    told = "<p role=alert>Mot de passe refusé" if path == "/space" else ""
    fields = FIELD % ("Nom", "text", "n") + FIELD % ("Mot de passe", "password", "w")
    return 200, "<h1>Connexion</h1>" + told + FORM % ("/space", fields, "Entrer")
"""
MANIFEST = """
[account.fields]
login = { key = true, pattern = "user####" }
password = { secret = "password", pattern = "Mot-####-??" }
[secrets]
[permissions]
"""
LIFE = """
[account.lifecycle]
secret = "password"
asked_on = "login"
field = "login.word"
opens = ["space"]
"""
CHOSEN = '[[account.lifecycle.chosen]]\non = "space"\nfield = "space.new"\nopens = ["changed"]\n'
KEYS = 'on = "space", field = "space.new", opens = ["changed"]'


@pytest.mark.parametrize(
    ("life", "line"),
    [
        ("", f'secret = "password", chosen = [{{ {KEYS} }}]'),
        (LIFE, f"chosen = [{{ {KEYS} }}]"),
        (LIFE + CHOSEN, ""),
    ],
)
def test_a_secret_that_nobody_declares(life: str, line: str, tmp_path: Path, shell: Shell) -> None:
    """`guide check` tells it before, and the finding of the next login tells it after."""
    target = write_suite(
        tmp_path / "suite",
        chapters={"login": LOGIN, "space": SPACE, "changed": CHANGED},
        scenarios=SCENARIOS,
        portal=PORTAL,
        manifest=MANIFEST + life,
        more='[accounts]\nfile = "accounts.json"\n',
    )
    accounts = target.parent / "accounts.json"
    shell("accounts", "new", accounts, "--suite", target.parent, "--number", 1)
    _, told = shell("guide", "check", "--suite", target.parent)
    flaws = [one for one in told.splitlines() if "chooses another secret" in one]
    assert [one.endswith(line) for one in flaws] == ([True] if line else [])
    shell("run", target, "--driver", "http", "--jobs", 1, "--out", tmp_path / "out", "--yes")
    found = findings(tmp_path / "out")
    assert {one["verdict"] for key, one in found.items() if "a-changes" in key} == {"pass"}
    broken = [one for one in found.values() if one["verdict"] == "fail"]
    assert [one["statement"] for one in broken] == (["login.go"] if line else [])
    assert all(one["seen"].endswith(line) for one in broken)
    assert all("a-changes" in one["seen"] for one in broken)
