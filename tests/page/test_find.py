"""From the guide's words to the element on the page: the exact one, else the most alike."""

import pytest

from harness.core.text import contains_words
from harness.guide.claims import Action
from harness.model.page import Button, Field, Link, Page
from harness.page.extract import extract
from harness.page.find import around, find_action, find_field, is_labelled, only_submit_button

SEARCH = ("Numéro SIRET", "Numéro BCR", "Numéro de contrat", "Votre Nom", "Prénom")
REQUEST = ("Votre Nom", "Votre Prénom", "Code identifiant", "Adresse e-mail", "Réponse")


def _fields(*labels: str) -> Page:
    return Page(url="", fields=tuple(Field(label=label, name=label) for label in labels))


ROWS = """<table><tr><th>Demande</th><th>État</th><th></th></tr>
<tr><td>463. Onduleur</td><td>Ouvert</td><td><button name=a>Prendre</button></td></tr>
<tr><td>464. Écran</td><td>Ouvert</td><td><a href=x>Voir</a> <button name=b>Prendre</button>
</td></tr></table>"""


@pytest.mark.parametrize(
    ("beside", "name"),
    [("463. Onduleur", "a"), ("464. Écran", "b"), ("465. Souris", "")],
)
def test_a_button_by_the_row_of_its_table(beside: str, name: str) -> None:
    """By the words of any cell of it."""
    page = extract(ROWS, url="http://portal.example/")
    found = find_action(page, Action(kind="action", label="Prendre", beside=beside))
    assert (found.name if isinstance(found, Button) else "") == name


SAVES = """<button type="button" onclick="scripted()">Save</button>
<form id=a><label>Theme <input name=t></label><button name=a>Save</button></form>
<form id=b><label>E-Mail <input name=m></label><button name=b>Save</button></form>"""


@pytest.mark.parametrize(
    ("filled", "plain", "name"), [("", False, ""), ("", True, "a"), ("m", False, "b")]
)
def test_several_buttons_with_the_same_words(filled: str, *, plain: bool, name: str) -> None:
    """The one of the form that was filled in; without scripts, one that needs none."""
    page = extract(SAVES, url="http://portal.example/")
    form = next((field.form for field in page.fields if field.name == filled), "")
    claim = Action(kind="action", label="Save")
    found = find_action(page, claim, (claim,), "press", form=form, plain=plain)
    assert isinstance(found, Button)
    assert found.name == name


@pytest.mark.parametrize("apart", ["", " data-cp-apart=block"])
@pytest.mark.parametrize("label", ["JSON", "CSV"])
def test_one_of_several_links_of_a_line(apart: str, label: str) -> None:
    """By the words before all of them on their line, or on the line before."""
    card = "<div><h5><span{0}>{1}</span><span{0}><a href={1}1>JSON</a><a href={1}2>CSV</a></span>"
    html = "".join(f"{card.format(apart, name)}</h5></div>" for name in ("Ventes", "Achats"))
    seen = extract(html, url="http://portal.example/")
    for beside in ("Ventes", "Achats"):
        claim = Action(kind="action", label=label, beside=beside)
        found = find_action(seen, claim)
        assert isinstance(found, Link)
        assert found.href == f"{beside}{1 + (label == 'CSV')}"
        assert contains_words(around(seen, found), beside)
    gone = extract(html.replace("<a href=Ventes2>CSV</a>", ""), url="http://portal.example/")
    other = find_action(gone, Action(kind="action", label="CSV", beside="Ventes"))
    assert other is None or other.label != "CSV"


def test_the_first_wording_of_a_list_that_the_page_has() -> None:
    """Wherever a link or button with another wording stands."""
    claim = Action.model_validate({"kind": "action", "label": ["Attach file", "Attach another"]})
    html = "<a href=b>Attach another</a> <a href=a>Attach file</a>"
    for more, href in ((html, "a"), ("<a href=b>Attach another</a>", "b")):
        found = find_action(extract(more, url="http://portal.example/"), claim)
        assert isinstance(found, Link)
        assert found.href == href


