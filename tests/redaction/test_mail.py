"""A mail is kept byte by byte where its secrets can be hidden; otherwise its words are."""

from datetime import UTC, datetime

import pytest

from harness.mail.parsing.parse import parse
from harness.redaction.mail import redacted_mail
from harness.redaction.scan.unpack import texts_in
from harness.redaction.vault import Vault

CODE = "FMWQS252"
DEEP = b"".join(
    b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level)
    for level in range(1000)
)
MANY = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\n" * 5000
NESTED = b"Content-Type: message/rfc822\r\n\r\n" * 1000


@pytest.mark.parametrize("raw", [DEEP, MANY, NESTED], ids=["deep", "many", "nested"])
def test_a_mail_of_endless_parts_is_searched_within_bounds(raw: bytes) -> None:
    """Parts within parts are no endless recursion."""
    assert sum(1 for _ in texts_in("mail.eml", raw)) < 1000


@pytest.mark.parametrize("beyond", [DEEP, MANY], ids=["deep", "many"])
def test_what_is_not_read_is_not_kept(beyond: bytes) -> None:
    """A part beyond the limits may hide a code in an encoding; only the words are kept."""
    vault = Vault()
    vault.add(CODE, "confidential-code")
    mail = parse(beyond + b"Content-Transfer-Encoding: base64\r\n\r\nRk1XUVMyNTI=", received=NOW)
    assert b"Rk1XUVMyNTI" not in redacted_mail(mail, vault)


NOW = datetime(2009, 10, 23, 9, 24, tzinfo=UTC)
