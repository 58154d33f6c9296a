"""A QR code says what is hidden in the text beside it."""

import pytest

from harness.redaction.documents import redacted_document
from harness.redaction.drawn_codes import draws_code, without_drawn_codes
from harness.redaction.vault import Vault

LINES = "<path d='M4,4H5V5H4z'/>"
SECRET = "WyJ2YWNhbmNlcy0yNDY3Il0"


@pytest.mark.parametrize(
    ("drawing", "empty"),
    [
        (f"<svg class='qrcode'>{LINES}</svg><p>x</p>", "<svg class='qrcode'></svg><p>x</p>"),
        (f"<div id=qr-code><svg>{LINES}</svg></div>", "<div id=qr-code><svg></svg></div>"),
        (
            "<img alt='QR code' src='data:image/png;base64,AAAA'>",
            "<img alt='QR code' src='data:,'>",
        ),
    ],
)
def test_a_drawing_that_is_called_so(drawing: str, empty: str) -> None:
    """It is emptied where the page held a secret; elsewhere it stays."""
    vault = Vault()
    vault.add(SECRET, "link-token")
    assert draws_code(drawing)
    assert without_drawn_codes(drawing) == empty
    assert redacted_document(f"<p>{SECRET}</p>{drawing}", vault).text == (
        f"<p>‹link-token-1›</p>{empty}"
    )
    assert redacted_document(f"<p>Rien</p>{drawing}", vault).text == f"<p>Rien</p>{drawing}"


@pytest.mark.parametrize(
    "drawing",
    [
        f"<svg class=logo>{LINES}</svg>",
        "<p>QR code</p><p></p><img src=data:image/png;base64,qr/qr>",
        "<img src=/square.png>",
    ],
)
def test_other_drawings(drawing: str) -> None:
    """They are kept."""
    assert not draws_code(drawing)
    assert without_drawn_codes(drawing) == drawing
