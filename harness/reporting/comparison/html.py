"""`comparison.html`: old and new in two columns, the words that differ marked."""

from dataclasses import dataclass
from pathlib import Path

from harness.compare.expectations import ReviewedComparison
from harness.compare.model import Ruling
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
from harness.reporting.html.embedded_images import EmbeddedImage, EmbeddedImages
from harness.reporting.html.layout import Entry, render

MAX_DIFFERENCES = 60  # of one cause
MAX_LISTED = 12  # causes of one ruling in the list at the top
MAX_IMAGE_BYTES = 4_000_000  # of one portal


def html(reviewed: ReviewedComparison, folder: Path, catalogue: Catalogue) -> str:
    """A comparison as one page.

    Args:
        reviewed: the comparison.
        folder: its folder, from which evidence and pictures are named.
        catalogue: the words of the page.
    """
    comparison = reviewed.comparison
    groups = [(r, [c for c in comparison.causes if c.ruling is r]) for r in Ruling]
    return render(
        "comparison.html.jinja",
        catalogue,
        contents=[
            *([Entry("overview", catalogue.text("title-changes"))] if comparison.causes else []),
            *(
                Entry(_id(r), catalogue.text(f"ruling-{r}").capitalize(), len(causes))
                for r, causes in groups
                if causes
            ),
            Entry("rest", catalogue.text("title-no-cause")),
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
        groups=[group for group in groups if group[1]],
        kinds=VERDICT_OF_RULING,
        conclusion=conclusion(reviewed, catalogue),
        explained=lambda cause: explained(cause, catalogue, str),
        place=lambda difference: place(difference, catalogue),
        shown_text=lambda value: shown(value, catalogue),
        source=lambda difference: source(difference, catalogue),
        files=lambda difference: files(reviewed, difference),
        remarks=list(remarks(reviewed, catalogue)),
        screenshots=_screenshots(reviewed, folder),
        most=MAX_DIFFERENCES,
        listed=MAX_LISTED,
        section_id=_id,
    )


def _id(ruling: Ruling) -> str:
    return str(ruling)


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
