"""Serves Roundup's classic tracker, as `roundup-admin install` makes it.

Nothing of the flow is written here: the tracker is made in a folder of its own by Roundup's own
commands, and gets the accounts that it is given. A defect of `defects.toml` is switched on from
outside: by settings, by a text replaced in one of the tracker's templates, or by a patch of
`patches.py`.

    python portal.py PORT SMTP_HOST SMTP_PORT ACCOUNTS [DEFECT]
"""

import json
import signal
import sys
import tomllib
from pathlib import Path
from socketserver import ThreadingMixIn
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import patches
from roundup import instance, password
from roundup.admin import AdminTool
from roundup.cgi.wsgi_handler import RequestDispatcher

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

HERE = Path(__file__).parent


class OneAtATime:
    """Lets the tracker answer one request at a time: it answered 500 to one of several once."""

    def __init__(self, tracker: RequestDispatcher) -> None:
        self._tracker = tracker
        self._lock = Lock()

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> list[bytes]:
        """Answer a request, when no other is being answered."""
        with self._lock:
            return list(self._tracker(environ, start))


class Server(ThreadingMixIn, WSGIServer):
    """Reads each request in a thread of its own: browsers open connections that they do not use."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Writes no log."""

    def log_message(self, *_: object) -> None:
        """Write nothing."""


def make_tracker(home: Path, settings: dict[str, str], texts: dict[str, list[str]]) -> None:
    """Make a tracker with its database, as the documentation of Roundup says."""
    tool = AdminTool()
    config = ",".join(f"{name}={value}" for name, value in settings.items())
    tool.do_install(str(home), ["install", "classic", "sqlite", config])
    for name, (old, new) in texts.items():
        path = home / "html" / name
        text = path.read_text(encoding="utf-8")
        if old not in text:
            raise SystemExit(f"{name} has no {old!r}")
        path.write_text(text.replace(old, new), encoding="utf-8")
    tool.do_initialise(str(home), ["initialise", "only for this example"])


def enter(home: Path, accounts: Path) -> None:
    """Enter a user for each account that is registered."""
    database = instance.open(str(home)).open("admin")
    for one in json.loads(accounts.read_text(encoding="utf-8")):
        if one["registered"]:
            secret = password.Password(one["password"], config=database.config)
            database.user.create(
                username=one["username"], address=one["email"], password=secret, roles="User"
            )
    database.commit()
    database.close()


def main(port: str, smtp_host: str, smtp_port: str, accounts: str, name: str = "") -> None:
    """Serve until the process is ended."""
    defects = tomllib.loads((HERE / "defects.toml").read_text(encoding="utf-8"))["mutants"]
    defect = defects[name]["portal"] if name else {}
    settings = {
        "tracker_web": f"http://127.0.0.1:{port}/",
        "mail_domain": "tracker.example",
        "mail_host": smtp_host,
        "mail_port": smtp_port,
        "tracker_name": "Reports",
        "admin_email": "roundup-admin",
        "web_registration_delay": "0",
        "password_pbkdf2_default_rounds": "1000",  # a quick start
        **defect.get("settings", {}),
    }
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # the folder is deleted
    with TemporaryDirectory(prefix="roundup-") as folder:
        home = Path(folder) / "tracker"
        make_tracker(home, settings, defect.get("texts", {}))
        enter(home, Path(accounts))
        if patch := defect.get("patch"):
            getattr(patches, patch)()
        tracker = OneAtATime(RequestDispatcher(str(home)))
        with make_server("127.0.0.1", int(port), tracker, Server, Quiet) as server:
            server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
