from collections.abc import Sequence

import pytest

from harness.model.page import Field, Page, Text
from harness.page.classify import Classification, PageClassifier, Signature
from harness.page.extract import extract

COMMON = ("Conditions générales d'utilisation", "Retour accueil")
SEARCH = Signature(
    slug="search",
    headings=("Recherche de votre code identifiant",),
    texts=("Saisie en majuscules", "* Champs obligatoires"),
    fields=("Numéro SIRET", "Numéro BCR", "Numéro de contrat", "Votre Nom", "Prénom"),
    buttons=("rechercher", "Annuler"),
    links=COMMON,
)
REGENERATE = Signature(
    slug="regenerate",
    headings=("Regénérer votre code confidentiel",),
    texts=("Votre identifiant est renseigné automatiquement", "* Champs obligatoires"),
    fields=("Votre Nom", "Votre Prénom", "Code identifiant", "Adresse e-mail", "Réponse"),
    buttons=("Générer le code confidentiel", "Annuler"),
    links=COMMON,
)
CERTIFICATION = Signature(
    slug="certification",
    headings=("Régénération du code confidentiel",),
    texts=("Veillez noter le code de certification",),
    buttons=("Terminer",),
    links=("Cliquez ici pour entendre la version sonore", *COMMON),
)
CHOICE = Signature(slug="choice", headings=("Codes perdus",), links=("annuler", *COMMON))
SIGNATURES = (SEARCH, REGENERATE, CERTIFICATION, CHOICE)
FRAME = "<a href=c>Conditions générales d'utilisation</a> <a href=r>Retour accueil</a>"


def classified(page: Page, signatures: Sequence[Signature], **settings: float) -> Classification:
    """What a page is taken for."""
    return PageClassifier(signatures, **settings).classify(page)


def page(html: str) -> Page:
    """The page of a document."""
    return extract(html, url="https://portal.example/")


def document(signature: Signature) -> str:
    """A document that holds all that a signature names."""
    fields = "".join(f"<p>{label} * : <input></p>" for label in signature.fields)
    buttons = "".join(f"<button>{label}</button>" for label in signature.buttons)
    links = "".join(f"<p><a href=x>{label}</a></p>" for label in signature.links)
    texts = "".join(f"<p>{text}</p>" for text in signature.texts)
    headings = "".join(f"<h1>{text}</h1>" for text in signature.headings)
    return f"{headings}{texts}<form>{fields}{buttons}</form>{links}"


