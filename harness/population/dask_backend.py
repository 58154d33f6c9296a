"""Searches a list of accounts on a Dask cluster: workers get batches and return outcomes."""

import asyncio
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from harness.core.errors import EnvironmentFault, UsageError
from harness.population.account_list import ListedAccount
from harness.population.batch_run import BatchWriter, PortalAccess, search_all
from harness.population.store import SearchResult

if TYPE_CHECKING:
    from distributed import Client

MAX_BATCH = 50  # accounts in a batch
BATCHES_PER_THREAD = 2  # of the cluster: those that wait, and those in progress
MAX_WAIT = 10  # seconds until the cluster has to answer


def search_on_cluster(
    address: str,
    accounts: Iterable[ListedAccount],
    portals: tuple[PortalAccess, PortalAccess],
    at_once: int,
    writer: BatchWriter,
) -> None:
    """Search the accounts that have no outcome yet on a cluster, and save the outcomes here.

    Args:
        address: of its scheduler, such as "tcp://10.0.0.1:8786".
        accounts: the whole list; only a few batches are in memory.
        portals: the old and the new one, with the addresses that the workers use.
        at_once: number of accounts of a batch that are searched in parallel.
        writer: saves the outcomes, in this process only.

    Raises:
        CaptureError: a portal does not answer any more.
        EnvironmentFault: the cluster cannot be reached, or has no worker.
        UsageError: `distributed` is not installed.
    """
    client = _client(address)
    try:
        threads = sum(client.nthreads().values())
        if not threads:
            raise _no_cluster(address, "a scheduler without workers")
        old, new = (PortalAccess(one.target, one.base_url, one.share / threads) for one in portals)
        unknown = (account for account in accounts if not writer.is_known(account.row))
        for result in _results(client, _batches(unknown), (old, new), at_once, threads):
            writer.add(result)
    finally:
        writer.flush()
        client.close()


def _client(address: str) -> "Client":
    try:
        from distributed import Client  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise UsageError(
            "the extra « cluster » for --cluster",
            seen="no package distributed",
            remedy="Install codes-perdus[cluster], here and on the workers.",
        ) from error
    try:
        return Client(address, timeout=MAX_WAIT)
    except (OSError, ValueError) as error:
        raise _no_cluster(address, str(error)) from error


def _no_cluster(address: str, seen: str) -> EnvironmentFault:
    return EnvironmentFault(
        f"a Dask scheduler with workers at {address}",
        seen=seen,
        remedy="Start `dask scheduler` and `dask worker ADDRESS`, or leave --cluster out.",
    )


def _batches(accounts: Iterable[ListedAccount]) -> Iterator[tuple[ListedAccount, ...]]:
    left = iter(accounts)
    while batch := tuple(islice(left, MAX_BATCH)):
        yield batch


def _results(
    client: "Client",
    batches: Iterator[tuple[ListedAccount, ...]],
    portals: tuple[PortalAccess, PortalAccess],
    at_once: int,
    threads: int,
) -> Iterator[SearchResult]:
    """The results as they arrive; each batch that returns is replaced by a new one."""
    from distributed import as_completed  # noqa: PLC0415 - an optional extra

    def send(batch: tuple[ListedAccount, ...]) -> object:
        # pure=False: equal batches are searched again, not taken from a cache
        return client.submit(search_batch, batch, portals, at_once, pure=False)

    in_progress = as_completed(
        [send(batch) for batch in islice(batches, threads * BATCHES_PER_THREAD)]
    )
    for future in in_progress:
        found = future.result()
        future.release()
        if (batch := next(batches, None)) is not None:
            in_progress.add(send(batch))
        yield from found


def search_batch(
    accounts: tuple[ListedAccount, ...], portals: tuple[PortalAccess, PortalAccess], at_once: int
) -> list[SearchResult]:
    """Search a batch: the task of a worker."""

    async def gather() -> list[SearchResult]:
        return [result async for result in search_all(accounts, portals, at_once)]

    return asyncio.run(gather())
