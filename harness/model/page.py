"""The content of a page, independent of its HTML.

The values are what a reader sees: labels without stars and colons, texts with folded white space.
The HTML itself is stored beside the page.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator

from harness.core.value import Value


def _pixels(value: float) -> float:
    """A number of pixels that a picture may have; 0 for others, also for what is no number."""
    return value if abs(value) < _MAX_PIXELS else 0.0


_MAX_PIXELS = 1e9
BOXES = frozenset({"checkbox", "radio"})
"""Kinds of fields that are ticked; a switch is a checkbox."""
_ERROR = 400  # statuses from here on are errors
_Pixels = Annotated[float, AfterValidator(_pixels)]


class Box(Value):
    """The position of an element, in CSS pixels from the top left of the document."""

    x: _Pixels
    y: _Pixels
    width: _Pixels
    height: _Pixels


class LabelSource(StrEnum):
    """How the label of a field was found, best first."""

    FOR = "label[for]"
    WRAP = "wrapping label"
    ARIA = "aria"
    CELL_LEFT = "cell to the left"
    CELL_ABOVE = "cell above"
    TEXT_AFTER = "text behind"
    TEXT_BEFORE = "text before"
    LEGEND = "legend"
    TITLE = "title"
    PLACEHOLDER = "placeholder"
    VALUE = "value"
    CONTENT = "content"
    ALT = "alt"
    NONE = "none"


class Region(StrEnum):
    """The part of a page that an element stands in (WAI-ARIA 1.2, 5.3.4)."""

    CONTENT = ""
    BANNER = "banner"
    """The header that all pages of a site have."""
    CONTENTINFO = "contentinfo"
    """The footer."""
    BYPASS = "bypass"
    """Where visitors skip over what all pages have: its links lead to a part of their own page."""


class Element(Value):
    """An element of a page.

    Attributes:
        ref: the driver's identifier of the element, valid until the next capture.
        box: its position; None without layout (plain HTTP).
        frame: path of frame names from the top document; () for the top itself.
        region: of a text, field, button or link: where it stands; the content for any other.
    """

    ref: str = ""
    visible: bool = True
    box: Box | None = None
    frame: tuple[str, ...] = ()
    region: Region = Region.CONTENT


class Opener(Value):
    """What plainly opens the closed panel that hides an element: a tab, a menu, a summary.

    Attributes:
        ref: the driver's identifier of it; "" without a browser, where nothing needs to be opened.
        words: on it.
        scripted: whether only a script opens the panel.
        way: "press", or "hover" or "focus" where a style sheet shows the element while the pointer
            or the focus is there.
    """

    ref: str = ""
    words: str = ""
    scripted: bool = False
    way: Literal["press", "hover", "focus"] = "press"


class Cell(Value):
    """A box of a grid.

    Attributes:
        grid: number of the grid; its rows may stand apart.
        row: number of the row; further down the page it is larger.
        column: place of the box in its row, from 0.
    """

    grid: int
    row: int
    column: int


class Text(Element):
    """A block of text: a heading, a paragraph, an item, a cell, a legend, a caption.

    Attributes:
        text: the words, white space folded.
        kind: "heading", "paragraph", "item", "cell", "label", "legend", "caption", "code".
        level: of a heading, 1 to 6; 0 for other kinds.
        titled: whether it looks like a title without being marked as a heading: it is a block of
            its own in bold or large letters, or a class names it a title.
        row: number of the table's row that it stands in, the same for all its cells; 0 for none.
        entry: number of the entry of a list that it stands in; 0 for none; None if it was not read.
        cell: the innermost box of a grid that it stands in, of a table or of others; None for none.
    """

    text: str
    kind: str
    level: int = 0
    titled: bool = False
    row: int = 0
    entry: int | None = None
    cell: Cell | None = None


class Option(Value):
    """One option of a list; nobody can choose a disabled one."""

    text: str
    value: str
    selected: bool = False
    disabled: bool = False


class Field(Element):
    """A field of a form, hidden ones included.

    Attributes:
        name: the name under which it is sent.
        kind: "text", "password", "email", "select", "checkbox", "radio", "hidden", "textarea",
            "search", "file", "tel", "number", "combobox" …
        label: the label without mark and colon.
        label_source: how the label was found.
        drawn: the words in the field, its placeholder, where nobody sees its label; "" for the
            same words, and where the label is seen.
        mark: the marks after the label, such as "*" or "**"; "" for none.
        unseen_mark: words in the place of a mark that nobody sees: the name of a picture, or what
            is for screen readers alone; "" for none.
        help: the hint of the field.
        group: the legend or heading of its group.
        form: the ref of its form; "" for none.
        rules: what else the document says about values, such as "min=1" and "multiple=", and for
            who types them: "inputmode=numeric".
        scripted: whether only a script gives it its value, as in a list that a button opens.
        opener: what opens the panel that hides it; None for nothing, and where it is visible.
        problem: the browser's validation message after a refused submission.
    """

    name: str = ""
    kind: str = "text"
    label: str = ""
    label_source: LabelSource = LabelSource.NONE
    drawn: str = ""
    mark: str = ""
    unseen_mark: str = ""
    help: str = ""
    value: str = ""
    group: str = ""
    form: str = ""
    options: tuple[Option, ...] = ()
    required: bool = False
    read_only: bool = False
    disabled: bool = False
    checked: bool = False
    max_length: int | None = None
    pattern: str = ""
    rules: tuple[str, ...] = ()
    scripted: bool = False
    placeholder: str = ""
    problem: str = ""
    opener: Opener | None = None


class Button(Element):
    """A button, an image button, or a submit input.

    Attributes:
        label: its accessible name.
        drawn: the words on it, where its name has others; "" for the same words.
        picture: file name of the picture on it, where it has no label; "" for none.
        hidden_by: what hides it, as of a link.
        opener: what opens the panel that hides it, as of a field.
        beside: the words before it on its line or in its container, followed by its label.
        row: number of the table's row that it stands in, as of a text.
        entry: number of the entry of a list that it stands in, as of a text.
        place: number of the page's texts before it; None if unknown.
        action: where it sends its form; "" for where the form says.
        method: "get", "post" or another, by which it sends its form; "" for the form's.
    """

    label: str
    drawn: str = ""
    picture: str = ""
    label_source: LabelSource = LabelSource.CONTENT
    action: str = ""
    method: str = ""
    name: str = ""
    value: str = ""
    kind: str = "submit"
    form: str = ""
    disabled: bool = False
    beside: str = ""
    row: int = 0
    entry: int | None = None
    place: int | None = None
    hidden_by: str = ""
    opener: Opener | None = None


class Link(Element):
    """A link.

    Attributes:
        label: its accessible name.
        drawn: the words on it, where its name has others; "" for the same words.
        picture: file name of the picture on it, where it has no label; "" for none.
        hidden_by: what hides it: "details" (a closed one), "dialog", "attribute" (`hidden`) or
            "style"; "" if it is visible.
        href: the address as written.
        url: the address resolved against the page.
        beside: the text of its block, its own words included.
        row: number of the table's row that it stands in, as of a text.
        target: the window or frame that it opens in.
        unfollowed: why search engines do not follow it, as its `rel` says: "nofollow", "ugc" or
            "sponsored"; "" for nothing.
        place: number of the page's texts before the one that it stands in; None if unknown.
        opener: what opens the panel that hides it, as of a field.
    """

    label: str
    drawn: str = ""
    picture: str = ""
    href: str = ""
    url: str = ""
    beside: str = ""
    row: int = 0
    target: str = ""
    unfollowed: str = ""
    place: int | None = None
    hidden_by: str = ""
    opener: Opener | None = None


class Form(Value):
    """A form as a browser would send it.

    Attributes:
        unchecked: whether a browser sends it without checking its fields (`novalidate`).
    """

    ref: str
    action: str
    method: str = "get"
    enctype: str = "application/x-www-form-urlencoded"
    accept_charset: str = ""
    unchecked: bool = False
    frame: tuple[str, ...] = ()


class PageMessage(Element):
    """A message of the portal: an alert, a status, an error block.

    Attributes:
        at_field: whether it stands in one element with a single field, which it is about.
    """

    text: str
    role: str = "alert"
    at_field: bool = False


class Sound(Element):
    """A sound that the page embeds (audio, embed, object).

    Attributes:
        label: the words before its player; "" if there are none, or nobody can start it.
    """

    url: str
    kind: str = ""
    label: str = ""


class Picture(Element):
    """An image with its alternative text."""

    alt: str
    src: str = ""


class Frame(Value):
    """A frame; its content is part of the page."""

    name: str
    url: str
    path: tuple[str, ...] = ()


class Page(Value):
    """The content of one page.

    Attributes:
        url: the address after redirects.
        status: of the answer that brought it; 0 if unknown (navigation within the document).
        language: as declared by the document.
        charset: as declared by the answer or the document, lower case.
        texts: blocks of text in reading order, headings included.
        scripted: whether it has scripts that the driver did not run.
    """

    url: str
    status: int = 200
    title: str = ""
    language: str = ""
    charset: str = ""
    texts: tuple[Text, ...] = ()
    fields: tuple[Field, ...] = ()
    buttons: tuple[Button, ...] = ()
    links: tuple[Link, ...] = ()
    forms: tuple[Form, ...] = ()
    messages: tuple[PageMessage, ...] = ()
    sounds: tuple[Sound, ...] = ()
    pictures: tuple[Picture, ...] = ()
    frames: tuple[Frame, ...] = ()
    scripted: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The words of each visible text, in reading order."""
        return tuple(text.text for text in self.texts if text.visible)

    @property
    def headings(self) -> tuple[Text, ...]:
        """The headings in reading order."""
        return tuple(text for text in self.texts if text.kind == "heading")

    @property
    def is_made_of_frames(self) -> bool:
        """Whether all that it says stands in its frames; its address names none of them."""
        return bool(self.frames) and all(text.frame for text in self.texts)

    @property
    def is_error(self) -> bool:
        """Whether its status tells that the request was refused, or failed (RFC 9110, 15)."""
        return self.status >= _ERROR

    @property
    def actions(self) -> "tuple[Link | Button, ...]":
        """The links and buttons that a person can reach: visible, or in `details` to be opened."""
        parts = (*self.links, *self.buttons)
        return tuple(part for part in parts if part.visible or part.hidden_by == "details")

    @property
    def visible_fields(self) -> tuple[Field, ...]:
        """The visible fields."""
        return tuple(field for field in self.fields if field.visible and field.kind != "hidden")
