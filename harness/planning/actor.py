"""What plays the steps of a scenario: on a portal, or in a dry run."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from harness.accounts.model import Account
from harness.guide.claims import Refused
from harness.guide.model import Statement
from harness.model.upload import Upload


class OtherThan(str):
    """Any option of a list except this one; only the portal knows which others there are."""

    __slots__ = ()


class Longer(str):
    """A right value with something added behind it.

    A field that takes no more characters than the right value would cut it off again: there, its
    beginning is cut off instead, so that the value stays a wrong one.
    """

    __slots__ = ()


@dataclass(frozen=True)
class Filling:
    """One field of the guide and what is typed into it.

    Attributes:
        statement: says that the page has the field.
        label: of the field, in the portal's words.
        value: what is typed; of a file, its name.
        secret: whether it must be redacted.
        file: the file that is chosen; None for a field of another kind.
    """

    statement: Statement
    label: str
    value: str
    secret: bool
    file: Upload | None = None


@dataclass(frozen=True)
class MailedLink:
    """A link of a mail that the scenario received.

    Attributes:
        mail: number of the mail among those received of its kind, from 1; 0 for the latest.
        altered: whether its secret part is replaced by a wrong one.
    """

    mail: int = 0
    altered: bool = False


@dataclass(frozen=True)
class DialogAnswer:
    """How the dialogs of scripts are answered.

    Attributes:
        accept: whether "OK" is pressed.
        text: what is typed into a prompt.
    """

    accept: bool = True
    text: str = ""


@dataclass(frozen=True)
class Movement:
    """One movement, in the guide's terms.

    Attributes:
        verb: "open", "enter", "follow", "press", "press-twice", "back", "wait" …
        action: the statement about the link or button; None for the window's own buttons.
        trying: the statements that the movement exercises.
        page: the guide's page that it leads to; "" for any.
        seen: for "enter", the page whose address is opened, as another visitor saw it.
        also: statements that it exercises only if it leads where it must.
        strict: whether another page ends the scenario. If not, the scenario goes on, by the way
            that it came where it needs the page.
        reading: the statement that we read the page from, where the guide does not name it.
        repeats: whether it only goes a known way again: nothing is judged by it.
        again: the words of the button if it asks again by a script, in each wording; () for none.
        asks: the statement about the button with these words; None where the guide has none.
        key: for "press-key", the key.
        address: for "open-address", the path on the portal.
        link: for "follow-mail", which link of which mail is opened.
    """

    verb: str
    action: Statement | None
    trying: tuple[Statement, ...]
    page: str
    visitor: str
    seen: str = ""
    also: tuple[Statement, ...] = ()
    strict: bool = True
    reading: Statement | None = None
    repeats: bool = False
    link: "MailedLink | None" = None
    again: tuple[str, ...] = ()
    asks: Statement | None = None
    key: str = ""
    address: str = ""

    @property
    def words(self) -> str:
        """The guide's words for what is moved, or the key that is pressed."""
        label = getattr(self.action.claim, "label", "") if self.action else ""
        return self.key or str(label) or self.page or self.seen

    @property
    def must_be_refused(self) -> bool:
        """Whether one of the statements that it exercises says that the portal refuses it."""
        return any(isinstance(one.claim, Refused) for one in self.trying)


class Actor(Protocol):
    """Plays the steps of a scenario and records each of them."""

    async def move(self, movement: Movement) -> None:
        """Make one movement."""
        ...

    async def shows(self, page: str, visitor: str) -> bool:
        """Whether the visitor's window shows a page of the guide."""
        ...

    async def fill(self, fillings: Sequence[Filling], visitor: str) -> None:
        """Type into fields of the visitor's page."""
        ...

    async def note_code(self, statement: Statement, visitor: str) -> str:
        """Return the code that the visitor's page shows."""
        ...

    async def remember(self, statement: Statement, name: str, visitor: str) -> str:
        """Return what the visitor's page shows, or the mail of its kind that was received last.

        Args:
            statement: whose words have `{any:NAME}` in the place of it.
            name: of what is remembered.
            visitor: who looks.
        """
        ...

    async def receive(self, kind: str, account: Account, visitor: str) -> tuple[str, ...]:
        """Return the codes in the mails of a kind that the visitor's last movement sent an account.

        Returns:
            The code, or those of several mails, the last one's first, if a form was sent twice at
            once; "" where the guide promises none in that mail.
        """
        ...

    async def download(self, movement: Movement) -> None:
        """Fetch the file behind a link of the visitor's page, without leaving the page."""
        ...

    async def answer_dialogs(self, answer: DialogAnswer, visitor: str) -> None:
        """Decide how the dialogs of the visitor's page are answered from now on."""
        ...

    async def links_expire(self, visitor: str) -> None:
        """Wait until the links of the mails received so far are too old."""
        ...

    async def hear(self, statement: Statement, visitor: str) -> None:
        """Fetch the sound behind a link of the visitor's page."""
        ...

    async def forget(self, visitor: str) -> None:
        """Delete the cookies of the visitor's session."""
        ...

    async def override_host(self, header: str, host: str, visitor: str) -> None:
        """Send another host in a header of all further requests of the visitor."""
        ...


class ForwardingActor:
    """An actor that lets another one make the steps; adapters override what they change."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    async def move(self, movement: Movement) -> None:
        """Make one movement."""
        await self._actor.move(movement)

    async def shows(self, page: str, visitor: str) -> bool:
        """Whether the visitor's window shows a page of the guide."""
        return await self._actor.shows(page, visitor)

    async def fill(self, fillings: Sequence[Filling], visitor: str) -> None:
        """Type into fields of the visitor's page."""
        await self._actor.fill(fillings, visitor)

    async def note_code(self, statement: Statement, visitor: str) -> str:
        """Return the code that the visitor's page shows."""
        return await self._actor.note_code(statement, visitor)

    async def remember(self, statement: Statement, name: str, visitor: str) -> str:
        """Return what the portal made up and announces in the words of a statement."""
        return await self._actor.remember(statement, name, visitor)

    async def receive(self, kind: str, account: Account, visitor: str) -> tuple[str, ...]:
        """Return the codes in the mails that the visitor's last movement sent to an account."""
        return await self._actor.receive(kind, account, visitor)

    async def download(self, movement: Movement) -> None:
        """Fetch the file behind a link of the visitor's page."""
        await self._actor.download(movement)

    async def answer_dialogs(self, answer: DialogAnswer, visitor: str) -> None:
        """Decide how the dialogs of the visitor's page are answered from now on."""
        await self._actor.answer_dialogs(answer, visitor)

    async def links_expire(self, visitor: str) -> None:
        """Wait until the links of the mails received so far are too old."""
        await self._actor.links_expire(visitor)

    async def hear(self, statement: Statement, visitor: str) -> None:
        """Fetch the sound behind a link of the visitor's page."""
        await self._actor.hear(statement, visitor)

    async def forget(self, visitor: str) -> None:
        """Delete the cookies of the visitor's session."""
        await self._actor.forget(visitor)

    async def override_host(self, header: str, host: str, visitor: str) -> None:
        """Send another host in a header of all further requests of the visitor."""
        await self._actor.override_host(header, host, visitor)
