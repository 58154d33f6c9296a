"""The words of a file that a person fetches, if it is a text."""

from pathlib import PurePosixPath

from harness.core.charset import decode
from harness.core.media_type import MediaType

MAX_TEXT = 100_000
"""Characters of a file that are kept."""
_TEXTS = frozenset({"application/json", "application/csv", "application/xml", "application/yaml"})
_ENDINGS = frozenset({".csv", ".tsv", ".txt", ".json", ".xml", ".ics", ".vcf", ".md", ".yaml"})


def text_of_file(body: bytes, name: str, content_type: str) -> str | None:
    """The text of a file by its media type or by the end of its name; None for other files."""
    kind = MediaType.of(content_type)
    is_text = kind.essence.startswith("text/") or kind.essence in _TEXTS or kind.is_xml
    if not is_text and PurePosixPath(name).suffix.lower() not in _ENDINGS:
        return None
    text, _ = decode(body, content_type)
    return None if "\0" in text else text
