import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.page.dom.builder import outline
from harness.page.dom.document import parse
from harness.page.dom.meta_refresh import refresh


def of(html: str) -> tuple[float, str] | None:
    """The refresh of a document."""
    return refresh(outline(parse(html), "http://portal.test/"))


class TestRefresh:
    """A document may send the browser on by itself."""

    @pytest.mark.parametrize(
        ("content", "found"),
        [
            ("0;url=/next", (0.0, "/next")),
            ("5; URL='suite.html?a=1;b=2'", (5.0, "suite.html?a=1;b=2")),
            ("1.5, next", (1.0, "next")),
            ("30", (30.0, "")),
            ("0; url=", (0.0, "")),
            ("0.1.2;url=/r", (0.0, "/r")),
            ("0;url=/r?n=l'ami", (0.0, "/r?n=l'ami")),
            ("0;url='/l'ami'", (0.0, "/l'ami")),
            ("0;url='/a' b'c", (0.0, "/a' b")),
            ("0;url='/a", (0.0, "/a")),
            ("0 /r", (0.0, "/r")),
        ],
    )
    def test_found(self, content: str, found: tuple[float, str]) -> None:
        """Seconds and address, in each way of writing them."""
        assert of(f'<META HTTP-EQUIV="Refresh" CONTENT="{content}">') == found

    def test_those_without_scripts_are_sent_on(self) -> None:
        """A refresh in `noscript` counts where no script runs."""
        html = "<noscript><meta http-equiv=refresh content='0;url=x'></noscript>"
        assert of(html) == (0.0, "x")

    def test_only_ascii_blanks_are_left_out(self) -> None:
        """A no-break space belongs to the address."""
        assert of("<meta http-equiv=refresh content='0;url= \u00a0/x '>") == (0.0, "\u00a0/x")

    def test_the_sooner_one_counts(self) -> None:
        """Of several refreshes the first to come is followed."""
        metas = (f"<meta http-equiv=refresh content='{s};url=/{s}'>" for s in (4, 1, 2))
        assert of("".join(metas)) == (1.0, "/1")
        metas = (f"<meta http-equiv=refresh content='1;url=/{path}'>" for path in "ab")
        assert of("".join(metas)) == (1.0, "/b")

    @pytest.mark.parametrize(
        "html",
        [
            "",
            "<meta http-equiv=refresh content=soon>",
            "<meta http-equiv=refresh content='５;url=x'>",
            "<meta http-equiv=refresh content='5.٣;url=x'>",
            "<meta http-equiv=' refresh' content='0;url=x'>",
            "<meta http-equiv=refresh content='0url=x'>",
            "<meta http-equiv=refresh content='0;url=JavaScript:x()'>",
            "<meta http-equiv=refresh content='0;url=mailto:a@b.fr'>",
            "<!-- <meta http-equiv=refresh content='0;url=x'> -->",
            "<p>refresh</p><meta name=refresh content=0>",
        ],
    )
    def test_none(self, html: str) -> None:
        """Senseless, misspelt and commented ones do not count."""
        assert of(html) is None

    @given(st.text())
    def test_never_raises(self, content: str) -> None:
        """Any content is read or left alone."""
        result = of(f"<meta http-equiv=refresh content='{content}'>")
        assert result is None or result[0] >= 0
