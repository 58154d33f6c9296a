"""Recognises what a walk sees, finds the codes in it, and keeps it with its evidence."""

from functools import cached_property

from harness.core.errors import CaptureError, EnvironmentFault, GuideError
from harness.core.text import fold
from harness.driver.protocol import Capture, Tab
from harness.execution.evidence.code_finder import code_in_mail, code_on_page
from harness.execution.run_context import RunContext
from harness.guide.claims import MailCode, ShownCode
from harness.guide.model import Guide
from harness.journal.writer import JournalWriter
from harness.model.exchange import Resource
from harness.model.journal import AuditRecord, MailRecord, PageRecord, SoundRecord, Step
from harness.model.mail import Mail
from harness.model.page import Page
from harness.page.audio import measure_audio
from harness.page.classify import Classification
from harness.page.fingerprint import fingerprint
from harness.planning.actor import Filling
from harness.redaction.mail import kept_letter
from harness.redaction.split_codes import page_together, stands_apart, together

# A kept page is evidence: opened from the disk it shows, and does nothing.
_INERT = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'
    " style-src 'unsafe-inline'; img-src data:; form-action 'none'\">\n"
)
_LEAST_SECRET = 4  # shorter words stand in too many other texts to be hidden by value


class EvidenceStore:
    """Keeps pages, mails and sounds of one walk.

    Args:
        context: shared by the run.
        recorder: writes the journal.

    Attributes:
        pictures: of each page by its number, where a film of the walk is wanted.
    """

    def __init__(self, context: RunContext, recorder: JournalWriter) -> None:
        self._context = context
        self._guide = context.guide
        self._recorder = recorder
        self._open: set[str] = set()  # what was typed where anybody may read it
        self._shown: dict[int, str] = {}
        self._addresses: dict[str, str] = {}
        self._recognised: tuple[Page, Classification] | None = None
        self.pictures: dict[int, bytes] = {}

    @property
    def elapsed(self) -> float:
        """Seconds since the journal's start."""
        return self._recorder.elapsed

    @property
    def next_step(self) -> int:
        """Number of the step to come."""
        return self._recorder.count(Step) + 1

    @cached_property
    def emails(self) -> frozenset[str]:
        """Addresses of the walk's people, lower case."""
        return frozenset(person.email.lower() for person in self._recorder.head.people)

    def keep_step(self, step: Step) -> Step:
        """Record a step."""
        return self._recorder.add(step)

    def foremost(self, capture: Capture) -> Capture:
        """The page of a capture that a person deals with: a modal dialog, if it is the guide's.

        A mere question or message in a dialog leaves the page around it the one at hand.
        """
        front = capture.front
        if front is None or self._recognise(front).slug is None:
            return capture
        return capture.model_copy(update={"page": front, "front": None})

    def shows(self, capture: Capture) -> str:
        """Slug of the guide's page that a capture shows; "" for none."""
        return self._recognise(self.foremost(capture).page).slug or ""

    def _recognise(self, page: Page) -> Classification:
        """The guide's page that a page was taken for; asked once for each."""
        if self._recognised is None or self._recognised[0] is not page:
            self._recognised = page, self._context.classifier.classify(page)
        return self._recognised[1]

    async def keep_page(self, capture: Capture, tab: Tab) -> PageRecord:
        """Recognise a page, learn the code it shows, and record it with its evidence."""
        number = self._recorder.count(PageRecord) + 1
        found = self._recognise(capture.page)
        code = self._learn_shown(number, found.slug, capture)
        in_pieces = bool(code) and stands_apart(capture.page, code)
        if in_pieces:
            capture = _in_one_piece(capture, code)
        self._addresses[found.slug or ""] = capture.page.url
        name = f"pages/{number:02d}-{found.slug or 'unknown'}"
        hidden = self._recorder.vault.hide(capture.html)
        html = self._recorder.keep(f"{name}.html", f"{_INERT}{hidden}".encode("utf-8", "replace"))
        picture = "" if in_pieces else await self._picture(capture, tab, number, f"{name}.png")
        await self._audit(capture, tab, number)
        return self._recorder.add(
            PageRecord(
                number=number,
                slug=found.slug or "",
                score=round(found.score, 3),
                time=self.elapsed,
                page=capture.page,
                blocked=capture.blocked,
                dialogs=capture.dialogs,
                exchanges=capture.exchanges,
                calls=capture.calls,
                html=html,
                screenshot=picture,
            )
        )

    def _learn_shown(self, number: int, slug: str | None, capture: Capture) -> str:
        for statement in self._guide.on(slug) if slug else ():
            if isinstance(statement.claim, ShownCode):
                before = _announcement(self._guide, slug or "", statement.lines)
                code = code_on_page(capture.page, before, self._known_words)
                if code:
                    self._recorder.learn(code, statement.claim.secret)
                    self._shown[number] = code
                return code
        return ""

    @cached_property
    def _known_words(self) -> frozenset[str]:
        """Words that are no codes: the guide's, and those that stand on the accounts."""
        return self._context.vocabulary | frozenset(self._facts)

    async def _picture(self, capture: Capture, tab: Tab, number: int, name: str) -> str:
        if self._context.screenshots is None:
            return ""
        if self._context.config.films:
            self.pictures[number] = await self._shot(tab)

        async def take() -> str:
            image = self.pictures.get(number) or await self._shot(tab)
            return self._recorder.keep(name, image) if image else ""

        key = fingerprint(capture.page, hide=self._bland)
        return await self._context.screenshots.once(key, take)

    async def _shot(self, tab: Tab) -> bytes:
        try:
            return await tab.screenshot(self._recorder.vault.values()) or b""
        except CaptureError:  # a page too heavy to be drawn is still read and judged
            return b""

    async def _audit(self, capture: Capture, tab: Tab, number: int) -> None:
        """Record what a page breaks of the rules of accessibility; each distinct one once."""
        if self._context.audits is None:
            return

        async def take() -> AuditRecord:
            try:
                return AuditRecord(page=number, violations=await tab.audit() or ())
            except EnvironmentFault as fault:
                return AuditRecord(page=number, problem=fault.seen)

        found = await self._context.audits.once(fingerprint(capture.page, hide=self._bland), take)
        self._recorder.add(found.model_copy(update={"page": number}))

    def _bland(self, text: str) -> str:
        """A text without what changes from person to person."""
        for fact in self._facts:
            text = text.replace(fact, "…")
        return self._recorder.vault.hide(text)

    @cached_property
    def _facts(self) -> tuple[str, ...]:
        people = self._recorder.head.people
        facts = {
            fold(fact)
            for p in people
            for fact in (p.last_name, p.first_name, p.identifier, p.email, p.siret)
            if fact
        }
        return tuple(sorted(facts, key=len, reverse=True))

    def address_of(self, page: str) -> str:
        """The address under which a page of the guide was seen last.

        Raises:
            GuideError: nobody saw it on this walk.
        """
        if page not in self._addresses:
            raise GuideError(
                "a page that somebody saw before on this walk",
                seen=page,
                remedy="Let another visitor of the scenario go there first.",
            )
        return self._addresses[page]

    def code_on(self, record: PageRecord | None) -> str:
        """The code that a recorded page shows; "" for none."""
        return self._shown.get(record.number, "") if record else ""

    def keep_mail(self, message: Mail, *, waited: bool) -> str:
        """Record a mail; returns the code in it, "" for none."""
        number = self._recorder.count(MailRecord) + 1
        in_text, in_html = self._mail_codes(message)
        message = _mail_in_one_piece(message, {in_text, in_html} - {""})
        names = {
            code: self._recorder.learn(code, "confidential-code")
            for code in (in_text, in_html)
            if code
        }
        raw = kept_letter(message, self._recorder.vault)
        self._recorder.add(
            MailRecord(
                number=number,
                time=self._recorder.elapsed_at(message.received),
                mail=message,
                file=self._recorder.keep(f"mails/{number:02d}.eml", raw),
                text_code=names.get(in_text, ""),
                html_code=names.get(in_html, ""),
                waited=waited,
            )
        )
        return in_text or in_html

    def _mail_codes(self, message: Mail) -> tuple[str, str]:
        statement = next(s for s in self._guide if isinstance(s.claim, MailCode))
        before = _announcement(self._guide, statement.page, statement.lines)
        known = self._known_words
        texts = (message.text, message.html_text)
        in_text, in_html = (code_in_mail(text, before, known) for text in texts)
        return in_text, in_html

    def keep_sound(self, resource: Resource, page: PageRecord) -> None:
        """Listen to a sound and record what was heard."""
        kind = resource.headers.get("content-type", "")
        code = self._shown.get(page.number, "")
        self._recorder.add(
            SoundRecord(
                number=self._recorder.count(SoundRecord) + 1,
                page=page.number,
                url=resource.url,
                status=resource.status,
                content_type=kind,
                headers=resource.headers,
                size=len(resource.body),
                code=self._recorder.learn(code, "certification-code") if code else "",
                audio=measure_audio(resource.body, kind),
            )
        )

    def protect(self, filling: Filling) -> None:
        """Hide what is typed into a secret field, unless it is public anyway."""
        if not filling.secret:
            self._open.add(filling.value)
        long_enough = len(filling.value) >= _LEAST_SECRET
        if filling.secret and long_enough and not self._is_public(filling.value):
            self._recorder.learn(filling.value, "typed")

    def _is_public(self, value: str) -> bool:
        people = self._recorder.head.people
        facts = {fact for p in people for fact in (p.last_name, p.first_name, p.identifier)}
        return value in facts | self._open or fold(value) in self._context.vocabulary


def _in_one_piece(capture: Capture, code: str) -> Capture:
    page, html = page_together(capture.page, code), together(capture.html, code)
    return capture.model_copy(update={"page": page, "html": html})


def _mail_in_one_piece(message: Mail, codes: set[str]) -> Mail:
    texts = {"text": message.text, "html": message.html, "html_text": message.html_text}
    for code in codes:
        texts = {name: together(text, code) for name, text in texts.items()}
    raw = message.raw
    for code in codes:
        raw = together(raw.decode("latin-1"), code).encode("latin-1")
    return message.model_copy(update={**texts, "raw": raw})


def _announcement(guide: Guide, page: str, lines: tuple[int, ...]) -> str:
    """The guide's words before a code: the sentence on the first line that it rests on."""
    for statement in guide.on(page):
        text = getattr(statement.claim, "text", "")
        if text and lines[:1] == statement.lines[:1]:
            return str(text)
    return ""
