"""The journal: the frozen record of a walk, and the only thing that checks read.

A journal is written line by line while the walk goes, so that a crash loses nothing that
was recorded. What is judged is always what was written: the judge of a live run and a
later `recheck` read the same words.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

from harness.core.folders.safe import inner_path
from harness.core.value import Count, Moment, Seconds
from harness.model.audio import AudioInfo
from harness.model.exchange import Exchange, Violation
from harness.model.fact import Fact
from harness.model.mail import Mail
from harness.model.page import Page
from harness.model.secret import Secret, Survey

File = Annotated[str, AfterValidator(inner_path)]
"""A file below the run's folder; "" for none."""

Words = str | tuple[str, ...]
"""A portal's words: one wording, several that all pass, or "" for none."""
WordMap = dict[str, Words | dict[str, Words]]
"""The guide's words, or the slug of a statement, to a portal's; under a page, of that page."""


PRESS_TWICE = "press-twice"
PRESSES = frozenset({"press", PRESS_TWICE})
"""The verbs of steps that press a button."""

REMEMBER = "remember"
"""The verb of steps that remember what the portal made up."""
ASK = "ask-again"
"""The verb of steps that press a button which then asks again, in its own place."""
UNFOLD = "unfold"
"""The verb of steps that open a closed panel, such as a menu, to reach what stands in it."""

FORGET = "forget"
"""The verb of steps that lose the session."""

MAIL_TO_ACCOUNT = "mail-to-account"
"""Code of what a scenario expected that waited for a mail to an account in vain."""


def session_of(visitor: str) -> str:
    """The session of a visitor: the windows "A" and "A/2" share the session "A"."""
    return visitor.partition("/")[0]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Person(BaseModel):
    """An account as the journal knows it, by the fields of its suite; secrets are pseudonyms."""

    model_config = ConfigDict(frozen=True, extra="allow")
    # pyrefly: ignore[bad-override]
    __pydantic_extra__: dict[str, str | bool] = Field(init=False)

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """A field of the suite's schema."""

    def value(self, field: str) -> str:
        """The text of a field; "" for one that it does not have."""
        return str((self.__pydantic_extra__ or {}).get(field, ""))

    def flag(self, field: str) -> bool | None:
        """Whether a flag is set; None for a field that is no flag."""
        value = (self.__pydantic_extra__ or {}).get(field)
        return value if isinstance(value, bool) else None


class UndeclaredChoice(_Record):
    """A secret that a scenario chose for an account, and of which the suite does not speak.

    Attributes:
        scenario: slug of the scenario.
        on: slug of the page where it is typed.
        field: slug of the statement about the field.
        opens: slug of the page that came then.
    """

    scenario: str = ""
    on: str
    field: str
    opens: str


JOURNAL_FORMAT = 1
"""Number of the format of a journal's lines."""


class Head(_Record):
    """Opens a journal.

    Attributes:
        format: number of the format of its lines.
        observes: what driver and target can show ("mailbox", "screenshots", …).
        planned: the statements that the scenario exercises, as its plan says.
        attempt: which walk of the scenario it is in its run, from 1.
        words: the target's own words for the guide's, some of them of one page alone.
        reads: how the target reads what the guide leaves open, by the slug of the statement.
        missing_pages: pages of the guide that the target does not have, as its file says.
        absent: steps, pages and roles whose paths the target does not have, each with why.
        unobservable: statements that the target cannot show, as its file says, each with why.
        undeclared: the accounts for which a scenario before chose a secret that the suite does not
            know of, by their keys.
    """

    kind: Literal["head"] = "head"
    format: int = JOURNAL_FORMAT
    scenario: Annotated[str, StringConstraints(pattern=r"^[^/\\.\x00-\x1f][^/\\\x00-\x1f]*$")]
    title: str
    target: str
    driver: str
    base_url: str
    started: Moment
    observes: frozenset[str]
    planned: tuple[str, ...]
    people: tuple[Person, ...]
    guide: str
    attempt: Count = 1
    words: WordMap = {}
    reads: dict[str, str] = {}
    missing_pages: tuple[str, ...] = ()
    absent: dict[str, str] = {}
    unobservable: dict[str, str] = {}
    undeclared: dict[str, UndeclaredChoice] = {}


