"""A draft holds what a portal shows at every visit, and nothing of one visit alone."""

import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from harness.app.guide_drafting import draft_guide
from harness.cli.app import app
from harness.config.suite import load_suite
from harness.crawl.store import CrawlStore
from harness.guide.loader import load_guide

PORTAL = """
import http.server, sys

HEAD = "<!DOCTYPE html><html lang=fr><title>{0}</title><body><h1>{0}</h1>"
STARTS = open(sys.argv[2], "a+")
STARTS.write("x"); STARTS.flush(); STARTS.seek(0)
NUMBER = "un deux trois quatre".split()[len(STARTS.read()) - 1]


class Portal(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        known = "session" in self.headers.get("Cookie", "")
        if self.path == "/espace" and not known:
            self.send_response(302); self.send_header("Location", "/"); self.end_headers(); return
        self.send_response(200 if self.path in PAGES else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Set-Cookie", "session=1"); self.end_headers()
        last = "Vous venez de la page des questions." if known else ""
        self.wfile.write(PAGES.get(self.path, "non").format(NUMBER, last).encode())

    def log_message(self, *_):
        pass


PAGES = {
    "/": HEAD.format("Accueil") + "<a href=/questions>Questions</a> <a href=/espace>Espace</a>"
    "<p>Bienvenue sur le portail des employeurs.</p>",
    "/questions": HEAD.format("Questions") + "<form><label>Question <select name=q>"
    "<option>Votre ville ?</option><option>Votre choix {0} ?</option></select></label></form>"
    "<p>{1}</p>",
    "/espace": HEAD.format("Espace") + "<p>Vous avez ouvert votre espace personnel.</p>",
}
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Portal).serve_forever()
"""


def scraped(folder: Path, *more: str) -> tuple[int, str]:
    """A crawl of the portal as a user gives the command."""
    (folder / "portal.py").write_text(PORTAL, encoding="utf-8")
    target = folder / "target.toml"
    launch = f'["{{python}}", "portal.py", "{{port}}", "{folder / "starts"}"]'
    target.write_text(f'[target]\nname = "x"\nlaunch = {launch}\n', encoding="utf-8")
    result = CliRunner().invoke(app, ["scrape", str(target), "--out", str(folder / "crawl"), *more])
    return result.exit_code, result.output


LOGIN = """
import http.server, sys

HEAD = "<!DOCTYPE html><html lang=fr><title>{0}</title><body><h1>{0}</h1>"
FORM = (
    "<form method=post action=/entrer><label>Nom <input name=n></label>"
    "<label>Code <input type=password name=p></label><button>Entrer</button></form>"
)


class Portal(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        known = "known=1" in self.headers.get("Cookie", "")
        if self.path == "/factures" and not known:
            self.send_response(302); self.send_header("Location", "/"); self.end_headers(); return
        self.send_response(200 if self.path in ("/", "/factures") else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8"); self.end_headers()
        inside = HEAD.format("Factures") + "<p>Vos factures sont dues le trente.</p>"
        links = "<a href=/factures>Vos factures</a>" if known else FORM
        shown = inside if self.path == "/factures" else HEAD.format("Accueil") + links
        self.wfile.write(shown.encode())

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(303); self.send_header("Set-Cookie", "known=1")
        self.send_header("Location", "/factures"); self.end_headers()

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Portal).serve_forever()
"""


def test_pages_behind_a_login_stay_in_the_draft(tmp_path: Path) -> None:
    """A run cannot open them by their address, so the target file does not ask for that."""
    (tmp_path / "portal.py").write_text(LOGIN, encoding="utf-8")
    target = tmp_path / "target.toml"
    target.write_text(
        '[target]\nname = "x"\nlaunch = ["{python}", "portal.py", "{port}"]\n'
        "[scrape]\nlogin = true\n",
        encoding="utf-8",
    )
    draft = tmp_path / "suite"
    command = ["scrape", str(target), "--out", str(tmp_path / "crawl"), "--draft-guide", str(draft)]
    told = CliRunner().invoke(app, [*command, "--driver", "http"])
    assert told.exit_code == 0, told.output
    assert "One page opens only after the login" in told.output
    assert "factures.words.vos-factures-sont-dues-le-trente" in statements(draft)
    drafted = tomllib.loads((draft / "target.toml").read_text("utf-8"))
    assert set(drafted["entry"]) == {"start"}
    assert set(drafted["pages"]) == {"start", "factures"}


def statements(suite: Path) -> set[str]:
    """The slugs of a drafted guide."""
    return {one.slug for one in load_guide(load_suite(suite))}


def test_what_does_not_hold_a_second_time_is_left_out(tmp_path: Path) -> None:
    """Questions of other accounts, what another page left behind, pages behind a login."""
    code, told = scraped(tmp_path, "--draft-guide", str(tmp_path / "suite"))
    assert code == 0, told
    found = statements(tmp_path / "suite")
    assert {"start.words.bienvenue-sur-le-portail-des-employeurs", "questions.opens"} <= found
    options = [one for one in found if one.startswith("questions.field.question.option")]
    assert len(options) == 1
    assert not any("vous-venez" in one or one.startswith("espace.") for one in found)
    assert "2 statements did not hold a second time" in told
    assert "One page did not open a second time, in a new session, and is not in the draft" in told
    assert "« Espace »" in told or "“Espace”" in told
    target = (tmp_path / "suite" / "target.toml").read_text(encoding="utf-8")
    assert "espace" not in target


def test_a_portal_that_is_gone_is_told(tmp_path: Path) -> None:
    """The draft has all that the crawl found, and the user knows that nobody looked again."""
    assert scraped(tmp_path)[0] == 0
    suite = tmp_path / "suite"
    result = CliRunner().invoke(
        app, ["scrape", str(tmp_path / "crawl"), "--draft-guide", str(suite)]
    )
    assert result.exit_code == 0, result.output
    assert "could not be looked at a second time" in result.output
    assert "espace.opens" in statements(suite)


def test_a_draft_without_a_page_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says which pages did not open."""
    assert scraped(tmp_path)[0] == 0
    monkeypatch.setattr("harness.app.guide_drafting._look_again", lambda *_: ())
    monkeypatch.setattr(
        "harness.app.guide_drafting._lost", lambda _: frozenset(
            {"start.opens", "questions.opens", "espace.opens"}
        )
    )  # fmt: skip
    with CrawlStore(tmp_path / "crawl") as store, pytest.raises(Exception, match="second time"):
        draft_guide(store, tmp_path / "suite", "", "http")
    assert not (tmp_path / "suite").exists()
