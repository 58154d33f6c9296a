"""The values of a comparison: what differs, what explains it, and the comparison as a whole."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from harness.core.value import Value
from harness.model.fact import Fact
from harness.model.finding import Evidence, Finding, Level


class Ruling(StrEnum):
    """What the guide says of a difference, worst first."""

    REGRESSION = "regression"
    """The old portal keeps the guide there, the new one does not."""
    BOTH_BREAK = "both-break"
    """Neither keeps the guide there, each in another way."""
    BOTH_KEEP = "both-keep"
    """The guide says nothing of it, or both portals keep the guide."""
    IMPROVEMENT = "improvement"
    """The old portal breaks the guide there, the new one keeps it."""


class DifferenceKind(StrEnum):
    """What was compared."""

    STATEMENT = "statement"
    RULE = "accepted-or-refused"
    REFUSED_BY = "refused-by"
    PATH = "way"
    TEXT = "text"
    TITLE = "title"
    HEADING = "heading"
    MESSAGE = "message"
    LABEL = "label"
    FIELD = "field"
    MARK = "mark"
    MANDATORY = "mandatory"
    TYPE = "type"
    LENGTH = "length"
    PATTERN = "pattern"
    OPTIONS = "options"
    DEFAULT = "default"
    HELP = "help"
    PLACEHOLDER = "placeholder"
    GROUP = "group"
    ORDER = "order"
    STATE = "state"
    HIDDEN = "hidden-field"
    BUTTON = "button"
    LINK = "link"
    TARGET = "where-it-leads"
    ADDRESS = "address"
    FRAMES = "frames"
    DIALOG = "dialog"
    LANGUAGE = "language"
    CHARSET = "character-set"
    STATUS = "status"
    REDIRECTS = "redirects"
    COOKIE = "cookie"
    HEADER = "header"
    CODE = "code"
    MAIL = "mail"
    MAIL_HEADER = "mail-header"
    MAIL_TEXT = "mail-text"
    MAIL_PARTS = "mail-parts"
    MAIL_LINK = "mail-link"
    SOUND = "sound"
    ACCESSIBILITY = "accessibility"
    TYPOGRAPHY = "typography"
    UNICODE = "unicode-form"
    MOJIBAKE = "mojibake"


STEP_KINDS = frozenset(
    {
        *(DifferenceKind.RULE, DifferenceKind.REFUSED_BY, DifferenceKind.PATH),
        DifferenceKind.MAIL,
    }
)
"""Kinds that say what came of a step; both portals show something then."""
_FIRST = STEP_KINDS | {
    *(DifferenceKind.CODE, DifferenceKind.MAIL_HEADER, DifferenceKind.MAIL_TEXT),
    *(DifferenceKind.MAIL_PARTS, DifferenceKind.MAIL_LINK, DifferenceKind.SOUND),
    *(DifferenceKind.MESSAGE, DifferenceKind.DIALOG, DifferenceKind.TARGET),
}
_LAST = frozenset(
    {
        *(DifferenceKind.HEADER, DifferenceKind.COOKIE, DifferenceKind.STATUS),
        *(DifferenceKind.REDIRECTS, DifferenceKind.CHARSET, DifferenceKind.LANGUAGE),
        *(DifferenceKind.HIDDEN, DifferenceKind.ADDRESS, DifferenceKind.FRAMES),
        *(DifferenceKind.TYPOGRAPHY, DifferenceKind.UNICODE),
    }
)


def importance(kind: DifferenceKind) -> int:
    """How soon a report shows a kind: 0 for rules, ways and mails, 1 for pages, 2 for the wire."""
    return 0 if kind in _FIRST else 2 if kind in _LAST else 1


Shown = str | Fact
"""What a portal shows: its own text with what varies replaced, or what we say of it."""


class Change(Value):
    """One thing that differs, wherever it was observed.

    Attributes:
        page: slug of the guide's page; the title of a page that the guide does not have.
        part: which part of it: the label of a field, the text of a link, the name of a header;
            "" for the whole page.
        old: what the old portal shows; "" for nothing.
        new: what the new portal shows; "" for nothing.
        mail: slug of the guide's mail that it is in; "" for none, or where nobody knows.
    """

    kind: DifferenceKind
    page: str = ""
    part: str = ""
    old: Shown = ""
    new: Shown = ""
    mail: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """What both portals show, as far as it is their own text."""
        return tuple(one for one in (self.old, self.new) if isinstance(one, str) and one)


class Occurrence(Value):
    """Where a change was observed: in the journals of one scenario on both portals.

    Attributes:
        scene: the step, the page or the mail; None where the journals name none.
        old: the evidence on the old portal.
        new: the same on the new one.
    """

    scenario: str
    scene: Fact | None = None
    old: Evidence = Evidence()
    new: Evidence = Evidence()


class Difference(Value):
    """One change with all its occurrences, and what the guide says of it.

    Attributes:
        ruling: what the guide says of it.
        statement: slug of the statement that it touches; "" if the guide says nothing of it.
        sentence: of that statement; a fact for our reading.
        means: what it promises, in plain words; None where its own words say it.
        line: first line of the guide for that statement; None for none.
        fingerprint: identifies the difference in a ledger; the same in each run.
        occurrences: where it was observed; the first few only.
        scenarios: slugs of all scenarios that show it.
    """

    change: Change
    ruling: Ruling
    statement: str = ""
    sentence: str | Fact = ""
    means: Fact | None = None
    line: int | None = None
    level: Level | None = None
    fingerprint: str
    occurrences: tuple[Occurrence, ...] = ()
    scenarios: tuple[str, ...] = ()

    @property
    def is_verdict(self) -> bool:
        """Whether it is about a statement that a portal breaks, not about what portals show."""
        return self.change.kind is DifferenceKind.STATEMENT

    @property
    def binding(self) -> int:
        """How binding its statement is: 0 for required, more for less and for none."""
        broken = self.level if self.ruling is not Ruling.BOTH_KEEP else None
        return list(Level).index(broken) if broken else len(Level)


class DifferenceCause(Value):
    """What explains several differences at once.

    Attributes:
        ruling: the worst of its differences.
        differences: what it explains; each difference has one cause.
        statements: slugs of the statements touched.
        blocked: slugs of the statements that can no longer be reached because of it.
    """

    fact: Fact
    ruling: Ruling
    differences: tuple[Difference, ...]
    statements: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()

    @property
    def lead(self) -> Difference:
        """The difference that tells it best: a broken statement, the most binding one first."""
        return min(self.differences, key=lambda one: (not one.is_verdict, one.binding))

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Slugs of all scenarios that show it."""
        return tuple(dict.fromkeys(slug for one in self.differences for slug in one.scenarios))

    @property
    def weight(self) -> tuple[int, ...]:
        """How soon a report shows it, the smallest first.

        By the ruling, then by how binding its statements are, by what people meet first, by what
        it blocks, and by what it explains.
        """
        kinds = {d.change.kind for d in self.differences if not d.is_verdict}
        return (
            list(Ruling).index(self.ruling),
            min(one.binding for one in self.differences),
            min(map(importance, kinds), default=0),
            -len(self.blocked),
            -len(self.differences),
        )

    @property
    def fingerprint(self) -> str:
        """Names the cause: the fingerprint of its first difference."""
        return self.differences[0].fingerprint


