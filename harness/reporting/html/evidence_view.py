"""What is shown of one place where something was seen: picture, mail, the steps that led there."""

import shlex
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import NamedTuple

from harness.core.files import read_within
from harness.core.sanitize import clipped
from harness.execution.animation import FILM_FILE as FILM
from harness.model.fact import Fact
from harness.model.finding import Evidence
from harness.model.journal import Journal, MailRecord, PageRecord, Step
from harness.model.page import Box
from harness.reporting.grouping.observation import Place
from harness.reporting.html.embedded_images import Album, Picture
from harness.reporting.html.highlight_boxes import boxes

_LARGEST = 200_000  # bytes of a mail's file that are looked at
_MARGIN = 60  # CSS pixels around what is framed
_LEFT = 280  # CSS pixels on its left, where the label of a field stands
_VIEW = (760.0, 380.0)  # CSS pixels that a close view shows at least
_FLAT = 0.55  # height of the view of a page where nothing is framed, by its width
_LINES, _LONGEST_LINE = 60, 200  # of a page in words, and characters of each


class View(NamedTuple):
    """A part of a picture, in its pixels."""

    x: float
    y: float
    width: float
    height: float


class Shot(NamedTuple):
    """The picture of a page with what is framed on it.

    Attributes:
        close: the part around the frames; the whole where nothing is framed.
    """

    picture: Picture
    frames: tuple[Box, ...]
    close: View


class Letter(NamedTuple):
    """A mail as it was received.

    Attributes:
        raw: its source; "" where the file is gone.
    """

    record: MailRecord
    raw: str


class Stage(NamedTuple):
    """One step on the way.

    Attributes:
        page: where it led to; None for nowhere.
        here: whether it is the step that the evidence speaks of.
    """

    step: Step
    page: PageRecord | None
    here: bool


class Exhibit(NamedTuple):
    """All that is shown of one place.

    Attributes:
        words: lines of the page, for who cannot see the picture.
        replay: the command that walks there again; "" where the run was not kept.
        recorded: films and traces of the walk, below the run's folder.
    """

    scenario: str
    page: PageRecord | None
    shot: Shot | None
    letter: Letter | None
    stages: tuple[Stage, ...]
    words: tuple[str, ...]
    replay: str
    recorded: tuple[str, ...]

    def shows_no_more_than(self, other: "Exhibit | None") -> bool:
        """Whether nothing stands here that another one does not show as well."""
        if other is None:
            return False
        if self.shot or self.letter:
            return (self.shot, self.letter) == (other.shot, other.letter)
        return self.scenario == other.scenario


class Exhibits:
    """Makes the exhibits of a run.

    Args:
        journals: of the run, by the slug of their scenario; what is missing is not shown.
        folder: where the run is kept.
        album: takes the pictures in.
    """

    def __init__(self, journals: Mapping[str, Journal], folder: Path, album: Album) -> None:
        self._journals = journals
        self._folder = folder
        self._album = album

    def of(self, place: Place, expected: Fact | None, seen: Fact | None) -> Exhibit:
        """What is shown of one place.

        Args:
            place: which scenario saw it, and where in its journal.
            expected: what should have been there.
            seen: what was there.
        """
        scenario, evidence = place.scenario, place.evidence
        journal = self._journals.get(scenario)
        page = journal.page(evidence.page) if journal else None
        return Exhibit(
            scenario=scenario,
            page=page,
            shot=self._shot(page, evidence, expected, seen),
            letter=self._letter(journal, evidence),
            stages=_stages(journal, evidence) if journal else (),
            words=_words(page) if page else (),
            replay=replay(self._folder, scenario),
            recorded=recorded(self._folder, scenario),
        )

    def _shot(
        self,
        page: PageRecord | None,
        evidence: Evidence,
        expected: Fact | None,
        seen: Fact | None,
    ) -> Shot | None:
        path = page.screenshot if page else _picture_of(evidence)
        picture = self._album.take(path) if path else None
        if picture is None:
            return None
        frames = boxes(page.page, evidence.ref, expected, seen) if page else ()
        return Shot(picture, frames, _close(picture, frames))

    def _letter(self, journal: Journal | None, evidence: Evidence) -> Letter | None:
        mails = journal.mails if journal else ()
        record = next((m for m in mails if m.number == evidence.mail), None)
        if record is None:
            return None
        raw = read_within(self._folder, record.file, _LARGEST)
        return Letter(record, raw.decode("utf-8", "replace"))


def replay(folder: Path, scenario: str) -> str:
    """The command that walks a scenario of a kept run again; no place of this machine in it."""
    place = PurePath(folder.name) if folder.is_absolute() else folder
    return shlex.join(("codes-perdus", "replay", place.as_posix(), scenario))


def recorded(folder: Path, scenario: str) -> tuple[str, ...]:
    """The films and traces that were kept of a scenario, below the run's folder."""
    place = folder / scenario
    found = (*place.glob(FILM), *sorted(place.glob("traces/*.zip")))
    return tuple(path.relative_to(folder).as_posix() for path in found)


def _picture_of(evidence: Evidence) -> str:
    return next((path for path in evidence.files if path.endswith(".png")), "")


def _close(picture: Picture, frames: tuple[Box, ...]) -> View:
    """The part of a picture around its frames, large enough to tell where on the page it is."""
    if not frames:
        return View(0, 0, picture.width, min(picture.height, picture.width * _FLAT))
    x, width = _span([(f.x - _LEFT, f.x + f.width) for f in frames], _VIEW[0], picture.width)
    y, height = _span([(f.y, f.y + f.height) for f in frames], _VIEW[1], picture.height)
    return View(x, y, width, min(height, width))


def _span(ranges: list[tuple[float, float]], least: float, most: float) -> tuple[float, float]:
    """Begin and length of a view on one axis: around the ranges, within the picture."""
    begin = min(start for start, _ in ranges) - _MARGIN
    end = max(stop for _, stop in ranges) + _MARGIN
    length = min(max(end - begin, least), most)
    begin -= (length - (end - begin)) / 2 if length > end - begin else 0
    return max(0.0, min(begin, most - length)), length


def _stages(journal: Journal, evidence: Evidence) -> tuple[Stage, ...]:
    """The steps up to the one that the evidence speaks of; all where it speaks of none."""
    last = evidence.step or _step_of(journal, evidence) or len(journal.steps)
    return tuple(
        Stage(step, journal.page(step.led_to), here=step.number == last)
        for step in journal.steps
        if step.number <= last
    )


def _step_of(journal: Journal, evidence: Evidence) -> int | None:
    """The step that led to the page, or the last one before the mail came."""
    if evidence.page:
        return next((s.number for s in journal.steps if s.led_to == evidence.page), None)
    mail = next((m for m in journal.mails if m.number == evidence.mail), None)
    before = [s.number for s in journal.steps if mail and s.time <= mail.time]
    return max(before, default=None)


def _words(record: PageRecord) -> tuple[str, ...]:
    """What the page says, in the order of reading: titles, texts, then fields and buttons."""
    page = record.page
    parts = [text.text for text in page.texts if text.visible]
    parts += [f"{field.label}: {field.value}" for field in page.visible_fields]
    parts += [f"[{button.label}]" for button in page.buttons if button.visible]
    return tuple(clipped(part, _LONGEST_LINE) for part in parts[:_LINES])
