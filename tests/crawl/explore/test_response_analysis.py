"""What an answer says about other addresses."""

from harness.crawl.explore.response_analysis import sitemap_addresses


def test_a_sitemap_names_addresses() -> None:
    """Another document names none."""
    body = b"<urlset xmlns='x'><url><loc> http://p/a </loc></url></urlset>"
    assert sitemap_addresses(body) == ("http://p/a",)
    assert (
        sitemap_addresses(b"<html><loc>http://p/a</loc></html>")
        == sitemap_addresses(b"\xff\x00")
        == ()
    )
