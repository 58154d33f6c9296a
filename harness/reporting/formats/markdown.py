"""`summary.md`: the run on one page, for a merge request or a job's summary.

Every text that is not our own is in a code span, so that none of it is read as Markdown or HTML.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from harness.core.sanitize import clipped, visible
from harness.ledger.matching import EntryUse
from harness.messages import Catalogue
from harness.model.finding import Verdict
from harness.reporting.citation import origin
from harness.reporting.grouping.causes import FindingCause, group_causes
from harness.reporting.grouping.findings import (
    BrokenStatement,
    GroupedFault,
    GroupedFindings,
    group_findings,
)
from harness.reporting.grouping.observation import Observation
from harness.reporting.headline import cause_headlines
from harness.reporting.history import History
from harness.reporting.next_step import NextStep, next_steps
from harness.reporting.notices import excusing, failing, hint, run_notices, times_text
from harness.reporting.run_state import RunState
from harness.reporting.symbols import MARKS
from harness.reporting.verdict_sentence import conclusion, count_scenarios

MAX_LENGTH = 500  # characters of one text
MAX_CAUSES = 100  # job summaries have a size limit
MAX_SINCE = 40  # statements that changed since an earlier run
MAX_OBSERVATIONS, MAX_FILES, MAX_NAMES = 3, 4, 12
_NO_MARK = "·"
_TICKS = re.compile("`+")


def next_lines(steps: Sequence[NextStep], catalogue: Catalogue) -> Iterator[str]:
    """What to do next, as a list; nothing for no step."""
    if steps:
        yield from (f"{catalogue.text('label-next')}{catalogue.colon}", "")
    for number, step in enumerate(steps, start=1):
        yield f"{number}. {step.told}{f' {code(step.command)}' if step.command else ''}"
    if steps:
        yield ""


def code(text: str) -> str:
    """Any text as a code span of one line; "" for no text."""
    line = clipped(visible(text), MAX_LENGTH).strip()
    if not line:
        return ""
    fence = "`" * (1 + max((len(run[0]) for run in _TICKS.finditer(line)), default=0))
    return f"{fence} {line} {fence}" if "`" in line else f"{fence}{line}{fence}"


def table_head(*heads: str) -> Iterator[str]:
    """The first two lines of a table with one column of names and others of numbers."""
    yield f"| {' | '.join(heads)} |"
    yield f"| --- |{' ---: |' * (len(heads) - 1)}"


def section(title: str, rows: Iterable[str]) -> Iterator[str]:
    """A heading with its rows; nothing if there are no rows."""
    lines = list(rows)
    if lines:
        yield from (f"## {title}", "", *lines)
        if lines[-1]:
            yield ""


def summary(state: RunState, catalogue: Catalogue, history: History | None = None) -> str:
    """A run as one page of Markdown; with a history, beside an earlier one."""
    grouped = group_findings(state.findings)
    sections = {
        "title-stopped": _stopped(state, catalogue),
        "title-broken": _broken(grouped.broken, catalogue),
        "title-faults": _faults(grouped.faults, catalogue),
        "title-flaky": (
            *_broken(grouped.flaky, catalogue),
            *_faults(grouped.passing_faults, catalogue),
        ),
        "title-accepted": _accepted(excusing(state.uses), catalogue),
        "title-ledger": _ledger(failing(state.uses), catalogue),
        "title-unreached": _unreached(grouped, catalogue),
        "title-unobservable": _unobserved(grouped, catalogue),
    }
    lines = [f"# codes-perdus{catalogue.colon} {conclusion(state, catalogue)}", ""]
    lines += [f"> {told}", ""] if (told := hint(state, catalogue)) else []
    lines += next_lines(next_steps(state, catalogue), catalogue)
    lines += [*_head(state, catalogue), *_totals(grouped, state, catalogue)]
    if history:
        title = catalogue.text("title-history", run=code(history.earlier))
        lines += section(title, _since(history, state, catalogue))
    for title, rows in sections.items():
        lines += section(catalogue.text(title), rows)
    lines += [*_notices(state, catalogue), *_times(state, catalogue)]
    return "\n".join(lines)


def _head(state: RunState, catalogue: Catalogue) -> Iterator[str]:
    if state.started is None:
        return
    run = state.started
    for name, value in (
        ("label-target", run.target),
        ("label-address", run.base_url),
        ("label-driver", run.driver),
        ("label-started", f"{run.started:%Y-%m-%d %H:%M:%S %Z}"),
    ):
        yield f"- {catalogue.pair(name, code(catalogue.say(value)))}"
    yield f"- {count_scenarios(state, catalogue)}"
    yield f"- {catalogue.text('count-findings', n=len(state.findings))}"
    yield ""


def _since(history: History, state: RunState, catalogue: Catalogue) -> Iterator[str]:
    """What is new, mended, accepted and not judged since an earlier run."""
    for label, slugs in history.lists(state.findings).items():
        shown = _codes(slugs, catalogue, MAX_SINCE) or catalogue.text("label-nothing")
        yield f"- {catalogue.text(label)} ({len(slugs)}){catalogue.colon} {shown}"


def _stopped(state: RunState, catalogue: Catalogue) -> Iterator[str]:
    if state.stopped is None:
        return
    yield f"- {catalogue.pair('label-cause', code(catalogue.fault(state.stopped.reason)))}"
    yield f"- {catalogue.pair('label-remedy', code(catalogue.fault(state.stopped.remedy)))}"
    if state.stopped.remaining:
        yield f"- {catalogue.pair('label-not-walked', _codes(state.stopped.remaining, catalogue))}"


def _totals(grouped: GroupedFindings, state: RunState, catalogue: Catalogue) -> Iterator[str]:
    heads = ("label-verdict", "label-statements", "label-findings")
    yield from table_head(*map(catalogue.text, heads))
    for verdict in grouped.totals.shown:
        name = f"{MARKS[verdict]} {catalogue.text(f'verdict-{verdict}')}"
        statements, findings = grouped.totals.statements[verdict], grouped.totals.findings[verdict]
        yield f"| {name} | {statements} | {findings} |"
    if state.unwalked:
        yield f"| {_NO_MARK} {catalogue.text('label-not-walked')} | {len(state.unwalked)} | 0 |"
    yield ""


def _broken(broken: Sequence[BrokenStatement], catalogue: Catalogue) -> Iterator[str]:
    causes = group_causes(broken)
    headlines = cause_headlines(causes, catalogue)
    for cause, told in list(zip(causes, headlines, strict=True))[:MAX_CAUSES]:
        yield from _cause(cause, told, catalogue)
    if len(causes) > MAX_CAUSES:
        yield catalogue.text("count-more", n=len(causes) - MAX_CAUSES)


def _cause(cause: FindingCause, told: str, catalogue: Catalogue) -> Iterator[str]:
    one = cause.first
    yield f"### {MARKS[cause.verdict]} {code(told)} ({catalogue.text(f'level-{one.level}')})"
    yield ""
    if one.sentence:
        yield f"> {_cited(one, catalogue)}"
        yield ""
    yield f"- {catalogue.pair('label-statement', code(one.statement))}"
    for number, observation in enumerate(cause.observations[:MAX_OBSERVATIONS]):
        yield from _observation(
            observation, "label-also-seen" if number else "label-seen", catalogue
        )
    if len(cause.observations) > MAX_OBSERVATIONS:
        more = catalogue.text("count-more", n=len(cause.observations) - MAX_OBSERVATIONS)
        yield f"- {catalogue.pair('label-also-seen', more)}"
    if len(cause.members) > 1:
        yield f"- {catalogue.pair('label-alike', '')}"
    for other in cause.members[1:]:
        name = _name(other, other.verdict, catalogue)
        yield f"  - {name}, {_cited(other, catalogue)}"
    if cause.blocked:
        yield f"- {catalogue.pair('label-bars', _codes(cause.blocked, catalogue))}"
    if cause.root:
        yield f"- {catalogue.pair('label-root', code(cause.root))}"
    yield ""


def _name(one: BrokenStatement, verdict: Verdict, catalogue: Catalogue) -> str:
    return f"{MARKS[verdict]} {code(one.statement)} ({catalogue.text(f'level-{one.level}')})"


def _cited(one: BrokenStatement, catalogue: Catalogue) -> str:
    return f"{origin(one, catalogue)}{catalogue.colon} {code(catalogue.say(one.sentence))}"


def _observation(observation: Observation, word: str, catalogue: Catalogue) -> Iterator[str]:
    yield f"- {catalogue.pair('label-expected', code(catalogue.say(observation.expected)))}"
    seen = code(catalogue.say(observation.seen)) or catalogue.text("label-nothing")
    yield f"- {catalogue.pair(word, seen)}"
    if observation.files:
        files = _codes(observation.files, catalogue, MAX_FILES)
        yield f"- {catalogue.pair('label-evidence', files)}"
    yield f"- {catalogue.pair('label-scenarios', _codes(observation.scenarios, catalogue))}"


def _codes(texts: Iterable[str], catalogue: Catalogue, limit: int = MAX_NAMES) -> str:
    """Texts in a row; of many the first, and how many more there are."""
    shown = [one for one in map(code, texts) if one]
    more = [f"… {catalogue.text('count-more', n=len(shown) - limit)}"] if len(shown) > limit else []
    return ", ".join((*shown[:limit], *more))


def _accepted(uses: Sequence[EntryUse], catalogue: Catalogue) -> Iterator[str]:
    if not uses:
        return
    heads = ("label-statement", "label-until", "label-owner", "label-reason")
    yield f"| {' | '.join(map(catalogue.text, heads))} |"
    yield "| --- | --- | --- | --- |"
    for use in uses:
        cells = (use.entry.subject, str(use.entry.until), use.entry.owner, use.entry.reason)
        yield f"| {' | '.join(_cell(text) for text in cells)} |"


def _cell(text: str) -> str:
    """A code span for a table, where a bar would end the cell."""
    return code(text).replace("|", "\\|")


def _ledger(uses: Sequence[EntryUse], catalogue: Catalogue) -> Iterator[str]:
    for use in uses:
        remedy, nothing = catalogue.text(f"remedy-{use.status}"), catalogue.text("label-nothing")
        accepted = code(use.entry.seen) or nothing
        seen = _codes(map(catalogue.say, use.seen_now), catalogue) or nothing
        yield f"- {code(use.entry.subject)}{catalogue.colon} {remedy}"
        yield f"  - {catalogue.pair('label-accepted', accepted)}"
        yield f"  - {catalogue.pair('label-seen', seen)}"
        yield f"  - {catalogue.pair('label-owner', code(use.entry.owner))}"


def _faults(faults: Sequence[GroupedFault], catalogue: Catalogue) -> Iterator[str]:
    for one in faults:
        yield from _fault(one, catalogue)


def _fault(one: GroupedFault, catalogue: Catalogue) -> Iterator[str]:
    name = code(one.name or one.statement) or catalogue.text("verdict-fault")
    yield f"### {MARKS[Verdict.FAULT]} {name}"
    yield ""
    if one.sentence:
        yield f"> {code(catalogue.say(one.sentence))}"
        yield ""
    for name, value in (("label-expected", one.expected), ("label-seen", one.seen)):
        if value:
            yield f"- {catalogue.pair(name, code(catalogue.say(value)))}"
    yield f"- {catalogue.pair('label-scenarios', _codes(one.scenarios, catalogue))}"
    if one.blocked:
        yield f"- {catalogue.pair('label-bars', _codes(one.blocked, catalogue))}"
    yield ""


def _unreached(grouped: GroupedFindings, catalogue: Catalogue) -> Iterator[str]:
    for one in grouped.stranded:
        cause = code(catalogue.say(one.cause)) or catalogue.text("label-no-cause")
        yield f"- {cause}{catalogue.colon} {_codes(one.statements, catalogue)}"


def _unobserved(grouped: GroupedFindings, catalogue: Catalogue) -> Iterator[str]:
    for one in grouped.unobserved:
        count = catalogue.text("count-statements", n=len(one.statements))
        reason = code(catalogue.say(one.reason)) or catalogue.text("label-no-reason")
        yield f"- {count}{catalogue.colon} {reason}"


def _notices(state: RunState, catalogue: Catalogue) -> Iterator[str]:
    for notice in run_notices(state, catalogue):
        lines = (f"- {code(line)}" for line in notice.lines)
        shown = _fenced(notice.lines) if notice.is_file else lines
        yield from section(catalogue.text(f"title-{notice.code}"), shown)


def _fenced(lines: Sequence[str]) -> Iterator[str]:
    """Lines of a TOML file as a block that can be copied; none of them can end the block."""
    runs = (len(run[0]) for line in lines for run in _TICKS.finditer(line))
    fence = "`" * max(3, 1 + max(runs, default=0))
    yield from (f"{fence}toml", *map(visible, lines), fence)


def _times(state: RunState, catalogue: Catalogue) -> Iterator[str]:
    if state.finished:
        yield catalogue.pair("title-times", times_text(state.finished.times, catalogue))
        yield ""
