"""Joins codes whose characters are shown apart (in cells, in groups), for the record.

Redaction works by value: if a portal shows a code in pieces, no piece is the value. So the record
contains the code in one piece, and redaction replaces it.
"""

import re

from harness.model.page import Page, Text

_BETWEEN = r"(?:\s|<[^>]*>|&nbsp;|&#160;|&#xa0;)*"


def is_split(page: Page, code: str) -> bool:
    """Whether a page shows a code only in pieces."""
    shown = [text.text for text in page.texts if text.visible]
    shown += [field.value for field in page.visible_fields]
    return not any(code in words for words in shown)


def joined(text: str, code: str) -> str:
    """A text or a document with the code in one piece wherever its characters are apart."""
    pattern = _BETWEEN.join(map(re.escape, code))
    return re.sub(pattern, lambda _: code, text)


def joined_in_page(page: Page, code: str) -> Page:
    """A page with the code in one piece, in place of its first piece."""
    texts: list[Text] = []
    rest = list(page.texts)
    while rest:
        length = _parts_of_code(rest, code)
        if length:
            texts.append(rest[0].model_copy(update={"text": code}))
        else:
            texts.append(rest[0].model_copy(update={"text": joined(rest[0].text, code)}))
        rest = rest[max(1, length) :]
    fields = [f.model_copy(update={"value": joined(f.value, code)}) for f in page.fields]
    return page.model_copy(update={"texts": tuple(texts), "fields": tuple(fields)})


def _parts_of_code(texts: list[Text], code: str) -> int:
    """How many of the first texts make up the code; 0 if they do not."""
    joined = ""
    for number, text in enumerate(texts, start=1):
        joined += text.text.replace(" ", "")
        if joined == code:
            return number
        if not joined or not code.startswith(joined):
            return 0
    return 0
