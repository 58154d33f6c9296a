"""Creates the mail source of a target."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path

from harness.config.mail import MailSettings
from harness.mail.source import MailSource
from harness.mail.sources.imap import ImapSource
from harness.mail.sources.maildir import EmlFolder, Maildir
from harness.mail.sources.mailpit import Mailpit
from harness.mail.sources.mbox import Mbox
from harness.mail.sources.polling import PolledSource
from harness.mail.sources.smtp_sink import SmtpSink

_FILE_SOURCES: dict[str, Callable[..., PolledSource]] = {
    "maildir": Maildir,
    "mbox": Mbox,
    "folder": EmlFolder,
}


@asynccontextmanager
async def receiving(settings: MailSettings) -> AsyncIterator[tuple[MailSource | None, SmtpSink]]:
    """Open the source of the mails, and the sink that a launched portal sends to: often one."""
    mails = open_source(settings)
    sink = mails if isinstance(mails, SmtpSink) else SmtpSink()
    async with sink, nullcontext() if mails is None or mails is sink else mails:
        yield mails, sink


def open_source(settings: MailSettings) -> MailSource | None:
    """The mail source of valid settings, not yet open; None for none."""
    if settings.source == "none":
        return None
    if settings.source == "sink":
        return SmtpSink(port=settings.port)
    if settings.source == "imap":
        return ImapSource(settings)
    if settings.source == "mailpit":
        return Mailpit(settings)
    make = _FILE_SOURCES[settings.source]
    return make(settings.path or Path(), quiet=settings.quiet, addresses=settings.addresses)
