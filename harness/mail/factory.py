"""From the settings of a target to the source of its mails."""

from collections.abc import Callable
from pathlib import Path

from harness.config.mail import MailSettings
from harness.mail.source import MailSource
from harness.mail.sources.imap import ImapSource
from harness.mail.sources.imap_session import Place
from harness.mail.sources.maildir import EmlFolder, Maildir
from harness.mail.sources.mailpit import Mailpit, Pages
from harness.mail.sources.mbox import Mbox
from harness.mail.sources.polling import Lookout
from harness.mail.sources.smtp_sink import SmtpSink

_IN_FILES: dict[str, Callable[..., Lookout]] = {
    "maildir": Maildir,
    "mbox": Mbox,
    "folder": EmlFolder,
}


def open_source(settings: MailSettings) -> MailSource | None:
    """The source that a target's settings name, not yet open; None for none.

    Args:
        settings: sound ones, as `load_target` gives them.
    """
    if settings.source == "none":
        return None
    if settings.source == "sink":
        return SmtpSink(port=settings.port)
    if settings.source == "imap":
        return _imap(settings)
    if settings.source == "mailpit":
        return _mailpit(settings)
    make = _IN_FILES[settings.source]
    return make(settings.path or Path(), quiet=settings.quiet, addresses=settings.addresses)


def _imap(settings: MailSettings) -> ImapSource:
    place = Place(
        settings.host,
        settings.imap_port,
        settings.user,
        settings.password,
        settings.folder,
        settings.tls,
        settings.authorities,
        settings.verify,
    )
    return ImapSource(place, quiet=settings.quiet, addresses=settings.addresses)


def _mailpit(settings: MailSettings) -> Mailpit:
    pages = Pages(
        settings.url or "",
        settings.user,
        settings.password,
        settings.authorities,
        verify=settings.verify,
    )
    return Mailpit(pages, quiet=settings.quiet, addresses=settings.addresses)
