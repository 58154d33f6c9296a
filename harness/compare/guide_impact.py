"""What the guide says of a difference: the ruling on a statement, the statements of a change."""

from collections.abc import Iterable, Iterator, Mapping

from harness.compare.diff.mails import MAIL
from harness.compare.model import Change, DifferenceKind, Ruling, Shown
from harness.core.text import contains, fold, label_key, similarity
from harness.guide import claims as c
from harness.guide import mail_claims as m
from harness.guide.model import Guide, Statement
from harness.model.fact import Fact
from harness.model.finding import Finding, Level, Verdict
from harness.model.verdicts import BROKEN

_OF_FIELDS = c.Labelled | c.Mark | c.Offers | c.Fits
_MAIL_HEADERS: Mapping[str, tuple[type | m.MailForm, ...]] = {
    "subject": (m.MailSubject,),
    "from": (m.MailSender,),
    "to": (m.MailForm.RECIPIENT,),
    "envelope-to": (m.MailForm.RECIPIENT,),
    "cc": (m.MailForm.NO_COPY,),
    "date": (m.MailForm.DATE,),
}
MIN_SIMILARITY = 0.75  # of a text to the sentence that it was, or should be
MIN_LENGTH = 3  # characters: a shorter text stands in too many sentences


def ruling_of(old: Finding, new: Finding) -> Ruling | None:
    """The ruling on a statement, from the verdicts on both portals.

    The guide does not ask for the statements of profiles, so they never regress.

    Returns:
        None if both portals keep the statement, or if that is not known of one of them.
    """
    ours, theirs = _keeps(old), _keeps(new)
    if ours is None or theirs is None or (ours and theirs):
        return None
    if not ours and not theirs:
        return Ruling.BOTH_BREAK
    if old.level is Level.PROFILE:
        return Ruling.BOTH_KEEP
    return Ruling.REGRESSION if ours else Ruling.IMPROVEMENT


def _keeps(finding: Finding) -> bool | None:
    """Whether the portal keeps the statement; None if that is not known."""
    if finding.verdict is Verdict.PASS:
        return True
    return False if finding.verdict in BROKEN else None


class GuideImpact:
    """Finds the statements that a change touches, by the guide in the words of each portal."""

    def __init__(self, *guides: Guide) -> None:
        self._pages: dict[str, list[Statement]] = {}
        for guide in guides:
            for statement in guide:
                for page in _pages_of(statement, guide):
                    self._pages.setdefault(page, []).append(statement)

    def touched(self, change: Change) -> tuple[str, ...]:
        """Slugs of the statements that are about what changed, in the guide's order."""
        every = self._pages.get(change.page, [])
        about = [one for one in every if change.mail in {"", one.page}]
        return tuple(dict.fromkeys(s.slug for s in about if any(_touches(s, change))))


def _pages_of(statement: Statement, guide: Guide) -> tuple[str, ...]:
    """The pages that a statement is about; `MAIL` for a mail."""
    if isinstance(statement.claim, m.MailClaim):
        return (MAIL,)
    if guide.pages[statement.page].everywhere:
        return tuple(page for page in guide.own_pages if guide.is_about(statement.page, page))
    return (statement.page,)


class ToldByVerdicts:
    """Finds the statements whose broken verdict tells of a change already.

    A row that has another sum is broken, and the two sums are also a change of a text: that is one
    thing.
    """

    def __init__(self, rulings: Mapping[Change, Ruling]) -> None:
        self._told: dict[str, list[tuple[str, Ruling, Fact]]] = {}  # by page
        for change, ruling in rulings.items():
            outcome = change.old if ruling is Ruling.IMPROVEMENT else change.new
            if isinstance(outcome, Fact) and ruling in {Ruling.REGRESSION, Ruling.IMPROVEMENT}:
                self._told.setdefault(change.page, []).append((change.part, ruling, outcome))

    def of(self, change: Change) -> Iterator[str]:
        """Slugs of the statements of the page that were expected and seen with these texts."""
        if change.kind not in _TEXT_KINDS or not change.texts:
            return
        for slug, ruling, outcome in self._told.get(change.page, ()):
            keeps, breaks = change.old, change.new
            if ruling is Ruling.IMPROVEMENT:
                keeps, breaks = breaks, keeps
            if _is_told(keeps, outcome, "expected") and _is_told(breaks, outcome, "seen"):
                yield slug