class TestRecognise:
    """A page is taken for the page of the guide that it resembles most."""

    @pytest.mark.parametrize("signature", SIGNATURES, ids=lambda one: one.slug)
    def test_own_page(self, signature: Signature) -> None:
        """A page that keeps all promises is known for sure."""
        found = classified(page(document(signature)), SIGNATURES)
        assert found.slug == signature.slug
        assert found.score == pytest.approx(1.0)

    @pytest.mark.parametrize("signature", SIGNATURES[:3], ids=lambda one: one.slug)
    def test_broken_heading(self, signature: Signature) -> None:
        """A wrong heading does not bar recognition."""
        html = document(signature.model_copy(update={"headings": ("Bienvenue",)}))
        assert classified(page(html), SIGNATURES).slug == signature.slug

    @pytest.mark.parametrize("signature", SIGNATURES, ids=lambda one: one.slug)
    def test_heading_that_is_none(self, signature: Signature) -> None:
        """In 2010 a heading was a bold word in a cell."""
        html = document(signature).replace("h1>", "b>")
        assert classified(page(html), SIGNATURES).slug == signature.slug

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("rechercher", "Lancer la recherche"),
            ("Numéro SIRET", "No SIRET"),
            ("<p>Votre Nom * : <input></p>", ""),
            ("Saisie en majuscules", ""),
            ("Recherche de", "Recherchez"),
            ("<p>Prénom * : <input></p>", "<p>Téléphone : <input></p>"),
        ],
    )
    def test_one_defect(self, old: str, new: str) -> None:
        """A renamed button, a lost field, a missing text do not bar recognition."""
        html = document(SEARCH)
        assert old in html
        assert classified(page(html.replace(old, new)), SIGNATURES).slug == "search"

    def test_title_stands_for_a_heading(self) -> None:
        """The window's title counts."""
        html = "<title>Codes perdus - Espace personnalisé</title><a href=x>annuler</a>"
        assert classified(page(html), SIGNATURES).slug == "choice"

    @pytest.mark.parametrize(
        "html",
        [
            "",
            "<h1>Erreur 500</h1><p>Internal Server Error</p>",
            f"<h1>Page introuvable</h1><p>Cette page n'existe pas.</p>{FRAME}",
            f"<h1>Service indisponible</h1><button>Annuler</button>{FRAME}",
            "<form><p>Nom <input></p><p>Message <textarea></textarea></p><button>Envoyer</button>",
            f"<h1>Erreur</h1><p>* Champs obligatoires</p>{FRAME}",
            f"<title>Codes perdus : erreur</title><h1>Page introuvable</h1>{FRAME}",
            f"<h1>Aide</h1><h2>Si la page Codes perdus ne vous aide pas, appelez-nous</h2>{FRAME}",
        ],
    )
    def test_unknown_page(self, html: str) -> None:
        """An error page in the portal's own frame is no page of the guide."""
        found = classified(page(html), SIGNATURES)
        assert (found.slug, set(found.scores)) == (None, {one.slug for one in SIGNATURES})

    def test_outcome_with_ways_to_other_pages(self) -> None:
        """Links alone do not make another page of one that has the heading of the form before."""
        home = Signature(slug="home", texts=("Bienvenue",), links=("Mon espace", "Accueil"))
        links = "<a href=/>Accueil</a> <a href=/m>Mon espace</a>"
        title = f"<h1>{SEARCH.headings[0]}</h1>"
        assert classified(page(links), (home, *SIGNATURES)).slug == "home"
        assert classified(page(title + links), (home, *SIGNATURES)).slug is None
        seen = page(f"{title}{links}<p>Bienvenue</p>")
        assert classified(seen, (home, *SIGNATURES)).slug == "home"

    def test_form_without_its_fields(self) -> None:
        """A form that has none of its fields is less of that page than one that has some."""
        whole = document(SEARCH)
        bare = document(SEARCH.model_copy(update={"fields": ()}))
        one = document(SEARCH.model_copy(update={"fields": SEARCH.fields[:1]}))
        scores = [
            classified(page(html), SIGNATURES).scores["search"] for html in (whole, one, bare)
        ]
        assert scores == sorted(scores, reverse=True)
        assert scores[2] < scores[1] / 1.5

    def test_search_field_of_the_frame(self) -> None:
        """A search field in the portal's frame is nothing strange."""
        html = document(CERTIFICATION) + "<form><label>Rechercher <input name=q></label></form>"
        assert classified(page(html), SIGNATURES).score > 0.9

    def test_the_only_field_renamed(self) -> None:
        """A form of one field is known by the rest of it when that field is called otherwise."""
        login = Signature(
            slug="code",
            headings=("Code de certification",),
            fields=("Code de certification",),
            links=("Je valide", "Annuler"),
        )
        html = (
            "<h1>Code de certification</h1><form><label>Code reçu <input name=c></label>"
            "<button>Je valide</button><a href=x>Annuler</a></form>"
        )
        assert classified(page(html), (*SIGNATURES, login)).slug == "code"

    def test_link_in_place_of_a_button(self) -> None:
        """A button made a link is found all the same."""
        html = document(SEARCH).replace("<button>rechercher</button>", "<a href=x>rechercher</a>")
        assert classified(page(html), SIGNATURES).score > 0.9

    def test_common_things_weigh_less(self) -> None:
        """What stands on every page tells little."""
        found = classified(page(FRAME), SIGNATURES)
        assert max(found.scores.values()) < 0.2

    def test_ties_are_stable(self) -> None:
        """Of two equal pages the first one given is taken."""
        twin = SEARCH.model_copy(update={"slug": "twin"})
        assert classified(page(document(SEARCH)), (SEARCH, twin)).slug == "search"
        assert classified(page(document(SEARCH)), (twin, SEARCH)).slug == "twin"

    def test_threshold(self) -> None:
        """How alike is alike enough is for the caller to say."""
        html = page("<title>Codes perdus</title>")
        assert classified(html, SIGNATURES, threshold=0.99).slug is None
        assert classified(html, SIGNATURES, threshold=0.1).slug == "choice"

    @pytest.mark.parametrize("signatures", [(), (Signature(slug="empty"),)])
    def test_nothing_to_know(self, signatures: tuple[Signature, ...]) -> None:
        """Without words nothing is recognised."""
        found = PageClassifier(signatures).classify(page(document(SEARCH)))
        assert (found.slug, found.score) == (None, 0.0)

    def test_one_signature_alone(self) -> None:
        """A single page is known as well; nothing is common to one."""
        assert classified(page(document(SEARCH)), (SEARCH,)).slug == "search"


