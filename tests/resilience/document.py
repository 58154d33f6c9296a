"""Writes docs/RESILIENCE.md from what the tests try: `python -m tests.resilience.document`."""

from pathlib import Path

from harness.model.finding import Verdict
from tests.resilience.faults import CHAPTERS, ROWS, Row, Said

# ruff: noqa: E501 - lines of a table cannot be broken
DOCUMENT = Path(__file__).parents[2] / "docs" / "RESILIENCE.md"
ABOVE = """\
# Resilience

What a run tells when something breaks. This page is written from the table that the tests play
(`tests/resilience/faults.py`; `python -m tests.resilience.document` writes the page): each line
is a real run on the bundled portal with that fault on the way, over plain HTTP and in the browser.

- `fail`: the portal answered, and this is what it answers.
- `fault`: the environment broke (no answer, no whole one, no mailbox, no browser): the portal is
  not judged, and the run exits with 3.
- A scenario that cannot go on ends there; what it saw is judged, the others are walked, and all
  reports are written.
- A page whose answer got lost is asked for again, twice at most, where nothing can be done twice
  by it: an address, a link, a frame, the page that a form leads on to. A form is never sent again.
- Each wait ends: by `timeouts.page`, by `timeouts.mail`, after 10 seconds in which a mailbox (IMAP,
  Mailpit) says nothing (a `fault`), after 20 redirects, 20 pages that lead on by themselves, 20
  dialogs, or 20 megabytes of one page.
"""
BELOW = """
## The run itself

| what happens | what is told |
| --- | --- |
| the portal that was launched ends, by itself or by a signal | « the portal ended with -9; it printed last: … »; what was not walked is listed; exit 3 |
| Ctrl-C, SIGTERM | what was walked is in the reports, which say that the run was not finished; exit 130 |
| the folder cannot be written | one message with the path and the reason; exit 3 |
| the disk is full half-way | « expected the run's folder to take all that is seen; seen: No space left on device »; the others are walked, the reports that can be written are; exit 3 |
| a report cannot be written | it is named with the reason; the others are written; exit 3 |
"""


def document() -> str:
    """The whole text."""
    parts = [ABOVE, f"\n{len(ROWS)} faults are tried.\n"]
    for title, rows in CHAPTERS.items():
        head = "| what happens | over HTTP | in the browser |\n| --- | --- | --- |"
        parts += [f"\n## {title}\n", head, *map(_line, rows)]
    return "\n".join(parts) + "\n" + BELOW


def _line(row: Row) -> str:
    http, browser = row.said("http"), row.said("browser")
    return f"| {row.what} | {_told(http)} | {'the same' if browser == http else _told(browser)} |"


def _told(said: Said | None) -> str:
    if said is None:
        return "not tried"
    verdict, message = said
    words = message.replace("|", "\\|").replace("`", "'")
    return f"`{verdict}`" + (f": {words}" if verdict is not Verdict.PASS else "")


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
