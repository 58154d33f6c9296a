"""Documents of pages without secrets, however a secret is written in them."""

import html
from dataclasses import dataclass

from harness.redaction.drawn_codes import without_drawn_codes
from harness.redaction.split_codes import joined, split_in_document, words_of
from harness.redaction.vault import Vault

_NOTE = "<!-- The words alone: the document would have shown a secret. -->\n<pre>{}</pre>\n"


@dataclass(frozen=True)
class RedactedDocument:
    """A document without secrets.

    Attributes:
        held: pseudonyms of the secrets that it held, sorted; those of other secrets that stood in
            it as pseudonyms already are not among them.
    """

    text: str
    held: tuple[str, ...]


def redacted_document(document: str, vault: Vault) -> RedactedDocument:
    """A document with each secret replaced by its pseudonym.

    A secret whose characters stand apart in elements or attributes is put together first. Where
    that is not enough, only the words of the document are left. Where there is a secret, a QR code
    may say the same, and is emptied.
    """
    codes = vault.distinctive
    apart = split_in_document(document, codes)
    plain = document
    for code in apart:
        plain = joined(plain, code)
    hidden = vault.hide(plain)
    if hidden == document and not apart:
        return RedactedDocument(document, ())
    found = vault.leaks(plain.encode("utf-8", "replace"))
    held = tuple(sorted({*found, *(codes[code] for code in apart)}))
    if split_in_document(hidden, codes):
        words = words_of(plain)
        for code in codes:
            words = joined(words, code)
        hidden = _NOTE.format(html.escape(vault.hide(words)))
    return RedactedDocument(without_drawn_codes(hidden) if held else hidden, held)
