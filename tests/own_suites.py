"""Small suites with portals of their own, which tests write and run by the command line."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_PORTAL = """
import http.server, smtplib, sys, urllib.parse
from email.message import EmailMessage

PORT, SMTP, MUTANT = int(sys.argv[1]), sys.argv[2], (sys.argv[3:] or [""])[0]


def send(to, subject, text):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "portal@portal.example", to, subject
    mail["Date"], mail["Message-ID"] = "Mon, 30 Nov 2026 10:00:00 +0000", "<%d@portal>" % id(mail)
    mail.set_content(text)
    host, _, port = SMTP.rpartition(":")
    with smtplib.SMTP(host, int(port)) as sink:
        sink.send_message(mail)


{code}


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.reply("")

    def do_POST(self):
        self.reply(self.rfile.read(int(self.headers["content-length"] or 0)).decode())

    def reply(self, body):
        form = dict(urllib.parse.parse_qsl(body, keep_blank_values=True))
        status, page = answer(self.command, self.path, form)
        page = "<!DOCTYPE html><html lang=fr><title>Portail</title><meta charset=utf-8>" + page
        data = page.encode()
        self.send_response(status)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *details):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Handler).serve_forever()
"""


def write_suite(
    folder: Path,
    *,
    chapters: Mapping[str, str],
    scenarios: str,
    portal: str,
    manifest: str = "",
    mutant: str = "",
    more: str = "",
) -> Path:
    """Write a suite with a portal that each run launches; returns its target file.

    Args:
        folder: of the suite.
        chapters: the TOML of each page or mail of the guide, by its slug.
        scenarios: the functions, whose `scenario`, `Needs` and `Walk` are imported.
        portal: Python code with `answer(method, path, form)`, which returns a status and a page;
            it has `send(to, subject, text)` and `MUTANT`.
        manifest: the manifest behind the name.
        mutant: what the portal knows as `MUTANT`.
        more: the end of the target file.
    """
    (folder / "guide").mkdir(parents=True)
    (folder / "scenarios").mkdir()
    (folder / "suite.toml").write_text(f'name = "small"\n{manifest}', encoding="utf-8")
    order = json.dumps(list(chapters))
    (folder / "guide" / "guide.toml").write_text(f"chapters = {order}\n", encoding="utf-8")
    for slug, text in chapters.items():
        (folder / "guide" / f"{slug}.toml").write_text(text, encoding="utf-8")
    head = "from harness import Needs, Walk, scenario\n\n"
    (folder / "scenarios" / "all.py").write_text(head + scenarios, encoding="utf-8")
    code = _PORTAL.replace("{code}", portal)
    (folder / "portal.py").write_text(code, encoding="utf-8")
    target = folder / "target.toml"
    target.write_text(
        '[target]\nname = "small"\n'
        f'launch = ["{{python}}", "portal.py", "{{port}}", "{{smtp}}", "{mutant}"]\n{more}',
        encoding="utf-8",
    )
    return target


def findings(out: Path) -> dict[str, dict[str, Any]]:
    """The findings of a run, by scenario and statement."""
    lines = (out / "findings.jsonl").read_text("utf-8").splitlines()
    every = map(json.loads, lines)
    return {f"{one['scenario']} {one['statement']}": one for one in every}
