"""`comparison.md`: a comparison on one page, for a merge request."""

from collections.abc import Iterator
from pathlib import Path

from harness.compare.expectations import ReviewedComparison
from harness.compare.model import Difference, DifferenceCause, Ruling
from harness.messages import Catalogue
from harness.reporting.comparison import sentence
from harness.reporting.comparison.headline import cause_headline
from harness.reporting.comparison.next_step import next_steps
from harness.reporting.formats.markdown import code, next_lines, table_head
from harness.reporting.symbols import MARKS

MAX_CAUSES = 100
MAX_DIFFERENCES = 10  # of one cause


def markdown(reviewed: ReviewedComparison, catalogue: Catalogue, name: str = "RUN") -> str:
    """A comparison as one page of Markdown; `name` is that of its folder."""
    parts = (
        [f"# codes-perdus{catalogue.colon} {sentence.conclusion(reviewed, catalogue)}", ""],
        _head(reviewed, catalogue),
        next_lines(next_steps(reviewed, catalogue, Path(name)), catalogue),
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
    if warning := sentence.warning(reviewed, catalogue):
        yield from (f"> {warning}", "")


def _totals(reviewed: ReviewedComparison, catalogue: Catalogue) -> Iterator[str]:
    heads = ("label-verdict", "label-causes", "label-differences")
    yield from table_head(*map(catalogue.text, heads))
    for ruling in Ruling:
        causes = sum(cause.ruling is ruling for cause in reviewed.comparison.causes)
        number = len(reviewed.comparison.having(ruling))
        words = catalogue.text(f"ruling-{ruling}", n=causes)
        means = catalogue.text(f"means-{ruling}")
        name = f"{MARKS[sentence.VERDICT_OF_RULING[ruling]]} {words}{catalogue.colon} {means}"
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
    mark = MARKS[sentence.VERDICT_OF_RULING[cause.ruling]]
    words = code(cause_headline(cause, reviewed.comparison, catalogue))
    yield f"## {mark} {catalogue.text(f'ruling-{cause.ruling}', n=1)}{catalogue.colon} {words}"
    yield ""
    yield f"{number}{expected}"
    if met_by := sentence.roles(cause, reviewed.comparison, catalogue):
        yield f"({catalogue.pair('label-met-by', ', '.join(map(code, met_by)))})"
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
    comparison = reviewed.comparison
    old, new = (
        code(one) or catalogue.text("label-nothing")
        for one in sentence.both_shown(difference, comparison, catalogue)
    )
    touched = sentence.source(difference, catalogue)
    kind = catalogue.text(f"kind-{difference.change.kind}")
    where = code(sentence.place(difference, comparison, catalogue))
    name = f"{code(difference.fingerprint)} {kind}, {where}"
    yield f"- {name}{catalogue.colon} {old} → {new}"
    if touched:
        yield f"  - {code(touched)}{catalogue.colon} {code(catalogue.say(difference.sentence))}"
    if difference.ruling is not Ruling.BOTH_KEEP:
        evidence = [name for some in sentence.files(reviewed, difference) for name in some]
        if evidence:
            yield f"  - {catalogue.pair('label-evidence', ', '.join(map(code, evidence)))}"
        yield f"  - {catalogue.pair('label-scenarios', ', '.join(map(code, difference.scenarios)))}"


def _remarks(reviewed: ReviewedComparison, catalogue: Catalogue) -> Iterator[str]:
    lines = [
        f"- {one.label}{catalogue.colon} {', '.join(map(code, one.names))} {code(one.text)}"
        for one in sentence.remarks(reviewed, catalogue)
    ]
    if lines:
        yield from (*lines, "")
