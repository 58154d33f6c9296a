"""One page of a crawl as it is stored: its model, and how the document is built."""

import zlib

from pydantic import Field

from harness.core.value import Value
from harness.crawl.results.document_head import DocumentHead
from harness.model.exchange import Violation
from harness.model.page import Page

_MAX_RECORD = 1 << 26  # bytes of a stored page


class CrawledPage(Value):
    """A page with what was found out about it.

    Attributes:
        key: the canonical form of its address.
        template: the same for documents that are built alike.
        fingerprint: the same for pages with the same content.
        guide: the page of the guide that it resembles; "" for none.
        score: similarity to that page, 0 to 1.
        missing: similarity to the portal's page for an address that it does not have, 0 to 1.
        relics: codes of outdated technologies, each with the number of uses.
        drawn: whether it was read without the scripts that draw its content.
        picture: file with its picture; "" for none.
        violations: of accessibility rules; None if the rules were not tried.
        head: what it says to search engines and other programs.
        front: the content of the modal dialog in front of the page alone; None for no dialog.
    """

    id: int
    key: str
    template: str = ""
    fingerprint: str = ""
    guide: str = ""
    score: float = 0.0
    missing: float = 0.0
    relics: dict[str, int] = Field(default_factory=dict)
    mails: tuple[str, ...] = ()
    drawn: bool = False
    picture: str = ""
    violations: tuple[Violation, ...] | None = None
    head: DocumentHead = DocumentHead()
    front: Page | None = None
    page: Page


def pack(page: CrawledPage) -> bytes:
    """A page as the crawl's database stores it."""
    return zlib.compress(page.model_dump_json(exclude_defaults=True).encode(), 3)


def unpack(data: bytes) -> CrawledPage:
    """A page from the crawl's database.

    Raises:
        ValueError: it is broken, or too large.
        zlib.error: it is not compressed.
    """
    inflater = zlib.decompressobj()
    record = inflater.decompress(data, _MAX_RECORD)
    if inflater.unconsumed_tail:
        raise ValueError(f"more than {_MAX_RECORD:,} bytes")
    return CrawledPage.model_validate_json(record)
