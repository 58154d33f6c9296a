"""Where mails arrive: the protocol that the walk and the runner speak."""

from typing import Protocol, Self, runtime_checkable

from harness.model.mail import Mail


@runtime_checkable
class MailSource(Protocol):
    """A place where mails arrive; started and ended by `async with`.

    A bookmark is taken before the action that should send a mail; only what arrived after
    it counts. Nothing is ever deleted.
    """

    name: str

    async def bookmark(self) -> int:
        """The place in the stream of mails that is reached now."""
        ...

    async def wait(self, address: str, since: int, timeout: float) -> Mail | None:  # noqa: ASYNC109 - part of the promise
        """The first mail to an address after a bookmark; woken at once by its arrival.

        Args:
            address: the bare address of the recipient; upper and lower case are alike.
            since: a bookmark.
            timeout: seconds to wait at most.

        Returns:
            The mail, or None where none came in time.

        Raises:
            MailError: the place where mails arrive failed.
        """
        ...

    async def settle(self) -> None:
        """Wait until no delivery that is known to have begun is still under way.

        A place that must be looked at knows of none, and takes what is there.
        """
        ...

    async def quiesce(self) -> None:
        """Wait until no mail is expected any more: asked once, when all has been done.

        A place that knows its deliveries settles; any other waits for its quiet window, the
        same one for all who sent something.
        """
        ...

    async def since(self, bookmark: int) -> tuple[Mail, ...]:
        """All mails after a bookmark, whoever they are for, in order of arrival."""
        ...

    async def __aenter__(self) -> Self: ...

    async def __aexit__(self, *details: object) -> None: ...
