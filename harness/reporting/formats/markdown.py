"""`summary.md`: the run on one page, for a merge request or a job's summary.

Every text that is not our own stands in a code span, where Markdown knows neither markup,
links, images, mentions nor HTML.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from harness.core.sanitize import clipped, seconds, visible
from harness.ledger.matching import Use
from harness.model.finding import Verdict
from harness.reporting.grouping.causes import Cause, causes
from harness.reporting.grouping.findings import Breakdown, Broken, Grouped, group
from harness.reporting.grouping.observation import Sighting
from harness.reporting.i18n.messages import Words
from harness.reporting.ledger_status import FLAKY, REMEDIES, excusing, failing
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


def summary(story: Story, say: Words) -> str:
    """A run as one page of Markdown."""
    grouped = group(story.findings)
    parts = (
        [f"# codes-perdus{say.colon} {conclusion(story, say, grouped)}", ""],
        _head(story, say),
        _stopped(story, say),
        _totals(grouped, say),
        _broken("Broken statements", grouped.broken, say),
        _faults("Faults", grouped.faults, say),
        _broken(FLAKY, grouped.flaky, say),
        _faults(FLAKY, grouped.passing_faults, say),
        _accepted(excusing(story.uses), say),
        _ledger(failing(story.uses), say),
        _stranded(grouped, say),
        _unobserved(grouped, say),
        _notes(story, say),
        _times(story, say),
    )
    return "\n".join(line for part in parts for line in part)


def _head(story: Story, say: Words) -> Iterator[str]:
    if story.started is None:
        return
    run = story.started
    for name, value in (
        ("target", run.target),
        ("address", run.base_url),
        ("driver", run.driver),
        ("started", f"{run.started:%Y-%m-%d %H:%M:%S %Z}"),
    ):
        yield f"- {say.pair(name, code(value))}"
    walked = say.count(len(story.walked), "{n} scenario", "{n} scenarios")
    yield f"- {say.pair('scenarios', walked)}"
    yield ""


def _stopped(story: Story, say: Words) -> Iterator[str]:
    if story.stopped is None:
        return
    yield f"## {say('The run ended before its plan')}"
    yield ""
    yield f"- {say.pair('cause', code(story.stopped.reason))}"
    yield f"- {say.pair('remedy', code(story.stopped.remedy))}"
    if story.stopped.remaining:
        yield f"- {say.pair('not walked', _codes(story.stopped.remaining, say))}"
    yield ""


def _totals(grouped: Grouped, say: Words) -> Iterator[str]:
    yield f"| {say('verdict')} | {say('statements')} | {say('findings')} |"
    yield "| --- | ---: | ---: |"
    for verdict in grouped.totals.shown:
        mark = MARKS[verdict]
        statements = grouped.totals.statements[verdict]
        yield f"| {mark} {say(verdict)} | {statements} | {grouped.totals.findings[verdict]} |"
    yield ""


def _broken(title: str, broken: Sequence[Broken], say: Words) -> Iterator[str]:
    if not broken:
        return
    yield f"## {say(title)}"
    yield ""
    every = causes(broken)
    for cause in every[:_MOST]:
        yield from _cause(cause, say)
    if len(every) > _MOST:
        yield say("{n} more", n=len(every) - _MOST)
        yield ""


def _cause(cause: Cause, say: Words) -> Iterator[str]:
    one = cause.first
    yield f"### {MARKS[cause.verdict]} {code(one.statement)} ({say(one.level)})"
    yield ""
    if one.sentence:
        yield f"> {_line(one, say)}{say.colon} {code(one.sentence)}"
        yield ""
    for number, sighting in enumerate(cause.sightings[:_SIGHTINGS]):
        yield from _sighting(sighting, "also seen" if number else "seen", say)
    if len(cause.sightings) > _SIGHTINGS:
        more = say("{n} more", n=len(cause.sightings) - _SIGHTINGS)
        yield f"- {say.pair('also seen', more)}"
    if len(cause.members) > 1:
        yield f"- {say.pair('alike', '')}"
    for other in cause.members[1:]:
        name = f"{MARKS[other.verdict]} {code(other.statement)} ({say(other.level)})"
        yield f"  - {name}, {_line(other, say)}{say.colon} {code(other.sentence)}"
    if cause.bars:
        yield f"- {say.pair('bars', _codes(cause.bars, say))}"
    yield ""


def _line(one: Broken, say: Words) -> str:
    return say("guide, line {line}", line=one.line) if one.line else say("our reading")


def _sighting(sighting: Sighting, word: str, say: Words) -> Iterator[str]:
    yield f"- {say.pair('expected', code(say.told(sighting.expected)))}"
    yield f"- {say.pair(word, code(say.told(sighting.seen)) or say('nothing'))}"
    if sighting.files:
        yield f"- {say.pair('evidence', _codes(sighting.files, say, _FILES))}"
    yield f"- {say.pair('scenarios', _codes(sighting.scenarios, say))}"


def _codes(texts: Iterable[str], say: Words, most: int = _NAMES) -> str:
    """Texts in a row; of many the first ones, and how many more there are."""
    shown = [one for one in map(code, texts) if one]
    more = [f"… {say('{n} more', n=len(shown) - most)}"] if len(shown) > most else []
    return ", ".join((*shown[:most], *more))


def _faults(title: str, faults: Sequence[Breakdown], say: Words) -> Iterator[str]:
    if not faults:
        return
    yield f"## {say(title)}"
    yield ""
    for one in faults:
        yield from _fault(one, say)


def _accepted(uses: Sequence[Use], say: Words) -> Iterator[str]:
    if not uses:
        return
    yield f"## {say('Accepted deviations')}"
    yield ""
    yield f"| {say('statement')} | {say('until')} | {say('owner')} | {say('reason')} |"
    yield "| --- | --- | --- | --- |"
    for use in uses:
        cells = (use.entry.subject, str(use.entry.until), use.entry.owner, use.entry.reason)
        yield f"| {' | '.join(_cell(text) for text in cells)} |"
    yield ""


def _cell(text: str) -> str:
    """A code span for a table, where a bar would end the cell."""
    return code(text).replace("|", "\\|")


def _ledger(uses: Sequence[Use], say: Words) -> Iterator[str]:
    if not uses:
        return
    yield f"## {say('The ledger has to be looked after')}"
    yield ""
    for use in uses:
        yield f"- {code(use.entry.subject)}{say.colon} {say(REMEDIES[use.standing])}"
        yield f"  - {say.pair('accepted', code(say.told(use.entry.seen)) or say('nothing'))}"
        yield f"  - {say.pair('seen', _codes(use.seen_now, say) or say('nothing'))}"
        yield f"  - {say.pair('owner', code(use.entry.owner))}"
    yield ""


def _fault(one: Breakdown, say: Words) -> Iterator[str]:
    yield f"### {MARKS[Verdict.FAULT]} {code(one.name or one.statement) or say('fault')}"
    yield ""
    if one.sentence:
        yield f"> {code(one.sentence)}"
        yield ""
    for name, value in (("expected", one.expected), ("seen", one.seen)):
        if value:
            yield f"- {say.pair(name, code(value))}"
    yield f"- {say.pair('scenarios', _codes(one.scenarios, say))}"
    if one.bars:
        yield f"- {say.pair('bars', _codes(one.bars, say))}"
    yield ""


def _stranded(grouped: Grouped, say: Words) -> Iterator[str]:
    if not grouped.stranded:
        return
    yield f"## {say('Not reached')}"
    yield ""
    for one in grouped.stranded:
        cause = code(one.cause) or say("no cause told")
        yield f"- {cause}{say.colon} {_codes(one.statements, say)}"
    yield ""


def _unobserved(grouped: Grouped, say: Words) -> Iterator[str]:
    if not grouped.unobserved:
        return
    yield f"## {say('Not observable here')}"
    yield ""
    for one in grouped.unobserved:
        count = say.count(len(one.statements), "{n} statement", "{n} statements")
        yield f"- {count}{say.colon} {code(say.told(one.reason)) or say('no reason given')}"
    yield ""


def _notes(story: Story, say: Words) -> Iterator[str]:
    for note in notes(story):
        yield f"## {say(note.title)}"
        yield ""
        yield from (f"- {code(line)}" for line in note.lines)
        yield ""


def _times(story: Story, say: Words) -> Iterator[str]:
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
    told = " · ".join(f"{say(name)} {seconds(value)}" for name, value in pairs)
    yield say.pair("Times", told)
    yield ""
