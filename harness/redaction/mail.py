"""The stored form of a mail: its bytes, or only its text if the bytes would show a secret."""

from collections.abc import Iterable

from harness.core.errors import UnsafeFile
from harness.mail.parsing.body import without_links
from harness.model.fact import fact
from harness.model.mail import Mail
from harness.redaction.scan.unpack import FileText, texts_in
from harness.redaction.split_codes import joined, split_in_document
from harness.redaction.vault import Vault

MAX_TOKENS = 300
"""Secret parts of the links in the mails of a scenario; the time of hiding grows with each."""
_UNREAD = ("too-many-parts", "too-deep-parts", "head-too-long", "header-too-long")
_UNREAD += ("too-many-tokens",)
_NOTE = "X-Kept: the words alone, as the bytes of the mail would have shown a secret"


def redacted_mail(message: Mail, vault: Vault) -> bytes:
    """The bytes of a mail without its secrets.

    A secret cannot be replaced in bytes with an encoding of their own (UTF-16, archives), nor in
    what is beyond the limits of the reader. In these cases the result contains only the text, and
    a header that says so.
    """
    raw = vault.hide_bytes(message.raw)
    is_read = not any(problem.has(*_UNREAD) for problem in message.problems)
    if is_read and _hides_all(raw, vault):
        return raw
    head = (
        _NOTE,
        f"From: {message.sender}",
        f"To: {', '.join(message.recipients)}",
        f"Subject: {message.subject}",
        "Content-Type: text/plain; charset=utf-8",
    )
    words = "\r\n".join((*head, "", message.text or message.html))
    for code in split_in_document(words, vault.distinctive):
        words = joined(words, code)
    return vault.hide(words).encode("utf-8", "replace")


def _hides_all(raw: bytes, vault: Vault) -> bool:
    """Whether no secret can be read in the bytes of a mail, and all of them can be searched."""
    try:
        return not any(_shows_secret(piece, vault) for piece in texts_in("mail.eml", raw))
    except UnsafeFile:
        return False


def _shows_secret(piece: FileText, vault: Vault) -> bool:
    """Whether a text of a mail shows a secret; one joined from parts may do so by chance."""
    found = vault.leaks(piece.data)
    return bool(set(found) & set(vault.distinctive.values()) if piece.joined else found)


def unlinked(mail: Mail) -> Mail:
    """A mail without its links, because they have more secret parts than can be hidden."""
    texts = {name: without_links(getattr(mail, name)) for name in ("text", "html_text")}
    unread = fact("too-many-tokens", limit=MAX_TOKENS)
    cut = dict.fromkeys(("links", "html_links", "html_link_words"), ())
    problems = (*mail.problems, unread)
    return mail.model_copy(update={**texts, **cut, "html": "", "problems": problems})


def joined_in_mail(mail: Mail, codes: Iterable[str]) -> Mail:
    """A mail with each of some codes in one piece, wherever its characters are apart."""
    wanted = tuple(codes)
    texts = {"text": mail.text, "html": mail.html, "html_text": mail.html_text}
    raw, words = mail.raw.decode("latin-1"), mail.html_link_words
    apart = {code for text in (*texts.values(), raw) for code in split_in_document(text, wanted)}
    for code in apart:
        texts = {name: joined(text, code) for name, text in texts.items()}
        raw, words = joined(raw, code), tuple(joined(one, code) for one in words)
    update = {**texts, "raw": raw.encode("latin-1"), "html_link_words": words}
    return mail.model_copy(update=update) if apart else mail
