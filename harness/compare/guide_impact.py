"""The guide as arbiter: what it says of each statement, and of each change."""

from collections.abc import Iterator, Mapping

from harness.compare.diff.mails import MAIL
from harness.compare.difference import Change, Kind, Ruling
from harness.core.text import contains, fold, similarity, split_label
from harness.guide import claims as c
from harness.guide.model import Guide, Statement
from harness.model.finding import Finding, Level, Verdict

_BROKEN = frozenset({Verdict.FAIL, Verdict.WARN})
_OF_FIELDS = c.Labelled | c.Mark | c.Offers | c.Fits
_MAIL_HEADERS: Mapping[str, tuple[type | c.MailForm, ...]] = {
    "subject": (c.MailSubject,),
    "from": (c.MailSender,),
    "to": (c.MailForm.RECIPIENT,),
    "envelope to": (c.MailForm.RECIPIENT,),
    "cc": (c.MailForm.NO_COPY,),
    "date": (c.MailForm.DATE,),
}
_NEARLY = 0.75  # likeness of a text to the sentence that it was, or should have been
_SHORTEST = 3  # characters: less stands in too many sentences to speak of one


def rule(old: Finding, new: Finding) -> Ruling | None:
    """What two verdicts on one statement say; None where there is nothing to tell.

    A profile was never promised: what it holds against one side only is a difference, and
    no regression.
    """
    ours, theirs = _kept(old), _kept(new)
    if ours is None or theirs is None or (ours and theirs):
        return None
    if not ours and not theirs:
        return Ruling.BOTH_BREAK
    if old.level is Level.HARDENING:
        return Ruling.BOTH_KEEP
    return Ruling.REGRESSION if ours else Ruling.IMPROVEMENT


def _kept(finding: Finding) -> bool | None:
    """Whether the portal keeps the statement; None where that is not known."""
    if finding.verdict is Verdict.PASS:
        return True
    return False if finding.verdict in _BROKEN else None


class Arbiter:
    """Knows which statements a change touches.

    Args:
        guides: what both portals promise, in the words of each.
    """

    def __init__(self, *guides: Guide) -> None:
        self._pages: dict[str, list[Statement]] = {}
        for guide in guides:
            for statement in guide:
                mail = isinstance(statement.claim, c.MailClaim)
                self._pages.setdefault(MAIL if mail else statement.page, []).append(statement)

    def touched(self, change: Change) -> tuple[str, ...]:
        """Slugs of the statements that speak of what changed, in the guide's order."""
        about = self._pages.get(change.page, [])
        return tuple(dict.fromkeys(s.slug for s in about if any(_touches(s, change))))


def _touches(statement: Statement, change: Change) -> Iterator[bool]:
    """Whether a claim speaks of what changed, in one way or another."""
    claim, kind = statement.claim, change.kind
    words = [text for text in (change.old, change.new) if text]
    if kind is Kind.ORDER:
        yield isinstance(claim, c.Order)
    elif kind is Kind.CODE:
        yield getattr(claim, "secret", "") == change.part and not isinstance(claim, c.Labelled)
    elif kind is Kind.SOUND:
        yield isinstance(claim, c.SoundIs)
    elif isinstance(claim, c.MailClaim):
        yield _touches_mail(claim, change)
    elif kind in _PLAIN_KINDS:
        yield isinstance(claim, c.Heading) and _speaks(claim.text, [change.part or change.old])
    elif isinstance(claim, c.Heading | c.Words | c.AccountWords):
        yield kind in _WORDS and _speaks(claim.text, words)
    elif isinstance(claim, _OF_FIELDS):
        own = {_plain(text) for text in (change.part, *words)}
        yield kind in _OF_A_FIELD and _plain(claim.label) in own and _aspect(claim, kind)
        yield kind in _WORDS and _plain(claim.label) in own
    elif isinstance(claim, c.Action):
        own = {_plain(text) for text in (change.part, *words)}
        yield kind in _OF_ACTIONS and _plain(claim.label) in own
        yield kind in _WORDS and bool(claim.beside) and _speaks(claim.beside, words)


_PLAIN_KINDS = frozenset({Kind.HEADING})
_WORDS = frozenset({Kind.TEXT, Kind.HELP, Kind.TYPOGRAPHY, Kind.UNICODE, Kind.MOJIBAKE, Kind.GROUP})
_OF_ACTIONS = _WORDS | {Kind.LINK, Kind.BUTTON, Kind.TARGET}
_OF_A_FIELD = _WORDS | {
    *(Kind.LABEL, Kind.FIELD, Kind.MARK, Kind.TYPE, Kind.LENGTH, Kind.OPTIONS, Kind.PATTERN),
    *(Kind.STATE,),
}


def _aspect(claim: c.Claim, kind: Kind) -> bool:
    """Whether a claim about a field speaks of that aspect of it."""
    if kind in {Kind.LABEL, Kind.FIELD} | _WORDS:
        return True
    if isinstance(claim, c.Mark):
        return kind is Kind.MARK
    if isinstance(claim, c.Offers):
        return kind is Kind.OPTIONS
    if isinstance(claim, c.Fits):
        return kind in {Kind.LENGTH, Kind.TYPE, Kind.PATTERN}
    return kind in {Kind.TYPE, Kind.STATE}


def _touches_mail(claim: c.MailClaim, change: Change) -> bool:
    if change.kind is Kind.MAIL_HEADER:
        wanted = _MAIL_HEADERS.get(change.part, ())
        form = claim.form if isinstance(claim, c.MailIs) else None
        return type(claim) in wanted or form in wanted
    if change.kind is Kind.CHARSET:
        return isinstance(claim, c.MailIs) and claim.form is c.MailForm.CHARSET
    if change.kind is Kind.MAIL:
        return isinstance(claim, c.MailIs) and claim.form is c.MailForm.ONCE
    words = [text for text in (change.old, change.new) if text]
    return isinstance(claim, c.MailWords) and _speaks(claim.text, words)


def _speaks(sentence: str, words: list[str]) -> bool:
    """Whether a sentence stands in one of the texts, one of them in it, or nearly so."""
    return any(
        contains(text, sentence)
        or (len(fold(text)) >= _SHORTEST and contains(sentence, text))
        or similarity(sentence, text) >= _NEARLY
        for text in words
    )


def _plain(text: str) -> str:
    return fold(split_label(text).text)
