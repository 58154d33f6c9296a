"""`comparison.html`: old and new in two columns, the words that differ marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from harness.compare.expectations import ReviewedComparison
from harness.compare.model import Difference, DifferenceCause, Ruling
from harness.core.text import with_capital
from harness.messages import Catalogue
from harness.model.finding import Verdict
from harness.reporting.citation import origin
from harness.reporting.comparison import sentence
from harness.reporting.comparison.headline import cause_headline
from harness.reporting.comparison.next_step import next_steps
from harness.reporting.html.embedded_images import EmbeddedImage, EmbeddedImages
from harness.reporting.html.layout import Entry, render

MAX_DIFFERENCES = 60  # of one cause
MAX_LISTED = 12  # causes of one ruling in the list at the top
MAX_IMAGE_BYTES = 4_000_000  # of one portal
_KEEPS = {
    Ruling.REGRESSION: (Verdict.PASS, Verdict.FAIL),
    Ruling.BOTH_BREAK: (Verdict.FAIL, Verdict.FAIL),
    Ruling.IMPROVEMENT: (Verdict.FAIL, Verdict.PASS),
}
"""Whether the old and the new portal keep the guide, as verdicts; not known for other rulings."""


def html(reviewed: ReviewedComparison, folder: Path, catalogue: Catalogue) -> str:
    """A comparison as one page; its folder has the evidence and the pictures."""
    comparison = reviewed.comparison
    views = {
        r: [_view(c, reviewed, catalogue) for c in comparison.causes if c.ruling is r]
        for r in Ruling
    }
    groups = [(ruling, some) for ruling, some in views.items() if some]
    notes = list(sentence.remarks(reviewed, catalogue))
    return render(
        "comparison.html.jinja",
        catalogue,
        contents=[
            *([Entry("overview", catalogue.text("title-changes"))] if comparison.causes else []),
            *(
                Entry(str(r), _title(r, len(causes), catalogue), len(causes))
                for r, causes in groups
            ),
            *([Entry("rest", catalogue.text("title-remarks"), len(notes))] if notes else []),
            *(
                [Entry("sights", catalogue.text("title-side-by-side"))]
                if comparison.screenshots
                else []
            ),
            *([Entry("times", catalogue.text("title-times"))] if comparison.times else []),
        ],
        styles=("report.css", "comparison.css"),
        reviewed=reviewed,
        comparison=comparison,
        groups=groups,
        counts={ruling: len(some) for ruling, some in views.items()},
        kinds=sentence.VERDICT_OF_RULING,
        keeps=_KEEPS,
        kind=sentence.verdict_kind(reviewed),
        answer=sentence.answer(reviewed, catalogue),
        warning=sentence.warning(reviewed, catalogue),
        todo=next_steps(reviewed, catalogue, folder, in_report=True),
        totals=sentence.totals(reviewed, catalogue),
        ruling_title=lambda ruling, n: _title(ruling, n, catalogue),
        place=lambda difference: sentence.place(difference, comparison, catalogue),
        both_shown=lambda difference: sentence.both_shown(difference, comparison, catalogue),
        shown_text=lambda value: sentence.shown(value, catalogue),
        origin=lambda difference: origin(difference, catalogue),
        files=lambda difference: sentence.files(reviewed, difference),
        remarks=notes,
        screenshots=_screenshots(reviewed, folder),
        listed=MAX_LISTED,
    )


def _title(ruling: Ruling, number: int, catalogue: Catalogue) -> str:
    words = catalogue.text(f"ruling-{ruling}", n=number)
    return with_capital(words)


@dataclass(frozen=True)
class CauseView:
    """A cause as the page shows it.

    Attributes:
        headline: the cause in one plain sentence.
        about: how binding it is, for whom, how often it is met, and what hangs on it.
        others: its differences beside the leading one; the first ones.
        more: how many are left out.
    """

    cause: DifferenceCause
    headline: str
    about: str
    others: tuple[Difference, ...]
    more: int


def _view(cause: DifferenceCause, reviewed: ReviewedComparison, catalogue: Catalogue) -> CauseView:
    others = tuple(one for one in cause.differences if one is not cause.lead)
    return CauseView(
        cause=cause,
        headline=cause_headline(cause, reviewed.comparison, catalogue),
        about=catalogue.text("clauses", clauses=tuple(_about(cause, reviewed, catalogue))),
        others=others[:MAX_DIFFERENCES],
        more=max(0, len(others) - MAX_DIFFERENCES),
    )


def _about(
    cause: DifferenceCause, reviewed: ReviewedComparison, catalogue: Catalogue
) -> Iterator[str]:
    lead = cause.lead
    if lead.level and lead.ruling is not Ruling.BOTH_KEEP:
        yield catalogue.text(f"level-{lead.level}")
    if met_by := sentence.roles(cause, reviewed.comparison, catalogue):
        yield catalogue.pair("label-met-by", ", ".join(met_by))
    yield catalogue.text("count-in-scenarios", n=len(cause.scenarios))
    if cause.blocked:
        yield catalogue.text("count-blocked", n=len(cause.blocked))
    if known := sum(d.fingerprint in reviewed.excused for d in cause.differences):
        yield catalogue.text("count-expected", n=known)


@dataclass(frozen=True)
class PagePair:
    """The screenshots of one page; None for one that is left out."""

    page: str
    old: EmbeddedImage | None
    new: EmbeddedImage | None


def _screenshots(reviewed: ReviewedComparison, folder: Path) -> list[PagePair]:
    """The screenshots of the same pages, as far as the budget of the file allows."""
    comparison = reviewed.comparison
    old, new = (
        EmbeddedImages(folder / p.folder, MAX_IMAGE_BYTES) for p in (comparison.old, comparison.new)
    )
    found = [
        PagePair(one.page, old.take(one.old), new.take(one.new)) for one in comparison.screenshots
    ]
    return [one for one in found if one.old or one.new]
