"""Finds on a page what the guide calls secret in the links of mails, and what may be a secret.

A portal may show it before a mail brings it, or without one: in the address of a page, in a
redirect, in a link, or in a form. Of other links of the portal, such as that of a feed, what a
program surely drew may let in whoever knows it.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import urlencode

from harness.core.url import resolve, split
from harness.driver.protocol import Capture
from harness.model.page import Page
from harness.redaction.mail import MAX_TOKENS
from harness.redaction.tokens import declared_parts, drawn_parts

MAX_POSSIBLE = 20
"""Parts of the links of one page that may be secrets; the time of hiding grows with each."""
_MAX_ADDRESS = 4_000  # characters
_MAX_ADDRESSES = 5_000  # of one page


def tokens_on(capture: Capture, addresses: Iterable[str]) -> tuple[str, ...]:
    """What is secret in the addresses of a page by the guide's addresses, each once."""
    if not (known := tuple(addresses)):
        return ()
    short = (url for url in _addresses(capture) if len(url) <= _MAX_ADDRESS)
    found = (
        part
        for url in dict.fromkeys(islice(short, _MAX_ADDRESSES))
        for one in known
        for part in declared_parts(url, one)
    )
    return tuple(dict.fromkeys(islice(found, MAX_TOKENS)))


def possible_tokens_on(capture: Capture, base_url: str) -> tuple[str, ...]:
    """What looks drawn by a program in the links of a page to its own portal, each once."""
    found = (
        part
        for url in dict.fromkeys(islice(_links(capture), _MAX_ADDRESSES))
        if len(url) <= _MAX_ADDRESS and split(url).host == split(base_url).host
        for part in drawn_parts(url)
    )
    return tuple(dict.fromkeys(islice(found, MAX_POSSIBLE)))


def _links(capture: Capture) -> Iterator[str]:
    for page in (capture.page, capture.front, capture.around):
        if page is not None:
            yield page.url
            yield from (link.url for link in page.links)


def _addresses(capture: Capture) -> Iterator[str]:
    for one in capture.requests:
        yield one.url
        if one.location:
            yield resolve(one.url, one.location)
    for page in (capture.page, capture.front, capture.around):
        if page is not None:
            yield page.url
            yield from _forms(page)
            yield from (link.url for link in page.links)


def _forms(page: Page) -> Iterator[str]:
    """The addresses of the forms of a page, with what their hidden fields send."""
    for form in page.forms:
        fields = [one for one in page.fields if one.form == form.ref and one.kind == "hidden"]
        action = (resolve(page.url, form.action) or page.url).partition("#")[0]
        sent = urlencode([(one.name, one.value) for one in fields])
        yield f"{action}{'&' if '?' in action else '?'}{sent}" if sent else action
