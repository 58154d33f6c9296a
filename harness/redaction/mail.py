"""A mail as it is kept: its own bytes, or its words alone where those would show a secret."""

from harness.model.mail import Mail
from harness.redaction.scan.unpack import pieces
from harness.redaction.vault import Vault

_NOTE = "X-Kept: the words alone, as the bytes of the mail would have shown a secret"


def kept_letter(message: Mail, vault: Vault) -> bytes:
    """The bytes of a mail with its secrets hidden.

    Bytes in a charset or a packing of their own (UTF-16, archives) are none that a secret can be
    taken out of: then the words that were read are kept, and a header says so.
    """
    raw = vault.hide_bytes(message.raw)
    if not any(vault.leaks(piece.data) for piece in pieces("mail.eml", raw) if not piece.joined):
        return raw
    head = (
        _NOTE,
        f"From: {message.sender}",
        f"To: {', '.join(message.recipients)}",
        f"Subject: {message.subject}",
        "Content-Type: text/plain; charset=utf-8",
    )
    words = "\r\n".join((*head, "", message.text or message.html))
    return vault.hide(words).encode("utf-8", "replace")
