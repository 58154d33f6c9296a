"""Sounds and pictures that a page shows by itself."""

from collections.abc import Iterator

from harness.core.text import squeeze
from harness.core.url import resolve
from harness.model.page import Picture, Sound
from harness.page.dom import driver_attributes
from harness.page.dom.outline import Node, Outline
from harness.page.parts.text_blocks import box

_SOURCES = {"audio": "src", "embed": "src", "object": "data", "bgsound": "src"}
_OTHER_KINDS = ("image/", "video/", "text/", "application/pdf")


def sounds(document: Outline) -> tuple[Sound, ...]:
    """The sounds in document order, each address once in its frame."""
    found = {(sound.frame, sound.url): sound for sound in reversed(list(_sounds(document)))}
    return tuple(reversed(found.values()))


def _sounds(document: Outline) -> Iterator[Sound]:
    for node in document.nodes:
        attribute = _SOURCES.get(node.tag)
        if node.tag == "source" and any(outer.tag == "audio" for outer in node.ancestors(3)):
            attribute = "src"
        kind = node.get("type").lower()
        if attribute is None or kind.startswith(_OTHER_KINDS):
            continue
        url = _address(node, attribute)
        if url:
            yield Sound(
                ref=node.get(driver_attributes.REF),
                visible=node.visible,
                box=box(node),
                frame=node.scope.path,
                url=url,
                kind=kind,
            )


def pictures(document: Outline) -> tuple[Picture, ...]:
    """The visible images in document order."""
    return tuple(
        Picture(
            ref=node.get(driver_attributes.REF),
            box=box(node),
            frame=node.scope.path,
            alt=squeeze(node.get("alt") or node.get("aria-label")),
            src=_address(node, "src"),
        )
        for node in document.nodes
        if node.visible and (node.tag == "img" or node.get("role") == "img")
    )


def _address(node: Node, attribute: str) -> str:
    return node.get(driver_attributes.URL) or resolve(node.scope.base, node.get(attribute))
