import pytest

from harness.model.page import Field, LabelSource
from harness.page.extract import extract

URL = "https://portal.example/step2"


def fields(html: str) -> dict[str, Field]:
    """The fields of a document by name."""
    return {field.name: field for field in extract(html, url=URL).fields}


def field(html: str, name: str = "f") -> Field:
    """One field of a document."""
    return fields(html)[name]


class TestSources:
    """Each way of naming a field is understood, and told."""

    @pytest.mark.parametrize(
        ("html", "label", "source"),
        [
            ("<label for=a>Nom</label><input id=a name=f>", "Nom", LabelSource.FOR),
            ("<input id=a name=f><p>x</p><label for=a>Nom :</label>", "Nom", LabelSource.FOR),
            ("<label>Nom <input name=f></label>", "Nom", LabelSource.WRAP),
            ("<label><input name=f> Nom</label>", "Nom", LabelSource.WRAP),
            ("<input aria-label=Nom name=f>", "Nom", LabelSource.ARIA),
            (
                "<b id=x>Votre</b><i id=y>nom</i><p><input aria-labelledby='x y' name=f>",
                "Votre nom",
                LabelSource.ARIA,
            ),
            (
                (
                    "<b id=x>Question</b><div role=combobox name=f aria-labelledby='x y'>"
                    "<span id=y>Premier animal ?</span></div>"
                ),
                "Question",
                LabelSource.ARIA,
            ),
            (
                "<table><tr><td>Nom :</td><td><input name=f></td></tr></table>",
                "Nom",
                LabelSource.CELL_LEFT,
            ),
            (
                "<table><tr><th>Nom</th><td><input name=f></td></tr></table>",
                "Nom",
                LabelSource.CELL_LEFT,
            ),
            (
                "<table><tr><td>Nom</td></tr><tr><td><input name=f></td></tr></table>",
                "Nom",
                LabelSource.CELL_ABOVE,
            ),
            ("<p>Nom : <input name=f></p>", "Nom", LabelSource.TEXT_BEFORE),
            ("<div><div>Nom</div><div><input name=f></div></div>", "Nom", LabelSource.TEXT_BEFORE),
            ("<dl><dt>Nom<dd><input name=f></dl>", "Nom", LabelSource.TEXT_BEFORE),
            ("<fieldset><legend>Nom</legend><input name=f></fieldset>", "Nom", LabelSource.LEGEND),
            ("<input title=Nom name=f>", "Nom", LabelSource.TITLE),
            ("<input placeholder=Nom name=f>", "Nom", LabelSource.PLACEHOLDER),
            ("<input type=checkbox name=f> J'accepte", "J'accepte", LabelSource.TEXT_AFTER),
            ("<input name=f>", "", LabelSource.NONE),
        ],
    )
    def test_source(self, html: str, label: str, source: LabelSource) -> None:
        """The words, and how they were found."""
        found = field(html)
        assert (found.label, found.label_source) == (label, source)

    @pytest.mark.parametrize(
        "label",
        [
            "<label for=a>Réponse<i class=fr-hint-text>Sans accents</i></label><input id=a name=f>",
            "<label>Réponse <small id=help-1>Sans accents</small><input name=f></label>",
        ],
    )
    def test_a_help_text_in_the_label(self, label: str) -> None:
        """It is no part of the label, and stands apart in the text."""
        page = extract(label, url=URL)
        assert [(one.label, one.help) for one in page.fields] == [("Réponse", "Sans accents")]
        assert [text.text for text in page.texts] == ["Réponse", "Sans accents"]

    def test_best_first(self) -> None:
        """The accessible name beats everything around the field; ARIA is its first source."""
        html = (
            "<table><tr><td>Cellule</td><td>Texte <label for=a>Nom</label>"
            "<input id=a name=f aria-label='Nom usuel' title=Titre placeholder=Vide></table>"
        )
        without = html.replace("aria-label='Nom usuel'", "")
        assert field(html).label == "Nom usuel"
        assert field(without).label == "Nom"
        assert field(without.replace("for=a", "")).label == "Titre"

    @pytest.mark.parametrize(
        ("html", "label", "mark"),
        [
            (
                "<label for=a>Question *</label><input id=a name=f aria-label=Ouvrir>",
                "Question",
                "*",
            ),
            (
                "<label for=a>Date *</label><input id=a name=f aria-label='Choisir la Date'>",
                "Choisir la Date",
                "*",
            ),
            (
                "<label for=a>L'étage : NOM</label><input id=a name=f aria-label='(Étage)'>",
                "Étage",
                "",
            ),
            (
                "<label for=a hidden>Question</label><input id=a name=f aria-label=Ouvrir>",
                "Ouvrir",
                "",
            ),
        ],
    )
    def test_an_aria_label_that_says_nothing_of_the_label(
        self, html: str, label: str, mark: str
    ) -> None:
        """Readers see the label; a toolkit says "Open" of each of its lists."""
        assert (field(html).label, field(html).mark) == (label, mark)

    @pytest.mark.parametrize(
        ("html", "label", "mark", "hint"),
        [
            (
                "<label for=a>Nom :</label><input id=a name=f><label for=a>En <a>Wiki</a>.</label>",
                *("Nom", "", "En Wiki."),
            ),
            (
                "<label for=a>Nom *</label><input id=a name=f><label for=a>Champ vide</label>",
                *("Nom", "*", "Champ vide"),
            ),
            ("<label for=a>Nom</label><label for=a>Nom</label><input id=a name=f>", "Nom", "", ""),
            (
                (
                    "<label for=a>Date</label> <label for=a>de fin</label>:<label for=a>*</label>"
                    "<input id=a name=f>"
                ),
                *("Date de fin", "*", ""),
            ),
            (
                (
                    "<label for=a>Nom</label><label for=a class=error>Trop court</label>"
                    "<input id=a name=f>"
                ),
                *("Nom", "", "Trop court"),
            ),
            (
                "<label for=a>Nom</label><input id=a name=f><label for=a hidden>Nom 2</label>",
                *("Nom", "", ""),
            ),
            (
                "<label for=a>Nom</label><label for=a>*</label><input id=a name=f>",
                *("Nom", "*", ""),
            ),
            (
                "<label for=a>Nom</label><label for=a>(obligatoire)</label><input id=a name=f>",
                *("Nom", "(obligatoire)", ""),
            ),
        ],
    )
    def test_several_labels(self, html: str, label: str, mark: str, hint: str) -> None:
        """Those before the field are one; else the first one that is shown names it.

        The others mark it, or are a hint.
        """
        found = field(html)
        assert (found.label, found.mark, found.help) == (label, mark, hint)

    def test_placeholder_beats_an_instruction(self) -> None:
        """A sentence above a form is not the label of its first field."""
        html = "<form><p>Merci de vous identifier</p><p><input name=f placeholder=Nom></p></form>"
        assert field(html).label == "Nom"

    def test_empty_label_is_none(self) -> None:
        """A label without words leaves the search to go on."""
        assert field("<label for=a></label><input id=a name=f title=Nom>").label == "Nom"

    def test_broken_for(self) -> None:
        """A label bound to nothing still stands before its field."""
        html = "<form><label for=zz>Nom</label><input id=a name=f placeholder=x></form>"
        assert field(html).label == "Nom"

    def test_title_is_bound(self) -> None:
        """A title beats nearby text, a label element beats a title."""
        html = "<table><tr><td>Date</td><td><input title=Jour name=f {}></td></tr></table>"
        assert field(html.format("")).label == "Jour"
        assert field("<label for=a>Date</label>" + html.format("id=a")).label == "Date"

    def test_required_makes_no_mark(self) -> None:
        """A mark is what is printed, not what a script enforces."""
        found = field("<label for=a>Nom</label><input id=a name=f required aria-required=true>")
        assert (found.mark, found.required) == ("", True)


