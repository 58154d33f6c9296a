"""The sound that a link offers is found, whatever the link is made of."""

import pytest

from harness.driver.protocol import Capture
from harness.execution.actor.element_choice import (
    audio_url,
    option_for,
    played_by,
    player_url,
    sound_of,
)
from harness.model.exchange import Exchange, Resource
from harness.page.extract import extract
from harness.planning.actor import Longer
from tests.builders import field

PAGE = "http://portal.test/codes-perdus/"
LINK = '<a href="{}">(Cliquez ici pour entendre la version sonore)</a>'
EMBED = '<embed src="/joue.wav">'


@pytest.mark.parametrize(
    ("html", "address"),
    [
        (LINK.format("/code.wav"), "http://portal.test/code.wav"),
        (LINK.format("/son?code") + EMBED, "http://portal.test/son?code"),
        (LINK.format("javascript:ecouter('/code.WAV?n=1', 'son', 3)"), "/code.WAV?n=1"),
        (LINK.format("javascript:ecouter()") + EMBED, "http://portal.test/joue.wav"),
        ("<button>(Cliquez ici)</button>" + EMBED, "http://portal.test/joue.wav"),
        (LINK.format("javascript:ecouter('code')"), ""),
    ],
)
def test_the_address_of_a_sound(html: str, address: str) -> None:
    """A link's own address, that in its script, or that of what the page plays."""
    page = extract(html, url=PAGE)
    offered = next(iter(page.actions), None)
    assert audio_url(offered, page) == address


@pytest.mark.parametrize(
    ("script", "address"),
    [
        ("javascript:sonore('/son?id=1', 'w')", "http://portal.test/son?id=1"),
        ("javascript:ouvrir('son?id=1')", ""),
        ("javascript:void(open('../son'))", "http://portal.test/son"),
        ("javascript:ecouter('code')", ""),
        ("/son", ""),
    ],
)
def test_the_player_that_a_script_opens(script: str, address: str) -> None:
    """A driver without scripts opens what the link names."""
    page = extract(LINK.format(script), url=PAGE)
    assert player_url(page.links[0], page) == address


@pytest.mark.parametrize(
    ("html", "played", "called", "address"),
    [
        ("<audio>", ("http://portal.test/a.wav",), "", "http://portal.test/a.wav"),
        ('<audio src="/b.wav">', (), "", "http://portal.test/b.wav"),
        ("<p>x", ("blob:http://portal.test/1",), "audio/wav", "http://portal.test/c"),
        ("<p>x", (), "application/json", ""),
    ],
)
def test_the_sound_that_a_button_plays(
    html: str, played: tuple[str, ...], called: str, address: str
) -> None:
    """What a player asked for, what one shows, or the sound that a script fetched for one."""
    call = Exchange(
        method="GET", url="http://portal.test/c", status=200, headers={"content-type": called}
    )
    capture = Capture(page=extract(html, url=PAGE), html=html, calls=(call,), played=played)
    assert sound_of(capture) == address


def test_nothing_is_offered() -> None:
    """No link and no sound: no address."""
    assert audio_url(None, extract("<p>rien", url=PAGE)) == ""


@pytest.mark.parametrize(
    ("content_type", "body", "address"),
    [
        (
            "text/html; charset=utf-8",
            b"<audio src=/code.wav></audio>",
            "http://portal.test/code.wav",
        ),
        ("text/html", b"<p>Lecture", "http://portal.test/joue.wav"),
        ("audio/wav", b"RIFF", ""),
    ],
)
def test_a_link_may_lead_to_a_player(content_type: str, body: bytes, address: str) -> None:
    """A page that plays the sound, or, if scripts open it, a player on the link's own page."""
    here = extract(LINK.format("/ecouter/") + EMBED, url=PAGE)
    headers = {"content-type": content_type}
    answer = Resource(url=f"{PAGE}ecouter/", status=200, headers=headers, body=body)
    assert played_by(answer, here) == address


def test_a_value_with_more_stays_wrong_where_the_field_is_too_short() -> None:
    """A browser cuts it off at the end; the right value would be left."""
    longer = Longer("ABC1" + "2")
    assert option_for(field("Code"), longer) == "ABC12"
    assert option_for(field("Code", max_length=4), longer) == "BC12"
    assert option_for(field("Code", max_length=9), longer) == "ABC12"