TERMS = Signature(slug="terms", headings=("Conditions générales d'utilisation",))
SPACE = Signature(slug="space", headings=("Mon espace personnalisé",), links=("Se déconnecter",))


class TestNone:
    """A page that is none of the guide's is taken for none."""

    @pytest.mark.parametrize("mark", ["<a href=x>{}</a>", "<p><a href=x>{}</a></p>", "<button>{}"])
    def test_a_link_is_no_heading(self, mark: str) -> None:
        """A footer with the name of a page is not that page."""
        html = f"<h1>Membres</h1>{mark.format(TERMS.headings[0])}"
        assert classified(page(html), (*SIGNATURES, TERMS)).slug is None

    def test_a_longer_heading_is_another(self) -> None:
        """The words within another phrase do not name the page."""
        html = "<h1>ACCÈS À MON ESPACE PERSONNALISÉ ></h1><p>Code inconnu.</p>"
        assert classified(page(html), (*SIGNATURES, SPACE)).slug is None

    @pytest.mark.parametrize("heading", ["Étape 5 : {}", "{} – Portail", "Portail | {}", "{} (EP)"])
    def test_a_part_of_a_heading_names_it(self, heading: str) -> None:
        """Parts are apart by a colon, a dash or a bar."""
        html = f"<h1>{heading.format(SPACE.headings[0])}</h1><a href=x>Se déconnecter</a>"
        assert classified(page(html), (*SIGNATURES, SPACE)).slug == "space"

    def test_one_thing_alone_is_not_enough(self) -> None:
        """A button of a page, on a page that shows nothing else of it."""
        sparse = Signature(slug="sparse", buttons=("Continuer",), texts=("Une phrase du guide",))
        html = "<h1>Autre chose</h1><button>Continuer</button>"
        assert classified(page(html), (sparse,)).slug is None

    def test_one_sentence_is_enough_where_the_page_has_no_more(self) -> None:
        """A page that the guide knows by one short sentence is recognised by it."""
        short = Signature(slug="short", texts=("Le code est perdu.",))
        html = "<h1>Autre chose</h1><p>Désolé. Le code est perdu. Recommencez.</p>"
        assert classified(page(html), (*SIGNATURES, short)).slug == "short"
        assert classified(page("<p>Le code est à jour.</p>"), (*SIGNATURES, short)).slug is None


