"""A document taken apart: its controls, forms, links and frames."""

from collections.abc import Mapping
from dataclasses import dataclass

from harness.core.url import resolve
from harness.driver.http.form_controls import Control, FormTag


@dataclass(frozen=True)
class Anchor:
    """A link: where it goes, and in which window."""

    ref: str
    attributes: Mapping[str, str]


@dataclass(frozen=True)
class FrameTag:
    """A frame: its name, its address, and its start tag's place in the document."""

    ref: str
    name: str
    url: str
    start: int
    stop: int


@dataclass(frozen=True)
class Document:
    """A document taken apart.

    Attributes:
        url: where it came from, after redirects.
        charset: in which it was written.
        base: the address that its links are relative to.
        source: with the stamps on it.
        controls: all of them, in document order.
        frames: their places are those in `source`.
        is_frameset: whether frames take the place of its body.
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
        """An address of this document as an absolute one."""
        return resolve(self.base, address) or self.base
