"""Frames: those whose document is part of the page, and those that are only named."""

from harness.core.url import resolve
from harness.model.page import Frame
from harness.page.dom import driver_attributes
from harness.page.dom.outline import Node, Outline


def frames(document: Outline) -> tuple[Frame, ...]:
    """The frames in document order.

    A frame element is left out where the wrapper with its document stands beside it.
    """
    wrapped = [
        _wrapped(node) for node in document.nodes if node.tag == driver_attributes.FRAME_ELEMENT
    ]
    known = {(frame.path[:-1], key) for frame in wrapped for key in (frame.name, frame.url) if key}
    plain = [_plain(node) for node in document.nodes if node.tag in {"frame", "iframe"}]
    return (
        *wrapped,
        *(
            frame
            for frame in plain
            if (frame.path[:-1], frame.name) not in known
            and (frame.path[:-1], frame.url) not in known
        ),
    )


def _wrapped(node: Node) -> Frame:
    return Frame(
        name=node.get(driver_attributes.FRAME_NAME), url=node.scope.url, path=node.scope.path
    )


def _plain(node: Node) -> Frame:
    name = node.get("name") or node.get("id")
    url = node.get(driver_attributes.URL) or resolve(node.scope.base, node.get("src"))
    return Frame(name=name, url=url, path=(*node.scope.path, name))
