# ruff: noqa: E501 - lines of a table cannot be broken
"""What came in place of the mail that is awaited is told: another kind, or to somebody else."""

from pathlib import Path
from typing import Any

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


RECIPIENT = """  { slug = "change.recipient", lines = [3], sentence = "A", claim = { kind = "mail-form", form = "recipient" } },
]
"""
MORE = """
[entry]
home = "/"
[timeouts]
mail = 1
[accounts]
file = "accounts.json"
[allow]
send_mail = true
"""


def _seen(folder: Path, shell: Shell, mails: dict[str, str], to: str) -> tuple[str, Any]:
    """The statement that is broken, and what is told of the mail that came."""
    target = write_suite(
        folder / "suite",
        chapters={"home": HOME, **mails},
        scenarios=SCENARIOS,
        portal=PORTAL,
        manifest=MANIFEST,
        mutant=to,
        more=MORE,
    )
    accounts = '[{"email": "p1111@portal.example"}]'
    (target.parent / "accounts.json").write_text(accounts, encoding="utf-8")
    shell("run", target, "--driver", "http", "--yes", "--out", folder / "run")
    failed = {k: one for k, one in findings(folder / "run").items() if one["verdict"] == "fail"}
    ((slug, found),) = failed.items()
    return slug.split()[-1], found["facts"]["seen"]


def test_a_mail_of_another_kind(tmp_path: Path, shell: Shell) -> None:
    """The step that waits for it tells which it was taken for."""
    mails: dict[str, str] = {
        "created": MAIL.format("created", "Nouvelle demande"),
        "change": MAIL.format("change", "Une modification"),
    }
    _, seen = _seen(tmp_path, shell, mails, "p1111@portal.example")
    assert seen["code"] == "only-mails-like"
    assert seen["params"]["titles"] == [{"quote": "Courriel created"}]


def test_a_mail_to_somebody_else(tmp_path: Path, shell: Shell) -> None:
    """Its kind and its address are told, and the sentence about its recipient is broken."""
    change = MAIL.format("change", "Nouvelle demande")
    mails: dict[str, str] = {"change": change.rstrip().removesuffix("]") + RECIPIENT}
    slug, seen = _seen(tmp_path, shell, mails, "q2222@portal.example")
    assert (slug, seen["code"]) == ("change.recipient", "mail-to-others")
    assert seen["params"]["title"] == {"quote": "Courriel change"}
    assert "q2222@portal.example" in str(seen["params"]["addresses"])
    slug, seen = _seen(tmp_path / "b", shell, {"change": change}, "q2222@portal.example")
    assert (slug, seen["code"]) == ("change.subject", "mail-to-others")
