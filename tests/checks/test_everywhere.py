"""What a guide promises of every page is judged on every page that it knows."""

from collections.abc import Iterable
from typing import Any

import pytest

from harness.checks.context import Case
from harness.checks.registry import subjects
from harness.core.errors import GuideError
from harness.guide.lookup import action_on, field_on
from harness.guide.model import Chapter, Guide, Statement
from harness.model.journal import PageRecord, Step
from harness.page.signatures import signatures
from harness.reporting.svg.flow.model import flow_graph
from tests.builders import field, journal, link, page, step
from tests.two_mails import chapter, statement

HELP = {"kind": "action", "label": "Aide", "to": "help"}


def _guide(claim: dict[str, Any], *, not_on: Iterable[str] = ()) -> tuple[Guide, Statement]:
    one = statement("everywhere.it", "Sur chaque page", claim)
    pages = [
        chapter(slug, statement(f"{slug}.words", slug, {"kind": "words", "text": slug}))
        for slug in ("home", "help", "login")
    ]
    mail = chapter("note", statement("note.words", "x", {"kind": "mail-words", "text": "x"}))
    everywhere = Chapter(
        slug="everywhere",
        title="Partout",
        everywhere=True,
        not_on=tuple(not_on),
        statements=(one,),
    )
    mails = mail.model_copy(update={"mail": True})
    chapters = (everywhere, *pages, mails)
    return Guide(chapters=chapters, digest=f"{claim}{not_on}"), one


def _judged(
    claim: dict[str, Any], *records: PageRecord, not_on: Iterable[str] = ()
) -> list[bool | None]:
    guide, one = _guide(claim, not_on=not_on)
    case = Case(guide, journal(*records))
    return [check(one.claim, subject, case).ok for check, subject in subjects(one, case)]


@pytest.mark.parametrize(
    ("claim", "parts"),
    [
        ({"kind": "words", "text": "Service des pensions"}, ["Service des pensions"]),
        ({"kind": "no-words", "text": "Service des pensions"}, ["Bonjour"]),
        (HELP, [link("Aide")]),
        ({"kind": "count", "of": "link", "count": 1, "at_least": True}, [link("Retour")]),
    ],
)
def test_each_page_keeps_it_or_breaks_it(claim: dict[str, Any], parts: list[Any]) -> None:
    """One page without it is told, wherever it is."""
    kept, broken = page(1, "home", *parts), page(2, "help", "Autre chose")
    if claim["kind"] == "no-words":
        broken = page(2, "help", "Service des pensions")
    assert _judged(claim, kept, broken) == [True, False]


def test_pages_that_the_chapter_leaves_out() -> None:
    """Neither those in `not_on` nor what the guide does not know is judged."""
    records = (page(1, "login", "Connexion"), page(2, "", "Erreur"), page(3, "home", link("Aide")))
    assert _judged(HELP, *records, not_on=["login"]) == [True]


def test_a_link_that_is_there_only_sometimes() -> None:
    """It is judged on the pages where a scenario follows it."""
    guide = Guide(
        digest="sometimes",
        chapters=(
            chapter("home", statement("home.help", "Aide", {**HELP, "optional": True})),
            chapter("help", statement("help.words", "x", {"kind": "words", "text": "x"})),
        ),
    )
    one = guide.by_slug["home.help"]
    records = (
        page(1, "home"),
        page(2, "home", link("Aide")),
        step(1, on=2, led_to=3, statement="home.help"),
        page(3, "help"),
    )
    case = Case(guide, journal(*records))
    judged = [(check(one.claim, subject, case).ok) for check, subject in subjects(one, case)]
    assert judged == [True, True]
    assert not list(subjects(one, Case(guide, journal(*records[:2]))))


