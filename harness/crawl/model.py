"""The records of a crawl: what is asked for next, what came of it, what was found there."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from harness.crawl.explore.client import FetchResult
from harness.crawl.results.crawled_page import CrawledPage
from harness.page.quick_scan import Kind


class AddressState(IntEnum):
    """Where an address stands."""

    WAITING = 0
    LEASED = 1
    DONE = 2
    LEFT = 3  # left alone, for a reason that is told


class Lease(NamedTuple):
    """An address that a worker has taken to ask for; it goes back if the worker dies.

    Attributes:
        key: the one form in which it is known.
        depth: steps from the start.
        chain: pages of one shape that led to it, one by one.
        tries: how often it was asked for in vain.
        etag, modified: of the answer that an earlier crawl has kept; "" for none.
        place: of that answer in the earlier archive; None for none.
    """

    id: int
    key: str
    url: str
    kind: Kind
    depth: int = 0
    chain: int = 0
    tries: int = 0
    referrer: str = ""
    etag: str = ""
    modified: str = ""
    place: int | None = None


class FoundAddress(NamedTuple):
    """An address that a page leads to.

    Attributes:
        why: it is left alone; "" where it is to be asked for.
    """

    key: str
    url: str
    kind: Kind
    label: str = ""
    depth: int = 0
    chain: int = 0
    why: str = ""


class ResponseSummary(BaseModel):
    """What a visit tells of an address.

    Attributes:
        type: media type of the answer.
        location: where a redirect leads, as the key of that address.
        declared: the charset that the answer's header states; "" for none.
        stated: the one that the document states.
        charset: the one in which it was read.
        garbled: whether some of its bytes mean nothing in that charset.
        size: bytes, decompressed.
        seconds: until all of it was there.
        when: seconds since 1970.
        place: where its record begins in the archive; None where there was no answer.
        digest: of the body; words: of what it says.
        more: how many links it has beyond those that were followed up.
        cut: why not all of it was kept; "" for all.
        fault: what happened instead of an answer; "" for nothing.
        unchanged: whether it is as an earlier crawl has kept it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    status: int = 0
    type: str = ""
    location: str = ""
    title: str = ""
    language: str = ""
    declared: str = ""
    stated: str = ""
    charset: str = ""
    garbled: bool = False
    forms: int = 0
    fields: int = 0
    size: int = 0
    seconds: float = 0.0
    when: float = 0.0
    place: int | None = None
    digest: str = ""
    words: str = ""
    more: int = 0
    etag: str = ""
    modified: str = ""
    cut: str = ""
    fault: str = ""
    unchanged: bool = False


class RenderedResource(NamedTuple):
    """What was made of an answer: a document as scripts drew it, a picture."""

    url: str
    kind: str
    body: bytes


@dataclass
class Visit:
    """What came of a lease.

    Attributes:
        state: what becomes of the address.
        due: seconds since 1970 before which it is not to be asked for again.
        why: it is left alone.
        url: under which to ask for it from now on; "" as before.
        fetched: to be archived; None where nothing was asked.
        earlier: the record of an earlier archive that still holds.
        record: the page, where it was read at once.
        drawn: what is archived beside the answer.
    """

    lease: Lease
    state: AddressState = AddressState.DONE
    due: float = 0.0
    why: str = ""
    url: str = ""
    facts: ResponseSummary | None = None
    fetched: FetchResult | None = None
    earlier: bytes = b""
    finds: list[FoundAddress] = field(default_factory=list)
    record: CrawledPage | None = None
    drawn: tuple[RenderedResource, ...] = ()
