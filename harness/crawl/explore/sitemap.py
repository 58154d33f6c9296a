"""The addresses that a sitemap names."""

from lxml import etree

MOST = 50_000  # of one sitemap, as its standard says


def locations(body: bytes) -> tuple[str, ...]:
    """The addresses of a sitemap or of an index of sitemaps; () for any other document."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(body, parser)
    except etree.LxmlError:
        return ()
    if root is None or etree.QName(root).localname not in {"urlset", "sitemapindex"}:
        return ()
    found = ((element.text or "").strip() for element in root.iter("{*}loc"))
    return tuple(url for url in found if url.startswith(("http://", "https://")))[:MOST]
