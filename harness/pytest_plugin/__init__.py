"""The pytest plugin: `pytest scenarios --target T` runs scenarios as tests.

It also has fixtures for other tests. pytest loads it wherever the package is installed, so it
imports nothing until a target is named.
"""

from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from harness.pytest_plugin.keys import target_named

if TYPE_CHECKING:
    from harness.accounts.model import Account
    from harness.pytest_plugin.session import Mailbox, ServedPortal, TargetSession
    from harness.pytest_plugin.sync_walk import SyncWalk

_DECORATOR = b"@scenario"  # files without it hold no scenarios and are not imported


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options; they have no effect without a target."""
    group = parser.getgroup("codes-perdus", "checks of portals against their guide")
    group.addoption(
        "--target", metavar="TARGET", help="target file, or the name of one of the suite's targets"
    )
    group.addoption("--suite", metavar="DIR", help="folder of the suite, whatever the target names")
    group.addoption(
        "--driver", choices=("browser", "http"), help="real browser (default) or plain HTTP"
    )
    group.addoption("--at-once", type=int, default=0, metavar="N", help="parallel scenarios")
    group.addoption("--run-dir", type=Path, metavar="DIR", help="folder for the results")
    group.addoption(
        "--with-profile", action="append", default=[], help="profile whose scenarios run as well"
    )
    group.addoption(
        "--agreed", action="store_true", help="agree to what the scenarios do to a deployed portal"
    )
    parser.addini("codes_perdus_target", "target file or name, where --target is not given")
    parser.addini("codes_perdus_driver", "browser or http, where --driver is not given")


def pytest_configure(config: pytest.Config) -> None:
    """Register the mark of the fixture `account`, and prepare the session."""
    config.addinivalue_line(
        "markers", "account(**traits): traits of the account that the fixture `account` leases"
    )
    if target_named(config):
        from harness.pytest_plugin.suite import begin  # noqa: PLC0415 - only where it is used

        begin(config)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a file with scenarios, whatever its name."""
    if file_path.suffix != ".py" or not target_named(parent.config):
        return None
    if _DECORATOR not in file_path.read_bytes():
        return None
    from harness.pytest_plugin.items import ScenarioFile  # noqa: PLC0415 - only where it is used

    return ScenarioFile.from_parent(parent, path=file_path)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: Sequence[pytest.Item]) -> None:
    """Plan the scenarios and mark them, before pytest deselects any."""
    if target_named(config):
        from harness.pytest_plugin.suite import suite_run_of  # noqa: PLC0415 - only where it is used

        suite_run_of(config).mark(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give each worker one share of the scenarios, which it runs in parallel."""
    if not target_named(config) or config.getoption("dist") != "load":
        return None
    from harness.pytest_plugin.xdist import ShareScheduling  # noqa: PLC0415 - xdist is there now

    return ShareScheduling(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker how tests are distributed; its own options do not say."""
    node.workerinput["codes_perdus_dist"] = node.config.getoption("dist")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Stop the scenarios that still run; fail the session if a result changed after its test."""
    if target_named(session.config):
        from harness.pytest_plugin.suite import suite_run_of  # noqa: PLC0415 - only where it is used

        if suite_run_of(session.config).end() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the folder of the results, and which results changed after their tests."""
    if target_named(config):
        from harness.pytest_plugin.suite import suite_run_of  # noqa: PLC0415 - only where it is used

        suite_run_of(config).print_summary(terminalreporter)


# --- fixtures for a project's own tests -----------------------------------------------


@pytest.fixture(scope="session")
def codes_perdus_session(request: pytest.FixtureRequest) -> "Generator[TargetSession, None, None]":
    """The target as it is served for the tests of the session, with its accounts."""
    if not target_named(request.config):
        raise pytest.UsageError("no target: name one with --target or codes_perdus_target")
    from harness.pytest_plugin.session import TargetSession  # noqa: PLC0415 - only where it is used

    with TargetSession.of(request.session) as session:
        yield session


@pytest.fixture(scope="session")
def portal(codes_perdus_session: "TargetSession") -> "ServedPortal":
    """Where the target is served: `base_url`, `target`."""
    return codes_perdus_session.portal


@pytest.fixture
def account(codes_perdus_session: "TargetSession", request: pytest.FixtureRequest) -> "Account":
    """An account that no other test uses; the mark `account` names its traits."""
    return codes_perdus_session.lease(request.node)


@pytest.fixture
def mailbox(codes_perdus_session: "TargetSession", account: "Account") -> "Mailbox":
    """The mails that the account receives from now on."""
    return codes_perdus_session.mailbox(account)


@pytest.fixture
def walk(
    codes_perdus_session: "TargetSession", account: "Account", request: pytest.FixtureRequest
) -> "Generator[SyncWalk, None, None]":
    """The verbs of a scenario, without `await`, for the account."""
    with codes_perdus_session.walk(account, request.node.name) as sync_walk:
        yield sync_walk
