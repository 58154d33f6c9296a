"""What the page of a run tells of a cause: enough to see it, not so much that nobody reads it."""

from pathlib import Path

import pytest
from PIL import Image

from harness.messages import catalogue
from harness.model.finding import Verdict
from harness.reporting.grouping.findings import group_findings
from harness.reporting.html.cause_view import CauseView, CauseViews, filters
from harness.reporting.html.embedded_images import EmbeddedImages
from harness.reporting.html.evidence_view import EvidenceViews
from tests.builders import GUIDE, journal, page, step
from tests.reporting.made import finding

WALK = journal(page(1, "home"), step(1, verb="open", led_to=1))


@pytest.fixture
def exhibits(tmp_path: Path) -> CauseViews:
    """Of a run with two pictures; two of its walks are known."""
    for name in ("1.png", "2.png"):
        Image.new("RGB", (40, 30)).save(tmp_path / name)
    journals = {"a": WALK, "b": WALK}
    evidence = EvidenceViews(journals, tmp_path, EmbeddedImages(tmp_path))
    return CauseViews(evidence, journals, catalogue(), GUIDE)


def told(exhibits: CauseViews, *sights: tuple[str, str, str]) -> CauseView:
    """One statement, seen as told: what, in which scenario, with which file."""
    findings = [
        finding("home.opens", seen=seen, scenario=scenario, files=(path,) if path else ())
        for seen, scenario, path in sights
    ]
    (one,) = exhibits.of(group_findings(findings).broken)
    return one


def test_the_first_sights_are_shown_and_the_others_told(exhibits: CauseViews) -> None:
    """What is left out is counted."""
    one = told(exhibits, *((f"sight {n}", f"s{n}", "") for n in range(20)))
    assert [bool(shown.evidence) for shown in one.shown] == [True] * 3 + [False] * 9
    assert one.more == 8


def test_the_same_picture_is_shown_once(exhibits: CauseViews) -> None:
    """Another sight on another picture is shown too."""
    one = told(exhibits, ("x", "s1", "1.png"), ("y", "s2", "1.png"), ("z", "s3", "2.png"))
    assert [bool(shown.evidence) for shown in one.shown] == [True, False, True]


def test_a_place_with_a_picture_is_preferred(exhibits: CauseViews) -> None:
    """Wherever it was seen; else the first place."""
    pictured = told(exhibits, ("x", "a", ""), ("x", "s2", "2.png"), ("x", "b", ""))
    assert pictured.shown[0].evidence
    assert pictured.shown[0].evidence.scenario == "s2"
    plain = told(exhibits, ("x", "b", ""), ("x", "a", ""))
    assert plain.shown[0].evidence
    assert plain.shown[0].evidence.scenario == "b"


def test_what_is_barred_is_told_by_page(exhibits: CauseViews) -> None:
    """The page's name once, then what it is about."""
    barred = ("search.siret", "search.bcr", "mail.once")
    findings = [finding("home.opens")]
    findings += [finding(slug, Verdict.UNREACHED, cause="home.opens") for slug in barred]
    (one,) = exhibits.of(group_findings(findings).broken)
    assert one.blocked == (("search", ("siret", "bcr")), ("mail", ("once",)))


def test_the_evidence_of_a_cause_is_of_one_scenario(exhibits: CauseViews) -> None:
    """The one that shows most of it, whatever came first."""
    sights = (("x", "s1", "1.png"), ("x", "s2", "2.png"), ("y", "s2", "2.png"))
    one = told(exhibits, *sights)
    assert [shown.files for shown in one.shown] == [("2.png",), ("2.png",)]
    assert one.shown[0].evidence
    assert one.shown[0].evidence.scenario == "s2"


def test_a_list_is_offered_where_there_is_something_to_choose(exhibits: CauseViews) -> None:
    """Not where all causes have the same value."""
    alike = exhibits.of(group_findings([finding("home.opens", seen="x")]).broken)
    assert filters(alike, catalogue(), str) == ()
    findings = [finding("home.opens", seen="x"), finding("search.siret", seen="y", scenario="b")]
    several = exhibits.of(group_findings(findings).broken)
    offered = dict(filters(several, catalogue(), str.upper))
    assert offered["page"] == (("home", "HOME"), ("search", "SEARCH"))
    assert [value for value, _ in offered["scenario"]] == ["administrator-identifier", "b"]
    assert "level" not in offered


def test_no_picture_is_taken_in_that_is_not_shown(tmp_path: Path) -> None:
    """The report is sent to others: it carries what it shows."""
    for number in range(9):
        Image.new("RGB", (40, 30), (number, 0, 0)).save(tmp_path / f"{number}.png")
    images = EmbeddedImages(tmp_path)
    views = CauseViews(EvidenceViews({}, tmp_path, images), {}, catalogue(), GUIDE)
    told(views, *((f"sight {n % 5}", f"s{n}", f"{n}.png") for n in range(9)))
    assert [image.path for image in images.images] == ["0.png", "1.png", "2.png"]
