"""Searches a whole list of accounts on two portals, and summarises what differs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from harness.config.target import Target
from harness.core.errors import UsageError
from harness.core.folders.private import private_folder
from harness.execution.portal_process import launch
from harness.mail.sources.smtp_sink import SmtpSink
from harness.messages import Catalogue
from harness.population.account_list import AccountList, open_account_list, search_of
from harness.population.batch_run import BatchWriter, PortalAccess, search_unknown
from harness.population.store import OutcomeStore
from harness.population.summary import PopulationSummary, summarise
from harness.reporting.formats.progress import Progress
from harness.reporting.population import write

_STORE = "population.sqlite"


@dataclass(frozen=True)
class PopulationRun:
    """A list of accounts to search on two portals.

    Attributes:
        scenario: what is done with each account; "" or the name of the suite's search.
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
    ) -> PopulationSummary:
        """Search all accounts and write the results.

        Raises:
            UsageError: the scenario is not that search, or the list is broken.
            EnvironmentFault: a portal or the cluster does not answer any more.
        """
        name = search_of(old.suite).name
        _refuse_other_scenarios(self.scenario, name)
        listed = open_account_list(self.accounts, old.suite)
        about = {"list": listed.digest, "old portal": old.name, "new portal": new.name}
        with OutcomeStore(self.folder / _STORE, about) as store:
            searched = store.total - store.faulty
            try:
                if searched < listed.length:
                    with progress.live(listed.length, searched):
                        writer = BatchWriter(store, progress.advance)
                        asyncio.run(self._search(listed, (old, new), writer))
            finally:
                population = summarise(
                    store,
                    old=old.name,
                    new=new.name,
                    scenario=name,
                    accounts=listed.length,
                )
                write(population, self.folder, catalogue)
        return population

    async def _search(
        self, listed: AccountList, targets: tuple[Target, Target], writer: BatchWriter
    ) -> None:
        async with _serving(listed, targets) as (old, new):
            portals = PortalAccess(targets[0], old), PortalAccess(targets[1], new)
            if not self.cluster:
                await search_unknown(listed, portals, self.jobs, writer)
                return
            # Dask is imported only where it is used.
            from harness.population.dask_backend import search_on_cluster  # noqa: PLC0415

            # In a thread: our loop drains the output of the portals that we launched.
            searching = partial(search_on_cluster, self.cluster, listed, portals, self.jobs)
            await asyncio.to_thread(searching, writer)


def _refuse_other_scenarios(scenario: str, known: str) -> None:
    if scenario not in {"", known}:
        raise UsageError(
            f"--scenario {known} with --accounts: nothing but searches is sent to so many",
            seen=scenario,
            remedy=f"Give --scenario {known}, or leave --accounts out.",
        )


@asynccontextmanager
async def _serving(
    listed: AccountList, targets: tuple[Target, Target]
) -> AsyncIterator[tuple[str, str]]:
    """Serve both portals; a launched one gets the accounts of the list. Gives their addresses."""
    async with SmtpSink() as sink, AsyncExitStack() as stack:
        folder = stack.enter_context(private_folder())
        accounts = folder / "accounts.json"
        if any(target.launch for target in targets):
            accounts.touch(mode=0o600)
            with accounts.open("w", encoding="utf-8") as file:
                listed.write_accounts(file)
        old, new = [
            await stack.enter_async_context(launch(one, smtp=sink.address, accounts=accounts))
            for one in targets
        ]
        yield old.base_url, new.base_url
