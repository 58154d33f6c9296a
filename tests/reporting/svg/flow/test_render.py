"""The picture of the flow tells what was walked, to everyone."""

from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.guide.loader import load_guide
from harness.guide.model import Guide
from harness.messages import catalogue
from harness.model.finding import Finding, Verdict
from harness.reporting.svg.flow.layout import CARD, LEGEND, WIDTH, FlowLayout, lay_out, ranks
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


def _apart(layout: FlowLayout) -> bool:
    """Whether no two cards overlap, and all are inside the picture."""
    for one, two in combinations(layout.boxes.values(), 2):
        apart_x = one.right <= two.x or two.right <= one.x
        if not (apart_x or one.bottom <= two.y or two.bottom <= one.y):
            return False
    boxes = layout.boxes.values()
    return all(0 <= box.x <= WIDTH - CARD and box.bottom < layout.height for box in boxes)


PAGES = [f"p{number}" for number in range(12)]
LINKS = st.lists(st.tuples(st.sampled_from(PAGES), st.sampled_from(PAGES)), max_size=30)


@given(links=LINKS, sizes=st.lists(st.integers(60, 300), min_size=12, max_size=12))
def test_any_flow_is_laid_out(links: list[tuple[str, str]], sizes: list[int]) -> None:
    """However its pages lead to each other, and however high the cards are."""
    links = [(one, other) for one, other in links if one != other]
    ranked = ranks(PAGES, links)
    assert list(ranked) == PAGES
    forward = [link for link in dict.fromkeys(links) if ranked[link[0]] < ranked[link[1]]]
    heights = dict(zip(PAGES, map(float, sizes), strict=True)) | {LEGEND: 140.0, "aside": 60.0}
    layout = lay_out(heights, ranked, forward)
    assert _apart(layout)
    assert set(layout.lines) == set(forward)
    for points in layout.lines.values():
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(points))


def test_a_flow_reads_like_a_text() -> None:
    """Each page of a chain has the rank after the one before, circles or not."""
    chain = list(pairwise(PAGES))
    assert list(ranks(PAGES, [*chain, ("p9", "p0"), ("p4", "p1")]).values()) == list(range(12))


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
    assert {"respecté", "non respecté", "non atteint", "panne", "non joué", "✓", "✗"} <= words


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
