"""The map of a portal can be read: no box lies on another, and every label is whole."""

from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from harness.reporting.crawl.page_groups import PageGroup, ShownPage
from harness.reporting.svg.site_map import site_map

_SVG = "{http://www.w3.org/2000/svg}"


@st.composite
def groups(draw: st.DrawFn) -> list[PageGroup]:
    """Groups that hang on each other."""
    found: list[PageGroup] = []
    for index in range(draw(st.integers(1, 12))):
        labels = draw(st.lists(st.text(max_size=90), max_size=5))
        pages = tuple(ShownPage(n, label, "http://p.example/") for n, label in enumerate(labels))
        parent = draw(st.none() | st.integers(0, index - 1)) if index else None
        found.append(PageGroup(f"/{index}/", pages, draw(st.integers(0, 3)), parent))
    return found


@settings(deadline=None, max_examples=25)
@given(groups())
def test_no_box_lies_on_another(drawn: list[PageGroup]) -> None:
    """Within the picture, one beside or below the other."""
    root = ET.fromstring(site_map(drawn, "Map", "and {} more".format))
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    boxes = [
        [float(rect.attrib[name]) for name in ("x", "y", "width", "height")]
        for rect in root.iter(f"{_SVG}rect")
    ]
    assert len(boxes) == len(drawn)
    for index, (x, y, w, h) in enumerate(boxes):
        assert x >= 0
        assert y >= 0
        assert x + w <= width
        assert y + h <= height
        for other_x, other_y, other_w, other_h in boxes[:index]:
            apart = x >= other_x + other_w or other_x >= x + w
            assert apart or y >= other_y + other_h - 1 or other_y >= y + h - 1


def test_a_long_label_is_whole() -> None:
    """On as many lines as it needs."""
    label = "Récupération du code identifiant et du code confidentiel d'un administrateur, étape 2"
    page = ShownPage(1, label, "http://p.example/")
    root = ET.fromstring(site_map([PageGroup("/", (page,), 0, None)], "Map", str))
    lines = [text.text or "" for text in root.iter(f"{_SVG}text")]
    assert lines[0] == "/ (1)"
    assert " ".join(lines[1:]) == label
