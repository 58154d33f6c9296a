"""The report of what differs between two crawls."""

from harness.messages import catalogue
from harness.reporting.crawl.differences import difference_rows, differences_report
from tests.crawl.diff.drawn_pages import MemorySite, compared

OLD, NEW = "http://old.example", "http://new.example"
MENU = "<title>Page</title><h1>Le portail</h1><ul><li><a href=/a>Aide</a></li></ul>"
SITE = {f"/{name}": f"{MENU}<p>Texte de la page {name}.</p>" for name in ("a", "b", "c")}


def test_what_many_pages_share_is_one_row() -> None:
    """With the number of the pages; nothing of the portal is markup."""
    changed = {
        path: html.replace("Aide", "<b>&lt;Secours&gt; !</b>") for path, html in SITE.items()
    }
    found = compared(MemorySite(OLD, SITE), MemorySite(NEW, changed))
    (row,) = difference_rows(found.differences, catalogue())
    assert (row.change, row.pages) == ("link « Aide » → « <Secours> ! »", "/a and 2 more pages")
    html = differences_report(found, catalogue())
    assert "link « Aide » → « &lt;Secours&gt; ! »" in html
    answer = "yes, with reservations: nothing important is lost, but one difference deserves"
    assert 'class="verdict warn"' in html
    assert f"Verdict: {answer} attention" in html
    assert "3 / 3" in html


def test_many_texts_of_one_page_are_one_row() -> None:
    """The first of them are named."""
    words = ("un", "deux", "trois", "quatre")
    more = "".join(f"<p>Paragraphe {word} tout neuf</p>" for word in words)
    found = compared(MemorySite(OLD, SITE), MemorySite(NEW, SITE | {"/b": SITE["/b"] + more}))
    (row,) = difference_rows(found.differences, catalogue())
    assert (row.change, row.count, row.subjects[0]) == ("new texts", 4, "Paragraphe deux tout neuf")


def test_no_difference_is_told() -> None:
    """In the language that is asked for."""
    found = compared(MemorySite(OLD, SITE), MemorySite(NEW, SITE))
    html = differences_report(found, catalogue("fr"))
    assert "Verdict : oui, les deux explorations montrent la même chose" in html.replace(
        "\xa0", " "
    )
    assert 'class="verdict pass"' in html


def test_the_answer_is_no_where_something_important_is_gone() -> None:
    """The word and the colour say the same."""
    less = {path: html for path, html in SITE.items() if path != "/c"}
    html = differences_report(compared(MemorySite(OLD, SITE), MemorySite(NEW, less)), catalogue())
    assert "Verdict: no, the new portal does not have all that the old one has" in html
    assert 'class="verdict fail"' in html
