"""Checks a target file against the guide, and against what a scenario does."""

from collections.abc import Iterable, Iterator

from harness.config.target import Target
from harness.core.errors import TargetError
from harness.core.validation import did_you_mean
from harness.guide.lookup import STEPS
from harness.guide.model import Guide
from harness.guide.reading import unknown_reads
from harness.guide.wording import unknown_words
from harness.planning.plan import Plan


def check_target(guide: Guide, target: Target) -> None:
    """Check the pages and words of the guide that a target file names.

    Raises:
        TargetError: the guide does not have some; the error names them all.
    """
    pages = list(guide.own_pages)
    problems = [f"words › {problem}" for problem in unknown_words(guide, target.words)]
    problems += [f"reads › {problem}" for problem in unknown_reads(guide, target.reads)]
    problems += [f"absent › {problem}" for problem in _unknown_paths(guide, target, pages)]
    known = tuple(guide.by_slug)
    problems += [
        f"unobservable › {slug}: no statement of the guide; {did_you_mean(slug, known)}"
        for slug in target.unobservable
        if slug not in known
    ]
    for section in ("entry", "missing_pages", "pages", "refusals"):
        named: Iterable[str] = getattr(target, section)
        unknown = (page for page in named if page not in pages)
        problems += [
            f"{section} › {p}: no page of the guide; {did_you_mean(p, pages)}" for p in unknown
        ]
    if problems:
        raise TargetError(
            "pages and words of the guide in the target file",
            seen="\n".join(problems),
            remedy="`codes-perdus list --words` shows both.",
        )


def _unknown_paths(guide: Guide, target: Target, pages: Iterable[str]) -> Iterator[str]:
    """One sentence for each name of `[absent]` that is no step, no page and no role."""
    steps = [one.slug for one in guide if isinstance(one.claim, STEPS)]
    known = (*steps, *pages, *guide.accounts.roles)
    for name in target.absent:
        if name in guide.by_slug and name not in steps:
            yield f"{name}: the statement is about no step, link, button or field"
        elif name not in known:
            yield f"{name}: no step, page or role of the guide; {did_you_mean(name, known)}"


def forbidden_actions(plan: Plan, target: Target) -> tuple[str, ...]:
    """The permissions that a scenario needs and the target does not give, by their keys."""
    allow = target.allow
    refused = {
        "send_mail": plan.mails and not allow.send_mail,
        **{
            name: plan.uses(one) and not target.allows(name)
            for name, one in target.suite.permissions.items()
        },
        "lock_account": plan.locks and not allow.lock_account,
    }
    return tuple(name for name, refuses in refused.items() if refuses)


def pages_without_address(plan: Plan, target: Target) -> tuple[str, ...]:
    """The pages that a scenario opens by an address that the target does not name."""
    known = {*target.entries, *target.missing_pages}
    numbers = {step.led_to for step in plan.journal.steps if step.verb == "open"}
    opened = (page.slug for page in plan.journal.pages if page.number in numbers)
    return tuple(dict.fromkeys(slug for slug in opened if slug not in known))
