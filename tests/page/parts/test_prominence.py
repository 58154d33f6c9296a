"""Titles by their looks are told from running text."""

import pytest

from harness.page.extract import extract


@pytest.mark.parametrize(
    ("html", "titled"),
    [
        ('<table><tr><td class="titre"><b>Codes perdus</b></td></tr></table>', True),
        ('<table><tr><td class="titre">Codes perdus</td></tr></table>', True),
        ("<p><b>Codes</b> <strong>perdus</strong></p>", True),
        ("<center><font size=4 color=red>Codes perdus</font></center>", True),
        ('<div id="page_title"><span>Codes perdus</span></div>', True),
        ('<div class="soustitre">Codes perdus</div>', True),
        ("<p>Codes <b>perdus</b></p>", False),
        ("<p>Codes perdus</p>", False),
        ("<p><font size=1>Codes perdus</font></p>", False),
        ("<ul><li><b>Codes perdus</b></li></ul>", False),
        ('<div class="titre"><p>Codes perdus</p></div>', False),
        ('<p class="untitled">Codes perdus</p>', False),
        ("<h1><b>Codes perdus</b></h1>", False),
    ],
)
def test_what_looks_like_a_title(html: str, titled: bool) -> None:
    """Bold, large or named a title throughout, on a line of its own, and marked as nothing else."""
    (text,) = extract(html, url="http://portal.test/").texts
    assert (text.text, text.titled) == ("Codes perdus", titled)
