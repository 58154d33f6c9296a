import pytest

from tests.page.labels.conftest import Labels


class TestVisibility:
    """What is visible is relative to the field."""

    @pytest.mark.parametrize(
        "panel",
        [
            "<div style='display:none'>{}</div>",
            "<section hidden>{}</section>",
            "<details><summary>Plus</summary>{}</details>",
            "<dialog>{}</dialog>",
            "<div style='display:none'><div hidden>{}</div></div>",
        ],
    )
    @pytest.mark.parametrize(
        "form",
        [
            "<p>Nom <input name=f></p>",
            "<div>Nom</div><div><input name=f></div>",
            "<table><tr><td>Nom</td><td><input name=f></td></tr></table>",
            "<table><tr><td>Nom</td></tr><tr><td><input name=f></td></tr></table>",
            "<label>Nom</label><input name=f>",
            "<fieldset><legend>Nom</legend><input name=f></fieldset>",
            "<p><input type=checkbox name=f> Nom</p>",
        ],
    )
    def test_closed_panel(self, labels: Labels, panel: str, form: str) -> None:
        """Fields of a closed panel are labelled as if it were open."""
        assert labels(f"<p>Bienvenue</p>{panel.format(form)}<p>Fin</p>")["f"] == "Nom"

    def test_hidden_words_are_passed(self, labels: Labels) -> None:
        """A hidden message between a label and its field is not read."""
        html = "<div><b>Nom</b><span style='display:none'>Nom inconnu</span><input name=f></div>"
        assert labels(html)["f"] == "Nom"

    def test_fields_of_a_closed_panel_do_not_count(self, labels: Labels) -> None:
        """A hidden field does not part a label from a shown one."""
        html = "<p>Nom <input hidden name=x> <input name=f></p>"
        assert labels(html)["f"] == "Nom"

    def test_hidden_label_alone(self, labels: Labels) -> None:
        """Hidden words are the label only where nothing else is."""
        html = "<div><span style='display:none'>Titre<span>*</span></span> <input name=f {}></div>"
        assert labels(html.format(""))["f"] == "Titre"
        assert labels(html.format("placeholder=Nom"))["f"] == "Nom"
        assert labels(html.replace("<span ", "<span class=error ", 1).format(""))["f"] == ""


class TestBlocks:
    """Words in several blocks or behind other fields."""

    @pytest.mark.parametrize(
        "label",
        [
            "<div><p>Numéro</p><p>SIRET</p></div>",
            "<div>Numéro<br>SIRET</div>",
            "<div><span><div>Numéro</div></span><div>SIRET</div></div>",
        ],
    )
    def test_blocks_of_a_label(self, labels: Labels, label: str) -> None:
        """Blocks are parted by a blank."""
        assert labels(f"<div>{label}<div><input name=f></div></div>")["f"] == "Numéro SIRET"
        row = f"<table><tr><td>{label}</td><td><input name=f></td></tr></table>"
        assert labels(row)["f"] == "Numéro SIRET"

    def test_a_remark_on_the_lines_below_a_colon(self, labels: Labels) -> None:
        """It is no part of the label; a last line with a colon makes the whole one label."""
        field = "<dd><input name=f></dd></dl>"
        assert labels(f"<dl><dt>Nom :<br><i>Trois lettres</i></dt>{field}")["f"] == "Nom"
        assert labels(f"<dl><dt>Nom<br>de famille :</dt>{field}")["f"] == "Nom de famille"

    def test_words_count_from_the_last_field(self, labels: Labels) -> None:
        """Bare words between blocks with fields name the next one."""
        html = (
            "<fieldset><span>Nom :</span><div><input name=a></div>"
            "<span>Code :</span><div><input name=b></div></fieldset>"
        )
        assert labels(html) == {"a": "Nom", "b": "Code"}

    def test_remark_behind_a_field(self, labels: Labels) -> None:
        """A remark in brackets behind a field is not part of the next label."""
        html = "<p>Nom :<input name=a><br>(quatre lettres) Code : <input name=b></p>"
        assert labels(html) == {"a": "Nom", "b": "Code"}

    def test_words_beside_another_field(self, labels: Labels) -> None:
        """Words in the element of another field do not name this one."""
        html = "<div>Nom <input name=a><p>en majuscules</p></div><div><input name=b></div>"
        assert labels(html)["b"] == ""


