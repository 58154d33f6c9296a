"""Two crawls side by side, and the redirects between them."""

from pathlib import Path

import pytest

from harness.config.crawl import ScrapeSettings
from harness.core.errors import UsageError
from harness.crawl.diff.crawl_diff import compare_crawls
from harness.crawl.explore.client import Fetcher
from harness.crawl.results.redirect_check import follow_all
from harness.crawl.results.redirects import propose_redirects, read_redirect_map, write_redirect_map
from harness.crawl.scope import CrawlScope
from harness.crawl.store import CrawlStore
from harness.messages import catalogue
from harness.model.fact import fact
from tests.crawl.sites import Site, crawled, redirect, served

OLD = {
    "/": "<title>Accueil</title><h1>Accueil</h1><a href=/contact.asp>x</a> <a href=/vieux>y</a>",
    "/contact.asp": "<title>Nous écrire</title><h1>Nous écrire</h1><form method=post>"
    "<label for=a>Nom *</label><input id=a name=nom><label for=b>Téléphone</label>"
    "<input id=b name=tel><input type=submit value=Envoyer></form>",
    "/vieux": "<title>Bulletin de 1998</title><h1>Archives du bulletin</h1><p>Numéros épuisés",
}
NEW = {
    "/": "<title>Accueil</title><h1>Accueil</h1><a href=/contact>x</a>",
    "/contact": "<title>Nous écrire</title><h1>Nous écrire</h1><form method=post>"
    "<label for=a>Votre nom</label><input id=a name=nom><input type=submit value=Envoyer></form>",
}


async def differences(before: Site, after: Site, folder: Path) -> list[tuple[str, str]]:
    """The codes of what differs between two sites, and what each is about."""
    first, second = await crawled(before, folder / "1"), await crawled(after, folder / "2")
    with CrawlStore(first) as old, CrawlStore(second) as new:
        return sorted((one.change.code, one.about) for one in compare_crawls(old, new).differences)


async def test_what_was_lost_moved_and_changed_is_told(tmp_path: Path) -> None:
    """A field, a page, an address, a label; each with the reason of its pairing."""
    before, after = await crawled(OLD, tmp_path / "1"), await crawled(NEW, tmp_path / "2")
    with CrawlStore(before) as old, CrawlStore(after) as new:
        found = compare_crawls(old, new)
        redirects = propose_redirects(old, new, found.pairs)
    rows = {row.old.rpartition("/")[2]: row for row in redirects}
    changes = {(one.change.code, one.about) for one in found.differences}
    assert changes == {
        *(("field-lost", "Téléphone"), ("page-gone", "Bulletin de 1998"), ("link-lost", "y")),
        *(("field-label-changed", "Nom"), ("field-mark-changed", "Nom")),
        ("page-moved", "Nous écrire"),
    }
    moved = next(one for one in found.differences if one.change.code == "page-moved")
    assert moved.reason is not None
    assert fact("pair-similar-part", part="title", similarity=1.0) in moved.reason.parts()
    assert rows["contact.asp"].new.endswith("/contact")
    assert rows["contact.asp"].confidence > 0.6
    assert (rows["vieux"].new, rows["vieux"].confidence) == ("", 0.0)


async def test_a_list_of_links_that_becomes_a_line_is_no_lost_text(tmp_path: Path) -> None:
    """The links are there; a paragraph beside them that is gone is told."""
    links = ("<a href=/a>Accueil</a>", "<a href=/b>Nous écrire</a>", "<a href=/c>Aide</a>")
    old = "".join(f"<li>{link}" for link in links)
    before = {"/": f"<title>T</title><ul>{old}</ul><p>Fermé en août.</p>"}
    after = {"/": f"<title>T</title><p>{' | '.join(links)}</p>"}
    found = await differences(before, after, tmp_path)
    assert found == [("text-lost", "Fermé en août.")]


async def test_pages_with_one_title_are_told_apart(tmp_path: Path) -> None:
    """By their headings, each in a row of its own."""
    bodies = {
        "a": "<h1>Tarifs</h1><p>Une copie coûte dix centimes.",
        "b": "<h1>Plan</h1><p>Rue Haute.",
    }
    links = "<title>Ville</title><a href=/{0}a>1</a><a href=/{0}b>2</a>"
    before = {
        "/": links.format("old-"),
        **{f"/old-{k}": f"<title>Ville</title>{v}" for k, v in bodies.items()},
    }
    after = {
        "/": links.format("new-"),
        **{f"/new-{k}": f"<title>Ville</title>{v}" for k, v in bodies.items()},
    }
    found = await differences(before, after, tmp_path)
    assert found == [("page-moved", "Ville – Plan"), ("page-moved", "Ville – Tarifs")]


