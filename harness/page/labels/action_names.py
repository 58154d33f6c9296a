"""The labels of buttons and links: their accessible names, as far as those have words."""

from urllib.parse import unquote

from harness.core.text import has_words, split_label, squeeze
from harness.core.url import resolve, split
from harness.model.page import LabelSource
from harness.page.dom.outline import Node, Outline
from harness.page.labels.accessible_name import AccessibleNames
from harness.page.labels.unseen import is_unseen

_SUBMIT = {"fr": "Envoyer", "en": "Submit"}
_DEFAULTS = {  # the words of a browser on an `input` without a value
    "submit": _SUBMIT,
    "image": _SUBMIT,
    "reset": {"fr": "Réinitialiser", "en": "Reset"},
}
_LANGUAGE = "fr"  # of a visitor, unless the page is in another known one


class ActionNames:
    """Finds the labels of the buttons and links of one document."""

    def __init__(self, document: Outline) -> None:
        self._document = document
        self._names = AccessibleNames(document)

    def of(self, node: Node) -> tuple[str, LabelSource]:
        """The label of a button or link, and how it was found.

        The first candidate with words; a symbol alone only if there is nothing better.
        """
        found = [(source, squeeze(text)) for source, text in self._names.candidates(node)]
        default = self._default(node)
        for source, text in found:
            is_drawn = source is not LabelSource.TITLE or not default or self._is_picture(node)
            if has_words(text) and is_drawn:
                return split_label(text).text or text, self._precise(source, node)
        if default:
            return default, LabelSource.VALUE
        symbol = next(((text, source) for source, text in found if text), None)
        return symbol or ("", LabelSource.NONE)

    def drawn(self, node: Node, name: tuple[str, LabelSource]) -> str:
        """The words on a button or link whose name has others; "" for the same words.

        ARIA gives it another name, or an element in it has words for screen readers alone.
        """
        label, source = name
        inside = self._document.nodes[node.order + 1 : node.last]
        unseen = [one for one in inside if is_unseen(one)]
        if source is not LabelSource.ARIA and not unseen:
            return ""
        words = self._document.words(node, unseen)
        return words if has_words(words) and words != label else ""

    def picture(self, node: Node, label: str) -> str:
        """The file of the picture that stands for the label of a link or button; "" for none."""
        inside = self._document.nodes[node.order : node.last] if not label else []
        addresses = (one.get("src") for one in inside if one.tag in {"img", "input"})
        files = (split(resolve(node.scope.base, one)) for one in addresses if one)
        return next((unquote(one.path.rpartition("/")[2]) for one in files if one.is_web), "")

    def _precise(self, source: LabelSource, node: Node) -> LabelSource:
        """Whether the words of a content are those of its images."""
        is_content = source is LabelSource.CONTENT
        return (
            LabelSource.ALT if is_content and not has_words(self._document.words(node)) else source
        )

    @staticmethod
    def _is_picture(node: Node) -> bool:
        """Whether a button draws no words of the browser, so that its hint names it."""
        return node.get("type").lower() == "image"

    def _default(self, node: Node) -> str:
        words = _DEFAULTS.get(node.get("type").lower()) if node.tag == "input" else None
        if words is None or "value" in node.attrs:
            return ""
        language = self._document.nodes[:3]
        tag = next((one.get("lang") for one in language if one.tag == "html"), "")
        return words.get(tag.lower().partition("-")[0], words[_LANGUAGE])