def test_a_link_beside_a_form_that_was_filled_in() -> None:
    """It is no button of another form: it comes in its place."""
    html = '<a href="/help">Help</a><form><input name=n><button>Help</button></form>'
    page = extract(html, url="http://portal.example/")
    (field,) = page.fields
    found = find_action(page, Action(kind="action", label="Help"), (), "follow", form=field.form)
    assert isinstance(found, Link)


def test_a_link_that_needs_no_script() -> None:
    """Of two with the same words; the only one is found, whatever it needs."""
    scripted = '<a href="javascript:go()">Next</a>'
    claim = Action(kind="action", label="Next")
    for html, href in ((f"{scripted}<a href=/n>Next</a>", "/n"), (scripted, "javascript:go()")):
        found = find_action(extract(html, url="http://portal.example/"), claim, plain=True)
        assert isinstance(found, Link)
        assert found.href == href


class TestFields:
    """Fields by their labels."""

    @pytest.mark.parametrize("labels", [SEARCH, REQUEST])
    def test_the_exact_label_wins(self, labels: tuple[str, ...]) -> None:
        """However much the neighbours resemble it, in whatever order they stand."""
        for page in (_fields(*labels), _fields(*reversed(labels))):
            for label in labels:
                found = find_field(page, label, labels)
                assert found is not None
                assert found.label == label

    @pytest.mark.parametrize(
        ("label", "renamed"),
        [
            ("Numéro SIRET", "N° SIRET"),
            ("Adresse e-mail", "Adresse mail"),
            ("Votre Prénom", "Vos prénoms"),
            ("Code identifiant", "CODE IDENTIFIANT"),
        ],
    )
    def test_a_renamed_label_is_found_still(self, label: str, renamed: str) -> None:
        """So that the walk goes on, and only the label's statement fails."""
        found = find_field(_fields("Autre", renamed), label)
        assert found is not None
        assert found.label == renamed

    @pytest.mark.parametrize("labels", [SEARCH, REQUEST])
    def test_a_missing_field_is_not_its_neighbour(self, labels: tuple[str, ...]) -> None:
        """« Votre Nom » is not taken for the « Votre Prénom » that is not there."""
        for missing in labels:
            rest = [label for label in labels if label != missing]
            assert find_field(_fields(*rest), missing, labels) is None

    def test_a_remark_behind_the_label_is_no_part_of_it(self) -> None:
        """However long it is; the field without one is meant if there are both."""
        remarked = "Numéro SIRET (les quatorze chiffres de votre établissement)"
        found = find_field(_fields("Autre", remarked), "Numéro SIRET")
        assert found is not None
        assert found.label == remarked
        both = find_field(_fields(remarked, "Numéro SIRET"), "Numéro SIRET")
        assert both is not None
        assert both.label == "Numéro SIRET"

    @pytest.mark.parametrize("login_first", [True, False])
    def test_the_field_of_the_form_of_the_page(self, *, login_first: bool) -> None:
        """A login beside each page asks for the identifier, too."""
        login = (
            "<form><label>Code identifiant <input name=login></label><input type=password></form>"
        )
        fields = "".join(f"<label>{label} <input name='{label}'></label>" for label in REQUEST)
        form = f"<form>{fields}</form>"
        page = extract(login + form if login_first else form + login, url="http://x/")
        found = find_field(page, "Code identifiant", REQUEST)
        assert found is not None
        assert found.name == "Code identifiant"

    def test_hidden_fields_are_not_found(self) -> None:
        """Nobody can type into them."""
        unseen = Field(label="Prénom", visible=False), Field(label="Prénom", kind="hidden")
        assert find_field(Page(url="", fields=unseen), "Prénom") is None