class TestTables:
    """Forms of 2010, where the label stands in another cell."""

    def rows(self, cells: str) -> str:
        """A table of those rows."""
        return f"<table>{cells}</table>"

    @pytest.mark.parametrize(
        "cells",
        [
            "<tr><td><font size=2><b>Nom</b> <span>*</span> :</font></td><td><input name=f></tr>",
            "<tr><td>Nom * :</td><td>&nbsp;</td><td><input name=f></td></tr>",
            "<tr><td>Nom * :<td><img src=pixel.gif alt=''><td><input name=f>",
            "<tr><td>Nom</td><td>*</td><td>:</td><td><input name=f></td></tr>",
            "<tr><td colspan=2 align=right>Nom&nbsp;*&nbsp;:</td><td><b><input name=f></b></tr>",
            "<tr><td>Nom :</td><td><input name=f> *</td></tr>",
            "<tr><td>Nom :</td><td><input name=f></td><td><font color=red>*</font></td></tr>",
            "<tr><td>* Nom</td><td><table><tr><td><input name=f></td></tr></table></td></tr>",
            "<form><tr><td>Nom * :</td><td><input name=f></td></tr></form>",
            "<tr><td>Nom :</td><td><input name=f><img src=o.gif alt='*'></td></tr>",
        ],
    )
    def test_left(self, cells: str) -> None:
        """Fonts, spacers, spans, nesting and stray marks do not hide the label."""
        found = field(self.rows(cells))
        assert (found.label, found.mark) == ("Nom", "*")

    def test_stops_at_another_field(self) -> None:
        """Words beyond another field are not the label."""
        html = self.rows("<tr><td>Nom</td><td><input name=a></td><td><input name=f></td></tr>")
        assert field(html).label == ""

    def test_two_pairs_a_row(self) -> None:
        """Each field takes the words between it and the field before."""
        html = self.rows(
            "<tr><td>Nom</td><td><input name=a></td><td>Prénom</td><td><input name=b></td></tr>"
        )
        assert {name: one.label for name, one in fields(html).items()} == {
            "a": "Nom",
            "b": "Prénom",
        }

    def test_line_of_its_own_beats_the_cell(self) -> None:
        """Words on the field's own line are nearer than another cell."""
        html = self.rows("<tr><td>Identité</td><td>Nom <input name=a> Prénom <input name=b></td>")
        assert [one.label for one in fields(html).values()] == ["Nom", "Prénom"]

    def test_columns(self) -> None:
        """The head of a column names all fields below it."""
        html = self.rows(
            "<tr><th>Nom</th><th>Prénom</th></tr>"
            "<tr><td><input name=a></td><td><input name=b></td></tr>"
            "<tr><td><input name=c></td><td><input name=d></td></tr>"
        )
        assert [one.label for one in fields(html).values()] == ["Nom", "Prénom"] * 2

    def test_columns_without_heading_cells(self) -> None:
        """A row of several words is the head of all rows of fields below it."""
        html = self.rows(
            "<tr><td>Nom</td><td>Prénom</td><td></td></tr>"
            "<tr><td><input name=a></td><td><input name=b></td><td><button></button></td></tr>"
            "<tr><td><input name=c></td><td><input name=d></td><td><button></button></td></tr>"
        )
        assert [one.label for one in fields(html).values()] == ["Nom", "Prénom"] * 2

    def test_hidden_row(self) -> None:
        """A hidden row is read for its own fields, and heads no row that is shown."""
        html = self.rows(
            "<tr><td>Nom</td><td>Prénom</td></tr>"
            "<tr hidden><td>Vide</td><td>Vide</td></tr>"
            "<tr><td><input name=a></td><td><input name=b></td></tr>"
            "<tr style='display:none'><td>Ville</td><td><input name=c></td></tr>"
        )
        assert [one.label for one in fields(html).values()] == ["Nom", "Prénom", "Ville"]

    def test_colspan_above(self) -> None:
        """Columns are counted with their spans."""
        html = self.rows(
            "<tr><td colspan=2>Nom</td><td>Prénom</td></tr>"
            "<tr><td>&nbsp;</td><td>&nbsp;</td><td><input name=f></td></tr>"
        )
        assert field(html).label == "Prénom"

    @pytest.mark.parametrize(
        ("rows", "label"),
        [
            ("<tr><td>Nom<tr><td>&nbsp;<tr><td><input name=f>", "Nom"),
            ("<tr><th>Nom<tr><td><input><tr><td>texte<tr><td><input><tr><td><input name=f>", "Nom"),
            ("<tr><td>Nom<tr><td><input><tr><td><input name=f>", ""),
            ("<tr><td colspan=2>Nom<tr><td colspan=2><input name=f>", "Nom"),
            ("<tr><td>A<td>B<tr><td>texte<tr><td title=x><td><input name=f>", ""),
        ],
    )
    def test_cell_above(self, rows: str, label: str) -> None:
        """Blank cells are passed, fields only below the head of a column."""
        assert field(self.rows(rows)).label == label

    def test_title_row_is_the_group(self) -> None:
        """A wide cell alone in its row names the group, not the field below."""
        html = self.rows(
            "<tr><td colspan=2>Votre établissement</td></tr><tr><td></td><td><input name=f></tr>"
        )
        assert (field(html).label, field(html).group) == ("", "Votre établissement")

    def test_title_row_of_the_one_field_is_its_label(self) -> None:
        """As above a search field that begins its row, a button beside it."""
        title = "<tr><td colspan=2>Rechercher :</td></tr>"
        html = self.rows(f"{title}<tr><td><input name=f></td><td><input type=submit></td></tr>")
        assert field(html).label == "Rechercher"
        html = self.rows(f"{title}<tr><td><input name=f></td><td><input name=g></td></tr>")
        assert field(html).label == ""

    def test_senseless_colspan(self) -> None:
        """A span that is no number counts as one."""
        html = self.rows("<tr><td colspan='9²'>Nom</td><td colspan=-1><input name=f></td></tr>")
        assert field(html).label == "Nom"