class ComparedPortal(Value):
    """One of the two portals.

    Attributes:
        driver: that the scenarios ran with.
        runs: how many runs of it were read.
        folder: of its run, relative to the comparison's folder; "" for none.
    """

    name: str
    driver: str
    runs: int = 1
    folder: str = ""


class SharedFailure(Value):
    """A statement that both portals break in the same way: no difference."""

    statement: str
    sentence: str | Fact
    line: int | None
    seen: Fact
    scenarios: tuple[str, ...]


class Timing(Value):
    """How long one movement took on both portals; information only, part of no verdict.

    Attributes:
        old: median in seconds.
        new: median in seconds.
        samples: how many measurements each portal has, at least.
        effect: Cliff's delta: 1 if the new portal is slower each time, -1 if it is faster,
            near 0 if noise explains the difference.
    """

    movement: Fact
    old: float
    new: float
    samples: int
    effect: float


class ScreenshotPair(Value):
    """Screenshots of one page of the guide on both portals: files below the runs' folders."""

    page: str
    old: str
    new: str


class Gap(Value):
    """A scenario that was planned and is not compared, because a portal has no journal of it.

    Attributes:
        old: why the old portal has none; "" if it has one.
        new: the same of the new portal.
    """

    scenario: str
    old: Shown = ""
    new: Shown = ""

    @property
    def on_neither(self) -> bool:
        """Whether no portal has a journal of it."""
        return bool(self.old and self.new)


