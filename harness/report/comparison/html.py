"""`comparison.html`: old and new in two columns, the words that differ marked."""

from pathlib import Path

from harness.compare.difference import Difference, Ruling
from harness.compare.weighing import Weighed
from harness.report.album import Album, Picture
from harness.report.comparison.verdict import (
    AS_VERDICT,
    conclusion,
    explained,
    files,
    place,
    source,
)
from harness.report.page import Entry, render
from harness.report.words import Words

_MOST = 60  # differences of one cause that are shown
_BUDGET = 4_000_000  # bytes of the pictures of one side


def html(weighed: Weighed, folder: Path, say: Words) -> str:
    """A comparison as one page.

    Args:
        weighed: the comparison.
        folder: its folder, from which evidence and pictures are named.
        say: the words of the page.
    """
    comparison = weighed.comparison
    groups = [(r, [c for c in comparison.causes if c.ruling is r]) for r in Ruling]
    return render(
        "comparison.html.jinja",
        say,
        contents=[
            *(Entry(_id(r), say(r).capitalize(), len(causes)) for r, causes in groups if causes),
            Entry("rest", say("Not told by any cause")),
            *([Entry("times", say("Times"))] if comparison.times else []),
        ],
        styles=("report.css", "comparison.css"),
        weighed=weighed,
        comparison=comparison,
        groups=[group for group in groups if group[1]],
        kinds=AS_VERDICT,
        conclusion=conclusion(weighed, say),
        explained=lambda cause: explained(cause, say, str),
        place=place,
        source=lambda difference: source(difference, say),
        files=lambda difference: files(weighed, difference),
        pictures=_Pictures(weighed, folder),
        most=_MOST,
        section_id=_id,
    )


def _id(ruling: Ruling) -> str:
    return str(ruling).replace(" ", "-")


class _Pictures:
    """Finds the picture of a page on either side, each file once in the whole page.

    Args:
        weighed: the comparison.
        folder: its folder, from which the runs' folders are named.
    """

    def __init__(self, weighed: Weighed, folder: Path) -> None:
        comparison = weighed.comparison
        places = comparison.old.place, comparison.new.place
        self._albums = tuple(Album(folder / place, _BUDGET) for place in places)
        self._shown: set[tuple[int, str]] = set()

    def __call__(self, difference: Difference, side: int) -> Picture | None:
        """The picture of the first sighting of a difference; None for none, or shown before."""
        for sighting in difference.sightings[:1]:
            evidence = (sighting.old, sighting.new)[side]
            for path in evidence.files:
                picture = self._albums[side].take(path)
                if picture and (side, path) not in self._shown:
                    self._shown.add((side, path))
                    return picture
        return None
