"""What is visible within what only `visibility` hides (CSS 2.2, section 11.2)."""

from collections.abc import Mapping
from itertools import islice

from turbohtml import Element

from harness.page.dom import driver_attributes
from harness.page.dom.style_sheet import Style

UNPAINTED = ("hidden", "collapse")
"""The values of `visibility` that hide an element, and what is in it unless it says otherwise."""
_MAX_AROUND = 100  # elements


def mark_visible(found: Mapping[Element, Style]) -> None:
    """Put the driver's attribute on what is visible within what is not, and on what is around it.

    Args:
        found: the styles of the elements of a document.
    """
    unpainted = {element for element, style in found.items() if _is_unpainted(element, style)}
    if not unpainted:
        return
    for element, style in found.items():
        if style.get("visibility") not in {"visible", "initial"}:
            continue
        around = [one for one in islice(element.ancestors, _MAX_AROUND) if one in unpainted]
        if around:
            element.attrs[driver_attributes.VISIBILITY] = "visible"
        for one in around:
            if isinstance(one, Element):
                one.attrs[driver_attributes.VISIBILITY] = "hidden"


def _is_unpainted(element: Element, style: Style) -> bool:
    is_drawn = style.get("display") != "none" and "hidden" not in element.attrs
    return is_drawn and style.get("visibility") in UNPAINTED
