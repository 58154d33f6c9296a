"""`codes-perdus scrape`: the inventory of a portal, or what two crawls do not share."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from harness import messages
from harness.app import crawl_run
from harness.app.guide_drafting import GuideDraft
from harness.app.guide_drafting import draft_guide as drafted_guide
from harness.app.kept_suite import suite_in
from harness.cli.options import LANGUAGE, Driver, Language, SuiteName
from harness.config.choices import DriverName
from harness.config.suite import Suite, bundled_suite, suite_named
from harness.core.console import Printer
from harness.core.exit_codes import FINDINGS, NOTHING, OK
from harness.core.files import write_whole
from harness.crawl.crawl import CrawlProgress
from harness.crawl.diff.crawl_diff import CrawlComparison
from harness.crawl.job import CrawlConfig, is_crawl, read_pages
from harness.crawl.results.guide_draft import TARGET_FILE, target_sections
from harness.crawl.results.inventory import InventoryEntry, inventory_entries, write_inventory
from harness.crawl.results.redirects import REDIRECT_MAP_FILE
from harness.crawl.storage import storing
from harness.crawl.store import CrawlStore
from harness.crawl.warc import WARC_NAME
from harness.guide.loader import load_guide
from harness.messages import Catalogue
from harness.model.fact import quote
from harness.redaction.secret_links import has_secret, secret_addresses
from harness.reporting.crawl.differences import crawl_answer, difference_rows, differences_report
from harness.reporting.crawl.site import contents_sentence, outcomes_sentence, site_report
from harness.reporting.formats.progress import Progress

MAX_REASONS = 12  # why addresses were left, in the summary
DIFFERENCES_REPORT = "differences.html"
MAX_GONE = 5  # pages that did not open again, by name
MAX_DIFFERENCES = 15  # of a comparison, in the summary

_SOURCE = "Address, target file or its name, or folder of a crawl."
_SINCE = "Earlier crawl: fetch only what changed since."
_DIFF = "Compare two crawls instead."
_YES = "Accepted as by other commands: a crawl asks nothing."
_DRAFT = "Folder for a draft guide of the pages."


def scrape(
    source: Annotated[str | None, typer.Argument(help=_SOURCE)] = None,
    suite: SuiteName = None,
    driver: Driver = DriverName.HTTP,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the results; continues a crawl begun there.")
    ] = None,
    since: Annotated[Path | None, typer.Option(help=_SINCE)] = None,
    seeds: Annotated[
        Path | None, typer.Option(help="File with further addresses, one a line.")
    ] = None,
    depth: Annotated[
        int | None, typer.Option(min=1, help="Maximum number of links followed from the start.")
    ] = None,
    pages: Annotated[int | None, typer.Option(min=1, help="Maximum number of addresses.")] = None,
    pace: Annotated[
        float | None, typer.Option(help="Maximum number of requests a second to one host.")
    ] = None,
    delay: Annotated[
        float | None,
        typer.Option(
            min=0.01,
            help="Upper limit of the Crawl-delay in robots.txt that is honoured, in seconds.",
        ),
    ] = None,
    jobs: Annotated[int | None, typer.Option(min=1, max=64, help="Parallel requests.")] = None,
    draft_guide: Annotated[Path | None, typer.Option(help=_DRAFT)] = None,
    yes: Annotated[bool, typer.Option("--yes", help=_YES)] = False,  # noqa: ARG001 - a crawl asks nothing
    lang: Language = LANGUAGE,
    diff: Annotated[tuple[Path, Path] | None, typer.Option(metavar="OLD NEW", help=_DIFF)] = None,
) -> None:
    """Find every page, form, field and address of a portal, and write an inventory."""
    console, catalogue = Console(soft_wrap=True), messages.catalogue(lang.value)
    printer = Printer(console)
    if diff is not None:
        raise typer.Exit(_compare(*diff, out, printer, catalogue))
    progress = Progress(console, catalogue, estimates=True)
    if source and is_crawl(Path(source)):
        folder, head, logged_in = Path(source), "", False
    else:
        target = crawl_run.crawl_target(
            source, suite, depth=depth, pages=pages, connections=jobs, delay=delay
        )
        now = datetime.now().astimezone()
        folder = out or Path("runs") / f"{now:%Y%m%d-%H%M%S}-scrape-{target.name}"
        head, logged_in = target_sections(target), target.scrape.login
        printer.line(catalogue.pair("label-results", str(folder)))
        config = CrawlConfig(
            "", folder, target, driver.value, pace, earlier=since, seeds=crawl_run.read_seeds(seeds)
        )
        with progress.live(), storing(folder):
            crawl_run.crawl_portal(
                config,
                _addresses(progress, catalogue),
                lambda what: printer.line(catalogue.say(what)),
            )
    with progress.live(), storing(folder):
        read_pages(folder, _pages_read(progress, catalogue), _suite_of(folder, suite))
    with CrawlStore(folder) as store, storing(folder):
        found = list(inventory_entries(store))
        write_inventory(found, folder, catalogue.say)
        write_whole(folder / "report.html", site_report(store, found, catalogue))
        for line in _summary(store, found, catalogue):
            printer.line(line)
        known = secret_addresses(load_guide(_suite_of(folder, suite)))
        if secret := sum(has_secret(entry.address, known) for entry in found):
            printer.line(catalogue.text("crawl-secrets", n=secret))
        if draft_guide is not None:
            looked = _pages_opened(progress, catalogue)
            with progress.live():
                drafted = drafted_guide(
                    store, draft_guide, head, driver.value, looked, logged_in=logged_in
                )
            for line in _drafted(drafted, draft_guide, catalogue):
                printer.line(line)
            printer.line(f"  codes-perdus run {draft_guide / TARGET_FILE} --driver {driver.value}")
    raise typer.Exit(OK if any(entry.is_page for entry in found) else NOTHING)


def _suite_of(folder: Path, named: str | None) -> Suite:
    """The suite whose pages are recognised: the one that is named, or that the crawl has kept."""
    return suite_named(named) if named else suite_in(folder) or bundled_suite()


def _addresses(progress: Progress, catalogue: Catalogue) -> Callable[[CrawlProgress], None]:
    note = catalogue.text("progress-addresses")

    def report(crawl: CrawlProgress) -> None:
        progress.update(crawl.done, crawl.done + crawl.waiting, note)

    return report


def _pages_read(progress: Progress, catalogue: Catalogue) -> Callable[[int], None]:
    read = 0

    def report(count: int) -> None:
        nonlocal read
        read += count
        progress.update(read, read, catalogue.text("progress-pages-read", n=read))

    return report


def _pages_opened(progress: Progress, catalogue: Catalogue) -> Callable[[int, int], None]:
    note = catalogue.text("progress-pages-again")
    return lambda done, total: progress.update(done, total, note)


def _summary(
    store: CrawlStore, found: Sequence[InventoryEntry], catalogue: Catalogue
) -> Iterator[str]:
    """What a crawl found, one line each."""
    yield outcomes_sentence(Counter(entry.outcome for entry in found), catalogue)
    reasons = Counter(entry.left for entry in found if entry.left)
    for reason, count in reasons.most_common(MAX_REASONS):
        yield f"  {count}{catalogue.colon} {catalogue.say(reason)}"
    yield contents_sentence(found, None, catalogue)
    if empty := sum(entry.needs_browser for entry in found if entry.is_page):
        yield catalogue.text("crawl-needs-browser", n=empty)
    yield _results(
        store.folder, "report.html", "inventory.csv", "pages.jsonl", WARC_NAME, catalogue=catalogue
    )
    if dropped := store.dropped:
        yield catalogue.text("crawl-dropped", n=dropped)


def _drafted(draft: GuideDraft, folder: Path, catalogue: Catalogue) -> Iterator[str]:
    """What was drafted, one line each."""
    if draft.unseen:
        yield catalogue.text("crawl-draft-unseen", reason=draft.unseen)
    if draft.gone:
        pages = tuple(map(quote, draft.gone[:MAX_GONE]))
        yield catalogue.text("crawl-draft-gone", n=len(draft.gone), pages=pages)
    if draft.behind_login:
        pages = tuple(map(quote, draft.behind_login[:MAX_GONE]))
        yield catalogue.text("crawl-draft-behind-login", n=len(draft.behind_login), pages=pages)
    if draft.varying:
        yield catalogue.text("crawl-draft-varying", n=draft.varying)
    yield catalogue.text("crawl-draft", n=draft.pages, folder=str(folder))


def _results(folder: Path, *files: str, catalogue: Catalogue) -> str:
    return catalogue.pair("label-results", f"{folder} ({', '.join(files)})")


def _compare(old: Path, new: Path, out: Path | None, printer: Printer, catalogue: Catalogue) -> int:
    """Compare two crawls and print a summary; returns the exit code, 1 if something differs."""
    folder = out or new / f"since-{old.name or 'old'}"
    found = crawl_run.compare_crawl_folders(old, new, folder, catalogue)
    write_whole(folder / DIFFERENCES_REPORT, differences_report(found, catalogue))
    for line in _differences(found, catalogue):
        printer.line(line)
    printer.line(
        _results(
            folder, DIFFERENCES_REPORT, ".csv", ".jsonl", REDIRECT_MAP_FILE, catalogue=catalogue
        )
    )
    printer.line(catalogue.pair("label-conclusion", crawl_answer(found, catalogue)))
    return FINDINGS if found.differences else OK


def _differences(found: CrawlComparison, catalogue: Catalogue) -> Iterator[str]:
    """What differs between two crawls, one line each."""
    yield catalogue.text(
        "crawl-found-again",
        pages=len(found.pairs),
        of_pages=found.old_pages,
        forms=found.forms_paired,
        of_forms=found.forms,
        fields=found.fields_paired,
        of_fields=found.fields,
    )
    counts = Counter(one.importance for one in found.differences)
    for importance, count in sorted(counts.items()):
        yield f"  {count} {catalogue.text(f'importance-{importance.name.lower()}')}"
    if not counts:
        yield f"  {catalogue.text('crawl-no-difference')}"
    rows = list(difference_rows(found.differences, catalogue))
    for row in rows[:MAX_DIFFERENCES]:
        about = ", ".join(row.subjects) or row.page
        yield f"{about}: {row.change} ({row.pages})".removeprefix(": ")
    if len(rows) > MAX_DIFFERENCES:
        yield catalogue.text("crawl-more-differences", n=len(rows) - MAX_DIFFERENCES)
