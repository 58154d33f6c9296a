"""`comparison.md`: a comparison on one page, for a merge request."""

from collections.abc import Iterator

from harness.compare.difference import Cause, Difference, Ruling
from harness.compare.expectations import Weighed
from harness.messages import Catalogue
from harness.reporting.comparison.sentence import (
    AS_VERDICT,
    conclusion,
    explained,
    files,
    place,
    source,
    uncompared,
)
from harness.reporting.formats.markdown import code, table_head
from harness.reporting.symbols import MARKS

_MOST = 100  # causes told
_SOME = 10  # differences told of each


def markdown(weighed: Weighed, catalogue: Catalogue) -> str:
    """A comparison as one page of Markdown."""
    parts = (
        [f"# codes-perdus{catalogue.colon} {conclusion(weighed, catalogue)}", ""],
        _head(weighed, catalogue),
        _totals(weighed, catalogue),
        _causes(weighed, catalogue),
        _rest(weighed, catalogue),
    )
    return "\n".join(line for part in parts for line in part)


def _head(weighed: Weighed, catalogue: Catalogue) -> Iterator[str]:
    comparison = weighed.comparison
    for name, side in (("label-old", comparison.old), ("label-new", comparison.new)):
        yield f"- {catalogue.pair(name, f'{code(side.name)} ({side.driver})')}"
    walked = catalogue.text("count-scenarios", n=len(comparison.scenarios))
    yield f"- {catalogue.pair('label-scenarios', walked)}"
    yield ""


def _totals(weighed: Weighed, catalogue: Catalogue) -> Iterator[str]:
    heads = ("label-verdict", "label-causes", "label-differences")
    yield from table_head(*map(catalogue.text, heads))
    for ruling in Ruling:
        causes = sum(cause.ruling is ruling for cause in weighed.comparison.causes)
        number = len(weighed.comparison.having(ruling))
        name = f"{MARKS[AS_VERDICT[ruling]]} {catalogue.text(f'ruling-{ruling}')}"
        yield f"| {name} | {causes} | {number} |"
    yield ""


def _causes(weighed: Weighed, catalogue: Catalogue) -> Iterator[str]:
    causes = weighed.comparison.causes
    for cause in causes[:_MOST]:
        yield from _cause(cause, weighed, catalogue)
    if len(causes) > _MOST:
        yield catalogue.text("count-more", n=len(causes) - _MOST)
        yield ""


def _cause(cause: Cause, weighed: Weighed, catalogue: Catalogue) -> Iterator[str]:
    number = catalogue.text("count-differences", n=len(cause.differences))
    known = sum(d.fingerprint in weighed.excused for d in cause.differences)
    expected = f", {catalogue.text('count-expected', n=known)}" if known else ""
    mark = MARKS[AS_VERDICT[cause.ruling]]
    words = explained(cause, catalogue, code).replace("« `", "`").replace("` »", "`")
    yield f"## {mark} {catalogue.text(f'ruling-{cause.ruling}')}{catalogue.colon} {words}"
    yield ""
    yield f"{number}{expected}"
    yield ""
    for difference in cause.differences[:_SOME]:
        yield from _difference(difference, weighed, catalogue)
    if len(cause.differences) > _SOME:
        yield f"- {catalogue.text('count-more', n=len(cause.differences) - _SOME)}"
    if cause.bars:
        yield f"- {catalogue.pair('label-bars', ', '.join(map(code, cause.bars)))}"
    yield ""


def _difference(difference: Difference, weighed: Weighed, catalogue: Catalogue) -> Iterator[str]:
    change = difference.change
    old, new = (code(text) or catalogue.text("label-nothing") for text in (change.old, change.new))
    touched = source(difference, catalogue)
    kind = catalogue.text(f"kind-{change.kind}")
    where = f"{code(difference.fingerprint)} {kind}, {code(place(difference))}"
    yield f"- {where}{catalogue.colon} {old} → {new}"
    if touched:
        yield f"  - {code(touched)}{catalogue.colon} {code(difference.sentence)}"
    if difference.ruling is not Ruling.BOTH_KEEP:
        evidence = [name for some in files(weighed, difference) for name in some]
        if evidence:
            yield f"  - {catalogue.pair('label-evidence', ', '.join(map(code, evidence)))}"
        yield f"  - {catalogue.pair('label-scenarios', ', '.join(map(code, difference.scenarios)))}"


def _rest(weighed: Weighed, catalogue: Catalogue) -> Iterator[str]:
    comparison = weighed.comparison
    listed = [
        *(
            (catalogue.text("label-both-break-alike"), one.statement, one.seen)
            for one in comparison.alike
        ),
        *(
            (catalogue.text("label-not-compared"), slug, why)
            for slug, why in comparison.unobserved.items()
        ),
        *(
            (where, slug, why)
            for where, why, slugs in uncompared(comparison, catalogue)
            for slug in slugs
        ),
        *(
            (
                f"{catalogue.text('label-ledger')}, {catalogue.text(f'status-{use.standing}')}",
                use.entry.subject,
                use.entry.reason,
            )
            for use in weighed.failing
        ),
        *(
            (catalogue.text("verdict-fault"), f.scenario or f.sentence, f.seen)
            for f in comparison.faults
        ),
    ]
    for what, name, why in listed:
        yield f"- {what}{catalogue.colon} {' '.join(filter(None, (code(name), code(why))))}"
    if listed:
        yield ""
