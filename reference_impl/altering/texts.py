"""Changes of a text; words to be replaced that are not there are an error, never a silence."""

import re
import unicodedata
from collections.abc import Callable

from reference_impl.altering.alteration import DidNotTake

TextChange = Callable[[str], str]


def swap(old: str, new: str) -> TextChange:
    """Replace each occurrence of a text.

    Raises:
        DidNotTake: From the change, if the text is not there.
    """

    def change(text: str) -> str:
        _expect(old in text, old, text)
        return text.replace(old, new)

    return change


def wherever(old: str, new: str) -> TextChange:
    """Replace a text where it occurs: for what is shown at times only, such as a message."""
    return lambda text: text.replace(old, new)


def drop(text: str) -> TextChange:
    """Remove a text.

    Raises:
        DidNotTake: From the change, if the text is not there.
    """
    return swap(text, "")


def exchange(one: str, other: str) -> TextChange:
    """Put two texts each in the other's place.

    Raises:
        DidNotTake: From the change, if one of them is not there.
    """

    def change(text: str) -> str:
        _expect(one in text, one, text)
        _expect(other in text, other, text)
        return text.replace(one, "\0").replace(other, one).replace("\0", other)

    return change


def pattern(old: str, new: str) -> TextChange:
    """Replace what a regular expression finds (a dot finds line ends too).

    Raises:
        DidNotTake: From the change, if it finds nothing.
    """
    compiled = re.compile(old, re.DOTALL)

    def change(text: str) -> str:
        altered, times = compiled.subn(new, text)
        _expect(times > 0, old, text)
        return altered

    return change


def heading(old: str, new: str) -> TextChange:
    """Replace the first words of a page's heading, in the markup of any edition.

    Raises:
        DidNotTake: From the change, if it does not begin so.
    """
    return pattern(rf'(<h1[^>]*>|CLASS="titre"[^>]*>(?:<B>)?){re.escape(old)}', rf"\g<1>{new}")


def bare(text: str) -> str:
    """Write a text without accents."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _expect(found: bool, old: str, text: str) -> None:
    if not found:
        raise DidNotTake(f"expected {old!r} to be altered, seen {text[:2000]!r}")