class TestPassedTexts:
    """Texts between a label and its field that are no label."""

    @pytest.mark.parametrize(
        "between",
        [
            "<div class=msg-err>Le nom est vide</div>",
            "<p role=alert>Nom vide</p>",
            "<p class=note>comme sur la carte</p>",
            "<p>Ce numéro figure en haut de votre courrier.</p>",
            "<p><a href=/aide>Nom oublié ?</a></p>",
            "<div class='form-error'>Champ vide</div><p class=aide>en majuscules</p>",
        ],
    )
    def test_passed(self, labels: Labels, between: str) -> None:
        """Errors, help, sentences and links."""
        html = f"<div class=erreur><div>Nom</div>{between}<div><input name=f></div></div>"
        assert labels(html)["f"] == "Nom"

    def test_help_alone(self, labels: Labels) -> None:
        """A help text is better than nothing; an error is not."""
        assert labels("<div><p class=note>Votre nom</p><input name=f></div>")["f"] == "Votre nom"
        assert labels("<div><p class=error>Nom vide</p><input name=f></div>")["f"] == ""

    def test_abbreviation_is_no_sentence(self, labels: Labels) -> None:
        """A full stop alone does not make a sentence."""
        assert labels("<div><p>Tél. dom.</p><p><input name=f></p></div>")["f"] == "Tél. dom."


class TestChoices:
    """The words of checkboxes and radio buttons."""

    @pytest.mark.parametrize(
        "html",
        [
            "<ul><li><div><input type=checkbox name=f></div><span>Lettre</span></li></ul>",
            "<div><label><input type=checkbox name=f><i></i></label> <span>Lettre</span></div>",
            "<table><tr><td><input type=checkbox name=f></td><td><p>Lettre</p></td></tr></table>",
            "<div><input type=checkbox name=f><b>Lettre</b><a href=/x>Inscription</a></div>",
            "<div><input type=checkbox name=f><b>Lettre</b><i class=aide>chaque mois</i></div>",
            "<fieldset><input type=checkbox name=f> <label>Lettre</label></fieldset>",
        ],
    )
    def test_words_behind(self, labels: Labels, html: str) -> None:
        """In a block beside its own, in an element of their own, in a label element."""
        assert labels(html)["f"] == "Lettre"

    @pytest.mark.parametrize(
        "words",
        [
            "J'accepte les <a href=/c>Conditions</a>",
            "<span>J'accepte les <a href=/c>Conditions</a></span>",
            "<b>J'accepte</b> les Conditions",
            "<b>J'accepte</b> <a href=/c>les Conditions</a>",
        ],
    )
    def test_link_in_the_words(self, labels: Labels, words: str) -> None:
        """A link within the sentence is part of it."""
        html = f"<p><input type=checkbox name=f> {words}</p>"
        assert labels(html)["f"] == "J'accepte les Conditions"

    def test_blocks_in_turn(self, labels: Labels) -> None:
        """Boxes and words that take turns: the words behind belong to the box."""
        html = (
            "<div><input name=x></div><span>afficher</span><ul><li>"
            "<div><input type=radio name=g value=1></div><span>Madame</span>"
            "<div><input type=radio name=g value=2></div><span>Monsieur</span></li></ul>"
        )
        assert {"1": "Madame", "2": "Monsieur"}.items() <= labels(html).items()


class TestSharing:
    """One label of several fields."""

    @pytest.mark.parametrize(
        "fields",
        [
            "<input name=a>/<input name=b>",
            "<input name=a> <input name=b>",
            "<input name=a> @ <select name=b><option>x.example</select>",
            "<input name=a><br><input name=b>",
            "<div><span><input name=a></span><span><input name=b></span></div>",
            "<div><div><input name=a></div><div><input name=b></div></div>",
        ],
    )
    @pytest.mark.parametrize("label", ["<label for=zz>Date</label> ", "<div>Date</div>", "Date : "])
    def test_shared(self, labels: Labels, label: str, fields: str) -> None:
        """Only signs stand between the fields."""
        html = f"<div><input name=x></div><div>{label}{fields}</div>"
        found = labels(html)
        assert (found["a"], found["b"]) == ("Date", "Date")

    def test_in_cells(self, labels: Labels) -> None:
        """A sign between two cells joins their fields."""
        html = (
            "<table><tr><td>Date</td><td><input name=a></td><td>/</td><td><input name=b></td>"
            "</tr></table>"
        )
        assert labels(html) == {"a": "Date", "b": "Date"}

    def test_in_the_cells_of_an_inner_table(self, labels: Labels) -> None:
        """The cell to the left of a table of fields names them all."""
        html = (
            "<table><tr><td>Date</td><td><table><tr><td><input name=a></td><td><input name=b></td>"
            "</tr></table></td></tr></table>"
        )
        assert labels(html) == {"a": "Date", "b": "Date"}

    @pytest.mark.parametrize(
        "html",
        [
            "<p><input title=Jour name=a> <input name=b></p>",
            "<p><input type=checkbox name=a> <input name=b></p>",
            "<p>Nom <input name=a> <button>OK</button> <input name=b></p>",
            "<div><p>Nom <input name=a></p></div><div><p><input name=b></p></div>",
        ],
    )
    def test_not_shared(self, labels: Labels, html: str) -> None:
        """A field's own title, a choice, a button between, another container."""
        assert labels(html)["b"] == ""

    def test_a_field_that_lies_deep(self, labels: Labels) -> None:
        """No more elements around it are looked at than anybody nests."""
        html = "<input name=a>" + "<fieldset><legend>" * 60 + "<select name=b><option>"
        assert labels(html) == {"a": "", "b": ""}


