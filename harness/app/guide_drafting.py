"""Drafts a guide from a crawl, and looks at the portal again: what varies by itself is left out."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from harness.app.execute import jobs_for
from harness.app.suite import open_target, plan_all, scenarios_on
from harness.core.errors import EnvironmentFault, Fault, UsageError
from harness.core.folders.private import private_folder
from harness.crawl.results.guide_draft import (
    TARGET_FILE,
    DraftPage,
    address_sections,
    draft_pages,
    need_room_for_draft,
    write_guide_draft,
)
from harness.crawl.store import CrawlStore
from harness.driver.factory import DriverOptions
from harness.execution.events import Event, ScenarioFinished, Stopped
from harness.execution.run_config import RunConfig
from harness.execution.runner import Runner
from harness.guide.loader import load_guide
from harness.model.finding import Finding, Verdict

_MAX_NAMED = 3  # pages in the message of an error


@dataclass(frozen=True)
class GuideDraft:
    """What was drafted.

    Attributes:
        pages: how many there are.
        varying: how many statements were left out because the second look did not find them.
        gone: the titles of the pages that did not open again.
        behind_login: the titles of the pages that open only to somebody who has logged in.
        unseen: why the portal was not looked at again; "" if it was.
    """

    pages: int
    varying: int = 0
    gone: tuple[str, ...] = ()
    behind_login: tuple[str, ...] = ()
    unseen: str = ""


def draft_guide(
    store: CrawlStore,
    folder: Path,
    target: str,
    driver: str,
    report: Callable[[int, int], None] = lambda _done, _total: None,
    *,
    logged_in: bool = False,
) -> GuideDraft:
    """Draft a guide from a crawl of a portal that still serves, or that can be launched again.

    Each page is opened once more by its address, by a visitor who has opened no other: questions of
    other accounts, the page that was opened before and what a login shows are not of the page.

    Args:
        store: the crawl.
        folder: of the suite to write; `write_guide_draft` says what.
        target: the first sections of its target file; "" for the address where the crawl began.
        driver: that the crawl used.
        report: called with the number of pages that were opened again, and that are to be.
        logged_in: whether the crawl had logged in. Then a page that does not open again is one
            behind the login: it is kept as the crawl saw it.

    Raises:
        UsageError: the folder has a draft already, or no page of the crawl opens by its address.
    """
    need_room_for_draft(folder)
    pages, target = draft_pages(store), target or address_sections(store)
    try:
        findings = _look_again(pages, target, driver, report)
    except Fault as fault:
        write_guide_draft(pages, folder, target)
        return GuideDraft(len(pages), unseen=fault.seen)
    kept, draft = _without_variable(pages, _lost(findings), logged_in=logged_in)
    if not kept:
        raise UsageError(
            "a page that opens a second time, in a new session",
            seen=f"none of {', '.join(map(repr, draft.gone[:_MAX_NAMED]))}",
            remedy="Look at the crawl: robots.txt or a login may keep the other pages back.",
        )
    write_guide_draft(kept, folder, target)
    return draft


def _look_again(
    pages: Sequence[DraftPage], target: str, driver: str, report: Callable[[int, int], None]
) -> tuple[Finding, ...]:
    """What a run of the draft finds.

    Raises:
        Fault: the portal does not serve any more.
    """
    stopped: list[Stopped] = []
    done = count(1)

    def listen(event: Event) -> None:
        if isinstance(event, ScenarioFinished):
            report(next(done), len(pages))
        elif isinstance(event, Stopped):
            stopped.append(event)

    with private_folder() as folder:
        write_guide_draft(pages, folder, target)
        place = open_target(str(folder / TARGET_FILE), str(folder))
        guide = load_guide(place.suite)
        plans = plan_all(guide, scenarios_on(place, guide, ()), place)
        config = RunConfig(driver=DriverOptions(driver), jobs=jobs_for(driver))
        finished = asyncio.run(Runner(guide, place, config).run(plans, listen))
    if stopped:
        raise _not_seen(stopped[0].reason)
    if {one.scenario for one in finished.findings} == _ended_by_fault(finished.findings):
        raise _not_seen("no answer")
    return finished.findings


def _not_seen(reason: str) -> EnvironmentFault:
    return EnvironmentFault(
        "each page to open again",
        seen=reason,
        remedy="Take out of the draft by hand what may change.",
    )


def _without_variable(
    pages: Sequence[DraftPage], lost: frozenset[str], *, logged_in: bool
) -> tuple[tuple[DraftPage, ...], GuideDraft]:
    """The pages without the statements that were lost, and what was left out."""
    kept = [page for page in pages if page.opens not in lost]
    found = [
        replace(page, statements=tuple(one for one in page.statements if one.slug not in lost))
        for page in kept
    ]
    before, after = (sum(len(page.statements) for page in one) for one in (kept, found))
    away = [page for page in pages if page.opens in lost]
    titles = tuple(page.title for page in away)
    if logged_in:
        found += [replace(page, behind_login=True) for page in away]
        return tuple(found), GuideDraft(len(found), before - after, behind_login=titles)
    return tuple(found), GuideDraft(len(found), before - after, titles)


def _lost(findings: Sequence[Finding]) -> frozenset[str]:
    """The statements that the second look did not find again; a fault says nothing of its page."""
    doubtful = _ended_by_fault(findings)
    return frozenset(
        one.statement
        for one in findings
        if one.verdict is not Verdict.PASS and one.scenario not in doubtful
    )


def _ended_by_fault(findings: Sequence[Finding]) -> set[str]:
    """The scenarios that found no page, because something broke."""
    return {one.scenario for one in findings if one.verdict is Verdict.FAULT}
