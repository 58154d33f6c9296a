"""`summary.md`: the run on one page, for a merge request or a job's summary.

Every text that is not our own stands in a code span, where Markdown knows neither markup,
links, images, mentions nor HTML.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from harness.core.sanitize import clipped, seconds, visible
from harness.ledger.matching import Use
from harness.messages import Catalogue
from harness.model.finding import Verdict
from harness.reporting.grouping.causes import Cause, causes
from harness.reporting.grouping.findings import Breakdown, Broken, Grouped, group
from harness.reporting.grouping.observation import Sighting
from harness.reporting.ledger_status import excusing, failing
from harness.reporting.notices import notes
from harness.reporting.run_state import Story
from harness.reporting.symbols import MARKS
from harness.reporting.verdict_sentence import conclusion

_LONGEST = 500
_MOST = 100  # causes told in full: job summaries have a size limit
_SIGHTINGS, _FILES, _NAMES = 3, 4, 12
_TICKS = re.compile("`+")


def code(text: str) -> str:
    """Any text as a code span of one line that it cannot leave; "" for no text."""
    line = clipped(visible(text), _LONGEST).strip()
    if not line:
        return ""
    fence = "`" * (1 + max((len(run[0]) for run in _TICKS.finditer(line)), default=0))
    return f"{fence} {line} {fence}" if "`" in line else f"{fence}{line}{fence}"


def table_head(*heads: str) -> Iterator[str]:
    """The first two lines of a table: what the rows are of, then columns of numbers."""
    yield f"| {' | '.join(heads)} |"
    yield f"| --- |{' ---: |' * (len(heads) - 1)}"


def summary(story: Story, catalogue: Catalogue) -> str:
    """A run as one page of Markdown."""
    grouped = group(story.findings)
    parts = (
        [f"# codes-perdus{catalogue.colon} {conclusion(story, catalogue, grouped)}", ""],
        _head(story, catalogue),
        _stopped(story, catalogue),
        _totals(grouped, catalogue),
        _broken("title-broken", grouped.broken, catalogue),
        _faults("title-faults", grouped.faults, catalogue),
        _broken("title-flaky", grouped.flaky, catalogue),
        _faults("title-flaky", grouped.passing_faults, catalogue),
        _accepted(excusing(story.uses), catalogue),
        _ledger(failing(story.uses), catalogue),
        _stranded(grouped, catalogue),
        _unobserved(grouped, catalogue),
        _notes(story, catalogue),
        _times(story, catalogue),
    )
    return "\n".join(line for part in parts for line in part)


def _head(story: Story, catalogue: Catalogue) -> Iterator[str]:
    if story.started is None:
        return
    run = story.started
    for name, value in (
        ("label-target", run.target),
        ("label-address", run.base_url),
        ("label-driver", run.driver),
        ("label-started", f"{run.started:%Y-%m-%d %H:%M:%S %Z}"),
    ):
        yield f"- {catalogue.pair(name, code(catalogue.say(value)))}"
    walked = catalogue.text("count-scenarios", n=len(story.walked))
    yield f"- {catalogue.pair('label-scenarios', walked)}"
    yield ""


def _stopped(story: Story, catalogue: Catalogue) -> Iterator[str]:
    if story.stopped is None:
        return
    yield f"## {catalogue.text('title-stopped')}"
    yield ""
    yield f"- {catalogue.pair('label-cause', code(story.stopped.reason))}"
    yield f"- {catalogue.pair('label-remedy', code(story.stopped.remedy))}"
    if story.stopped.remaining:
        yield f"- {catalogue.pair('label-not-walked', _codes(story.stopped.remaining, catalogue))}"
    yield ""


def _totals(grouped: Grouped, catalogue: Catalogue) -> Iterator[str]:
    heads = ("label-verdict", "label-statements", "label-findings")
    yield from table_head(*map(catalogue.text, heads))
    for verdict in grouped.totals.shown:
        name = f"{MARKS[verdict]} {catalogue.text(f'verdict-{verdict}')}"
        statements, findings = grouped.totals.statements[verdict], grouped.totals.findings[verdict]
        yield f"| {name} | {statements} | {findings} |"
    yield ""


def _broken(title: str, broken: Sequence[Broken], catalogue: Catalogue) -> Iterator[str]:
    if not broken:
        return
    yield f"## {catalogue.text(title)}"
    yield ""
    every = causes(broken)
    for cause in every[:_MOST]:
        yield from _cause(cause, catalogue)
    if len(every) > _MOST:
        yield catalogue.text("count-more", n=len(every) - _MOST)
        yield ""


def _cause(cause: Cause, catalogue: Catalogue) -> Iterator[str]:
    one = cause.first
    yield f"### {_name(one, cause.verdict, catalogue)}"
    yield ""
    if one.sentence:
        yield f"> {_line(one, catalogue)}{catalogue.colon} {code(one.sentence)}"
        yield ""
    for number, sighting in enumerate(cause.sightings[:_SIGHTINGS]):
        yield from _sighting(sighting, "label-also-seen" if number else "label-seen", catalogue)
    if len(cause.sightings) > _SIGHTINGS:
        more = catalogue.text("count-more", n=len(cause.sightings) - _SIGHTINGS)
        yield f"- {catalogue.pair('label-also-seen', more)}"
    if len(cause.members) > 1:
        yield f"- {catalogue.pair('label-alike', '')}"
    for other in cause.members[1:]:
        name = _name(other, other.verdict, catalogue)
        yield f"  - {name}, {_line(other, catalogue)}{catalogue.colon} {code(other.sentence)}"
    if cause.bars:
        yield f"- {catalogue.pair('label-bars', _codes(cause.bars, catalogue))}"
    yield ""


def _name(one: Broken, verdict: Verdict, catalogue: Catalogue) -> str:
    return f"{MARKS[verdict]} {code(one.statement)} ({catalogue.text(f'level-{one.level}')})"


def _line(one: Broken, catalogue: Catalogue) -> str:
    return catalogue.text("label-guide-line", line=one.line or 0)


def _sighting(sighting: Sighting, word: str, catalogue: Catalogue) -> Iterator[str]:
    yield f"- {catalogue.pair('label-expected', code(catalogue.say(sighting.expected)))}"
    seen = code(catalogue.say(sighting.seen)) or catalogue.text("label-nothing")
    yield f"- {catalogue.pair(word, seen)}"
    if sighting.files:
        yield f"- {catalogue.pair('label-evidence', _codes(sighting.files, catalogue, _FILES))}"
    yield f"- {catalogue.pair('label-scenarios', _codes(sighting.scenarios, catalogue))}"


def _codes(texts: Iterable[str], catalogue: Catalogue, most: int = _NAMES) -> str:
    """Texts in a row; of many the first ones, and how many more there are."""
    shown = [one for one in map(code, texts) if one]
    more = [f"… {catalogue.text('count-more', n=len(shown) - most)}"] if len(shown) > most else []
    return ", ".join((*shown[:most], *more))


def _faults(title: str, faults: Sequence[Breakdown], catalogue: Catalogue) -> Iterator[str]:
    if not faults:
        return
    yield f"## {catalogue.text(title)}"
    yield ""
    for one in faults:
        yield from _fault(one, catalogue)


def _accepted(uses: Sequence[Use], catalogue: Catalogue) -> Iterator[str]:
    if not uses:
        return
    yield f"## {catalogue.text('title-accepted')}"
    yield ""
    heads = ("label-statement", "label-until", "label-owner", "label-reason")
    yield f"| {' | '.join(map(catalogue.text, heads))} |"
    yield "| --- | --- | --- | --- |"
    for use in uses:
        cells = (use.entry.subject, str(use.entry.until), use.entry.owner, use.entry.reason)
        yield f"| {' | '.join(_cell(text) for text in cells)} |"
    yield ""


def _cell(text: str) -> str:
    """A code span for a table, where a bar would end the cell."""
    return code(text).replace("|", "\\|")


def _ledger(uses: Sequence[Use], catalogue: Catalogue) -> Iterator[str]:
    if not uses:
        return
    yield f"## {catalogue.text('title-ledger')}"
    yield ""
    for use in uses:
        remedy, nothing = catalogue.text(f"remedy-{use.standing}"), catalogue.text("label-nothing")
        accepted = code(use.entry.seen) or nothing
        seen = _codes(map(catalogue.say, use.seen_now), catalogue) or nothing
        yield f"- {code(use.entry.subject)}{catalogue.colon} {remedy}"
        yield f"  - {catalogue.pair('label-accepted', accepted)}"
        yield f"  - {catalogue.pair('label-seen', seen)}"
        yield f"  - {catalogue.pair('label-owner', code(use.entry.owner))}"
    yield ""


def _fault(one: Breakdown, catalogue: Catalogue) -> Iterator[str]:
    name = code(one.name or one.statement) or catalogue.text("verdict-fault")
    yield f"### {MARKS[Verdict.FAULT]} {name}"
    yield ""
    if one.sentence:
        yield f"> {code(one.sentence)}"
        yield ""
    for name, value in (("label-expected", one.expected), ("label-seen", one.seen)):
        if value:
            yield f"- {catalogue.pair(name, code(catalogue.say(value)))}"
    yield f"- {catalogue.pair('label-scenarios', _codes(one.scenarios, catalogue))}"
    if one.bars:
        yield f"- {catalogue.pair('label-bars', _codes(one.bars, catalogue))}"
    yield ""


def _stranded(grouped: Grouped, catalogue: Catalogue) -> Iterator[str]:
    if not grouped.stranded:
        return
    yield f"## {catalogue.text('title-unreached')}"
    yield ""
    for one in grouped.stranded:
        cause = code(catalogue.say(one.cause)) or catalogue.text("label-no-cause")
        yield f"- {cause}{catalogue.colon} {_codes(one.statements, catalogue)}"
    yield ""


def _unobserved(grouped: Grouped, catalogue: Catalogue) -> Iterator[str]:
    if not grouped.unobserved:
        return
    yield f"## {catalogue.text('title-unobservable')}"
    yield ""
    for one in grouped.unobserved:
        count = catalogue.text("count-statements", n=len(one.statements))
        reason = code(catalogue.say(one.reason)) or catalogue.text("label-no-reason")
        yield f"- {count}{catalogue.colon} {reason}"
    yield ""


def _notes(story: Story, catalogue: Catalogue) -> Iterator[str]:
    for note in notes(story):
        yield f"## {catalogue.text(f'title-{note.code}')}"
        yield ""
        yield from (f"- {code(line)}" for line in note.lines)
        yield ""


def _times(story: Story, catalogue: Catalogue) -> Iterator[str]:
    if story.finished is None:
        return
    times = story.finished.times
    pairs = (
        ("start-up", times.start_up),
        ("walking", times.walking),
        ("judging", times.judging),
        ("reporting", times.reporting),
        ("total", times.total),
    )
    parts = (f"{catalogue.text(f'time-{name}')} {seconds(value)}" for name, value in pairs)
    yield catalogue.pair("title-times", " · ".join(parts))
    yield ""
