"""Writes docs/RESILIENCE.md from what the tests try: `python -m tests.resilience.document`."""

from pathlib import Path

from harness.model.finding import Verdict
from tests.resilience.faults import CHAPTERS, ROWS, Row, Said

# ruff: noqa: E501 - lines of a table cannot be broken
DOCUMENT = Path(__file__).parents[2] / "docs" / "RESILIENCE.md"
ABOVE = """\
# Resilience

This page shows what a run reports when something breaks. The command
`python -m tests.resilience.document` writes it from the table that the tests play,
`tests/resilience/faults.py`. Each line is a real run on the bundled portal with that fault, over
plain HTTP and in the browser.

- `fail`: the portal answered, and its answer is wrong.
- `fault`: the environment broke (no answer, an incomplete answer, no mailbox, no browser). The
  portal is not judged, and the run exits with 3.
- A scenario that cannot continue ends there. What it recorded is judged, the other scenarios run,
  and all reports are written.
- If the answer with a page got lost, the driver requests the page again, at most twice, where a
  second request does no harm: an address, a link, a frame, the page that follows a form. It never
  sends a form again.
- A document in a frame that a reader sees counts like the page: if the portal does not answer for
  it, or the connection breaks, the page is a `fault`, for nobody knows what it would have said. A
  frame that is hidden, or that another host owes, leaves the page to be read without it.
- Each wait ends: after `timeouts.page`, after `timeouts.mail`, after 10 seconds without an answer
  of a mailbox (IMAP, Mailpit; a `fault`), after 20 redirects, after 20 pages that lead to another
  page by themselves, after 20 dialogs, or after 20 megabytes of one page.
- On a machine that gives a run less than two fifths of a processor, the waits for pages, mails and
  a portal's start last longer by as much, and at most thirty times as long: that the machine is busy
  is not the portal's doing.
"""
BELOW = """
## The run itself

| what happens | what the run reports |
| --- | --- |
| the launched portal ends, by itself or by a signal | « the portal ended with -9; it printed last: … »; the scenarios that did not run are listed; exit 3 |
| Ctrl-C, SIGTERM | the reports show what ran, and say that the run was not finished; exit 130 |
| the folder cannot be written | one message with the path and the reason; exit 3 |
| the disk becomes full during the run | « expected the run's folder to take all that is seen; seen: No space left on device »; the other scenarios run, and the reports that can be written are written; exit 3 |
| a report cannot be written | the run names it with the reason, and writes the others; exit 3 |
"""


def document() -> str:
    """The whole text."""
    parts = [ABOVE, f"The tests try {len(ROWS)} faults."]
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
