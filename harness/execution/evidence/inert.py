"""Pages as evidence: opened from the disk, they show themselves and do nothing.

No script runs, nothing is loaded, no form is sent, and no refresh leads out of the page. A link
leads on only if the reader follows it.
"""

import re

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none';"
    " base-uri 'none'"
)
_HEAD = (
    '<meta charset="utf-8">\n'
    f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    '<meta http-equiv="x-dns-prefetch-control" content="off">\n'
)
_DOCTYPE = re.compile(r"\s*<!doctype[^>]*>\n?", re.IGNORECASE)
_ACTIVE = re.compile(r"http-equiv|<(?=link\b)", re.IGNORECASE)
"""What the policy does not cover: a refresh, another policy or character set, a connection that is
opened beforehand. The names of attributes and elements have no other spelling."""


def inert(document: str) -> str:
    """A document that does nothing when it is opened; it is to be written in UTF-8."""
    start = _DOCTYPE.match(document)
    place = start.end() if start else 0
    rest = _ACTIVE.sub(
        lambda hit: "<kept-" if hit[0] == "<" else f"kept-{hit[0]}", document[place:]
    )
    return f"{document[:place]}{_HEAD}{rest}"