class TestHints:
    """A target file tells by what else a page is known."""

    HINTED = SEARCH.model_copy(
        update={"address": "https://portal.example/recherche*", "marker": "Trouver mon code"}
    )

    def taken_for(self, html: str, url: str, status: int = 200) -> str | None:
        """The page that a document is taken for."""
        seen = extract(html, url=url, status=status)
        return PageClassifier([REGENERATE, self.HINTED]).classify(seen).slug

    def test_what_fits_is_that_page(self) -> None:
        """Whatever else its words are; with what follows the path, or without."""
        for url in ("https://portal.example/recherche", "https://portal.example/recherche.do?x=1"):
            assert self.taken_for("<h1>Bonjour</h1><p>Trouver mon code</p>", url) == "search"

    @pytest.mark.parametrize(("status", "slug"), [(404, "search"), (200, None), (500, None)])
    def test_a_page_that_comes_with_an_error(self, status: int, slug: str | None) -> None:
        """Only with the status that the target file gives it."""
        url, html = "https://portal.example/recherche", "<p>Trouver mon code</p>"
        hinted = self.HINTED.model_copy(update={"status": 404})
        seen = extract(html, url=url, status=status)
        assert PageClassifier([REGENERATE, hinted]).classify(seen).slug == slug

    def test_both_must_fit(self) -> None:
        """Another address, no marker, or an error: the guide's words decide as ever."""
        here, words = "https://portal.example/recherche", "<p>Trouver mon code</p>"
        assert self.taken_for(words, "https://portal.example/autre") is None
        assert self.taken_for("<p>Autre chose</p>", here) is None
        assert self.taken_for(words, here, status=500) is None
        heading = "<h1>Recherche de votre code identifiant</h1>"
        fields = "".join(f"<label>{name}<input></label>" for name in SEARCH.fields)
        assert self.taken_for(heading + fields, "https://portal.example/autre") == "search"

    @pytest.mark.parametrize(
        "html",
        [
            "<button>Trouver mon code</button>",
            "<input type=submit value='Trouver mon code'>",
            "<a href=t>Trouver mon code !</a>",
            "<a href=t><img src=t.png alt='Trouver mon code'></a>",
            "<label>Trouver mon code <input></label>",
            "<p role=alert>Trouver mon code</p>",
            "<input name=n value='Trouver mon code'>",
        ],
    )
    def test_a_marker_is_whatever_a_reader_sees(self, html: str) -> None:
        """The words of a button, a link, a field or a message too; not what is hidden."""
        here = "https://portal.example/recherche"
        assert self.taken_for(html, here) == "search"
        for hidden in (f"<div hidden>{html}</div>", html.replace("Trouver", "Chercher")):
            assert self.taken_for(f"<p>Bonjour</p>{hidden}", here) is None
        assert self.taken_for("<input type=hidden value='Trouver mon code'>", here) is None
        other = CHOICE.model_copy(update={"not_marker": "Trouver mon code"})
        assert classified(page(document(CHOICE) + html), (SEARCH, other)).slug is None

    def test_a_score_stays_a_share(self) -> None:
        """A hint makes sure; it is no more than whole."""
        seen = extract("<p>Trouver mon code</p>", url="https://portal.example/recherche")
        assert PageClassifier([self.HINTED]).classify(seen).score == 1.0


NAVIGATION = Signature(slug="home", links=("Nouveau ticket", "Base", "Connexion"))
ARTICLES = Signature(slug="articles", headings=("Messagerie",), links=("Boîte pleine", "Créer"))
FRAMED = f"{document(NAVIGATION)}<h1>Messagerie</h1><a href=c>Créer</a>"


@pytest.mark.parametrize("link", ["<button>Boîte pleine</button>", "<a href=b>La boîte pleine</a>"])
def test_a_page_that_has_another_address(link: str) -> None:
    """The links of the home page stand on every page: its address speaks against it elsewhere."""
    home = NAVIGATION.model_copy(update={"address": "https://portal.example/"})
    for url, slug in (
        ("https://portal.example/m", "articles"),
        ("https://portal.example/", "home"),
    ):
        seen = extract(FRAMED + link, url=url)
        assert classified(seen, (home, ARTICLES)).slug == slug
        assert classified(seen, (NAVIGATION, ARTICLES)).slug == "home"
    alone = extract(document(NAVIGATION), url="https://portal.example/m")
    assert classified(alone, (home, ARTICLES)).slug == "home"


