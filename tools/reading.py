"""Writes docs/READING.md: what the guide leaves open, and how we read it."""

import sys

from harness.guide.loader import load_guide
from harness.guide.model import Statement

HEAD = """# Our reading of the guide's silence

The guide does not say everything that a test needs. What it leaves open is decided once, here; every such statement is *advised*: a portal that
does otherwise gets a warning, never a failure. This page is written by `make reading` from `fixtures/guide/`.

In short: after a successful search the form of step 3 opens with the identifier filled in; a lost confidential code alone goes straight to that
form, with an empty identifier; the user takes the same search form; a refusal shows the same form again with one message that does not tell which
field was wrong, keeps what was typed except secrets, and sends no mail; at the next login identifier and new confidential code come first,
then a page asks the certification code; the third wrong one cancels the new confidential code; after a right one a page greets the
person by name; the old confidential code is void once a new one is generated; a second generation voids the first one's codes; the
certification code is asked once.
"""


def reading() -> str:
    """The page, as Markdown."""
    parts = [HEAD]
    for chapter in load_guide().chapters:
        open_ones = [statement for statement in chapter.statements if statement.why]
        if open_ones:
            parts.append(f"\n## {chapter.title}\n\n| statement | what is expected | why |")
            parts.append("| --- | --- | --- |")
            parts += map(_row, open_ones)
    return "\n".join(parts) + "\n"


def _row(statement: Statement) -> str:
    words = statement.means or f"« {statement.sentence} »"
    return f"| `{statement.slug}` | {words} | {statement.why} |"


if __name__ == "__main__":
    sys.stdout.write(reading())
