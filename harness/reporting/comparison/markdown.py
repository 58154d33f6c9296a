"""`comparison.md`: a comparison on one page, for a merge request."""

from collections.abc import Iterator

from harness.compare.expectations import ReviewedComparison
from harness.compare.model import Difference, DifferenceCause, Ruling
from harness.messages import Catalogue
from harness.reporting.comparison.sentence import (
    VERDICT_OF_RULING,
    conclusion,
    explained,
    files,
    place,
    remarks,
    shown,
    source,
)
from harness.reporting.formats.markdown import code, table_head
from harness.reporting.symbols import MARKS

MAX_CAUSES = 100
MAX_DIFFERENCES = 10  # of one cause


def markdown(reviewed: ReviewedComparison, catalogue: Catalogue) -> str:
    """A comparison as one page of Markdown."""
    parts = (
        [f"# codes-perdus{catalogue.colon} {conclusion(reviewed, catalogue)}", ""],
        _head(reviewed, catalogue),
        _totals(reviewed, catalogue),
        _causes(reviewed, catalogue),
        _remarks(reviewed, catalogue),
    )
    return "\n".join(line for part in parts for line in part)


def _head(reviewed: ReviewedComparison, catalogue: Catalogue) -> Iterator[str]:
    comparison = reviewed.comparison
    for name, side in (("label-old", comparison.old), ("label-new", comparison.new)):
        yield f"- {catalogue.pair(name, f'{code(side.name)} ({side.driver})')}"
    walked = catalogue.text("count-scenarios", n=len(comparison.scenarios))
    yield f"- {catalogue.pair('label-scenarios', walked)}"
    yield ""


def _totals(reviewed: ReviewedComparison, catalogue: Catalogue) -> Iterator[str]:
    heads = ("label-verdict", "label-causes", "label-differences")
    yield from table_head(*map(catalogue.text, heads))
    for ruling in Ruling:
        causes = sum(cause.ruling is ruling for cause in reviewed.comparison.causes)
        number = len(reviewed.comparison.having(ruling))
        name = f"{MARKS[VERDICT_OF_RULING[ruling]]} {catalogue.text(f'ruling-{ruling}')}"
        yield f"| {name} | {causes} | {number} |"
    yield ""


def _causes(reviewed: ReviewedComparison, catalogue: Catalogue) -> Iterator[str]:
    causes = reviewed.comparison.causes
    for cause in causes[:MAX_CAUSES]:
        yield from _cause(cause, reviewed, catalogue)
    if len(causes) > MAX_CAUSES:
        yield catalogue.text("count-more", n=len(causes) - MAX_CAUSES)
        yield ""


def _cause(
    cause: DifferenceCause, reviewed: ReviewedComparison, catalogue: Catalogue
) -> Iterator[str]:
    number = catalogue.text("count-differences", n=len(cause.differences))
    known = sum(d.fingerprint in reviewed.excused for d in cause.differences)
    expected = f", {catalogue.text('count-expected', n=known)}" if known else ""
    mark = MARKS[VERDICT_OF_RULING[cause.ruling]]
    words = explained(cause, catalogue, code).replace("« `", "`").replace("` »", "`")
    yield f"## {mark} {catalogue.text(f'ruling-{cause.ruling}')}{catalogue.colon} {words}"
    yield ""
    yield f"{number}{expected}"
    yield ""
    for difference in cause.differences[:MAX_DIFFERENCES]:
        yield from _difference(difference, reviewed, catalogue)
    if len(cause.differences) > MAX_DIFFERENCES:
        yield f"- {catalogue.text('count-more', n=len(cause.differences) - MAX_DIFFERENCES)}"
    if cause.blocked:
        yield f"- {catalogue.pair('label-bars', ', '.join(map(code, cause.blocked)))}"
    yield ""


def _difference(
    difference: Difference, reviewed: ReviewedComparison, catalogue: Catalogue
) -> Iterator[str]:
    change = difference.change
    old, new = (
        code(shown(one, catalogue)) or catalogue.text("label-nothing")
        for one in (change.old, change.new)
    )
    touched = source(difference, catalogue)
    kind = catalogue.text(f"kind-{change.kind}")
    where = f"{code(difference.fingerprint)} {kind}, {code(place(difference, catalogue))}"
    yield f"- {where}{catalogue.colon} {old} → {new}"
    if touched:
        yield f"  - {code(touched)}{catalogue.colon} {code(catalogue.say(difference.sentence))}"
    if difference.ruling is not Ruling.BOTH_KEEP:
        evidence = [name for some in files(reviewed, difference) for name in some]
        if evidence:
            yield f"  - {catalogue.pair('label-evidence', ', '.join(map(code, evidence)))}"
        yield f"  - {catalogue.pair('label-scenarios', ', '.join(map(code, difference.scenarios)))}"


def _remarks(reviewed: ReviewedComparison, catalogue: Catalogue) -> Iterator[str]:
    lines = [
        f"- {one.label}{catalogue.colon} {', '.join(map(code, one.names))} {code(one.text)}"
        for one in remarks(reviewed, catalogue)
    ]
    if lines:
        yield from (*lines, "")
