"""The command line: ``python -m reference_impl --port 0 --smtp HOST:PORT --accounts FILE``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from reference_impl.accounts import AccountsError
from reference_impl.app import build
from reference_impl.serve import AddressError, serve
from reference_impl.sessions import DEFAULT_LIFETIME
from reference_impl.settings import EDITIONS, Settings
from reference_impl.store import StoreError

USAGE_ERROR = 2
MAX_PORT = 65_535


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > MAX_PORT:
        raise argparse.ArgumentTypeError(f"expected a port from 0 to {MAX_PORT}, seen {text!r}")
    return int(text)


def _server(text: str) -> tuple[str, int]:
    host, colon, port = text.rpartition(":")
    if not colon or not host:
        raise argparse.ArgumentTypeError(f"expected HOST:PORT, seen {text!r}")
    return host.strip("[]"), _port(port)


def parser() -> argparse.ArgumentParser:
    """Describe the options."""
    options = argparse.ArgumentParser(
        prog="python -m reference_impl",
        description="Serve the reference portal; prints READY and its address once it serves.",
        allow_abbrev=False,
    )
    options.add_argument("--host", default="127.0.0.1", help="address to serve on")
    options.add_argument("--port", type=_port, default=0, help="port; 0 takes a free one")
    options.add_argument(
        "--smtp", type=_server, required=True, metavar="HOST:PORT", help="server for the mails"
    )
    options.add_argument("--accounts", type=Path, required=True, metavar="FILE", help="JSON list")
    options.add_argument("--database", type=Path, metavar="PATH", help="default: a temporary one")
    options.add_argument("--edition", choices=EDITIONS, default=EDITIONS[0])
    options.add_argument(
        "--session-seconds",
        type=float,
        default=DEFAULT_LIFETIME,
        metavar="N",
        help="seconds without a request after which a session ends",
    )
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until told to end; give the exit code: 0, or 2 if an option or a file is wrong."""
    options = parser().parse_args(arguments)
    host, port = options.smtp
    settings = Settings(
        accounts=options.accounts,
        smtp_host=host,
        smtp_port=port,
        database=options.database,
        edition=options.edition,
        session_seconds=options.session_seconds,
    )
    try:
        with build(settings) as site:
            serve(site.app, options.host, options.port)
    except (AccountsError, StoreError, AddressError) as error:
        print(f"reference_impl: {error}", file=sys.stderr)  # noqa: T201 - the command's own voice
        return USAGE_ERROR
    return 0