@pytest.mark.parametrize(("status", "slug"), [(200, "home"), (403, None), (404, None)])
def test_an_error_at_another_address(status: int, slug: str | None) -> None:
    """A page that keeps somebody out has links of the home page; a refused form comes whole."""
    home = NAVIGATION.model_copy(update={"address": "https://portal.example/"})
    most = document(NAVIGATION).replace("Nouveau ticket", "x")
    for html, found in ((most, slug), (document(NAVIGATION), "home")):
        seen = extract(html, url="https://portal.example/m", status=status)
        assert classified(seen, (home, ARTICLES)).slug == found


def test_a_missing_sentence_does_not_tip_it_over() -> None:
    """The heading and all that one can do there are there; of another page, its links alone."""
    told = ("Ma boîte est pleine, que faire alors", "Supprimez les courriels", "Videz la corbeille")
    articles = ARTICLES.model_copy(update={"texts": told})
    other = Signature(slug="other", links=("Base", "Connexion", "Aide"))
    seen = page(f"{FRAMED}<a href=b>Boîte pleine</a><p>Gardez tout</p>")
    assert classified(seen, (other, articles)).slug == "articles"
    assert classified(seen, (other, articles)).scores["articles"] == 1.0
    assert classified(page("<h1>Messagerie</h1>"), (other, articles)).scores["articles"] < 1.0


def test_the_heading_of_another_page_is_not_nearly_this_one() -> None:
    """Two pages whose headings share most words are told apart by the exact one."""
    ask = Signature(slug="ask", headings=("Réinitialisation du mot de passe",), fields=("Adresse",))
    sent = Signature(slug="sent", headings=("Message de réinitialisation du mot de passe envoyé",))
    shown = Page(
        url="http://p.example/",
        texts=(Text(text="Réinitialisation du mot de passe", kind="heading", level=1),),
        fields=(Field(label="Courrier"),),
    )
    assert PageClassifier([ask, sent]).classify(shown).slug == "ask"


@pytest.mark.parametrize("hint", [{"not_address": "*/err*"}, {"not_marker": "Votre demande"}])
def test_what_the_target_file_says_a_page_is_not(hint: dict[str, str]) -> None:
    """However much its words are those of the page: a refusal is no personal space."""
    html = document(CHOICE) + "<p>Votre demande est refusée</p>"
    named = (SEARCH, REGENERATE, CHOICE.model_copy(update=hint))
    refusal = extract(html, url="https://portal.example/err/1")
    other = extract(document(CHOICE), url="https://portal.example/choice")
    assert classified(refusal, SIGNATURES).slug == "choice"
    assert classified(refusal, named).slug is None
    assert classified(other, named).slug == "choice"


def test_a_page_with_nothing_of_its_own_is_not_that_page() -> None:
    """The heading begins like that of step 1, and the links are those of each page."""
    own = CHOICE.model_copy(
        update={
            "texts": ("En fonction de votre situation, cliquez sur l'un des choix",),
            "links": ("annuler", "cliquez ici", *COMMON),
        }
    )
    signatures = (SEARCH, REGENERATE, CERTIFICATION, own)
    who = "<p>Demandez à un administrateur de votre établissement.</p>"
    told = page(f"<h1>Codes perdus : utilisateur</h1>{FRAME}{who}")
    assert classified(told, signatures).slug is None
    choices = page(f"<h1>Codes perdus : utilisateur</h1>{FRAME}<a href=1>cliquez ici</a>")
    assert classified(choices, signatures).slug == "choice"


def test_the_same_heading_without_anything_to_do() -> None:
    """A page of advice has the words of a choice, and none of its links: it is another one."""
    choice = Signature(
        slug="choice",
        headings=("Codes perdus",),
        texts=("Vous êtes utilisateur", "Vous êtes administrateur", "Faites votre choix"),
        links=("cliquez ici", *COMMON),
    )
    said = f"<h1>Codes perdus</h1>{FRAME}<p>Vous êtes utilisateur : voyez un administrateur.</p>"
    for more, slug in (("", None), ("<p>Codes : <a href=1>cliquez ici</a></p>", "choice")):
        page = extract(said + more, url="http://portal.example/")
        assert classified(page, (choice, SEARCH)).slug == slug


