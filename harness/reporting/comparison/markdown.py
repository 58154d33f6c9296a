"""`comparison.md`: a comparison on one page, for a merge request."""

from collections.abc import Iterator

from harness.compare.difference import Cause, Difference, Ruling
from harness.compare.expectations import Weighed
from harness.reporting.comparison.sentence import (
    AS_VERDICT,
    conclusion,
    explained,
    files,
    place,
    source,
    uncompared,
)
from harness.reporting.formats.markdown import code
from harness.reporting.i18n.messages import Words
from harness.reporting.symbols import MARKS

_MOST = 100  # causes told
_SOME = 10  # differences told of each


def markdown(weighed: Weighed, say: Words) -> str:
    """A comparison as one page of Markdown."""
    parts = (
        [f"# codes-perdus{say.colon} {conclusion(weighed, say)}", ""],
        _head(weighed, say),
        _totals(weighed, say),
        _causes(weighed, say),
        _rest(weighed, say),
    )
    return "\n".join(line for part in parts for line in part)


def _head(weighed: Weighed, say: Words) -> Iterator[str]:
    comparison = weighed.comparison
    for name, side in (("old", comparison.old), ("new", comparison.new)):
        yield f"- {say.pair(name, f'{code(side.name)} ({side.driver})')}"
    walked = say.count(len(comparison.scenarios), "{n} scenario", "{n} scenarios")
    yield f"- {say.pair('scenarios', walked)}"
    yield ""


def _totals(weighed: Weighed, say: Words) -> Iterator[str]:
    yield f"| {say('verdict')} | {say('causes')} | {say('differences')} |"
    yield "| --- | ---: | ---: |"
    for ruling in Ruling:
        causes = sum(cause.ruling is ruling for cause in weighed.comparison.causes)
        number = len(weighed.comparison.having(ruling))
        yield f"| {MARKS[AS_VERDICT[ruling]]} {say(ruling)} | {causes} | {number} |"
    yield ""


def _causes(weighed: Weighed, say: Words) -> Iterator[str]:
    causes = weighed.comparison.causes
    for cause in causes[:_MOST]:
        yield from _cause(cause, weighed, say)
    if len(causes) > _MOST:
        yield say("{n} more", n=len(causes) - _MOST)
        yield ""


def _cause(cause: Cause, weighed: Weighed, say: Words) -> Iterator[str]:
    number = say.count(len(cause.differences), "{n} difference", "{n} differences")
    known = sum(d.fingerprint in weighed.excused for d in cause.differences)
    expected = f", {say('{n} expected', n=known)}" if known else ""
    mark = MARKS[AS_VERDICT[cause.ruling]]
    words = explained(cause, say, code).replace("« `", "`").replace("` »", "`")
    yield f"## {mark} {say(cause.ruling)}{say.colon} {words}"
    yield ""
    yield f"{number}{expected}"
    yield ""
    for difference in cause.differences[:_SOME]:
        yield from _difference(difference, weighed, say)
    if len(cause.differences) > _SOME:
        yield f"- {say('{n} more', n=len(cause.differences) - _SOME)}"
    if cause.bars:
        yield f"- {say.pair('bars', ', '.join(map(code, cause.bars)))}"
    yield ""


def _difference(difference: Difference, weighed: Weighed, say: Words) -> Iterator[str]:
    change = difference.change
    old, new = (code(text) or say("nothing") for text in (change.old, change.new))
    touched = source(difference, say)
    where = f"{code(difference.fingerprint)} {say(change.kind)}, {code(place(difference))}"
    yield f"- {where}{say.colon} {old} → {new}"
    if touched:
        yield f"  - {code(touched)}{say.colon} {code(difference.sentence)}"
    if difference.ruling is not Ruling.BOTH_KEEP:
        evidence = [name for some in files(weighed, difference) for name in some]
        if evidence:
            yield f"  - {say.pair('evidence', ', '.join(map(code, evidence)))}"
        yield f"  - {say.pair('scenarios', ', '.join(map(code, difference.scenarios)))}"


def _rest(weighed: Weighed, say: Words) -> Iterator[str]:
    comparison = weighed.comparison
    listed = [
        *((say("both break it alike"), one.statement, one.seen) for one in comparison.alike),
        *((say("not compared"), slug, why) for slug, why in comparison.unobserved.items()),
        *(
            (where, slug, why)
            for where, why, slugs in uncompared(comparison, say)
            for slug in slugs
        ),
        *(
            (f"{say('ledger')}, {say(use.standing)}", use.entry.subject, use.entry.reason)
            for use in weighed.failing
        ),
        *((say("fault"), f.scenario or f.sentence, f.seen) for f in comparison.faults),
    ]
    for what, name, why in listed:
        yield f"- {what}{say.colon} {' '.join(filter(None, (code(name), code(why))))}"
    if listed:
        yield ""
