"""The words that all reports of a comparison share."""

from collections.abc import Callable, Iterator
from typing import Any

from harness.compare.difference import Cause, Difference, Ruling
from harness.compare.expectations import Weighed
from harness.compare.model import Comparison, Gap
from harness.messages import Catalogue
from harness.model.fact import Fact, Quote, fact, quote
from harness.model.finding import Verdict
from harness.reporting.i18n.check_messages_fr import told

AS_VERDICT = {
    Ruling.REGRESSION: Verdict.FAIL,
    Ruling.BOTH_BREAK: Verdict.WARN,
    Ruling.BOTH_KEEP: Verdict.UNOBSERVABLE,
    Ruling.IMPROVEMENT: Verdict.PASS,
}
"""The verdict whose mark and colour a ruling has."""


def conclusion(weighed: Weighed, catalogue: Catalogue) -> str:
    """The comparison in one sentence."""
    comparison = weighed.comparison
    if comparison.faults:
        return catalogue.text("compared-fault")
    if not comparison.scenarios:
        verdict = catalogue.text("compared-nothing")
    else:
        verdict = ", ".join(_parts(weighed, catalogue)) or catalogue.text("no-difference")
    return f"{verdict}; {_covered(comparison, catalogue)}"


def _covered(comparison: Comparison, catalogue: Catalogue) -> str:
    """How many of the scenarios that were to be compared were compared."""
    compared = len(comparison.scenarios)
    return catalogue.text("compared-scenarios", compared=compared, n=comparison.planned)


def _parts(weighed: Weighed, catalogue: Catalogue) -> Iterator[str]:
    differences = tuple(weighed.comparison.differences)
    if weighed.regressions:
        n = len({d.statement for d in weighed.regressions})
        yield catalogue.text("count-regressed", n=n)
    elif differences or weighed.uses:
        yield catalogue.text("no-regression")
    if differences:
        told = catalogue.text("count-differences", n=len(differences))
        causes = catalogue.text("count-causes", n=len(weighed.comparison.causes))
        yield f"{told} ({causes})"
    if weighed.excused:
        yield catalogue.text("count-expected", n=len(weighed.excused))
    if weighed.failing:
        n = len(weighed.failing)
        yield catalogue.text("count-entries", n=n)


def uncompared(
    comparison: Comparison, catalogue: Catalogue
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What was planned and is not compared.

    Yields:
        On which side it was not walked, why, and the scenarios of which that is so.
    """
    found: dict[tuple[bool, str], list[str]] = {}
    for gap in comparison.gaps:
        found.setdefault((gap.on_neither, _why(gap, catalogue)), []).append(gap.scenario)
    for (on_neither, why), slugs in found.items():
        where = "label-walked-on-neither" if on_neither else "label-walked-on-one"
        yield catalogue.text(where), why, tuple(slugs)


def _why(gap: Gap, catalogue: Catalogue) -> str:
    if gap.old == gap.new:
        return told(gap.old, catalogue.language)
    sides = ("label-old", gap.old), ("label-new", gap.new)
    return "; ".join(
        catalogue.pair(name, told(reason, catalogue.language)) for name, reason in sides if reason
    )


def place(difference: Difference) -> str:
    """Where a difference is: the page, and the part of it."""
    change = difference.change
    return " › ".join(filter(None, (change.page, change.part)))


def source(difference: Difference, catalogue: Catalogue) -> str:
    """What of the guide a difference touches; "" where the guide is silent."""
    if not difference.statement:
        return ""
    line = catalogue.text("label-guide-line", line=difference.line or 0)
    return f"{difference.statement} ({line})"


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


def explained(cause: Cause, catalogue: Catalogue, show: Callable[[str], str]) -> str:
    """A cause in words.

    Args:
        cause: what explains some differences.
        catalogue: the words of the report.
        show: how a text of a portal is written there.
    """
    return catalogue.say(_shown(cause.fact, show))


def _shown(one: Fact, show: Callable[[str], str]) -> Fact:
    """A fact whose texts are written as a report writes them."""
    shown = {
        name: tuple(_shown_part(part, show) for part in value)
        if isinstance(value, tuple)
        else _shown_part(value, show)
        for name, value in one.params.items()
    }
    return fact(one.code, **shown)


def _shown_part(part: Any, show: Callable[[str], str]) -> Any:
    return quote(show(part.quote)) if isinstance(part, Quote) else part
