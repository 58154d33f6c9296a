"""How a portal leaves no page to read: one fault for each way, the same in both drivers.

The kind of the fault decides the verdict: `Unreadable` and `RedirectLoop` are the portal's answer
and fail the movement; every other fault is the environment's (docs/RESILIENCE.md has the table).
"""

from harness.core.errors import RedirectLoop, TimedOut, Unreadable

MAX_BYTES = 20_000_000  # of one document, decompressed
MAX_DIALOGS = 20  # in one action
MAX_FRAMES = 100  # of one page, frames within frames included
_LOOK_AT_SCRIPTS = "Look at the scripts of the page."


def strange_redirect(url: str, seen: str) -> Unreadable:
    """A redirect to no address, or to one that holds no page, such as `file:` or `data:`."""
    return Unreadable(
        f"a redirect from {url} to a page",
        seen=f"a redirect that browsers refuse: {seen}",
        remedy="Only http and https addresses hold pages.",
    )


def endless_redirects(url: str, seen: str) -> RedirectLoop:
    """Redirects that come back to where they were, or too many of them."""
    return RedirectLoop(
        f"an answer from {url}",
        seen=f"redirects without end: {seen}",
        remedy="Look at the portal's redirects; the exchanges are in its access log.",
    )


def endless_refreshes(url: str, number: int) -> RedirectLoop:
    """Pages that lead on by themselves, by refresh elements or scripts."""
    return RedirectLoop(
        f"a page at {url}",
        seen=f"{number} pages that lead on by themselves",
        remedy="Look at the refresh elements and scripts of the portal's pages.",
    )


def too_large(url: str, most: int) -> Unreadable:
    """A document that has more bytes than any page needs, or no end."""
    return Unreadable(
        f"a document at {url}",
        seen=f"more than {most} bytes",
        remedy="Look at what fills it, or leave this address out.",
    )


def too_many_frames(url: str) -> Unreadable:
    """A page of frames."""
    return Unreadable(
        f"a page at {url}",
        seen=f"more than {MAX_FRAMES} frames",
        remedy="Look at what makes the frames.",
    )


def busy_page(url: str, seconds: float) -> Unreadable:
    """A page whose scripts or elements leave nobody a moment, at its start or later."""
    return Unreadable(
        f"a page at {url} that can be used",
        seen=f"scripts or masses that leave it no moment for {seconds:g} s",
        remedy=_LOOK_AT_SCRIPTS,
    )


def idle_page(url: str, seconds: float, used: float) -> TimedOut:
    """A page that answers no call and does nothing: the machine does not let it, or it waits.

    It was waited for so many seconds, of which it used some seconds of the processor.
    """
    return TimedOut(
        f"a page at {url} that can be used",
        seen=f"no answer within {seconds:g} s, in which it got {used:.1f} s of the processor",
        remedy="Look at what keeps this machine busy, run fewer scenarios at once (--jobs), or "
        "raise the timeout.",
    )


def too_many_dialogs(url: str, number: int, last: str) -> Unreadable:
    """A page that goes on opening dialogs."""
    return Unreadable(
        f"a page at {url}",
        seen=f"{number} dialogs, the last « {last} »",
        remedy=_LOOK_AT_SCRIPTS,
    )


def undecodable(url: str, seen: str) -> Unreadable:
    """An answer that is not HTTP, or not compressed as it says."""
    return Unreadable(
        f"an answer from {url}", seen=seen, remedy="Look at what answers at that address."
    )
