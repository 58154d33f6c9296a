"""Creates the mail source of a target."""

from collections.abc import Callable
from pathlib import Path

from harness.config.mail import MailSettings
from harness.mail.source import MailSource
from harness.mail.sources.imap import ImapSource
from harness.mail.sources.imap_session import ImapAccount
from harness.mail.sources.maildir import EmlFolder, Maildir
from harness.mail.sources.mailpit import Mailpit, MailpitAddress
from harness.mail.sources.mbox import Mbox
from harness.mail.sources.polling import PolledSource
from harness.mail.sources.smtp_sink import SmtpSink

_FILE_SOURCES: dict[str, Callable[..., PolledSource]] = {
    "maildir": Maildir,
    "mbox": Mbox,
    "folder": EmlFolder,
}


def open_source(settings: MailSettings) -> MailSource | None:
    """The mail source of valid settings, not yet open; None for none."""
    if settings.source == "none":
        return None
    if settings.source == "sink":
        return SmtpSink(port=settings.port)
    if settings.source == "imap":
        return _imap(settings)
    if settings.source == "mailpit":
        return _mailpit(settings)
    make = _FILE_SOURCES[settings.source]
    return make(settings.path or Path(), quiet=settings.quiet, addresses=settings.addresses)


def _imap(settings: MailSettings) -> ImapSource:
    account = ImapAccount(
        settings.host,
        settings.imap_port,
        settings.user,
        settings.password,
        settings.folder,
        settings.tls,
        settings.authorities,
        settings.verify,
    )
    return ImapSource(account, quiet=settings.quiet, addresses=settings.addresses)


def _mailpit(settings: MailSettings) -> Mailpit:
    address = MailpitAddress(
        settings.url or "",
        settings.user,
        settings.password,
        settings.authorities,
        verify=settings.verify,
    )
    return Mailpit(address, quiet=settings.quiet, addresses=settings.addresses)
