"""Writes docs/READING.md: what the guide leaves open, and how we read it."""

import sys

from harness.guide.loader import load_guide
from harness.guide.model import Statement

HEAD = """# Our reading of the guide's silence

The guide does not say everything that a test needs. This page lists what we decided where the guide
is silent. Every such statement is *advised*: a portal that does otherwise gets a warning, never a
failure. `make reading` writes this page from `fixtures/guide/`.

In short, we expect:

- After a search for both codes, the form of step 3 opens with the identifier filled in. After a
  search for the identifier alone, another page may show it.
- If only the confidential code is lost, that form opens at once, with an empty identifier. If the
  portal asks for the search of step 2 first, the scenarios go on from there.
- Of a request that is sent twice at once, the code shown and that of the last mail go together; of
  mails that may have overtaken each other, either may be the last. The portal may send one mail or
  two, or refuse the second request.
- Users have the same search form as administrators.
- A refusal is one message, on whatever page, which does not say which field was wrong. The same
  form keeps what was typed, except secrets. No mail is sent.
- « Annuler » leads one step back, and « Terminer » to the login. That they do nothing else is
  required.
- At the next login, the visitor enters the identifier and the new confidential code first. Then
  another page asks for the certification code.
- The third wrong certification code cancels the new confidential code. After the right one, a page
  greets the user by name.
- A new confidential code makes the old one void. A second generation makes the codes of the first
  one void.
- The portal asks for the certification code once.
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
    words = statement.means.en if statement.means else f"« {statement.sentence} »"
    why = statement.why.en if statement.why else ""
    return f"| `{statement.slug}` | {words} | {why} |"


if __name__ == "__main__":
    sys.stdout.write(reading())
