import pytest

from harness.page.extract import extract
from tests.page.labels.conftest import Labels


class TestFreeLabels:
    """A `label` element that is bound to no control."""

    @pytest.mark.parametrize(
        "html",
        [
            "<div><input name=f><label>Nom</label></div>",
            "<div><div><input name=f></div><div><div><label>Nom</label></div></div></div>",
            "<div><input name=f><label for=zz>Nom</label><p class=error>Nom vide</p></div>",
            "<div><label>Nom</label><p>8 lettres au plus</p><div><input name=f></div></div>",
            "<div><label>Nom</label> <a href=/aide>Aide</a> <div><input name=f></div></div>",
            "<table><tr><td>Menu<td><p><label>Nom</label> <input name=f></p></tr></table>",
            "<fieldset><input name=f> <label>Nom</label></fieldset>",
        ],
    )
    def test_in_the_element_of_the_field(self, labels: Labels, html: str) -> None:
        """It names the only field there, before or after, against other words."""
        assert labels(f"<form><p>Texte <input name=x></p>{html}</form>")["f"] == "Nom"

    @pytest.mark.parametrize(
        "html",
        [
            "<div><input name=f><label for=b>Nom</label></div><input id=b>",
            "<div><input name=f><label><input name=b> Nom</label></div>",
            "<div><input name=f><label class=error>Champ vide</label></div>",
            "<div><input name=f><label></label></div>",
        ],
    )
    def test_not_of_the_field(self, labels: Labels, html: str) -> None:
        """Of another control, an error, or without words."""
        assert labels(html)["f"] == ""

    def test_in_turn_after_fields(self, labels: Labels) -> None:
        """Fields and label elements that take turns, the fields first."""
        html = (
            "<div><div><input name=a></div><label>EUR</label>"
            "<div><input name=b></div><label>CZK</label></div>"
        )
        assert labels(html) == {"a": "EUR", "b": "CZK"}

    def test_of_radio_buttons_beside_a_question(self, labels: Labels) -> None:
        """The label element right behind a radio button is its own."""
        html = "<div><label>Usage</label>" + "".join(
            f"<input type=radio name=g value={value}><label>{value}</label>" for value in "AB"
        )
        assert labels(html) == {"A": "A", "B": "B"}


def test_two_forms_that_use_one_id() -> None:
    """Each label is read with the field of its own form; one outside with the first."""
    form = "<form><label for=n>{0}</label> <input id=n name={0}></form>"
    html = form.format("Nom") + form.format("Ville") + "<label for=n>Premier</label>"
    page = extract(html, url="https://portal.example/")
    assert [field.label for field in page.fields] == ["Nom", "Ville"]


@pytest.mark.parametrize(
    ("html", "label", "help_"),
    [
        ("<label>Nom <input id=x></label><label for=x>complet</label>", "Nom complet", ""),
        ("<label for=x>Nom</label><label>complet <input id=x></label>", "Nom complet", ""),
        ("<label><input id=x> Nom</label><label for=x>complet</label>", "Nom complet", ""),
        ("<label>Nom <input id=x></label><label for=x class=error>Vide</label>", "Nom", "Vide"),
        ("<label for=x>Nom<label for=x>complet</label></label><input id=x>", "Nom complet", ""),
    ],
)
def test_a_label_around_a_field_and_another_one(html: str, label: str, help_: str) -> None:
    """Both name it, each word once; a message does not."""
    (found,) = extract(html, url="https://portal.example/").fields
    assert (found.label, found.help) == (label, help_)
