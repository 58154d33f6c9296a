"""Searches a whole list of accounts on two portals, and summarises what differs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from harness.config.target import Target
from harness.core.errors import UsageError
from harness.execution.portal_process import launch
from harness.mail.sources.smtp_sink import SmtpSink
from harness.messages import Catalogue
from harness.population.account_list import Register, open_register
from harness.population.batch_run import Keeper, Way, walk
from harness.population.store import Store
from harness.population.summary import Population, summarise
from harness.reporting.formats.progress import Progress
from harness.reporting.population import write

SCENARIO = "identifier-search"
_STORE = "population.sqlite"


@dataclass(frozen=True)
class PopulationRun:
    """A list of accounts to search on two portals.

    Attributes:
        accounts: the CSV file.
        scenario: what is done with each account; only the harmless search is known.
        cluster: address of a Dask scheduler; "" for this process alone.
        jobs: number of accounts that are searched in parallel.
        folder: of the results; the same folder continues an earlier run.
    """

    accounts: Path
    scenario: str
    cluster: str
    jobs: int
    folder: Path

    def execute(
        self, old: Target, new: Target, progress: Progress, catalogue: Catalogue
    ) -> Population:
        """Search all accounts and write the results.

        Raises:
            UsageError: the scenario is not that search, or the list is broken.
            EnvironmentFault: a portal or the cluster does not answer any more.
        """
        _refuse_other_scenarios(self.scenario)
        register = open_register(self.accounts)
        about = {"list": register.digest, "old portal": old.name, "new portal": new.name}
        with Store(self.folder / _STORE, about) as store:
            searched = store.total - store.faulty
            try:
                if searched < register.length:
                    with progress.live(register.length, searched):
                        keeper = Keeper(store, progress.advance)
                        asyncio.run(self._search(register, (old, new), keeper))
            finally:
                population = summarise(
                    store,
                    old=old.name,
                    new=new.name,
                    scenario=self.scenario,
                    accounts=register.length,
                )
                write(population, self.folder, catalogue)
        return population

    async def _search(
        self, register: Register, targets: tuple[Target, Target], keeper: Keeper
    ) -> None:
        async with _serving(register, targets) as (old, new):
            ways = Way(targets[0], old), Way(targets[1], new)
            if not self.cluster:
                await walk(register, ways, self.jobs, keeper)
                return
            from harness.population.dask_backend import walk_on  # noqa: PLC0415 - only what is used

            # In a thread: our loop drains the output of the portals that we launched.
            searching = partial(walk_on, self.cluster, register, ways, self.jobs)
            await asyncio.to_thread(searching, keeper)


def _refuse_other_scenarios(scenario: str) -> None:
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
    """Serve both portals; a launched one gets the accounts of the list. Gives their addresses."""
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
