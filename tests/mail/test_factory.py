"""From settings to a source: each kind of place, with all that was said of it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.config.mail import MailSettings, MailSourceKind
from harness.core.errors import TargetError
from harness.core.tls import tls_context
from harness.mail.factory import open_source
from harness.mail.parsing.delivery_headers import read_delivery
from harness.mail.source import MailSource
from harness.mail.sources.imap import ImapSource
from harness.mail.sources.maildir import EmlFolder, Maildir
from harness.mail.sources.mailpit import Mailpit
from harness.mail.sources.mbox import Mbox
from harness.mail.sources.smtp_sink import SmtpSink

HERE = Path("mails")


def test_none() -> None:
    """A target whose mails cannot be seen has no source."""
    assert open_source(MailSettings(source="none")) is None


def test_sink() -> None:
    """The sink listens where the portal was told to send."""
    source = open_source(MailSettings(source="sink", port=2525))
    assert isinstance(source, SmtpSink)
    assert source.address == ("127.0.0.1", 2525)


@pytest.mark.parametrize(
    ("kind", "adapter"),
    [
        ("imap", ImapSource),
        ("mailpit", Mailpit),
        ("maildir", Maildir),
        ("mbox", Mbox),
        ("folder", EmlFolder),
    ],
)
def test_each_kind(kind: MailSourceKind, adapter: type[MailSource]) -> None:
    """Each kind has its adapter, which tells its name."""
    source = open_source(MailSettings(source=kind, path=HERE, url="http://x/", host="x"))
    assert type(source) is adapter
    assert source.name == kind


@pytest.mark.parametrize(
    ("tls", "port", "used"), [("direct", 0, 993), ("starttls", 0, 143), ("direct", 1993, 1993)]
)
def test_port_of_imap(tls: str, port: int, used: int) -> None:
    """The port is the usual one of the encryption, unless another is named."""
    settings = MailSettings.model_validate({"source": "imap", "tls": tls, "port": port})
    assert settings.imap_port == used


def test_broken_authorities(tmp_path: Path) -> None:
    """A file that holds no certificates is a fault that names its key."""
    (tmp_path / "ca.pem").write_text("no certificate")
    for path in (tmp_path / "ca.pem", tmp_path / "none.pem"):
        with pytest.raises(TargetError, match="Correct `authorities`"):
            tls_context(path)


def test_delivery_addresses() -> None:
    """What the servers wrote is read wherever it stands, whatever its case, each once."""
    raw = (
        b"Return-Path: <Portail@x.fr>\r\nDelivered-To: boite@x.fr\r\nDELIVERED-TO: <boite@x.fr>\r\n"
        b"X-Original-To: a@x.fr\r\nTo: b@x.fr\r\n\r\nDelivered-To: c@x.fr\r\n"
    )
    delivery = read_delivery(raw)
    assert delivery.addresses == ("a@x.fr", "boite@x.fr")
    assert delivery.return_path == "portail@x.fr"
    assert not delivery.is_utf8


def test_utf8_on_the_way() -> None:
    """A server that received a mail with SMTPUTF8 says so."""
    assert read_delivery(b"Received: from a by b\r\n with UTF8SMTPS id 1; x\r\n\r\n").is_utf8


@given(st.binary() | st.text().map(lambda text: f"Delivered-To: {text}\r\n\r\n".encode()))
def test_delivery_addresses_of_anything(raw: bytes) -> None:
    """Hostile bytes are read without a fault."""
    assert all("@" in one for one in read_delivery(raw).addresses)
