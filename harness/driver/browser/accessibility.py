"""Runs the rules of axe-core on a page and on each of its frames.

axe runs in the driver's isolated world, so that no content security policy of the page blocks
it and nothing that the page redefines affects it. It is loaded at the first audit of a
document only.
"""

import asyncio
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from playwright.async_api import Error

from harness.core.errors import EnvironmentFault
from harness.driver.browser.cdp_window import CdpWindow
from harness.model.exchange import ViolatingElement, Violation

_MAX_HTML = 300
_MAX_ELEMENTS = 20
# Rules about a page as a whole; they do not apply to the documents in its frames.
_PAGE_RULES = ("region", "bypass", "skip-link", "landmark-one-main", "page-has-heading-one")
_RUN = """
axe.run(%s, {resultTypes: ["violations"], iframes: false, rules: %s}).then((results) =>
  JSON.stringify(results.violations.map((one) => ({
    rule: one.id, help: one.help, impact: one.impact || "", tags: one.tags,
    elements: one.nodes.map((node) => ({target: node.target.join(" "), html: node.html})),
  }))))
"""


@cache
def _source() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


async def audit(window: CdpWindow, frames: Mapping[str, str]) -> tuple[Violation, ...]:
    """The rules that the page in a settled window breaks, those of its frames included.

    Frames are ids by the prefix of their refs; "" is the top document.

    Raises:
        EnvironmentFault: axe did not run.
    """
    found: dict[str, Violation] = {}
    for prefix, frame in (frames or {"": window.main}).items():
        for violation in await _audit_frame(window, prefix.rstrip(":"), frame):
            known = found.get(violation.rule, violation.model_copy(update={"elements": ()}))
            elements = (*known.elements, *violation.elements)[:_MAX_ELEMENTS]
            found[violation.rule] = known.model_copy(update={"elements": elements})
    return tuple(found.values())


async def _audit_frame(window: CdpWindow, prefix: str, frame: str) -> list[Violation]:
    world = window.worlds.get(frame)
    if world is None:
        return []
    if await _evaluate(window, world, "typeof axe") == "undefined":
        await _evaluate(window, world, f"{_source()}; ''")
    rules = {name: {"enabled": False} for name in _PAGE_RULES} if prefix else {}
    context = "document.body" if prefix else "document"
    text = await _evaluate(window, world, _RUN % (context, json.dumps(rules)))
    return [_violation(one, prefix) for one in json.loads(text)]


def _violation(found: Mapping[str, Any], prefix: str) -> Violation:
    elements = tuple(
        ViolatingElement(frame=prefix, target=node["target"], html=node["html"][:_MAX_HTML])
        for node in found["elements"][:_MAX_ELEMENTS]
    )
    return Violation.model_validate({**found, "elements": elements})


async def _evaluate(window: CdpWindow, world: int, expression: str) -> str:
    request = {
        "expression": expression,
        "contextId": world,
        "returnByValue": True,
        "awaitPromise": True,
    }
    try:
        answer = await asyncio.wait_for(
            window.cdp.send("Runtime.evaluate", request), window.timeout + 20
        )
    except (Error, TimeoutError) as broken:
        raise _audit_fault(window, str(broken) or "no answer") from broken
    if details := answer.get("exceptionDetails"):
        message = details.get("exception", {}).get("description", details.get("text", ""))
        raise _audit_fault(window, str(message))
    return str(answer["result"].get("value", ""))


def _audit_fault(window: CdpWindow, seen: str) -> EnvironmentFault:
    return EnvironmentFault(
        f"the rules of accessibility to be tried on {window.page.url}",
        seen=seen.partition("\n")[0],
        remedy="Run again; if it stays so, leave the profile out.",
    )
