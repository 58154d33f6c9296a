"""The pages of a portal are shown in a few groups that a person recognises."""

from hypothesis import given
from hypothesis import strategies as st

from harness.crawl.results.inventory import InventoryEntry
from harness.reporting.crawl.page_groups import MAX_GROUPS, group_pages

_HOST = "http://portal.example"


def entry(number: int, path: str, title: str = "", **more: object) -> InventoryEntry:
    """A page of a crawl."""
    values = {"status": 200, "type": "text/html", "title": title, "found_on": f"{_HOST}/"} | more
    return InventoryEntry.model_validate({"id": number, "address": _HOST + path, **values})


def test_a_small_portal_is_shown_by_its_folders() -> None:
    """Each page with what tells its title apart; small folders within the one around them."""
    pages = [
        entry(1, "/", "Accueil - Portail", found_on=""),
        *(entry(n, f"/aide/{n}", f"Aide {n} - Portail") for n in range(2, 8)),
        entry(8, "/a/b/c", "Seule - Portail"),
        entry(9, "/aide/perdue", "Erreur 404", status=404),
        entry(10, "/x", "Aide 2 - Portail", fields=2),
    ]
    groups = group_pages(pages)
    assert [(one.name, one.count, one.parent) for one in groups] == [
        ("/", 3, None),
        ("/aide/", 7, 0),
    ]
    labels = [page.label for page in groups[0].pages]
    assert labels == ["Aide 2 (/x)", "Accueil", "Seule"]
    assert (groups[1].pages[0].label, groups[1].pages[0].kind) == ("/aide/perdue", "lost")


def test_pages_that_no_folder_parts_are_parted_by_template() -> None:
    """Such as those of a front controller."""
    pages = [entry(n, f"/?p={n}", f"Page {n}", template=f"t{n % 3}") for n in range(1, 91)]
    groups = group_pages(pages)
    assert [(one.count, len(one.pages)) for one in groups] == [(30, 12)] * 3
    assert groups[0].name == "/ « Page 1 » …"


@given(st.lists(st.text("ab/é%", max_size=8), max_size=120))
def test_every_page_is_in_one_group(paths: list[str]) -> None:
    """Whatever the addresses; there are never too many groups, and each hangs on an earlier one."""
    pages = [entry(n, f"/{path}", template=path[:1]) for n, path in enumerate(paths, start=1)]
    groups = group_pages(pages)
    assert sum(one.count for one in groups) == len(pages)
    assert len(groups) <= MAX_GROUPS
    assert all(one.parent is None or one.parent < n for n, one in enumerate(groups))


def test_a_title_of_separators_is_no_work() -> None:
    """The name of the portal is looked for at the end of titles, and nowhere else."""
    found = [entry(number, f"/{number}", f"{' - a' * 100_000} --") for number in range(9)]
    assert sum(one.count for one in group_pages(found)) == len(found)