class NotCompared(Value):
    """Statements that a portal could not show and the other one could, for one reason.

    Attributes:
        on_old: whether it is the old portal that could not.
    """

    on_old: bool
    reason: Fact
    statements: tuple[str, ...]


class Comparison(Value):
    """Two portals compared.

    Attributes:
        scenarios: slugs of the scenarios that both portals have a journal of.
        gaps: planned scenarios that are not compared.
        pages: slugs of the guide's pages that the old portal showed.
        titles: what the guide calls its pages, by their slugs.
        roles: what the role of the account is called that a scenario plays, by its slug.
        guide_language: of the guide's sentences, such as "fr"; "" for one that is not known.
        causes: what explains the differences, the worst first.
        shared_failures: statements that both portals break in the same way.
        unobserved: statements that one portal could not show, and that no scenario compared.
        faults: what broke outside the portals; a comparison with faults proves nothing.
        screenshots: of the same pages, old and new.
    """

    old: ComparedPortal
    new: ComparedPortal
    scenarios: tuple[str, ...]
    gaps: tuple[Gap, ...] = ()
    pages: tuple[str, ...] = ()
    titles: Mapping[str, str] = {}
    roles: Mapping[str, Shown] = {}
    guide_language: str = ""
    causes: tuple[DifferenceCause, ...] = ()
    shared_failures: tuple[SharedFailure, ...] = ()
    unobserved: tuple[NotCompared, ...] = ()
    faults: tuple[Finding, ...] = ()
    times: tuple[Timing, ...] = ()
    screenshots: tuple[ScreenshotPair, ...] = ()

    @property
    def not_compared(self) -> int:
        """How many statements one portal could not show."""
        return len({slug for some in self.unobserved for slug in some.statements})

    @property
    def has_one_driver(self) -> bool:
        """Whether both portals were used by the same driver."""
        return self.old.driver == self.new.driver or not (self.old.driver and self.new.driver)

    @property
    def planned(self) -> int:
        """How many scenarios there were to compare."""
        return len(self.scenarios) + len(self.gaps)

    @property
    def differences(self) -> Iterator[Difference]:
        """All differences, cause by cause."""
        return (difference for cause in self.causes for difference in cause.differences)

    @property
    def sentences(self) -> dict[str, str | Fact]:
        """The words of the statements that a portal breaks, by their slugs."""
        alike = {one.statement: one.sentence for one in self.shared_failures}
        return alike | {one.statement: one.sentence for one in self.differences}

    def title(self, page: str) -> str:
        """What the guide calls a page; the name itself of one that it does not have."""
        return self.titles.get(page, page)

    def having(self, ruling: Ruling) -> tuple[Difference, ...]:
        """The differences with a ruling."""
        return tuple(d for d in self.differences if d.ruling is ruling)
