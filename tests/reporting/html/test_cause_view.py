"""What the page of a run tells of a cause: enough to see it, not so much that nobody reads it."""

from pathlib import Path

import pytest
from PIL import Image

from harness.model.finding import Verdict
from harness.reporting.grouping.findings import group
from harness.reporting.html.cause_view import Told, telling
from harness.reporting.html.embedded_images import Album
from harness.reporting.html.evidence_view import Exhibits
from tests.builders import journal, page, step
from tests.reporting.made import finding

WALK = journal(page(1, "home"), step(1, verb="open", led_to=1))


@pytest.fixture
def exhibits(tmp_path: Path) -> Exhibits:
    """Of a run with two pictures; two of its walks are known."""
    for name in ("1.png", "2.png"):
        Image.new("RGB", (40, 30)).save(tmp_path / name)
    return Exhibits({"a": WALK, "b": WALK}, tmp_path, Album(tmp_path))


def told(exhibits: Exhibits, *sights: tuple[str, str, str]) -> Told:
    """One statement, seen as told: what, in which scenario, with which file."""
    findings = [
        finding("home.opens", seen=seen, scenario=scenario, files=(path,) if path else ())
        for seen, scenario, path in sights
    ]
    (one,) = telling(group(findings).broken, exhibits)
    return one


def test_the_first_sights_are_shown_and_the_others_told(exhibits: Exhibits) -> None:
    """What is left out is counted."""
    one = told(exhibits, *((f"sight {n}", f"s{n}", "") for n in range(20)))
    assert [bool(shown.exhibit) for shown in one.shown] == [True] * 3 + [False] * 9
    assert one.more == 8


def test_the_same_picture_is_shown_once(exhibits: Exhibits) -> None:
    """Another sight on another picture is shown too."""
    one = told(exhibits, ("x", "s1", "1.png"), ("y", "s2", "1.png"), ("z", "s3", "2.png"))
    assert [bool(shown.exhibit) for shown in one.shown] == [True, False, True]


def test_a_place_with_a_picture_is_preferred(exhibits: Exhibits) -> None:
    """Wherever it was seen; else the first place."""
    pictured = told(exhibits, ("x", "a", ""), ("x", "s2", "2.png"), ("x", "b", ""))
    assert pictured.shown[0].exhibit
    assert pictured.shown[0].exhibit.scenario == "s2"
    plain = told(exhibits, ("x", "b", ""), ("x", "a", ""))
    assert plain.shown[0].exhibit
    assert plain.shown[0].exhibit.scenario == "b"


def test_what_is_barred_is_told_by_page(exhibits: Exhibits) -> None:
    """The page's name once, then what it is about."""
    barred = ("search.siret", "search.bcr", "mail.once")
    findings = [finding("home.opens")]
    findings += [finding(slug, Verdict.UNREACHED, cause="home.opens") for slug in barred]
    (one,) = telling(group(findings).broken, exhibits)
    assert one.bars == (("search", ("siret", "bcr")), ("mail", ("once",)))
