"""The settings of one portal."""

from dataclasses import dataclass
from pathlib import Path

from reference_impl.web.sessions import DEFAULT_LIFETIME

EDITIONS = ("modern", "legacy", "spa", "renamed", "one-form")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How one portal is to run.

    Attributes:
        accounts: The accounts file.
        smtp_host: The server that takes the mails.
        smtp_port: Its port.
        database: The database file; a temporary one if ``None``.
        edition: Which mark-up the pages have.
        session_in_url: Whether the session is kept in the addresses (the legacy edition alone).
        delay_ms: Between how many milliseconds each JSON answer waits (the spa edition alone).
        session_seconds: Seconds without a request after which a session ends.
    """

    accounts: Path
    smtp_host: str
    smtp_port: int
    database: Path | None = None
    edition: str = EDITIONS[0]
    session_in_url: bool = False
    delay_ms: tuple[float, float] = (60, 150)
    session_seconds: float = DEFAULT_LIFETIME
