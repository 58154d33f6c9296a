"""An event loop in a thread of its own: it goes on while other threads compute or wait."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import CancelledError, Future
from threading import Thread
from typing import Any, TypeVar

_T = TypeVar("_T")


class LoopThread:
    """A thread with an event loop; `close` ends it."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._run, name="codes-perdus", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    def start(self, work: Coroutine[Any, Any, _T]) -> "Future[_T]":
        """Start a coroutine; returns its future."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def do(self, work: Coroutine[Any, Any, _T]) -> _T:
        """Run a coroutine and wait for its result."""
        return self.start(work).result()

    def close(self, *unfinished: "Future[Any]") -> None:
        """Cancel what is unfinished, let it clean up, and end the thread."""
        for work in unfinished:
            work.cancel()
        self.start(_drained()).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


async def _drained() -> None:
    """Wait for all other tasks, so that cancelled ones clean up."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.get_running_loop().shutdown_asyncgens()
    await asyncio.get_running_loop().shutdown_default_executor()


__all__ = ["CancelledError", "LoopThread"]
