"""Where a sound lies that a person is offered."""

import re

from harness.model.page import Button, Link, Page

_QUOTED = re.compile(
    r"""['"]([^'"]+\.(?:wav|mp3|ogg|oga|opus|m4a|aac|flac|au|aiff?|midi?|wma|ram?)"""
    r"""(?:[;?#][^'"]*)?)['"]""",
    re.IGNORECASE,
)


def audio_url(offered: Link | Button | None, page: Page) -> str:
    """The address of the sound behind a link or button.

    Args:
        offered: what a person would click; None where there is nothing.
        page: that it stands on.

    Returns:
        The link's own address; where that is a script, the sound that the script names, or the
        first one that the page plays by itself; "" for none.
    """
    if isinstance(offered, Link):
        if not offered.href.strip().lower().startswith("javascript:"):
            return offered.url
        if named := _QUOTED.search(offered.href):
            return named[1]
    return page.sounds[0].url if page.sounds else ""
