"""Whether every form refused every account: then the portal may not know the accounts at all."""

from collections.abc import Iterable

from harness.guide.model import Guide
from harness.model.finding import Finding
from harness.model.journal import Journal, Step
from harness.model.verdicts import BROKEN

_OPENED = ("page-opens", "page-opens-with", "gives")


def refusing_forms(
    findings: Iterable[Finding], journals: Iterable[Journal], guide: Guide
) -> tuple[str, ...]:
    """The guide's names of the forms that were sent, if no account got past any of them.

    Returns:
        () if an account was accepted somewhere, or if none had to be.
    """
    if not any(_was_to_open(finding) for finding in findings):
        return ()
    refusing: dict[str, str] = {}
    for journal in journals:
        for step in journal.steps:
            form, opened = _sent(step, journal)
            if chapter := guide.pages.get(form):
                if opened in chapter.goals:
                    return ()
                if chapter.goals:
                    refusing[form] = chapter.title
    return tuple(refusing.values())


def _was_to_open(finding: Finding) -> bool:
    """Whether a page should have opened, or something been given, and was not."""
    expected = finding.expected
    return finding.verdict in BROKEN and expected is not None and expected.has(*_OPENED)


def _sent(step: Step, journal: Journal) -> tuple[str, str]:
    """Slugs of the page whose form a step sent with something in it, and of what it opened."""
    before, after = journal.page(step.on), journal.page(step.led_to)
    if not step.typed or before is None or after is None:
        return "", ""
    return before.slug, after.slug
