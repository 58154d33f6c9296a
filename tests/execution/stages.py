"""A stage that notes what a walk asks of it, in words."""

from collections.abc import Sequence

from harness.accounts.model import Account
from harness.guide.model import Statement
from harness.planning.actor import DialogAnswer, Filling, Movement


class NotingActor:
    """Plays nothing.

    Attributes:
        notes: what was asked, one line each.
        movements: the movements, whole.
    """

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.movements: list[Movement] = []

    async def move(self, movement: Movement) -> None:
        """Note the movement."""
        self.movements.append(movement)
        self.notes.append(f"{movement.visitor} {movement.verb} {movement.words}")

    async def shows(self, page: str, visitor: str) -> bool:
        """Note what is looked for; it is not there."""
        self.notes.append(f"{visitor} looks for {page}")
        return False

    async def fill(self, fillings: Sequence[Filling], visitor: str) -> None:
        """Note what is typed; secrets as stars."""
        typed = ", ".join(f"{f.label}={'*' if f.secret else f.value}" for f in fillings)
        self.notes.append(f"{visitor} fill {typed}")

    async def note_code(self, statement: Statement, visitor: str) -> str:
        """A code."""
        self.notes.append(f"{visitor} note {statement.slug}")
        return "SHOWN"

    async def remember(self, statement: Statement, name: str, visitor: str) -> str:
        """A value."""
        self.notes.append(f"{visitor} remember {name} of {statement.slug}")
        return "MADE UP"

    async def receive(self, kind: str, account: Account, visitor: str) -> tuple[str, ...]:
        """A code."""
        self.notes.append(f"{visitor} receive {account.identifier}")
        return ("MAILED",)

    async def download(self, movement: Movement) -> None:
        """Note the file."""
        self.movements.append(movement)
        self.notes.append(f"{movement.visitor} download {movement.words}")

    async def answer_dialogs(self, answer: DialogAnswer, visitor: str) -> None:
        """Note the answer."""
        self.notes.append(f"{visitor} dialogs {answer.accept} {answer.text}")

    async def links_expire(self, visitor: str) -> None:
        """Note that time passes."""
        self.notes.append(f"{visitor} links expire")

    async def hear(self, statement: Statement, visitor: str) -> None:
        """Note what is heard."""
        self.notes.append(f"{visitor} hear {statement.slug}")

    async def forget(self, visitor: str) -> None:
        """Note who loses the session."""
        self.notes.append(f"{visitor} forget")

    async def override_host(self, header: str, host: str, visitor: str) -> None:
        """Note the lie."""
        self.notes.append(f"{visitor} forge {header}: {host}")