def _is_told(text: Shown, outcome: Fact, part: str) -> bool:
    """Whether a broken verdict quotes a text that a portal shows; so is nothing."""
    told = outcome.params.get(part)
    if not isinstance(text, str) or not isinstance(told, Fact):
        return False
    return not text or fold(text) in map(fold, told.quotes())


def _touches(statement: Statement, change: Change) -> Iterator[bool]:
    """Whether a claim is about what changed, for each way in which it may be."""
    claim, kind, texts = statement.claim, change.kind, change.texts
    if kind is DifferenceKind.ORDER:
        yield isinstance(claim, c.Order)
    elif kind is DifferenceKind.CODE:
        yield getattr(claim, "secret", "") == change.part and not isinstance(claim, c.Labelled)
    elif kind is DifferenceKind.SOUND:
        yield isinstance(claim, c.SoundIs)
    elif isinstance(claim, m.MailClaim):
        yield _touches_mail(claim, change)
    elif kind is DifferenceKind.HEADING:
        yield isinstance(claim, c.Heading) and _quotes(claim.text, (change.part,))
    elif isinstance(claim, c.Heading | c.Words | c.AccountWords):
        yield kind in _TEXT_KINDS and _quotes(claim.text, texts)
    elif isinstance(claim, _OF_FIELDS):
        is_labelled = label_key(claim.label) in _labels(change)
        yield kind in _FIELD_KINDS and is_labelled and _concerns(claim, kind)
        yield kind in _TEXT_KINDS and is_labelled
    elif isinstance(claim, c.Action):
        yield kind in _ACTION_KINDS and label_key(claim.label) in _labels(change)
        yield kind in _TEXT_KINDS and bool(claim.beside) and _quotes(claim.beside, texts)


_TEXT_KINDS = frozenset(
    {
        DifferenceKind.TEXT,
        DifferenceKind.HELP,
        DifferenceKind.TYPOGRAPHY,
        DifferenceKind.UNICODE,
        DifferenceKind.MOJIBAKE,
        DifferenceKind.GROUP,
    }
)
_ACTION_KINDS = _TEXT_KINDS | {DifferenceKind.LINK, DifferenceKind.BUTTON, DifferenceKind.TARGET}
_FIELD_KINDS = _TEXT_KINDS | {
    *(
        DifferenceKind.LABEL,
        DifferenceKind.FIELD,
        DifferenceKind.MARK,
        DifferenceKind.TYPE,
        DifferenceKind.LENGTH,
        DifferenceKind.OPTIONS,
        DifferenceKind.PATTERN,
    ),
    DifferenceKind.STATE,
}


def _labels(change: Change) -> set[str]:
    return {label_key(text) for text in (change.part, *change.texts)}


def _concerns(claim: c.Claim, kind: DifferenceKind) -> bool:
    """Whether a claim about a field is about that aspect of it."""
    if kind in {DifferenceKind.LABEL, DifferenceKind.FIELD} | _TEXT_KINDS:
        return True
    if isinstance(claim, c.Mark):
        return kind is DifferenceKind.MARK
    if isinstance(claim, c.Offers):
        return kind is DifferenceKind.OPTIONS
    if isinstance(claim, c.Fits):
        return kind in {DifferenceKind.LENGTH, DifferenceKind.TYPE, DifferenceKind.PATTERN}
    return kind in {DifferenceKind.TYPE, DifferenceKind.STATE}


def _touches_mail(claim: m.MailClaim, change: Change) -> bool:
    if change.kind is DifferenceKind.MAIL_HEADER:
        wanted = _MAIL_HEADERS.get(change.part, ())
        form = claim.form if isinstance(claim, m.MailIs) else None
        return type(claim) in wanted or form in wanted
    if change.kind is DifferenceKind.CHARSET:
        return isinstance(claim, m.MailIs) and claim.form is m.MailForm.CHARSET
    if change.kind is DifferenceKind.MAIL:
        return isinstance(claim, m.MailIs) and claim.form is m.MailForm.ONCE
    return isinstance(claim, m.MailWords) and _quotes(claim.text, change.texts)


def _quotes(sentence: str, texts: Iterable[str]) -> bool:
    """Whether one of the texts contains a sentence, is contained in it, or is similar to it."""
    return any(
        contains(text, sentence)
        or (len(fold(text)) >= MIN_LENGTH and contains(sentence, text))
        or similarity(sentence, text) >= MIN_SIMILARITY
        for text in texts
    )
