"""What all reports of a comparison say in the same way."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from harness.compare.expectations import ReviewedComparison
from harness.compare.model import (
    Comparison,
    Difference,
    DifferenceCause,
    DifferenceKind,
    Gap,
    Ruling,
    Shown,
)
from harness.core.exit_codes import OK
from harness.messages import Catalogue
from harness.model.fact import Fact
from harness.model.finding import Verdict
from harness.reporting.citation import origin

VERDICT_OF_RULING = {
    Ruling.REGRESSION: Verdict.FAIL,
    Ruling.BOTH_BREAK: Verdict.WARN,
    Ruling.BOTH_KEEP: Verdict.UNOBSERVABLE,
    Ruling.IMPROVEMENT: Verdict.PASS,
}
"""The verdict whose mark and colour a ruling has in reports."""


def conclusion(reviewed: ReviewedComparison, catalogue: Catalogue) -> str:
    """The comparison in one sentence."""
    comparison = reviewed.comparison
    if comparison.faults:
        return catalogue.text("compared-fault")
    if not comparison.scenarios:
        verdict = catalogue.text("compared-nothing")
    else:
        verdict = ", ".join(_parts(reviewed, catalogue)) or catalogue.text("no-difference")
    clauses = (*_answer(reviewed, catalogue), verdict, _covered(comparison, catalogue))
    return catalogue.text("clauses", clauses=clauses)


def _answer(reviewed: ReviewedComparison, catalogue: Catalogue) -> Iterator[str]:
    """Yes or no; neither where nothing was compared, or only the ledger has to be changed."""
    if reviewed.regressions:
        yield catalogue.text("compared-no")
    elif reviewed.comparison.scenarios and reviewed.exit_code == OK:
        yield catalogue.text("compared-yes")


def _covered(comparison: Comparison, catalogue: Catalogue) -> str:
    """How many of the scenarios that were to be compared were compared."""
    compared = len(comparison.scenarios)
    return catalogue.text("compared-scenarios", compared=compared, n=comparison.planned)


def _parts(reviewed: ReviewedComparison, catalogue: Catalogue) -> Iterator[str]:
    differences = tuple(reviewed.comparison.differences)
    if reviewed.regressions:
        n = len({d.statement for d in reviewed.regressions})
        yield catalogue.text("count-regressed", n=n)
    elif differences or reviewed.uses:
        yield catalogue.text("no-regression")
    if differences:
        told = catalogue.text("count-differences", n=len(differences))
        causes = catalogue.text("count-causes", n=len(reviewed.comparison.causes))
        yield f"{told} ({causes})"
    if reviewed.excused:
        yield catalogue.text("count-expected", n=len(reviewed.excused))
    if reviewed.failing:
        n = len(reviewed.failing)
        yield catalogue.text("count-entries", n=n)


@dataclass(frozen=True)
class Remark:
    """Something that a report says beside the causes.

    Attributes:
        label: what it is.
        names: of the statements, scenarios or entries that it is about.
        text: more about them.
    """

    label: str
    names: tuple[str, ...]
    text: str


def remarks(reviewed: ReviewedComparison, catalogue: Catalogue) -> Iterator[Remark]:
    """Shared failures, what is not compared, entries of the ledger to change, faults."""
    comparison = reviewed.comparison
    for one in comparison.shared_failures:
        label = catalogue.text("label-both-break-alike")
        yield Remark(label, (one.statement,), shown(one.seen, catalogue))
    for statement, reason in comparison.unobserved.items():
        label = catalogue.text("label-not-compared")
        yield Remark(label, (statement,), shown(reason, catalogue))
    yield from _gap_remarks(comparison, catalogue)
    for use in reviewed.failing:
        label = catalogue.pair("label-ledger", catalogue.text(f"status-{use.status}"))
        names = (use.entry.subject, use.entry.fingerprint)
        yield Remark(label, names, f"{use.entry.owner}{catalogue.colon} {use.entry.reason}")
    for fault in comparison.faults:
        name = fault.scenario or fault.fault_name
        yield Remark(catalogue.text("verdict-fault"), (name,), shown(fault.seen or "", catalogue))


def _gap_remarks(comparison: Comparison, catalogue: Catalogue) -> Iterator[Remark]:
    """The planned scenarios that are not compared, those with the same reason together."""
    found: dict[tuple[bool, str], list[str]] = {}
    for gap in comparison.gaps:
        found.setdefault((gap.on_neither, _gap_reason(gap, catalogue)), []).append(gap.scenario)
    for (on_neither, reason), slugs in found.items():
        label = "label-walked-on-neither" if on_neither else "label-walked-on-one"
        yield Remark(catalogue.text(label), tuple(slugs), reason)


def _gap_reason(gap: Gap, catalogue: Catalogue) -> str:
    if gap.old == gap.new:
        return shown(gap.old, catalogue)
    both = ("label-old", gap.old), ("label-new", gap.new)
    reasons = (catalogue.pair(name, shown(one, catalogue)) for name, one in both if one)
    return catalogue.text("clauses", clauses=tuple(reasons))


_NAMED_PARTS = frozenset(
    {
        *(DifferenceKind.MAIL, DifferenceKind.MAIL_HEADER, DifferenceKind.MAIL_PARTS),
        DifferenceKind.SOUND,
    }
)
"""Kinds whose parts have a name of ours, the message `part-<part>`."""


def place(difference: Difference, catalogue: Catalogue) -> str:
    """Where a difference is: the page, and the part of it."""
    change = difference.change
    is_named = change.part and change.kind in _NAMED_PARTS
    part = catalogue.text(f"part-{change.part}") if is_named else change.part
    return " › ".join(filter(None, (change.page, part)))


def shown(value: Shown, catalogue: Catalogue) -> str:
    """What a portal shows, in words; "" for nothing."""
    return catalogue.say(value) if isinstance(value, Fact) else value


def source(difference: Difference, catalogue: Catalogue) -> str:
    """The statement that a difference touches, with its line; "" for none."""
    if not difference.statement:
        return ""
    return f"{difference.statement} ({origin(difference, catalogue)})"


def files(
    reviewed: ReviewedComparison, difference: Difference
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The evidence of a difference on both portals, relative to the report's folder."""
    comparison, first = reviewed.comparison, difference.occurrences[:1]
    places = comparison.old.folder, comparison.new.folder
    found = [sighting.old.files for sighting in first], [sighting.new.files for sighting in first]
    old, new = (
        tuple(f"{where}/{name}" if where else name for some in each for name in some)
        for where, each in zip(places, found, strict=True)
    )
    return old, new


def explained(cause: DifferenceCause, catalogue: Catalogue, show: Callable[[str], str]) -> str:
    """A cause in words.

    Args:
        cause: what explains some differences.
        catalogue: the words of the report.
        show: how a text of a portal is written there.
    """
    return catalogue.say(cause.fact.with_texts(show))
