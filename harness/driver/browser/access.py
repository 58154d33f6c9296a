"""Browser settings for reaching the portal: proxy, client certificate, trusted authorities."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.async_api import ProxySettings

from harness.config.connection import Access, Visitor
from harness.core.url import origin, split
from harness.driver.certificates import Trust, key_digest
from harness.driver.wire.connection import connect

_MORE_AUTHORITIES = "NODE_EXTRA_CA_CERTS"  # of Playwright's own process, read when it starts


def proxy_of(access: Access) -> ProxySettings | None:
    """The proxy of the whole browser; None for none."""
    if access.proxy is None:
        return None
    settings = ProxySettings(server=access.proxy)
    if access.proxy_user:
        settings |= {"username": access.proxy_user, "password": access.proxy_password}
    return settings


def visit_of(access: Access, visitor: Visitor, base_url: str) -> dict[str, Any]:
    """The settings of a browser context; the client certificate is for the portal's host alone."""
    width, height = visitor.viewport
    settings: dict[str, Any] = {
        "locale": visitor.locale,
        "viewport": {"width": width, "height": height},
        "reduced_motion": "reduce" if visitor.reduced_motion else "no-preference",
        "accept_downloads": False,
        "ignore_https_errors": not access.verify,
    }
    if access.certificate:
        key = access.key or access.certificate
        shown = {"origin": origin(base_url), "certPath": access.certificate, "keyPath": key}
        settings["client_certificates"] = [shown]
    return settings


@contextmanager
def authorities_of(access: Access) -> Iterator[None]:
    """Make a process that is started within this context trust the target's authorities."""
    before = os.environ.get(_MORE_AUTHORITIES)
    if access.authorities:
        os.environ[_MORE_AUTHORITIES] = str(access.authorities.absolute())
    try:
        yield
    finally:
        os.environ.pop(_MORE_AUTHORITIES, None)
        if before is not None:
            os.environ[_MORE_AUTHORITIES] = before


async def known_keys(access: Access, base_url: str, seconds: float) -> list[str]:
    """The command-line arguments that make Chromium trust the portal's own authority.

    Chromium has no option for a further authority. So this function checks the portal's
    certificate itself and gives its key to the browser; a certificate that the authority did not
    sign stays untrusted.

    Raises:
        TargetError: the file of authorities cannot be read.
    """
    if access.authorities is None or not access.verify or not base_url.startswith("https:"):
        return []
    certificate = await _certificate(access, base_url, seconds)
    if not certificate:
        return []
    return [f"--ignore-certificate-errors-spki-list={key_digest(certificate)}"]


async def _certificate(access: Access, url: str, seconds: float) -> bytes | None:
    trust = Trust(access)
    context = trust.of(url, own=True)
    try:
        async with asyncio.timeout(seconds):
            connection = await connect(split(url), trust, context)
    except OSError:
        return None  # opening the first page reports it, with its address
    connection.close()
    return connection.certificate
