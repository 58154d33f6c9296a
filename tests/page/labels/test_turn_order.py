import pytest

from tests.page.labels.conftest import Labels


class TestWordsBeforeChoices:
    """Radio buttons that each stand behind their own words."""

    @pytest.mark.parametrize(
        "html",
        [
            "<p>Oui <input type=radio name=g value=1> Non {}</p>",
            "<label>Oui</label><input type=radio name=g value=1><label>Non</label>{}",
            "<table><tr><td>Oui<td><input type=radio name=g value=1><td>Non<td>{}</table>",
        ],
    )
    def test_words_first(self, labels: Labels, html: str) -> None:
        """Words and buttons take turns, and the last is a button."""
        second = "<input type=radio name=g value=2>"
        assert labels(html.format(second)) == {"1": "Oui", "2": "Non"}

    def test_question_first(self, labels: Labels) -> None:
        """A question before the buttons does not make an order of words first."""
        html = (
            "<form><b>Motif ?</b><br><input type=radio name=g value=1> Vente<br>"
            "<input type=radio name=g value=2> Autre<br>Date : <input name=d></form>"
        )
        assert labels(html) == {"1": "Vente", "2": "Autre", "d": "Date"}
