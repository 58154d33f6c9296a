"""pytest's plugin: `pytest scenarios --target T` walks scenarios as tests, and fixtures for others.

It is loaded wherever the package is installed, so it imports nothing until a target is named.
"""

from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from harness.accounts.model import Account
    from harness.pytest_plugin.session import Desk, Mailbox, Site
    from harness.pytest_plugin.sync_walk import Visit

_MARK = b"@scenario"  # files without it hold no scenarios, and are not even imported


def pytest_addoption(parser: pytest.Parser) -> None:
    """Tell the options; all of them mean something only with a target."""
    group = parser.getgroup("codes-perdus", "portals held to their guide")
    group.addoption("--target", metavar="TARGET", help="target file, or its name")
    group.addoption("--driver", choices=("browser", "http"), help="what moves; default: browser")
    group.addoption("--at-once", type=int, default=0, metavar="N", help="scenarios at once")
    group.addoption("--run-dir", type=Path, metavar="DIR", help="where the evidence is kept")
    group.addoption(
        "--with-profile", action="append", default=[], help="scenarios of a profile as well"
    )
    group.addoption(
        "--agreed", action="store_true", help="agree to what is done to a portal that is not ours"
    )
    parser.addini("codes_perdus_target", "target file or name, where --target is not given")
    parser.addini("codes_perdus_driver", "browser or http, where --driver is not given")


def target_named(config: pytest.Config) -> str:
    """The target that the options or the configuration name; "" for none: the plugin rests."""
    return str(config.getoption("--target") or config.getini("codes_perdus_target") or "")


def pytest_configure(config: pytest.Config) -> None:
    """Make the marks known that scenarios are given."""
    config.addinivalue_line("markers", "account(**traits): whom the fixture `account` leases")
    if target_named(config):
        from harness.pytest_plugin.suite import begin  # noqa: PLC0415 - only where it is used

        begin(config)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a file of scenarios, whatever its name."""
    if file_path.suffix != ".py" or not target_named(parent.config):
        return None
    if _MARK not in file_path.read_bytes():
        return None
    from harness.pytest_plugin.items import ScenarioFile  # noqa: PLC0415 - only where it is used

    return ScenarioFile.from_parent(parent, path=file_path)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: Sequence[pytest.Item]) -> None:
    """Plan the scenarios, and mark them by what they pass, before any are left out."""
    if target_named(config):
        from harness.pytest_plugin.suite import suite_of  # noqa: PLC0415 - only where it is used

        suite_of(config).mark(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give each worker one share of the scenarios, so that it can walk them all at once."""
    if not target_named(config) or config.getoption("dist") != "load":
        return None
    from harness.pytest_plugin.xdist import ShareScheduling  # noqa: PLC0415 - xdist is there now

    return ShareScheduling(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker how the tests are dealt out: its own options do not say."""
    node.workerinput["codes_perdus_dist"] = node.config.getoption("dist")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """End what still walks, and tell what came too late for its test."""
    if target_named(session.config):
        from harness.pytest_plugin.suite import suite_of  # noqa: PLC0415 - only where it is used

        if suite_of(session.config).end() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say where the evidence lies, and what changed after its test was over."""
    if target_named(config):
        from harness.pytest_plugin.suite import suite_of  # noqa: PLC0415 - only where it is used

        suite_of(config).tell(terminalreporter)


# --- fixtures for a project's own tests -----------------------------------------------


@pytest.fixture(scope="session")
def codes_perdus_desk(request: pytest.FixtureRequest) -> "Generator[Desk, None, None]":
    """The target as it serves for the session's own tests, with its people."""
    if not target_named(request.config):
        pytest.skip("no target: name one with --target or codes_perdus_target")
    from harness.pytest_plugin.session import Desk  # noqa: PLC0415 - only where it is used

    with Desk.of(request.session) as desk:
        yield desk


@pytest.fixture(scope="session")
def portal(codes_perdus_desk: "Desk") -> "Site":
    """Where the target serves: `base_url`, `target`."""
    return codes_perdus_desk.site


@pytest.fixture
def account(codes_perdus_desk: "Desk", request: pytest.FixtureRequest) -> "Account":
    """Somebody of the target whom no other test uses; traits by the mark `account`."""
    return codes_perdus_desk.lease(request.node)


@pytest.fixture
def mailbox(codes_perdus_desk: "Desk", account: "Account") -> "Mailbox":
    """The mails that reach the account from now on."""
    return codes_perdus_desk.mailbox(account)


@pytest.fixture
def walk(
    codes_perdus_desk: "Desk", account: "Account", request: pytest.FixtureRequest
) -> "Generator[Visit, None, None]":
    """A walk of the account, its verbs as in scenarios but without `await`."""
    with codes_perdus_desk.visit(account, request.node.name) as visit:
        yield visit
