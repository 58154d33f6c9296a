"""The actor on a portal: makes each step with a driver, and records what it sees."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from harness.accounts.model import Account
from harness.checks.mail_codes import nothing_found
from harness.checks.mails import link_expected, links_seen
from harness.checks.pages import action_expected, actions_on
from harness.core.errors import (
    CaptureError,
    EgressBlocked,
    RedirectLoop,
    RobotsDisallowed,
    Unreadable,
)
from harness.core.url import without_fragment
from harness.driver.protocol import ActionRefused, Capture, HostOverride
from harness.execution.actor.arrivals import Arrivals
from harness.execution.actor.blocked import (
    Blocked,
    NotObservable,
    about,
    action_of,
)
from harness.execution.actor.dialogs import Act, Dialogs, acting_on
from harness.execution.actor.element_choice import (
    audio_url,
    played_by,
    player_url,
    sound_of,
)
from harness.execution.actor.filling import FormFilling
from harness.execution.actor.interstitial import elsewhere, may_go_on, way_on
from harness.execution.actor.mail_reader import MailReader
from harness.execution.actor.navigation import entry_movement, wait_for_page
from harness.execution.actor.panels import Panels, still_closed
from harness.execution.actor.remembering import announced_value, nothing_announced
from harness.execution.actor.sessions import Sessions
from harness.execution.actor.steps import Steps
from harness.execution.actor.tab_state import TabState
from harness.execution.evidence.store import EvidenceStore
from harness.execution.run_context import RunContext
from harness.guide.claims import Action, Heading
from harness.guide.lookup import code_of_mail, mail_due, recipient_of_mail
from harness.guide.mail_claims import MailLink
from harness.guide.model import Statement
from harness.guide.promised_code import code_mailed_in
from harness.model.fact import Fact, fact, quote, quotes
from harness.model.finding import Level
from harness.model.journal import (
    FORGET,
    PRESS_TWICE,
    PRESSES,
    REMEMBER,
    Blocker,
    PageRecord,
    Step,
    Typed,
)
from harness.model.mail import Mail
from harness.model.page import Button, Field, Link, Page
from harness.page.closed_panels import closed_action
from harness.page.find import (
    find_action,
    find_named_field,
    is_item_of_itself,
    only_submit_button,
)
from harness.page.folded import fold_of
from harness.planning.actor import DialogAnswer, Filling, Movement
from harness.redaction.links import link_of, with_wrong_token


class PortalActor:
    """Plays the steps of a scenario on a portal, and records what it sees.

    Args:
        evidence: recognises pages and stores what is seen.
    """

    def __init__(self, context: RunContext, evidence: EvidenceStore) -> None:
        self._context = context
        self._guide = context.guide
        self._evidence = evidence
        self._sessions = Sessions(context.engine)
        self._steps = Steps(evidence)
        self._panels = Panels(context, evidence)
        self._form = FormFilling(context.guide, evidence, self._panels, self._steps)
        self._dialogs = Dialogs(context.guide, evidence)
        self._arrivals = Arrivals(context.guide, context.missing_pages)
        self._tried: tuple[Statement, ...] = ()  # by the last movement, whoever made it
        source, timeout = context.mails, context.target.timeouts.mail
        self._mails = MailReader(source, evidence, timeout) if source else None

    # -------------------------------------------------------------- movements

    async def move(self, movement: Movement) -> None:
        """Make one movement; end the scenario if it does not lead where it must."""
        missing, entries = self._context.missing_pages, self._context.entries
        if possible := entry_movement(movement, missing, entries, self._guide):
            if possible.action and possible.verb in {"follow", *PRESSES}:
                await self._close_message(possible.visitor)
                await self._go_back_to([possible.action], possible.visitor)
            await self._move(possible)

    async def _close_message(self, visitor: str) -> None:
        """Close a message in front of the visitor's page, as a person does who goes on there."""
        window = await self._sessions.window(visitor)
        if closing := self._dialogs.closing(window):
            await self._context.limits.step()
            await self._dialogs.close_message(window, closing, self._tried)

    async def _move(self, movement: Movement) -> None:
        window = await self._ready_for(movement)
        limits = self._context.limits
        await limits.step()
        self._evidence.start_step(
            movement.verb, movement.visitor, window.record, tuple(window.typed)
        )
        begun = self._evidence.elapsed
        came_from, fillings = window.slug, tuple(window.fillings)
        window.last, self._tried = movement, movement.trying
        try:
            capture = await self._arrive(window, movement)
        except ActionRefused as refusal:
            self._steps.block(window, movement, refusal.expected, refusal.seen)
        except (RedirectLoop, EgressBlocked, Unreadable) as fault:
            step = self._steps.record(window, movement, begun)
            expected, seen = _facts_of(fault)
            subject = about(movement)
            raise Blocked(  # the portal answered, and this is its answer
                Blocker(step=step.number, statement=subject, expected=expected, seen=seen)
            ) from fault
        except RobotsDisallowed as fault:
            self._steps.record(window, movement, begun)
            raise NotObservable(fact("page-closed", text=fault.expected)) from fault
        except CaptureError as fault:
            limits.record_response(None)
            if window.overrides_host:  # a portal may hang up on a request with a wrong host
                self._steps.block(window, movement, *_facts_of(fault))
            self._steps.record(window, movement, begun)
            raise
        except BaseException:
            self._steps.record(window, movement, begun)
            raise
        limits.record_response(capture)
        arrived = await self._evidence.pages.record(capture, window.tab, movement.page)
        passed = ""
        if not arrived.slug and may_go_on(movement, arrived.page, self._evidence.people):
            capture, arrived, passed = await self._go_on(window, movement, capture, arrived)
        movement, unasked = _as_asked(window, movement)
        if movement.also and arrived.slug == movement.page:
            movement = replace(movement, trying=movement.trying + movement.also)
        step = self._steps.record(window, movement, begun, arrived, passed, unasked=unasked)
        window.arrive(capture, arrived)
        window.trail.record(came_from, arrived.slug, movement, fillings)
        self._arrivals.check(window, movement, step, arrived)

    async def _ready_for(self, movement: Movement) -> TabState:
        """The window of a movement, with what is moved in sight."""
        window = await self._sessions.window(movement.visitor)
        if movement.action and movement.verb in {"follow", *PRESSES}:
            await self._open_panels(window, movement.action, movement.verb, movement.visitor)
        if self._mails:
            await self._mails.before_movement(movement.visitor)
        return window

    async def _arrive(self, window: TabState, movement: Movement) -> Capture:
        """Make a movement, and wait for the page that it leads to."""
        act = self._act(window, movement)
        if movement.action is None:
            return await self._arrive_by(window, movement, act)
        return await self._arrive_by(
            window, movement, lambda: self._dialogs.confirmed(window, movement, act)
        )

    async def _arrive_by(self, window: TabState, movement: Movement, act: Act) -> Capture:
        pages = self._evidence.pages
        capture = await self._dialogs.past_message(window, movement, await act())
        if movement.page and movement.page not in self._context.missing_pages:
            capture = await wait_for_page(
                window.tab,
                capture,
                lambda seen: pages.shows(seen, movement.page) == movement.page,
                lambda: self._evidence.elapsed,
            )
        before = window.capture
        is_new = before is not None and not (before.front or before.around)
        return pages.active_page(capture, movement.page if is_new and movement.action else "")

    async def _go_on(
        self, window: TabState, movement: Movement, capture: Capture, arrived: PageRecord
    ) -> tuple[Capture, PageRecord, str]:
        """Go on from a page that the guide does not have, if there is one way only.

        Returns:
            The page that the movement must lead to, and the words that led there; what there was
            before, and "", if nothing leads there.
        """
        actions = (one for page in self._guide.pages for one in self._guide.actions(page))
        claims = (one.claim for one in self._guide.on(movement.page))
        titles = [text for one in claims if isinstance(one, Heading) for text in one.wordings]
        way = way_on(capture.page, window.page, elsewhere(actions, movement.page), titles)
        if way is None:
            return capture, arrived, ""
        await self._context.limits.step()
        try:
            later = await self._arrive_by(window, movement, acting_on(window.tab, way))
        except (ActionRefused, CaptureError):
            return capture, arrived, ""  # the page at hand is judged
        self._context.limits.record_response(later)
        if self._evidence.pages.shows(later, movement.page) != movement.page:
            return capture, arrived, ""
        later = later.after(capture)
        record = await self._evidence.pages.record(later, window.tab, movement.page)
        return later, record, way.label

    def _act(self, window: TabState, movement: Movement) -> Act:
        """What makes a movement."""
        tab = window.tab
        if url := self._address(movement):
            return lambda: tab.open(url)
        if movement.action is None:
            acts: Mapping[str, Act] = {
                "back": tab.back,
                "reload": tab.reload,
                "press-key": lambda: tab.press_key(movement.key),
                "wait": lambda: self._page_that_comes(window, movement.page),
            }
            return acts[movement.verb]
        found = self._find(window, movement.action, movement.verb)
        closed = self._closed(window.page, movement.action, movement.verb)
        if self._panels.usable(closed):
            found = closed
        if found is None:
            claim = action_of(movement.action)
            if movement.action.accepted:
                what = fact("absent-by-target", words=quote(claim.label))
                raise NotObservable(what, movement.action.slug)
            if fold_of(window.page, window.slug, self._guide):
                raise NotObservable(self._guide.page_fact(window.slug))
            if self._is_behind(window, movement.action):
                raise NotObservable(fact("behind-dialog", words=quote(claim.label)))
            if is_item_of_itself(window.page, window.slug, claim):
                raise NotObservable(fact("no-link-to-itself", words=quote(claim.label)))
            seen = still_closed(closed, actions_on(window.page))
            raise ActionRefused(action_expected(claim), seen=seen)
        return acting_on(tab, found, twice=movement.verb == PRESS_TWICE)

    def _address(self, movement: Movement) -> str:
        """The address that a movement opens; "" if it opens none."""
        if movement.verb == "open":
            return self._context.entries[movement.page]
        if movement.verb == "enter":
            return self._evidence.pages.address_of(movement.seen)
        if movement.address:
            return self._context.base_url.rstrip("/") + movement.address
        return self._mailed_link(movement) if movement.link else ""

    async def _page_that_comes(self, window: TabState, page: str) -> Capture:
        """Wait until a page comes by itself; the page at hand if none comes."""
        shown = window.capture
        if shown is None or (
            self._evidence.pages.shows(shown, page) != page
            and "javascript" not in self._context.engine.observes
        ):
            raise NotObservable(fact("feature", name="javascript"))
        return await wait_for_page(
            window.tab,
            shown,
            lambda seen: self._evidence.pages.shows(seen, page) == page,
            lambda: self._evidence.elapsed,
            self._context.target.timeouts.page,
        )

    def _mailed_link(self, movement: Movement) -> str:
        """The address of a link in a mail that was received."""
        statement, link = movement.action, movement.link
        if self._mails is None or link is None or statement is None:
            raise NotObservable(fact("feature", name="mailbox"))
        claim = statement.claim
        assert isinstance(claim, MailLink)  # noqa: S101 - the walk opens no other
        mail = self._mails.received(statement.page, link.mail)
        url = link_of(claim, mail)
        if url and link.altered:
            url = with_wrong_token(url, claim, self._evidence.secrets.is_public)
            self._evidence.learn_wrong_token(url, claim)
        if not url:
            raise ActionRefused(link_expected(claim), seen=links_seen(mail))
        return url

    def _is_behind(self, window: TabState, statement: Statement) -> bool:
        """Whether something to press stands on the page around the dialog that was recognised."""
        around = window.capture.around if window.capture else None
        others = self._guide.actions(statement.page)
        return around is not None and find_action(around, action_of(statement), others) is not None

    async def _open_panels(
        self, window: TabState, statement: Statement, verb: str, visitor: str
    ) -> None:
        """Open what hides the link or button of a statement."""
        await self._panels.open_for(
            window, visitor, lambda page: self._closed(page, statement, verb)
        )

    def _closed(self, page: Page, statement: Statement, verb: str = "") -> Link | Button | None:
        """The link or button of a statement that a closed panel of a page hides."""
        others = self._guide.actions(statement.page)
        return closed_action(page, action_of(statement), others, verb)

    def _find(self, window: TabState, statement: Statement, verb: str = "") -> Link | Button | None:
        action, others = action_of(statement), self._guide.actions(statement.page)
        typed = (one.label for one in reversed(window.typed))
        filled = (self._field(window.page, statement.page, label) for label in typed)
        form = next((field.form for field in filled if field), "")
        plain = "javascript" not in self._context.engine.observes
        found = find_action(window.page, action, others, verb, form=form, plain=plain)
        if found or verb not in PRESSES or statement.level is Level.REQUIRED:
            return found
        # the words are our reading: a portal may call the button of its form otherwise
        return only_submit_button(window.page, form, [one for one in others if one != action])

    async def _go_back_to(self, statements: Sequence[Statement], visitor: str) -> None:
        """After a detour, go to the page of some statements by the way that the window came."""
        window, page = await self._sessions.window(visitor), statements[0].page
        detour = window.detours.get(page)
        if detour is None or window.slug == page or self._has_all(window, statements):
            return
        way = window.trail.way(window.slug, page)
        try:
            for leg in way:
                if leg.fillings:
                    await self._form.fill_again(window, leg.fillings, visitor)
                await self._move(replace(leg.movement, trying=(), strict=False, repeats=True))
                if window.slug != leg.end:
                    break
        except Blocked:
            pass
        if window.slug != page and detour.is_reading:
            what = fact("another-way", page=quote(self._guide.pages[page].title))
            raise NotObservable(what, detour.blocker.statement)
        if window.slug != page:
            raise Blocked(detour.blocker)

    def _has_all(self, window: TabState, statements: Sequence[Statement]) -> bool:
        """Whether a page that the guide does not have shows all these fields or actions."""
        if window.slug:
            return False
        return all(
            self._find(window, one)
            if isinstance(one.claim, Action)
            else self._field(window.page, one.page, self._guide.name_of_its_field(one.slug))
            for one in statements
        )

    def _field(
        self, page: Page, slug: str, label: str, kinds: tuple[str, ...] = ()
    ) -> Field | None:
        """The field of a page that the guide calls so on one of its pages."""
        return find_named_field(page, self._guide, slug, label, kinds)

    async def shows(self, page: str, visitor: str) -> bool:
        """Whether the visitor's window shows a page of the guide."""
        return (await self._sessions.window(visitor)).slug == page

    # ----------------------------------------------------------------- fields

    async def fill(self, fillings: Sequence[Filling], visitor: str) -> None:
        """Type into fields of the visitor's page, all at once."""
        await self._close_message(visitor)
        await self._go_back_to([filling.statement for filling in fillings], visitor)
        window = await self._sessions.window(visitor)
        await self._form.fill(window, fillings, visitor)

    # ------------------------------------------------------- codes and mails

    async def note_code(self, statement: Statement, visitor: str) -> str:
        """Return the code that the visitor's page shows."""
        window = await self._sessions.window(visitor)
        code = self._evidence.pages.code_on(window.record)
        if not code:
            movement = Movement("note", statement, (), "", visitor)
            expected = fact("code-on-page", what=self._a_secret(statement))
            self._steps.block(window, movement, expected, fact("none"))
        return code

    async def remember(self, statement: Statement, name: str, visitor: str) -> str:
        """Return what the portal made up and announces in the words of a statement."""
        window = await self._sessions.window(visitor)
        page: Page | Mail = window.page
        if statement.page in self._guide.mails:
            if self._mails is None:
                raise NotObservable(fact("feature", name="mailbox"))
            page = self._mails.received(statement.page, 0)
        find = partial(self._field, window.page, statement.page)
        found = announced_value(statement, name, page, find)
        if not found:
            movement = Movement(REMEMBER, statement, (), "", visitor)
            self._steps.block(window, movement, *nothing_announced(statement, name, page))
        step = Step(
            number=self._evidence.next_step,
            verb=REMEMBER,
            words=name,
            statement=statement.slug,
            visitor=visitor,
            on=window.record.number if window.record else None,
            remembered=found,
            time=self._evidence.elapsed,
        )
        self._evidence.record_step(step, window.record, None)
        return found

    async def receive(self, kind: str, account: Account, visitor: str) -> tuple[str, ...]:
        """Return the codes in the mails that the visitor's last movement sent to an account."""
        window = await self._sessions.window(visitor)
        if self._mails is None:
            raise NotObservable(fact("feature", name="mailbox"))
        trying = (*(window.last.trying if window.last else ()), *self._tried)
        due = mail_due(self._guide, kind, trying)
        movement = Movement("receive", due, (), "", visitor)
        begun = self._evidence.elapsed
        twice = window.last is not None and window.last.verb == PRESS_TWICE
        mails = await self._mails.wait_for(kind, account, visitor, several=twice)
        if not mails:
            await self._block_without_mail(window, movement, kind, account)
        self._steps.record(window, movement, begun)
        codes = [self._mails.record(mail, kind) for mail in mails]
        statement, promised = code_of_mail(self._guide, kind), code_mailed_in(kind, self._guide)
        if statement and promised and not codes[-1]:
            reading = Movement("read", statement, (), "", visitor)
            expected = fact("code-in-a-mail", what=self._a_secret(statement))
            if promised.shapes:
                shapes = quotes(promised.shapes)
                expected = fact("mail-code-of-shape", what=self._a_secret(statement), shapes=shapes)
            seen = nothing_found(self._evidence.last_mail, promised, self._guide)
            self._steps.block(window, reading, expected, seen)
        return tuple(reversed(codes))

    async def _block_without_mail(
        self, window: TabState, movement: Movement, kind: str, account: Account
    ) -> None:
        """End the scenario because no mail of a kind came to an account; tell what came instead.

        If it went to somebody else, the statement about whom it goes to is broken.
        """
        assert self._mails  # noqa: S101 - one was waited for
        seconds = self._mails.timeout
        seen = fact("none-within", seconds=seconds)
        if others := self._mails.others:
            titles = quotes(self._guide.pages[one].title for one in others)
            seen = fact("only-mails-like", seconds=seconds, titles=titles)
        if elsewhere := await self._mails.gone_elsewhere(kind, account, movement.visitor):
            title, to = quote(self._guide.pages[kind].title), quotes(sorted(elsewhere.addressed_to))
            seen = fact("mail-to-others", seconds=seconds, title=title, addresses=to)
            movement = replace(
                movement, action=recipient_of_mail(self._guide, kind) or movement.action
            )
        self._steps.block(window, movement, fact("mail-to-account", address=account.mailbox), seen)

    def _a_secret(self, statement: Statement) -> Fact:
        """What the code is called that a statement promises."""
        return self._guide.a_secret(getattr(statement.claim, "secret", ""))

    async def download(self, movement: Movement) -> None:
        """Fetch the file behind a link of the visitor's page, and record what it is."""
        window = await self._sessions.window(movement.visitor)
        begun, action = self._evidence.elapsed, movement.action
        assert action  # noqa: S101 - a scenario names a link
        await self._open_panels(window, action, "follow", movement.visitor)
        found = self._find(window, action)
        if found is None:
            expected = action_expected(action_of(action))
            self._steps.block(window, movement, expected, actions_on(window.page))
        if isinstance(found, Button):
            raise NotObservable(fact("feature", name="download-by-button"))
        await self._context.limits.step()
        try:
            file = await window.tab.fetch(found.url)
        except EgressBlocked as fault:
            self._steps.block(window, movement, *_facts_of(fault))
        self._evidence.record_file(file)
        self._steps.record(window, movement, begun)

    async def answer_dialogs(self, answer: DialogAnswer, visitor: str) -> None:
        """Decide how the dialogs of the visitor's page are answered from now on."""
        window = await self._sessions.window(visitor)
        window.accepts = answer.accept
        await window.tab.answer_dialogs(accept=answer.accept, text=answer.text)

    async def links_expire(self, visitor: str) -> None:
        """Wait until the links of the mails received so far are too old."""
        del visitor
        seconds = self._context.target.timeouts.link
        if seconds is None:
            raise NotObservable(fact("feature", name="link-lifetime"))
        await asyncio.sleep(seconds + 1)

    async def hear(self, statement: Statement, visitor: str) -> None:
        """Fetch the sound behind a link of the visitor's page."""
        window = await self._sessions.window(visitor)
        begun = self._evidence.elapsed
        movement = Movement("hear", statement, (), "", visitor)
        await self._open_panels(window, statement, "follow", visitor)
        found = self._find(window, statement)
        url = audio_url(found, window.page) or await self._played(window, found)
        if not url or window.record is None:
            expected = action_expected(action_of(statement))
            self._steps.block(window, movement, expected, actions_on(window.page))
        await self._context.limits.step()
        try:
            sound = await window.tab.fetch(url)
            if player := played_by(sound, window.page):
                sound = await window.tab.fetch(player)
        except EgressBlocked as fault:  # a foreign host would read the code aloud
            self._steps.block(window, movement, *_facts_of(fault))
        self._evidence.record_sound(sound, window.record)
        self._steps.record(window, movement, begun)

    async def _played(self, window: TabState, found: Link | Button | None) -> str:
        """The address of the sound that a button plays by a script; "" for none.

        Without scripts: of the player that the script opens.

        Raises:
            NotObservable: the driver runs no scripts, and the script does not say what it opens.
        """
        if found is None:
            return ""
        if "javascript" not in self._context.engine.observes:
            if player := player_url(found, window.page):
                return player
            raise NotObservable(fact("feature", name="javascript"))
        before = without_fragment(window.page.url)
        capture = self._evidence.pages.active_page(await acting_on(window.tab, found)())
        sound = sound_of(capture)
        if without_fragment(capture.page.url) != before:  # a player has a page or window of its own
            capture = self._evidence.pages.active_page(await window.tab.back())
        window.capture = capture
        return sound

    # --------------------------------------------------------------- sessions

    async def forget(self, visitor: str) -> None:
        """Delete the cookies of the visitor's session."""
        window = await self._sessions.window(visitor)
        await window.session.forget()
        movement = Movement(FORGET, None, (), "", visitor)
        self._steps.record(window, movement, self._evidence.elapsed)

    async def override_host(self, header: str, host: str, visitor: str) -> None:
        """Send another host in a header of all further requests of the visitor."""
        window = await self._sessions.window(visitor)
        if not isinstance(window.session, HostOverride):
            raise NotObservable(fact("feature", name="forged-host"))
        window.session.override_host(header, host)
        window.overrides_host = True
        window.typed.append(Typed(label=header, value=host))
        movement = Movement("override-host", None, (), "", visitor)
        self._steps.record(window, movement, self._evidence.elapsed)

    # ------------------------------------------------------ begin and end

    async def begin(self) -> None:
        """From now on mails to the accounts belong to this scenario."""
        if self._mails:
            await self._mails.begin()

    async def collect_mails(self) -> int:
        """Record the mails that no step waited for; returns their number."""
        return await self._mails.collect() if self._mails else 0

    async def release_accounts(self) -> None:
        """Mails to the accounts that arrive from now on belong to the next scenario."""
        if self._mails:
            await self._mails.release_accounts()

    @property
    def traces(self) -> tuple[Path, ...]:
        """The files with the traces of the sessions; they are complete after `close`."""
        return self._sessions.traces

    async def close(self) -> None:
        """Close all sessions."""
        await self._sessions.close()


def _as_asked(window: TabState, movement: Movement) -> tuple[Movement, str]:
    """The movement as it was made, and the statement about a question that was not asked.

    What asked again was pressed at last, if the guide tells of it.
    """
    if movement.asks is None:
        return movement, ""
    if window.asked:
        return replace(movement, action=movement.asks), ""
    return movement, movement.asks.slug


def _facts_of(fault: CaptureError) -> tuple[Fact, Fact]:
    """What a fault expected and what it saw."""
    seen = fact("fault-expected", text=fault.seen)
    if isinstance(fault, EgressBlocked):
        seen = fact("fault-seen", text=fault.seen, remedy=fault.remedy)
    return fact("fault-expected", text=fault.expected), seen
