"""Which words near a field are no label: errors, help, remarks and sentences."""

import re
from collections.abc import Iterable, Iterator

from harness.core.text import has_words
from harness.page.dom import semantics
from harness.page.dom.outline import Node, Outline, StreamItem

MAX_LABEL = 120  # characters; a longer text is an instruction
_MAX_SIGN = 20  # characters of a sign and the blanks around it
_MIN_SENTENCE = 5  # words; a shorter text with a full stop is an abbreviation
_HELP_SIGNS = frozenset({"?", "i", "ℹ", "ⓘ", "(?)", "[?]", "(i)"})
_TEXT_OF_SIGN = re.compile(r"title|aria-label|data-(?!cp-).*(?:tip|title|content|help|toggle).*")
_ROLES = frozenset({"alert", "status", "note", "tooltip"})
_ERROR = re.compile(
    r"(?:^|[\s_-])(?:err|erreurs?|errors?|alerte?|invalid)(?=$|[\s_-])", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!…]\W*$")


def is_label(text: str) -> bool:
    """Whether a text can be the label of a field near it."""
    return has_words(text) and len(text) <= MAX_LABEL and not is_parenthesis(text.strip())


def is_parenthesis(text: str) -> bool:
    """Whether a text is a remark in brackets."""
    return text.startswith("(") and text.endswith(")")


def is_sentence(text: str) -> bool:
    """Whether a text is a whole sentence, which explains a field instead of naming it."""
    return _SENTENCE_END.search(text) is not None and len(text.split()) >= _MIN_SENTENCE


def is_error(words: Node, field: Node) -> bool:
    """Whether words near a field are in an error message."""
    return any(
        node.get("role").lower() in _ROLES or _ERROR.search(node.names)
        for node in _apart(words, field)
    )


def is_help(words: Node, field: Node) -> bool:
    """Whether words near a field are in a help text, by the name of an element around them."""
    return any(semantics.is_help(node.attrs) for node in _apart(words, field))


def is_help_sign(document: Outline, node: Node) -> bool:
    """Whether an element is a sign that shows a help text: an "i" with a title, for example."""
    is_short = node.stop == node.start + 1 and len(document.stream[node.start].text) < _MAX_SIGN
    if not is_short or document.stream[node.start].text.strip() not in _HELP_SIGNS:
        return False
    around = (node, *node.ancestors(1))
    return any(_tells(one.attrs) for one in around if one.stop - one.start == 1)


def _tells(attrs: dict[str, str]) -> bool:
    """Whether an element has a text of its own that appears, or is one of help."""
    return any(map(_TEXT_OF_SIGN.fullmatch, attrs)) or semantics.is_help(attrs)


def is_help_button(document: Outline, item: StreamItem) -> bool:
    """Whether a control is a button with such a sign; it parts no field from its label."""
    node = item.node
    return node.part == "button" and (document.words(node) or node.get("value")) in _HELP_SIGNS


def hints_in(label: Node, inside: Iterable[Node]) -> Iterator[Node]:
    """The outermost elements in a `label` element that are a help text by their names."""
    end = 0
    for node in inside:
        if node is not label and node.order >= end and semantics.is_help(node.attrs):
            end = node.last
            yield node


def is_in_link(words: Node, field: Node) -> bool:
    """Whether words near a field are a link."""
    return any(node.part == "link" for node in _apart(words, field))


def _apart(words: Node, field: Node) -> Iterator[Node]:
    """The elements around words that are not around the field."""
    for node in (words, *words.ancestors()):
        if node.holds(field):
            return
        yield node