class PageRecord(_Record):
    """One page as it was captured.

    Attributes:
        number: place among the pages of this journal, from 1.
        slug: the guide's page that it resembles most; "" for none.
        score: how much it resembles it, 0 to 1.
        refuses: the guide's pages whose forms it refuses, as the target file says.
        as_told: whether it has the error's status that the target file gives this page.
        time: seconds since the journal's start.
        exchanges: the requests for documents that led to it, in their order.
        calls: what its scripts asked of the portal, in its order.
        questions: texts of the dialogs that asked whether to go on; the scenario answered them.
        around: where the page is a dialog, the page around it; None for none.
        around_slug: the guide's page that this one resembles most; "" for none.
        html: file of the serialised document, below the run's folder.
        screenshot: file of the picture, below the run's folder; "" for none.
        holds: pseudonyms of the secrets that stand anywhere in the document, hidden or not.
    """

    kind: Literal["page"] = "page"
    number: Count
    slug: str
    score: Annotated[float, Field(ge=0, le=1)]
    refuses: tuple[str, ...] = ()
    as_told: bool = False
    time: Seconds
    page: Page
    blocked: bool = False
    dialogs: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    calls: tuple[Exchange, ...] = ()
    around: Page | None = None
    around_slug: str = ""
    html: File = ""
    screenshot: File = ""
    holds: tuple[str, ...] = ()

    @property
    def error(self) -> int:
        """Its status, if that tells of an error; 0 for none, and where the target file tells it."""
        return self.page.status if self.page.is_error and not self.as_told else 0

    @property
    def requests(self) -> tuple[Exchange, ...]:
        """What was asked of the portal on the way to the page."""
        return (*self.exchanges, *self.calls)


class Typed(_Record):
    """What was typed into a field, by its label; secrets are pseudonyms.

    Attributes:
        digest: of the content of a chosen file; "" where none was chosen.
    """

    label: str
    value: str
    digest: str = ""


class Step(_Record):
    """One movement of the person.

    Attributes:
        number: place among the steps, from 1.
        verb: "open", "follow", "fill", "press", "press-twice", "back", "hear" …
        words: the guide's words of what was moved ("search").
        statement: slug of the statement about what was moved; "" for none.
        trying: statements that this movement exercises.
        visitor: which person's window moved, "A" for the first.
        on: number of the page that it started from; None for none.
        led_to: number of the page that it ended on; None where it ended on none.
        typed: what was typed since the last movement (for "press") or now (for "fill").
        remembered: for "remember", what was found of what the portal made up, and `words` its name.
        passed: words of the link or button by which the person went on from a page between, which
            the guide does not have; "" for no such page.
        unasked: slug of the statement about the button that asks again, if it did not ask.
        time: seconds since the journal's start, when it began.
        duration: seconds that it took.
    """

    kind: Literal["step"] = "step"
    number: Count
    verb: str
    words: str = ""
    statement: str = ""
    trying: tuple[str, ...] = ()
    visitor: str = "A"
    on: Count | None = None
    led_to: Count | None = None
    typed: tuple[Typed, ...] = ()
    remembered: str = ""
    passed: str = ""
    unasked: str = ""
    time: Seconds = 0.0
    duration: Seconds = 0.0


class MailRecord(_Record):
    """One mail that reached an account of this journal, or that no account could be found for.

    Attributes:
        number: its place among the mails of this journal, from 1.
        slug: the guide's mail that it resembles most; "" for none.
        time: seconds since the journal's start, when it arrived.
        mail: the mail without its raw bytes; secrets are pseudonyms.
        file: file of the raw mail, below the run's folder; "" for none.
        text_code: pseudonym of the code in the text part; "" for none.
        html_code: pseudonym of the code in the HTML part; "" for none.
        waited: whether the scenario received it; False for one that came unasked.
    """

    kind: Literal["mail"] = "mail"
    number: Count
    slug: str = ""
    time: Seconds
    mail: Mail
    file: File = ""
    text_code: str = ""
    html_code: str = ""
    waited: bool = True


class SoundRecord(_Record):
    """One sound that was fetched.

    Attributes:
        code: pseudonym of the code that it should speak.
        page: number of the page that offers it.
        same_as: number of the first sound with the very same content; its own if there is none.
        two_words: how many characters of that code have a name of two words.
        confused: how many pairs of different characters the sounds so far speak by one clip.
    """

    kind: Literal["sound"] = "sound"
    number: Count
    page: Count
    url: str
    status: int
    content_type: str
    headers: dict[str, str] = {}
    size: Count
    code: str
    same_as: int = 0
    two_words: Count = 0
    confused: int = 0
    audio: AudioInfo