def test_a_page_whose_only_link_is_called_otherwise() -> None:
    """Its heading is enough: there is too little of its own to miss."""
    space = Signature(slug="space", headings=("Mon espace",), links=("Se déconnecter", *COMMON))
    page = extract(f"<h1>Mon espace</h1>{FRAME}<a href=1>Sortir</a>", url="http://portal.example/")
    assert classified(page, (space, SEARCH)).slug == "space"


SPACE = Signature(
    slug="space",
    headings=("Mon espace",),
    links=("Se déconnecter",),
    others={"Mon espace": ("Espace client",), "Se déconnecter": ("Quitter",)},
    never=("Non connecté",),
)


def test_other_wordings_of_a_page_are_its_own() -> None:
    """A heading, a link or a part of the window's title in another wording of the guide."""
    assert classified(page("<h1>Espace client</h1>"), (*SIGNATURES, SPACE)).slug == "space"
    titled = page("<title>Espace client - Caisse</title><p>Bonjour</p><a href=x>Quitter</a>")
    assert classified(titled, (*SIGNATURES, SPACE)).slug == "space"


@pytest.mark.parametrize(
    ("html", "slug"),
    [
        ("<h1>Espace client</h1><p>Non connecté", None),
        ("<h1>Espace client</h1><p>Non connecté <a href=x>Se connecter</a>", None),
        ("<h1>Espace client</h1><p>Non connecté <a href=x>Se déconnecter</a>", "space"),
        ("<h1>Mon espace</h1><p>Non connecté", "space"),
    ],
)
def test_words_that_never_stand_on_a_page(html: str, slug: str | None) -> None:
    """They say that it is another one, unless its heading or its own link stands there too."""
    assert classified(page(html), (*SIGNATURES, SPACE)).slug == slug


def test_short_links_of_its_own_are_no_page() -> None:
    """« Accueil » and « En savoir + » stand on pages of every kind."""
    home = Signature(
        slug="home",
        texts=("Pour vous connecter, cliquez sur", "Bienvenue sur le portail des employeurs"),
        links=("Accueil", "Plus +", "Mon compte employeur"),
    )
    links = "<a href=a>Accueil</a> <a href=b>Plus +</a>"  # two words of five
    assert classified(page(links), (*SIGNATURES, home)).slug is None
    texts = "".join(f"<p>{text}</p>" for text in home.texts)
    whole = page(f"{links}{texts}<a href=c>Mon compte employeur</a>")
    assert classified(whole, (*SIGNATURES, home)).slug == "home"


def test_half_of_a_page_at_another_address() -> None:
    """It is none: the form alone that a refusal shows again is not the page that has two."""
    fields = ("Nom", "Code", "Adresse", "Ville", "Pays", "Téléphone", "Service", "Motif", "Jour")
    home = Signature(slug="home", fields=fields, address="http://portal.example/")
    shown = tuple(Field(label=one, name=one) for one in fields[:4])
    here, there = (Page(url=f"http://portal.example{path}", fields=shown) for path in ("/", "/new"))
    assert classified(here, [home]).slug == "home"
    assert classified(there, [home]).slug is None


@pytest.mark.parametrize(
    ("html", "slug"),
    [
        ("<nav><a href=/>Accueil</a></nav><p>Jeton invalide.</p>", "invalid"),
        ("<p>Ce jeton invalide est refusé</p>", None),
        ("<h1>Connexion</h1><p>Jeton invalide</p><label>Nom<input></label>", "login"),
    ],
)
def test_a_page_with_short_words_alone(html: str, slug: str | None) -> None:
    """A text that is nothing but these makes it that page, if it is no other."""
    login = Signature(slug="login", headings=("Connexion",), fields=("Nom",))
    invalid = Signature(slug="invalid", brief=("Jeton invalide",))
    assert classified(page(html), [invalid, login]).slug == slug


DIALOG = (
    "<div id=bill class='modal fade' role=dialog{}><h3>Facture</h3><label>Quoi ?<input></label>"
)
DIALOG += "<label>Combien ?<input></label><button>Valider</button></div>"


