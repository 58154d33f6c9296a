"""What an answer says about other addresses."""

import pytest

from harness.config.crawl import ScrapeSettings
from harness.crawl.explore.client import FetchResult
from harness.crawl.explore.response_analysis import ResponseAnalyser, sitemap_addresses
from harness.crawl.model import Lease
from harness.crawl.scope import CrawlScope
from harness.page.references import LinkKind

URL = "http://portal.example/a"


def found_in(status: int = 200, body: bytes = b"", **headers: str) -> dict[str, LinkKind]:
    """The addresses that an answer leads to, and how."""
    given = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    fetched = FetchResult(URL, status, headers=given, raw=body, body=body)
    analyser = ResponseAnalyser(CrawlScope(URL, ScrapeSettings()))
    visit = analyser.visit(Lease(1, URL, URL, LinkKind.LINK), fetched)
    return {one.url: one.kind for one in visit.found}


@pytest.mark.parametrize("kind", ["text/html", "text/plain"])
@pytest.mark.parametrize(
    ("value", "path"),
    [("0;url=/refreshed", "/refreshed"), ("5; URL='/mon fichier'", "/mon%20fichier")],
)
def test_a_refresh_header_leads_on(kind: str, value: str, path: str) -> None:
    """Whatever the answer is otherwise."""
    found = found_in(refresh=value, content_type=kind)
    assert found == {f"http://portal.example{path}": LinkKind.REFRESH}


def test_a_refresh_of_the_page_itself_leads_nowhere() -> None:
    """It names no address."""
    assert found_in(refresh="30", content_type="text/html") == {}


def test_a_header_may_forbid_to_follow_links() -> None:
    """As a `meta` element may."""
    body = b"<a href=/b>b</a>"
    assert found_in(body=body, content_type="text/html")
    assert not found_in(body=body, content_type="text/html", x_robots_tag="none")


def test_a_sitemap_names_addresses() -> None:
    """Another document names none."""
    body = b"<urlset xmlns='x'><url><loc> http://p/a </loc></url></urlset>"
    assert sitemap_addresses(body) == ("http://p/a",)
    assert (
        sitemap_addresses(b"<html><loc>http://p/a</loc></html>")
        == sitemap_addresses(b"\xff\x00")
        == ()
    )
