"""The sounds, images and frames of a page."""

from collections.abc import Iterator

from harness.core.text import squeeze
from harness.core.url import resolve
from harness.model.page import Frame, Picture, Sound
from harness.page.dom import driver_attributes
from harness.page.dom.outline import ItemKind, Node, Outline
from harness.page.labels.hints import is_in_link
from harness.page.parts.text_blocks import box

_SOURCES = {"audio": "src", "embed": "src", "object": "data", "bgsound": "src"}
_WITH_BUTTONS = frozenset({"embed", "object"})
_MAX_AWAY = 100  # items of the stream between a player and its words
_BLOCKS_BEFORE = 2
_OTHER_KINDS = ("image/", "video/", "text/", "application/pdf")


def sounds(document: Outline) -> tuple[Sound, ...]:
    """The sounds in document order, each address once in its frame."""
    found = {(sound.frame, sound.url): sound for sound in reversed(list(_sounds(document)))}
    return tuple(reversed(found.values()))


def _sounds(document: Outline) -> Iterator[Sound]:
    for node in document.nodes:
        attribute, player = _SOURCES.get(node.tag), node
        outer = next((one for one in node.ancestors(3) if one.tag == "audio"), None)
        if node.tag == "source" and outer:
            attribute, player = "src", outer
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
                label=_words_before(document, player) if _can_be_started(player) else "",
            )


def _can_be_started(player: Node) -> bool:
    """Whether a person sees a player with buttons."""
    has_buttons = "controls" in player.attrs or player.tag in _WITH_BUTTONS
    return player.visible and has_buttons


def _words_before(document: Outline, node: Node) -> str:
    """The words of the last two blocks before an element, up to a control or link."""
    words, epochs = list[str](), set[int]()
    for item in reversed(document.stream[max(0, node.start - _MAX_AWAY) : node.start]):
        epochs |= {item.epoch} if item.text.strip() else set()
        of_another = item.is_control or item.node.control or is_in_link(item.node, node)
        if of_another or len(epochs) > _BLOCKS_BEFORE:
            break
        words.append(" " if item.kind is ItemKind.BREAK else item.text)
    return squeeze(" ".join(reversed(words)))


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


def frames(document: Outline) -> tuple[Frame, ...]:
    """The frames in document order.

    A frame element is left out if the wrapper with its document is there.
    """
    wrapped = [
        _embedded_frame(node)
        for node in document.nodes
        if node.tag == driver_attributes.FRAME_ELEMENT
    ]
    known = {(frame.path[:-1], key) for frame in wrapped for key in (frame.name, frame.url) if key}
    plain = [_frame_element(node) for node in document.nodes if node.tag in {"frame", "iframe"}]
    return (
        *wrapped,
        *(
            frame
            for frame in plain
            if (frame.path[:-1], frame.name) not in known
            and (frame.path[:-1], frame.url) not in known
        ),
    )


def _embedded_frame(node: Node) -> Frame:
    return Frame(
        name=node.get(driver_attributes.FRAME_NAME), url=node.scope.url, path=node.scope.path
    )


def _frame_element(node: Node) -> Frame:
    name = node.get("name") or node.get("id")
    url = node.get(driver_attributes.URL) or resolve(node.scope.base, node.get("src"))
    return Frame(name=name, url=url, path=(*node.scope.path, name))
