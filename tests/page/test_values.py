"""The values under a label, in tables and in what pages make in their place."""

import pytest

from harness.page.extract import extract
from harness.page.values import values_under

ROW = "<div class=row><div>{}</div><div>{}</div><div>{}</div></div>"
HEAD = ROW.format("<h4>Item</h4>", "<h4>Price</h4>", "<h4>Sum</h4>")
RED = ROW.format("<h3>Red</h3>", "<p>3,50 €</p>", "<p>7,00 €</p>")


def _box(tag: str, x: int, y: int, width: int, words: str) -> str:
    return f'<{tag} data-cp-box="{x} {y} {width} 20">{words}</{tag}>'


def _values(label: str, body: str) -> tuple[str, ...]:
    return values_under(label, extract(body, url="http://portal.example/"), None)


@pytest.mark.parametrize(
    "body",
    [
        "<p>Price: 3,50 €</p>",
        "<dl><dt>Price<dd>3,50 €</dl>",
        "<div class=row><div class=col>Price</div><div class=col>3,50 €</div></div>",
        "<table><tr><th>Item<th>Price<th>Sum<tr><td>Red<td>3,50 €<td>7,00 €</table>",
        HEAD + RED,
        f"<div class=title>{HEAD}</div><form><div>{RED.replace('3,50', '1,00')}{RED}</div></form>",
        _box("h4", 0, 0, 300, "Item")
        + _box("h4", 300, 0, 100, "Price")
        + _box("h4", 400, 0, 100, "Sum")
        + _box("p", 0, 30, 300, "Red")
        + _box("p", 300, 30, 100, "3,50 €")
        + _box("p", 400, 30, 100, "7,00 €"),
        _box("p", 200, 0, 100, "3,50 €") + _box("p", 0, 2, 100, "Price"),
    ],
)
def test_values_under_a_label(body: str) -> None:
    """On its line, behind it, beside it, in the column below a head: by mark-up or by layout."""
    assert "3,50 €" in _values("Price", body)
    assert "7,00 €" not in _values("Price", body)


@pytest.mark.parametrize(
    "body",
    [
        HEAD + RED.replace("3,50", "3,60"),
        HEAD + "<div class=row><div>Red</div><div>3,50 €</div></div>",
        "<p>3,50 €</p><p>Price</p>",
        "<table><tr><th>Price<td>1,00 €<tr><td>3,50 €<td>x</table>",
        "<ul><li><h3>Price</h3><p>1,00 €</p><li><h3>b</h3><p>x</p><li><h3>c</h3><p>3,50 €</p></ul>",
        _box("p", 0, 0, 100, "Price")
        + _box("p", 0, 30, 800, "A whole line")
        + _box("p", 0, 60, 100, "3,50 €"),
        _box("p", 0, 0, 100, "Price")
        + _box("p", 200, 0, 90, "x")
        + _box("p", 300, 0, 90, "3,50 €"),
    ],
)
def test_what_stands_elsewhere(body: str) -> None:
    """Another column, another grid, before the label, behind a line that leaves the column."""
    assert "3,50 €" not in _values("Price", body)
