"""What the page of a run tells of a cause: enough to see it, not so much that nobody reads it."""

from pathlib import Path

import pytest
from PIL import Image

from harness.model.finding import Verdict
from harness.reporting.grouping.findings import group_findings
from harness.reporting.html.cause_view import CauseView, cause_views
from harness.reporting.html.embedded_images import EmbeddedImages
from harness.reporting.html.evidence_view import EvidenceViews
from tests.builders import journal, page, step
from tests.reporting.made import finding

WALK = journal(page(1, "home"), step(1, verb="open", led_to=1))


@pytest.fixture
def exhibits(tmp_path: Path) -> EvidenceViews:
    """Of a run with two pictures; two of its walks are known."""
    for name in ("1.png", "2.png"):
        Image.new("RGB", (40, 30)).save(tmp_path / name)
    return EvidenceViews({"a": WALK, "b": WALK}, tmp_path, EmbeddedImages(tmp_path))


def told(exhibits: EvidenceViews, *sights: tuple[str, str, str]) -> CauseView:
    """One statement, seen as told: what, in which scenario, with which file."""
    findings = [
        finding("home.opens", seen=seen, scenario=scenario, files=(path,) if path else ())
        for seen, scenario, path in sights
    ]
    (one,) = cause_views(group_findings(findings).broken, exhibits)
    return one


def test_the_first_sights_are_shown_and_the_others_told(exhibits: EvidenceViews) -> None:
    """What is left out is counted."""
    one = told(exhibits, *((f"sight {n}", f"s{n}", "") for n in range(20)))
    assert [bool(shown.evidence) for shown in one.shown] == [True] * 3 + [False] * 9
    assert one.more == 8


def test_the_same_picture_is_shown_once(exhibits: EvidenceViews) -> None:
    """Another sight on another picture is shown too."""
    one = told(exhibits, ("x", "s1", "1.png"), ("y", "s2", "1.png"), ("z", "s3", "2.png"))
    assert [bool(shown.evidence) for shown in one.shown] == [True, False, True]


def test_a_place_with_a_picture_is_preferred(exhibits: EvidenceViews) -> None:
    """Wherever it was seen; else the first place."""
    pictured = told(exhibits, ("x", "a", ""), ("x", "s2", "2.png"), ("x", "b", ""))
    assert pictured.shown[0].evidence
    assert pictured.shown[0].evidence.scenario == "s2"
    plain = told(exhibits, ("x", "b", ""), ("x", "a", ""))
    assert plain.shown[0].evidence
    assert plain.shown[0].evidence.scenario == "b"


def test_what_is_barred_is_told_by_page(exhibits: EvidenceViews) -> None:
    """The page's name once, then what it is about."""
    barred = ("search.siret", "search.bcr", "mail.once")
    findings = [finding("home.opens")]
    findings += [finding(slug, Verdict.UNREACHED, cause="home.opens") for slug in barred]
    (one,) = cause_views(group_findings(findings).broken, exhibits)
    assert one.blocked == (("search", ("siret", "bcr")), ("mail", ("once",)))
