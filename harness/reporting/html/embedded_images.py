"""The pictures of a report: each stands in the file once, small, until a budget is spent."""

import base64
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup
from PIL import Image

from harness.core.files import read_within

_LARGEST = 20_000_000  # bytes of a file that is looked at
_MOST_PIXELS = 40_000_000
_WIDEST, _HIGHEST = 1600, 12_000  # pixels of a picture in the report
_QUALITY = 60


class Picture(NamedTuple):
    """A picture that stands in the report.

    Attributes:
        id: of its element in the report.
        path: of its file, below the run's folder.
        width: of the file, in pixels.
        height: of the file, in pixels.
        data: the picture as an address that needs no network.
    """

    id: str
    path: str
    width: int
    height: int
    data: Markup


class Album:
    """Gathers the pictures that a report shows.

    Args:
        folder: the run's folder, where the files lie; nothing outside of it is shown.
        budget: bytes that all pictures together may take in the report.
    """

    def __init__(self, folder: Path, budget: int = 8_000_000) -> None:
        self._folder = folder
        self._left = budget
        self._pictures: dict[str, Picture | None] = {}

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """All pictures that were taken in."""
        return tuple(picture for picture in self._pictures.values() if picture)

    def take(self, path: str) -> Picture | None:
        """The picture of a file; None for what is none, or for what the budget leaves out."""
        if path not in self._pictures:
            self._pictures[path] = self._taken(path)
        return self._pictures[path]

    def _taken(self, path: str) -> Picture | None:
        read = _read(self._folder, path)
        if read is None or len(read.letters) > self._left:
            return None
        self._left -= len(read.letters)
        return Picture(
            id=f"picture-{len(self.pictures) + 1}",
            path=path,
            width=read.width,
            height=read.height,
            data=Markup(f"data:image/webp;base64,{read.letters}"),  # noqa: S704 - our own letters
        )


class _Read(NamedTuple):
    width: int
    height: int
    letters: str


def _read(folder: Path, path: str) -> _Read | None:
    """A file's picture, made small."""
    data = read_within(folder, path, _LARGEST)
    try:
        with Image.open(BytesIO(data), formats=("PNG",)) as image:
            width, height = image.size
            if width * height > _MOST_PIXELS:
                return None
            return _Read(width, height, _small(image.convert("RGB")))
    except (OSError, ValueError, SyntaxError):  # what Pillow raises for what is no picture
        return None


def _small(image: Image.Image) -> str:
    image.thumbnail((_WIDEST, _HIGHEST))
    written = BytesIO()
    image.save(written, "WEBP", quality=_QUALITY, method=0)  # fast; the files are smaller enough
    return base64.b64encode(written.getvalue()).decode()
