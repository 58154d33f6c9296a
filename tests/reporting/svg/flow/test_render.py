"""The picture of the flow tells what was walked, to everyone."""

from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from harness.guide.loader import load_guide
from harness.guide.model import Guide
from harness.messages import catalogue
from harness.model.finding import Finding, Verdict
from harness.reporting.svg.flow.layout import AGAIN, CARD, LEGEND, WIDTH, lay_out
from harness.reporting.svg.flow.model import FlowEdge, flow_graph
from harness.reporting.svg.flow.render import flow_svg
from harness.reporting.svg.transitions import PageTransition
from tests.reporting.made import finding, passed

GUIDE = load_guide()
SVG = "{http://www.w3.org/2000/svg}"


def way(
    source: str, target: str, *findings: Finding, moved: tuple[PageTransition, ...] = ()
) -> FlowEdge:
    """One way of the flow that findings and walks tell."""
    ways = flow_graph(GUIDE, findings, moved).edges
    return next(w for w in ways if (w.source, w.target) == (source, target))


def test_every_place_of_the_guide_stands_in_the_picture() -> None:
    """With its title, its slug and the number of its statements."""
    text = "\n".join(ET.fromstring(flow_svg(GUIDE, [])).itertext())
    for chapter in GUIDE.chapters:
        assert f"{chapter.slug} · {len(chapter.statements)} statement" in text


def test_no_two_cards_overlap_and_all_are_inside() -> None:
    """However high the cards are."""
    heights = {chapter.slug: 60.0 + 11 * n for n, chapter in enumerate(GUIDE.chapters)}
    layout = lay_out(heights | {LEGEND: 140.0, AGAIN: 90.0}, heights)
    for one, two in combinations(layout.boxes.values(), 2):
        apart_x = one.x + one.width <= two.x or two.x + two.width <= one.x
        assert apart_x or one.y + one.height <= two.y or two.y + two.height <= one.y
    assert all(box.x >= 0 and box.x + CARD <= WIDTH for box in layout.boxes.values())
    assert all(box.y + box.height < layout.height for box in layout.boxes.values())


def test_ways_are_told_by_the_statements_that_claim_them() -> None:
    """A way that was not walked has no verdict; one broken statement breaks its way."""
    assert set(way("home", "login").counts) == {None}
    assert way("home", "login", passed("home.access.button")).counts == {Verdict.PASS: 1}
    counts = way("login", "lost-codes", finding("login.lost-codes")).counts
    assert counts == {Verdict.FAIL: 1, None: 1}


def test_the_mail_is_on_its_way_from_the_form_to_the_login() -> None:
    """The form sends it, and the next login needs its code."""
    assert way("regenerate", "mail", passed("regenerate.generated")).mailed
    assert "mail.code" in way("mail", "login").statements


def test_walks_tell_where_a_page_was_entered_from() -> None:
    """A claim about a page says nothing of the page before; the journal does."""
    moved = (PageTransition(source="home", target="space", statements=("space.opened",), times=3),)
    assert "space.opened" in way("home", "space", moved=moved).statements
    assert way("home", "space", moved=moved).times == 3
    assert "space.opened" in way("login", "space").statements


def test_no_verdict_is_told_by_colour_alone() -> None:
    """Each verdict has its mark and its word in the legend."""
    root = ET.fromstring(flow_svg(GUIDE, [], catalogue=catalogue("fr")))
    words = {"".join(text.itertext()) for text in root.iter(f"{SVG}text")}
    assert {"tenu", "rompu", "non atteint", "panne", "non parcouru", "✓", "✗"} <= words


def test_the_picture_needs_nothing_else() -> None:
    """No script, no address but the name of its own language."""
    svg = flow_svg(GUIDE, [passed(slug) for slug in GUIDE.by_slug])
    assert "script" not in svg
    assert svg.count("http") == 1
    assert "url(http" not in svg


def test_screen_readers_get_a_name_and_a_summary() -> None:
    """The picture is announced with its counts."""
    root = ET.fromstring(flow_svg(GUIDE, [finding("search.siret")]))
    assert root.get("role") == "img"
    assert f"1 fail, {len(GUIDE.by_slug) - 1} not walked" in str(root.findtext(f"{SVG}desc"))


@pytest.mark.parametrize("keep", [("home",), ("mail", "terms"), ("search", "unheard-of")])
def test_another_guide_can_be_drawn(keep: tuple[str, ...]) -> None:
    """Pages that this guide does not have, and the lack of those it has, break nothing."""
    chapters = [GUIDE.pages[slug] for slug in keep if slug in GUIDE.pages]
    if "unheard-of" in keep:
        other = {"slug": "unheard-of", "title": "Autre <page> & \x00\x1b", "statements": ()}
        chapters.append(chapters[0].model_copy(update=other))
    svg = flow_svg(Guide(chapters=tuple(chapters), digest=""), [])
    text = "\n".join(ET.fromstring(svg).itertext())
    assert all(f"{chapter.slug} · " in text for chapter in chapters)
