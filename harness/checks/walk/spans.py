"""The pages of a walk for which a chapter about every page holds: between two kinds of steps."""

from harness.checks.context import Case
from harness.guide.model import Chapter
from harness.model.journal import FORGET, PageRecord, Step, session_of


def is_within(page: PageRecord, chapter: Chapter, case: Case) -> bool:
    """Whether a page was shown since one of the chapter's steps, and until another one.

    A chapter that names no steps holds always. A lost session ends what a step began.
    """
    if not chapter.since:
        return True
    shown = next((step for step in case.journal.steps if step.led_to == page.number), None)
    if shown is None:
        return False
    began = False
    for step in case.journal.steps[: shown.number]:
        if session_of(step.visitor) != session_of(shown.visitor):
            continue
        if step.verb == FORGET or _is_one(step, chapter.until):
            began = False
        elif _is_one(step, chapter.since) and _has_arrived(step, chapter.since, case):
            began = True
    return began


def _is_one(step: Step, slugs: tuple[str, ...]) -> bool:
    return step.statement in slugs or any(slug in slugs for slug in step.trying)


def _has_arrived(step: Step, slugs: tuple[str, ...], case: Case) -> bool:
    """Whether a step led to the page to which a statement says that it leads."""
    after = case.after(step)
    claims = [case.guide.by_slug[slug].claim for slug in {step.statement, *step.trying} & {*slugs}]
    pages = [getattr(one, "page", "") or getattr(one, "to", "") for one in claims]
    return after is not None and any(page in {"", after.slug} for page in pages)
