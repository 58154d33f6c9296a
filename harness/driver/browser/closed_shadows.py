"""Finds the closed shadow trees of a page, which people see and no script of the page can reach.

Scripts get no reference to a closed tree, in the driver's world neither. DevTools has one, and
hands it to the driver's scripts. From then on it is read like an open tree.
"""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any

from playwright.async_api import Error

from harness.driver.browser.cdp_window import CdpWindow, ContextLost

_CLOSED = "closed"
_MEET = "function () { return cp.meetClosed(this); }"
Node = Mapping[str, Any]


async def reveal(window: CdpWindow, frame: str) -> bool:
    """Show the closed shadow trees of a frame to the driver's scripts.

    Returns:
        Whether one of them was not known before.

    Raises:
        ContextLost: the document was replaced or closed.
    """
    world = window.worlds.get(frame)
    if world is None:
        raise ContextLost
    try:
        tree = await window.send("DOM.getDocument", {"depth": -1, "pierce": True}, window.timeout)
        roots = list(_closed_roots(tree["root"], window.main, frame))
        new = await asyncio.gather(*(_meet(window, world, root) for root in roots))
        await window.send("DOM.disable", {}, window.timeout)
    except (Error, TimeoutError) as lost:
        raise ContextLost from lost
    return any(new)


def _closed_roots(node: Node, around: str, wanted: str) -> Iterator[int]:
    """The backend ids of the closed shadow roots of the frame `wanted` below a node."""
    for root in node.get("shadowRoots", ()):
        if root.get("shadowRootType") == _CLOSED and around == wanted:
            yield root["backendNodeId"]
        yield from _closed_roots(root, around, wanted)
    for child in node.get("children", ()):
        yield from _closed_roots(child, around, wanted)
    if inner := node.get("contentDocument"):
        yield from _closed_roots(inner, node.get("frameId", ""), wanted)


async def _meet(window: CdpWindow, world: int, root: int) -> bool:
    node = {"backendNodeId": root, "executionContextId": world}
    found = await window.send("DOM.resolveNode", node, window.timeout)
    call = {
        "functionDeclaration": _MEET,
        "objectId": found["object"]["objectId"],
        "returnByValue": True,
    }
    answer = await window.send("Runtime.callFunctionOn", call, window.timeout)
    return bool(answer["result"].get("value"))
