"""The guide as typed data: chapters, statements, exclusions."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Literal, Self, TypeVar

from pydantic import Field, model_validator

from harness.core.text import without_emphasis
from harness.core.value import Value
from harness.guide.claims import (
    Action,
    Aspect,
    Claim,
    Destination,
    Labelled,
    Refusal,
    ShownCode,
    SoundIs,
)
from harness.guide.mail_claims import MailClaim, MailCode
from harness.guide.named_fields import NamedField, name_of, named_fields
from harness.guide.profile_claims import ProfileClaim
from harness.model.fact import Fact, fact, quote
from harness.model.finding import Level
from harness.suite.account_schema import AccountSchema
from harness.suite.bilingual import Bilingual
from harness.suite.flow import FlowHints
from harness.suite.folded_page import FoldedPage
from harness.suite.noun import Noun, a_secret, the_secret

_C = TypeVar("_C", Labelled, Action)


class Statement(Value):
    """One promise.

    Attributes:
        slug: stable name, `page.subject.promise`.
        lines: lines of the guide that it rests on; () for our reading.
        sentence: the guide's own words; "" for our reading.
        means: the promise in plain words, if the sentence alone does not say it; None for none.
        why: for an advised statement, why it is expected.
        level: how binding it is.
        source: for a profile's statement, what asks for it ("OWASP ASVS 5.0.0 V6.3.8").
        group: name of the statements that a report tells as one if they are broken; "" for none.
        group_title: what those statements are together; None if the guide does not say.
        accepted: why the target file accepts that it is broken: the portal does not have it
            ("absent"), or reads the guide otherwise ("reading"); "" if it does not accept it.
        by_design: for a profile's statement, how the guide asks for the opposite; None if it
            does not.
        claim: what must hold.
        computed: whether the words of the claim are what the portal works out or has stored, such
            as a size or a sample text, so that the document need not have them.
        behind: slug of the link or button of its page, such as a tab or a menu, that shows it: it
            is judged where a step has just used that one; "" where it stands on the page as it
            opens.
        after: slug of a statement about a step: what the page shows is judged where a scenario has
            just tried that one; "" where it holds whenever the page is shown.
        page: slug of the page that it is about; the chapter sets it.
        guide_words: in a portal's words, the guide's words that each wording stands for.
    """

    slug: str
    lines: tuple[int, ...] = ()
    sentence: str = ""
    means: Bilingual | None = None
    why: Bilingual | None = None
    level: Level = Level.REQUIRED
    source: str = ""
    by_design: Bilingual | None = None
    group: str = ""
    group_title: Fact | None = None
    accepted: Literal["", "absent", "reading"] = ""
    claim: Claim
    computed: bool = False
    behind: str = ""
    after: str = ""
    page: str = ""
    guide_words: Mapping[str, str] = Field(default_factory=dict)

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
    def text(self) -> str | Fact:
        """The words of the guide; a fact for ours if there are none, for a profile's always."""
        if self.source:
            words = self.means.fact if self.means else self.sentence
            return fact("profile-rule", words=words, source=self.source)
        if self.means and not self.sentence:
            return self.means.fact
        return without_emphasis(self.sentence)

    @property
    def plain(self) -> Fact | None:
        """The promise in plain words; None where its own words are all there is."""
        return self.means.fact if self.means and self.sentence else None

    @property
    def needs(self) -> frozenset[str]:
        """The features that a target must have for this to be judged, such as "mailbox"."""
        silent = isinstance(self.claim, Refusal) and self.claim.aspect is Aspect.NO_MAIL
        if silent or isinstance(self.claim, MailClaim):
            return frozenset({"mailbox"})
        if isinstance(self.claim, SoundIs):
            return frozenset({"sound"})
        if isinstance(self.claim, ProfileClaim):
            return self.claim.needs
        return frozenset()


class Exclusion(Value):
    """Lines of the guide that promise nothing, with the reason."""

    lines: tuple[int, ...]
    reason: str


class Chapter(Value):
    """One page (or mail) of the guide's flow.

    Attributes:
        slug: name of the page.
        title: what the guide calls it, in French.
        mail: whether this chapter is a mail, not a page.
        everywhere: whether this chapter is about every page of the guide.
        not_on: slugs of the pages that such a chapter is not about.
        since: slugs of statements about the steps behind which it holds; () for always.
        until: slugs of those behind which it no longer does.
        goals: slugs of the pages that its form opens if all is right: no refusal leads there.
        gives: attributes of the account that its form gives if all is right.
        never: words by which a page is another one, unless its heading or something else of its
            own is there too.
        profile: whether this chapter is a profile, and no part of the guide.
        statements: what it promises.
        excluded: its lines that promise nothing.
    """

    slug: str
    title: str
    mail: bool = False
    everywhere: bool = False
    not_on: tuple[str, ...] = ()
    since: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    profile: bool = False
    statements: tuple[Statement, ...] = ()
    excluded: tuple[Exclusion, ...] = ()

    @property
    def is_page(self) -> bool:
        """Whether this chapter is one page of the portal."""
        return not (self.mail or self.profile or self.everywhere)


