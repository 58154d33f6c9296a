"""The input of a check: the guide, one journal, and what is computed of them once."""

from functools import cached_property
from itertools import pairwise
from urllib.parse import urlsplit

from harness.core.text import fold
from harness.guide.claims import Claim, Labelled, Refused
from harness.guide.model import Guide
from harness.guide.one_form import CERTIFICATION, FIELD
from harness.model.fact import Fact, fact, quote
from harness.model.finding import Evidence
from harness.model.journal import Journal, MailRecord, PageRecord, Person, Step
from harness.model.page import Field
from harness.page.find import find_field
from harness.page.search import PageText

_PERSONAL = (
    *("identifier", "email", "last_name", "first_name"),
    *("siret", "bcr", "contract", "question"),
)

_SERVER_ERROR = 500  # statuses from here on tell that the server failed


class Case:
    """One journal that is judged by a guide."""

    def __init__(self, guide: Guide, journal: Journal) -> None:
        self.guide = guide
        self.journal = journal
        self._readings: dict[int, PageText] = {}

    def reading(self, record: PageRecord) -> PageText:
        """The folded texts of a page, made once for all checks."""
        if record.number not in self._readings:
            self._readings[record.number] = PageText(record.page)
        return self._readings[record.number]

    def after(self, step: Step) -> PageRecord | None:
        """The page that a step led to."""
        return self.journal.page(step.led_to)

    def before(self, step: Step) -> PageRecord | None:
        """The page that a step started from."""
        return self.journal.page(step.on)

    def field_statement(self, page: str, label: str) -> str:
        """Slug of the statement that a page has a field with that label; "" for none."""
        for statement in self.guide.on(page):
            claim = statement.claim
            if isinstance(claim, Labelled) and fold(claim.label) == fold(label):
                return statement.slug
        return ""

    def secret_labels(self, page: str) -> frozenset[str]:
        """Folded labels of the fields of a page whose content is secret."""
        claims = (s.claim for s in self.guide.on(page)) if page in self.guide.pages else ()
        return frozenset(fold(c.label) for c in claims if isinstance(c, Labelled) and c.secret)

    def find_field(self, page: PageRecord, label: str) -> Field | None:
        """The field of a page with the guide's label; None for none."""
        return find_field(page.page, label, self.guide.labels(page.slug))

    def tried(self, step: Step) -> tuple[Claim, ...]:
        """The claims that a step tries; statements that the guide no longer has are skipped."""
        known = self.guide.by_slug
        return tuple(known[slug].claim for slug in step.trying if slug in known)

    def refusals(self, step: Step) -> tuple[Refused, ...]:
        """The refusals that a step tries."""
        return tuple(claim for claim in self.tried(step) if isinstance(claim, Refused))

    def was_refused(self, step: Step) -> bool:
        """Whether the step tried a refusal, and the portal refused."""
        after = self.after(step)
        met = after is not None and any(c.page == after.slug for c in self.refusals(step))
        return met and not self.broke(step)

    def gives_certification(self, step: Step) -> bool:
        """Whether a step entered the certification code in the login window."""
        code = self.guide.by_slug.get(FIELD)
        if code is None or code.page == CERTIFICATION or not isinstance(code.claim, Labelled):
            return False
        return any(fold(entry.label) == fold(code.claim.label) for entry in step.typed)

    def certifies(self, step: Step) -> bool:
        """Whether a step tried the certification code in the login window."""
        of_it = (slug.partition(".")[0] == CERTIFICATION for slug in step.trying)
        return self.gives_certification(step) and any(of_it)

    def broke(self, step: Step) -> int:
        """The status of a server error on what the step sent; 0 for none.

        The portal may show a page of the guide all the same.
        """
        after = self.after(step)
        if after is None:
            return 0
        sent = (
            one for one in after.requests if one.method != "GET" and one.status >= _SERVER_ERROR
        )
        here = urlsplit(after.page.url).netloc
        return next((one.status for one in sent if urlsplit(one.url).netloc == here), 0)

    def person(self, step: Step) -> Person | None:
        """The account whose form a step sent: the one with most of the typed values."""
        typed = {entry.value for entry in step.typed if entry.value}
        people = self.journal.head.people
        return max(people, key=lambda person: len(typed & _values_of(person)), default=None)

    @cached_property
    def names(self) -> dict[str, str]:
        """The texts of this run alone (its address, its accounts), each with a name for it."""
        base = self.journal.head.base_url.rstrip("/")
        found = {base: "portal", base.partition("://")[2]: "portal"} if base else {}
        for number, person in enumerate(self.journal.head.people, start=1):
            for name in _PERSONAL:
                found.setdefault(getattr(person, name), f"{name} of person {number}")
        return found

    @cached_property
    def movements(self) -> tuple[Step, ...]:
        """The steps that made a movement, in order of time."""
        return tuple(step for step in self.journal.steps if step.verb not in {"receive", "fill"})

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

    def mail_evidence(self, mail: MailRecord) -> Evidence:
        """The evidence of a mail."""
        return Evidence(mail=mail.number, files=(mail.file,) if mail.file else ())


def _values_of(person: Person) -> set[str]:
    return {str(value) for value in person.model_dump().values()}


def page_fact(record: PageRecord | None, guide: Guide) -> Fact:
    """A page as a fact: the guide's name of it, or its title and status."""
    if record is None:
        return fact("no-page")
    if record.slug in guide.pages:
        return fact("page", title=guide.pages[record.slug].title, page=record.slug)
    page = record.page
    if title := page.title or next((text.text for text in page.texts), ""):
        return fact("unknown-page", title=quote(title), status=page.status)
    return fact("unknown-empty-page", status=page.status)
