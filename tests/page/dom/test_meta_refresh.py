import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.page.extract import refresh


class TestRefresh:
    """A document may send the browser on by itself."""

    @pytest.mark.parametrize(
        ("content", "found"),
        [
            ("0;url=/next", (0.0, "/next")),
            ("5; URL='suite.html?a=1;b=2'", (5.0, "suite.html?a=1;b=2")),
            ("1.5, next", (1.5, "next")),
            ("30", (30.0, "")),
            ("0; url=", (0.0, "")),
        ],
    )
    def test_found(self, content: str, found: tuple[float, str]) -> None:
        """Seconds and address, in each way of writing them."""
        assert refresh(f'<META HTTP-EQUIV="Refresh" CONTENT="{content}">') == found

    @pytest.mark.parametrize(
        "html",
        [
            "",
            "<meta http-equiv=refresh content=soon>",
            "<noscript><meta http-equiv=refresh content='0;url=x'></noscript>",
            "<!-- <meta http-equiv=refresh content='0;url=x'> -->",
            "<p>refresh</p><meta name=refresh content=0>",
        ],
    )
    def test_none(self, html: str) -> None:
        """Senseless, commented and script-less ones do not count."""
        assert refresh(html) is None

    @given(st.text())
    def test_never_raises(self, content: str) -> None:
        """Any content is read or left alone."""
        result = refresh(f"<meta http-equiv=refresh content='{content}'>")
        assert result is None or result[0] >= 0