@pytest.mark.parametrize(
    "sign",
    [
        "<span class=tip title='Votre nom de naissance'>i</span>",
        "<span><abbr title='Votre nom de naissance'>i</abbr></span>",
        "<b data-tooltip='Votre nom de naissance'>?</b>",
        "<i class=help>(?)</i>",
        "<button type=button>?</button>",
        "<input type=button value='?'>",
    ],
)
@pytest.mark.parametrize(
    "html",
    [
        "<label>Nom</label> {} <input name=f>",
        "<p>Nom {} <input name=f></p>",
        "<div>Nom {}</div> <input name=f>",
        "<div>Nom</div> <div>{} <input name=f></div>",
    ],
)
def test_a_sign_of_help_is_no_label(labels: Labels, html: str, sign: str) -> None:
    """Nor does it part a field from its label."""
    assert labels(html.format(sign))["f"] == "Nom"


@pytest.mark.parametrize(
    "html",
    [
        "<span title=Jour>J</span> <input name=f>",
        "<span>i</span> <input name=f>",
        "<span data-cp-ref=3 data-v-1>i</span> <input name=f>",
    ],
)
def test_a_letter_is_a_label(labels: Labels, html: str) -> None:
    """If it tells of no help, or is no sign of help."""
    assert labels(html)["f"] in {"J", "i"}


@pytest.mark.parametrize("alt", ["obligatoire", "Champ obligatoire", "Required field", "*"])
@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>Nom</td><td><img alt='{}'></td><td><input name=f></td></table>",
        "<div>Nom</div><div><img alt='{}'><input name=f></div>",
        "<p>Nom <img alt='{}'> <input name=f></p>",
    ],
)
def test_a_picture_of_a_mark_is_no_label(labels: Labels, html: str, alt: str) -> None:
    """It stands between a label and its field, as the mark would."""
    assert labels(html.format(alt))["f"] == "Nom"


def test_a_picture_between_the_cells(labels: Labels) -> None:
    """The words of a cell are the label; a picture is where no cell has words."""
    row = "<table><tr><td>{}</td><td><img alt={}></td><td><input name=f></td></tr></table>"
    assert labels(row.format("Nom", "Aide"))["f"] == "Nom"
    assert labels(row.format("&nbsp;", "Nom"))["f"] == "Nom"


CHOICES = (
    "<div><input type=radio name=g value=1></div><p>Madame</p>"
    "<div><input type=radio name=g value=2></div><p>Monsieur</p>"
)


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "<form>{}</form>",
        "<p>Dites-nous comment nous pouvons vous appeler.</p>{}<p>Pied de page</p>",
        "<form><p>Civilité :</p>{}<p>Nom : <input name=n></p></form>",
        "<h2>Civilité</h2>{}<p><button>Envoyer</button></p>",
        "<p>Nom : <input name=n></p>{}",
        "<form><input type=search name=q aria-label=Chercher></form><h2>Civilité</h2>{}",
    ],
)
def test_choices_in_blocks_before_their_words(labels: Labels, around: str) -> None:
    """Words in a block of their own belong to the choice above, with an introduction or without."""
    found = labels(around.format(CHOICES))
    assert (found["1"], found["2"]) == ("Madame", "Monsieur")


@pytest.mark.parametrize(
    ("colon", "footer"), [("", ""), ("", "<p>Pied</p>"), (" :", "<p>Pied</p>")]
)
def test_choices_in_blocks_behind_their_words(labels: Labels, colon: str, footer: str) -> None:
    """What stands before the first choice is its own words if it is no introduction."""
    html = "<p>Oui{0}</p><div>{1}1></div><p>Non{0}</p><div>{1}2></div>"
    assert labels(html.format(colon, "<input type=radio name=g value=") + footer) == {
        "1": "Oui",
        "2": "Non",
    }
