"""`report.html` of a crawl: the portal's map, what is broken on it, and what it is made of."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from harness.core.url import origin
from harness.crawl.model import NoteName
from harness.crawl.results.inventory import InventoryEntry, Outcome
from harness.crawl.store import CrawlStore
from harness.messages import Catalogue
from harness.model.fact import Fact
from harness.reporting.crawl.page_groups import group_pages
from harness.reporting.crawl.tables import MAX_ROWS, Table, tables
from harness.reporting.html.layout import Entry as Chapter
from harness.reporting.html.layout import render
from harness.reporting.next_step import NextStep
from harness.reporting.svg.site_map import STYLE, site_map

_ERROR = 400
_ROOT = "/"
_PROBLEMS = ("redirects", "soft-404s", "orphans", "charsets", "cut", "accessibility")
"""Tables of what may be wrong besides broken links."""
_SHOWN_NOTES = (NoteName.START, NoteName.BEGUN, NoteName.FINISHED, NoteName.UNRESPONSIVE)


def site_report(site: CrawlStore, found: Sequence[InventoryEntry], catalogue: Catalogue) -> str:
    """A crawl as one page."""
    parts = [table for table in tables(found, site.edges, site.pages()) if table.rows]
    pages = [entry for entry in found if entry.is_page]
    shown = [entry for entry in found if entry.is_page or entry.status >= _ERROR]
    groups = group_pages([entry for entry in shown if entry.found_as != "resource"])
    drawing = site_map(
        groups,
        catalogue.text("title-map"),
        lambda n: catalogue.text("count-more-pages", n=n),
    )
    counts = {table.id: len(table.rows) for table in parts}
    outcomes = Counter(entry.outcome for entry in found)
    if outcomes[Outcome.LEFT]:
        counts["left"] = outcomes[Outcome.LEFT]
    return render(
        "site.html.jinja",
        catalogue,
        contents=[
            Chapter("map", catalogue.text("title-map"), len(pages)),
            *(Chapter(one.id, catalogue.text(f"crawl-{one.id}"), counts[one.id]) for one in parts),
        ],
        styles=["site.css"],
        drawn=[STYLE],
        site={note.value: _shown(site.note(note)) for note in _SHOWN_NOTES},
        tables=[_as_text(table, site.note(NoteName.START), catalogue) for table in parts],
        broken=counts.get("broken", 0),
        wrong=[(one, counts[one]) for one in _PROBLEMS if one in counts],
        todo=_next_steps(
            is_whole=not any(one in counts for one in ("broken", *_PROBLEMS)), catalogue=catalogue
        ),
        counts=counts,
        outcomes=outcomes,
        outcomes_in_order=[(one, outcomes[one]) for one in Outcome],
        shown_always=(Outcome.PAGE, Outcome.FILE, Outcome.BROKEN, Outcome.LEFT),
        found=len(found),
        inside=contents_sentence(found, counts.get("forms", 0), catalogue),
        notices=site.notices,
        picture=Markup(drawing),  # noqa: S704 - drawn by us, every text in it escaped
    )


def _next_steps(*, is_whole: bool, catalogue: Catalogue) -> tuple[NextStep, ...]:
    """What the reader of a crawl does next: look at what is wrong, and compare a later crawl."""
    look = () if is_whole else (NextStep(catalogue.text("crawl-next-look")),)
    command = "codes-perdus scrape --diff CRAWL LATER"
    return (*look, NextStep(catalogue.text("crawl-next-diff"), command))


def _shown(note: str) -> str:
    """A note of the crawl; a time as people write it."""
    try:
        return f"{datetime.fromisoformat(note):%Y-%m-%d %H:%M:%S %Z}".strip()
    except ValueError:
        return note


def contents_sentence(
    found: Sequence[InventoryEntry], fields: int | None, catalogue: Catalogue
) -> str:
    """What the pages hold: forms, fields that are shown and not, templates.

    Args:
        found: the inventory.
        fields: of all pages, those that are not shown included; None to count only those shown.
        catalogue: the words.
    """
    pages = [entry for entry in found if entry.is_page]
    shown = sum(entry.fields for entry in pages)
    return catalogue.text(
        "crawl-holds",
        pages=len(pages),
        forms=sum(entry.forms for entry in pages),
        fields=shown,
        hidden=max(0, (fields or 0) - shown),
        templates=len({entry.template for entry in pages if entry.template}),
    )


def outcomes_sentence(outcomes: Mapping[Outcome, int], catalogue: Catalogue) -> str:
    """What came of all addresses, so that the numbers add up."""
    parts = (f"{n} {catalogue.text(f'tile-{one}', n=n)}" for one in Outcome if (n := outcomes[one]))
    total = sum(outcomes.values())
    return (
        f"{total} {catalogue.text('tile-addresses', n=total)}{catalogue.colon} {', '.join(parts)}"
    )


def _as_text(table: Table, start: str, catalogue: Catalogue) -> Table:
    """A table as text; addresses of the portal itself are shown without its host."""
    host = f"{origin(start)}/"
    rows = [
        tuple(
            (catalogue.say(cell) if isinstance(cell, Fact) else cell).replace(host, _ROOT)
            for cell in row
        )
        for row in table.rows[:MAX_ROWS]
    ]
    return replace(table, rows=rows)