class TestMarks:
    """Marks are found where they are printed."""

    @pytest.mark.parametrize(
        "html",
        [
            "<label for=a>Nom *</label><input id=a name=f>",
            "<label for=a>Nom <span>*</span> :</label><input id=a name=f>",
            "<label for=a>Nom</label><span>*</span><input id=a name=f>",
            "<label for=a>Nom</label> * : <input id=a name=f>",
            "<div><span>*</span><label for=a>Nom</label><input id=a name=f></div>",
            "<label for=a>Nom</label><input id=a name=f> *",
            "<label for=a>Nom</label><input id=a name=f><span>*</span> <i>en majuscules</i>",
            "<label for=a>Nom</label><input id=a name=f> * (en majuscules)",
            "<label>Nom <input name=f> *</label>",
            "<label>* Nom <input name=f></label>",
            "<p>Nom * : <input name=f></p>",
            "<p>* Nom <input name=f></p>",
            "Nom *<br><input name=f>",
            "<input name=f aria-label='Nom *'>",
            "<p>Nom * :</p><div><input name=f aria-label=Nom></div>",
            "<label for=a>Nom * <small>en majuscules</small></label><input id=a name=f>",
        ],
    )
    def test_found(self, html: str) -> None:
        """In the label, beside it, before it, behind the field."""
        assert (field(html).label, field(html).mark) == ("Nom", "*")

    @pytest.mark.parametrize(
        "html",
        [
            "<label for=a>Nom</label><input id=a name=f>",
            "<label for=a>Nom</label><input id=a name=f> * Champs obligatoires",
            "<p><label for=a>Nom</label><input id=a name=f></p><p>* Champs obligatoires</p>",
            "<p><label for=b>X</label> <input id=b> * <label for=a>Nom</label><input id=a name=f>",
            "<p>Prénom * :</p><div><input name=f aria-label=Nom></div>",
        ],
    )
    def test_not_found(self, html: str) -> None:
        """A footnote, or the mark of another field, is not this field's mark."""
        assert (field(html).label, field(html).mark) == ("Nom", "")

    @pytest.mark.parametrize(
        "html",
        [
            "<p>Nom (obligatoire) : <input name=f></p>",
            "<label for=a>Nom <em>(obligatoire)</em></label><input id=a name=f>",
            "<table><tr><th>Nom (Champ obligatoire)<tr><td><input name=f></table>",
        ],
    )
    def test_word_as_a_mark(self, html: str) -> None:
        """The word in brackets is a mark, and not part of the label."""
        found = field(html)
        assert found.label == "Nom"
        assert "obligatoire" in found.mark

    def test_mark_that_is_not_read_aloud(self) -> None:
        """A star hidden from the accessible name is printed all the same."""
        found = field("<label for=a>Nom <i aria-hidden=true>*</i></label><input id=a name=f>")
        assert (found.label, found.mark) == ("Nom", "*")

    def test_two_stars_are_kept_apart(self) -> None:
        """One star and two are different marks."""
        html = "<p>Numéro BCR ** : <input name=f></p>"
        assert field(html).mark == "**"


