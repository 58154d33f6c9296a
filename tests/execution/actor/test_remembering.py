"""A scenario remembers what the portal made up, and the portal must show it again."""

from pathlib import Path

import pytest

from tests.own_suites import findings, write_suite
from tests.shell import Shell


def _chapter(slug: str, title: str, *statements: str, mail: bool = False) -> str:
    lines = [
        f'slug = "{slug}"',
        f'title = "{title}"',
        f"mail = {str(mail).lower()}",
        "statement = [",
    ]
    for number, one in enumerate(statements):
        name, _, claim = one.partition(" ")
        lines.append(
            f'{{ slug = "{slug}.{name}", lines = [{number + 1}], sentence = "{name}", '
            f"claim = {{ {claim} }} }},"
        )
    return "\n".join((*lines, "]"))


CHAPTERS = {
    "ask": _chapter(
        "ask",
        "Nouvelle demande",
        'heading kind = "heading", text = "Nouvelle demande"',
        'mail kind = "field", label = "Courriel"',
        'send kind = "action", label = "Envoyer", to = "done", mails = { receipt = 1 }',
    ),
    "done": _chapter(
        "done",
        "Demande enregistrée",
        'heading kind = "heading", text = "Demande enregistrée"',
        'number kind = "words", text = "Votre demande n° {any:ticket} est enregistrée"',
    ),
    "receipt": _chapter(
        "receipt",
        "Accusé de réception",
        'subject kind = "mail-subject", text = "Demande {remembered:ticket} *"',
        'words kind = "mail-words", text = "Suivi : {any:tracking}"',
        'link kind = "mail-link", to = "state", address = "/state/{remembered:ticket}"',
        mail=True,
    ),
    "find": _chapter(
        "find",
        "Suivi",
        'heading kind = "heading", text = "Suivi"',
        'number kind = "field", label = "Numéro"',
        'send kind = "action", label = "Chercher", to = "state"',
    ),
    "state": _chapter(
        "state",
        "État de la demande",
        'heading kind = "heading", text = "État de la demande"',
        'number kind = "value", label = "Numéro", value = "{remembered:ticket}"',
        'tracking kind = "words", text = "Suivie par {remembered:tracking}."',
    ),
}
SCENARIOS = '''
@scenario(Needs())
async def asks(walk: Walk) -> None:
    """Somebody asks, and asks how far it is."""
    await walk.open("ask")
    await walk.fill({"Courriel": walk.account.email})
    await walk.press("Envoyer")
    ticket = await walk.remember("ticket")
    await walk.receive_mail()
    await walk.remember("tracking", mail="receipt")
    await walk.follow_mail_link()
    await walk.open("find")
    await walk.fill({"Numéro": ticket})
    await walk.press("Chercher")


@scenario(Needs())
async def asks_twice(walk: Walk) -> None:
    """The second demand has another number."""
    for _ in range(2):
        await walk.open("ask")
        await walk.fill({"Courriel": walk.account.email})
        await walk.press("Envoyer")
        ticket = await walk.remember("ticket")
        await walk.open("find")
        await walk.fill({"Numéro": ticket})
        await walk.press("Chercher")
'''
MANIFEST = """
[account.fields]
login = { key = true, pattern = "user####" }
email = { address = true, pattern = "user####@portal.example" }
[secrets]
[permissions]
"""
PORTAL = """
COUNT = [41]
FORM = "<form method=post action=%s><label>%s <input name=x></label><button>%s</button></form>"

def answer(method, path, form):
    if path == "/done":
        COUNT[0] += 1
        ticket = "D-%d/26" % COUNT[0]
        other = "D-7/26"
        in_mail = other if MUTANT == "mail" else ticket
        linked = other if MUTANT == "link" else ticket
        text = "Suivi : T%d\\nhttp://%s/state/%s\\n" % (COUNT[0], HOST, linked)
        send(form["x"], "Demande %s reçue" % in_mail, text)
        shown = "" if MUTANT == "none" else ticket
        told = "<h1>Demande enregistrée</h1><p>Votre demande n° <b>%s</b> est enregistrée."
        return 200, told % shown
    if path.startswith("/state"):
        ticket = path[7:] or form.get("x", "")
        number = ticket[2:].split("/")[0]
        if MUTANT == "state":
            ticket = "D-7/26"
        page = "<h1>État de la demande</h1><dl><dt>Numéro<dd>%s</dl><p>Suivie par T%s.</p>"
        return 200, page % (ticket, "0" if MUTANT == "tracking" else number)
    if path == "/find":
        return 200, "<h1>Suivi</h1>" + FORM % ("/state", "Numéro", "Chercher")
    return 200, "<h1>Nouvelle demande</h1>" + FORM % ("/done", "Courriel", "Envoyer")
"""


def _run(folder: Path, shell: Shell, *, mutant: str = "", driver: str = "http") -> Path:
    target = write_suite(
        folder / "suite",
        chapters=CHAPTERS,
        scenarios=SCENARIOS,
        portal=PORTAL.replace("HOST", '"127.0.0.1:%d" % PORT'),
        manifest=MANIFEST,
        mutant=mutant,
        more='[entry]\nfind = "/find"\n[timeouts]\nmail = 3\n',
    )
    code, told = shell("run", target, "--driver", driver, "--out", folder / "out", "--yes")
    assert code == (1 if mutant else 0), told
    return folder / "out"


@pytest.mark.parametrize("driver", ["http", "browser"])
def test_a_portal_that_shows_it_again(driver: str, tmp_path: Path, shell: Shell) -> None:
    """On pages, in mails and in addresses; nothing leaks from one walk to another."""
    found = findings(_run(tmp_path, shell, driver=driver))
    assert {key: one["verdict"] for key, one in found.items()} == dict.fromkeys(found, "pass")
    assert "asks state.tracking" in found
    assert "asks-twice state.tracking" not in found


@pytest.mark.parametrize(
    ("mutant", "broken"),
    [
        ("mail", {"receipt.subject"}),
        ("state", {"state.number"}),
        ("tracking", {"state.tracking"}),
        ("link", {"receipt.link", "state.number", "state.tracking"}),
    ],
)
def test_a_portal_that_shows_another(
    mutant: str, broken: set[str], tmp_path: Path, shell: Shell
) -> None:
    """The statement that expects it tells."""
    found = findings(_run(tmp_path, shell, mutant=mutant))
    assert {one["statement"] for one in found.values() if one["verdict"] == "fail"} == broken


def test_a_portal_that_shows_none(tmp_path: Path, shell: Shell) -> None:
    """The words that announce it are blamed, and what hangs on it is not reached."""
    found = findings(_run(tmp_path, shell, mutant="none"))
    failed = {key: one for key, one in found.items() if one["verdict"] == "fail"}
    assert set(failed) == {"asks done.number", "asks-twice done.number"}
    one = failed["asks done.number"]
    assert one["expected"] == "the words « Votre demande n° … est enregistrée »"
    assert "Votre demande n° est enregistrée" in one["seen"]
    late = ("receipt.subject", "state.number", "state.tracking", "find.send")
    assert {found[f"asks {slug}"]["verdict"] for slug in late} == {"unreached"}
