"""The flow as data: the guide's pages, the ways between them, and what is known of each."""

from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel, ConfigDict

from harness.guide.claims import Action, Leads, MailCode, Reason, Refused
from harness.guide.model import Chapter, Guide, Statement
from harness.model.finding import Finding, Verdict
from harness.reporting.grouping.findings import by_statement, known
from harness.reporting.svg.transitions import Transition

# Worst first; a statement without findings (None) was not walked.
RANKS: tuple[Verdict | None, ...] = (
    Verdict.FAULT,
    Verdict.FAIL,
    Verdict.WARN,
    Verdict.FLAKY,
    Verdict.ACCEPTED,
    Verdict.UNREACHED,
    Verdict.PASS,
    Verdict.UNOBSERVABLE,
    None,
)
# Where a page is entered from, when a claim speaks of the page itself and no walk tells.
_ENTRANCES = {"regenerate": "lost-codes", "certification": "login", "space": "login"}
_USES_MAILED_CODE = "login"  # the page where the code of the mail is typed

Counts = dict[Verdict | None, int]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Way(_Value):
    """A way from one page to another, or back to itself.

    Attributes:
        mailed: whether it is a mail's way and no person's.
        statements: what the guide says of it, each with what is known.
        times: how often walks took it; 0 where no journal was given.
    """

    source: str
    target: str
    mailed: bool = False
    statements: dict[str, Verdict | None]
    times: int = 0

    @property
    def counts(self) -> Counts:
        """How many statements of each verdict, worst first."""
        return _counts(self.statements.values())


class Place(_Value):
    """A page (or the mail) of the guide."""

    page: str
    title: str
    mail: bool
    counts: Counts

    @property
    def total(self) -> int:
        """How many statements speak of it."""
        return sum(self.counts.values())


class Flow(_Value):
    """All places in the guide's order, and the ways between them."""

    places: tuple[Place, ...]
    ways: tuple[Way, ...]


def flow(guide: Guide, findings: Iterable[Finding], transitions: Iterable[Transition] = ()) -> Flow:
    """Join the guide's ways with what findings and walks tell of them."""
    verdicts = {
        slug: known(f.verdict for f in some) for slug, some in by_statement(findings).items()
    }
    moved = tuple(transitions)
    return Flow(
        places=tuple(_place(c, verdicts) for c in guide.chapters if not c.profile),
        ways=tuple(_ways(guide, verdicts, moved)),
    )


def _place(chapter: Chapter, verdicts: Mapping[str, Verdict]) -> Place:
    return Place(
        page=chapter.slug,
        title=chapter.title,
        mail=chapter.mail,
        counts=_counts(verdicts.get(s.slug) for s in chapter.statements),
    )


def _counts(verdicts: Iterable[Verdict | None]) -> Counts:
    all_of_them = tuple(verdicts)
    counts = {verdict: all_of_them.count(verdict) for verdict in RANKS}
    return {verdict: count for verdict, count in counts.items() if count}


def _ways(
    guide: Guide, verdicts: Mapping[str, Verdict], moved: tuple[Transition, ...]
) -> Iterator[Way]:
    found: dict[tuple[str, str, bool], dict[str, Verdict | None]] = {}
    sources = _sources(moved)
    mails = tuple(chapter.slug for chapter in guide.chapters if chapter.mail)
    for statement in guide:
        for source, target in _ends(statement, sources, mails):
            if source in guide.pages and target in guide.pages:
                mailed = source in mails or target in mails
                way = found.setdefault((source, target, mailed), {})
                way[statement.slug] = verdicts.get(statement.slug)
    for (source, target, mailed), statements in found.items():
        times = sum(t.times for t in moved if (t.source, t.target) == (source, target))
        yield Way(source=source, target=target, mailed=mailed, statements=statements, times=times)


def _sources(moved: tuple[Transition, ...]) -> dict[tuple[str, str], str]:
    """For a statement and a page that it led to, the page that a walk came from."""
    return {(slug, t.target): t.source for t in reversed(moved) for slug in t.statements}


def _ends(
    statement: Statement, sources: Mapping[tuple[str, str], str], mails: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    match statement.claim:
        case Action(to=target) if target:
            yield statement.page, target
        case Leads(page=target, mails=sent):
            source = sources.get((statement.slug, target)) or _entrance(statement.page, target)
            yield source, target
            if sent:
                yield from ((source, mail) for mail in mails)
        case Refused(page=target, reason=reason):
            stays = target if reason is not Reason.BARRED else statement.page
            yield sources.get((statement.slug, target), stays), target
        case MailCode():
            yield statement.page, _USES_MAILED_CODE


def _entrance(page: str, target: str) -> str:
    return page if page != target else _ENTRANCES.get(target, "")
