"""From archived answers to page models: after the crawl, in as many processes as cores."""

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from itertools import islice
from typing import NamedTuple

from rapidfuzz import fuzz

from harness.core.charset import decode
from harness.core.errors import EnvironmentFault
from harness.core.text import fold
from harness.crawl.results.crawled_page import CrawledPage
from harness.crawl.results.template_analysis import analyse_template
from harness.driver.http.app_shell import is_shell
from harness.execution.run_context import prepare
from harness.guide.loader import load_guide
from harness.model.page import Page
from harness.page.classify import Recogniser
from harness.page.extract import extract
from harness.page.fingerprint import fingerprint

_FEW = 40  # documents that are read before other processes would have started
_AT_ONCE = 16  # documents handed to a process in one go
MAX_DOCUMENT_BYTES = 500_000  # bytes of one document that are read; a person reads less


class Document(NamedTuple):
    """A document to be read."""

    id: int
    key: str
    url: str
    status: int
    content_type: str
    body: bytes


def read_documents(
    documents: Iterable[Document], missing: str, processes: int = 0
) -> Iterator[CrawledPage]:
    """Read documents, in their order.

    Args:
        documents: taken as they are needed, so that memory stays bounded.
        missing: what the portal says of an address that it does not have; "" if unknown.
        processes: how many read at once; 0 by the cores.
    """
    rest = iter(documents)
    few = list(islice(rest, _FEW))
    yield from (read_document(document, missing) for document in few)
    if len(few) < _FEW:
        return
    count = processes or os.cpu_count() or 1
    context = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(count, mp_context=context) as pool:
            yield from _in_turn(pool, rest, missing, 2 * count)
    except BrokenProcessPool as error:
        raise EnvironmentFault(
            "each process that reads pages to live until the end",
            seen=str(error),
            remedy="Look at the machine's memory; the same command goes on with the rest.",
        ) from error


def _in_turn(
    pool: ProcessPoolExecutor, rest: Iterator[Document], missing: str, ahead: int
) -> Iterator[CrawledPage]:
    """What the processes read, in the documents' order, a few batches ahead."""
    running: deque[Future[list[CrawledPage]]] = deque()
    while batch := list(islice(rest, _AT_ONCE)):
        running.append(pool.submit(read_batch, batch, missing))
        if len(running) > ahead:
            yield from running.popleft().result()
    for one in running:
        yield from one.result()


def read_batch(batch: list[Document], missing: str) -> list[CrawledPage]:
    """Read some documents."""
    return [read_document(document, missing) for document in batch]


def read_document(document: Document, missing: str) -> CrawledPage:
    """Read one document."""
    html, charset = decode(document.body[:MAX_DOCUMENT_BYTES], document.content_type)
    try:
        page = extract(html, url=document.url, status=document.status, charset=charset)
    except (ValueError, RecursionError):  # no document may cost the others
        page = Page(url=document.url, status=document.status, charset=charset)
    return crawled_page(document.id, document.key, html, page, missing)


def crawled_page(number: int, key: str, html: str, page: Page, missing: str) -> CrawledPage:
    """A page with what is made out about it."""
    built = analyse_template(html)
    known = recogniser().recognise(page)
    return CrawledPage(
        id=number,
        key=key,
        template=built.template,
        fingerprint=fingerprint(page),
        guide=known.slug or "",
        score=round(known.score, 3),
        missing=round(fuzz.ratio(visible_text(page), missing) / 100, 3) if missing else 0.0,
        relics=built.relics,
        mails=built.mails,
        drawn=is_shell(html, page),
        page=page,
    )


def visible_text(page: Page) -> str:
    """What a page says, bounded, for comparing it with others."""
    return fold(" ".join((page.title, *(text.text for text in page.texts if text.visible))))[:4000]


@cache
def recogniser() -> Recogniser:
    """Knows the pages of the guide; prepared once a process."""
    return prepare(load_guide(), pictures=False, audits=False).recogniser
