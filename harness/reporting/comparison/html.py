"""`comparison.html`: old and new in two columns, the words that differ marked."""

from pathlib import Path
from typing import NamedTuple

from harness.compare.difference import Ruling
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
from harness.reporting.html.embedded_images import Album, Picture
from harness.reporting.html.layout import Entry, render

_MOST = 60  # differences of one cause that are shown
_BUDGET = 4_000_000  # bytes of the pictures of one side


def html(weighed: Weighed, folder: Path, catalogue: Catalogue) -> str:
    """A comparison as one page.

    Args:
        weighed: the comparison.
        folder: its folder, from which evidence and pictures are named.
        catalogue: the words of the page.
    """
    comparison = weighed.comparison
    groups = [(r, [c for c in comparison.causes if c.ruling is r]) for r in Ruling]
    return render(
        "comparison.html.jinja",
        catalogue,
        contents=[
            *(
                Entry(_id(r), catalogue.text(f"ruling-{r}").capitalize(), len(causes))
                for r, causes in groups
                if causes
            ),
            Entry("rest", catalogue.text("title-no-cause")),
            *([Entry("sights", catalogue.text("title-side-by-side"))] if comparison.sights else []),
            *([Entry("times", catalogue.text("title-times"))] if comparison.times else []),
        ],
        styles=("report.css", "comparison.css"),
        weighed=weighed,
        comparison=comparison,
        groups=[group for group in groups if group[1]],
        kinds=AS_VERDICT,
        conclusion=conclusion(weighed, catalogue),
        explained=lambda cause: explained(cause, catalogue, str),
        place=place,
        source=lambda difference: source(difference, catalogue),
        files=lambda difference: files(weighed, difference),
        uncompared=list(uncompared(comparison, catalogue)),
        shown=_shown(weighed, folder),
        most=_MOST,
        section_id=_id,
    )


def _id(ruling: Ruling) -> str:
    return str(ruling)


class Shown(NamedTuple):
    """One page as each portal shows it."""

    page: str
    old: Picture | None
    new: Picture | None


def _shown(weighed: Weighed, folder: Path) -> list[Shown]:
    """The pictures of the pages, side by side, as far as the file has room for them."""
    comparison = weighed.comparison
    old, new = (Album(folder / p.place, _BUDGET) for p in (comparison.old, comparison.new))
    found = [Shown(one.page, old.take(one.old), new.take(one.new)) for one in comparison.sights]
    return [one for one in found if one.old or one.new]
