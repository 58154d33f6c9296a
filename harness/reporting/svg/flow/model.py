"""The flow as a graph: the guide's pages, the links between them, the verdicts on each."""

from collections.abc import Iterable, Iterator, Mapping

from harness.core.value import Value
from harness.guide.claims import Action, Leads, Reason, Refused
from harness.guide.mail_claims import ANY_MAIL, MailCode, MailLink, mails_promised
from harness.guide.model import Chapter, Guide, Statement
from harness.model.finding import Finding, Verdict
from harness.reporting.grouping.findings import findings_by_statement, overall_verdict
from harness.reporting.svg.transitions import PageTransition

# Worst first; None for a statement without findings.
VERDICTS: tuple[Verdict | None, ...] = (
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
Counts = dict[Verdict | None, int]


class FlowEdge(Value):
    """A link from one page to another, or to itself.

    Attributes:
        source: slug of the page before.
        target: slug of the page after.
        mailed: whether a mail leads there.
        sent: whether a form or a mail leads there, and not a link alone.
        statements: what the guide says of it, each with its verdict.
        times: how often journals have it; 0 without journals.
    """

    source: str
    target: str
    mailed: bool = False
    sent: bool = False
    statements: dict[str, Verdict | None]
    times: int = 0

    @property
    def counts(self) -> Counts:
        """How many statements of each verdict, worst first."""
        return _counts(self.statements.values())


class FlowNode(Value):
    """A page of the guide, or the mail."""

    page: str
    title: str
    mail: bool
    counts: Counts

    @property
    def total(self) -> int:
        """How many statements are about it."""
        return sum(self.counts.values())


class FlowGraph(Value):
    """All pages in the guide's order, and the links between them.

    Attributes:
        elsewhere: how many statements are about no single page, and so on no card: about every
            page, and those of the profiles that were judged.
    """

    nodes: tuple[FlowNode, ...]
    edges: tuple[FlowEdge, ...]
    elsewhere: int = 0


def flow_graph(
    guide: Guide, findings: Iterable[Finding], transitions: Iterable[PageTransition] = ()
) -> FlowGraph:
    """Build the graph of a guide with the verdicts of findings and the counts of transitions."""
    verdicts = {
        slug: overall_verdict(f.verdict for f in some)
        for slug, some in findings_by_statement(findings).items()
    }
    moved = tuple(transitions)
    return FlowGraph(
        nodes=tuple(_node(c, verdicts) for c in guide.chapters if c.is_page or c.mail),
        edges=tuple(_edges(guide, verdicts, moved)),
        elsewhere=sum(
            s.slug in verdicts or c.everywhere
            for c in guide.chapters
            for s in c.statements
            if not (c.is_page or c.mail)
        ),
    )


def _node(chapter: Chapter, verdicts: Mapping[str, Verdict]) -> FlowNode:
    return FlowNode(
        page=chapter.slug,
        title=chapter.title,
        mail=chapter.mail,
        counts=_counts(verdicts.get(s.slug) for s in chapter.statements),
    )


def _counts(verdicts: Iterable[Verdict | None]) -> Counts:
    all_of_them = tuple(verdicts)
    counts = {verdict: all_of_them.count(verdict) for verdict in VERDICTS}
    return {verdict: count for verdict, count in counts.items() if count}


def _edges(
    guide: Guide, verdicts: Mapping[str, Verdict], moved: tuple[PageTransition, ...]
) -> Iterator[FlowEdge]:
    found: dict[tuple[str, str, bool], dict[str, Verdict | None]] = {}
    sources = _sources(moved)
    drawn = {*guide.own_pages, *guide.mails}
    for statement in guide:
        for source, target in _ends(statement, sources, guide):
            if source in drawn and target in drawn:
                mailed = source in guide.mails or target in guide.mails
                edge = found.setdefault((source, target, mailed), {})
                edge[statement.slug] = verdicts.get(statement.slug)
    for (source, target, mailed), statements in found.items():
        times = sum(t.times for t in moved if (t.source, t.target) == (source, target))
        leads = any(isinstance(guide.by_slug[slug].claim, Leads) for slug in statements)
        yield FlowEdge(
            source=source,
            target=target,
            mailed=mailed,
            sent=mailed or leads,
            statements=statements,
            times=times,
        )


def _sources(moved: tuple[PageTransition, ...]) -> dict[tuple[str, str], str]:
    """For a statement and the page it led to, the page before in some journal."""
    return {(slug, t.target): t.source for t in reversed(moved) for slug in t.statements}


def _ends(
    statement: Statement, sources: Mapping[tuple[str, str], str], guide: Guide
) -> Iterator[tuple[str, str]]:
    mails = tuple(chapter.slug for chapter in guide.chapters if chapter.mail)
    match statement.claim:
        case Action(to=target) if target:
            yield statement.page, target
        case Leads(page=target, mails=sent):
            source = sources.get((statement.slug, target)) or _entrance(
                statement.page, target, guide
            )
            yield source, target
            named = [kind for kind, count in mails_promised(sent).items() if count]
            sends = mails if ANY_MAIL in named else named
            yield from ((source, mail) for mail in sends)
        case Refused(page=target, reason=reason):
            stays = target if reason is not Reason.BARRED else statement.page
            yield sources.get((statement.slug, target), stays), target
        case MailLink(to=target):
            yield statement.page, target
        case MailCode():
            yield statement.page, guide.accounts.lifecycle.asked_on


def _entrance(page: str, target: str, guide: Guide) -> str:
    return page if page != target else guide.flow.entered_from.get(target, "")