class Guide(Value):
    """The whole documentation.

    Attributes:
        chapters: in the order of the flow.
        digest: SHA-256 of the data; it identifies the guide that judged a run.
        accounts: what the accounts of its suite are.
        secrets: what its kinds of secrets are called.
        titles: by language, what the scenarios of its suite are called in it.
        folded: pages whose fields a portal may ask for on another one.
        flow: how the flow is drawn.
    """

    chapters: tuple[Chapter, ...]
    digest: str
    accounts: AccountSchema = AccountSchema()
    secrets: Mapping[str, Noun] = {}
    titles: Mapping[str, Mapping[str, str]] = {}
    folded: tuple[FoldedPage, ...] = ()
    flow: FlowHints = FlowHints()

    def __hash__(self) -> int:
        return hash(self.digest)

    @property
    def language(self) -> str:
        """The language of its sentences, such as "fr"."""
        return self.accounts.language.partition("_")[0]

    def page_fact(self, page: str) -> Fact:
        """A page of the guide, as what a target does not have."""
        title = self.pages[page].title if page in self.pages else page
        return fact("page-of-guide", page=quote(title))

    def title_of(self, scenario: str, own: str, language: str) -> str:
        """What a scenario is called in a language; as in its code where the suite does not say."""
        return self.titles.get(language, {}).get(scenario, own)

    def a_secret(self, kind: str) -> Fact:
        """What a kind of secret is called, with the indefinite article."""
        return a_secret(kind, self.secrets)

    def the_secret(self, kind: str) -> Fact:
        """What a kind of secret is called, with the definite article."""
        return the_secret(kind, self.secrets)

    @property
    def login_secret(self) -> Fact:
        """What the secret is called by which people log in."""
        return self.the_secret(self.accounts.login_secret)

    def with_chapters(self, chapters: Iterable[Chapter]) -> "Guide":
        """The guide with other chapters; a plain copy would keep what it has cached."""
        rest = {name: getattr(self, name) for name in Guide.model_fields if name != "chapters"}
        return Guide.model_construct(chapters=tuple(chapters), **rest)

    # pyrefly: ignore[bad-override]
    def __iter__(self) -> Iterator[Statement]:
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

    @cached_property
    def mails(self) -> dict[str, Chapter]:
        """Chapter of each mail's slug."""
        return {chapter.slug: chapter for chapter in self.chapters if chapter.mail}

    @cached_property
    def own_pages(self) -> dict[str, Chapter]:
        """Chapter of each page's slug: no mail, no profile, nothing about all pages."""
        return {chapter.slug: chapter for chapter in self.chapters if chapter.is_page}

    @property
    def entry(self) -> str:
        """Slug of the page where people arrive: the guide's first one."""
        return next(iter(self.own_pages))

    @cached_property
    def shown_codes(self) -> dict[str, str]:
        """The kind of the code that a page shows, by its slug."""
        return {s.page: s.claim.secret for s in self if isinstance(s.claim, ShownCode)}

    @cached_property
    def kinds_of_codes(self) -> tuple[str, ...]:
        """The kinds of codes that pages show or mails hold."""
        claims = (s.claim for s in self)
        return tuple(dict.fromkeys(c.secret for c in claims if isinstance(c, ShownCode | MailCode)))

    @cached_property
    def destinations(self) -> dict[str, Statement]:
        """For the slug of a link or button, the statement about where we read that it leads."""
        return {s.claim.of: s for s in self if isinstance(s.claim, Destination)}

    def is_about(self, chapter: str, page: str) -> bool:
        """Whether a chapter, by its slug, is about a page: it is that page, or about all."""
        about = self.pages[chapter]
        if not about.everywhere:
            return chapter == page
        return page in self.own_pages and page not in about.not_on

    def everywhere_on(self, page: str) -> tuple[Statement, ...]:
        """The statements about every page that hold of one."""
        all_over = (one for one in self.chapters if one.everywhere)
        chapters = (one for one in all_over if self.is_about(one.slug, page))
        return tuple(statement for chapter in chapters for statement in chapter.statements)

    def fields_of(self, page: str) -> tuple[tuple[Statement, Labelled], ...]:
        """The statements about the fields of one page, and then about those of every page."""
        every = (*self.on(page), *self.everywhere_on(page))
        return tuple((one, one.claim) for one in every if isinstance(one.claim, Labelled))

    def on(self, page: str) -> tuple[Statement, ...]:
        """The statements about one page."""
        return self.pages[page].statements

    def labels(self, page: str) -> tuple[str, ...]:
        """The labels of the fields of one page; () for a page that the guide does not have."""
        return tuple(words for claim in self._fields(page) for words in claim.wordings)

    def named_field(self, page: str, name: str) -> NamedField:
        """A field of one page by its name; one that the guide does not tell has its own label."""
        return self._named_fields.get(page, {}).get(name) or NamedField(name, (name,))

    def name_of_field(self, page: str, claim: Labelled) -> str:
        """What scenarios call a field of one page, to tell it from others with its label."""
        return name_of(claim, self._fields(page))

    def name_of_its_field(self, slug: str) -> str:
        """What scenarios call the field that a statement is about; "" where it is about none."""
        statement = self.by_slug.get(slug)
        if statement is None or not isinstance(statement.claim, Labelled):
            return ""
        return self.name_of_field(statement.page, statement.claim)

    def _fields(self, page: str) -> tuple[Labelled, ...]:
        return self._fields_by_page.get(page, ())

    def actions(self, page: str) -> tuple[Action, ...]:
        """The links and buttons of one page; () for a page that the guide does not have."""
        return self._actions_by_page.get(page, ())

    @cached_property
    def _fields_by_page(self) -> dict[str, tuple[Labelled, ...]]:
        return {page: tuple(claim for _, claim in self.fields_of(page)) for page in self.pages}

    @cached_property
    def _named_fields(self) -> dict[str, dict[str, NamedField]]:
        return {
            page: named_fields(claims, [one.claim for one in self.on(page)])
            for page, claims in self._fields_by_page.items()
        }

    @cached_property
    def _actions_by_page(self) -> dict[str, tuple[Action, ...]]:
        return self._claims_by_page(Action)

    def _claims_by_page(self, kind: type[_C]) -> dict[str, tuple[_C, ...]]:
        return {
            page: tuple(s.claim for s in chapter.statements if isinstance(s.claim, kind))
            for page, chapter in self.pages.items()
        }
