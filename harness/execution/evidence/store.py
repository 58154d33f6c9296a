"""Stores the evidence of one scenario: its steps, pages, mails and sounds."""

from email.message import Message
from functools import cached_property
from urllib.parse import unquote, urlsplit

from harness.config.portal_words import portal_words
from harness.execution.evidence import step_events
from harness.execution.evidence.file_text import MAX_TEXT, text_of_file
from harness.execution.evidence.mails import MailEvidence
from harness.execution.evidence.pages import PageEvidence
from harness.execution.evidence.secret_policy import SecretPolicy
from harness.execution.evidence.spoken_characters import SpokenCharacters
from harness.execution.run_context import RunContext
from harness.guide.mail_claims import MailLink
from harness.journal.writer import JournalWriter
from harness.mail.parsing.structure import Part
from harness.model.exchange import Resource
from harness.model.journal import (
    FileRecord,
    MailRecord,
    PageRecord,
    Person,
    SoundRecord,
    Step,
    Typed,
)
from harness.model.mail import Mail
from harness.model.upload import digest_of
from harness.page.audio import measure_audio
from harness.planning.actor import Filling
from harness.redaction.tokens import secret_parts


class EvidenceStore:
    """The evidence of one scenario; listeners get each step and mail before redaction."""

    def __init__(
        self, context: RunContext, journal: JournalWriter, *listeners: step_events.StepListener
    ) -> None:
        self._journal = journal
        self._address = context.guide.accounts.address
        self._typed_addresses = context.typed_addresses
        self._shown_codes = context.guide.shown_codes
        self._listeners = listeners
        self._has_uploaded = False  # whether the scenario has chosen a file
        self._sounds: dict[bytes, int] = {}  # number of the first sound with a content
        self._spoken = SpokenCharacters()
        self.secrets = SecretPolicy(context.vocabulary, journal, context.guide.accounts.personal)
        self.pages = PageEvidence(context, journal, self.secrets)
        self._mails = MailEvidence(context.guide, journal, self.secrets)

    @property
    def elapsed(self) -> float:
        """Seconds since the journal's start."""
        return self._journal.elapsed

    @property
    def next_step(self) -> int:
        """Number of the next step."""
        return self._journal.count(Step) + 1

    @property
    def people(self) -> tuple[Person, ...]:
        """The scenario's accounts; their secrets are pseudonyms."""
        return self._journal.head.people

    @property
    def emails(self) -> frozenset[str]:
        """E-mail addresses of the scenario's accounts, and those it alone typed, lower case."""
        return self._emails_of_accounts | self._typed_addresses.of(self._journal.head.scenario)

    def may_have_sent(self, mail: Mail) -> bool:
        """Whether a mail may be this scenario's: to one of its addresses, or to nobody's."""
        to = mail.addressed_to
        return bool(to & self.emails) or not any(map(self._typed_addresses.knows, to))

    @cached_property
    def _emails_of_accounts(self) -> frozenset[str]:
        return frozenset(one.value(self._address).lower() for one in self.people)

    def learn_typed(self, filling: Filling) -> None:
        """Learn what is about to be typed: a secret, or an address to which mails may go."""
        self._has_uploaded = self._has_uploaded or filling.file is not None
        self.secrets.learn_typed(filling)
        self._typed_addresses.note(self._journal.head.scenario, filling.value)

    def start_step(
        self, verb: str, visitor: str, page: PageRecord | None, typed: tuple[Typed, ...]
    ) -> None:
        """Tell the listeners that a movement begins, from a page and with what was typed."""
        started = step_events.StepStarted(verb, visitor, page.slug if page else "", typed)
        for listen_to in self._listeners:
            listen_to(started)

    def record_step(self, step: Step, page: PageRecord | None, led_to: PageRecord | None) -> Step:
        """Record a step between two pages (None for none); returns it with its secrets redacted."""
        recorded = self._journal.add(step)
        event = step_events.StepRecorded(
            step=step,
            page=page.slug if page else "",
            led_to=led_to.slug if led_to else "",
            code=self.pages.code_on(led_to),
        )
        for listen_to in self._listeners:
            listen_to(event)
        return recorded

    def kind_of(self, mail: Mail) -> str:
        """Slug of the guide's mail that a mail resembles most; "" for none."""
        return self._mails.kind_of(mail)

    def learn_wrong_token(self, url: str, claim: MailLink) -> None:
        """Learn the wrong token of a link, so that it stands under one name in every run."""
        for part in self.secrets.private(secret_parts(url, claim.address)):
            self._journal.learn(part, "wrong-token")

    def record_mail(self, mail: Mail, *, waited: bool, kind: str = "") -> str:
        """Record a mail, and whether a step waited for it; returns the code in it, "" for none.

        It is taken for the guide's mail `kind`; "" for the most alike.
        """
        code, secret = self._mails.record(mail, waited=waited, kind=kind)
        for listen_to in self._listeners:
            listen_to(step_events.MailRecorded(mail.addressed_to, code, secret))
        return code

    @property
    def last_mail(self) -> MailRecord:
        """The mail that was recorded last; its secrets are pseudonyms."""
        return self._journal.journal().mails[-1]

    def record_file(self, resource: Resource) -> None:
        """Record what a fetched file is, and the words of a text."""
        url = urlsplit(resource.url)
        head = Message()
        head["content-type"] = resource.headers.get("content-type", "")
        head["content-disposition"] = resource.headers.get("content-disposition", "")
        name = Part(head).name or unquote(url.path.rpartition("/")[2])
        text = text_of_file(resource.body, name, resource.headers.get("content-type", ""))
        self._journal.add(
            FileRecord(
                step=self.next_step,
                url=resource.url,
                status=resource.status,
                name=name,
                media_type=head.get_content_type(),
                size=len(resource.body),
                text=None if text is None else text[:MAX_TEXT],
                lines=sum(1 for line in (text or "").splitlines() if line.strip()),
                is_cut=text is not None and len(text) > MAX_TEXT,
                digest=digest_of(resource.body) if self._has_uploaded else "",
            )
        )

    def record_sound(self, resource: Resource, page: PageRecord) -> None:
        """Record a sound and what can be heard in it."""
        content_type = resource.headers.get("content-type", "")
        code, number = self.pages.code_on(page), self._journal.count(SoundRecord) + 1
        kind = self._shown_codes.get(page.slug, "code")
        self._journal.add(
            SoundRecord(
                number=number,
                page=page.number,
                url=resource.url,
                status=resource.status,
                content_type=content_type,
                headers=resource.headers,
                size=len(resource.body),
                code=self._journal.learn(code, kind) if code else "",
                same_as=self._sounds.setdefault(resource.body, number),
                two_words=sum(map(portal_words().letters_of_two_words.__contains__, code)),
                confused=self._spoken.hear(code, resource.body),
                audio=measure_audio(resource.body, content_type),
            )
        )
