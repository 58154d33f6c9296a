"""Chooses what a scenario leaves open: an option of a list, the sound behind a link."""

import re
from collections.abc import Mapping

from harness.core.charset import decode
from harness.core.media_type import MediaType
from harness.core.text import fold
from harness.core.url import browser_url
from harness.driver.protocol import Capture
from harness.execution.actor.blocked import NotObservable
from harness.model.exchange import Resource
from harness.model.fact import fact
from harness.model.page import Button, Field, Link, Page
from harness.page.extract import extract
from harness.planning.actor import Longer, OtherThan

_AUDIO_IN_SCRIPT = re.compile(
    r"""['"]([^'"]+\.(?:wav|mp3|ogg|oga|opus|m4a|aac|flac|au|aiff?|midi?|wma|ram?)"""
    r"""(?:[;?#][^'"]*)?)['"]""",
    re.IGNORECASE,
)
_ADDRESS_IN_SCRIPT = re.compile(r"""\(\s*['"]((?:/|\.{1,2}/|https?://|\?)[^'"\s]*)['"]""")
_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def option_for(field: Field, value: str) -> str:
    """What to type into a field, or which option of its list to choose, for a value.

    Raises:
        NotObservable: the list has no empty option and something is chosen, or it has no other
            option than the excluded one.
    """
    if isinstance(value, Longer) and field.max_length:
        return value[-field.max_length :]
    if not field.options or (value and not isinstance(value, OtherThan)):
        return value
    for option in field.options:
        fits = option.value and fold(option.text) != fold(value) if value else not option.value
        if fits:
            return option.text
    if is_without_choice(field) and not value:
        return value
    raise NotObservable(fact("other-choice" if value else "empty-choice"))


def is_without_choice(field: Field) -> bool:
    """Whether nothing is chosen yet in a list without an empty option: it is empty as it is.

    A list that the page draws itself may not say which option is chosen: then the words that it
    shows tell.
    """
    shown = fold(field.value)
    return bool(field.options) and not any(
        option.selected or not option.value or shown in {fold(option.value), fold(option.text)}
        for option in field.options
    )


def audio_url(offered: Link | Button | None, page: Page) -> str:
    """The address of the sound behind a link or button (None for none) of a page.

    Returns:
        The link's own address. If that is a script: the sound that the script names, or the first
        one that the page plays. "" for none.
    """
    if isinstance(offered, Link):
        if not offered.href.strip().lower().startswith("javascript:"):
            return offered.url
        if named := _AUDIO_IN_SCRIPT.search(offered.href):
            return named[1]
    return page.sounds[0].url if page.sounds else ""


def player_url(offered: Link | Button | None, page: Page) -> str:
    """The address of a page that a link's script passes to a function, which opens it.

    "" for none. A browser follows the script instead.
    """
    script = offered.href if isinstance(offered, Link) else ""
    named = _ADDRESS_IN_SCRIPT.search(script)
    return browser_url(page.url, named[1]) if named else ""


def sound_of(capture: Capture) -> str:
    """The address of the sound that a page plays after something was pressed; "" for none.

    A player asks for it, or a script that gives the player what came.
    """
    shown = (sound.url for sound in capture.page.sounds)
    called = (call.url for call in capture.calls if _media_type(call.headers).startswith("audio/"))
    found = (url for url in (*capture.played, *shown, *called) if not url.startswith("blob:"))
    return next(filter(None, found), "")


def played_by(answer: Resource, page: Page) -> str:
    """The address of the sound where a link of a page leads to a player, not to the sound itself.

    Returns:
        The first sound of the page that came, or else of the link's own page, which may open a
        player before anybody follows the link. "" if no page came, or no sound is known.
    """
    if _media_type(answer.headers) not in _PAGES:
        return ""
    html, _ = decode(answer.body, answer.headers.get("content-type", ""))
    player = extract(html, url=answer.url)
    return next((sound.url for sound in (*player.sounds, *page.sounds)), "")


def _media_type(headers: Mapping[str, str]) -> str:
    return MediaType.of(headers.get("content-type", "")).essence
