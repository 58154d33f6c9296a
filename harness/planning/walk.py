"""A walk: the object whose verbs a scenario writer uses, in the guide's own words.

The walk knows on which page of the guide the visitor should be. The actor does what is asked
there: on a portal, or in a dry run, which makes the plan of the scenario.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from harness.accounts.another_secret import another_secret
from harness.accounts.model import Account
from harness.core.errors import GuideError
from harness.guide import lookup
from harness.guide.claims import Labelled, ShownCode
from harness.guide.filled import filled, placeholders
from harness.guide.model import Guide, Statement
from harness.guide.worded import REMEMBERED
from harness.model.finding import Level
from harness.model.journal import session_of
from harness.model.upload import Upload
from harness.planning.actor import Actor, DialogAnswer, Filling, MailedLink, Movement

Trying = str | tuple[str, ...]


class Walk:
    """One visitor on the portal.

    Args:
        guide: the guide in whose words the scenario is written.
        accounts: the accounts leased to the scenario.
        portal_guide: the guide in the portal's words, if they differ.

    Attributes:
        accounts: the accounts leased to the scenario.
        at: slug of the guide's page where the visitor should be; "" before the first page, and
            after a movement that may end on any page.
    """

    def __init__(
        self,
        guide: Guide,
        actor: Actor,
        accounts: tuple[Account, ...],
        visitor: str = "A",
        portal_guide: Guide | None = None,
    ) -> None:
        self.accounts = accounts
        self.at = ""
        self._guide = guide
        self._portal_guide = portal_guide or guide
        self._actor = actor
        self._visitor = visitor
        self._made: set[str] = set()
        self._remembered: dict[str, str] = {}  # by the name of the placeholder
        self._visitors: dict[tuple[str, ...], Walk] = {_name_of(accounts, visitor): self}

    @property
    def account(self) -> Account:
        """The account that recovers codes."""
        return self.accounts[0]

    def visitor(self, name: str) -> "Walk":
        """A visitor at another computer, with a session of its own; the same one for each name."""
        known = _name_of(self.accounts, name)
        if known not in self._visitors:
            self._visitors[known] = self._like(self.accounts, name)
        return self._visitors[known]

    def tab(self, name: str) -> "Walk":
        """Another window of the same visitor, in the same session."""
        return self.visitor(f"{session_of(self._visitor)}/{name}")

    def on_behalf_of(self, place: int) -> "Walk":
        """The same window, used with another account of the scenario (0 for the first).

        Raises:
            GuideError: the scenario has no such account.
        """
        if not 0 <= place < len(self.accounts):
            raise GuideError(
                f"an account of the scenario, from 0 to {len(self.accounts) - 1}",
                seen=f"walk.on_behalf_of({place})",
                remedy="Let the scenario have one `Needs()` more, or name another number.",
            )
        accounts = (*self.accounts[place:], *self.accounts[:place])
        walk = self._like(accounts, self._visitor)
        walk.at = self.at
        return walk

    def _like(self, accounts: tuple[Account, ...], visitor: str) -> "Walk":
        walk = Walk(self._guide, self._actor, accounts, visitor, self._portal_guide)
        walk._made = self._made  # no two of one scenario are alike
        walk._remembered = self._remembered
        walk._visitors = self._visitors
        return walk

    def new_secret(self) -> str:
        """A secret for the account to choose: like its own, and unlike all that it has had.

        Each call makes up another one.
        """
        made = another_secret(self.account, self._made)
        self._made.add(made)
        return made

    async def open(self, page: str = "") -> None:
        """Open a page of the guide by its address; the guide's first one when left out.

        If another page comes, the statement `PAGE.opens` is broken; where the guide has none, the
        first one of the page.
        """
        page = page or self._guide.entry
        of_page = self._guide.on(page) if page in self._guide.pages else ()
        opens = next((one for one in of_page if one.slug == f"{page}.opens"), None)
        trying = lookup.tried(self._guide, (opens.slug,)) if opens else ()
        first = next((one for one in of_page if one.level is Level.REQUIRED), None)
        await self._move("open", None, trying, page, reading=first)

    async def open_directly(self, page: str, *, trying: Trying) -> None:
        """Open the address under which another visitor saw a page."""
        tried = self._some_tried("open_directly", trying)
        movement = Movement("enter", None, tried, "", self._visitor, seen=page)
        await self._actor.move(movement)
        self.at = ""

    async def follow(self, words: str, *, beside: str = "", trying: Trying = ()) -> None:
        """Click a link, by its words and those of the line it stands in."""
        await self._act("follow", words, beside, trying)

    async def press(
        self,
        words: str,
        *,
        beside: str = "",
        trying: Trying = (),
        twice: bool = False,
        again: str = "",
    ) -> None:
        """Press a button, by its words and those of the line it stands in.

        Args:
            words: of the button.
            beside: words of its line, where several buttons have the same words.
            trying: the statements that this exercises.
            twice: whether it is clicked twice at once, so that its form is sent twice. Whatever
                the answer is, the scenario goes on only if it is the first goal of the form.
            again: what the button says once it was pressed, if it asks again by a script and
                must be pressed a second time. Over plain HTTP one press does it.

        Raises:
            GuideError: it is pressed twice at once, and asks again.
        """
        if twice and again:
            raise GuideError(
                "a button that is pressed twice at once, or one that asks again",
                seen=f"twice=True, again={again!r}",
                remedy="Name one of the two.",
            )
        if not twice:
            await self._act("press", words, beside, trying, again)
            return
        _, action = self._action(words, beside)
        statements = self._tried(trying)
        goal = next(iter(self._guide.pages[self.at].goals), "")
        await self._move("press-twice", action, statements, goal)

    async def shows(self, page: str) -> bool:
        """Whether the portal leads by another page here, where the guide leaves the way open.

        If it does, the scenario goes on from that page. A dry run plans the way without it.
        """
        if page not in self._guide.pages or not await self._actor.shows(page, self._visitor):
            return False
        self.at = page
        return True

    async def fill(self, values: Mapping[str, str | float]) -> None:
        """Type into fields of the page, by their labels; `True` ticks a box, `False` clears it."""
        fillings = [self._filling(label, _typed(label, value)) for label, value in values.items()]
        await self._actor.fill(fillings, self._visitor)

    async def tick(self, *labels: str) -> None:
        """Tick boxes or radio buttons, by their labels."""
        await self.fill(dict.fromkeys(labels, "on"))

    async def untick(self, *labels: str) -> None:
        """Clear boxes, by their labels."""
        await self.fill(dict.fromkeys(labels, "off"))

    async def choose(self, label: str, option: str) -> None:
        """Choose an option of a list, or one of several radio buttons."""
        await self.fill({label: option})

    async def upload(self, label: str, file: Upload | Path | str) -> None:
        """Choose a file in a field, by the field's label.

        Raises:
            GuideError: there is no file at the path.
        """
        chosen = file if isinstance(file, Upload) else _file_at(Path(file))
        filling = replace(self._filling(label, chosen.name), file=chosen)
        await self._actor.fill([filling], self._visitor)

    async def press_key(self, key: str, *, trying: Trying) -> None:
        """Press a key where the cursor stands, such as "Enter"; `trying` tells where it leads."""
        await self._window_button("press-key", "press_key", trying, key=key)

    async def answer_dialogs(self, *, accept: bool = True, text: str = "") -> None:
        """Decide how the dialogs of the portal's scripts are answered from now on.

        Args:
            accept: whether "OK" is pressed; so it is if a scenario does not say.
            text: what is typed into a prompt.
        """
        await self._actor.answer_dialogs(DialogAnswer(accept, text), self._visitor)

    async def wait_for_page(self, trying: Trying) -> None:
        """Wait for a page that comes by itself; `trying` tells which."""
        await self._window_button("wait", "wait_for_page", trying)

    async def download(self, words: str, *, trying: Trying, beside: str = "") -> None:
        """Fetch the file behind a link, by its words; `trying` tells what it should be."""
        _, action = self._action(words, beside)
        tried = self._some_tried("download", trying)
        await self._actor.download(Movement("download", action, tried, "", self._visitor))

    async def open_address(self, address: str, *, trying: Trying) -> None:
        """Open a path of the portal that is no page of the guide; `trying` tells what comes."""
        tried = self._some_tried("open_address", trying)
        await self._actor.move(
            Movement("open-address", None, tried, "", self._visitor, address=address)
        )
        self.at = ""

    async def links_expire(self) -> None:
        """Wait until the links in the mails received so far are too old.

        The target says by `link` under [timeouts] how long they are good.
        """
        await self._actor.links_expire(self._visitor)

    async def note_code(self) -> str:
        """Note the code that the page shows, for later."""
        return await self._actor.note_code(self._code_statement(), self._visitor)

    async def remember(self, name: str, *, mail: str = "") -> str:
        """Remember what the portal made up, such as the number of an order; returns it.

        The guide has `{any:NAME}` in its place, in the words that announce it. Where a claim has
        `{remembered:NAME}`, the portal must show it again.

        Args:
            name: of what is remembered.
            mail: slug of the guide's mail that announces it, and that was received last of its
                kind; "" for the page at hand.

        Raises:
            GuideError: nothing announces it there.
        """
        statement = self._in_portal_words(lookup.announcing(self._guide, mail or self.at, name))
        value = await self._actor.remember(statement, name, self._visitor)
        self._remembered[f"{REMEMBERED}{name}"] = value
        return value

    async def receive_mail(self, kind: str = "", *, account: Account | None = None) -> str:
        """Receive a mail that the last movement sent.

        Args:
            kind: slug of the guide's mail; may be left out if the guide has a single one.
            account: that the mail goes to; the first one when left out.

        Returns:
            The code in it; "" where the guide promises none.

        Raises:
            GuideError: the guide has no such mail.
        """
        return (await self._receive(kind, account or self.account))[0]

    async def receive_mails(self, kind: str = "") -> tuple[str, ...]:
        """Receive the mails of a form that was sent twice at once; there may be a single one.

        Args:
            kind: slug of the guide's mail; may be left out if the guide has a single one.

        Returns:
            The codes in them, the last mail's first.

        Raises:
            GuideError: the guide has no such mail.
        """
        return await self._receive(kind, self.account)

    async def _receive(self, kind: str, account: Account) -> tuple[str, ...]:
        chosen = lookup.mail_of(self._guide, kind)
        return await self._actor.receive(chosen.slug, account, self._visitor)

    async def follow_mail_link(
        self,
        kind: str = "",
        *,
        trying: Trying = (),
        link: str = "",
        mail: int = 0,
        altered: bool = False,
    ) -> None:
        """Open the link of a mail that was received, in this window.

        `walk.visitor("B").follow_mail_link(…)` opens it at another computer.

        Args:
            kind: slug of the guide's mail; may be left out if the guide has a single one.
            trying: the statements that this exercises.
            link: slug of the statement about the link, of kind mail-link, where the mail has
                several; its first one when left out.
            mail: number of the mail among those received of its kind, from 1; 0 for the latest.
            altered: whether the secret part of the link is replaced by a wrong one.

        Raises:
            GuideError: the guide has no such mail, or no such link in it.
        """
        action = lookup.link_of_mail(self._guide, kind, link)
        statements = self._tried(trying)
        goal = lookup.destination(action, statements)
        await self._move("follow-mail", action, statements, goal, link=MailedLink(mail, altered))

    async def hear(self, words: str) -> None:
        """Fetch the sound behind a link."""
        _, action = self._action(words)
        await self._actor.hear(action, self._visitor)

    async def back(self, trying: Trying) -> None:
        """Go back with the window's own button; `trying` tells where that leads."""
        await self._window_button("back", "back", trying)

    async def reload(self, trying: Trying) -> None:
        """Load the page again with the window's own button; `trying` tells where that leads."""
        await self._window_button("reload", "reload", trying)

    async def session_expires(self) -> None:
        """Lose the session, as after a long pause."""
        await self._actor.forget(self._visitor)

    async def override_host(self, header: str, host: str) -> None:
        """Send another host in a header ("Host" …) of all further requests."""
        await self._actor.override_host(header, host, self._visitor)

    async def _act(
        self, verb: str, words: str, beside: str, trying: Trying, again: str = ""
    ) -> None:
        action, said = self._action(words, beside)
        statements = self._tried(trying)
        asks = lookup.asking(self._guide, self.at, again) if again else None
        leads = asks if asks and not getattr(action.claim, "to", "") else action
        goal = lookup.destination(leads, statements)
        if not again:
            await self._move(verb, said, statements, goal)
            return
        asks = self._in_portal_words(asks) if asks else None
        wordings = getattr(asks.claim, "wordings", ()) if asks else ()
        await self._move(verb, said, statements, goal, again=(*wordings, again), asks=asks)

    async def _window_button(self, verb: str, called: str, trying: Trying, key: str = "") -> None:
        tried = self._some_tried(called, trying)
        await self._move(verb, None, tried, lookup.destination(tried[0], tried), key=key)

    async def _move(
        self,
        verb: str,
        action: Statement | None,
        trying: tuple[Statement, ...],
        page: str,
        **more: Any,
    ) -> None:
        if page and page not in self._guide.own_pages:
            raise GuideError(
                f"a page of the guide ({', '.join(self._guide.own_pages)})",
                seen=repr(page),
                remedy="Correct the scenario.",
            )
        reading = self._guide.destinations.get(action.slug) if action and not trying else None
        known: dict[str, Any] = {"strict": lookup.must_arrive(action, trying), "reading": reading}
        movement = Movement(verb, action, trying, page, self._visitor, **known | more)
        await self._actor.move(movement)
        self.at = page

    def _tried(self, trying: Trying) -> tuple[Statement, ...]:
        return lookup.tried(self._guide, (trying,) if isinstance(trying, str) else trying)

    def _some_tried(self, verb: str, trying: Trying) -> tuple[Statement, ...]:
        """What a verb tries that has no words of the guide: at least one statement."""
        if tried := self._tried(trying):
            return tried
        raise GuideError(
            f"at least one statement that walk.{verb} tries",
            seen="none",
            remedy='Name it in the scenario: trying="PAGE.STATEMENT".',
        )

    def _filling(self, label: str, value: str) -> Filling:
        statement = self._in_portal_words(lookup.field_on(self._guide, self.at, label))
        claim = statement.claim
        assert isinstance(claim, Labelled)  # noqa: S101 - field_on finds nothing else
        name = self._portal_guide.name_of_field(statement.page, claim)
        return Filling(statement, name, value, claim.secret)

    def _action(self, words: str, beside: str = "") -> tuple[Statement, Statement]:
        """A link or button of this page: as the guide tells it, and as it is looked for."""
        action = lookup.action_on(self._guide, self.at, words, beside)
        said = self._in_portal_words(action)
        own = lookup.open_words(action, words, beside)
        return action, said.model_copy(update={"claim": said.claim.model_copy(update=own)})

    def _in_portal_words(self, statement: Statement) -> Statement:
        """A statement of the guide as the portal words it, with the words of the account."""
        said = self._portal_guide.by_slug[statement.slug]
        fields = self.account.schema_of_suite.fields if placeholders(said.claim) else ()
        values = {name: self.account.value(name) for name in fields} | self._remembered
        return said.model_copy(update={"claim": filled(said.claim, values)}) if values else said

    def _code_statement(self) -> Statement:
        for statement in self._guide.on(self.at) if self.at in self._guide.pages else ():
            if isinstance(statement.claim, ShownCode):
                return statement
        raise GuideError("a page that shows a code", seen=self.at, remedy="Correct the scenario.")


def _name_of(accounts: tuple[Account, ...], visitor: str) -> tuple[str, ...]:
    """What tells a visitor: its name, and the accounts in their order."""
    return (visitor, *(account.key for account in accounts))


def _typed(label: str, value: str | float) -> str:
    """What is typed; a flag of an account ticks a box or clears it.

    Raises:
        GuideError: nobody can type it.
    """
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return str(value)
    raise GuideError(
        f"a text for the field « {label} »",
        seen=repr(value),
        remedy='Write it in quotes; "" empties the field, True and False tick a box and clear it.',
    )


def _file_at(path: Path) -> Upload:
    try:
        return Upload.of(path)
    except OSError as error:
        raise GuideError(
            f"a file at {path}",
            seen=error.strerror or type(error).__name__,
            remedy="Name it by its full path, such as Path(__file__).parent / "
            '"NAME", or write it here: Upload(name="NAME", data=b"…").',
        ) from error
