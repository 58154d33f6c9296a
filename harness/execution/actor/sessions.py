"""The sessions and windows of the visitors of one scenario."""

from pathlib import Path

from harness.driver.protocol import Engine, Session
from harness.execution.actor.tab_state import TabState
from harness.model.journal import session_of


class Sessions:
    """Opens a session or a window when a visitor first needs it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._sessions: dict[str, Session] = {}
        self._windows: dict[str, TabState] = {}

    async def window(self, visitor: str) -> TabState:
        """The window of a visitor."""
        if visitor not in self._windows:
            session = await self._session(session_of(visitor))
            self._windows[visitor] = TabState(session, await session.tab())
        return self._windows[visitor]

    async def _session(self, name: str) -> Session:
        if name not in self._sessions:
            self._sessions[name] = await self._engine.session()
        return self._sessions[name]

    @property
    def traces(self) -> tuple[Path, ...]:
        """The files with the traces of the sessions; they are complete after `close`."""
        return tuple(session.trace for session in self._sessions.values() if session.trace)

    async def close(self) -> None:
        """Close all sessions."""
        for session in self._sessions.values():
            await session.close()
