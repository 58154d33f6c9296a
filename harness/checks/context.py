"""The input of a check: the guide, one journal, and what is computed of them once."""

import re
from collections.abc import Collection
from functools import cached_property
from itertools import chain, pairwise

from harness.checks.outcome import Outcome
from harness.core.text import fold
from harness.core.url import split
from harness.guide.claims import Action, Claim, Refused
from harness.guide.model import Guide
from harness.guide.worded import HOST
from harness.model.fact import Fact, fact, quote, quotes
from harness.model.finding import HAD_BEFORE, Evidence
from harness.model.journal import (
    ASK,
    REMEMBER,
    UNFOLD,
    Journal,
    MailRecord,
    PageRecord,
    Person,
    Step,
)
from harness.model.page import Field
from harness.page.alignment import Place, alignments
from harness.page.find import find_named_field
from harness.page.search import PageText

_NO_MOVEMENTS = frozenset({"receive", "fill", "download", ASK, UNFOLD, REMEMBER})
PSEUDONYM = re.compile("‹[a-z0-9-]+›")
"""What stands for a secret in a journal."""

_MIN_TELLING = 3  # characters of a value that stands for nothing else
_SERVER_ERROR = 500  # statuses from here on tell that the server failed
_NOT_FOUND = 404
REFUSING = frozenset(range(400, _SERVER_ERROR)) - {_NOT_FOUND, 405, 410}
"""Statuses that refuse a form; the others say that there is no such page, or that it failed."""


