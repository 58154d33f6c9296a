"""What the report of a crawl tells, as tables: each a reading of the inventory and the pages."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from harness.core.url import split
from harness.crawl.results.crawled_page import CrawledPage
from harness.crawl.results.inventory import InventoryEntry, Outcome
from harness.crawl.store import LinkEdge
from harness.model.fact import Fact, fact
from harness.model.page import Field
from harness.page.references import LinkKind

MAX_ROWS = 400
_ERROR = 400
_SLOW = 5.0  # seconds
_WORDS = frozenset({"text/html", "application/xhtml+xml", "text/plain", ""})
_UNLISTED = frozenset({"image", "font", "text/css", "text/javascript", "application/javascript"})
_UNFOUND = frozenset({"sitemap", "start"})


Cell = str | Fact
Edges = Callable[[], Iterable[LinkEdge]]
"""Gives the links of a crawl; there may be too many to hold them."""


@dataclass(frozen=True)
class Table:
    """One section.

    Attributes:
        id: of its heading, whose message is `crawl-<id>`.
        heads: of the columns, whose messages are `column-<head>`; "" for none.
        kind: "fail" for what is broken, "warn" for what to look at, "pass" for what is told.
    """

    id: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    kind: str = "pass"


@dataclass
class Gathered:
    """What the pages of a crawl tell, gathered in one pass over their records."""

    forms: list[tuple[str, ...]] = field(default_factory=list)
    relics: Counter[str] = field(default_factory=Counter)
    relic_pages: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    mails: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    violations: dict[str, tuple[str, int, str, str]] = field(default_factory=dict)

    def add(self, record: CrawledPage) -> None:
        """Take in one page."""
        for name, count in record.relics.items():
            self.relics[name] += count
            self.relic_pages[name].append(record.key)
        for mail in record.mails:
            self.mails[mail].append(record.key)
        for one in record.violations or ():
            impact, count, text, page = self.violations.get(
                one.rule, (one.impact, 0, one.help, record.key)
            )
            self.violations[one.rule] = (impact, count + len(one.elements), text, page)
        self.forms += _forms(record)


def _forms(record: CrawledPage) -> Iterator[tuple[str, ...]]:
    actions = {form.ref: form for form in record.page.forms}
    for one in record.page.fields:
        form = actions.get(one.form)
        sent = f"{form.method.upper()} {split(form.action).path.partition(';')[0]}" if form else ""
        yield (record.key, sent, one.label, str(one.label_source), one.name, one.kind, _traits(one))


def _traits(one: Field) -> str:
    traits = [one.mark, "required" if one.required else "", f"≤ {one.max_length}"]
    if one.max_length is None:
        traits.pop()
    if one.options:
        traits.append(" | ".join(option.text for option in one.options[:12]))
    return ", ".join(filter(None, traits))


def tables(
    found: Sequence[InventoryEntry], edges: Edges, records: Iterable[CrawledPage]
) -> list[Table]:
    """All sections, the broken things first; empty ones among them."""
    gathered = Gathered()
    for record in records:
        gathered.add(record)
    return [
        _broken(found, edges),
        _redirects(found),
        _soft(found),
        _orphans(found, edges),
        _charsets(found),
        _cut(found),
        _violations(gathered),
        Table(
            "forms",
            ("page", "sent-to", "label", "found-as", "name", "kind", "traits"),
            gathered.forms,
        ),
        _guide(found),
        _relics(gathered),
        _hosts(found, edges),
        _documents(found),
        Table(
            "mails",
            ("address", "pages"),
            [(mail, _pages(pages)) for mail, pages in sorted(gathered.mails.items())],
        ),
        _duplicates(found),
        _templates(found),
        _left(found),
    ]


def _broken(found: Sequence[InventoryEntry], edges: Edges) -> Table:
    """What leads to an error, or to nothing, with the words of the link."""
    known = {entry.id: entry for entry in found}
    bad = {entry.id: entry for entry in found if entry.has_failed}
    rows = [
        (
            known[edge.source].address,
            edge.label,
            bad[edge.target].address,
            _answer(bad[edge.target]),
        )
        for edge in edges()
        if edge.target in bad and edge.source in known
    ]
    heads = ("page", "link", "leads-to", "answer")
    return Table("broken", heads, rows, "fail")


def _answer(entry: InventoryEntry) -> Cell:
    """The status of an answer, or why there is none."""
    return str(entry.status) if entry.status or entry.left is None else entry.left


def _redirects(found: Sequence[InventoryEntry]) -> Table:
    rows = [
        (entry.address, " → ".join(entry.redirects), _chain(entry))
        for entry in found
        if entry.loops or len(entry.redirects) > 1
    ]
    return Table("redirects", ("address", "by-way-of", ""), rows, "warn")


def _chain(entry: InventoryEntry) -> Fact:
    """What is wrong with the redirects of an address."""
    if entry.loops:
        return fact("redirect-loop")
    return fact("redirect-chain", count=len(entry.redirects))


def _soft(found: Sequence[InventoryEntry]) -> Table:
    rows = [(e.address, e.title, str(e.links_in)) for e in found if e.soft_404]
    return Table("soft-404s", ("address", "title", "links-in"), rows, "warn")


def _orphans(found: Sequence[InventoryEntry], edges: Edges) -> Table:
    """Pages that no page leads to: known by a sitemap or a list only."""
    led = {e.target for e in edges() if e.kind is not LinkKind.SITEMAP and e.source != e.target}
    rows = [
        (entry.address, entry.title, entry.found_as)
        for entry in found
        if entry.is_page and entry.id not in led and entry.found_as in _UNFOUND and entry.id > 1
    ]
    return Table("orphans", ("address", "title", "known-by"), rows, "warn")


def _charsets(found: Sequence[InventoryEntry]) -> Table:
    """Documents whose answer and mark-up do not agree, or neither says anything."""
    rows: list[tuple[Cell, ...]] = []
    for entry in found:
        stated = {entry.charset_declared, entry.charset_stated} - {""}
        sound = len(stated) == 1 and entry.charset_fits
        if entry.is_page and entry.charset and not sound:
            fits = "" if entry.charset_fits else fact("charset-invalid-bytes")
            told = entry.charset_declared or "—", entry.charset_stated or "—", entry.charset
            rows.append((entry.address, *told, fits))
    heads = ("address", "answer-says", "document-says", "read-as", "")
    return Table("charsets", heads, rows, "warn")


def _cut(found: Sequence[InventoryEntry]) -> Table:
    rows = [
        (
            entry.address,
            Fact(code=f"cut-{entry.cut or 'slow'}"),
            f"{entry.size}",
            f"{entry.seconds:.1f}",
        )
        for entry in found
        if entry.cut or entry.seconds > _SLOW
    ]
    heads = ("address", "what", "bytes", "seconds")
    return Table("cut", heads, rows, "warn")


def _violations(gathered: Gathered) -> Table:
    rows = [
        (rule, impact, text, str(count), page)
        for rule, (impact, count, text, page) in sorted(gathered.violations.items())
    ]
    heads = ("rule", "impact", "what-it-asks", "elements", "first-page")
    return Table("accessibility", heads, rows, "warn")


def _guide(found: Sequence[InventoryEntry]) -> Table:
    rows = [
        (entry.guide, f"{entry.guide_score:.0%}", entry.address, entry.title)
        for entry in sorted(found, key=lambda entry: (entry.guide, -entry.guide_score))
        if entry.guide
    ]
    heads = ("page-of-guide", "likeness", "address", "title")
    return Table("guide", heads, rows)


def _relics(gathered: Gathered) -> Table:
    rows = [
        (Fact(code=f"relic-{name}"), str(count), _pages(gathered.relic_pages[name]))
        for name, count in gathered.relics.most_common()
    ]
    return Table("relics", ("what", "times", "pages"), rows)


def _hosts(found: Sequence[InventoryEntry], edges: Edges) -> Table:
    known = {entry.id: entry for entry in found}
    outside = {entry.id for entry in found if entry.left and entry.left.has("left-other-host")}
    uses: defaultdict[str, Counter[str]] = defaultdict(Counter)
    first: dict[str, str] = {}
    for edge in edges():
        if edge.target in outside:
            host = split(known[edge.target].address).host
            uses[host][edge.kind] += 1
            first.setdefault(host, known[edge.source].address)
    rows = [
        (host, ", ".join(f"{kind} {count}" for kind, count in used.most_common()), first[host])
        for host, used in sorted(uses.items())
    ]
    return Table("hosts", ("host", "used-as", "first-page"), rows)


def _documents(found: Sequence[InventoryEntry]) -> Table:
    rows = [
        (entry.address, entry.type, str(entry.size), str(entry.links_in))
        for entry in found
        if entry.status and entry.status < _ERROR and _is_document(entry)
    ]
    return Table("documents", ("address", "type", "bytes", "links-in"), rows)


def _is_document(entry: InventoryEntry) -> bool:
    kind = entry.type.partition("/")[0]
    listed = kind not in _UNLISTED and entry.type not in _UNLISTED and entry.type not in _WORDS
    return listed and not entry.redirects and entry.found_as != "resource"


def _duplicates(found: Sequence[InventoryEntry]) -> Table:
    rows = [(e.address, e.duplicate_of) for e in found if e.duplicate_of and e.is_page]
    return Table("duplicates", ("address", "as"), rows)


def _templates(found: Sequence[InventoryEntry]) -> Table:
    pages: defaultdict[str, list[str]] = defaultdict(list)
    for entry in found:
        if entry.template:
            pages[entry.template].append(entry.address)
    largest = sorted(pages.items(), key=lambda item: -len(item[1]))
    rows = [(name, str(len(urls)), urls[0]) for name, urls in largest]
    return Table("templates", ("template", "pages", "first-page"), rows)


def _left(found: Sequence[InventoryEntry]) -> Table:
    left = [entry for entry in found if entry.outcome is Outcome.LEFT and entry.left]
    reasons = Counter(entry.left for entry in left if entry.left)
    first = {entry.left: entry.address for entry in reversed(left)}
    rows = [(why, str(count), first[why]) for why, count in reasons.most_common()]
    return Table("left", ("reason", "addresses", "first"), rows)


def _pages(urls: Sequence[str]) -> str:
    paths = list(dict.fromkeys(urls))
    more = f" + {len(paths) - 3}" if len(paths) > 3 else ""  # noqa: PLR2004
    return ", ".join(paths[:3]) + more
