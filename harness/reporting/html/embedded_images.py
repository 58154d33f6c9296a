"""The images of a report: each is in the file once, made small, until a budget is spent."""

import base64
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from markupsafe import Markup
from PIL import Image

from harness.core.errors import UnsafeFile
from harness.core.folders.safe import SafeFolder

MAX_FILE_BYTES = 20_000_000
MAX_PIXELS = 40_000_000
MAX_WIDTH, MAX_HEIGHT = 1600, 12_000  # pixels of an image in the report
_QUALITY = 60


@dataclass(frozen=True)
class EmbeddedImage:
    """An image that is part of the report.

    Attributes:
        id: of its element in the report.
        path: of its file, below the run's folder.
        width: of the file, in pixels.
        height: of the file, in pixels.
        data: the image as a `data:` address.
    """

    id: str
    path: str
    width: int
    height: int
    data: Markup


class EmbeddedImages:
    """Collects the images that a report shows.

    Args:
        folder: of the run; no file outside of it is shown.
        budget: bytes of all images together in the report.
    """

    def __init__(self, folder: Path, budget: int = 8_000_000) -> None:
        self._folder = folder
        self._left = budget
        self._images: dict[str, EmbeddedImage | None] = {}

    @property
    def images(self) -> tuple[EmbeddedImage, ...]:
        """All images of the report."""
        return tuple(image for image in self._images.values() if image)

    def take(self, path: str) -> EmbeddedImage | None:
        """The image of a file; None if it is none, or if the budget is spent."""
        if path not in self._images:
            self._images[path] = self._taken(path)
        return self._images[path]

    def _taken(self, path: str) -> EmbeddedImage | None:
        small = _small_image(self._folder, path)
        if small is None or len(small.base64) > self._left:
            return None
        self._left -= len(small.base64)
        return EmbeddedImage(
            id=f"image-{len(self.images) + 1}",
            path=path,
            width=small.width,
            height=small.height,
            data=Markup(f"data:image/webp;base64,{small.base64}"),  # noqa: S704 - our own letters
        )


@dataclass(frozen=True)
class _SmallImage:
    width: int
    height: int
    base64: str


def _small_image(folder: Path, path: str) -> _SmallImage | None:
    """A file's image, made small."""
    try:
        data = SafeFolder(folder).read(path, MAX_FILE_BYTES)
        with Image.open(BytesIO(data), formats=("PNG",)) as image:
            width, height = image.size
            if width * height > MAX_PIXELS:
                return None
            return _SmallImage(width, height, _webp(image.convert("RGB")))
    except (UnsafeFile, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _webp(image: Image.Image) -> str:
    image.thumbnail((MAX_WIDTH, MAX_HEIGHT))
    written = BytesIO()
    image.save(written, "WEBP", quality=_QUALITY, method=0)  # fast; the files are smaller enough
    return base64.b64encode(written.getvalue()).decode()
