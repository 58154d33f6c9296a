"""`report.html` of a crawl: the portal's map, what is broken on it, and what it is made of."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from harness.core.url import origin
from harness.crawl.model import NoteName
from harness.crawl.results.inventory import InventoryEntry
from harness.crawl.store import CrawlStore
from harness.messages import Catalogue
from harness.model.fact import Fact
from harness.reporting.crawl.page_groups import group_pages
from harness.reporting.crawl.tables import MAX_ROWS, Table, tables
from harness.reporting.html.layout import Entry as Chapter
from harness.reporting.html.layout import render
from harness.reporting.svg.site_map import STYLE, site_map

_ERROR = 400
_ROOT = "/"
_SHOWN_NOTES = (NoteName.START, NoteName.BEGUN, NoteName.FINISHED, NoteName.UNRESPONSIVE)


def site_report(site: CrawlStore, found: Sequence[InventoryEntry], catalogue: Catalogue) -> str:
    """A crawl as one page.

    Args:
        site: the kept crawl.
        found: its inventory.
        catalogue: the words of the page.
    """
    parts = [table for table in tables(found, site.edges, site.pages()) if table.rows]
    pages = [entry for entry in found if entry.is_page]
    shown = [entry for entry in found if entry.is_page or entry.status >= _ERROR]
    groups = group_pages([entry for entry in shown if entry.found_as != "resource"])
    drawing = site_map(groups, lambda n: catalogue.text("count-more-pages", n=n))
    wrong = any(table.kind == "fail" for table in parts)
    return render(
        "site.html.jinja",
        catalogue,
        contents=[
            Chapter("map", catalogue.text("title-map"), len(pages)),
            *(Chapter(one.id, catalogue.text(f"crawl-{one.id}"), len(one.rows)) for one in parts),
        ],
        styles=["site.css"],
        drawn=[STYLE],
        site={note.value: site.note(note) for note in _SHOWN_NOTES},
        tables=[_as_text(table, site.note(NoteName.START), catalogue) for table in parts],
        wrong=wrong,
        counts={table.id: len(table.rows) for table in parts},
        numbers=_numbers(found),
        notices=site.notices,
        picture=Markup(drawing),  # noqa: S704 - drawn by us, every text in it escaped
    )


def _numbers(found: Sequence[InventoryEntry]) -> list[tuple[str, int]]:
    pages = [entry for entry in found if entry.is_page]
    return [
        ("pages", len(pages)),
        ("forms", sum(entry.forms for entry in pages)),
        ("fields", sum(entry.fields for entry in pages)),
        ("templates", len({entry.template for entry in pages if entry.template})),
        ("failed", sum(entry.has_failed and entry.links_in > 0 for entry in found)),
        ("left", sum(entry.left is not None and not entry.has_failed for entry in found)),
        ("addresses", len(found)),
    ]


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
