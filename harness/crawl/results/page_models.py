"""Makes page models from archived answers, after the crawl and in several processes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice

from rapidfuzz import fuzz

from harness.config.suite import Suite
from harness.core.charset import decode
from harness.core.errors import Unreadable
from harness.core.processes.pool import cores, run_in_order
from harness.core.text import fold
from harness.crawl.results.crawled_page import CrawledPage
from harness.crawl.results.document_head import document_head
from harness.crawl.results.template_analysis import analyse_template
from harness.driver.http.app_shell import is_app_shell
from harness.driver.http.style_sheets import UNSTYLED, Styling, apply_styles
from harness.guide.loader import load_guide
from harness.model.page import Page
from harness.page.classify import PageClassifier
from harness.page.dom.document import HtmlDocument, parse
from harness.page.extract import extract
from harness.page.fingerprint import fingerprint
from harness.page.signatures import signatures

MAX_DOCUMENT_BYTES = 500_000  # of one document that are read
_MAX_TEXT = 4000  # characters that are compared
_MIN_FOR_PROCESSES = 40  # documents; fewer are read sooner than processes start
_BATCH = 16  # documents for a process at once


@dataclass(frozen=True)
class ArchivedDocument:
    """An archived document."""

    id: int
    key: str
    url: str
    status: int
    content_type: str
    body: bytes


def read_documents(
    documents: Iterable[ArchivedDocument],
    missing: str,
    suite: Suite,
    *,
    styling: Styling = UNSTYLED,
) -> Iterator[CrawledPage]:
    """Read documents, in their order.

    Args:
        documents: taken as needed, so that memory stays bounded.
        missing: text of the portal's page for an address that it does not have; "" if unknown.
        suite: whose pages are recognised.
        styling: the style sheets of the portal.

    Raises:
        EnvironmentFault: a process died.
    """
    rest = iter(documents)
    first = list(islice(rest, _MIN_FOR_PROCESSES))
    yield from read_batch(first, missing, suite, styling)
    if len(first) < _MIN_FOR_PROCESSES:
        return
    batches = iter(lambda: list(islice(rest, _BATCH)), [])
    for pages in run_in_order(
        partial(read_batch, missing=missing, suite=suite, styling=styling),
        batches,
        cores(),
        remedy="Look at the machine's memory; the same command goes on with the rest.",
    ):
        yield from pages


def read_batch(
    batch: list[ArchivedDocument], missing: str, suite: Suite, styling: Styling
) -> list[CrawledPage]:
    """Read some documents."""
    return [read_document(document, missing, suite, styling) for document in batch]


def read_document(
    document: ArchivedDocument, missing: str, suite: Suite, styling: Styling = UNSTYLED
) -> CrawledPage:
    """Read one document as a run over HTTP does; one that is too large gives an empty page."""
    html, charset = decode(document.body[:MAX_DOCUMENT_BYTES], document.content_type)
    read = partial(extract, url=document.url, status=document.status, charset=charset)
    try:
        parsed = parse(html)
        apply_styles(parsed.tree, document.url, styling)
        page = read(parsed)
    except Unreadable:
        parsed = parse("")  # the visit tells that the document is too large
        page = read(parsed)
    return crawled_page(document.id, document.key, parsed, page, missing=missing, suite=suite)


def crawled_page(
    number: int, key: str, document: HtmlDocument, page: Page, *, missing: str, suite: Suite
) -> CrawledPage:
    """Make the stored page at an address, with its id and key, from its document and model.

    `missing` is the text of the portal's page for an address that it does not have; "" if unknown.
    """
    built = analyse_template(document)
    recognised = classifier(suite).classify(page)
    return CrawledPage(
        id=number,
        key=key,
        template=built.template,
        fingerprint=fingerprint(page),
        guide=recognised.slug or "",
        score=round(recognised.score, 3),
        missing=round(fuzz.ratio(visible_text(page), missing) / 100, 3) if missing else 0.0,
        relics=built.relics,
        mails=built.mails,
        drawn=is_app_shell(document, page),
        head=document_head(document.tree),
        page=page,
    )


def visible_text(page: Page) -> str:
    """The beginning of a page's text, for comparing it with others."""
    return fold(" ".join((page.title, *page.words)))[:_MAX_TEXT]


@cache
def classifier(suite: Suite) -> PageClassifier:
    """Recognises the pages of the guide; made once per process."""
    return PageClassifier(signatures(load_guide(suite)))
