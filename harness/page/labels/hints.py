"""Which words near a field are no label: errors, help, remarks and sentences."""

import re
from collections.abc import Iterable, Iterator

from harness.core.text import has_words
from harness.page.dom import semantics
from harness.page.dom.outline import Node

MAX_LABEL = 120  # characters; a longer text is an instruction
_MIN_SENTENCE = 5  # words; a shorter text with a full stop is an abbreviation
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
