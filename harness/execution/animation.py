"""A film of a walk: its pages in their order, with what led to each.

It is put together from pictures that were covered before they were taken. A recording of the
screen could not be: on moving pictures nothing is covered in time.
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
_WIDTH, _HEIGHT, _BAND = 960, 720, 56  # pixels of the picture, and of the words under it
_SIZE = 18  # pixels of letters; our face has those of ASCII alone
_SHOWN, _LAST = 1500, 4000  # milliseconds of a picture, and of the last
_QUALITY = 60
_MOST = 60  # steps, the last ones: a walk is of interest for how it ended
_BROKEN, _PLAIN = "#b00020", "#202020"


@dataclass(frozen=True)
class _Frame:
    """What is shown at once: a picture (none: an empty one), what was done, what is broken."""

    picture: bytes
    words: str
    broken: str


def make_film(
    journal: Journal, pictures: Mapping[int, bytes], findings: Iterable[Finding]
) -> bytes:
    """The film of a walk, as a moving WebP that any browser plays.

    Args:
        journal: of the walk.
        pictures: PNG by the number of the page in the journal, nothing secret on them.
        findings: of the walk; a page on which a statement is broken says so.

    Returns:
        The file's bytes, of the last sixty steps; none where no step led to a page.
    """
    frames = list(_frames(journal, pictures, _broken(findings)))[-_MOST:]
    if not frames:
        return b""
    drawn = [_drawn(frame) for frame in frames]
    written = BytesIO()
    drawn[0].save(
        written,
        "WEBP",
        save_all=True,
        append_images=drawn[1:],
        duration=[*[_SHOWN] * (len(drawn) - 1), _LAST],
        loop=0,
        quality=_QUALITY,
        method=0,
    )
    return written.getvalue()


def _broken(findings: Iterable[Finding]) -> dict[int, list[str]]:
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


def _drawn(frame: _Frame) -> Image.Image:
    whole = Image.new("RGB", (_WIDTH, _HEIGHT + _BAND), "white")
    whole.paste(_page(frame.picture), (0, 0))
    brush, face = ImageDraw.Draw(whole), ImageFont.load_default(_SIZE)
    brush.line((0, _HEIGHT, _WIDTH, _HEIGHT), fill=_PLAIN, width=2)
    brush.text((10, _HEIGHT + 6), frame.words, font=face, fill=_PLAIN)
    if frame.broken:
        brush.text((10, _HEIGHT + 30), f"broken: {frame.broken}", font=face, fill=_BROKEN)
    return whole


def _page(picture: bytes) -> Image.Image:
    """A page as wide as the film, its upper part where it is too long; grey where there is none."""
    shown = Image.new("RGB", (_WIDTH, _HEIGHT), "#888888")
    if picture:
        with Image.open(BytesIO(picture), formats=("PNG",)) as image:
            high = max(1, round(image.height * _WIDTH / image.width))
            shown.paste(image.convert("RGB").resize((_WIDTH, high)), (0, 0))
    return shown
