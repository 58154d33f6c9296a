"""The audio version of the certification code."""

import struct
from collections.abc import Callable

from starlette.responses import Response

from reference_impl.altering.alteration import Alteration, Change, several
from reference_impl.altering.answers import address, answers
from reference_impl.altering.codes import codes, kept_in, voice
from reference_impl.altering.pages import page
from reference_impl.altering.texts import pattern, swap
from reference_impl.domain.codes import Codes
from reference_impl.routes.addresses import NEW_CODE_SOUND
from reference_impl.routes.new_code import SHOWN
from reference_impl.voice import frames_of, wave_file
from reference_impl.web.answers import Answer
from reference_impl.web.visit import Page, Visit

KIND = "audio"
HEAD = 44  # bytes before the samples of the portal's WAV files


def _answered(alter: Callable[[Answer], None]) -> Change:
    """Alter the answers of the sound's address."""
    return answers(lambda answer: alter(answer) if answer.path == NEW_CODE_SOUND else None)


def _gone(answer: Answer) -> None:
    answer.status, answer.body = 404, b""


def _empty(answer: Answer) -> None:
    answer.status, answer.body = 200, b""


def _as_html(answer: Answer) -> None:
    answer.headers["content-type"] = "text/html; charset=utf-8"


def _page_instead(answer: Answer) -> None:
    _as_html(answer)
    answer.body = b"<html><body><p>Version sonore indisponible</p></body></html>"


def _spaced(sound: bytes) -> bytes:
    """Speak as a program does that knows not how long it will be: the lengths are the largest."""
    largest = struct.pack("<I", 0x7FFFFFFF)
    return sound[:4] + largest + sound[8 : HEAD - 4] + largest + sound[HEAD:]


def _without_pauses(sound: bytes) -> bytes:
    frames = frames_of(sound)
    parts = (frames[at : at + 640] for at in range(0, len(frames), 640))
    return wave_file(b"".join(filter(any, parts)))


async def _of_the_first_code(plain: Page, visit: Visit) -> Response:
    """Speak the first code of the session for every later one."""
    shown = visit.recall(SHOWN)
    first = visit.recall("first spoken") or shown
    visit.session.set("first spoken", first)
    visit.session.set(SHOWN, first)
    response = await plain(visit)
    visit.session.set(SHOWN, shown)
    return response


def _of_the_last_code() -> Change:
    """Speak the last code that the portal drew, whoever listens."""
    drawn: list[str] = []
    return several(
        codes(certification=kept_in(drawn)), voice(says=lambda code: drawn[-1] if drawn else code)
    )


MUTANTS = (
    Alteration(
        "sound-of-other-characters",
        KIND,
        "The audio version speaks as many characters as the code has, and others.",
        voice(says=lambda _code: Codes().certification()),
        ("certification-code.audio.own",),
    ),
    Alteration(
        "sound-of-the-first-code",
        KIND,
        "The audio version of every later code of a session is that of the first one.",
        address("GET", NEW_CODE_SOUND, _of_the_first_code),
        ("certification-code.audio.own",),
    ),
    Alteration(
        "sound-of-the-last-code",
        KIND,
        "The audio version is that of the code that the portal drew last, perhaps for another.",
        _of_the_last_code(),
        ("certification-code.audio.own",),
    ),
    Alteration(
        "sound-link-lost",
        KIND,
        "Step 4 has no link to the audio version.",
        page("certification-code", pattern(r'<div class="sound">.*?</div>', "")),
        ("certification-code.audio",),
    ),
    Alteration(
        "sound-link-renamed",
        KIND,
        "The link to the audio version says « Écouter ».",
        page(
            "certification-code", swap("(Cliquez ici pour entendre la version sonore)", "Écouter")
        ),
        ("certification-code.audio",),
    ),
    Alteration(
        "sound-gone",
        KIND,
        "The audio version does not exist.",
        _answered(_gone),
        ("certification-code.audio.reachable",),
    ),
    Alteration(
        "sound-empty",
        KIND,
        "The audio version has no content.",
        _answered(_empty),
        ("certification-code.audio.reachable",),
    ),
    Alteration(
        "sound-as-html",
        KIND,
        "The audio version is sent as a page.",
        _answered(_as_html),
        ("certification-code.audio.valid",),
    ),
    Alteration(
        "sound-replaced-by-page",
        KIND,
        "The audio version is a page that says that there is none.",
        _answered(_page_instead),
        ("certification-code.audio.valid",),
    ),
    Alteration(
        "sound-truncated",
        KIND,
        "The audio version is cut off in the middle.",
        voice(sound=lambda sound: sound[: len(sound) // 2]),
        ("certification-code.audio.valid",),
    ),
    Alteration(
        "sound-length-wrong",
        KIND,
        "The audio version declares a wrong length.",
        voice(sound=_spaced),
        ("certification-code.audio.valid",),
    ),
    Alteration(
        "sound-silent",
        KIND,
        "The audio version is silent.",
        voice(sound=lambda sound: sound[:HEAD] + bytes(len(sound) - HEAD)),
        ("certification-code.audio.audible",),
    ),
    Alteration(
        "sound-character-missing",
        KIND,
        "The audio version leaves out the last character.",
        voice(says=lambda code: code[:-1]),
        ("certification-code.audio.segments",),
    ),
    Alteration(
        "sound-character-repeated",
        KIND,
        "The audio version says the first character twice.",
        voice(says=lambda code: code[0] + code),
        ("certification-code.audio.segments",),
    ),
    Alteration(
        "sound-without-pauses",
        KIND,
        "The audio version runs the characters together.",
        voice(sound=_without_pauses),
        ("certification-code.audio.segments",),
    ),
)
