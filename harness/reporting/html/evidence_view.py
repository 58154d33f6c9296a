"""The evidence of an observation as a page shows it: screenshot, mail, the steps before."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from harness.core.errors import UnsafeFile
from harness.core.folders.safe import SafeFolder, is_within
from harness.execution.animation import FILM_FILE as FILM
from harness.model.fact import Fact
from harness.model.finding import Evidence
from harness.model.journal import Journal, MailRecord, PageRecord, Step
from harness.model.page import Box
from harness.page.held import held
from harness.reporting.commands import replay_command
from harness.reporting.grouping.observation import ObservationPlace
from harness.reporting.html.embedded_images import EmbeddedImage, EmbeddedImages
from harness.reporting.html.highlight_boxes import boxes

MAX_BYTES = 200_000  # of a mail's file
_MARGIN = 60  # CSS pixels around the highlighted boxes
_LEFT = 280  # CSS pixels more on the left, for the label of a field
_VIEW = (760.0, 380.0)  # CSS pixels that a close view shows at least
_FLAT = 0.55  # height of the view of a page without boxes, relative to its width
MAX_LINES = 60  # of a page in words


@dataclass(frozen=True)
class Viewport:
    """A part of an image, in its pixels."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class ScreenshotView:
    """The screenshot of a page with its boxes.

    Attributes:
        close: the part around the boxes, or the top.
        borrowed: the scenario that saw the page with the same words before, perhaps with other
            values in its fields; "" for the scenario of the evidence itself.
    """

    image: EmbeddedImage
    frames: tuple[Box, ...]
    close: Viewport
    borrowed: str = ""


@dataclass(frozen=True)
class MailView:
    """A mail as it was received; `raw` is its source, "" if the file is missing."""

    record: MailRecord
    raw: str


@dataclass(frozen=True)
class StepView:
    """One step.

    Attributes:
        page: that it led to; None for none.
        here: whether it is the step of the evidence.
    """

    step: Step
    page: PageRecord | None
    here: bool


@dataclass(frozen=True)
class EvidenceView:
    """All that is shown of one observation in one scenario.

    Attributes:
        page: that the evidence is about; None for none.
        screenshot: of the page; None for none.
        mail: that the evidence is about; None for none.
        words: lines of the page, for readers who do not see the screenshot.
        replay: the command that runs the scenario again.
        recordings: animations and traces, below the run's folder.
    """

    scenario: str
    page: PageRecord | None
    screenshot: ScreenshotView | None
    mail: MailView | None
    steps: tuple[StepView, ...]
    words: tuple[str, ...]
    replay: str
    recordings: tuple[str, ...]

    def shows_no_more_than(self, other: "EvidenceView | None") -> bool:
        """Whether another one shows all that this one shows."""
        if other is None:
            return False
        if self.screenshot or self.mail:
            return (self.screenshot, self.mail) == (other.screenshot, other.mail)
        return self.scenario == other.scenario


class EvidenceViews:
    """Makes the evidence views of a run; a scenario without a journal has no evidence.

    Args:
        journals: of the run, by the slug of their scenario.
        folder: of the run.
        images: its pictures.
        target: its target file, or the name of a target; "" if unknown.
    """

    def __init__(
        self,
        journals: Mapping[str, Journal],
        folder: Path,
        images: EmbeddedImages,
        target: str = "",
    ) -> None:
        self._journals = journals
        self._target = target
        self._folder = folder
        self._images = images

    def of(self, place: ObservationPlace, expected: Fact | None, seen: Fact | None) -> EvidenceView:
        """The evidence of an observation in one scenario."""
        scenario, evidence = place.scenario, place.evidence
        journal = self._journals.get(scenario)
        page = journal.page(evidence.page) if journal else None
        return EvidenceView(
            scenario=scenario,
            page=page,
            screenshot=self._screenshot(scenario, page, evidence, expected, seen),
            mail=self._mail(journal, evidence),
            steps=_steps(journal, evidence) if journal else (),
            words=_page_words(page) if page else (),
            replay=replay_command(self._folder, scenario, self._target),
            recordings=recordings(self._folder, scenario),
        )

    def _screenshot(
        self,
        scenario: str,
        page: PageRecord | None,
        evidence: Evidence,
        expected: Fact | None,
        seen: Fact | None,
    ) -> ScreenshotView | None:
        path = page.screenshot if page else _image_of(evidence)
        image = self._images.take(path) if path else None
        if image is None:
            return None
        frames = boxes(page.page, evidence.ref, expected, seen) if page else ()
        taken_in = image.path.partition("/")[0]
        borrowed = taken_in if taken_in in self._journals and taken_in != scenario else ""
        return ScreenshotView(image, frames, _close_view(image, frames), borrowed)

    def _mail(self, journal: Journal | None, evidence: Evidence) -> MailView | None:
        mails = journal.mails if journal else ()
        record = next((m for m in mails if m.number == evidence.mail), None)
        if record is None:
            return None
        return MailView(record, _beginning(self._folder, record.file).decode("utf-8", "replace"))


def _beginning(folder: Path, file: str) -> bytes:
    """The first bytes of a mail's file; b"" if it is missing."""
    try:
        return SafeFolder(folder).beginning(file, MAX_BYTES) if file else b""
    except (OSError, UnsafeFile):
        return b""


def recordings(folder: Path, scenario: str) -> tuple[str, ...]:
    """The animations and traces of a scenario, below the run's folder."""
    if not is_within(scenario):
        return ()
    place = folder / scenario
    found = (*place.glob(FILM), *sorted(place.glob("traces/*.zip")))
    return tuple(path.relative_to(folder).as_posix() for path in found)


def _image_of(evidence: Evidence) -> str:
    return next((path for path in evidence.files if path.endswith(".png")), "")


def _close_view(image: EmbeddedImage, frames: tuple[Box, ...]) -> Viewport:
    """The part of a screenshot around its boxes, large enough to recognise the place."""
    if not frames:
        return Viewport(0, 0, image.width, min(image.height, image.width * _FLAT))
    x, width = _span([(f.x - _LEFT, f.x + f.width) for f in frames], _VIEW[0], image.width)
    y, height = _span([(f.y, f.y + f.height) for f in frames], _VIEW[1], image.height)
    return Viewport(x, y, width, min(height, width))


def _span(ranges: list[tuple[float, float]], least: float, most: float) -> tuple[float, float]:
    """Begin and length of a view on one axis: around the ranges, within the image."""
    begin = min(start for start, _ in ranges) - _MARGIN
    end = max(stop for _, stop in ranges) + _MARGIN
    length = min(max(end - begin, least), most)
    begin -= (length - (end - begin)) / 2 if length > end - begin else 0
    return max(0.0, min(begin, most - length)), length


def _steps(journal: Journal, evidence: Evidence) -> tuple[StepView, ...]:
    """The steps up to that of the evidence; all steps if it has none."""
    last = evidence.step or _step_of(journal, evidence) or len(journal.steps)
    return tuple(
        StepView(step, journal.page(step.led_to), here=step.number == last)
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


def _page_words(record: PageRecord) -> tuple[str, ...]:
    """The texts of a page in reading order, then its fields and buttons."""
    page = record.page
    parts = [*page.words]
    parts += [f"{field.label}: {held(field)}" for field in page.visible_fields]
    parts += [f"[{button.label}]" for button in page.buttons if button.visible]
    return tuple(parts[:MAX_LINES])
