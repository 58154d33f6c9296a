"""A stage that asks before each step, for people who watch a walk."""

from collections.abc import Awaitable, Callable, Sequence

from harness.accounts.model import Account
from harness.guide.model import Statement
from harness.planning.actor import Actor, Filling, Movement

Ask = Callable[[str], Awaitable[None]]
"""Tells what comes next, and returns when it may."""


class StepPrompt:
    """Plays on another stage, step by step.

    Args:
        stage: where the steps are made.
        ask: called before each.
    """

    def __init__(self, stage: Actor, ask: Ask) -> None:
        self._stage = stage
        self._ask = ask

    async def move(self, movement: Movement) -> None:
        """Make one movement."""
        await self._ask(f"{movement.verb} « {movement.words} »{_by(movement.visitor)}")
        await self._stage.move(movement)

    async def fill(self, fillings: Sequence[Filling], visitor: str) -> None:
        """Type into the fields of the page at hand; what is typed is not told."""
        labels = ", ".join(f"« {filling.label} »" for filling in fillings)
        await self._ask(f"fill {labels}{_by(visitor)}")
        await self._stage.fill(fillings, visitor)

    async def note_code(self, statement: Statement, visitor: str) -> str:
        """The code that the page at hand shows, as the person would note it."""
        await self._ask(f"note the code{_by(visitor)}")
        return await self._stage.note_code(statement, visitor)

    async def receive(self, person: Account, visitor: str) -> str:
        """The code in the mail that the last movement had sent to a person."""
        await self._ask(f"receive the mail to {person.email}{_by(visitor)}")
        return await self._stage.receive(person, visitor)

    async def hear(self, statement: Statement, visitor: str) -> None:
        """Listen to the sound that a link of the page at hand offers."""
        await self._ask(f"hear the code{_by(visitor)}")
        await self._stage.hear(statement, visitor)

    async def forget(self, visitor: str) -> None:
        """Lose the visitor's session."""
        await self._ask(f"lose the session{_by(visitor)}")
        await self._stage.forget(visitor)

    async def forge(self, header: str, host: str, visitor: str) -> None:
        """Claim another host in what is sent from now on."""
        await self._ask(f"claim the host {host} in {header}{_by(visitor)}")
        await self._stage.forge(header, host, visitor)


def _by(visitor: str) -> str:
    return "" if visitor == "A" else f", visitor {visitor}"
