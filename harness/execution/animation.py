"""A film of a scenario: its pages in order, with what led to each.

It is made of screenshots whose secrets were covered. A recording of the screen cannot be covered
reliably.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from harness.model.finding import Finding
from harness.model.journal import Journal
from harness.model.verdicts import FAILURES

FILM_FILE = "film.webp"
_WIDTH, _HEIGHT, _CAPTION = 960, 720, 56  # pixels of the picture, and of the text below it
_FONT_SIZE = 18  # pixels; the font has ASCII letters only
_MILLISECONDS, _LAST_MILLISECONDS = 1500, 4000  # of a frame, and of the last one
_QUALITY = 60
_MAX_FRAMES = 60  # the last ones: a film shows how a scenario ended
_BROKEN_COLOUR, _TEXT_COLOUR = "#b00020", "#202020"


@dataclass(frozen=True)
class _Frame:
    """One frame: a screenshot (b"" for none), what was done, which statements are broken."""

    picture: bytes
    words: str
    broken: str


def make_film(
    journal: Journal, pictures: Mapping[int, bytes], findings: Iterable[Finding]
) -> bytes:
    """Make the film of a scenario, an animated WebP.

    Args:
        journal: of the scenario.
        pictures: screenshots as PNG by the number of the page, secrets covered.
        findings: of the scenario; a frame names the broken statements of its page.

    Returns:
        The bytes of the file, with the last sixty steps; b"" if no step led to a page.
    """
    frames = list(_frames(journal, pictures, _broken_statements(findings)))[-_MAX_FRAMES:]
    if not frames:
        return b""
    drawn = [_draw(frame) for frame in frames]
    written = BytesIO()
    drawn[0].save(
        written,
        "WEBP",
        save_all=True,
        append_images=drawn[1:],
        duration=[*[_MILLISECONDS] * (len(drawn) - 1), _LAST_MILLISECONDS],
        loop=0,
        quality=_QUALITY,
        method=0,
    )
    return written.getvalue()


def _broken_statements(findings: Iterable[Finding]) -> dict[int, list[str]]:
    """Slugs of the broken statements by the page that shows it."""
    found: dict[int, list[str]] = {}
    for finding in findings:
        if finding.verdict in FAILURES and finding.evidence.page is not None:
            found.setdefault(finding.evidence.page, []).append(finding.statement)
    return found


def _frames(
    journal: Journal, pictures: Mapping[int, bytes], broken: Mapping[int, Sequence[str]]
) -> Iterator[_Frame]:
    steps = [step for step in journal.steps if step.led_to is not None]
    for place, step in enumerate(steps, start=1):
        number = step.led_to or 0
        page = journal.page(number)
        led_to = page.slug if page and page.slug else "unknown page"
        done = f"{step.visitor}: {step.verb} {step.statement or _ascii(step.words)}"
        yield _Frame(
            picture=pictures.get(number, b""),
            words=f"{place}/{len(steps)}  {done} -> {led_to}",
            broken=", ".join(dict.fromkeys(broken.get(number, ()))),
        )


def _ascii(words: str) -> str:
    return unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()


def _draw(frame: _Frame) -> Image.Image:
    whole = Image.new("RGB", (_WIDTH, _HEIGHT + _CAPTION), "white")
    whole.paste(_fit(frame.picture), (0, 0))
    brush, face = ImageDraw.Draw(whole), ImageFont.load_default(_FONT_SIZE)
    brush.line((0, _HEIGHT, _WIDTH, _HEIGHT), fill=_TEXT_COLOUR, width=2)
    brush.text((10, _HEIGHT + 6), frame.words, font=face, fill=_TEXT_COLOUR)
    if frame.broken:
        brush.text((10, _HEIGHT + 30), f"broken: {frame.broken}", font=face, fill=_BROKEN_COLOUR)
    return whole


def _fit(picture: bytes) -> Image.Image:
    """The upper part of a screenshot, as wide as the film; grey for none."""
    shown = Image.new("RGB", (_WIDTH, _HEIGHT), "#888888")
    if picture:
        with Image.open(BytesIO(picture), formats=("PNG",)) as image:
            high = max(1, round(image.height * _WIDTH / image.width))
            shown.paste(image.convert("RGB").resize((_WIDTH, high)), (0, 0))
    return shown
