"""Headings as labels of fields."""

import pytest

from tests.page.labels.conftest import Labels


@pytest.mark.parametrize(
    "html",
    [
        "<h4>Dossier</h4><input name=a><h4>Code</h4><input name=b type=password>",
        "<h1>Accès</h1><h4>Dossier</h4><p><input name=a></p><h4><b>Code</b></h4><input name=b>",
        "<div><h3>Dossier</h3><input name=a></div><div><h3>Code</h3><input name=b></div>",
        "<h4>Dossier</h4><input name=a><p>Sur votre courrier.</p><h4>Code</h4><input name=b>",
    ],
)
def test_one_right_before_each_field(labels: Labels, html: str) -> None:
    """They name the fields where nothing else does."""
    assert labels(html) == {"a": "Dossier", "b": "Code"}


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>Connexion</h2><input name=a><input name=b>", ["", ""]),
        ("<h2>Connexion</h2><input name=a>", [""]),
        ("<h1>Site</h1><input name=a><h2>Connexion</h2><input name=b>", ["", ""]),
        ("<h3>A</h3><p>Nom</p><input name=a><h3>B</h3><input name=b>", ["Nom", ""]),
        ("<h3>A</h3><input name=a placeholder=Nom><h3>B</h3><input name=b>", ["Nom", "B"]),
        ("<h3>A</h3><input name=a><input name=b><h3>B</h3><input name=c>", ["", "", ""]),
    ],
)
def test_not_of_a_page_or_a_form(labels: Labels, html: str, expected: list[str]) -> None:
    """A heading of several fields, of another level, or with words before the field."""
    assert list(labels(html).values()) == expected


def test_many_fields(labels: Labels) -> None:
    """The headings of a container are read once."""
    html = "".join(f"<h4>Champ {index}</h4><input name=f{index}>" for index in range(1_000))
    assert labels(html)["f999"] == "Champ 999"
