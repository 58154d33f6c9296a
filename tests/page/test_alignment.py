"""What stands on a portal's page in the place of the guide's words, though none is the same."""

from harness.page.alignment import align, align_lines, alignments
from harness.page.extract import extract
from tests.builders import GUIDE

LINES = [vars(s.claim)["beside"] for s in GUIDE.on("lost-codes") if vars(s.claim).get("beside")]
CLICK = ("cliquez ici", "ici")
OTHER = """<h1>Retrouver votre nom</h1><form>
<fieldset><legend>La structure</legend>
<p><label>Immatriculation * <input name=siret></label></p>
<p><label>Référence ** <input name=bcr></label></p>
<p><label>Convention ** <input name=contract></label></p></fieldset>
<p><label>Nom de famille * <input name=last></label></p>
<p><label>Nom de baptême * <input name=first></label></p>
<button>Trouver</button><button>Abandonner</button></form>"""


def aligned(page: str, html: str) -> dict[tuple[str, str], str]:
    """What stands in the place of the guide's words on a page."""
    return align(GUIDE.on(page), extract(html, url="http://portal.example/"))


def test_fields_and_buttons_by_their_order_and_kind() -> None:
    """No word is the guide's; the form is."""
    found = aligned("search", OTHER)
    assert found["search.siret", "Numéro SIRET"] == "Immatriculation"
    assert found["search.contract", "Numéro de contrat"] == "Convention"
    assert found["search.first-name", "Prénom"] == "Nom de baptême"
    assert found["search.submit", "rechercher"] == "Trouver"
    assert found["search.heading", "Recherche de votre code identifiant"] == "Retrouver votre nom"


def test_a_line_and_its_link() -> None:
    """The guide names a link by its line: both have words here."""
    html = "<h1>x</h1><ul><li>Secret perdu : <a href=a>ici</a></li></ul>"
    found = aligned("lost-codes", html)
    slugs = {
        slug for (slug, words), said in found.items() if (words, said) == ("cliquez ici", "ici")
    }
    assert "Secret perdu" in {found.get((slug, line)) for slug in slugs for line in LINES}


def test_nothing_stands_for_a_sentence_that_is_missing() -> None:
    """On a page that has the guide's words otherwise, another sentence is none of them."""
    said = [s.claim for s in GUIDE.on("search")]
    fields = [vars(c)["label"] for c in said if c.kind == "field"]
    html = "<h1>Recherche de votre code identifiant</h1><p>Caisse des Dépôts</p><form>"
    html += "".join(f"<p><label>{label} * <input></label></p>" for label in fields)
    html += "<button>rechercher</button><button>Annuler</button></form>"
    assert not [slug for slug, _ in aligned("search", html) if slug == "search.bcr.origin"]


def test_a_link_that_the_guide_names_elsewhere_stands_for_no_other() -> None:
    """The page has no « Annuler »: its link to the home page is none, nor proposed as one."""
    html = "<h1>Code de certification</h1><a href=/>Retour accueil cdc.retraites</a>"
    html += "<form><label>Code de certification * <input></label><button>Je valide</button></form>"
    page = extract(html, url="http://portal.example/")
    found = alignments(GUIDE).of("certification", page)
    assert ("certification.cancel", "Annuler") not in found
    other = extract(html.replace("Retour accueil cdc.retraites", "Abandonner"), url=page.url)
    found = alignments(GUIDE).of("certification", other)
    assert found["certification.cancel", "Annuler"] == "Abandonner"


def test_a_synonym_wins_over_a_part_of_another_kind() -> None:
    """« Abandonner » is a button where the guide has a link, and stands in the form."""
    html = f"<p><a href=/>Revenir</a> <a href=b>Aide</a></p>{OTHER}"
    assert aligned("search", html)["search.cancel", "Annuler"] == "Abandonner"


def test_the_button_that_sends_the_form() -> None:
    """It stands for the guide's, whatever it is called, and no link of a menu does."""
    html = "<a href=/espace>Espace personnalisé</a><h1>Code de certification</h1><form>"
    html += "<label>Code de certification * <input></label><button>Continuer</button>"
    html += "<a href=/>Annuler</a></form>"
    found = aligned("certification", html)
    assert found["certification.submit", "Je valide"] == "Continuer"


