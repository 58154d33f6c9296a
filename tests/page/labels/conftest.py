"""What the tests of labels have in common."""

from collections.abc import Callable

import pytest

from harness.page.extract import extract

Labels = Callable[[str], dict[str, str]]


@pytest.fixture
def labels() -> Labels:
    """The labels of the fields of a document by name; of radio buttons by value."""

    def read(html: str) -> dict[str, str]:
        fields = extract(html, url="https://portal.example/step2").fields
        return {
            field.value if field.kind == "radio" else field.name: field.label for field in fields
        }

    return read
