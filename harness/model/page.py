"""What a page says, whatever its mark-up.

Every value here is what a person would read: labels without their stars and colons,
texts with white space folded. Raw mark-up is kept beside the page, never in it.
"""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """Base of all parts of a page: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Box(Part):
    """Where an element stands, in CSS pixels from the top left of the document."""

    x: float
    y: float
    width: float
    height: float


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


class Element(Part):
    """Anything that can be pointed at.

    Attributes:
        ref: the driver's own name of the element, valid until the next capture.
        visible: whether a person sees it.
        box: where it stands; None where no layout was done (plain HTTP).
        frame: path of frame names from the top document, () for the top itself.
    """

    ref: str = ""
    visible: bool = True
    box: Box | None = None
    frame: tuple[str, ...] = ()


class Text(Element):
    """A block of text: a heading, a paragraph, an item, a cell, a legend, a caption.

    Attributes:
        text: the words, white space folded.
        kind: "heading", "paragraph", "item", "cell", "label", "legend", "caption", "code".
        level: of a heading, 1 to 6; 0 for other kinds.
        titled: whether it looks like a title without being marked as a heading: it stands
            alone, and it is written in bold or large letters throughout or is named a title.
    """

    text: str
    kind: str
    level: int = 0
    titled: bool = False


class Option(Part):
    """One choice of a list."""

    text: str
    value: str
    selected: bool = False


class Field(Element):
    """A field that a person fills in (or a hidden one that travels along).

    Attributes:
        name: the name under which it is sent.
        kind: "text", "password", "email", "select", "checkbox", "radio", "hidden",
            "textarea", "search", "file", "tel", "number", "combobox" …
        label: the human label, without mark and colon.
        label_source: how the label was found.
        mark: the marks behind the label, such as "*" or "**"; "" for none.
        help: the hint bound to the field or standing right behind it.
        value: what stands in it now.
        group: the legend or heading of the group that it stands in.
        form: the ref of the form that owns it; "" for none.
        problem: the browser's own validation message, when it refused to send.
    """

    name: str = ""
    kind: str = "text"
    label: str = ""
    label_source: LabelSource = LabelSource.NONE
    mark: str = ""
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
    placeholder: str = ""
    problem: str = ""


class Button(Element):
    """Something to press: a button, an image button, a submit input.

    Attributes:
        label: what is written on it.
        beside: the words before it on its line or in its container, its own behind them.
        place: how many of the page's texts come before it; None where that is not known.
    """

    label: str
    label_source: LabelSource = LabelSource.CONTENT
    name: str = ""
    value: str = ""
    kind: str = "submit"
    form: str = ""
    disabled: bool = False
    beside: str = ""
    place: int | None = None


class Link(Element):
    """Something to follow.

    Attributes:
        label: its own words.
        href: the address as written.
        url: the address resolved against the page.
        beside: the text of the block that it stands in (its own words included).
        target: the window or frame that it opens in.
    """

    label: str
    href: str = ""
    url: str = ""
    beside: str = ""
    target: str = ""


class Form(Part):
    """A form as a browser would send it."""

    ref: str
    action: str
    method: str = "get"
    enctype: str = "application/x-www-form-urlencoded"
    accept_charset: str = ""
    frame: tuple[str, ...] = ()


class Message(Element):
    """A message of the portal to the person: an alert, a status, an error block."""

    text: str
    role: str = "alert"


class Sound(Element):
    """A sound that the page offers by itself (audio, embed, object)."""

    url: str
    kind: str = ""


class Picture(Element):
    """An image with the words that stand for it."""

    alt: str
    src: str = ""


class Frame(Part):
    """A frame of the page; its content is part of the page."""

    name: str
    url: str
    path: tuple[str, ...] = ()


class Page(Part):
    """What one page says.

    Attributes:
        url: the address after redirects.
        status: of the answer that brought it; 0 where unknown (same-document change).
        title: the window's title.
        language: as declared by the document.
        charset: as declared by the answer or the document, lower case.
        texts: blocks of text in reading order, headings among them.
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
    messages: tuple[Message, ...] = ()
    sounds: tuple[Sound, ...] = ()
    pictures: tuple[Picture, ...] = ()
    frames: tuple[Frame, ...] = ()

    @property
    def headings(self) -> tuple[Text, ...]:
        """The headings in reading order."""
        return tuple(text for text in self.texts if text.kind == "heading")

    @property
    def actions(self) -> "tuple[Link | Button, ...]":
        """The links and buttons that a person sees."""
        links: tuple[Link | Button, ...] = tuple(link for link in self.links if link.visible)
        return links + tuple(button for button in self.buttons if button.visible)

    @property
    def visible_fields(self) -> tuple[Field, ...]:
        """The fields that a person sees."""
        return tuple(field for field in self.fields if field.visible and field.kind != "hidden")
