"""Sessions kept on the server; the browser holds nothing but a random token.

Each value is a row of its own: two requests of one session never overwrite each other's values.
"""

import hashlib
import json
import secrets
from collections.abc import Callable
from typing import Any

from reference_impl.domain.store import Store

TOKEN_BYTES = 32
DEFAULT_LIFETIME = 30 * 60.0  # seconds without a request


def _key(token: str) -> bytes:
    """Give the name under which a token is kept: who reads the database cannot use it."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


class Session:
    """One visitor's values.

    Attributes:
        token: What the visitor's cookie holds.
    """

    def __init__(self, store: Store, token: str) -> None:
        self._connection = store.connection
        self.token = token

    def get(self, name: str) -> Any:
        """Read a value; ``None`` if it was never set."""
        row = self._connection.execute(
            "SELECT value FROM session_value WHERE key = ? AND name = ?", (_key(self.token), name)
        ).fetchone()
        return json.loads(row[0]) if row else None

    def set(self, name: str, value: Any) -> None:
        """Keep a value that JSON can carry; in a session that has ended it is lost."""
        self._connection.execute(
            "INSERT OR REPLACE INTO session_value SELECT key, ?, ? FROM session WHERE key = ?",
            (name, json.dumps(value), _key(self.token)),
        )

    def pop(self, name: str) -> Any:
        """Read a value and forget it."""
        value = self.get(name)
        if value is not None:
            self._connection.execute(
                "DELETE FROM session_value WHERE key = ? AND name = ?", (_key(self.token), name)
            )
        return value


class Sessions:
    """All sessions of a portal.

    Args:
        store: Where they are kept.
        clock: Gives seconds that only grow.
        lifetime: Seconds without a request after which a session ends.
    """

    def __init__(
        self, store: Store, clock: Callable[[], float], lifetime: float = DEFAULT_LIFETIME
    ) -> None:
        self._store = store
        self._clock = clock
        self._lifetime = lifetime

    def start(self) -> Session:
        """Begin a session, and clear those that have expired."""
        now = self._clock()
        self._store.connection.execute(
            "DELETE FROM session WHERE seen < ?", (now - self._lifetime,)
        )
        session = Session(self._store, secrets.token_urlsafe(TOKEN_BYTES))
        self._store.connection.execute(
            "INSERT INTO session VALUES (?, ?)", (_key(session.token), now)
        )
        return session

    def resume(self, token: str) -> Session | None:
        """Take a session up again; ``None`` if there is none of that token or it has expired."""
        now = self._clock()
        rows = self._store.connection.execute(
            "UPDATE session SET seen = ? WHERE key = ? AND seen >= ? RETURNING 1",
            (now, _key(token), now - self._lifetime),
        ).fetchall()
        return Session(self._store, token) if rows else None

    def renew(self, session: Session) -> None:
        """Give a session another token and forget the old one (against session fixation)."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        self._store.connection.execute(
            "UPDATE session SET key = ? WHERE key = ?", (_key(token), _key(session.token))
        )
        session.token = token

    def end(self, session: Session) -> None:
        """Forget a session and all its values."""
        self._store.connection.execute("DELETE FROM session WHERE key = ?", (_key(session.token),))