class TestHelp:
    """The hint that belongs to a field."""

    @pytest.mark.parametrize(
        "html",
        [
            "<label for=a>Nom</label><input id=a name=f aria-describedby=h><p id=h>en majuscules",
            "<label for=a>Nom</label><input id=a name=f> en majuscules",
            "<label for=a>Nom</label><input id=a name=f> * <i>en majuscules</i>",
            "<div><label for=a>Nom</label><input id=a name=f><p>en majuscules</p></div>",
            "<label for=a>Nom * <small>en majuscules</small></label><input id=a name=f>",
            "<table><tr><td>Nom<td><input name=f><td>en majuscules</table>",
        ],
    )
    def test_found(self, html: str) -> None:
        """Bound to the field, or right behind it."""
        assert (field(html).label, field(html).help) == ("Nom", "en majuscules")

    def test_what_nobody_sees_is_no_hint(self) -> None:
        """A hidden element that `aria-describedby` names is for screen readers alone."""
        html = "<label for=a>Nom</label><input id=a name=f aria-describedby=h><p id=h hidden>faux"
        assert field(html).help == ""

    def test_words_of_the_next_field_are_no_hint(self) -> None:
        """What names the next field says nothing of this one."""
        html = "<p>Nom <input name=f> Prénom <input name=g></p>"
        assert (field(html).help, field(html, "g").label) == ("", "Prénom")

    def test_hint_on_the_line_before(self) -> None:
        """What stands behind a field is not the label of the field on the next line."""
        html = "<p>Nom <input name=a> en majuscules<br><input name=f title=Prénom></p>"
        assert (field(html, "a").help, field(html).label) == ("en majuscules", "Prénom")


