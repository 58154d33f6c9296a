"""Labels in the cells of tables."""

import pytest

from tests.page.labels.conftest import Labels

FIELDS = "<tr><td><input name=a></td><td><input name=b></td></tr>"
WORDS = "<tr><td>Nom</td><td>Prénom</td></tr>"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (FIELDS + WORDS, ["Nom", "Prénom"]),
        (WORDS + FIELDS, ["Nom", "Prénom"]),
        ("<tr><td colspan=2>Signature</td></tr>" + FIELDS + WORDS, ["Nom", "Prénom"]),
        (FIELDS + WORDS + "<tr><td>Tous les champs sont lus.</td></tr>", ["Nom", "Prénom"]),
        (WORDS + FIELDS + "<tr><td>Rue</td><td>Ville</td></tr>", ["Nom", "Prénom"]),
        (FIELDS + "<tr><td colspan=2>Nom et prénom</td></tr>", ["", ""]),
        (FIELDS + WORDS + FIELDS.replace("name=", "name=x"), ["", ""]),
        (FIELDS + "<tr><td>Nom</td><td><input name=c></td></tr>", ["", ""]),
    ],
)
def test_labels_below_a_row_of_fields(labels: Labels, rows: str, expected: list[str]) -> None:
    """They are in the cells below, unless these are the heads of another row of fields."""
    found = labels(f"<table>{rows}</table>")
    assert [found["a"], found["b"]] == expected
