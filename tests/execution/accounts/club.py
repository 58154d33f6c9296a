"""A club whose members register once, and may never choose a password that they had before."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

MANIFEST = """
name = "club"

[account.fields]
login = { key = true, pattern = "rower####" }
password = { secret = "password", pattern = "Oldpass-####-??" }
member = { kind = "flag" }

[account.traits.member]
fields = ["member"]
yes = "who is a member"
no = "who is no member"

[account.lifecycle]
secret = "password"
asked_on = "login"

[[account.lifecycle.sets]]
flag = "member"
statements = ["join.done"]

[[account.lifecycle.chosen]]
on = "change"
field = "change.password"
opens = ["changed"]

[permissions.change_password]
statements = ["change.done"]
changes_secret = true
en = "passwords changed, at most"
fr = "mots de passe changés, au plus"
"""
_CLAIMS = {
    "login": '{{ kind = "field", label = "Name" }}',
    "password": '{{ kind = "field", label = "Password", secret = true }}',
    "send": '{{ kind = "action", label = "Send", only = "button", to = "{to}" }}',
    "done": '{{ kind = "leads", page = "{to}" }}',
}
_PAGES = (
    ("join", "Join the club", "joined"),
    ("joined", "Welcome aboard", ""),
    ("change", "Change your password", "changed"),
    ("changed", "Your password is new", ""),
    ("login", "Sign in", ""),
)
SCENARIOS = '''
from harness import Needs, Walk, scenario

STRANGER = Needs(member=False)


async def send(walk: Walk, page: str, password: str) -> None:
    await walk.open(page)
    await walk.fill({"Name": walk.account.login, "Password": password})
    await walk.press("Send", trying=f"{page}.done")


@scenario(STRANGER)
async def joins(walk: Walk) -> None:
    """A stranger joins."""
    await send(walk, "join", walk.account.password)


@scenario(STRANGER)
async def joins_too(walk: Walk) -> None:
    """Another stranger joins."""
    await send(walk, "join", walk.account.password)


@scenario()
async def changes(walk: Walk) -> None:
    """A member chooses another password, and another one still."""
    await send(walk, "change", walk.new_secret())
    await send(walk, "change", walk.new_secret())


@scenario()
async def always_the_same(walk: Walk) -> None:
    """A member chooses what the code of the scenario gives."""
    await send(walk, "change", "Constant-1234")
'''


def write_suite(folder: Path) -> Path:
    """The suite that holds the club to its guide."""
    (folder / "guide").mkdir(parents=True)
    (folder / "scenarios").mkdir()
    (folder / "suite.toml").write_text(MANIFEST, encoding="utf-8")
    chapters = ", ".join(f'"{slug}"' for slug, *_ in _PAGES)
    (folder / "guide" / "guide.toml").write_text(f"chapters = [{chapters}]\n", encoding="utf-8")
    for slug, title, to in _PAGES:
        head = f'slug = "{slug}"\ntitle = "{title}"\ngoals = {[to] if to else []}\n'
        claims = {name: one.format(to=to) for name, one in _CLAIMS.items() if to}
        every = {"heading": f'{{ kind = "heading", text = "{title}" }}', **claims}
        statements = "".join(
            f'[[statement]]\nslug = "{slug}.{name}"\nlines = [1]\nsentence = "x"\nclaim = {claim}\n'
            for name, claim in every.items()
        )
        (folder / "guide" / f"{slug}.toml").write_text(f"{head}\n{statements}", encoding="utf-8")
    (folder / "scenarios" / "ways.py").write_text(SCENARIOS, encoding="utf-8")
    return folder


class _Club(BaseHTTPRequestHandler):
    had: dict[str, list[str]]

    def do_GET(self) -> None:
        self._show("join" if self.path == "/" else self.path.strip("/"))

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        name, password = sent["name"][0], sent["password"][0]
        page = self.path.strip("/")
        fits = name not in self.had if page == "join" else password not in self.had.get(name, [])
        if fits:
            self.had.setdefault(name, []).append(password)
        self._show(
            {"join": "joined", "change": "changed"}[page] if fits else page, refused=not fits
        )

    def _show(self, page: str, *, refused: bool = False) -> None:
        titles = {slug: title for slug, title, _ in _PAGES}
        error = "<p role=alert>This cannot be.</p>" if refused else ""
        form = (
            f"<form method=post action=/{page}><label>Name <input name=name></label><label>"
            "Password <input type=password name=password></label><button>Send</button></form>"
        )
        shown = form if page in {"join", "change"} else ""
        body = f"<h1>{titles.get(page, 'Nothing')}</h1>{error}{shown}"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"<title>{titles.get(page, '')}</title>{body}".encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Say nothing."""


@contextmanager
def club_at_work(members: dict[str, str]) -> Iterator[str]:
    """The club with its members and their passwords; gives its address."""
    handler = type("Club", (_Club,), {"had": {name: [one] for name, one in members.items()}})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def write_target(
    suite: Path, address: str, people: list[dict[str, object]], more: str = ""
) -> Path:
    """A target file and its accounts."""
    (suite / "people.json").write_text(json.dumps(people), encoding="utf-8")
    target = suite / "target.toml"
    target.write_text(
        f'[target]\nname = "club"\nbase_url = "{address}"\n\n[mail]\nsource = "none"\n\n'
        f'[accounts]\nfile = "people.json"\n{more}\n'
        '[entry]\njoin = "/"\nchange = "/change"\nlogin = "/login"\n',
        encoding="utf-8",
    )
    return target