def _action(label: str, beside: str = "") -> Action:
    return Action(kind="action", label=label, beside=beside)


class TestActions:
    """Links and buttons by their words."""

    def test_marks_and_arrows_aside(self) -> None:
        """« > Je suis administrateur » is a link « Je suis administrateur »."""
        page = Page(url="", links=(Link(label="> Je suis utilisateur"), Link(label="[ Annuler ]")))
        found = find_action(page, _action("annuler"))
        assert found is not None
        assert found.label == "[ Annuler ]"

    def test_a_button_as_well_as_a_link(self) -> None:
        """Whichever has the words."""
        page = Page(url="", links=(Link(label="Aide"),), buttons=(Button(label="Terminer"),))
        assert isinstance(find_action(page, _action("Terminer")), Button)
        assert isinstance(find_action(page, _action("Aide")), Link)

    def test_nothing_alike(self) -> None:
        """« Annuler » is not « Accueil »."""
        page = Page(url="", links=(Link(label="Accueil"),))
        assert find_action(page, _action("Annuler")) is None

    def test_the_words_on_it_count_as_its_name_does(self) -> None:
        """An accessible name that says more does not hide the words that everybody sees."""
        html = '<a href=/1 aria-label="En savoir + : le forum">En savoir +</a><a href=/2>Plan</a>'
        page = extract(html, url="http://portal.example/")
        assert [(one.label, one.drawn) for one in page.links] == [
            ("En savoir + : le forum", "En savoir +"),
            ("Plan", ""),
        ]
        for words in ("En savoir +", "En savoir + : le forum"):
            found = find_action(page, _action(words))
            assert found is not None
            assert is_labelled(found, words)

    def test_words_for_screen_readers_alone(self) -> None:
        """They are a part of the name, and not of the words on the link."""
        html = "<p>Code perdu : <a href=/1>cliquez ici<span class=fr-sr-only> (code)</span></a></p>"
        (link,) = extract(html, url="http://portal.example/").links
        assert (link.label, link.drawn) == ("cliquez ici (code)", "cliquez ici")
        assert is_labelled(link, "cliquez ici")
        html = "<a href=/1><span class=sr-only>Aide</span> Aide à la connexion</a>"
        (link,) = extract(html, url="http://portal.example/").links
        assert (link.label, link.drawn) == ("Aide Aide à la connexion", "Aide à la connexion")

    def test_links_in_closed_details_are_found(self) -> None:
        """A person opens them; not if they are hidden as well."""
        folded = "<details><summary>Plus</summary><a href=/1>Aide</a></details>"
        for html, count in ((folded, 1), (f"<div hidden>{folded}</div>", 0)):
            page = extract(html, url="http://portal.example/")
            assert (find_action(page, _action("Aide")) is not None) is bool(count)

    def test_invisible_links_are_not_found(self) -> None:
        """Nobody can click them."""
        page = Page(url="", links=(Link(label="Terminer", visible=False),))
        assert find_action(page, _action("Terminer")) is None

    LINES = (
        "Vous avez perdu votre code confidentiel",
        "Vous avez perdu votre code identifiant",
        "Vous avez perdu votre code identifiant et votre code confidentiel",
        "Vous avez perdu votre code identifiant et / ou votre code confidentiel",
    )

    @pytest.mark.parametrize(
        "template", ["{} : cliquez ici", "cliquez ici - {}", "• {} :\u00a0cliquez ici"]
    )
    def test_four_links_of_the_same_words(self, template: str) -> None:
        """Each is known by its line, wherever its own words stand in it."""
        links = tuple(
            Link(label="cliquez ici", beside=template.format(line), href=str(place))
            for place, line in enumerate(self.LINES)
        )
        page = Page(url="", links=links)
        for place, line in enumerate(self.LINES):
            found = find_action(page, _action("cliquez ici", line))
            assert isinstance(found, Link)
            assert found.href == str(place)

    @pytest.mark.parametrize("place", range(4))
    def test_a_missing_link_is_not_its_neighbour(self, place: int) -> None:
        """A choice that is lost is not taken for one that says nearly the same."""
        claims = [_action("cliquez ici", line) for line in self.LINES]
        links = tuple(
            Link(label="cliquez ici", beside=f"{line} : cliquez ici") for line in self.LINES
        )
        page = Page(url="", links=links[:place] + links[place + 1 :])
        assert find_action(page, claims[place], claims) is None
        changed = Link(label="cliquez ici", beside=f"{self.LINES[place]}s : cliquez ici")
        page = page.model_copy(update={"links": (*page.links, changed)})
        assert find_action(page, claims[place], claims) == changed

    def test_one_link_may_be_promised_twice(self) -> None:
        """A claim without a line speaks of the same link as one with it."""
        claims = (_action("Aide"), _action("Aide", "Besoin d'aide ?"))
        link = Link(label="Aide", beside="Besoin d'aide ? Aide")
        page = Page(url="", links=(link,))
        assert [find_action(page, claim, claims) for claim in claims] == [link, link]


