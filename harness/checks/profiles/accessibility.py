"""Claims of the accessibility profile: what axe-core found on the pages of a journal."""

from collections.abc import Iterable

from harness.checks.context import Case
from harness.checks.outcome import Outcome, judged, not_observable
from harness.guide.profile_claims import RulesOfAxe
from harness.model.exchange import ViolatingElement, Violation
from harness.model.fact import Fact, fact
from harness.model.finding import Evidence
from harness.model.journal import Journal

_RGAA = "RGAA-"
MAX_ELEMENTS = 3  # of each rule in a finding; the journal holds the others


def axe(claim: RulesOfAxe, journal: Journal, case: Case) -> Outcome:
    """axe-core finds nothing against the rules of one group on any page."""
    expected = fact("axe-finds-nothing")
    if not any(audit for audit in journal.audits if not audit.problem):
        problems = (fact("fault-expected", text=audit.problem) for audit in journal.audits)
        return not_observable(expected, next(problems, fact("no-page-audited")), Evidence())
    for audit in journal.audits:
        broken = [one for one in audit.violations if belongs(one, claim)]
        if broken:
            evidence = case.page_evidence(journal.page(audit.page))
            seen = fact("axe-finds", rules=tuple(map(_rule, broken)))
            return judged(ok=False, expected=expected, seen=seen, evidence=evidence)
    tried = sum(not audit.problem for audit in journal.audits)
    seen = fact("axe-found-nothing", pages=tried)
    return judged(ok=True, expected=expected, seen=seen, evidence=Evidence())


def belongs(violation: Violation, claim: RulesOfAxe) -> bool:
    """Whether a rule is one of a claim's group."""
    themes = {int(tag.removeprefix(_RGAA).partition(".")[0]) for tag in _rgaa(violation.tags)}
    if claim.theme:
        return claim.theme in themes
    return not themes and (("best-practice" in violation.tags) is (claim.tag == "best-practice"))


def _rgaa(tags: Iterable[str]) -> list[str]:
    return [tag for tag in tags if tag.startswith(_RGAA)]


def _rule(broken: Violation) -> Fact:
    """A rule that is broken, and the first elements that break it."""
    references = _rgaa(broken.tags)
    name = fact("axe-rule", rule=broken.rule)
    if references:
        name = fact("axe-rule-of-rgaa", rule=broken.rule, references=tuple(references))
    return fact(
        "axe-violation",
        rule=name,
        help=broken.help,
        elements=tuple(map(_element, broken.elements[:MAX_ELEMENTS])),
        more=max(0, len(broken.elements) - MAX_ELEMENTS),
    )


def _element(one: ViolatingElement) -> Fact:
    if one.frame:
        return fact("element-in-frame", frame=one.frame, html=one.html)
    return fact("element", html=one.html)
