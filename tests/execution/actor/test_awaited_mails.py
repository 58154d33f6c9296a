# ruff: noqa: E501 - lines of a table cannot be broken
"""A mail of another kind than the one that is awaited is told."""

from pathlib import Path

from tests.own_suites import findings, write_suite
from tests.shell import Shell

HOME = """
slug = "home"
title = "Accueil"
statement = [
  { slug = "home.heading", lines = [1], sentence = "A", claim = { kind = "heading", text = "A" } },
  { slug = "home.send", lines = [2], sentence = "Go", claim = { kind = "action", label = "Go" } },
  { slug = "home.sent", lines = [3], sentence = "B", claim = { kind = "leads", page = "home" } },
]
"""
MAIL = """
slug = "{0}"
title = "Courriel {0}"
mail = true
statement = [
  {{ slug = "{0}.subject", lines = [4], sentence = "S", claim = {{ kind = "mail-subject", text = "{1}" }} }},
]
"""
MANIFEST = """
[account.fields]
email = { key = true, address = true, pattern = "p####@portal.example" }
"""
SCENARIOS = """
@scenario()
async def awaited(walk: Walk) -> None:
    \"\"\"Another mail comes.\"\"\"
    await walk.open("home")
    await walk.press("Go", trying="home.sent")
    await walk.receive_mail("change")
"""
PORTAL = """
def answer(method, path, form):
    if method == "POST":
        send(form["to"], "Nouvelle demande", "Bonjour")
    return 200, "<h1>A</h1><form method=post><input type=hidden name=to value=%s><button>Go</button></form>" % MUTANT
"""


def test_a_mail_of_another_kind(tmp_path: Path, shell: Shell) -> None:
    """The step that waits for it tells which it was taken for."""
    target = write_suite(
        tmp_path / "suite",
        chapters={
            "home": HOME,
            "created": MAIL.format("created", "Nouvelle demande"),
            "change": MAIL.format("change", "Une modification"),
        },
        scenarios=SCENARIOS,
        portal=PORTAL,
        manifest=MANIFEST,
        mutant="p1111@portal.example",
        more='[entry]\nhome = "/"\n[timeouts]\nmail = 1\n[accounts]\nfile = "accounts.json"\n[allow]\nsend_mail = true\n',
    )
    accounts = '[{"email": "p1111@portal.example"}]'
    (target.parent / "accounts.json").write_text(accounts, encoding="utf-8")
    out = tmp_path / "run"
    shell("run", target, "--driver", "http", "--yes", "--out", out)
    seen = [one["facts"]["seen"] for one in findings(out).values() if one["verdict"] == "fail"]
    assert [one["code"] for one in seen] == ["only-mails-like"]
    assert seen[0]["params"]["titles"] == [{"quote": "Courriel created"}]
