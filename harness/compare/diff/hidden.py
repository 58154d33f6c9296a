"""Compares the hidden fields of two pages: which there are, and the format of their values."""

from collections.abc import Iterator, Mapping

from harness.compare.model import Change, DifferenceKind, Shown
from harness.compare.noise.masked_page import MaskedPage
from harness.compare.noise.value_format import ValueFormat, format_of_values
from harness.model.fact import fact, quote

HiddenFormats = Mapping[tuple[str, str], ValueFormat]
"""For the page and the name of a hidden field that varies, the format of its values.

What varies on one page varies on all; `ANY_PAGE` has the format for a page that was seen once.
"""
ANY_PAGE = ""


def hidden_changes(
    old: MaskedPage, new: MaskedPage, formats: tuple[HiddenFormats, HiddenFormats]
) -> Iterator[Change]:
    """What differs in the hidden fields of a page of the old and of the new portal.

    `formats` has the hidden fields whose values vary on either.
    """
    ours, theirs = hidden_values(old), hidden_values(new)
    for name in sorted(ours.keys() | theirs.keys()):
        before, after = _shown(name, old, ours, formats[0]), _shown(name, new, theirs, formats[1])
        same_format = _same_format((old.name, name), ours.get(name), theirs.get(name), formats)
        if before != after and not same_format:
            kind = DifferenceKind.HIDDEN
            yield Change(kind=kind, page=old.name, part=name, old=before, new=after)


def _same_format(
    place: tuple[str, str],
    ours: str | None,
    theirs: str | None,
    formats: tuple[HiddenFormats, HiddenFormats],
) -> bool:
    """Whether a field varies, and the values of both portals are of one format.

    A value that was seen once on one portal varies there too if it does so on the other.
    """
    places = place, (ANY_PAGE, place[1])
    varies = any(one in known for known in formats for one in places)
    if not varies or not ours or not theirs:
        return False
    one = formats[0].get(place) or format_of_values([ours])
    other = formats[1].get(place) or format_of_values([theirs])
    return not one.differs(other)


def hidden_values(page: MaskedPage) -> dict[str, str]:
    """The values of a page's hidden fields, by name."""
    return {
        field.name: field.value
        for field in page.page.fields
        if field.kind == "hidden" and field.name
    }


def _shown(name: str, page: MaskedPage, values: Mapping[str, str], formats: HiddenFormats) -> Shown:
    if name not in values:
        return ""
    known = formats.get((page.name, name))
    return known.fact if known else fact("hidden-value", value=quote(page.masked(values[name])))
