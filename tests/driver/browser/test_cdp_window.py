"""A page that answers no call: its scripts are blamed only if they used the processor."""

import asyncio
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import pytest

from harness.core.errors import CaptureError, TimedOut, Unreadable
from harness.driver.browser.cdp_window import CdpWindow


def fault_of_a_silent_page(processor: Iterable[float], *, answers: bool = False) -> Any:
    """What is said of a page.

    Args:
        processor: the seconds of the processor that its process has used, each time one looks.
        answers: whether the page answers a call.
    """
    told = iter(processor)

    async def info(_method: str) -> dict[str, Any]:
        return {"processInfo": [{"type": "renderer", "id": 7, "cpuTime": next(told)}]}

    async def detach() -> None:
        return

    async def session() -> SimpleNamespace:
        return SimpleNamespace(send=info, detach=detach)

    async def evaluate(_method: str, _settings: dict[str, Any]) -> dict[str, Any]:
        if not answers:
            await asyncio.Event().wait()
        return {}

    async def ask() -> CaptureError | None:
        browser = SimpleNamespace(new_browser_cdp_session=session)
        context = SimpleNamespace(browser=browser)
        page: Any = SimpleNamespace(url="http://portal.example/", context=context)
        cdp: Any = SimpleNamespace(send=evaluate)
        return await CdpWindow(page, cdp, timeout=0.01).silence_fault()

    return asyncio.run(ask())


def test_scripts_that_never_rest_are_the_portals_fault() -> None:
    """They had the processor all the while."""
    assert isinstance(fault_of_a_silent_page([3.0, 3.01]), Unreadable)


def test_a_machine_that_does_too_much_at_once_is_no_fault_of_the_portal() -> None:
    """The page's process was hardly given any processor time: nobody knows what it would do."""
    assert isinstance(fault_of_a_silent_page([3.0, 3.0005]), TimedOut)


@pytest.mark.parametrize("processor", [[3.0], [3.0, 9.0]])
def test_a_page_that_answers_has_no_fault(processor: list[float]) -> None:
    """However much of the processor it uses."""
    assert fault_of_a_silent_page(processor, answers=True) is None
