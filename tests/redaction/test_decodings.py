"""Layers of encoding come off in a fast way that finds what the slow one finds."""

from hypothesis import given
from hypothesis import strategies as st

from harness.redaction.decodings import ANY, ENTITY, FOLD, JSON, PERCENT, QUOTED, DecodedView, Layer

_LAYERS = st.sampled_from([PERCENT, ENTITY, JSON, QUOTED, FOLD, ANY])
_TOKENS = (b"%41", b"&amp;", b"&#65;", b"\\u0041", b"\\n", b"=41", b"=\r\n")
_FOLDED = b"QUJDREVGR0hJSktMTU5PUA\nUVJTVFVWV1hZWmFiY2RlZg\n"
_PIECES = st.sampled_from((*_TOKENS, _FOLDED, b"%", b"&", b"\\", b"=", b"\n", b"code", b" "))


@given(_LAYERS, st.lists(_PIECES | st.binary(max_size=6)).map(b"".join))
def test_a_view_is_what_the_tokens_alone_give(layer: Layer, data: bytes) -> None:
    """Whether a text has the marks of a layer decides only how long it takes."""
    plain = layer.token.sub(lambda hit: layer.decode(hit[0]), data)
    assert DecodedView(data).without(layer).data == plain


@given(_LAYERS, st.lists(_PIECES | st.binary(max_size=6)).map(b"".join))
def test_each_token_has_a_mark(layer: Layer, data: bytes) -> None:
    """A text without a mark has no token."""
    assert layer.may_be_in(data) or layer.token.search(data) is None