class TestChoices:
    """Boxes and radios are named by what stands behind them, and asked by what is before."""

    def test_radios(self) -> None:
        """Each radio has its own label; the question is the group."""
        html = (
            "<table><tr><td>Civilité * :</td><td><input type=radio name=a value=1> M. "
            "<input type=radio name=b value=2> Mme</td></tr></table>"
        )
        found = fields(html)
        assert [one.label for one in found.values()] == ["M.", "Mme"]
        assert {one.group for one in found.values()} == {"Civilité"}

    def test_box_with_the_words_in_the_next_cell(self) -> None:
        """The cell behind a box names it."""
        html = "<table><tr><td><input type=checkbox name=f></td><td>J'accepte</td></tr></table>"
        assert field(html).label == "J'accepte"

    def test_aria_group(self) -> None:
        """A group named by ARIA is the group."""
        html = (
            "<b id=q>Civilité :</b><div role=radiogroup aria-labelledby=q>"
            "<label><input type=radio name=f>M.</label></div>"
        )
        assert (field(html).label, field(html).group) == ("M.", "Civilité")


class TestGroups:
    """The group is the legend, or the heading of the section."""

    @pytest.mark.parametrize(
        "html",
        [
            "<fieldset><legend>Votre établissement</legend><p>A <input name=f><p>B <input>",
            "<h2>Votre établissement</h2><p>A <input name=f>",
            "<section><h3>Votre établissement :</h3><div><input name=f></div></section>",
        ],
    )
    def test_found(self, html: str) -> None:
        """Legend before heading."""
        assert field(html).group == "Votre établissement"

    @pytest.mark.parametrize(
        "legend",
        [
            "Question *<span class=fr-hint-text>Celle que vous avez choisie</span>",
            "Question * <small id=hint-q>Celle que vous avez choisie</small>",
            "Question * : (celle que vous avez choisie)",
        ],
    )
    def test_a_help_text_in_the_legend(self, legend: str) -> None:
        """It is no part of the group's name; the mark of the legend is that of its choices."""
        choice = "<label><input type=radio name=f>Ville</label>"
        found = field(f"<fieldset><legend>{legend}</legend>{choice}</fieldset>")
        assert (found.group, found.mark, found.label) == ("Question", "*", "Ville")

    @pytest.mark.parametrize(
        "group",
        [
            "<p id=q>{}</p><div role=radiogroup aria-labelledby=q>{}</div>",
            "<table><tr><td>{}</td><td>{}</td></tr></table>",
        ],
    )
    def test_a_remark_behind_the_mark_of_a_group(self, group: str) -> None:
        """Named by ARIA, or by the cell beside its choices."""
        choice = "<label><input type=radio name=f>Ville</label>"
        found = field(group.format("Question * (celle que vous avez choisie)", choice))
        assert (found.group, found.mark) == ("Question", "*")

    @pytest.mark.parametrize(
        "html",
        [
            "<h1>Recherche</h1><p><input name=f>",
            "<section><h2>Aide</h2></section><p><input name=f>",
            "<p><input name=f><h2>Plus bas</h2>",
        ],
    )
    def test_none(self, html: str) -> None:
        """The page's own heading, another section's and a later one are no group."""
        assert field(html).group == ""


@pytest.mark.parametrize(
    ("html", "label"),
    [
        ("<label for=s>la date</label><input {}>", "Modifier la date"),
        ("<label>la date <input {}></label>", "Modifier la date"),
        ("<input {} title='la date'>", "Modifier la date"),
        ("<input {} placeholder='la date'>", "Modifier la date"),
        ("<select {} title='la date'><option>Lundi</select>", "Modifier la date"),
        ("<textarea {} title='la date'>Lundi</textarea>", "Modifier la date"),
        ("<input {} value='la date'>", "Modifier"),
    ],
)
def test_a_field_that_refers_to_itself(html: str, label: str) -> None:
    """It means its other name, not what is typed into it."""
    html = "<b id=t>Modifier</b>" + html.format("id=s name=f aria-labelledby='t s'")
    assert field(html).label == label