@pytest.mark.parametrize(
    ("opener", "more", "slug"),
    [
        ("<a href=/add data-toggle=modal data-target='#bill'>Nouvelle facture</a>", "", "project"),
        ("<a href=/add data-toggle=modal data-target='#bill'>x</a>", " aria-modal=true", "bill"),
        ("<a href=# data-toggle=modal data-target='#bill'>x</a>", "", "bill"),
        ("<a href=/add>Nouvelle facture</a>", "", "bill"),
    ],
)
def test_the_form_of_a_dialog_that_a_button_opens(opener: str, more: str, slug: str) -> None:
    """Without a layout nothing hides it; it has a page of its own, if the link leads to one."""
    bill = Signature(slug="bill", fields=("Quoi ?", "Combien ?"), buttons=("Valider",))
    project = Signature(slug="project", links=("Inviter", "Soldes", "Statistiques", "Rembourser"))
    links = "<a href=/a>Inviter</a><a href=/b>Soldes</a><a href=/c>Statistiques</a>"
    assert classified(page(links + opener + DIALOG.format(more)), [bill, project]).slug == slug


class TestOpenWords:
    """What the guide leaves open in a heading may be anything on the page."""

    ORDER = Signature(slug="order", headings=("Ordre #{any:number}",))
    SIGNATURES = (
        ORDER,
        Signature(slug="orders", headings=("Historique",), fields=("Rue",)),
        Signature(slug="done", headings=("Ordre #{any:number} : confirmation",)),
    )

    @pytest.mark.parametrize(
        ("html", "slug"),
        [
            ("<h1>Ordre #100004</h1>", "order"),
            ("<title>Ordre #100004 | La Mercerie</title><h1>Ordre #100004</h1>", "order"),
            ("<h1>La Mercerie : Ordre #100004</h1>", "order"),
            ("<h1>Ordre #100004 : confirmation</h1>", "done"),
            ("<h1>Ordre #</h1>", None),
            ("<h1>Vos ordres</h1>", None),
        ],
    )
    def test_a_number_in_a_heading(self, html: str, slug: str | None) -> None:
        """A page is known by a heading whose number differs from run to run."""
        assert classified(page(html), self.SIGNATURES).slug == slug

    def test_nothing_but_open_words(self) -> None:
        """A heading that the guide leaves open as a whole speaks for no page."""
        product = Signature(slug="product", headings=("{any:name}",), fields=("Quantité", "Taille"))
        html = "<h1>Fil</h1><label>Quantité <input></label><label>Taille <input></label>"
        found = classified(page(html), (*self.SIGNATURES, product))
        assert (found.slug, found.score) == ("product", 1.0)


class TestOptional:
    """What a page may lack costs it nothing."""

    BASKET = Signature(slug="basket", headings=("Panier",), fields=("Quantité",))
    PREVIEW = Signature(
        slug="preview", headings=("Aperçu de la commande",), buttons=("Passer commande",)
    )

    def test_a_missing_optional_field(self) -> None:
        """Without it, the page is as sure as with it; needed, it costs the page a part."""
        optional = self.BASKET.model_copy(update={"optional": ("Quantité",)})
        html = "<h1>Panier</h1>"
        field = "<label>Quantité <input></label>"
        assert classified(page(html), (optional, self.PREVIEW)).score == 1.0
        assert classified(page(html + field), (optional, self.PREVIEW)).score == 1.0
        assert classified(page(html), (self.BASKET, self.PREVIEW)).score < 0.5

    def test_a_whole_heading_beats_one_that_is_nearly_there(self) -> None:
        """The heading of one page, word for word, weighs more than one that is like another's."""
        html = "<h1>Panier</h1><h3>Total de la commande</h3>"
        assert classified(page(html), (self.BASKET, self.PREVIEW)).slug == "basket"
        html = "<h3>Total de la commande</h3><button>Passer commande</button>"
        assert classified(page(html), (self.BASKET, self.PREVIEW)).slug == "preview"
