"""What all reports of a comparison say in the same way."""

from collections.abc import Iterator
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
from harness.messages import Catalogue
from harness.model.fact import Fact
from harness.model.finding import Level, Verdict
from harness.reporting.citation import origin
from harness.reporting.comparison.headline import answered, part_name, titled

VERDICT_OF_RULING = {
    Ruling.REGRESSION: Verdict.FAIL,
    Ruling.BOTH_BREAK: Verdict.WARN,
    Ruling.BOTH_KEEP: Verdict.UNOBSERVABLE,
    Ruling.IMPROVEMENT: Verdict.PASS,
}
"""The verdict whose mark and colour a ruling has in reports."""


def verdict_kind(reviewed: ReviewedComparison) -> Verdict:
    """The verdict whose mark and colour the answer has in reports."""
    if reviewed.comparison.faults or not reviewed.comparison.scenarios:
        return Verdict.FAULT
    if reviewed.regressions:
        return Verdict.FAIL
    comparison = reviewed.comparison
    is_whole = not (reviewed.exit_code or comparison.gaps or comparison.unobserved)
    return Verdict.PASS if is_whole else Verdict.WARN


def answer(reviewed: ReviewedComparison, catalogue: Catalogue) -> str:
    """Whether the new portal keeps what the old one keeps: yes, no, or why that is not known."""
    match verdict_kind(reviewed):
        case Verdict.FAULT:
            comparison = reviewed.comparison
            ended = len({one.scenario for one in comparison.faults})
            if not ended:
                return catalogue.text("compared-nothing")
            total = max(ended, len(comparison.scenarios))
            return catalogue.text("compared-fault", n=ended, total=total)
        case Verdict.FAIL:
            broken = {d.statement: d.level for d in reviewed.regressions}
            required = list(broken.values()).count(Level.REQUIRED)
            return catalogue.text("compared-no", n=len(broken), required=required)
        case Verdict.WARN:
            return catalogue.text("compared-almost", reasons=tuple(_reasons(reviewed, catalogue)))
        case _:
            return catalogue.text("compared-yes")


def _reasons(reviewed: ReviewedComparison, catalogue: Catalogue) -> Iterator[str]:
    """What is still to be looked at where nothing regressed."""
    counts = {
        "count-unexpected": len(reviewed.unexpected),
        "count-entries": len(reviewed.failing),
        "count-gaps": len(reviewed.comparison.gaps),
        "count-not-compared": reviewed.comparison.not_compared,
    }
    return (catalogue.text(message, n=n) for message, n in counts.items() if n)


def warning(reviewed: ReviewedComparison, catalogue: Catalogue) -> str:
    """What makes the portals hard to compare; "" for nothing."""
    comparison = reviewed.comparison
    if comparison.has_one_driver:
        return ""
    old, new = comparison.old.driver, comparison.new.driver
    return catalogue.text("comparison-of-drivers", old=old, new=new)


def totals(reviewed: ReviewedComparison, catalogue: Catalogue) -> str:
    """How much differs, and how much was compared."""
    comparison = reviewed.comparison
    differences = len(tuple(comparison.differences))
    parts = [catalogue.text("no-difference")]
    if differences:
        told = catalogue.text("count-differences", n=differences)
        parts = [f"{told} ({catalogue.text('count-causes', n=len(comparison.causes))})"]
    if reviewed.excused:
        parts.append(catalogue.text("count-expected", n=len(reviewed.excused)))
    covered = catalogue.text(
        "compared-scenarios", compared=len(comparison.scenarios), n=comparison.planned
    )
    return catalogue.text("clauses", clauses=(", ".join(parts), covered))


def conclusion(reviewed: ReviewedComparison, catalogue: Catalogue) -> str:
    """The comparison in one sentence without a full stop."""
    told = answer(reviewed, catalogue)
    if verdict_kind(reviewed) is Verdict.FAULT:
        return told
    return catalogue.text("clauses", clauses=(told, totals(reviewed, catalogue)))


def roles(cause: DifferenceCause, comparison: Comparison, catalogue: Catalogue) -> tuple[str, ...]:
    """What the roles are called whose accounts meet a cause, each once."""
    found = (comparison.roles[slug] for slug in cause.scenarios if slug in comparison.roles)
    return tuple(catalogue.say(role) for role in dict.fromkeys(found))


@dataclass(frozen=True)
class Remark:
    """Something that a report says beside the causes, on some statements, scenarios or entries."""

    label: str
    names: tuple[str, ...]
    text: str


def remarks(reviewed: ReviewedComparison, catalogue: Catalogue) -> Iterator[Remark]:
    """Shared failures, what is not compared, entries of the ledger to change, faults."""
    comparison = reviewed.comparison
    for one in comparison.shared_failures:
        label = catalogue.text("label-both-break-alike")
        yield Remark(label, (one.statement,), shown(one.seen, catalogue))
    for some in comparison.unobserved:
        side = "old" if some.on_old else "new"
        label = catalogue.text(f"label-not-compared-{side}", n=len(some.statements))
        yield Remark(label, some.statements, shown(some.reason, catalogue))
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


def place(difference: Difference, comparison: Comparison, catalogue: Catalogue) -> str:
    """Where a difference is: the page, and the part of it."""
    change = difference.change
    part = "" if difference.is_verdict else part_name(change.kind, change.part, catalogue)
    return " › ".join(filter(None, (comparison.title(change.page), part)))


def both_shown(
    difference: Difference, comparison: Comparison, catalogue: Catalogue
) -> tuple[str, str]:
    """What the old and the new portal show; "" for nothing."""
    change, is_page = difference.change, difference.change.kind is DifferenceKind.TARGET

    def words(value: Shown) -> str:
        told = answered(value, difference, catalogue)
        if isinstance(told, Fact):
            return catalogue.say(titled(told, comparison))
        return (
            comparison.title(value)
            if is_page and isinstance(value, str)
            else shown(value, catalogue)
        )

    return words(change.old), words(change.new)


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
