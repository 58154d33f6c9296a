"""Which form a control belongs to by its place in the source.

The parser of the HTML Standard keeps a form element pointer (13.2.4.4): a start tag sets it, an
end tag clears it, whatever elements are in between. So a control can belong to a form that does
not contain it, as in a table. Without that pointer it belongs to the form around it (4.10.18.3).
"""

from bisect import bisect_right
from dataclasses import dataclass

import turbohtml
from turbohtml import Element, TokenType

from harness.page.dom.document import HtmlDocument

_Position = tuple[int, int]  # line and column of a tag


@dataclass(frozen=True, slots=True)
class FormPointer:
    """The form element pointer along the source of a document.

    Attributes:
        places: where it changes, in the order of the source.
        forms: the form from each place on; None for none.
    """

    places: tuple[_Position, ...] = ()
    forms: tuple[Element | None, ...] = ()

    def at(self, control: Element) -> Element | None:
        """The form that owns a control without an attribute `form`; None for none."""
        position = control.position
        index = bisect_right(self.places, position) if position else 0
        pointed = self.forms[index - 1] if index else None
        return pointed or control.closest("form")


def form_pointer(document: HtmlDocument) -> FormPointer:
    """The form element pointer of a document that the HTML parser read."""
    found = [
        (form.position, form)
        for form in document.tree.iter_elements("form")
        if form.position is not None and form.closest("template") is None
    ]
    if not found:
        return FormPointer()
    ends = ((place, None) for place in _ends(document, found))
    changes: list[tuple[_Position, Element | None]] = [*found, *ends]
    changes.sort(key=lambda change: change[0])
    return FormPointer(tuple(p for p, _ in changes), tuple(form for _, form in changes))


def _ends(document: HtmlDocument, forms: list[tuple[_Position, Element]]) -> list[_Position]:
    """Where the pointer is cleared: the end tags outside of templates."""
    places = [form.source_location for _, form in forms]
    tags = [place.end_tag for place in places if place and place.end_tag]
    if len(tags) == len(forms):
        return [(tag.start_line, tag.start_col) for tag in tags]
    ends, templates = [], 0
    for token in turbohtml.tokenize(document.source):
        if token.tag == "template":
            templates += 1 if token.type == TokenType.START_TAG else -min(templates, 1)
        elif token.tag == "form" and token.type == TokenType.END_TAG and not templates:
            ends.append((token.line, token.col))
    return ends
