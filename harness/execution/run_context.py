"""What all scenarios of a run share."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from harness.config.target import Target
from harness.core.once import OncePerKey
from harness.core.text import fold, split_label
from harness.driver.protocol import Engine
from harness.execution.accounts.leases import AccountLeases
from harness.execution.run_config import RunConfig
from harness.execution.safety_limits import SafetyLimits
from harness.execution.typed_addresses import TypedAddresses
from harness.guide.claims import AccountWords, Action, Heading, Labelled, Offers, Words
from harness.guide.mail_claims import MailWords
from harness.guide.model import Guide
from harness.guide.portal_view import guide_for_portal
from harness.guide.profile_claims import RulesOfAxe
from harness.mail.source import MailSource
from harness.model.journal import AuditRecord
from harness.page.classify import PageClassifier
from harness.page.signatures import PageHints, page_hints, refusal_hints, signatures


@dataclass(frozen=True)
class RunContext:
    """The portal of a run, how it is reached, and what is prepared once for all scenarios.

    Attributes:
        target: the portal as its target file describes it.
        config: the options of the run.
        mails: where its mails arrive; None where the target has no such place.
        leases: lends the accounts and knows their codes.
        source_guide: the guide in its own words, in which scenarios are written.
        guide: the guide in the portal's words, by which its pages are judged.
        refusals: by what pages that tell a refusal are known, by the page with the form.
        vocabulary: folded words and sentences of the guide, which are no secrets.
        screenshots: file of the screenshot of each distinct page; None takes none.
        audits: accessibility of each distinct page; None runs no audit.
        typed_addresses: e-mail addresses that scenarios type.
    """

    target: Target
    config: RunConfig
    base_url: str
    engine: Engine
    mails: MailSource | None
    limits: SafetyLimits
    leases: AccountLeases
    source_guide: Guide
    guide: Guide
    classifier: PageClassifier
    vocabulary: frozenset[str] = field(repr=False)
    refusals: PageHints = field(default_factory=dict)
    screenshots: OncePerKey[str] | None = None
    audits: OncePerKey[AuditRecord] | None = None
    typed_addresses: TypedAddresses = field(default_factory=TypedAddresses)

    @property
    def capabilities(self) -> frozenset[str]:
        """What the driver and the target can show."""
        mailbox = frozenset({"mailbox"}) if self.mails else frozenset[str]()
        return self.engine.observes | {"sound"} | mailbox

    @property
    def entries(self) -> Mapping[str, str]:
        """The address of each page that can be opened by its address."""
        base = self.base_url.rstrip("/")
        return {page: base + path for page, path in self.target.entries.items()}

    @property
    def missing_pages(self) -> tuple[str, ...]:
        """The pages of the guide that the portal does not have."""
        return self.target.missing_pages


def make_context(
    source_guide: Guide,
    target: Target,
    config: RunConfig,
    *,
    base_url: str,
    engine: Engine,
    mails: MailSource | None,
    leases: AccountLeases,
    limits: SafetyLimits | None = None,
) -> RunContext:
    """Prepare what the scenarios of a run share.

    The guide is in its own words. Without a folder no screenshots are taken, and without limits
    those of the target hold.
    """
    guide = guide_for_portal(source_guide, target.words, target.missing_pages, target.reads)
    can_audit = "audit" in engine.observes and any(isinstance(s.claim, RulesOfAxe) for s in guide)
    can_picture = "screenshots" in engine.observes and config.folder is not None
    return RunContext(
        target=target,
        config=config,
        base_url=base_url,
        engine=engine,
        mails=mails,
        limits=limits or SafetyLimits(limits=target.limits),
        leases=leases,
        source_guide=source_guide,
        guide=guide,
        classifier=PageClassifier(signatures(guide, page_hints(target, base_url))),
        vocabulary=vocabulary_of(guide),
        refusals=refusal_hints(target, base_url),
        screenshots=OncePerKey() if can_picture else None,
        audits=OncePerKey() if can_audit else None,
        typed_addresses=TypedAddresses(one.address for one in leases.given),
    )


def vocabulary_of(guide: Guide) -> frozenset[str]:
    """The folded words and sentences of a guide.

    Its examples of codes are among them: whoever sends an example has drawn no code.
    """
    return frozenset(_guide_words(guide))


def _guide_words(guide: Guide) -> Iterator[str]:
    for statement in guide:
        claim = statement.claim
        texts = [statement.sentence]
        if isinstance(claim, Heading | Words | MailWords | AccountWords):
            texts.append(claim.text)
        if isinstance(claim, Action | Labelled):
            texts.append(claim.label)
        if isinstance(claim, Offers):
            texts.append(claim.option)
        for text in texts:
            yield from _sentence_and_words(text)


def _sentence_and_words(text: str) -> Iterator[str]:
    folded = fold(text)
    yield folded
    yield from (split_label(word).text for word in folded.split())
