"""Addresses as a browser resolves them."""

from urllib.parse import urljoin

_BLANKS = str.maketrans("", "", "\t\r\n")


def resolve(base: str, address: str) -> str:
    """An address made absolute; as written where it cannot be read, "" where it is empty."""
    clean = address.strip().translate(_BLANKS)
    if not clean:
        return ""
    try:
        return urljoin(base, clean)
    except ValueError:
        return clean
