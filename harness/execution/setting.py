"""From a target and the portal that serves for it: all that a walk needs to know of the place."""

from pathlib import Path

from harness.config.target import Target
from harness.driver.protocol import Engine
from harness.execution.portal_process import Portal
from harness.execution.run_context import hints_of
from harness.execution.safety_limits import SafetyLimits
from harness.execution.scenario_run import Setting
from harness.mail.source import MailSource


def setting_of(
    target: Target,
    portal: Portal,
    engine: Engine,
    mails: MailSource | None,
    *,
    folder: Path | None,
    caution: SafetyLimits,
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
