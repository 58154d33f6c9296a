"""Groups of radio buttons, taken for one question each."""

import pytest

from harness.model.page import LabelSource, Page
from harness.page.extract import extract
from harness.page.find import find_field
from harness.page.parts.radio_groups import grouped_fields, radio_button_of, radio_groups

QUESTION = """
<form><p>Nom : <input name=nom></p><span id=g>Question * :</span>
<div role=radiogroup aria-labelledby=g>
<input type=radio name=q id=a value=1><label for=a>Votre mère ?</label>
<input type=radio name=q id=b value=2 checked><label for=b>Votre ville ?</label>
</div></form>
"""


def read(html: str) -> Page:
    """Extract a page."""
    return extract(html, url="https://portal.example/")


class TestQuestions:
    """A group is one field, its buttons are what it offers."""

    def test_one_field(self) -> None:
        """Label, mark and choice are the group's."""
        (question,) = radio_groups(read(QUESTION).visible_fields)
        assert (question.label, question.mark, question.kind) == ("Question", "*", "radio")
        assert question.label_source is LabelSource.LEGEND
        assert [option.text for option in question.options] == ["Votre mère ?", "Votre ville ?"]
        assert question.value == "2"

    def test_answers_in_the_heads_of_columns(self) -> None:
        """The words at the left are the question, those above are the answers."""
        row = "<tr><td>{0}<td><input type=radio name={0}><td><input type=radio name={0}>"
        rows = row.format("Accueil") + row.format("Délai")
        page = read(f"<table><tr><th><th>Bon<th>Mauvais{rows}</table>")
        told = [(field.group, field.label) for field in page.fields]
        assert told == [(ask, say) for ask in ("Accueil", "Délai") for say in ("Bon", "Mauvais")]

    @pytest.mark.parametrize(
        "html",
        [
            "<div><span>Question * :</span> {}</div>",
            "<fieldset><legend>Question *</legend>{}</fieldset>",
            "<h2>Vos codes</h2><p>Question *</p>{}",
        ],
    )
    def test_a_list_that_folds(self, html: str) -> None:
        """Buttons in a `details` are named by the words before it, as a list is."""
        button = "<li><label><input type=radio name=q value={0}> {0} ?</label>"
        folds = "<details><summary>Choisissez</summary><ul>{}</ul></details>"
        page = read(html.format(folds.format(button.format("Nom") + button.format("Âge"))))
        (question,) = radio_groups(page.fields)
        assert (question.label, question.mark) == ("Question", "*")
        assert [option.text for option in question.options] == ["Nom ?", "Âge ?"]
        assert question.opener is not None
        assert question.opener.words == "Choisissez"

    def test_nothing_chosen(self) -> None:
        """Where no button is pressed, the value is empty."""
        (question,) = radio_groups(read(QUESTION.replace(" checked", "")).visible_fields)
        assert question.value == ""

    def test_without_a_name_no_question(self) -> None:
        """Buttons without words around them, a lone button and boxes are no question."""
        lone = QUESTION.replace("<input type=radio name=q id=b", "<input type=radio name=r id=b")
        boxes = QUESTION.replace("type=radio", "type=checkbox")
        bare = QUESTION.replace("aria-labelledby=g", "")
        for html in (lone, boxes, bare):
            assert radio_groups(read(html).visible_fields) == ()

    def test_asked(self) -> None:
        """A form asks as many things as a person would count."""
        assert [field.label for field in grouped_fields(read(QUESTION))] == ["Nom", "Question"]


class TestFound:
    """A question is found by its words, its buttons by theirs."""

    def test_question(self) -> None:
        """By the words of the group."""
        found = find_field(read(QUESTION), "Question")
        assert found is not None
        assert len(found.options) == 2

    def test_button(self) -> None:
        """By its own words."""
        found = find_field(read(QUESTION), "Votre ville ?")
        assert found is not None
        assert not found.options

    def test_button_of(self) -> None:
        """What is answered leads to the button with those words; other fields stay themselves."""
        page = read(QUESTION)
        question, name = find_field(page, "Question"), find_field(page, "Nom")
        assert question is not None
        assert name is not None
        assert radio_button_of(page, question, "Votre mère ?").value == "1"
        assert radio_button_of(page, question, "Votre école ?") == question
        assert radio_button_of(page, name, "Votre mère ?") == name
