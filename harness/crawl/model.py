"""The records of a crawl: addresses to fetch, and what each visit brought."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from harness.core.value import Value
from harness.crawl.explore.client import FetchResult
from harness.crawl.results.crawled_page import CrawledPage
from harness.model.fact import Fact
from harness.page.references import LinkKind


class AddressState(IntEnum):
    """The state of an address in the frontier."""

    WAITING = 0
    LEASED = 1
    DONE = 2
    LEFT = 3  # never fetched, for a reason that is stored


class NoteName(StrEnum):
    """The names under which the frontier stores single values about the crawl."""

    START = "start"  # the address that the crawl begins at
    BEGUN = "begun"  # time
    FINISHED = "finished"  # time
    UNRESPONSIVE = "dead"  # an address whose host stopped answering
    IGNORED = "ignored"  # query parameters that do not change the page
    HOSTS = "hosts"  # hosts of the portal
    PROBE = "probe"  # the answer for an address that the portal cannot have
    ARCHIVE_LENGTH = "length"  # bytes of the archive at the last commit
    NOTICES = "notices"  # what made the crawl wait
    DROPPED = "dropped"  # number of addresses that were left and not even listed


@dataclass(frozen=True, slots=True)
class Lease:
    """An address that a worker has taken; it is given back if the worker dies.

    Attributes:
        key: the canonical form of the address.
        chain: number of pages of the same shape that led here, one from the other.
        etag, modified: of the answer that an earlier crawl stored; "" for none.
        offset: of that answer in the earlier archive; None for none.
    """

    id: int
    key: str
    url: str
    kind: LinkKind
    depth: int = 0
    chain: int = 0
    tries: int = 0
    referrer: str = ""
    etag: str = ""
    modified: str = ""
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class FoundAddress:
    """An address that a page leads to; `left` is why it is not fetched, None if it is to be."""

    key: str
    url: str
    kind: LinkKind
    label: str = ""
    depth: int = 0
    chain: int = 0
    left: Fact | None = None


class DocumentSummary(Value):
    """What is known of an answer without reading the whole page.

    Attributes:
        status: 0 if no answer came or the address was never fetched.
        type: media type of the answer.
        charset_declared: stated by the answer's header; "" for none.
        charset_stated: stated by the document itself; "" for none.
        charset: used to decode the document.
        charset_fits: whether all bytes are valid in that charset.
        size: bytes, decompressed.
        seconds: until the whole answer was there.
        cut: why the answer is incomplete: "size", "time" or "connection"; "" if it is whole.
        unchanged: whether the answer is the same as in an earlier crawl.
    """

    status: int = 0
    type: str = ""
    title: str = ""
    language: str = ""
    charset_declared: str = ""
    charset_stated: str = ""
    charset: str = ""
    charset_fits: bool = True
    forms: int = 0
    fields: int = 0
    size: int = 0
    seconds: float = 0.0
    cut: str = ""
    unchanged: bool = False


class ResponseSummary(DocumentSummary):
    """What one visit learned about an address.

    Attributes:
        location: target of a redirect, as the key of that address.
        fetched_at: seconds since 1970.
        offset: of the answer's record in the archive; None if no answer came.
        links_skipped: number of links beyond those that are followed.
        robots: value of the header `X-Robots-Tag`.
        fault: what happened instead of an answer; None if an answer came.
    """

    location: str = ""
    fetched_at: float = 0.0
    offset: int | None = None
    digest: str = ""
    text_digest: str = ""
    links_skipped: int = 0
    robots: str = ""
    etag: str = ""
    modified: str = ""
    fault: Fact | None = None


@dataclass(frozen=True, slots=True)
class RenderedResource:
    """A document or picture that the browser made from an answer."""

    url: str
    media_type: str
    body: bytes


@dataclass(frozen=True)
class AddressVisit:
    """The result of exploring one leased address.

    Attributes:
        state: the new state of the address.
        retry_at: earliest time of the next attempt, in seconds since 1970.
        left: why the address is not fetched.
        url: to fetch the address by from now on; "" for the same as before.
        fetched: to be archived; None if nothing was fetched.
        earlier_record: record of an earlier archive that is still valid.
        found: the addresses that the page leads to.
        page: the page model, if it was read at once.
    """

    lease: Lease
    state: AddressState = AddressState.DONE
    retry_at: float = 0.0
    left: Fact | None = None
    url: str = ""
    summary: ResponseSummary | None = None
    fetched: FetchResult | None = None
    earlier_record: bytes = b""
    found: tuple[FoundAddress, ...] = ()
    page: CrawledPage | None = None
    rendered: tuple[RenderedResource, ...] = ()
