"""A walk: the verbs in which scenarios are written, in the guide's own words.

The walk knows where the person should be by now; the stage does what is asked there. On a
rehearsal the same scenario gives its plan.
"""

from collections.abc import Mapping

from harness.accounts.model import Account
from harness.core.errors import GuideError
from harness.guide.claims import Labelled, ShownCode
from harness.guide.lookup import action_on, destination, field_on, tried
from harness.guide.model import Guide, Statement
from harness.planning.actor import Actor, Filling, Movement, session_of

Trying = str | tuple[str, ...]


class Walk:
    """One visitor's walk through the portal.

    Args:
        guide: in whose words the scenario is written.
        stage: where it is played.
        people: the accounts leased to the scenario.
        visitor: whose window moves.
        said: the guide in the portal's own words, where it has some.

    Attributes:
        people: the accounts leased to the scenario.
        at: slug of the guide's page where the visitor should be; "" before the first, and
            after a movement whose end is left open.
    """

    def __init__(
        self,
        guide: Guide,
        stage: Actor,
        people: tuple[Account, ...],
        visitor: str = "A",
        said: Guide | None = None,
    ) -> None:
        self.people = people
        self.at = ""
        self._guide = guide
        self._said = said or guide
        self._stage = stage
        self._visitor = visitor

    @property
    def person(self) -> Account:
        """The account that recovers codes."""
        return self.people[0]

    def visitor(self, name: str) -> "Walk":
        """Somebody at another computer, with a session of their own."""
        return Walk(self._guide, self._stage, self.people, name, self._said)

    def tab(self, name: str) -> "Walk":
        """Another window of the same person, in the same session."""
        return self.visitor(f"{session_of(self._visitor)}/{name}")

    def on_behalf_of(self, place: int) -> "Walk":
        """The same window, used by another of the scenario's people (0 for the first)."""
        people = (*self.people[place:], *self.people[:place])
        walk = Walk(self._guide, self._stage, people, self._visitor, self._said)
        walk.at = self.at
        return walk

    async def open(self, page: str = "home") -> None:
        """Open a page of the guide by its address."""
        opens = tried(self._guide, (f"{page}.opens",))
        await self._move("open", None, opens, page)

    async def open_directly(self, page: str, *, trying: str) -> None:
        """Open the address under which somebody else saw a page."""
        (statement,) = tried(self._guide, (trying,))
        movement = Movement("enter", None, (statement,), "", self._visitor, seen=page)
        await self._stage.move(movement)
        self.at = ""

    async def follow(self, words: str, *, beside: str = "", trying: Trying = ()) -> None:
        """Click a link, by its words and those of the line it stands in."""
        await self._act("follow", words, beside, trying)

    async def press(self, words: str, *, trying: Trying = ()) -> None:
        """Press a button, by its words; `trying` names the statements it exercises."""
        await self._act("press", words, "", trying)

    async def fill(self, values: Mapping[str, str]) -> None:
        """Type into fields of the page, by their labels."""
        fillings = [self._filling(label, value) for label, value in values.items()]
        await self._stage.fill(fillings, self._visitor)

    async def note_code(self) -> str:
        """Note the code that the page shows, for later."""
        return await self._stage.note_code(self._shown_code(), self._visitor)

    async def receive_mail(self, person: Account | None = None) -> str:
        """Receive the mail that the last movement had sent; returns the code in it."""
        return await self._stage.receive(person or self.person, self._visitor)

    async def hear(self, words: str) -> None:
        """Listen to the sound behind a link."""
        await self._stage.hear(self._worded(action_on(self._guide, self.at, words)), self._visitor)

    async def back(self, trying: str) -> None:
        """Go back with the window's own button; `trying` tells where that leads."""
        await self._window_button("back", trying)

    async def reload(self, trying: str) -> None:
        """Load the page again with the window's own button; `trying` tells where that leads."""
        await self._window_button("reload", trying)

    async def session_expires(self) -> None:
        """Lose the session, as after a long pause."""
        await self._stage.forget(self._visitor)

    async def forge(self, header: str, host: str) -> None:
        """From now on, lie about the host that is asked, in a header ("Host", …)."""
        await self._stage.forge(header, host, self._visitor)

    async def _act(self, verb: str, words: str, beside: str, trying: Trying) -> None:
        action = action_on(self._guide, self.at, words, beside)
        statements = tried(self._guide, (trying,) if isinstance(trying, str) else trying)
        goal = destination(action, statements)
        await self._move(verb, self._worded(action), statements, goal)

    async def _window_button(self, verb: str, trying: str) -> None:
        (statement,) = tried(self._guide, (trying,))
        await self._move(verb, None, (statement,), destination(statement, (statement,)))

    async def _move(
        self, verb: str, action: Statement | None, trying: tuple[Statement, ...], page: str
    ) -> None:
        if page and page not in self._guide.pages:
            raise GuideError(
                f"a page of the guide ({', '.join(self._guide.pages)})",
                seen=repr(page),
                remedy="Correct the scenario.",
            )
        await self._stage.move(Movement(verb, action, trying, page, self._visitor))
        self.at = page

    def _filling(self, label: str, value: str) -> Filling:
        statement = self._worded(field_on(self._guide, self.at, label))
        claim = statement.claim
        assert isinstance(claim, Labelled)  # noqa: S101 - field_on finds nothing else
        return Filling(statement, claim.label, value, claim.secret)

    def _worded(self, statement: Statement) -> Statement:
        """A statement of the guide as the portal words it."""
        return self._said.by_slug[statement.slug]

    def _shown_code(self) -> Statement:
        for statement in self._guide.on(self.at) if self.at in self._guide.pages else ():
            if isinstance(statement.claim, ShownCode):
                return statement
        raise GuideError("a page that shows a code", seen=self.at, remedy="Correct the scenario.")
