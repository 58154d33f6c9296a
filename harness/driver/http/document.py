"""The parts of a document that a browser can act on: controls, forms, links and frames."""

from collections.abc import Mapping
from dataclasses import dataclass

from harness.core.url import resolve
from harness.driver.http.form_controls import Control, FormTag


@dataclass(frozen=True)
class Anchor:
    """A link element."""

    ref: str
    attributes: Mapping[str, str]


@dataclass(frozen=True)
class FrameTag:
    """A frame: its name, its address, and the position of its start tag in the document."""

    ref: str
    name: str
    url: str
    start: int
    stop: int


@dataclass(frozen=True)
class Document:
    """A document and the parts of it that a browser can act on.

    Attributes:
        url: its address, after redirects.
        charset: its character set.
        base: the address that its links are relative to.
        target: the default window or frame of its links.
        source: the document with the driver's attributes.
        controls: all of them, in document order.
        frames: with their positions in `source`.
        is_frameset: whether it has frames instead of a body.
    """

    url: str
    charset: str
    base: str
    target: str
    source: str
    controls: tuple[Control, ...]
    forms: tuple[FormTag, ...]
    anchors: tuple[Anchor, ...]
    frames: tuple[FrameTag, ...]
    is_frameset: bool = False

    def resolve(self, address: str) -> str:
        """The absolute form of an address in this document."""
        return resolve(self.base, address) or self.base
