import pytest

from tests.page.labels.conftest import Labels


def document(item: str, around: str = "<form>{}</form>") -> str:
    """Two fields in the same mark-up."""
    both = "".join(item.format(name, label) for name, label in (("a", "Nom"), ("b", "Ville")))
    return around.format(both)


class TestLabelsBehind:
    """A document that writes the labels behind or below its fields."""

    @pytest.mark.parametrize(
        "item",
        [
            "<input name={}> {}<br>",
            "<p><input name={}> {}</p>",
            "<div><input name={}><span>{}</span><span></span></div>",
            "<div><div><input name={}></div><div>{}</div></div>",
            "<div><input name={}><div>{}</div><p>Une phrase qui explique le champ.</p></div>",
        ],
    )
    @pytest.mark.parametrize(
        "around",
        [
            "<form>{}</form>",
            "<p><a href=/>Accueil</a> &gt; Démarches</p><div>{}</div>",
            "<form><h2>Inscription</h2><p>Remplissez ces champs, s'il vous plaît.</p>{}</form>",
        ],
    )
    def test_all_fields(self, labels: Labels, item: str, around: str) -> None:
        """All fields are followed by a short text, and nothing is before them."""
        assert labels(document(item, around)) == {"a": "Nom", "b": "Ville"}

    @pytest.mark.parametrize(
        ("item", "expected"),
        [
            ("<p>{1}</p><p><input name={0}> Aide</p>", ["Nom", "Ville"]),
            ("<p>{1} : <input name={0}> Aide</p>", ["Nom", "Ville"]),
            ("<p><input name={0} placeholder={1}> Aide</p>", ["Nom", "Ville"]),
            (
                "<div>{1}</div><div><input name={0}><br><i>Encore 500 lettres</i></div>",
                ["Nom", "Ville"],
            ),
        ],
    )
    def test_hints(self, labels: Labels, item: str, expected: list[str]) -> None:
        """A text behind a field that has a label before it, or a placeholder, is a hint."""
        assert list(labels(document(item)).values()) == expected

    @pytest.mark.parametrize("unit", ["mois", "€", "(en majuscules)", "<i class=aide>Aide</i>"])
    def test_units(self, labels: Labels, unit: str) -> None:
        """A unit, a remark or help is no label."""
        assert set(labels(document(f"<p><input name={{}}> {unit}</p>")).values()) == {""}

    def test_one_field(self, labels: Labels) -> None:
        """The text behind a field in its own element, among fields with labels before."""
        html = "<p>Nom <input name=a></p><div><input name=b><span>Ville</span></div>"
        assert labels(html) == {"a": "Nom", "b": "Ville"}

    def test_link_behind(self, labels: Labels) -> None:
        """A link behind the text is not part of it."""
        html = "<div><input name=f><span>Code</span> <a href=/x>Code oublié ?</a></div>"
        assert labels(html) == {"f": "Code"}
