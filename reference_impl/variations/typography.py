"""The same words as typographers set them, and as machines write them."""

import unicodedata

from reference_impl.altering.alteration import Alteration
from reference_impl.altering.pages import pages
from reference_impl.altering.texts import TextChange, swap
from reference_impl.variations import shaping

TYPOGRAPHY = "typography"
_NARROW = "\u202f"
_NO_BREAK = "\u00a0"


def _spaced(blank: str) -> dict[str, str]:
    return {f" {mark}": f"{blank}{mark}" for mark in ":;?!»"} | {"« ": f"«{blank}"}


def _replaced(changes: dict[str, str]) -> TextChange:
    def change(text: str) -> str:
        for old, new in changes.items():
            text = text.replace(old, new)
        return text

    return shaping.words(change)


def _quotes(text: str) -> str:
    """Straight quotes made typographic, in pairs."""
    pieces = text.split('"')
    if len(pieces) % 2 == 0:
        return text
    return "".join(
        piece + ("" if last else "“" if index % 2 == 0 else "”")
        for index, piece in enumerate(pieces)
        for last in [index == len(pieces) - 1]
    )


VARIATIONS = (
    Alteration(
        "no-break-spaces",
        TYPOGRAPHY,
        "No-break spaces stand before French punctuation.",
        pages(_replaced(_spaced(_NO_BREAK))),
    ),
    Alteration(
        "narrow-no-break-spaces",
        TYPOGRAPHY,
        "Narrow no-break spaces stand before French punctuation.",
        pages(_replaced(_spaced(_NARROW))),
    ),
    Alteration(
        "no-blank-before-colons",
        TYPOGRAPHY,
        "No blank stands between a label and its colon.",
        pages(shaping.sub(r"(</span>) :(</label>)", r"\1:\2")),
    ),
    Alteration(
        "typographic-apostrophes",
        TYPOGRAPHY,
        "Apostrophes are typographic ones.",
        pages(_replaced({"'": "’"})),
    ),
    Alteration(
        "typographic-quotes",
        TYPOGRAPHY,
        "Quotes are typographic ones.",
        pages(shaping.words(_quotes)),
    ),
    Alteration(
        "decomposed-letters",
        TYPOGRAPHY,
        "Letters with accents are written as letter and accent.",
        pages(shaping.words(lambda text: unicodedata.normalize("NFD", text))),
    ),
    Alteration(
        "invisible-characters",
        TYPOGRAPHY,
        "Long words hold soft hyphens, and a mark of byte order stands before the page.",
        pages(
            _replaced(
                {
                    "obligatoire": "obliga\u00adtoire",
                    "établissement": "établis\u00adsement",
                    "certification": "certi\u00adfication",
                }
            ),
            swap("<!DOCTYPE", "\ufeff<!DOCTYPE"),
        ),
    ),
    Alteration(
        "stars-in-brackets",
        TYPOGRAPHY,
        "The stars of the labels stand in brackets.",
        pages(
            shaping.sub(r'<span class="mark">(\*+)</span> :', r'<span class="mark">(\1)</span> :')
        ),
    ),
    Alteration(
        "blanks-everywhere",
        TYPOGRAPHY,
        "Words are far apart and on several lines in the mark-up.",
        pages(shaping.words(lambda text: text.replace(" ", " \n\t  "))),
    ),
)