def _signed_in(*steps: Step) -> list[int | None]:
    """The pages on which a link is judged that stands there once somebody has logged in."""
    opens = {"kind": "leads", "page": "home"}
    guide = Guide(
        digest="once logged in",
        chapters=(
            chapter("login", statement("login.opens-home", "Bienvenue", opens)),
            chapter("home", statement("home.words", "x", {"kind": "words", "text": "x"})),
            Chapter(
                slug="everywhere",
                title="Partout",
                everywhere=True,
                since=("login.opens-home",),
                until=("everywhere.out",),
                statements=(
                    statement(
                        "everywhere.out",
                        "Se déconnecter",
                        {"kind": "action", "label": "Se déconnecter", "to": "login"},
                    ),
                ),
            ),
        ),
    )
    slugs = ("login", "home", "home", "login", "home")
    pages = [page(number, slug) for number, slug in enumerate(slugs, start=1)]
    case = Case(guide, journal(*pages, *steps))
    found = subjects(guide.by_slug["everywhere.out"], case)
    return [one.number for _, one in found if isinstance(one, PageRecord)]


def test_pages_of_somebody_who_is_logged_in() -> None:
    """From the step that led there, to the one that ends it, a lost session, or nobody's window."""
    opened = step(1, led_to=1, verb="open")
    logged_in = step(2, on=1, led_to=2, trying=("login.opens-home",))
    goes_on = step(3, on=2, led_to=3)
    logged_out = step(4, on=3, led_to=4, statement="everywhere.out")
    after = step(5, on=4, led_to=5)
    assert _signed_in(opened, logged_in, goes_on, logged_out, after) == [2, 3]
    lost = step(4, on=3, led_to=4, verb="forget")
    assert _signed_in(opened, logged_in, goes_on, lost, after) == [2, 3]
    refused = step(2, on=1, led_to=4, trying=("login.opens-home",))
    assert _signed_in(opened, refused, goes_on) == []
    others = goes_on.model_copy(update={"visitor": "B"})
    assert _signed_in(opened, logged_in, others) == [2]
    window = goes_on.model_copy(update={"visitor": "A/2"})
    assert _signed_in(opened, logged_in, window) == [2, 3]


def test_it_is_no_page() -> None:
    """It is neither recognised nor drawn, and its link can be followed from each page."""
    guide, one = _guide(HELP, not_on=["login"])
    assert [it.slug for it in signatures(guide)] == ["home", "help", "login"]
    assert "everywhere" not in {node.page for node in flow_graph(guide, ()).nodes}
    assert action_on(guide, "home", "Aide") == one


def test_a_field_of_every_page() -> None:
    """It is judged on each, and a scenario fills it in wherever it is."""
    claim = {"kind": "field", "label": "Recherche"}
    kept, broken = page(1, "home", field("Recherche")), page(2, "help", field("Nom"))
    assert _judged(claim, kept, broken) == [True, False]
    guide, one = _guide(claim, not_on=["login"])
    assert field_on(guide, "home", "Recherche") == one
    assert guide.labels("home") == ("Recherche",)
    with pytest.raises(GuideError):
        field_on(guide, "login", "Recherche")


OPTIONAL = {"kind": "field", "label": "accepter", "optional": True}


@pytest.mark.parametrize(
    "claim",
    [
        OPTIONAL,
        {"kind": "mark", "label": "accepter", "mark": "*"},
        {"kind": "option", "label": "accepter", "option": "oui"},
    ],
)
def test_a_field_that_is_there_only_sometimes(claim: dict[str, Any]) -> None:
    """What is said of it is judged on the pages where a scenario fills it in."""
    one = statement("home.it", "Selon l'état", claim)
    there = statement("home.accept", "Selon l'état", OPTIONAL)
    guide = Guide(digest=str(claim), chapters=(chapter("home", there, one),))
    records = (
        page(1, "home"),
        page(2, "home", field("accepter")),
        step(1, on=2, led_to=3, typed={"accepter": "on"}),
        page(3, "home"),
    )
    judged = [subject for _, subject in subjects(one, Case(guide, journal(*records)))]
    assert judged == [records[1]]
    assert not list(subjects(one, Case(guide, journal(*records[:2]))))
