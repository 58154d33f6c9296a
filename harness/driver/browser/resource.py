"""Fetches an address with the session's cookies and without leaving the page, such as a sound."""

from base64 import b64decode

from playwright.async_api import APIResponse, BrowserContext, Error

from harness.core.errors import Unreachable
from harness.core.url import location_url, split
from harness.driver.browser.cdp_window import CdpWindow, ContextLost, timeout_fault
from harness.driver.browser.chromium_errors import first_line, is_timeout
from harness.driver.egress_policy import EgressPolicy
from harness.driver.unreadable_pages import endless_redirects, strange_redirect
from harness.model.exchange import Resource

_MAX_REDIRECTS = 20
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


async def fetch_resource(
    context: BrowserContext,
    egress: EgressPolicy,
    url: str,
    headers: dict[str, str],
    timeout: float,  # noqa: ASYNC109 - a setting
) -> Resource:
    """Fetch an address with the session's cookies; the egress policy checks each redirect.

    Raises:
        CaptureError: no answer, or a redirect to a blocked address.
    """
    for _ in range(_MAX_REDIRECTS):
        egress.check("GET", url, data=False)
        ours = egress.headers if egress.is_own(url) else {}
        answer, body = await _fetch_once(context, url, {**headers, **ours}, timeout)
        location = answer.headers.get("location", "")
        if answer.status not in _REDIRECTS or not location:
            return Resource(url=url, status=answer.status, headers=answer.headers, body=body)
        target = location_url(url, location.encode("latin-1", "replace"))
        if not split(target).is_web:
            raise strange_redirect(url, target or location)
        url = target
    raise endless_redirects(url, f"more than {_MAX_REDIRECTS}")


async def _fetch_once(
    context: BrowserContext, url: str, headers: dict[str, str], seconds: float
) -> tuple[APIResponse, bytes]:
    try:
        answer = await context.request.get(
            url, headers=headers, timeout=seconds * 1000, max_redirects=0
        )
        return answer, await answer.body()
    except Error as broken:
        if is_timeout(broken):
            raise timeout_fault(f"an answer from {url}", seconds) from broken
        seen = first_line(broken)
        raise Unreachable(
            f"an answer from {url}", seen=seen, remedy="Check the address."
        ) from broken


async def original_source(window: CdpWindow) -> bytes:
    """The document of a window as received, before scripts changed it; b"" if it is gone."""
    load = {"requestId": window.loads.get(window.main, "")}
    try:
        answer = await window.send("Network.getResponseBody", load, window.timeout)
    except (Error, ContextLost, TimeoutError):
        return b""
    body: str = answer["body"]
    return b64decode(body) if answer["base64Encoded"] else body.encode("utf-8", "replace")
