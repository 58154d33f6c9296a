"""The same list over a Dask cluster: pieces of it go to workers, outcomes come back."""

import asyncio
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from harness.core.errors import EnvironmentFault, UsageError
from harness.population.account_list import Subject
from harness.population.batch_run import Keeper, Way, search_all
from harness.population.store import Searched

if TYPE_CHECKING:
    from distributed import Client

_PIECE = 50  # accounts that a worker gets at once
_AHEAD = 2  # pieces for each thread of the cluster that wait or are under way
_SECONDS = 10  # until the cluster has to answer


def walk_on(
    address: str, subjects: Iterable[Subject], ways: tuple[Way, Way], at_once: int, keeper: Keeper
) -> None:
    """Search what is not known yet on the workers of a cluster, and keep it here.

    Args:
        address: of its scheduler, such as "tcp://10.0.0.1:8786".
        subjects: the accounts; never more than a few pieces of them are in memory.
        ways: to both portals, as the workers reach them.
        at_once: accounts under way in each piece.
        keeper: takes what came of them, in this process alone.

    Raises:
        CaptureError: a portal gives nothing any more.
        EnvironmentFault: the cluster cannot be reached, or has no worker.
        UsageError: `distributed` is not installed.
    """
    client = _client(address)
    try:
        threads = sum(client.nthreads().values())
        if not threads:
            raise _no_cluster(address, "a scheduler without workers")
        old, new = (Way(way.target, way.base_url, way.share / threads) for way in ways)
        unknown = (subject for subject in subjects if not keeper.is_known(subject.row))
        for searched in _come(client, _pieces(unknown), (old, new), at_once, threads):
            keeper.take(searched)
    finally:
        keeper.flush()
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
        return Client(address, timeout=_SECONDS)
    except (OSError, TimeoutError, ValueError) as error:
        raise _no_cluster(address, str(error)) from error


def _no_cluster(address: str, seen: str) -> EnvironmentFault:
    return EnvironmentFault(
        f"a Dask scheduler with workers at {address}",
        seen=seen,
        remedy="Start `dask scheduler` and `dask worker ADDRESS`, or leave --cluster out.",
    )


def _pieces(subjects: Iterable[Subject]) -> Iterator[tuple[Subject, ...]]:
    left = iter(subjects)
    while piece := tuple(islice(left, _PIECE)):
        yield piece


def _come(
    client: "Client",
    pieces: Iterator[tuple[Subject, ...]],
    ways: tuple[Way, Way],
    at_once: int,
    threads: int,
) -> Iterator[Searched]:
    """The outcomes as they come; a new piece goes out for each that came back."""
    from distributed import as_completed  # noqa: PLC0415 - an optional extra

    def send(piece: tuple[Subject, ...]) -> object:
        # pure=False: two equal pieces are two searches, never one remembered result
        return client.submit(search_piece, piece, ways, at_once, pure=False)

    under_way = as_completed([send(piece) for piece in islice(pieces, threads * _AHEAD)])
    for future in under_way:
        found = future.result()
        future.release()
        if (piece := next(pieces, None)) is not None:
            under_way.add(send(piece))
        yield from found


def search_piece(
    subjects: tuple[Subject, ...], ways: tuple[Way, Way], at_once: int
) -> list[Searched]:
    """Search a piece of the list: what a worker does."""

    async def gather() -> list[Searched]:
        return [searched async for searched in search_all(subjects, ways, at_once)]

    return asyncio.run(gather())