class FileRecord(_Record):
    """One file that was fetched; of its content, the words of a text are kept.

    Attributes:
        step: number of the step that fetched it.
        name: of the file, as a browser would save it.
        size: number of bytes.
        text: the words of a text, as far as they are kept; None for a file of another kind.
        lines: how many lines of the text are not blank.
        is_cut: whether the text goes on.
        digest: of its content; "" where the scenario had chosen no file until then.
    """

    kind: Literal["file"] = "file"
    step: int
    url: str
    status: int
    name: str
    media_type: str
    size: int
    text: str | None = None
    lines: Count = 0
    is_cut: bool = False
    digest: str = ""


class AuditRecord(_Record):
    """The rules of accessibility that one page breaks.

    Attributes:
        page: number of the page.
        problem: why they could not be tried; "" where they were.
    """

    kind: Literal["audit"] = "audit"
    page: Count
    violations: tuple[Violation, ...] = ()
    problem: str = ""


class SecretRecord(_Record):
    """A secret that the walk came to know, by its pseudonym and shape."""

    kind: Literal["secret"] = "secret"
    secret: Secret


class SurveyRecord(_Record):
    """What the codes of one kind have in common."""

    kind: Literal["survey"] = "survey"
    survey: Survey


class Blocker(_Record):
    """What the portal did that ended a scenario early.

    Attributes:
        step: number of the step that failed.
        statement: slug of the statement that the step depends on.
        expected: what should have been there.
        seen: what was there.
    """

    step: Count
    statement: str
    expected: Fact
    seen: Fact


class FaultRecord(_Record):
    """Why a walk could not go on: the environment's doing."""

    name: str
    step: Count
    expected: str
    seen: str
    remedy: str


class End(_Record):
    """Closes a journal; a journal without it was cut off.

    Attributes:
        blocker: what the portal did that ended the scenario early; None for nothing.
        fault: what broke in the environment and ended it early; None for nothing.
        unobservable: what the target does not show and the scenario needs; None for nothing.
        statement: slug of the statement about the step that would have shown it; "" for none.
    """

    kind: Literal["end"] = "end"
    duration: Seconds
    blocker: Blocker | None = None
    fault: FaultRecord | None = None
    unobservable: Fact | None = None
    statement: str = ""


_R = TypeVar("_R", bound=_Record)
Record = (
    PageRecord
    | Step
    | MailRecord
    | SoundRecord
    | FileRecord
    | SurveyRecord
    | AuditRecord
    | SecretRecord
    | End
)
_LINE: TypeAdapter[Head | Record] = TypeAdapter(
    Annotated[Head | Record, Field(discriminator="kind")]
)


class Journal(_Record):
    """The record of one walk.

    Attributes:
        end: None where the walk was cut off.
    """

    head: Head
    pages: tuple[PageRecord, ...] = ()
    steps: tuple[Step, ...] = ()
    mails: tuple[MailRecord, ...] = ()
    sounds: tuple[SoundRecord, ...] = ()
    files: tuple[FileRecord, ...] = ()
    secrets: tuple[Secret, ...] = ()
    surveys: tuple[Survey, ...] = ()
    audits: tuple[AuditRecord, ...] = ()
    end: End | None = None

    def page(self, number: int | None) -> PageRecord | None:
        """The page record of that number; None for none."""
        return self.pages[number - 1] if number and 0 < number <= len(self.pages) else None

    def secret(self, pseudonym: str) -> Secret | None:
        """What is known of a secret; None for no secret."""
        return next((s for s in self.secrets if s.pseudonym == pseudonym), None)


def assemble(head: Head, records: Iterable[Record]) -> Journal:
    """Put records into one journal, each kind in its order."""
    kept = tuple(records)
    return Journal.model_construct(
        head=head,
        pages=_of(PageRecord, kept),
        steps=_of(Step, kept),
        mails=_of(MailRecord, kept),
        sounds=_of(SoundRecord, kept),
        files=_of(FileRecord, kept),
        secrets=tuple(record.secret for record in _of(SecretRecord, kept)),
        surveys=tuple(record.survey for record in _of(SurveyRecord, kept)),
        audits=_of(AuditRecord, kept),
        end=next(iter(_of(End, kept)), None),
    )


def _of(kind: type[_R], records: tuple[Record, ...]) -> tuple[_R, ...]:
    return tuple(record for record in records if isinstance(record, kind))


def parse_line(line: str | bytes) -> Head | Record:
    """Read one line of a journal.

    Raises:
        ValueError: it is no record of a journal.
    """
    return _LINE.validate_json(line)
