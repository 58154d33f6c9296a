"""Two portals as made journals: the old one as the guide has it, the new one changed."""

from collections.abc import Callable, Iterable
from typing import Any

from harness.checks.judge import exercised
from harness.compare.engine import compare
from harness.compare.model import Comparison, Difference, DifferenceKind
from harness.compare.portal_runs import PortalRuns
from harness.guide.model import Guide
from harness.model.journal import Journal, PageRecord, Person, Record
from harness.model.page import Page
from tests.builders import GUIDE, ME, guide_page, journal, page, step

Edit = Callable[[Page], Page]


def as_is(shown: Page) -> Page:
    """The page, unchanged."""
    return shown


def record(shown: Page, slug: str = "search", number: int = 1, **more: Any) -> PageRecord:
    """A recorded page."""
    made = page(number, slug, **more)
    return made.model_copy(update={"page": shown})


def search(edit: Edit = as_is, **more: Any) -> PageRecord:
    """The page of step 2 as the guide has it, changed in some way."""
    shown = guide_page("search")
    named = tuple(f.model_copy(update={"ref": f.label}) for f in shown.fields)
    return record(edit(shown.model_copy(update={"fields": named})), **more)


def walk(
    *records: Record,
    scenario: str = "made-up",
    planned: Iterable[str] = (),
    people: Iterable[Person] = (ME,),
) -> Journal:
    """A walk that opened one page, unless told otherwise."""
    kept = records or (search(),)
    steps = () if any(r.kind == "step" for r in kept) else (step(1, verb="open", led_to=1),)
    made = journal(*steps, *kept, planned=planned, people=people)
    return made.model_copy(update={"head": made.head.model_copy(update={"scenario": scenario})})


PLANNED = exercised(GUIDE, walk())


def side(*journals: Journal, again: Iterable[Journal] = (), name: str = "a portal") -> PortalRuns:
    """A side of one run, and perhaps of a second one."""
    second = {one.head.scenario: one for one in again}
    runs = (second,) if second else ()
    return PortalRuns(name, {one.head.scenario: one for one in journals}, runs)


def compared(
    old: PortalRuns | PageRecord, new: PortalRuns | PageRecord, guide: Guide = GUIDE
) -> Comparison:
    """A comparison of two sides, or of two pages."""
    one, other = (
        part if isinstance(part, PortalRuns) else side(walk(part, planned=PLANNED))
        for part in (old, new)
    )
    return compare(one, other, guide)


def kinds(comparison: Comparison) -> set[DifferenceKind]:
    """What differs."""
    return {difference.change.kind for difference in comparison.differences}


def of_kind(comparison: Comparison, kind: DifferenceKind) -> tuple[Difference, ...]:
    """The differences of one kind."""
    return tuple(d for d in comparison.differences if d.change.kind is kind)


def only(comparison: Comparison) -> Difference:
    """The one difference that there is."""
    (difference,) = comparison.differences
    return difference


def replaced(old: str, new: str) -> Edit:
    """Puts other words in the place of some, wherever they stand on the page."""

    def edit(shown: Page) -> Page:
        return Page.model_validate_json(shown.model_dump_json().replace(old, new))

    return edit
