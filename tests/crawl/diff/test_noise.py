"""What is another at each fetch is no difference, and what only looks like it is one."""

import pytest

from harness.crawl.diff.noise import (
    is_generated,
    steady,
    steady_fragment,
    steady_name,
    steady_query,
)
from tests.crawl.diff.drawn_pages import MemorySite, codes, compared

TITLE = "<title>Portail</title><h1>Le portail</h1><p>Bonjour à tous.</p>"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sun Nov 29 12:45:37 UTC 2026", "Mon Nov 30 08:01:02 UTC 2026"),
        ("Sun, 29 Nov 2026 12:45:37 GMT", "Mon, 30 Nov 2026 01:45:37 GMT"),
        ("le dimanche 29 novembre 2026 à 12h45", "le lundi 30 novembre 2026 à 9h05"),
        ("Le 29/11/2026, il est 12:45", "Le 30/11/2026, il est 9:05"),
        ("2026-11-29T12:45:37.123Z", "2026-11-30T02:45:37.003Z"),
        ("November 29, 2026 at 3:04 PM", "December 1, 2026 at 11:14 AM"),
        ("1er décembre 2026", "2 décembre 2026"),
        ("Heure : 12:45:59", "Heure : 12:46:01"),
        ("Session 3f9a1c77d2e84b60aa12", "Session 11aa1c77d2e84b60aa12"),
        ("© 2010-2025 Caisse", "© 2010-2026 Caisse"),
        ("Copyright 2025 Caisse", "Copyright 2026 Caisse"),
        ("3 visiteurs sont en ligne", "1 visiteur est en ligne"),
        ("Visites : 12 345", "Visites : 9 876"),
        ("Fiche consultée 8 fois", "Fiche consultée 1.234 fois"),
        ("Page générée en 0,3 s", "Page générée en 120 ms"),
        ("Mis à jour il y a 2 heures", "Mis à jour il y a 35 minutes"),
        ("You are visitor no. 00123", "You are visitor no. 00124"),
        ("Rendered in 12 ms, 4 SQL queries", "Rendered in 9.5 ms, 7 SQL queries"),
        ("Posted 3 days ago", "Posted 4 days ago"),
        ("Build df2a57d", "Build 710984a"),
        ("v711f9224cb433e56", "v0e5d55c34db7316d"),
        ("Serveur : web1", "Serveur : web12"),
    ],
)
def test_moments_and_generated_words_are_the_same(one: str, other: str) -> None:
    """Dates, times, identifiers of sessions, the year of a copyright."""
    assert steady(one) == steady(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ouvert de 9h à 17h", "Ouvert de 10h à 17h"),
        ("La session dure 30 minutes", "La session dure 15 minutes"),
        ("Tarif : 12,50 €", "Tarif : 15,50 €"),
        ("Téléphone 02 31 45 67 89", "Téléphone 02 31 45 67 88"),
        ("Depuis 1998", "Depuis 1999"),
        ("Il y a 3 pièces à fournir", "Il y a 4 pièces à fournir"),
        ("Salle pour 30 visiteurs", "Salle pour 40 visiteurs"),
        ("Réponse sous 8 jours", "Réponse sous 9 jours"),
        ("Limite : 2 visites par mois", "Limite : 3 visites par mois"),
        ("Article L351-2", "Article L351-3"),
        ("Version 4.2", "Version 4.3"),
        ("SIRET 12345678901234", "SIRET 12345678901235"),
    ],
)
def test_numbers_that_say_something_are_compared(one: str, other: str) -> None:
    """Hours, prices, telephone numbers, years, references."""
    assert steady(one) != steady(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "<a href='/a;jsessionid=AB12CD34EF56'>A</a>",
            "<a href='/a;jsessionid=ZZ12CD34EF99'>A</a>",
        ),
        ("<a href='/a?t=1701234567'>A</a>", "<a href='/a?t=1701239999'>A</a>"),
        (
            "<form><input type=hidden name=_a1b2c3d4e5>",
            "<form><input type=hidden name=_f9e8d7c6b5>",
        ),
        (
            "<form><input type=hidden name=k value=e1s2_3f9a1c77d2e84b60aa12><button>x</button>",
            "<form><input type=hidden name=k value=e7s1_4b60aa123f9a1c77d2e8><button>x</button>",
        ),
        ("<form><button name=k value=3f9a1c77d2e8>", "<form><button name=k value=4f9a1c77d2e8>"),
        ("<form><select name=d><option>29/11/2026", "<form><select name=d><option>30/11/2026"),
        ("<img alt='' src='/captcha.php?id=1'>", "<img alt='' src='/captcha.php?id=2'>"),
        ("<label for=a1>N</label><input id=a1>", "<label for=z9>N</label><input id=z9>"),
        ("<p id=a class='b c'>x</p>", "<p class='c b' id=z>\n x \n</p>"),
    ],
)
def test_a_later_fetch_of_the_same_page_has_no_difference(one: str, other: str) -> None:
    """Whatever the server makes for each fetch, and however the mark-up is written."""
    sites = [MemorySite("http://o.example", {"/": TITLE + html}) for html in (one, other)]
    assert codes(compared(*sites)) == []


def test_generated_parts_of_names_and_addresses_are_replaced() -> None:
    """And nothing else of them."""
    assert steady_name("f_a1b2c3d4e5[nom]") == "f_…[nom]"
    assert steady_name("adresse_1") == "adresse_1"
    assert steady_query("/a?page=contact&token=x1") == "/a?page=contact&token=%E2%80%A6"
    assert steady_query("/a?page=article-12") == "/a?page=article-12"
    assert (steady_fragment("id12"), steady_fragment("index-7")) == ("id", "index-")
    assert steady_fragment("migrating-1-5-0") == "migrating-1-5-0"
    assert not is_generated("contact")
