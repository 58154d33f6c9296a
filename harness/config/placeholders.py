"""Placeholders such as `{port}` in the texts of a target file."""

import re

from pydantic import AfterValidator

from harness.core.validation import did_you_mean

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def with_placeholders(*known: str) -> AfterValidator:
    """Of a text that has no other placeholders than these."""

    def check(text: str) -> str:
        for name in _PLACEHOLDER.findall(text):
            if name not in known:
                raise ValueError(f"unknown placeholder {{{name}}}; {did_you_mean(name, known)}")
        return text

    return AfterValidator(check)
