"""The accessibility profile: each group of axe's rules, kept and broken, in made journals."""

import json
import re
from importlib.resources import files

import pytest

from harness.guide.profile_claims import RulesOfAxe
from harness.model.finding import Verdict
from tests.checks.profiled import GUIDE, audit, found, page, verdict
from tests.facts import texts, verbatim

THEMES = {s.slug: s.claim.theme for s in GUIDE if isinstance(s.claim, RulesOfAxe) and s.claim.theme}


def test_every_theme_that_axe_knows_has_its_statement() -> None:
    """The RGAA's themes as the rules of the installed axe carry them, and no other."""
    source = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    tags = {json.loads(tag) for tag in re.findall(r'"RGAA-\d+\.\d+\.\d+"', source)}
    assert {int(tag[5:].partition(".")[0]) for tag in tags} == set(THEMES.values())
    assert "axe v4.12" in source[:100]  # as the sources of the statements say


@pytest.mark.parametrize(("statement", "theme"), THEMES.items())
def test_a_theme_is_broken_by_its_own_rules_alone(statement: str, theme: int) -> None:
    """With the reference and the element's mark-up in what was seen."""
    tag, other = f"RGAA-{theme}.1.1", f"RGAA-{theme % 13 + 1}.1.1"
    pages = page(1), page(2)
    finding = found(statement, *pages, audit(1), audit(2, ("rule", tag)))
    assert finding.verdict is Verdict.WARN
    assert finding.evidence.page == 2
    assert "rule" in texts(finding.seen)
    assert tag in texts(finding.seen)
    assert "f0\n<img src='x.png'>" in texts(finding.seen)
    assert verdict(statement, *pages, audit(1), audit(2, ("rule", other))) is Verdict.PASS


@pytest.mark.parametrize(
    ("statement", "tag"),
    [("accessibility.other", "wcag258"), ("accessibility.practice", "best-practice")],
)
def test_rules_without_a_theme_have_statements_too(statement: str, tag: str) -> None:
    """Those of WCAG that the RGAA does not have, and the best practices, apart."""
    others = {"wcag258", "best-practice", "RGAA-1.1.1"} - {tag}
    kept = [audit(n, ("rule", other)) for n, other in enumerate(sorted(others), start=1)]
    assert verdict(statement, page(1), page(2), *kept) is Verdict.PASS
    assert verdict(statement, page(1), audit(1, ("rule", tag))) is Verdict.WARN


def test_what_was_not_tried_is_not_praised() -> None:
    """Over HTTP, and where axe did not run, nothing is known."""
    slug = "accessibility.images"
    assert verdict(slug, page(1), observes=()) is Verdict.UNOBSERVABLE
    finding = found(slug, page(1), audit(1, problem="no answer"))
    assert (finding.verdict, finding.seen) == (Verdict.UNOBSERVABLE, verbatim("no answer"))
