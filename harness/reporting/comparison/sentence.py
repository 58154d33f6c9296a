"""The words that all reports of a comparison share."""

from collections.abc import Callable, Iterator

from harness.compare.difference import Cause, Difference, Ruling
from harness.compare.expectations import Weighed
from harness.compare.model import Comparison, Gap
from harness.model.finding import Verdict
from harness.reporting.i18n.messages import Words

AS_VERDICT = {
    Ruling.REGRESSION: Verdict.FAIL,
    Ruling.BOTH_BREAK: Verdict.WARN,
    Ruling.BOTH_KEEP: Verdict.UNOBSERVABLE,
    Ruling.IMPROVEMENT: Verdict.PASS,
}
"""The verdict whose mark and colour a ruling has."""


def conclusion(weighed: Weighed, say: Words) -> str:
    """The comparison in one sentence."""
    comparison = weighed.comparison
    if comparison.faults:
        return say("none: the harness or its environment broke, so nothing is compared")
    if not comparison.scenarios:
        verdict = say("none: no scenario was walked on both sides")
    else:
        verdict = ", ".join(_parts(weighed, say)) or say("no difference at all")
    return f"{verdict}; {_covered(comparison, say)}"


def _covered(comparison: Comparison, say: Words) -> str:
    """How many of the scenarios that were to be compared were compared."""
    all_ = say.count(comparison.planned, "{n} scenario compared", "{n} scenarios compared")
    return say("{n} of {all}", n=len(comparison.scenarios), all=all_)


def _parts(weighed: Weighed, say: Words) -> Iterator[str]:
    differences = tuple(weighed.comparison.differences)
    if weighed.regressions:
        n = len({d.statement for d in weighed.regressions})
        yield say.count(n, "{n} statement regressed", "{n} statements regressed")
    elif differences or weighed.uses:
        yield say("no regression")
    if differences:
        told = say.count(len(differences), "{n} difference", "{n} differences")
        causes = say.count(len(weighed.comparison.causes), "{n} cause", "{n} causes")
        yield f"{told} ({causes})"
    if weighed.excused:
        yield say("{n} expected", n=len(weighed.excused))
    if weighed.failing:
        n = len(weighed.failing)
        yield say.count(n, "{n} entry to look after", "{n} entries to look after")


def uncompared(comparison: Comparison, say: Words) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What was planned and is not compared.

    Yields:
        On which side it was not walked, why, and the scenarios of which that is so.
    """
    found: dict[tuple[bool, str], list[str]] = {}
    for gap in comparison.gaps:
        found.setdefault((gap.on_neither, _why(gap, say)), []).append(gap.scenario)
    for (on_neither, why), slugs in found.items():
        where = "walked on neither side" if on_neither else "walked on one side only"
        yield say(where), why, tuple(slugs)


def _why(gap: Gap, say: Words) -> str:
    if gap.old == gap.new:
        return say.told(gap.old)
    sides = ("old", gap.old), ("new", gap.new)
    return "; ".join(say.pair(name, say.told(reason)) for name, reason in sides if reason)


def place(difference: Difference) -> str:
    """Where a difference is: the page, and the part of it."""
    change = difference.change
    return " › ".join(filter(None, (change.page, change.part)))


def source(difference: Difference, say: Words) -> str:
    """What of the guide a difference touches; "" where the guide is silent."""
    if not difference.statement:
        return ""
    if difference.line:
        return f"{difference.statement} ({say('guide, line {line}', line=difference.line)})"
    return f"{difference.statement} ({say('our reading')})"


def files(weighed: Weighed, difference: Difference) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The evidence of a difference on the old and on the new side, from the report's folder."""
    comparison, first = weighed.comparison, difference.sightings[:1]
    places = comparison.old.place, comparison.new.place
    found = [sighting.old.files for sighting in first], [sighting.new.files for sighting in first]
    old, new = (
        tuple(f"{where}/{name}" if where else name for some in each for name in some)
        for where, each in zip(places, found, strict=True)
    )
    return old, new


def explained(cause: Cause, say: Words, show: Callable[[str], str]) -> str:
    """A cause in words.

    Args:
        cause: what explains some differences.
        say: the words of the report.
        show: how a text of a portal is written there.
    """
    kinds = {"kind": say(cause.values["kind"])} if "kind" in cause.values else {}
    values = {name: show(value) for name, value in cause.values.items()}
    return say(cause.template, **(values | kinds))
