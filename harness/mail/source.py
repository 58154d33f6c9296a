"""The protocol of a mail source, which the actor and the runner use."""

from typing import Protocol, Self, runtime_checkable

from harness.model.mail import Mail

MAX_MAIL_BYTES = 32 * 1024 * 1024  # of one mail, as most servers accept; the rest is not read


@runtime_checkable
class MailSource(Protocol):
    """A source of mails; started and ended by `async with`.

    A bookmark is taken before the action that should send a mail; only mails after it count. A
    source never deletes a mail.
    """

    name: str

    async def bookmark(self) -> int:
        """The current position in the stream of mails."""
        ...

    async def wait(self, address: str, since: int, timeout: float) -> Mail | None:  # noqa: ASYNC109 - part of the protocol
        """The first mail to an address after a bookmark; returns as soon as it arrives.

        Args:
            address: the bare address of the recipient; case does not matter.
            since: a bookmark.
            timeout: seconds to wait at most.

        Returns:
            The mail, or None if none came in time.

        Raises:
            MailError: the source failed.
        """
        ...

    async def settle(self) -> None:
        """Wait until each delivery that is known to have begun has ended.

        A polled source knows of no delivery; it reads the mails that are there.
        """
        ...

    async def quiesce(self) -> None:
        """Wait until no more mails are expected, as at the end of a run.

        The SMTP sink waits for its deliveries; a polled source waits for its quiet window.
        """
        ...

    async def since(self, bookmark: int) -> tuple[Mail, ...]:
        """All mails after a bookmark, to any recipient, in order of arrival."""
        ...

    async def __aenter__(self) -> Self: ...

    async def __aexit__(self, *details: object) -> None: ...
