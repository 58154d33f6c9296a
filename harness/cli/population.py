"""`codes-perdus compare OLD NEW --accounts FILE`: a whole list of accounts, searched on both."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from rich.console import Console

from harness.config.target import Target
from harness.core.console import Printer
from harness.core.errors import UsageError
from harness.core.sanitize import seconds
from harness.execution.portal_process import launch
from harness.mail.sources.smtp_sink import SmtpSink
from harness.messages import Catalogue
from harness.population.account_list import Register, open_register
from harness.population.batch_run import Keeper, Way, walk
from harness.population.store import Store
from harness.population.summary import Population, summarise
from harness.reporting.population import tell, write

SCENARIO = "identifier-search"
_STORE = "population.sqlite"
_TOLD_EVERY = 5.0  # seconds


@dataclass(frozen=True)
class Census:
    """A list of accounts to search on two portals.

    Attributes:
        accounts: the CSV file.
        scenario: what is done with each; only the harmless search is known.
        cluster: address of a Dask scheduler; "" for this process alone.
        at_once: accounts under way at once.
        folder: keeps what is known; the same folder goes on.
    """

    accounts: Path
    scenario: str
    cluster: str
    at_once: int
    folder: Path

    def take(self, old: Target, new: Target, console: Console, catalogue: Catalogue) -> Population:
        """Search them all, tell and write what came of it.

        Raises:
            UsageError: the scenario is not that search, or the list is broken.
            EnvironmentFault: a portal or the cluster is gone.
        """
        _refuse_other(self.scenario)
        register = open_register(self.accounts)
        about = {"list": register.digest, "old portal": old.name, "new portal": new.name}
        with Store(self.folder / _STORE, about) as store:
            ticker = _Ticker(
                register.length, store.total - store.faulty, Printer(console), catalogue
            )
            try:
                if store.total - store.faulty < register.length:
                    asyncio.run(self._walk(register, (old, new), Keeper(store, ticker)))
            finally:
                population = summarise(
                    store,
                    old=old.name,
                    new=new.name,
                    scenario=self.scenario,
                    accounts=register.length,
                )
                write(population, self.folder, catalogue)
        tell(population, Printer(console), catalogue)
        return population

    async def _walk(
        self, register: Register, targets: tuple[Target, Target], keeper: Keeper
    ) -> None:
        async with _serving(register, targets) as (old, new):
            ways = Way(targets[0], old), Way(targets[1], new)
            if not self.cluster:
                await walk(register, ways, self.at_once, keeper)
                return
            from harness.population.dask_backend import walk_on  # noqa: PLC0415 - only what is used

            # beside our loop, which drains what portals of our own say
            walking = partial(walk_on, self.cluster, register, ways, self.at_once)
            await asyncio.to_thread(walking, keeper)


def _refuse_other(scenario: str) -> None:
    if scenario != SCENARIO:
        raise UsageError(
            f"--scenario {SCENARIO} with --accounts: nothing but searches is sent to so many",
            seen=scenario,
            remedy=f"Give --scenario {SCENARIO}, or leave --accounts out.",
        )


@asynccontextmanager
async def _serving(
    register: Register, targets: tuple[Target, Target]
) -> AsyncIterator[tuple[str, str]]:
    """Both portals, those of our own launched with the people of the list."""
    async with SmtpSink() as sink, AsyncExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(prefix="codes-perdus-"))
        accounts = Path(folder) / "accounts.json"
        if any(target.launch for target in targets):
            accounts.touch(mode=0o600)
            with accounts.open("w", encoding="utf-8") as file:
                register.as_accounts(file)
        old, new = [
            await stack.enter_async_context(launch(one, smtp=sink.address, accounts=accounts))
            for one in targets
        ]
        yield old.base_url, new.base_url


@dataclass
class _Ticker:
    """Tells now and then how far it is, and how long it will take."""

    total: int
    done: int
    printer: Printer
    catalogue: Catalogue
    _begun: float = field(default_factory=monotonic)
    _told: float = field(default_factory=monotonic)
    _fresh: int = 0

    def __call__(self, more: int) -> None:
        self.done += more
        self._fresh += more
        now = monotonic()
        if now - self._told >= _TOLD_EVERY:
            self._told = now
            rate = self._fresh / (now - self._begun)
            left = seconds((self.total - self.done) / rate)
            self.printer.line(
                self.catalogue.text(
                    "population-progress",
                    done=self.done,
                    total=self.total,
                    rate=f"{rate:.1f}",
                    left=left,
                )
            )