async def test_pages_whose_numbers_were_given_anew(tmp_path: Path) -> None:
    """Each is paired with the page of its heading and words, and has moved."""
    texts = {"Salariés": "Consultez votre compte ici.", "Retraités": "Vos paiements, chaque mois."}
    pages = [f"<title>T</title><h1>{name}</h1><p>{text}" for name, text in texts.items()]
    home = "<title>A</title>" + "".join(f"<a href=/p{k}>{k}</a>" for k in (1, 2))
    before = {"/": home, "/p1": pages[0], "/p2": pages[1]}
    after = {"/": home, "/p1": pages[1], "/p2": pages[0]}
    found = await differences(before, after, tmp_path)
    assert [row for row in found if not row[0].startswith("link-")] == [
        ("page-moved", "T – Retraités"),
        ("page-moved", "T – Salariés"),
    ]


async def test_a_crawl_does_not_differ_from_itself(tmp_path: Path) -> None:
    """Nor from another crawl of the same portal."""
    one, other = await crawled(OLD, tmp_path / "1"), await crawled(OLD, tmp_path / "2")
    with CrawlStore(one) as old, CrawlStore(one) as same, CrawlStore(other) as new:
        assert compare_crawls(old, same).differences == compare_crawls(old, new).differences == ()


async def test_redirects_are_followed_as_a_browser_does() -> None:
    """Status, chain, loop, lost parameter, wrong end and soft 404 are each told."""
    site: Site = {
        "/good": redirect("/new"),
        "/chain": redirect("/good", 302),
        "/loop": redirect("/loop2"),
        "/loop2": redirect("/loop"),
        "/lost": redirect("/new"),
        "/soft": redirect("/none"),
        "/wrong": redirect("/"),
        "/": "<title>Accueil",
        "/new": "<title>Nouveau",
        "/none": "<title>Portail</title><h1>Page introuvable</h1>",
    }
    rows = [
        *(("/good", "/new"), ("/chain", "/new"), ("/loop", "/new"), ("/lost?a=1", "/new?a=1")),
        *(("/soft", "/none"), ("/wrong", "/new"), ("/missing", "/new")),
    ]
    async with served(site) as base:
        full = [(f"http://old.example{old}", f"http://new.example{new}") for old, new in rows]
        async with Fetcher(base, agent="x", seconds=20, max_bytes=9999, connections=2) as fetcher:
            scope = CrawlScope(base, ScrapeSettings())
            found = await follow_all(full, fetcher, scope, at=base)
    faults = {one.old.rpartition("/")[2].partition("?")[0]: one.faults for one in found}
    assert faults["good"] == faults["chain"] == ()
    chain = next(one for one in found if "chain" in one.old)
    assert chain.notes == (fact("redirect-chain", count=2), fact("redirect-not-permanent"))
    assert faults["loop"] == (fact("redirect-loop"),)
    assert fact("redirect-parameters-lost", count=1, names=("a",)) in faults["lost"]
    assert faults["soft"][0] == fact("redirect-soft-404")
    assert faults["wrong"] == (fact("redirect-elsewhere", address=base),)
    assert faults["missing"][0] == fact("redirect-status", status="404")


def test_a_map_is_written_and_read(tmp_path: Path) -> None:
    """Another file is refused with the way out."""
    path = tmp_path / "map.csv"
    write_redirect_map([], path, catalogue().say)
    with pytest.raises(UsageError, match="old and new"):
        list(read_redirect_map(path))
    path.write_text("old,new\nhttp://a/,http://b/\nhttp://c/,\n", encoding="utf-8")
    assert list(read_redirect_map(path)) == [("http://a/", "http://b/")]


YES = "<label><input type=radio name=a value=1 {}>Oui</label>"
NO = "<label><input type=radio name=a value=2 {}>Non</label>"
COUNTRIES = "<label>Pays <select><option{}>Choisir<option>A<option{}>B</select></label>"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            YES.format("checked") + NO.format(""),
            YES.format("") + NO.format("checked"),
            [("field-checked-added", "Non"), ("field-checked-removed", "Oui")],
        ),
        (
            COUNTRIES.format("", ""),
            COUNTRIES.format("", " disabled"),
            [("field-options-lost", "Pays")],
        ),
        (COUNTRIES.format(" disabled selected", ""), COUNTRIES.format(" selected", ""), []),
    ],
)
async def test_choices(
    before: str, after: str, told: list[tuple[str, str]], tmp_path: Path
) -> None:
    """Which radio button is ticked beforehand, and which options can be chosen."""
    page = "<title>Accueil</title><h1>Accueil</h1><form>{}<input type=submit value=OK></form>"
    sites = [{"/": page.format(one)} for one in (before, after)]
    assert await differences(sites[0], sites[1], tmp_path) == told
