"""Claims of the accessibility profile: what axe-core found on the pages of a journal."""

from collections.abc import Iterable, Iterator

from harness.checks.context import Case
from harness.checks.outcome import Outcome, unobservable, verdict
from harness.guide.profile_claims import RulesOfAxe
from harness.model.exchange import Violation
from harness.model.finding import Evidence
from harness.model.journal import Journal

_RGAA = "RGAA-"
_SHOWN = 3  # elements of each rule that are told; the others stand in the journal


def axe(claim: RulesOfAxe, journal: Journal, case: Case) -> Outcome:
    """axe-core finds nothing against the rules of one group on any page."""
    expected = "nothing that axe-core finds"
    if not any(audit for audit in journal.audits if not audit.problem):
        why = next((audit.problem for audit in journal.audits), "no page was tried")
        return unobservable(expected, why, Evidence())
    for audit in journal.audits:
        broken = [one for one in audit.violations if belongs(one, claim)]
        if broken:
            evidence = case.page_evidence(journal.page(audit.page))
            seen = "; ".join(_told(broken))
            return verdict(ok=False, expected=expected, seen=seen, evidence=evidence)
    tried = sum(not audit.problem for audit in journal.audits)
    return verdict(
        ok=True, expected=expected, seen=f"nothing on {tried} pages", evidence=Evidence()
    )


def belongs(violation: Violation, claim: RulesOfAxe) -> bool:
    """Whether a rule is one of a claim's group."""
    themes = {int(tag.removeprefix(_RGAA).partition(".")[0]) for tag in _rgaa(violation.tags)}
    if claim.theme:
        return claim.theme in themes
    return not themes and (("best-practice" in violation.tags) is (claim.tag == "best-practice"))


def _rgaa(tags: Iterable[str]) -> list[str]:
    return [tag for tag in tags if tag.startswith(_RGAA)]


def _told(broken: Iterable[Violation]) -> Iterator[str]:
    for one in broken:
        references = ", ".join(_rgaa(one.tags))
        where = f" ({references})" if references else ""
        parts = [
            f"{f'in frame {c.frame}: ' if c.frame else ''}{c.html}" for c in one.elements[:_SHOWN]
        ]
        rest = len(one.elements) - _SHOWN
        more = f" and {rest} more" if rest > 0 else ""
        yield f"{one.rule}{where}: {one.help}: {' · '.join(parts)}{more}"
