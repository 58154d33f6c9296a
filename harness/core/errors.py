"""The errors of the program: everything that can go wrong except the portal's behaviour.

    Fault
    ├── UsageError          the command, a file or an option is wrong (exit code 2)
    │   ├── GuideError          the guide's data is broken, or a scenario uses unknown words
    │   ├── TargetError         a target file is broken
    │   ├── LedgerError         a ledger of deviations is broken
    │   ├── FormatError         a file has a format that this version does not read
    │   └── UnsafeFile          a folder holds a link, a named pipe, or a file that is too large
    └── EnvironmentFault    the program or its environment broke (exit code 3)
        ├── RunHalted           the run was told to stop, or stopped itself
        ├── BrowserMissing      no usable browser on this machine
        ├── StateError          the state of the accounts cannot be stored
        ├── LaunchError         a local portal did not start, or died
        ├── MailError           a mail source failed
        ├── NeedsBrowser        the page needs scripts, and this driver runs none
        └── CaptureError        no readable page
            ├── Unreachable         no connection, or it broke
            ├── TimedOut            no answer in time
            ├── AuthRequired        HTTP authentication is required
            ├── RedirectLoop        redirects without end
            ├── EgressBlocked       entered data or a secret would have left the portal
            ├── RobotsDisallowed    the portal's robots.txt disallows the address
            └── Unreadable          the answer is not a document

A fault is never a finding: a finding is a value about the portal, a fault is an exception about
everything else.
"""

from typing import Self


class Fault(Exception):
    """Base of all faults.

    Args:
        expected: what should have been there.
        seen: what was there instead.
        remedy: what the user can do about it.
    """

    def __init__(self, expected: str, *, seen: str, remedy: str) -> None:
        super().__init__(expected)
        self.expected = expected
        self.seen = seen
        self.remedy = remedy
        self.context: tuple[str, ...] = ()

    def during(self, what: str) -> Self:
        """Add where it happened (a scenario, a step); returns the fault itself."""
        self.context = (what, *self.context)
        return self

    def __str__(self) -> str:
        where = f"{' › '.join(self.context)}: " if self.context else ""
        return f"{where}expected {self.expected}; seen: {self.seen}. {self.remedy}"


class UsageError(Fault):
    """The command, a file or an option is wrong."""


class GuideError(UsageError):
    """The guide's data is broken, or a scenario uses words that the guide does not have."""


class TargetError(UsageError):
    """A target file is broken."""


class LedgerError(UsageError):
    """A ledger of deviations is broken."""


class FormatError(UsageError):
    """A file has a format that this version does not read."""


class UnsafeFile(UsageError):
    """A folder holds what could lead out of it, wait for ever, or fill the memory."""


class EnvironmentFault(Fault):
    """The program or its environment broke, not the portal."""


class BrowserMissing(EnvironmentFault):
    """No usable browser on this machine."""


class RunHalted(EnvironmentFault):
    """The run was told to stop, or stopped itself to do no harm."""


class StateError(EnvironmentFault):
    """The state of the accounts cannot be stored."""


class LaunchError(EnvironmentFault):
    """A local portal did not start, or died."""


class MailError(EnvironmentFault):
    """A mail source failed."""


class NeedsBrowser(EnvironmentFault):
    """The page needs scripts, and this driver runs none."""


class CaptureError(EnvironmentFault):
    """The portal's answer is not readable as a page."""


class AuthRequired(CaptureError):
    """HTTP authentication is required."""


class Unreachable(CaptureError):
    """No connection, or it broke before the answer was complete."""


class TimedOut(CaptureError):
    """No answer in time."""


class RedirectLoop(CaptureError):
    """Redirects without end."""


class EgressBlocked(CaptureError):
    """Entered data or a secret would have gone to a host outside the portal."""


class RobotsDisallowed(CaptureError):
    """The portal's robots.txt disallows this address for us."""


class Unreadable(CaptureError):
    """The answer is not a document."""