class TestSubmitButton:
    """The button of a form, where its words are not known."""

    CANCEL = Action(kind="action", label="Annuler")

    @pytest.mark.parametrize(
        ("buttons", "label"),
        [
            ("<button>Continuer</button>", "Continuer"),
            ("<button>Continuer</button><button>Annuler</button>", "Continuer"),
            ("<button>Continuer</button><button>Effacer</button>", ""),
            ("<button type=button>Afficher</button>", ""),
        ],
    )
    def test_the_only_one_that_is_no_other(self, buttons: str, label: str) -> None:
        """Between two of them nobody chooses."""
        search = "<form id=a><input name=q><button>OK</button></form>"
        form = f"<form id=b><label>Code <input name=code></label>{buttons}</form>"
        page = extract(search + form, url="http://portal.example/")
        code = next(one for one in page.fields if one.name == "code")
        found = only_submit_button(page, code.form, [self.CANCEL])
        assert (found.label if found else "") == label


@pytest.mark.parametrize(
    ("html", "label", "drawn"),
    [
        (
            "<label for=a class=sr-only>One</label><input id=a placeholder='Un nom *'>",
            "One",
            "Un nom",
        ),
        ("<i class=sr-only><label for=a>Nom</label></i><input id=a placeholder=Qui>", "Nom", "Qui"),
        ("<input aria-label=Name placeholder=Nom>", "Name", "Nom"),
        ("<label for=a>Nom</label><input id=a placeholder=Dupont>", "Nom", ""),
        ("<b id=b>Nom</b><input aria-labelledby=b placeholder=Dupont>", "Nom", ""),
    ],
)
def test_the_words_in_a_field_where_nobody_sees_its_label(
    html: str, label: str, drawn: str
) -> None:
    """A manual names the field by what everybody reads in it; an example is no name."""
    seen = extract(html, url="http://portal.example/")
    (field,) = seen.fields
    assert (field.label, field.drawn) == (label, drawn)
    assert find_field(seen, label) == field
    assert find_field(seen, drawn or "Dupont") == (field if drawn else None)


@pytest.mark.parametrize(
    ("buttons", "found"),
    [
        ("<button>Sûr ?</button>", "Sûr ?"),
        ("<button>Sûr ?</button><button>Supprimer</button>", "Supprimer"),
        ("<button>Autre</button>", None),
    ],
)
def test_a_further_wording_that_another_statement_has(buttons: str, found: str | None) -> None:
    """It counts for both; what has the first wording comes before it."""
    claim = Action(kind="action", label="Supprimer", others=("Sûr ?",))
    other = Action(kind="action", label="Sûr ?")
    page = extract(f"<form>{buttons}</form>", url="http://portal.example/")
    part = find_action(page, claim, (claim, other))
    assert (part and part.label) == found