class Case:
    """One journal that is judged by a guide."""

    def __init__(self, guide: Guide, journal: Journal) -> None:
        self.guide = guide
        self.journal = journal
        self._readings: dict[int, PageText] = {}  # by the identity of the page
        self.told: dict[int, list[str]] = {}
        """The messages of each refusal, by the number of its step."""

    @property
    def runs_scripts(self) -> bool:
        """Whether the driver ran the scripts of the pages."""
        return "javascript" in self.journal.head.observes

    def reading(self, record: PageRecord) -> PageText:
        """The folded texts of a page, made once for all checks."""
        page = record.page  # the same record may stand for the page around a dialog
        if id(page) not in self._readings:
            self._readings[id(page)] = PageText(page)
        return self._readings[id(page)]

    def aligned(self, record: PageRecord, page: str) -> dict[Place, str]:
        """What a page shows in the place of the guide's words on one of its pages."""
        return alignments(self.guide).of(page, record.page)

    def after(self, step: Step) -> PageRecord | None:
        """The page that a step led to."""
        return self.journal.page(step.led_to)

    def before(self, step: Step) -> PageRecord | None:
        """The page that a step started from."""
        return self.journal.page(step.on)

    def field_statement(self, page: str, label: str) -> str:
        """Slug of the statement that a page has a field with that label; "" for none."""
        fields = self.guide.fields_of(page)
        named = (s for s, claim in fields if self.guide.name_of_field(page, claim) == label)
        worded = (s for s, claim in fields if fold(label) in map(fold, claim.wordings))
        return next((one.slug for one in chain(named, worded)), "")

    def secret_labels(self, page: str) -> frozenset[str]:
        """Folded names of the fields of a page whose content is secret."""
        fields = self.guide.fields_of(page) if page in self.guide.pages else ()
        secret = (claim for _, claim in fields if claim.secret)
        return frozenset(fold(self.guide.name_of_field(page, c)) for c in secret)

    def barred(self, subject: object) -> Outcome | None:
        """For a step that cannot be judged, the outcome; None for any other.

        An earlier one made it impossible; or it chose a secret that the account has had before,
        and the portal refused that.
        """
        end, steps = self.journal.end, self.journal.steps
        if end and end.unobservable and end.unobservable.code == HAD_BEFORE:
            is_last = bool(steps) and subject is steps[-1]
            return Outcome(ok=None, seen=end.unobservable) if is_last else None
        if end is None or end.blocker is None or not steps or subject is not steps[-1]:
            return None
        cause, last = end.blocker.statement, steps[-1]
        if not last.trying or cause in {*last.trying, last.statement}:
            return None
        return Outcome(ok=None, blocked_by=cause, evidence=self.step_evidence(last))

    def find_field(self, page: PageRecord, label: str, kinds: Collection[str] = ()) -> Field | None:
        """The field of a page with the guide's name; None for none."""
        return find_named_field(page.page, self.guide, page.slug, label, kinds)

    def form_used(self, page: PageRecord, claim: Action) -> str:
        """The form of a page that was filled in before its button was pressed; "" for none."""
        known = self.guide.by_slug
        fields = (
            self.find_field(page, entry.label)
            for step in self.journal.steps
            if step.on == page.number and step.statement in known
            if getattr(known[step.statement].claim, "label", "") == claim.label
            for entry in reversed(step.typed)
        )
        return next((field.form for field in fields if field), "")

    def tried(self, step: Step) -> tuple[Claim, ...]:
        """The claims that a step tries; statements that the guide no longer has are skipped."""
        known = self.guide.by_slug
        return tuple(known[slug].claim for slug in step.trying if slug in known)

    def refusals(self, step: Step) -> tuple[Refused, ...]:
        """The refusals that a step tries."""
        return tuple(claim for claim in self.tried(step) if isinstance(claim, Refused))

    def broke(self, step: Step) -> int:
        """The status of a server error on what the step sent, or of its page; 0 for none.

        The portal may show a page of the guide all the same. The status that the target file gives
        the page is none.
        """
        after = self.after(step)
        if after is None:
            return 0
        if after.slug and after.error >= _SERVER_ERROR:
            return after.error
        told = after.page.status if after.as_told else None
        sent = (
            one
            for one in after.requests
            if one.method != "GET" and one.status >= _SERVER_ERROR and one.status != told
        )
        here = split(after.page.url).host
        return next((one.status for one in sent if split(one.url).host == here), 0)

    def error_of(self, step: Step) -> int:
        """The error's status of a page of the guide that a step led to; 0 for none.

        A form that comes again may come with the status of a refusal.
        """
        after, before = self.after(step), self.before(step)
        if after is None or not after.slug or not after.error:
            return 0
        status = after.error
        is_again = bool(step.typed) and before is not None and before.slug == after.slug
        return 0 if is_again and status in REFUSING else status

    def person(self, step: Step) -> Person | None:
        """The account whose form a step sent: the one with most of the typed values."""
        return max(
            self.journal.head.people, key=lambda person: _typed_of(person, step), default=None
        )

    @cached_property
    def names(self) -> dict[str, str]:
        """The texts of this run alone (its address, its accounts), each with a name for it."""
        base = self.journal.head.base_url.rstrip("/")
        found = {base: "portal", base.partition("://")[2]: "portal"} if base else {}
        for number, person in enumerate(self.journal.head.people, start=1):
            for name in self.guide.accounts.texts:
                found.setdefault(person.value(name), f"{name} of person {number}")
        for step in self.journal.steps:
            if len(step.remembered) >= _MIN_TELLING:
                found.setdefault(step.remembered, f"remembered {step.words}")
        return found

    @cached_property
    def detours(self) -> tuple[str, ...]:
        """The statements about the movements that led to another page than they should."""
        return tuple(dict.fromkeys(filter(None, map(self._missed, self.journal.steps))))

    def _missed(self, step: Step) -> str:
        """The statement about a movement that led to another page than it should; "" for none."""
        after = self.after(step)
        if step.verb == ASK:
            return ""
        pages = {getattr(claim, "page", "") for claim in self.tried(step)}
        slug = step.trying[0] if step.trying else step.statement
        if not step.trying and (statement := self.guide.by_slug.get(slug)):
            pages = {getattr(statement.claim, "to", "")}
            reading = self.guide.destinations.get(slug)
            slug = reading.slug if reading else slug
        return slug if after and pages - {"", after.slug} else ""

    @cached_property
    def movements(self) -> tuple[Step, ...]:
        """The steps that made a movement, in order of time."""
        return tuple(step for step in self.journal.steps if step.verb not in _NO_MOVEMENTS)

    @cached_property
    def mails_of(self) -> dict[int, tuple[MailRecord, ...]]:
        """The mails that arrived before the next movement, by the number of each movement."""
        mails = sorted(self.journal.mails, key=lambda mail: mail.time)
        spans: dict[int, tuple[MailRecord, ...]] = {}
        for step, following in pairwise((*self.movements, None)):
            if step:
                end = following.time if following else float("inf")
                spans[step.number] = tuple(m for m in mails if step.time <= m.time < end)
        return spans

    def owner(self, record: PageRecord) -> Person | None:
        """The account that a page is shown to: the one that logged in last, else the first."""
        step = next((s for s in self.journal.steps if s.led_to == record.number), None)
        if step is None:
            return None
        people = self.journal.head.people
        known = {person.value(self.guide.accounts.key): person for person in people}
        logins = [
            known[entry.value]
            for s in self.journal.steps[: step.number]
            if s.visitor == step.visitor
            for entry in s.typed
            if entry.value in known
        ]
        return logins[-1] if logins else next(iter(people), None)

    def is_of(self, mail: MailRecord, kind: str) -> bool:
        """Whether a mail is one of the guide's; where the guide has a single one, any mail is."""
        return mail.slug == kind or len(self.guide.mails) == 1

    def addressee(self, record: MailRecord) -> Person | None:
        """The account that a mail is for; the first one if it is for none."""
        got, people = record.mail.addressed_to, self.journal.head.people
        return next((p for p in people if self.address(p) in got), people[0] if people else None)

    def address(self, person: Person) -> str:
        """The e-mail address of an account as mails are compared by it."""
        return person.value(self.guide.accounts.address).lower()

    def values_for(self, subject: object) -> dict[str, str]:
        """What words take from the portal's address, and from the account that they are about."""
        person = self.person_of(subject)
        host = {HOST: self.journal.head.base_url.partition("://")[2].rstrip("/")}
        names = person.model_dump() if person else {}
        return host | {name: str(value) for name, value in names.items()}

    def person_of(self, subject: object) -> Person | None:
        """The account that a page, a step or a mail is about."""
        if isinstance(subject, MailRecord):
            return self.addressee(subject)
        if isinstance(subject, PageRecord):
            return self.owner(subject)
        if isinstance(subject, Step):
            person, after = self.person(subject), self.after(subject)
            is_typed = person is not None and _typed_of(person, subject) > 0
            return person if is_typed or after is None else self.owner(after)
        return next(iter(self.journal.head.people), None)

    def page_evidence(self, record: PageRecord | None, ref: str = "") -> Evidence:
        """The evidence of a page."""
        if record is None:
            return Evidence()
        files = tuple(filter(None, (record.html, record.screenshot)))
        return Evidence(page=record.number, ref=ref, files=files)

    def step_evidence(self, step: Step) -> Evidence:
        """The evidence of a step: the page that it led to."""
        page = self.page_evidence(self.after(step) or self.before(step))
        return page.model_copy(update={"step": step.number})

    def mail_evidence(self, mail: MailRecord, step: Step | None = None) -> Evidence:
        """The evidence of a mail; of a step, too, where what is told is that this step sent it."""
        files = (mail.file,) if mail.file else ()
        return Evidence(step=step.number if step else None, mail=mail.number, files=files)


def _typed_of(person: Person, step: Step) -> int:
    """How many values of an account were typed before a step."""
    typed = {entry.value for entry in step.typed if entry.value}
    return len(typed & {*map(str, person.model_dump().values())})


def page_fact(record: PageRecord | None, guide: Guide) -> Fact:
    """A page as a fact: the guide's name of it, or its title and status.

    A page of its own that refuses a form, as the target file says, is told as such.
    """
    if record is None:
        return fact("no-page")
    page = record.page
    title = page.title or next((text.text for text in page.texts), "")
    refused = [guide.pages[slug].title for slug in record.refuses if slug in guide.pages]
    if refused and record.slug not in record.refuses:
        return fact("page-of-refusal", title=quote(title), places=quotes(refused))
    if record.slug in guide.pages:
        return fact("page", title=guide.pages[record.slug].title, page=record.slug)
    if title:
        return fact("unknown-page", title=quote(title), status=page.status)
    return fact("unknown-empty-page", status=page.status)
