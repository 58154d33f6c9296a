"""What a walk plays on: a real portal, or a rehearsal that only plans."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from harness.accounts.model import Account
from harness.guide.model import Statement


class OtherThan(str):
    """Any choice of a list but this one: which others there are, only the portal knows."""

    __slots__ = ()


@dataclass(frozen=True)
class Filling:
    """One field of the guide with what the person types into it."""

    statement: Statement
    label: str
    value: str
    secret: bool


@dataclass(frozen=True)
class Movement:
    """One movement as the guide names it.

    Attributes:
        verb: "open", "follow", "press", "back", "reload".
        action: the statement about what is moved; None for the window's own buttons.
        trying: the statements that the movement exercises.
        page: the guide's page that it must lead to; "" for any.
        visitor: whose window moves.
        seen: for "enter", the page whose address, as somebody saw it, is opened.
        also: statements that it exercises only if it leads where it must.
    """

    verb: str
    action: Statement | None
    trying: tuple[Statement, ...]
    page: str
    visitor: str
    seen: str = ""
    also: tuple[Statement, ...] = ()

    @property
    def words(self) -> str:
        """The guide's words of what is moved."""
        label = getattr(self.action.claim, "label", "") if self.action else ""
        return str(label) or self.page or self.seen


def session_of(visitor: str) -> str:
    """The session of a visitor: windows "A" and "A/2" share the session "A"."""
    return visitor.partition("/")[0]


class Actor(Protocol):
    """Plays the movements of a walk and records each of them."""

    async def move(self, movement: Movement) -> None:
        """Make one movement."""
        ...

    async def fill(self, fillings: Sequence[Filling], visitor: str) -> None:
        """Type into the fields of the page at hand."""
        ...

    async def note_code(self, statement: Statement, visitor: str) -> str:
        """The code that the page at hand shows, as the person would note it."""
        ...

    async def receive(self, person: Account, visitor: str) -> str:
        """The code in the mail that the last movement had sent to a person."""
        ...

    async def hear(self, statement: Statement, visitor: str) -> None:
        """Listen to the sound that a link of the page at hand offers."""
        ...

    async def forget(self, visitor: str) -> None:
        """Lose the visitor's session."""
        ...

    async def forge(self, header: str, host: str, visitor: str) -> None:
        """Claim another host in what is sent from now on."""
        ...
