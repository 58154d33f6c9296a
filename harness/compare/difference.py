"""The words of a comparison: what differs, where, and what the guide says of it."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from harness.model.fact import Fact
from harness.model.finding import Evidence, Level


class Ruling(StrEnum):
    """What the guide says of a difference, worst first."""

    REGRESSION = "regression"
    """The old portal kept the guide there, the new one does not."""
    BOTH_BREAK = "both-break"
    """Neither keeps the guide there, each in its own way."""
    BOTH_KEEP = "both-keep"
    """It differs where the guide is silent, or where it is kept either way."""
    IMPROVEMENT = "improvement"
    """The old portal broke the guide there, the new one keeps it."""


class Kind(StrEnum):
    """What was compared."""

    STATEMENT = "statement"
    RULE = "accepted-or-refused"
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


class Change(BaseModel):
    """One thing that is not what it was, wherever it was seen.

    Attributes:
        kind: what was compared.
        page: slug of the guide's page; the title of a page that the guide does not have.
        part: which part of it: the label of a field, the words of a link; "" for the whole.
        old: what the old portal shows, what varies replaced; "" for nothing.
        new: the same of the new one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    page: str = ""
    part: str = ""
    old: str = ""
    new: str = ""


class Sighting(BaseModel):
    """Where a change was seen: in both walks of one scenario."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    scenario: str
    old: Evidence = Evidence()
    new: Evidence = Evidence()


class Difference(BaseModel):
    """One change with all its sightings, and what the guide says of it.

    Attributes:
        change: what differs.
        ruling: what the guide says of it.
        statement: slug of the statement that it touches; "" where the guide is silent.
        sentence: of that statement.
        line: first line of the guide that it rests on; None for our reading, or for none.
        level: of that statement.
        fingerprint: by which a ledger knows it, whatever the run.
        sightings: where it was seen, the first few with their evidence.
        scenarios: slugs of all scenarios that show it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    change: Change
    ruling: Ruling
    statement: str = ""
    sentence: str = ""
    line: int | None = None
    level: Level | None = None
    fingerprint: str
    sightings: tuple[Sighting, ...] = ()
    scenarios: tuple[str, ...] = ()


class Cause(BaseModel):
    """What explains several differences at once.

    Attributes:
        fact: the cause, as a fact.
        ruling: the worst of its differences.
        differences: what it explains; each difference has one cause.
        statements: slugs of the statements touched.
        bars: slugs of the statements that can no longer be reached because of it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    fact: Fact
    ruling: Ruling
    differences: tuple[Difference, ...]
    statements: tuple[str, ...] = ()
    bars: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """By which a person names the cause: that of its first difference."""
        return self.differences[0].fingerprint
