"""Checks what a target file asks for: its portal, its accounts, and where mails arrive."""

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

from harness.accounts.store import accounts_at_start
from harness.app.account_files import lacking_accounts, requests_for
from harness.app.doctor import Examination
from harness.app.suite import all_scenarios
from harness.config.target import Target
from harness.core.url import split
from harness.guide.loader import load_guide
from harness.planning.target_check import check_target

TIMEOUT = 5  # seconds for a connection


def examine_target(target: Target) -> Iterator[Examination]:
    """Check a target; nothing is started, and its portal is sent nothing.

    Raises:
        TargetError: its file, or its file of accounts, is broken; the error names all mistakes.
    """
    check_target(load_guide(target.suite), target)
    yield Examination("target file", ok=True, seen=("as it should be",))
    yield _command(target) if target.launch else _address(target)
    yield _accounts(target)
    yield _mails(target)


def _command(target: Target) -> Examination:
    """Whether the command of a launched portal is there."""
    command, cwd = (target.launch or ("",))[0], Path(target.launching.cwd or ".")
    if target.launching.shell or command == "{python}":
        return Examination("portal", ok=True, seen=("is started by its command",))
    found = shutil.which(command, path=None) or shutil.which(str(cwd / command))
    return Examination(
        "portal",
        ok=bool(found),
        seen=(f"is started by {found}" if found else f"no command {command} in {cwd}",),
        remedy="Correct target › launch or launch › cwd in the target file.",
    )


def _address(target: Target) -> Examination:
    """Whether something listens at the portal's address, or at its proxy's."""
    place = split(target.access.proxy or target.base_url or "").place
    try:
        socket.create_connection(place, TIMEOUT).close()
    except OSError as error:
        return Examination(
            "portal",
            ok=False,
            seen=(f"nothing answers at {place[0]}:{place[1]}: {error.strerror or error}",),
            remedy="Start the portal, or correct target › base_url in the target file.",
        )
    return Examination("portal", ok=True, seen=(f"{place[0]}:{place[1]} takes connections",))


def _accounts(target: Target) -> Examination:
    """Whether there are accounts, and for how many scenarios they suffice."""
    settings, suite = target.accounts, target.suite
    if settings.file is None:
        if settings.generate or not suite.accounts.key:
            return Examination("accounts", ok=True, seen=("made up for each run",))
        return Examination(
            "accounts",
            ok=False,
            seen=("the target names none",),
            remedy="Name a file under [accounts]; codes-perdus accounts new FILE makes one.",
        )
    known, scenarios = accounts_at_start(target), all_scenarios(suite)
    lacking = lacking_accounts(known, suite, requests_for(suite, scenarios))
    return Examination(
        "accounts",
        ok=not lacking,
        seen=(f"{len(known)}, enough for {len(scenarios) - len(lacking)} of {len(scenarios)}",),
        remedy=f"Type codes-perdus accounts check {settings.file.name} to see what is missing.",
    )


def _mails(target: Target) -> Examination:
    """Where mails arrive; of a sink with a port of its own, whether it is free."""
    mail = target.mail
    if mail.source == "none":
        return Examination("mails", ok=True, seen=("none: what is promised of them is not judged",))
    if mail.source != "sink" or not mail.port:
        return Examination("mails", ok=True, seen=(f"the source {mail.source}",))
    try:
        socket.create_server(("127.0.0.1", mail.port)).close()
    except OSError as error:
        return Examination(
            "mails",
            ok=False,
            seen=(f"port {mail.port} cannot be used: {error.strerror or error}",),
            remedy="End what uses the port, or name another one under [mail], and in the portal.",
        )
    return Examination("mails", ok=True, seen=(f"127.0.0.1:{mail.port} is free",))
