"""What faults say, in other languages than English.

The English stands beside each fault in the code; `faults_<language>.toml` has the translation of
each text, with `{}` for what is put into it. A text without one stays English.
"""

import tomllib
from functools import cache
from importlib.resources import files

from harness.core.text import between

_GAP = "{}"
_COLON, _STEP = ": ", " › "  # around the place of a problem in a file, and within it
MIN_LETTERS = 5  # of its own that a text with gaps needs: shorter ones fit anything
_Gaps = tuple[list[str], str, str]


def is_telling(text: str) -> bool:
    """Whether a text with gaps has words enough to be known by them."""
    return _GAP not in text or sum(map(str.isalpha, text)) >= MIN_LETTERS


def fault_words(english: str, language: str) -> str:
    """What a fault says in English, in a language such as "fr"."""
    if "\n" in english:
        return "\n".join(fault_words(line, language) for line in english.split("\n"))
    known, told = _translated(english, language)
    return told if _COLON in known else _placed(english, language) or told or english


def _translated(english: str, language: str, *, nested: bool = False) -> tuple[str, str]:
    """The text of the table that fits, and its translation; "" for none.

    What a text ends with behind a colon is a text like itself, unless it is `nested` in another.
    """
    exact, with_gaps = _texts(language)
    if english in exact:
        return english, exact[english]
    for own, known, translation in with_gaps:
        if (found := between(own, english)) is not None:
            *others, last = found
            if known.endswith(f"{_COLON}{_GAP}") and not nested:
                last = _translated(last, language, nested=True)[1] or last
            parts = zip(translation.split(_GAP), (*others, last, ""), strict=True)
            return known, "".join(piece for part in parts for piece in part)
    return "", ""


def _placed(english: str, language: str) -> str:
    """A problem behind its place in a file, such as "mail › port: …"; "" for any other text."""
    place, colon, problem = english.partition(_COLON)
    told = _translated(problem, language)[1] if colon else ""
    steps = (_translated(step, language)[1] or step for step in place.split(_STEP))
    return f"{_STEP.join(steps)}{_translated(_COLON, language)[1]}{told}" if told else ""


@cache
def _texts(language: str) -> tuple[dict[str, str], tuple[_Gaps, ...]]:
    """The texts without gaps, and the pieces of the others, the longest first."""
    file = files("harness.messages").joinpath(f"faults_{language}.toml")
    every = tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}
    gaps = sorted((text for text in every if _GAP in text and is_telling(text)), key=len)
    return every, tuple((one.split(_GAP), one, every[one]) for one in gaps[::-1])
