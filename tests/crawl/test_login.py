"""Which forms a crawl may send, by the addresses of their pages."""

import pytest

from harness.config.crawl import Sending
from harness.crawl.login import sendings_on


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("/recherche", "/recherche", True),
        ("/recherche", "/recherche?profil=a", True),
        ("/index.php?page=contact", "/index.php?page=contact", True),
        ("/index.php?page=contact", "/index.php?v=1&page=contact", True),
        ("/index.php?page=contact", "/index.php?page=aide", False),
        ("/index.php?page=contact", "/index.php", False),
        ("/index.php?page=con*&v=1", "/index.php?v=1&page=contact", True),
        ("/page?", "/page7", True),
        ("/création*", "/cr%C3%A9ation/compte", True),
        ("/recherche", "/autre", False),
    ],
)
def test_a_page_is_named_by_its_path_and_parameters(
    pattern: str, path: str, expected: bool
) -> None:
    """In any order; what the pattern does not state does not count."""
    sending = Sending(page=pattern, button="OK")
    assert bool(sendings_on(f"http://portal.example{path}", [sending])) is expected
