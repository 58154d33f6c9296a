"""An actor that asks before each step, for watching a run."""

from collections.abc import Awaitable, Callable, Sequence

from harness.accounts.model import Account
from harness.guide.model import Statement
from harness.planning.actor import Actor, DialogAnswer, Filling, ForwardingActor, Movement

Ask = Callable[[str], Awaitable[None]]
"""Shows what comes next, and returns when it may go on."""


class StepPrompt(ForwardingActor):
    """Asks before each step, then lets another actor make it."""

    def __init__(self, actor: Actor, ask: Ask) -> None:
        super().__init__(actor)
        self._ask = ask

    async def move(self, movement: Movement) -> None:
        """Make one movement."""
        await self._ask(f"{movement.verb} « {movement.words} »{_by(movement.visitor)}")
        await self._actor.move(movement)

    async def fill(self, fillings: Sequence[Filling], visitor: str) -> None:
        """Type into fields of the visitor's page; the question does not show the values."""
        labels = ", ".join(f"« {filling.label} »" for filling in fillings)
        await self._ask(f"fill {labels}{_by(visitor)}")
        await self._actor.fill(fillings, visitor)

    async def note_code(self, statement: Statement, visitor: str) -> str:
        """Return the code that the visitor's page shows."""
        await self._ask(f"note the code{_by(visitor)}")
        return await self._actor.note_code(statement, visitor)

    async def remember(self, statement: Statement, name: str, visitor: str) -> str:
        """Return what the portal made up and announces in the words of a statement."""
        await self._ask(f"remember {name}{_by(visitor)}")
        return await self._actor.remember(statement, name, visitor)

    async def receive(self, kind: str, account: Account, visitor: str) -> tuple[str, ...]:
        """Return the code in the mail that the visitor's last movement sent to an account."""
        await self._ask(f"receive the mail to {account.mailbox}{_by(visitor)}")
        return await self._actor.receive(kind, account, visitor)

    async def download(self, movement: Movement) -> None:
        """Fetch the file behind a link of the visitor's page."""
        await self._ask(f"download « {movement.words} »{_by(movement.visitor)}")
        await super().download(movement)

    async def answer_dialogs(self, answer: DialogAnswer, visitor: str) -> None:
        """Decide how the dialogs of the visitor's page are answered from now on."""
        what = "accept" if answer.accept else "cancel"
        await self._ask(f"{what} the dialogs from now on{_by(visitor)}")
        await super().answer_dialogs(answer, visitor)

    async def links_expire(self, visitor: str) -> None:
        """Wait until the links of the mails received so far are too old."""
        await self._ask(f"wait until the links of mails are too old{_by(visitor)}")
        await super().links_expire(visitor)

    async def hear(self, statement: Statement, visitor: str) -> None:
        """Fetch the sound behind a link of the visitor's page."""
        await self._ask(f"hear the code{_by(visitor)}")
        await self._actor.hear(statement, visitor)

    async def forget(self, visitor: str) -> None:
        """Delete the cookies of the visitor's session."""
        await self._ask(f"lose the session{_by(visitor)}")
        await self._actor.forget(visitor)

    async def override_host(self, header: str, host: str, visitor: str) -> None:
        """Send another host in a header of all further requests of the visitor."""
        await self._ask(f"claim the host {host} in {header}{_by(visitor)}")
        await self._actor.override_host(header, host, visitor)


def _by(visitor: str) -> str:
    return "" if visitor == "A" else f", visitor {visitor}"
