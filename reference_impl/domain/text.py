"""How the portal reads what a person typed: trimmed, and compared as the guide says."""

import unicodedata

TYPOGRAPHIC_APOSTROPHE = "\u2019"


def trim(typed: str) -> str:
    """Drop the blanks around a typed value; nothing else is ever corrected silently."""
    return typed.strip()


def comparable(typed: str) -> str:
    """Give the form in which names and answers are compared.

    Case and accents count (line 209 of the guide); what a keyboard decides for the person
    does not: composed or decomposed accents, straight or typographic apostrophe.
    """
    return unicodedata.normalize("NFC", trim(typed)).replace(TYPOGRAPHIC_APOSTROPHE, "'")


def comparable_email(typed: str) -> str:
    """Give the form in which e-mail addresses are compared: the domain has no case (RFC 5321)."""
    local, at, domain = trim(typed).rpartition("@")
    return f"{local}{at}{domain.lower()}"


def carriable(text: str) -> str:
    """Drop the control characters that no HTML page can carry (NUL, escape, …)."""
    return "".join(
        character
        for character in text
        if character in "\t\n\r" or unicodedata.category(character) != "Cc"
    )