def test_the_lines_of_a_mail() -> None:
    """In their order."""
    said = "Voici votre code tout neuf :\n\nABC\n\nAu plaisir\n\nLe Service des pensions\n"
    found = align_lines(GUIDE.on("mail"), said)
    assert list(found.values())[:1] == ["Voici votre code tout neuf"]


def test_pages_with_the_same_words_are_aligned_once() -> None:
    """A run sees each page dozens of times; only hidden values differ."""
    known = alignments(GUIDE)
    one, other = (
        extract(OTHER + f"<input type=hidden name=token value={n}>", url=f"http://p.example/{n}")
        for n in (1, 2)
    )
    assert known.of("search", one) is known.of("search", other)
    assert known.of("search", one) == align(GUIDE.on("search"), one)
    assert known.of("regenerate", one) is not known.of("search", one)


FRAME = (
    "<ul><li><a href=#c>Aller à la recherche</a><li><a href=#f>Annuler</a></ul>"
    "<header><p>Espace de recherche des employeurs</p><form><label>Identifiant du site "
    "<input></label><button>Rechercher dans le site</button></form></header><main id=c>"
)
FOOTER = (
    "</main><footer id=f><p>Recherche et identification</p><a href=/p>Pied de page</a></footer>"
)


def test_header_and_footer_are_the_last_source_and_skip_links_are_none() -> None:
    """What stands around the content changes nothing where the content has words."""
    plain, framed = aligned("search", OTHER), aligned("search", FRAME + OTHER + FOOTER)
    assert {place: framed.get(place) for place in plain} == plain
    said = " ".join(framed.values())
    for words in ("Aller", "Pied", "Espace", "site", "identification"):
        assert words not in said


def test_the_header_says_what_the_content_does_not() -> None:
    """Where it means the same."""
    html = "<header><a href=/>Retour à l'accueil</a></header><main><h1>Codes perdus</h1></main>"
    found = aligned("lost-codes", html)
    assert [said for (_, words), said in found.items() if words.startswith("Retour accueil")] == [
        "Retour à l'accueil"
    ]


def test_a_link_with_a_name_of_the_guide_is_no_rewording_of_a_text() -> None:
    """The footer has the words; the link back to the home page is that link."""
    guide = [s for s in GUIDE.on("lost-codes") if s.slug != "lost-codes.frame.department"]
    texts = [vars(s.claim)["text"] for s in guide if "text" in vars(s.claim)]
    html = "<main>" + "".join(f"<p>{text}</p>" for text in texts)
    html += "<p><a href=/>Retour accueil cdc.retraites</a></main>"
    html += "<footer><p>Direction des retraites et de la solidarité</footer>"
    page = extract(html, url="http://portal.example/")
    found = alignments(GUIDE).of("lost-codes", page)
    said = found["lost-codes.frame.department", "RETRAITES ET SOLIDARITÉ"]
    assert said == "Direction des retraites et de la solidarité"


def _certification(more: str) -> dict[tuple[str, str], str]:
    html = f"<h1>Code de certification</h1>{more}<form><label>Code de certification * <input>"
    return aligned("certification", f"{html}</label><button>Je valide</button></form>")


def test_what_names_a_thing_in_a_table_stands_for_no_link() -> None:
    """Unless it means the same."""
    row = "<table><tr><td><a href=a>{}</a></td><td>3</td><td>Neuf</td></tr></table>"
    assert ("certification.cancel", "Annuler") not in _certification(row.format("Annuaire 4"))
    found = _certification(row.format("Abandonner"))
    assert found["certification.cancel", "Annuler"] == "Abandonner"


def test_among_many_links_order_says_nothing() -> None:
    """One of two may stand for the guide's; one of thirty must resemble it."""
    links = "".join(f"<p><a href=/{n}>Thème {n}</a></p>" for n in range(30))
    assert ("certification.cancel", "Annuler") not in aligned(
        "certification", f"<h1>Ici</h1>{links}"
    )


def test_a_link_with_an_icon_is_no_rewording_of_a_text_either() -> None:
    """The guide names it: a sign behind its words makes no other link of it."""
    page = extract(f"{OTHER}<p><a href=b>Annuler +</a></p>", url="http://portal.example/")
    found = alignments(GUIDE).of("search", page)
    texts = {said for (slug, words), said in found.items() if words != "Annuler"}
    assert not {"Annuler", "Annuler +"} & texts
