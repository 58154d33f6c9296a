"""`inventory.csv` and `inventory.jsonl`: one line for each address of the portal."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from harness.crawl.model import AddressState
from harness.crawl.results.crawled_page import CrawledPage
from harness.crawl.store import CrawlStore, KnownAddress
from harness.page.quick_scan import Kind

MISSING = "missing"  # note with what the portal says of an address that it does not have
_ALIKE = 0.93
_MOST_HOPS = 20
SAYS_MISSING = re.compile(
    r"\b(?:erreur|error|http|code|status)\W{0,3}404\b|\b404\W{1,3}(?:page|not|error|erreur)"
    r"|\b(?:page|document|fichier|adresse)\b.{0,30}\bintrouvable|n['’]existe (?:pas|plus)"
    r"|page inconnue|page not found|no longer exists",
    re.IGNORECASE,
)
_OK = 200


class InventoryEntry(BaseModel):
    """One address.

    Attributes:
        address: in the one form in which it is known, without its session.
        status: 0 where no answer came or none was asked for.
        left: why it was not asked for, or what happened instead of an answer; "" for neither.
        redirects: the addresses that it sends on to, the last one at the end.
        loops: whether they lead back to one of themselves.
        charset_declared: as the answer states it; charset_stated: as the document does;
            charset: as it was read; charset_fits: whether all its bytes mean something there.
        links_in: addresses that lead to it; links_out: that it leads to.
        duplicate_of: the first address that says the same; "" for none.
        soft_404: whether it says that there is no such page, as if it were one.
        needs_browser: whether scripts would draw all that it says, and none ran.
        found_on: the address on which it was found first; found_as: how that leads to it.
        cut: why not all of it was kept.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: int
    address: str
    status: int = 0
    left: str = ""
    redirects: tuple[str, ...] = ()
    loops: bool = False
    type: str = ""
    title: str = ""
    language: str = ""
    charset_declared: str = ""
    charset_stated: str = ""
    charset: str = ""
    charset_fits: bool = True
    forms: int = 0
    fields: int = 0
    links_in: int = 0
    links_out: int = 0
    duplicate_of: str = ""
    soft_404: bool = False
    needs_browser: bool = False
    template: str = ""
    guide: str = ""
    guide_score: float = 0.0
    depth: int = 0
    found_on: str = ""
    found_as: str = ""
    size: int = 0
    seconds: float = 0.0
    cut: str = ""
    unchanged: bool = False

    @property
    def is_page(self) -> bool:
        """Whether it is a document that a person reads."""
        return self.status == _OK and self.type in {"text/html", "application/xhtml+xml", ""}


@dataclass(frozen=True)
class _PageSummary:
    """What is needed of a page's record."""

    template: str
    guide: str
    score: float
    alike: bool  # to what the portal says of an address that it does not have
    says: bool  # that there is no such page
    drawn: bool
    forms: int
    fields: int


def inventory_entries(site: CrawlStore) -> Iterator[InventoryEntry]:
    """The inventory of a crawl, in the order in which the addresses were found."""
    known = {one.id: one for one in site.addresses()}
    by_key = {one.key: one for one in known.values()}
    read = {one.id: _read(one) for one in site.records()}
    if any(read[i].alike for i in read if known[i].kind is Kind.START):
        read = {i: replace(one, alike=False) for i, one in read.items()}  # it shows its first page
    into, out = site.counted("target"), site.counted("source")
    first: dict[str, str] = {}
    for one in known.values():
        page = read.get(one.id)
        redirects, loops = chain(one, by_key)
        facts = one.facts
        says = facts.words or facts.digest
        duplicate = first.setdefault(says, one.key) if says and facts.status == _OK else one.key
        above = known.get(one.found_on or 0)
        yield InventoryEntry(
            id=one.id,
            address=one.key,
            status=facts.status,
            left=one.why or facts.fault or _unasked(one),
            redirects=redirects,
            loops=loops,
            type=facts.type,
            title=facts.title,
            language=facts.language,
            charset_declared=facts.declared,
            charset_stated=facts.stated,
            charset=facts.charset,
            charset_fits=not facts.garbled,
            forms=page.forms if page else facts.forms,
            fields=page.fields if page else facts.fields,
            links_in=into.get(one.id, 0),
            links_out=out.get(one.id, 0),
            duplicate_of=duplicate if duplicate != one.key else "",
            soft_404=bool(page and (page.alike or page.says) and facts.status == _OK),
            needs_browser=bool(page and page.drawn),
            template=page.template if page else "",
            guide=page.guide if page else "",
            guide_score=page.score if page else 0.0,
            depth=one.depth,
            found_on=above.key if above else "",
            found_as=one.kind,
            size=facts.size,
            seconds=facts.seconds,
            cut=facts.cut,
            unchanged=facts.unchanged,
        )


def chain(one: KnownAddress, by_key: dict[str, KnownAddress]) -> tuple[tuple[str, ...], bool]:
    """The addresses that an address sends on to, and whether they go round in a circle."""
    hops: list[str] = []
    seen = {one.key}
    while one.facts.location and len(hops) < _MOST_HOPS:
        following = by_key.get(one.facts.location)
        hops.append(one.facts.location)
        if one.facts.location in seen:
            return tuple(hops), True
        seen.add(one.facts.location)
        if following is None:
            break
        one = following
    return tuple(hops), False


def _unasked(one: KnownAddress) -> str:
    return "" if one.state is AddressState.DONE else "still to be asked for"


def _read(record: CrawledPage) -> _PageSummary:
    page = record.page
    heads = " ".join((page.title, *(heading.text for heading in page.headings)))
    return _PageSummary(
        template=record.template,
        guide=record.guide,
        score=record.score,
        alike=record.missing >= _ALIKE,
        says=bool(SAYS_MISSING.search(heads)),
        drawn=record.drawn,
        forms=len(page.forms),
        fields=len(page.visible_fields),
    )


def write_inventory(found: Iterable[InventoryEntry], folder: Path) -> None:
    """Write both files of the inventory, resources and other hosts among the addresses."""
    columns = [name for name in InventoryEntry.model_fields if name != "id"]
    with (
        (folder / "inventory.csv").open("w", encoding="utf-8-sig", newline="") as table,
        (folder / "inventory.jsonl").open("w", encoding="utf-8") as lines,
    ):
        writer = csv.writer(table)
        writer.writerow(columns)
        for entry in found:
            row = entry.model_dump(exclude={"id"})
            writer.writerow([cell(row[name]) for name in columns])
            lines.write(entry.model_dump_json(exclude={"id"}) + "\n")


def cell(value: object) -> str:
    """A value as a table shows it; what a spreadsheet would compute stays text."""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, tuple):
        return " → ".join(map(str, value))
    text = str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
