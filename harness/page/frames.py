"""Frames: those whose document is part of the page, and those that are only named."""

from harness.page import stamps
from harness.page.address import resolve
from harness.page.model import Frame
from harness.page.nodes import Node, Outline


def frames(document: Outline) -> tuple[Frame, ...]:
    """The frames in document order.

    A frame element is left out where the wrapper with its document stands beside it.
    """
    wrapped = [_wrapped(node) for node in document.nodes if node.tag == stamps.FRAME_ELEMENT]
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
    return Frame(name=node.get(stamps.FRAME_NAME), url=node.scope.url, path=node.scope.path)


def _plain(node: Node) -> Frame:
    name = node.get("name") or node.get("id")
    url = node.get(stamps.URL) or resolve(node.scope.base, node.get("src"))
    return Frame(name=name, url=url, path=(*node.scope.path, name))
