"""From a target and the portal that serves for it: all that a walk needs to know of the place."""

from pathlib import Path

from harness.config import Target
from harness.drive.driver import Engine
from harness.mail.source import MailSource
from harness.run.caution import Caution
from harness.run.conduct import Setting
from harness.run.ground import hints_of
from harness.run.launch import Portal


def setting_of(
    target: Target,
    portal: Portal,
    engine: Engine,
    mails: MailSource | None,
    *,
    folder: Path | None,
    caution: Caution,
) -> Setting:
    """Where walks take place.

    Args:
        target: says how it is to be walked on.
        portal: which serves for it.
        engine: opens sessions there.
        mails: where mails arrive; None for nowhere.
        folder: where walks are kept; None to keep nothing.
        caution: shared by all walks.
    """
    base = portal.base_url.rstrip("/")
    return Setting(
        target=target.name,
        base_url=portal.base_url,
        entries={page: base + path for page, path in target.entry.items()},
        engine=engine,
        mails=mails,
        patience=target.timeouts.mail,
        folder=folder,
        caution=caution,
        hidden=target.hidden,
        words=target.words,
        hints=hints_of(target, portal.base_url),
        lacks=target.login.lacks,
    )
