"""Byte ranges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_impl.web.ranges import partial_content, wanted_range

CONTENT = bytes(range(100))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-", CONTENT),
        ("bytes=10-19", CONTENT[10:20]),
        ("bytes=90-500", CONTENT[90:]),
        ("bytes=-5", CONTENT[-5:]),
        ("bytes=-500", CONTENT),
    ],
)
def test_a_range_gives_its_bytes(header: str, expected: bytes) -> None:
    """One range is answered by 206, its place and its length."""
    response = partial_content(CONTENT, "audio/wav", header)
    assert response.status_code == 206
    assert response.body == expected
    assert response.headers["content-length"] == str(len(expected))
    first = CONTENT.index(expected)
    last = first + len(expected) - 1
    assert response.headers["content-range"] == f"bytes {first}-{last}/100"


@pytest.mark.parametrize("header", [None, "bytes=5-2", "bytes=-", "lines=1-2", "bytes=0-1,3-4"])
def test_what_is_not_one_range_is_ignored(header: str | None) -> None:
    """The whole content is answered by 200."""
    response = partial_content(CONTENT, "audio/wav", header)
    assert (response.status_code, response.body) == (200, CONTENT)
    assert response.headers["accept-ranges"] == "bytes"


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=-0"])
def test_a_range_outside_is_refused(header: str) -> None:
    """A range that holds no byte is answered by 416 and the length."""
    response = partial_content(CONTENT, "audio/wav", header)
    assert response.status_code == 416
    assert response.headers["content-range"] == "bytes */100"


@given(st.text(), st.integers(0, 1000))
def test_no_header_breaks_anything(header: str, size: int) -> None:
    """Whatever is sent, the positions lie within the content."""
    wanted = wanted_range(f"bytes={header}", size)
    assert wanted is None or not wanted or (wanted[0] >= 0 and wanted[-1] < size)
