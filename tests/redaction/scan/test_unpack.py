"""The texts of a file that are searched for secrets."""

import re

from hypothesis import given
from hypothesis import strategies as st

from harness.redaction.scan.unpack import texts_in

_STRING = re.compile(rb'"((?:[^"\\\n]|\\.)*)(?:"|$)', re.MULTILINE)
_OUTSIDE = re.compile(rb"[^\s{}\[\]:,.\d+-][^\s{}\[\]:,]{3,}")
_PIECES = st.sampled_from(
    [b'"', b"\\", b'\\"', b"\n", b"{", b"}", b":", b",", b"word", b"1.5", b" "]
)


@given(st.lists(_PIECES | st.binary(max_size=4)).map(b"".join))
def test_our_json_is_parted_into_its_strings_and_the_words_between(data: bytes) -> None:
    """However broken the file is: each string once, and each word outside of strings."""
    data = data.replace(b"\0", b"")
    if data.startswith((b"PK", b"\x1f\x8b", b"\x89PNG")):
        return
    found = {piece.data for piece in texts_in("facts.json", data)}
    assert set(_STRING.findall(data)) <= found
    assert set(_OUTSIDE.findall(_STRING.sub(b" ", data))) <= found
