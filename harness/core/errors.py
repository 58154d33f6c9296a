"""The tree of faults: what can go wrong outside the portal's own promises.

    Fault
    ├── UsageError      the command, a file or an option is wrong (exit 2)
    │   ├── GuideError      the guide's data is broken, or a scenario uses words it does not have
    │   ├── TargetError     a target file is broken
    │   └── LedgerError     a ledger of deviations is broken
    └── EnvironmentFault    the harness or the environment broke (exit 3)
        ├── RunHalted          the run was told to stop, or stops by itself
        ├── BrowserMissing  no usable browser on this machine
        ├── StateError      what a run changed of the accounts cannot be kept
        ├── LaunchError     a local portal did not start, or died
        ├── MailError       the place where mails arrive failed
        ├── NeedsBrowser    the page needs scripts, and this driver runs none
        └── CaptureError    the portal gave nothing to read
            ├── Unreachable     no connection, or one that broke
            ├── TimedOut        no answer in time
            ├── AuthRequired          a name and a password are asked for, by HTTP itself
            ├── RedirectLoop    redirects without end
            ├── EgressBlocked         what was typed would have left the portal
            ├── RobotsDisallowed          the portal's robots.txt names us, and closes this address
            └── Unreadable      an answer that is no document

A fault is never a finding: findings are values and speak of the portal, faults are
exceptions and speak of everything else.
"""

from typing import Self


class Fault(Exception):
    """Base of all faults.

    Args:
        expected: what should have been there.
        seen: what was there instead.
        remedy: what the reader can do about it.
    """

    def __init__(self, expected: str, *, seen: str, remedy: str) -> None:
        super().__init__(expected)
        self.expected = expected
        self.seen = seen
        self.remedy = remedy
        self.context: tuple[str, ...] = ()

    def during(self, what: str) -> Self:
        """Attach where it happened (a scenario, a step); returns the fault itself."""
        self.context = (what, *self.context)
        return self

    def __str__(self) -> str:
        where = f"{' › '.join(self.context)}: " if self.context else ""
        return f"{where}expected {self.expected}; seen: {self.seen}. {self.remedy}"


class UsageError(Fault):
    """The command, a file or an option is wrong."""


class GuideError(UsageError):
    """The guide's data is broken, or a scenario uses words that it does not have."""


class TargetError(UsageError):
    """A target file is broken."""


class LedgerError(UsageError):
    """A ledger of deviations is broken."""


class EnvironmentFault(Fault):
    """The harness or the environment broke, never the portal."""


class BrowserMissing(EnvironmentFault):
    """No usable browser on this machine."""


class RunHalted(EnvironmentFault):
    """The run was told to stop, or stops by itself so as to do no harm."""


class StateError(EnvironmentFault):
    """What a run changed of the accounts cannot be kept."""


class LaunchError(EnvironmentFault):
    """A local portal did not start, or died."""


class MailError(EnvironmentFault):
    """The place where mails arrive failed."""


class NeedsBrowser(EnvironmentFault):
    """The page needs scripts to go on, and this driver runs none: another one can."""


class CaptureError(EnvironmentFault):
    """The portal gave nothing to read."""


class AuthRequired(CaptureError):
    """A name and a password are asked for, by HTTP itself."""


class Unreachable(CaptureError):
    """No connection, or one that broke before the answer was whole."""


class TimedOut(CaptureError):
    """No answer in time."""


class RedirectLoop(CaptureError):
    """Redirects without end."""


class EgressBlocked(CaptureError):
    """What was typed, or a secret, would have gone to an address outside the portal."""


class RobotsDisallowed(CaptureError):
    """The portal's robots.txt names us, and closes this address."""


class Unreadable(CaptureError):
    """An answer that is no document."""
