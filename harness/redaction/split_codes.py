"""Codes whose characters stand apart (in cells, in groups), put together for the record.

A secret is hidden by its value. Where a portal shows it in pieces, no piece is the value:
the record holds the code in one piece instead, as the person reads it, and that is hidden.
"""

import re

from harness.model.page import Page, Text

_BETWEEN = r"(?:\s|<[^>]*>|&nbsp;|&#160;|&#xa0;)*"


def stands_apart(page: Page, code: str) -> bool:
    """Whether a page shows a code, and nowhere in one piece."""
    shown = [text.text for text in page.texts if text.visible]
    shown += [field.value for field in page.visible_fields]
    return not any(code in words for words in shown)


def together(text: str, code: str) -> str:
    """A text or a document with the code in one piece wherever its characters stand apart."""
    pattern = _BETWEEN.join(map(re.escape, code))
    return re.sub(pattern, lambda _: code, text)


def page_together(page: Page, code: str) -> Page:
    """A page with the code in one piece, in the place of its first piece."""
    texts: list[Text] = []
    rest = list(page.texts)
    while rest:
        length = _pieces(rest, code)
        if length:
            texts.append(rest[0].model_copy(update={"text": code}))
        else:
            texts.append(rest[0].model_copy(update={"text": together(rest[0].text, code)}))
        rest = rest[max(1, length) :]
    fields = [f.model_copy(update={"value": together(f.value, code)}) for f in page.fields]
    return page.model_copy(update={"texts": tuple(texts), "fields": tuple(fields)})


def _pieces(texts: list[Text], code: str) -> int:
    """How many of the first texts make up the code; 0 where they do not."""
    joined = ""
    for number, text in enumerate(texts, start=1):
        joined += text.text.replace(" ", "")
        if joined == code:
            return number
        if not joined or not code.startswith(joined):
            return 0
    return 0
