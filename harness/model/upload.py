"""A file that a visitor chooses in a form."""

import hashlib
import mimetypes
from pathlib import Path
from typing import Self

from pydantic import Field

from harness.core.value import Value


class Upload(Value):
    """A file that is chosen in a form.

    Attributes:
        name: of the file, as the portal gets it.
    """

    name: str
    data: bytes = Field(repr=False)
    content_type: str = "application/octet-stream"

    @property
    def digest(self) -> str:
        """What its content is known by, see `digest_of`."""
        return digest_of(self.data)

    @classmethod
    def of(cls, path: Path) -> Self:
        """The file at a path, with the media type of its suffix.

        Raises:
            OSError: it cannot be read.
        """
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return cls(name=path.name, data=path.read_bytes(), content_type=kind)


def digest_of(data: bytes) -> str:
    """What the content of a file is known by where it is not kept: the same bytes have the same."""
    return hashlib.sha256(data).hexdigest()
