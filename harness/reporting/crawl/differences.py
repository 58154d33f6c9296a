"""`differences.html`: what differs between two crawls, for the people who move a portal."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from harness.core.url import origin
from harness.crawl.diff.crawl_diff import CrawlComparison
from harness.crawl.diff.difference import CrawlDifference, Importance
from harness.messages import Catalogue
from harness.model.fact import joined
from harness.reporting.html.layout import Entry as Chapter
from harness.reporting.html.layout import render

_MAX_ROWS = 300  # of one importance
_MAX_SUBJECTS = 5  # of one row
_MAX_TEXT = 90  # characters of a subject
_VERDICTS = {Importance.HIGH: "fail", Importance.MEDIUM: "warn", Importance.LOW: "pass"}
_LISTED = frozenset({"text-new", "text-lost", "link-new", "link-lost", "picture-new"})
"""Changes of which a page may have hundreds; one row lists them."""


@dataclass(frozen=True)
class DifferenceRow:
    """One row: a change, and where it is.

    Attributes:
        count: number of such changes on the page.
        subjects: what changed; () for the page as a whole.
        pages: the path of the first page, and how many more there are.
        reason: for the pairing, if it is not plain; "" else.
        confidence: of the pairing, 0 to 1.
    """

    change: str
    count: int
    subjects: tuple[str, ...]
    page: str
    pages: str
    reason: str
    confidence: float


def differences_report(found: CrawlComparison, catalogue: Catalogue) -> str:
    """A comparison of two crawls as one page."""
    by_importance = {
        level: [one for one in found.differences if one.importance is level] for level in Importance
    }
    parts = {
        level: list(difference_rows(differences, catalogue))
        for level, differences in by_importance.items()
        if differences
    }
    worst = min(parts, default=None)
    return render(
        "differences.html.jinja",
        catalogue,
        contents=[
            Chapter(level.name.lower(), catalogue.text(_word(level)), len(by_importance[level]))
            for level in parts
        ],
        styles=["site.css"],
        starts=found.starts,
        verdict=_VERDICTS[worst] if worst else "pass",
        sentence=catalogue.pair("label-conclusion", crawl_answer(found, catalogue)),
        again=[
            ("pages", len(found.pairs), found.old_pages),
            ("forms", found.forms_paired, found.forms),
            ("fields", found.fields_paired, found.fields),
        ],
        levels=[(_VERDICTS[one], len(by_importance[one]), _word(one)) for one in Importance],
        parts=[
            (level.name.lower(), _word(level), len(by_importance[level]), rows[:_MAX_ROWS])
            for level, rows in parts.items()
        ],
    )


def crawl_answer(found: CrawlComparison, catalogue: Catalogue) -> str:
    """Whether the new portal still has what the old one has: yes, yes with reservations, or no."""
    counts = Counter(one.importance for one in found.differences)
    worst = min(counts, default=None)
    if worst is None:
        return catalogue.text("crawl-worst-none")
    return catalogue.text(f"crawl-worst-{worst.name.lower()}", n=counts[worst])


def _word(level: Importance) -> str:
    return f"importance-{level.name.lower()}"


def difference_rows(
    found: Sequence[CrawlDifference], catalogue: Catalogue
) -> Iterator[DifferenceRow]:
    """The differences as rows, in their order; many of one kind on one page are one row."""
    groups: defaultdict[tuple[object, ...], list[CrawlDifference]] = defaultdict(list)
    for place, one in enumerate(found):
        is_listed = one.change.code in _LISTED and len(one.pages) == 1
        groups[(one.change.code, one.pages) if is_listed else (place,)].append(one)
    for same in groups.values():
        first = same[0]
        address = first.old or first.new
        plural = f"several-{first.change.code}"
        change = catalogue.text(plural) if len(same) > 1 else catalogue.say(first.change)
        yield DifferenceRow(
            change=change,
            count=len(same),
            subjects=tuple(_subjects(same)),
            page=first.page,
            pages=catalogue.text(
                "crawl-on-pages",
                address=address.removeprefix(origin(address)) or "/",
                more=len(first.pages) - 1,
            ),
            reason=catalogue.say(joined(filter(None, (first.reason,)))),
            confidence=first.confidence,
        )


def _subjects(same: Iterable[CrawlDifference]) -> Iterator[str]:
    named = [one.about for one in same if one.about]
    for text in named[:_MAX_SUBJECTS]:
        yield text if len(text) <= _MAX_TEXT else f"{text[:_MAX_TEXT]}…"
    if len(named) > _MAX_SUBJECTS:
        yield "…"
