"""Placeholders such as `{port}` in the texts of a target file."""

import re

from harness.core.validation import did_you_mean

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def check_placeholders(text: str, known: tuple[str, ...]) -> str:
    """Return a text if it has only known placeholders.

    Raises:
        ValueError: it has another one.
    """
    for name in _PLACEHOLDER.findall(text):
        if name not in known:
            raise ValueError(f"unknown placeholder {{{name}}}; {did_you_mean(name, known)}")
    return text
