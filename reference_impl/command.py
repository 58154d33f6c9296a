"""The command line: ``python -m reference_impl --port 0 --smtp HOST:PORT --accounts FILE``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp

from reference_impl.altering.alteration import Acts, DidNotTake
from reference_impl.app import Parts, build
from reference_impl.catalogue import UnknownAlteration, find, listing
from reference_impl.domain.accounts import AccountsError
from reference_impl.domain.store import StoreError
from reference_impl.editions import parts_of
from reference_impl.serve import AddressError, serve
from reference_impl.settings import EDITIONS, Settings
from reference_impl.slow import Slow, Weather
from reference_impl.web.sessions import DEFAULT_LIFETIME

USAGE_ERROR = 2
MAX_PORT = 65_535
LONGEST_DELAY = 60_000  # milliseconds
LONGEST_PAUSE = 60  # seconds
FAULTS = (AccountsError, StoreError, AddressError, UnknownAlteration, DidNotTake)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > MAX_PORT:
        raise argparse.ArgumentTypeError(f"expected a port from 0 to {MAX_PORT}, seen {text!r}")
    return int(text)


def _server(text: str) -> tuple[str, int]:
    host, colon, port = text.rpartition(":")
    if not colon or not host:
        raise argparse.ArgumentTypeError(f"expected HOST:PORT, seen {text!r}")
    return host.strip("[]"), _port(port)


def _span(text: str) -> tuple[float, float]:
    least, dash, most = text.partition("-")
    try:
        span = float(least), float(most if dash else least)
    except ValueError:
        span = (1.0, 0.0)
    if not 0 <= span[0] <= span[1] <= LONGEST_DELAY:
        raise argparse.ArgumentTypeError(
            f"expected milliseconds (100) or a span of them (60-150), seen {text!r}"
        )
    return span


def _seconds(text: str) -> float:
    return _number(text, LONGEST_PAUSE, f"seconds from 0 to {LONGEST_PAUSE}")


def _share(text: str) -> float:
    return _number(text, 1, "a share from 0 to 1")


def _number(text: str, most: float, what: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= most:
        raise argparse.ArgumentTypeError(f"expected {what}, seen {text!r}")
    return number


class _List(argparse.Action):
    """Prints all alterations and ends, whatever other options lack."""

    def __init__(self, option_strings: Sequence[str], dest: str, **others: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, **others)

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        print(listing())  # noqa: T201 - what was asked for
        parser.exit()


def parser() -> argparse.ArgumentParser:
    """Describe the options."""
    options = argparse.ArgumentParser(
        prog="python -m reference_impl",
        description="Serve the reference portal; prints READY and its address once it serves; "
        "altered, it prints ALTERED NAME before and ACTED TIMES at the end.",
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
        "--session-in-url", action="store_true", help="legacy edition: sessions without cookies"
    )
    options.add_argument(
        "--delay-ms",
        type=_span,
        metavar="N|N-M",
        help="spa edition: how long each JSON answer waits; default: 60-150",
    )
    options.add_argument(
        "--session-seconds",
        type=float,
        default=DEFAULT_LIFETIME,
        metavar="N",
        help="seconds without a request after which a session ends",
    )
    _add_weather(options)
    altered = options.add_mutually_exclusive_group()
    altered.add_argument(
        "--mutant",
        action="append",
        default=[],
        metavar="NAME",
        help="serve the portal with a seeded defect; may be given several times",
    )
    altered.add_argument(
        "--variation",
        action="append",
        default=[],
        metavar="NAME",
        help="serve a harmless variation of it; may be given several times",
    )
    options.add_argument("--list-alterations", action=_List, help="print them as JSON and end")
    return options


def _add_weather(options: argparse.ArgumentParser) -> None:
    bad_day = options.add_argument_group("a bad day")
    bad_day.add_argument(
        "--slow",
        type=_seconds,
        default=0.0,
        metavar="SECONDS",
        help="how long each answer waits, static files aside",
    )
    bad_day.add_argument(
        "--jitter", type=_seconds, default=0.0, metavar="SECONDS", help="up to so much more or less"
    )
    bad_day.add_argument(
        "--lose",
        type=_share,
        default=0.0,
        metavar="RATE",
        help="share of pages asked for by GET whose connection breaks; never twice in a row",
    )
    bad_day.add_argument("--seed", type=int, default=0, metavar="N", help="of the draws")


def _exposed(app: ASGIApp, options: argparse.Namespace) -> ASGIApp:
    """Give the portal the weather that was asked for; without any it stays as it is."""
    weather = Weather(
        slow=options.slow, jitter=options.jitter, lose=options.lose, seed=options.seed
    )
    return app if weather == Weather(seed=options.seed) else Slow(app, weather)


def _altered(options: argparse.Namespace, parts: Parts) -> tuple[Parts, tuple[Acts, ...]]:
    """Make the alterations that were asked for, and say so.

    What they alter was written for the first edition; another may have nothing of it.
    """
    strict = options.edition == EDITIONS[0]
    asked = [(name, find("mutant", name)) for name in options.mutant]
    asked += [(name, find("variation", name)) for name in options.variation]
    counts = []
    for name, alteration in asked:
        parts, acts = alteration.apply(parts, strict=strict)
        counts.append(acts)
        print(f"ALTERED {name}", flush=True)  # noqa: T201 - the launcher reads it
    return parts, tuple(counts)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until told to end; give the exit code: 0, or 2 if an option or a file is wrong."""
    known = parser()
    options = known.parse_args(arguments)
    if options.session_in_url and options.edition != "legacy":
        known.error("--session-in-url goes with --edition legacy only")
    if options.delay_ms is not None and options.edition != "spa":
        known.error("--delay-ms goes with --edition spa only")
    host, port = options.smtp
    settings = Settings(
        accounts=options.accounts,
        smtp_host=host,
        smtp_port=port,
        database=options.database,
        edition=options.edition,
        session_in_url=options.session_in_url,
        delay_ms=options.delay_ms or Settings.delay_ms,
        session_seconds=options.session_seconds,
    )
    try:
        parts, acts = _altered(options, parts_of(settings))
        with build(settings, parts) as site:
            serve(_exposed(site.app, options), options.host, options.port)
    except FAULTS as error:
        print(f"reference_impl: {error}", file=sys.stderr)  # noqa: T201 - the command's own voice
        return USAGE_ERROR
    if acts:
        _tell(acts)
    return 0


def _tell(acts: Sequence[Acts]) -> None:
    """Say how often the altered code acted, and that there is nothing for it here if so it is.

    Of several the one that acted least: none may pass for one that nobody noticed.
    """
    least = min(acts, key=lambda one: one.number)
    if least.missed and not least.number:
        print(f"NOTHING TO ALTER {least.missed[:200]!r}")  # noqa: T201 - the launcher reads it
    print(f"ACTED {least.number}", flush=True)  # noqa: T201 - the launcher reads it
