"""The stage of a real run: moves a driver, and records what it saw."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from harness.accounts.model import Account
from harness.core.errors import (
    CaptureError,
    EgressBlocked,
    RedirectLoop,
    RobotsDisallowed,
    Unreadable,
)
from harness.driver.protocol import (
    Capture,
    FieldInput,
    HostOverride,
    Refused,
    Session,
)
from harness.execution.accounts.tracker import AccountTracker
from harness.execution.actor.audio_link import audio_url
from harness.execution.actor.blocked import (
    Barred,
    Unobservable,
    about,
    action_of,
    culprit,
    labels_on,
    words_of,
)
from harness.execution.actor.element_choice import option_for
from harness.execution.actor.entry_point import entry_movement
from harness.execution.actor.page_wait import wait_for_page
from harness.execution.actor.tab_state import TabState
from harness.execution.evidence.store import EvidenceStore
from harness.execution.run_context import RunContext
from harness.guide.model import Statement
from harness.model.journal import Bar, PageRecord, Step, Typed
from harness.model.mail import Mail
from harness.model.page import Button, Link
from harness.page.find import find_action, find_field
from harness.page.parts.radio_groups import radio_button_of
from harness.planning.actor import Filling, Movement, session_of

MAIL_ONCE = "mail.once"
MAIL_CODE = "mail.code"
Act = Callable[[], Awaitable[Capture]]


class PortalActor:
    """Plays the steps of a scenario on a portal, and records what it sees.

    Args:
        context: shared by the run.
        evidence: recognises pages and stores what is seen.
        tracker: learns what becomes of the accounts.
    """

    def __init__(
        self, context: RunContext, evidence: EvidenceStore, tracker: AccountTracker
    ) -> None:
        self._context = context
        self._guide = context.guide
        self._mails = context.mails
        self._evidence = evidence
        self._tracker = tracker
        self._span: tuple[int, int | None] = (0, None)
        self._sessions: dict[str, Session] = {}
        self._windows: dict[str, TabState] = {}
        self._received: set[int] = set()

    async def move(self, movement: Movement) -> None:
        """Make one movement; the walk ends where it does not lead where it must."""
        if way := entry_movement(movement, self._context.missing_pages, self._context.entries):
            await self._move(way)

    async def _move(self, movement: Movement) -> None:
        window = await self._window(movement.visitor)
        await self._mark_mails(window)
        await self._context.limits.step()
        came_from = window.record.slug if window.record else ""
        if movement.verb == "press":
            self._tracker.about_to_press(window)
        begun = self._evidence.elapsed
        try:
            capture = await self._arrive(window, movement)
        except Refused as refusal:
            self._bar(window, movement, refusal.expected, refusal.seen)
        except (RedirectLoop, EgressBlocked, Unreadable) as fault:
            step = self._step(window, movement, begun)
            bar = Bar(
                step=step.number,
                statement=about(movement),
                expected=fault.expected,
                seen=f"{fault.seen}. {fault.remedy}"
                if isinstance(fault, EgressBlocked)
                else fault.seen,
            )
            raise Barred(bar) from fault  # it answered, and this is what it answers
        except RobotsDisallowed as closed:
            self._step(window, movement, begun)
            raise Unobservable(f"page that {closed.expected}") from closed
        except CaptureError as fault:
            self._context.limits.heed(None)
            if window.forges:  # a portal may hang up on whoever lies to it
                self._bar(window, movement, fault.expected, fault.seen)
            self._step(window, movement, begun)
            raise
        except BaseException:
            self._step(window, movement, begun)
            raise
        self._context.limits.heed(capture)
        arrived = await self._evidence.keep_page(capture, window.tab)
        if movement.verb == "press":
            code = self._evidence.code_on(arrived)
            self._tracker.arrived(window, came_from, arrived.slug, code)
        if movement.also and arrived.slug == movement.page:
            movement = replace(movement, trying=movement.trying + movement.also)
        step = self._step(window, movement, begun, arrived)
        window.arrive(capture, arrived)
        self._refuse_stray(movement, step, arrived)

    async def _arrive(self, window: TabState, movement: Movement) -> Capture:
        """Make a movement, and wait for the page that it leads to."""
        capture = await self._act(window, movement)()
        if movement.page and movement.page not in self._context.missing_pages:
            capture = await wait_for_page(
                window.tab,
                capture,
                lambda seen: self._evidence.shows(seen) == movement.page,
                lambda: self._evidence.elapsed,
            )
        return self._evidence.foremost(capture)

    def _act(self, window: TabState, movement: Movement) -> Act:
        if movement.verb == "open":
            return lambda: window.tab.open(self._context.entries[movement.page])
        if movement.verb == "enter":
            address = self._evidence.address_of(movement.seen)
            return lambda: window.tab.open(address)
        if movement.action is None:
            return window.tab.back if movement.verb == "back" else window.tab.reload
        found = self._find(window, movement.action)
        if isinstance(found, Link):
            return lambda: window.tab.follow(found)
        if isinstance(found, Button):
            return lambda: window.tab.press(found)
        raise Refused(words_of(action_of(movement.action)), seen=labels_on(window.page))

    def _find(self, window: TabState, statement: Statement) -> Link | Button | None:
        return find_action(window.page, action_of(statement), self._guide.actions(statement.page))

    def _step(
        self, window: TabState, movement: Movement, begun: float, led_to: PageRecord | None = None
    ) -> Step:
        """Record a movement."""
        return self._evidence.keep_step(
            Step(
                number=self._evidence.next_step,
                verb=movement.verb,
                words=movement.words,
                statement=movement.action.slug if movement.action else "",
                trying=tuple(statement.slug for statement in movement.trying),
                visitor=movement.visitor,
                on=window.record.number if window.record else None,
                led_to=led_to.number if led_to else None,
                typed=window.take_typed(),
                time=begun,
                duration=round(self._evidence.elapsed - begun, 4),
            )
        )

    def _refuse_stray(self, movement: Movement, step: Step, arrived: PageRecord) -> None:
        if movement.page in {"", arrived.slug, *self._context.missing_pages}:
            return
        title = self._guide.pages[movement.page].title
        seen = self._guide.pages[arrived.slug].title if arrived.slug else arrived.page.title
        expected, found = f"« {title} »", f"« {seen or arrived.page.url} »"
        raise Barred(
            Bar(step=step.number, statement=about(movement), expected=expected, seen=found)
        )

    def _bar(self, window: TabState, movement: Movement, expected: str, seen: str) -> NoReturn:
        """Record a movement that could not be made, and end the walk."""
        step = self._step(window, movement, self._evidence.elapsed)
        subject = movement.action.slug if movement.action else about(movement)
        raise Barred(Bar(step=step.number, statement=subject, expected=expected, seen=seen))

    async def fill(self, fillings: Sequence[Filling], visitor: str) -> None:
        """Type into the fields of the page at hand, all at once."""
        window = await self._window(visitor)
        for filling in fillings:
            self._evidence.protect(filling)
        entries = [self._entry(window, filling, visitor) for filling in fillings]
        try:
            await window.tab.fill(entries)
        except Refused as refusal:
            refused = culprit(refusal, fillings, entries)
            movement = Movement("fill", refused.statement, (), "", visitor)
            self._bar(window, movement, refusal.expected, refusal.seen)
        window.typed += [
            Typed(label=filling.label, value=entry.value)
            for filling, entry in zip(fillings, entries, strict=True)
        ]

    def _entry(self, window: TabState, filling: Filling, visitor: str) -> FieldInput:
        others = self._guide.labels(filling.statement.page)
        field = find_field(window.page, filling.label, others)
        if field is None:
            movement = Movement("fill", filling.statement, (), "", visitor)
            seen = ", ".join(f"« {f.label} »" for f in window.page.visible_fields) or "no field"
            self._bar(window, movement, f"a field « {filling.label} »", seen)
        value = option_for(field, filling.value)
        return FieldInput(field=radio_button_of(window.page, field, value), value=value)

    async def note_code(self, statement: Statement, visitor: str) -> str:
        """The code that the page at hand shows."""
        window = await self._window(visitor)
        code = self._evidence.code_on(window.record)
        if not code:
            movement = Movement("note", statement, (), "", visitor)
            self._bar(window, movement, "a code on the page", "none")
        return code

    async def receive(self, person: Account, visitor: str) -> str:
        """The code of the mail that the last movement had sent."""
        window = await self._window(visitor)
        if self._mails is None:
            raise Unobservable("mailbox")
        movement = Movement("receive", self._guide.by_slug[MAIL_ONCE], (), "", visitor)
        begun = self._evidence.elapsed
        timeout = self._context.target.timeouts.mail
        message = await self._mails.wait(person.email, window.bookmark, timeout)
        if message is None:
            seen = f"none within {timeout:g} s"
            self._bar(window, movement, f"a mail to {person.email}", seen)
        self._received.add(message.id)
        self._step(window, movement, begun)
        code = self._keep_mail(message, waited=True)
        if not code:
            reading = Movement("read", self._guide.by_slug[MAIL_CODE], (), "", visitor)
            self._bar(window, reading, "a code in the mail", "nothing that looks like one")
        return code

    async def hear(self, statement: Statement, visitor: str) -> None:
        """Fetch the sound behind a link and listen to it."""
        window = await self._window(visitor)
        begun = self._evidence.elapsed
        movement = Movement("hear", statement, (), "", visitor)
        found = self._find(window, statement)
        url = audio_url(found, window.page)
        if not url or window.record is None:
            self._bar(window, movement, words_of(action_of(statement)), labels_on(window.page))
        await self._context.limits.step()
        try:
            sound = await window.tab.fetch(url)
        except EgressBlocked as fault:  # a voice that reads the code to strangers
            self._bar(window, movement, fault.expected, fault.seen)
        self._evidence.keep_sound(sound, window.record)
        self._step(window, movement, begun)

    async def forget(self, visitor: str) -> None:
        """Lose the visitor's cookies."""
        window = await self._window(visitor)
        await window.session.forget()
        movement = Movement("forget", None, (), "", visitor)
        self._step(window, movement, self._evidence.elapsed)

    async def forge(self, header: str, host: str, visitor: str) -> None:
        """Claim another host in what is sent from now on."""
        window = await self._window(visitor)
        if not isinstance(window.session, HostOverride):
            raise Unobservable("forged host (over HTTP only)")
        window.session.override_host(header, host)
        window.forges = True
        window.typed.append(Typed(label=header, value=host))
        movement = Movement("forge", None, (), "", visitor)
        self._step(window, movement, self._evidence.elapsed)

    async def collect_mails(self) -> int:
        """Record the mails that came to the walk's people unasked; returns their number."""
        if self._mails is None:
            return 0
        await self._mails.settle()
        first, last = self._span
        mails = await self._mails.since(first)
        ours = mails if last is None else mails[: last - first]
        news = [m for m in ours if self._is_news(m)]
        for message in news:
            self._received.add(message.id)
            self._keep_mail(message, waited=False)
        return len(news)

    def _keep_mail(self, message: Mail, *, waited: bool) -> str:
        code = self._evidence.keep_mail(message, waited=waited)
        self._tracker.mailed((*message.envelope_to, *message.recipients), code)
        return code

    async def begin(self) -> None:
        """From now on mails to the walk's people are this walk's."""
        self._span = (await self._mails.bookmark() if self._mails else 0, None)

    async def release_accounts(self) -> None:
        """Its people go to another walk: what comes for them from now on is not this one's."""
        if self._mails:
            self._span = (self._span[0], await self._mails.bookmark())

    def _is_news(self, message: Mail) -> bool:
        ours = bool(message.addressed_to & self._evidence.emails)
        return ours and message.id not in self._received

    @property
    def traces(self) -> tuple[Path, ...]:
        """Where traces of the visits lie, once they are closed."""
        return tuple(session.trace for session in self._sessions.values() if session.trace)

    async def close(self) -> None:
        """Close all windows."""
        for session in self._sessions.values():
            await session.close()

    async def _window(self, visitor: str) -> TabState:
        if visitor not in self._windows:
            session = await self._session(session_of(visitor))
            self._windows[visitor] = TabState(session, await session.tab())
        return self._windows[visitor]

    async def _session(self, name: str) -> Session:
        if name not in self._sessions:
            self._sessions[name] = await self._context.engine.session()
        return self._sessions[name]

    async def _mark_mails(self, window: TabState) -> None:
        """What this window has sent comes after this; others may move meanwhile."""
        if self._mails:
            window.bookmark = await self._mails.bookmark()
