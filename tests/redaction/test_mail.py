"""A mail is kept byte by byte where its secrets can be hidden; otherwise its words are."""

from base64 import b64encode
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from harness.core.errors import UnsafeFile
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


def test_an_archive_without_end_is_not_kept() -> None:
    """Its content cannot be searched: the mail's words are kept, and nothing else."""
    vault = Vault()
    vault.add(CODE, "confidential-code")
    head = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nBonjour\r\n--b\r\n"
    part = b"Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    mail = parse(head + part + b64encode(bomb()) + b"\r\n--b--\r\n", received=NOW)
    with pytest.raises(UnsafeFile, match="can be searched"):
        list(texts_in("mail.eml", mail.raw))
    kept = redacted_mail(mail, vault)
    assert b"Bonjour" in kept
    assert b"application/zip" not in kept


def bomb(levels: int = 3, members: int = 20) -> bytes:
    """An archive of archives: small, and eight thousand megabytes when it is unpacked."""
    content = b" " * 1_000_000
    for _ in range(levels):
        packed = BytesIO()
        with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
            for number in range(members):
                archive.writestr(f"{number}.zip", content)
        content = packed.getvalue()
    return content


NOW = datetime(2009, 10, 23, 9, 24, tzinfo=UTC)
