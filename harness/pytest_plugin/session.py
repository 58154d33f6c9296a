"""Serves the target for a session of a project's own tests, and leases its accounts to them."""

from collections.abc import Generator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any, Self

import pytest

from harness.accounts.generator import generate_accounts
from harness.accounts.model import SPELLING, Account, Needs
from harness.accounts.store import accounts_of
from harness.config.target import Target
from harness.core.errors import Fault, UsageError
from harness.core.processes.loop_thread import LoopThread
from harness.core.rate_limit import RateLimiter
from harness.driver.factory import DriverOptions, open_engine
from harness.execution.accounts.leases import AccountLeases
from harness.execution.portal_process import Portal, launch_with
from harness.execution.run_config import RunConfig
from harness.execution.run_context import RunContext, make_context
from harness.execution.safety_limits import SafetyLimits
from harness.mail.factory import receiving
from harness.mail.source import MailSource
from harness.model.mail import Mail
from harness.pytest_plugin.messages import readers_catalogue
from harness.pytest_plugin.suite import SuiteRun, suite_run_of
from harness.pytest_plugin.sync_walk import SyncWalk
from harness.suite.account_schema import AccountSchema

SPARE_ACCOUNTS = 4  # generated for each test, which may run again


@dataclass(frozen=True)
class ServedPortal:
    """Where the target is served.

    Attributes:
        base_url: with a slash at its end.
        target: as its file describes it.
    """

    base_url: str
    target: Target


@dataclass(frozen=True)
class Mailbox:
    """The mails that one account receives after the mailbox was made."""

    account: Account
    _mails: MailSource
    _since: int
    _loop: LoopThread

    def wait(self, seconds: float = 10.0) -> Mail:
        """The first mail; without one, the test fails."""
        waiting = self._mails.wait(self.account.mailbox, self._since, seconds)
        message = self._loop.do(waiting)
        if message is None:
            numbers = {"address": self.account.mailbox, "seconds": f"{seconds:g}"}
            pytest.fail(readers_catalogue().text("pytest-no-mail", **numbers))
        return message

    def all(self) -> tuple[Mail, ...]:
        """All mails so far."""
        address = self.account.address
        return tuple(
            message for message in self._loop.do(self._settled()) if address in message.addressed_to
        )

    async def _settled(self) -> tuple[Mail, ...]:
        await self._mails.settle()
        return await self._mails.since(self._since)


class TargetSession:
    """Serves the target for the tests of a session; each leases an account with its traits."""

    def __init__(self, suite: SuiteRun, needs: dict[str, Needs], wrong: dict[str, str]) -> None:
        self._suite = suite
        self._wrong = wrong  # marks that no account can have, by test
        self._accounts = _accounts_for(suite.target, needs)
        self._loop = LoopThread()
        self._stack = AsyncExitStack()
        self._limits = SafetyLimits(
            RateLimiter(suite.target.pace.requests_per_second), suite.target.limits
        )
        self._mails: MailSource | None = None
        self._portal: Portal | None = None
        self._context: RunContext | None = None

    @classmethod
    def of(cls, session: pytest.Session) -> "TargetSession":
        """Prepare a session: the accounts for all tests that lease one.

        A test that asks for traits that no account can have fails, and no other test.

        Raises:
            pytest.UsageError: the accounts cannot be made or read.
        """
        suite = suite_run_of(session.config)
        needs, wrong = dict[str, Needs](), dict[str, str]()
        for item in session.items:
            if "account" in getattr(item, "fixturenames", ()):
                try:
                    needs[item.nodeid] = _needs(item, suite.target.suite.accounts)
                except UsageError as fault:
                    wrong[item.nodeid] = str(fault)
        try:
            return cls(suite, needs, wrong)
        except Fault as fault:
            raise pytest.UsageError(str(fault)) from fault

    def __enter__(self) -> Self:
        self._loop.do(self._open())
        return self

    def __exit__(self, *details: object) -> None:
        self._loop.do(self._stack.aclose())
        self._loop.close()

    async def _open(self) -> None:
        target = self._suite.target
        mails = receiving(target.mail)
        self._mails, sink = await self._stack.enter_async_context(mails)
        accounts = [one for group in self._accounts.values() for one in group]
        serving = launch_with(target, accounts, sink)
        self._portal = await self._stack.enter_async_context(serving)

    @property
    def portal(self) -> ServedPortal:
        """Where the target is served."""
        assert self._portal is not None  # noqa: S101 - entered
        return ServedPortal(self._portal.base_url, self._suite.target)

    def lease(self, item: pytest.Item) -> Account:
        """An account that no other test uses; another one each time the test runs."""
        if fault := self._wrong.get(item.nodeid):
            pytest.fail(fault, pytrace=False)
        left = self._accounts.get(item.nodeid, [])
        if not left:
            pytest.skip(readers_catalogue().text("pytest-no-account"))
        return left.pop(0)

    def mailbox(self, account: Account) -> Mailbox:
        """The mails that an account receives from now on."""
        if self._mails is None:
            pytest.skip(readers_catalogue().text("pytest-no-mails"))
        since = self._loop.do(self._mails.bookmark())
        return Mailbox(account, self._mails, since, self._loop)

    @contextmanager
    def walk(self, account: Account, name: str) -> Generator[SyncWalk, None, None]:
        """The verbs of a scenario for an account; its journal gets a name."""
        walk = self._loop.do(self._start(account, name))
        try:
            yield walk
        finally:
            walk.end()

    async def _start(self, account: Account, name: str) -> SyncWalk:
        self._context = self._context or await self._make_context()
        context = replace(self._context, leases=AccountLeases((account,)))
        return await SyncWalk.start(self._loop, context, account, name)

    async def _make_context(self) -> RunContext:
        suite, portal = self._suite, self._portal
        assert portal is not None  # noqa: S101 - entered
        config = RunConfig(driver=DriverOptions(suite.driver), folder=suite.folder / "tests")
        engine = open_engine(suite.target, portal.base_url, config.driver)
        return make_context(
            suite.guide,
            suite.target,
            config,
            base_url=portal.base_url,
            engine=await self._stack.enter_async_context(engine),
            mails=self._mails,
            leases=AccountLeases(()),
            limits=self._limits,
        )


def _needs(item: pytest.Item, schema: AccountSchema) -> Needs:
    mark = item.get_closest_marker("account")
    traits: dict[str, Any] = dict(mark.kwargs) if mark else {}
    known = ", ".join((*(["role"] if schema.roles else []), SPELLING, *schema.traits))
    try:
        needs = Needs.model_validate(traits)
        needs.check(schema)
    except (ValueError, UsageError) as wrong:
        raise UsageError(
            f"traits of an account in the mark of {item.nodeid} ({known})",
            seen=", ".join(f"{name}={value!r}" for name, value in traits.items()),
            remedy="Correct the mark.",
        ) from wrong
    return needs


def _accounts_for(target: Target, needs: dict[str, Needs]) -> dict[str, list[Account]]:
    """The accounts that each test may lease, one each time it runs."""
    if target.accounts.file is None and target.accounts.generate:
        requests = {test: (need,) * (1 + SPARE_ACCOUNTS) for test, need in needs.items()}
        made = generate_accounts(requests, target.accounts.seed, target.suite)
        return {test: list(group) for test, group in made.items()}
    left = list(accounts_of(target))
    given: dict[str, list[Account]] = {}
    for test, need in needs.items():
        fitting = next((one for one in left if need.fits(one)), None)
        given[test] = [fitting] if fitting else []
        left = [one for one in left if one is not fitting]
    return given
