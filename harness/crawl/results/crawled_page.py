"""One page of a crawl as it is kept: its model, and how it is built."""

import zlib

from pydantic import BaseModel, ConfigDict

from harness.model.exchange import Violation
from harness.model.page import Page


class CrawledPage(BaseModel):
    """A page with what was made out about it.

    Attributes:
        id: of its address.
        key: the one form in which its address is known.
        template: the same for pages that are built alike.
        fingerprint: the same for pages that say the same.
        guide: the page of the guide that it resembles; "" for none.
        score: how much, 0 to 1.
        missing: how much it resembles what the portal shows for an address that it does not
            have, 0 to 1.
        relics: old technologies, each with how often it is used.
        mails: addresses in it.
        drawn: whether scripts would draw all that it says: it was read without them.
        picture: file with what it looks like; "" for none.
        violations: rules of accessibility that it breaks; None where they were not tried.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: int
    key: str
    template: str = ""
    fingerprint: str = ""
    guide: str = ""
    score: float = 0.0
    missing: float = 0.0
    relics: dict[str, int] = {}
    mails: tuple[str, ...] = ()
    drawn: bool = False
    picture: str = ""
    violations: tuple[Violation, ...] | None = None
    page: Page


def pack(record: CrawledPage) -> bytes:
    """A record as a crawl's memory keeps it."""
    return zlib.compress(record.model_dump_json(exclude_defaults=True).encode(), 3)


def unpack(data: bytes) -> CrawledPage:
    """A record from a crawl's memory."""
    return CrawledPage.model_validate_json(zlib.decompress(data))
