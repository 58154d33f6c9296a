"""The stored form of a mail: its bytes, or only its text if the bytes would show a secret."""

from harness.model.mail import Mail
from harness.redaction.scan.unpack import texts_in
from harness.redaction.vault import Vault

_NOTE = "X-Kept: the words alone, as the bytes of the mail would have shown a secret"


def redacted_mail(message: Mail, vault: Vault) -> bytes:
    """The bytes of a mail without its secrets.

    A secret cannot be replaced in bytes with an encoding of their own (UTF-16, archives). In this
    case the result contains only the text, and a header that says so.
    """
    raw = vault.hide_bytes(message.raw)
    if not any(vault.leaks(piece.data) for piece in texts_in("mail.eml", raw) if not piece.joined):
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
