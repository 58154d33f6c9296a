"""How the page of a run tells what is broken: each cause with what can be shown of it."""

from collections.abc import Iterable
from typing import NamedTuple

from harness.reporting.grouping.causes import Cause, causes
from harness.reporting.grouping.findings import Broken
from harness.reporting.grouping.observation import Sighting
from harness.reporting.html.evidence_view import Exhibit, Exhibits

_SHOWN = 3  # sightings of one cause that are shown with picture, mail and steps
_TOLD = 12  # sightings of one cause that are told at all


class Shown(NamedTuple):
    """A sighting with what can be shown of it; None for what is told in words alone."""

    sighting: Sighting
    exhibit: Exhibit | None


class Told(NamedTuple):
    """A cause as the page tells it.

    Attributes:
        more: how many sightings are left out.
        bars: what it bars, by page: the slugs without the page's name.
    """

    cause: Cause
    shown: tuple[Shown, ...]
    more: int
    bars: tuple[tuple[str, tuple[str, ...]], ...]


def telling(broken: Iterable[Broken], exhibits: Exhibits) -> tuple[Told, ...]:
    """Broken statements as the page tells them."""
    return tuple(_told(cause, exhibits) for cause in causes(broken))


def _told(cause: Cause, exhibits: Exhibits) -> Told:
    sightings = cause.sightings
    shown: list[Shown] = []
    for sighting in sightings[:_TOLD]:
        exhibit = _exhibit(sighting, exhibits) if len(shown) < _SHOWN else None
        known = any(exhibit and exhibit.shows_no_more_than(one.exhibit) for one in shown)
        shown.append(Shown(sighting, None if known else exhibit))
    return Told(cause, tuple(shown), len(sightings) - len(shown), _by_page(cause.bars))


def _exhibit(sighting: Sighting, exhibits: Exhibits) -> Exhibit:
    """The first place with a picture or a mail; the first one where there is none."""
    first = None
    for place in sighting.places[:_TOLD]:
        exhibit = exhibits.of(place, sighting.expected, sighting.seen)
        if exhibit.shot or exhibit.letter:
            return exhibit
        first = first or exhibit
    assert first is not None  # noqa: S101 - a sighting was seen somewhere
    return first


def _by_page(slugs: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    pages: dict[str, list[str]] = {}
    for slug in slugs:
        page, _, rest = slug.partition(".")
        pages.setdefault(page, []).append(rest or page)
    return tuple((page, tuple(rest)) for page, rest in pages.items())
