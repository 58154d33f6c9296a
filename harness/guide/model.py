"""The guide as typed data: chapters, statements, exclusions."""

from collections.abc import Iterator
from functools import cached_property
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from harness.guide.claims import Action, Aspect, Claim, Labelled, MailClaim, Refusal, SoundIs
from harness.guide.profile_claims import ProfileClaim
from harness.model.finding import Level


class Statement(BaseModel):
    """One promise.

    Attributes:
        slug: stable name, `page.subject.promise`.
        lines: lines of the guide that it rests on; () for our reading of its silence.
        sentence: the guide's own words; "" for our reading.
        means: the promise in plain words, where the sentence alone does not say it.
        why: for an advised statement, why it is expected.
        level: how binding it is.
        source: of a profile's statement, what asks for it ("OWASP ASVS 5.0.0 V6.3.8").
        by_design: of a profile's statement, where the guide itself asks for the opposite.
        claim: what must hold.
        page: slug of the page that it speaks of; set by the chapter.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    slug: str
    lines: tuple[int, ...] = ()
    sentence: str = ""
    means: str = ""
    why: str = ""
    level: Level = Level.REQUIRED
    source: str = ""
    by_design: str = ""
    claim: Claim
    page: str = ""

    @model_validator(mode="after")
    def _speaks(self) -> Self:
        if not (self.sentence or self.means):
            raise ValueError(f"{self.slug}: a statement has a sentence of the guide or a meaning")
        if self.level is Level.REQUIRED and not (self.sentence and self.lines):
            raise ValueError(f"{self.slug}: a required statement quotes a line of the guide")
        if (self.level is Level.PROFILE) is not bool(self.source):
            raise ValueError(f"{self.slug}: a profile's statement names its source, no other does")
        if not (self.sentence or self.why or self.source):
            raise ValueError(f"{self.slug}: our reading says why")
        return self

    @property
    def text(self) -> str:
        """The statement in words: the guide's, else ours; a profile's with its source."""
        words = self.sentence or self.means
        return f"{words} ({self.source})" if self.source else words

    @property
    def needs(self) -> frozenset[str]:
        """What a target must show before this can be judged."""
        silent = isinstance(self.claim, Refusal) and self.claim.aspect is Aspect.NO_MAIL
        if silent or isinstance(self.claim, MailClaim):
            return frozenset({"mailbox"})
        if isinstance(self.claim, SoundIs):
            return frozenset({"sound"})
        if isinstance(self.claim, ProfileClaim):
            return self.claim.needs
        return frozenset()


class Exclusion(BaseModel):
    """Lines of the guide that promise nothing, with the reason."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lines: tuple[int, ...]
    reason: str


class Chapter(BaseModel):
    """One page (or mail) of the guide's flow.

    Attributes:
        slug: name of the page.
        title: what the guide calls it, in French.
        step: the guide's step, such as "étape 2"; "" for none.
        mail: whether this chapter is a mail, not a page.
        profile: whether this chapter is a profile, which the guide never promised.
        statements: what it promises.
        excluded: its lines that promise nothing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    slug: str
    title: str
    step: str = ""
    mail: bool = False
    profile: bool = False
    statements: tuple[Statement, ...] = ()
    excluded: tuple[Exclusion, ...] = ()


class Guide(BaseModel):
    """The whole documentation.

    Attributes:
        chapters: in the order of the flow.
        digest: SHA-256 of the data, to tell which guide judged a run.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    chapters: tuple[Chapter, ...]
    digest: str

    def __hash__(self) -> int:
        return hash(self.digest)

    def __iter__(self) -> Iterator[Statement]:  # type: ignore[override]
        """All statements in the order of the flow."""
        for chapter in self.chapters:
            yield from chapter.statements

    @cached_property
    def by_slug(self) -> dict[str, Statement]:
        """Statement of each slug."""
        return {statement.slug: statement for statement in self}

    @cached_property
    def pages(self) -> dict[str, Chapter]:
        """Chapter of each page's slug, mails included."""
        return {chapter.slug: chapter for chapter in self.chapters}

    def on(self, page: str) -> tuple[Statement, ...]:
        """The statements about one page."""
        return self.pages[page].statements

    def labels(self, page: str) -> tuple[str, ...]:
        """The labels of the fields of one page; () for a page that the guide does not have."""
        claims = (s.claim for s in self.on(page)) if page in self.pages else ()
        return tuple(claim.label for claim in claims if isinstance(claim, Labelled))

    def actions(self, page: str) -> tuple[Action, ...]:
        """The links and buttons of one page; () for a page that the guide does not have."""
        claims = (s.claim for s in self.on(page)) if page in self.pages else ()
        return tuple(claim for claim in claims if isinstance(claim, Action))
