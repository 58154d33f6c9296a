import pytest

from harness.model.page import LabelSource
from harness.page.dom.builder import outline
from harness.page.dom.document import parse
from harness.page.extract import extract
from harness.page.labels.accessible_name import AccessibleNames, Name

URL = "https://portal.example/step2"
_TEXT_TYPES = ("text", "email", "password", "tel", "url", "search", "number", "date", "time")
_MORE_TYPES = ("month", "week", "datetime-local", "color", "checkbox", "radio", "range")
_HIDING = (
    "style='display: none'",
    "style='visibility: hidden'",
    "style='visibility: collapse'",
    "aria-hidden=true",
    "hidden",
)


def name(html: str) -> Name:
    """The accessible name of the element with the attribute `data-x`."""
    document = outline(parse(html), URL)
    node = next(node for node in document.nodes if "data-x" in node.attrs)
    return AccessibleNames(document).of(node)


def test_a_field_that_refers_to_its_own_words() -> None:
    """What its `aria-label` says is part of its name; its value is not."""
    html = "<b id=t>Supprimer</b><input id=s aria-labelledby='t s' {0}>"
    for attribute, label in (
        ("aria-label='la ligne 3'", "Supprimer la ligne 3"),
        ("value=x", "Supprimer"),
    ):
        (field,) = extract(html.format(attribute), url=URL).fields
        assert field.label == label


class TestLabels:
    """The `label` elements of a control."""

    @pytest.mark.parametrize("kind", [*_TEXT_TYPES, *_MORE_TYPES])
    @pytest.mark.parametrize("value", ["", "value=3"])
    @pytest.mark.parametrize(
        "html",
        [
            "<label for=a>Nom</label><input id=a type={kind} {value} data-x>",
            "<label><input type={kind} {value} data-x>Nom</label>",
        ],
    )
    def test_each_type(self, html: str, kind: str, value: str) -> None:
        """Its own value is not part of a control's name."""
        assert name(html.format(kind=kind, value=value)).text == "Nom"

    @pytest.mark.parametrize("hiding", _HIDING)
    @pytest.mark.parametrize("kind", ["text", "checkbox", "password", "range"])
    def test_hidden_label(self, hiding: str, kind: str) -> None:
        """A hidden label names its control all the same."""
        assert name(f"<label for=a {hiding}>Nom</label><input id=a type={kind} data-x>").text
        assert name(f"<label {hiding}><input type={kind} data-x>Nom</label>").text == "Nom"

    @pytest.mark.parametrize("hiding", _HIDING)
    def test_hidden_words_in_a_label(self, hiding: str) -> None:
        """Hidden words within a shown label are not part of the name."""
        html = f"<label for=a>Nom<span {hiding}> : champ vide</span></label><input id=a data-x>"
        assert name(html).text == "Nom"

    @pytest.mark.parametrize(
        ("html", "expected"),
        [
            (
                "<label for=a>Date</label> <label for=a>d'effet</label><input id=a data-x>",
                "Date d'effet",
            ),
            (
                "<label>Je <input id=a type=checkbox data-x> dis</label><label for=a>oui</label>",
                "Je dis oui",
            ),
            ("<label>Ville<select data-x><option>Lyon</select></label>", "Ville"),
            ("<label for=a>Texte</label><textarea id=a data-x>abc</textarea>", "Texte"),
            ("<label for=a>Ouvrir</label><input type=button id=a data-x>", "Ouvrir"),
            ("<label for=a>Ouvrir</label><input type=button id=a value=ok data-x>", "Ouvrir"),
            (
                "<label for=a><div>Numéro</div><div>SIRET</div></label><input id=a data-x>",
                "Numéro SIRET",
            ),
            ("<label for=a>Numéro<br>SIRET</label><input id=a data-x>", "Numéro SIRET"),
            ("<label for=a><b>N</b>om</label><input id=a data-x>", "Nom"),
            ("<label for=a><img alt=Nom></label><input id=a data-x>", "Nom"),
            ("<label for=b>Autre</label><input id=a data-x>", ""),
            ("<label>Jour <input> <input data-x></label>", ""),
            ("<label><input type=hidden><input data-x> Nom</label>", "Nom"),
            ("<label>Nom <b role=alert>Requis</b><input data-x></label>", "Nom"),
            ("<label for=a>Nom <output>0</output></label><input id=a data-x>", "Nom"),
            (
                "<label for=a>Nom <i role=menu><b role=menuitem>1</b></label><input id=a data-x>",
                "Nom",
            ),
            (
                "<label for=a>Nom <select role=menu><option>1</select></label><input id=a data-x>",
                "Nom",
            ),
            ("<label for=a>Nom <b role=dialog>Aide</b></label><input id=a data-x>", "Nom"),
            ("<label for=a>Nom <progress>Attendez</progress></label><input id=a data-x>", "Nom"),
            ("<label>Nom <input data-x><input type=week value='~a'></label>", "Nom"),
            ("<label for=a>Nom <fieldset>Aide</fieldset></label><input id=a data-x>", "Nom"),
            ("<label for=a>Nom <form>Aide</form></label><input id=a data-x>", "Nom"),
            ("<label for=a>Nom <object>Aide</object></label><input id=a data-x>", "Nom"),
            (
                "<label><details><summary>Nom</summary>Oh</details><input data-x></label>",
                "Nom",
            ),
            (
                "<label for=a>Nom <i role=alert aria-label=!>Oh</i></label><input id=a data-x>",
                "Nom !",
            ),
            ("<b id=b>Nom <i role=alert>oh</i></b><input aria-labelledby=b data-x>", "Nom oh"),
        ],
    )
    def test_which(self, html: str, expected: str) -> None:
        """Several labels are joined; a label around several controls names the first."""
        assert name(html).text == expected


class TestEmbeddedControls:
    """A control within a label contributes its value."""

    @pytest.mark.parametrize(
        "control",
        [
            "<input value=3>",
            "<input value=3 aria-label=fois>",
            "<input type=number value=3>",
            "<select><option>1<option selected>3</select>",
            "<textarea>3</textarea>",
            "<span role=textbox>3</span>",
            "<span role=slider aria-valuenow=3></span>",
            "<span role=spinbutton aria-valuetext=3 aria-valuenow=30></span>",
            "<input type=range value=3>",
            "<div role=listbox><i role=option>1</i><i role=option aria-selected=true>3</i></div>",
            "<div role=combobox><i role=option aria-selected=true>3</i><i role=option>1</i></div>",
        ],
    )
    def test_value(self, control: str) -> None:
        """Of a text field, a list, a range; the name of the control does not count."""
        html = f"<input type=checkbox id=a data-x><label for=a>Essayer {control} fois</label>"
        assert name(html).text == "Essayer 3 fois"


class TestReferences:
    """The attribute `aria-labelledby`."""

    @pytest.mark.parametrize("hiding", _HIDING)
    def test_hidden_reference(self, hiding: str) -> None:
        """Of a hidden element everything is read, of a shown one what is shown."""
        inner = f"Nom <i {hiding}>de <b {hiding}>famille</b></i>"
        assert name(
            f"<p id=t {hiding}>{inner}</p><button aria-labelledby=t data-x>x</button>"
        ).text == ("Nom de famille")
        assert name(f"<p id=t>{inner}</p><button aria-labelledby=t data-x>x</button>").text == "Nom"

    @pytest.mark.parametrize(
        ("html", "expected"),
        [
            ("<i id=a>un</i><i id=b>deux</i><input aria-labelledby='a b' data-x>", "un deux"),
            ("<i id=a>un</i><input aria-labelledby='zz a' data-x>", "un"),
            (
                "<i id=a>Ôter</i><input id=b aria-label=ligne aria-labelledby='a b' data-x>",
                "Ôter ligne",
            ),
            (
                "<i id=a>Ôter</i><button id=b aria-labelledby='a b' data-x>ceci</button>",
                "Ôter ceci",
            ),
            (
                "<i id=a aria-labelledby=b>un</i><i id=b>deux</i><input aria-labelledby=a data-x>",
                "un",
            ),
            ("<i id=a>un</i><input aria-labelledby=a aria-label=non data-x>", "un"),
            ("<i id=a></i><input aria-labelledby=a aria-label=oui data-x>", "oui"),
            ("<i id=a>un</i><label for=b>non</label><input id=b aria-labelledby=a data-x>", "un"),
            ("<i id=a>un</i><input aria-labeledby=a data-x>", "un"),
            ("<h2 id=a>Nom <a data-x aria-labelledby=a href=#><svg></svg></a></h2>", "Nom"),
            (
                "<select id=a><option selected>Lyon</select><button aria-labelledby=a data-x>",
                "Lyon",
            ),
            ("<div id=a role=none>un</div><div aria-labelledby=a data-x>x</div>", "un"),
            ("<i id=a>un</i><div role=group aria-labelledby=a data-x><p>x</p></div>", "un"),
            ("<p id=t><i>un</i><b>deux</b></p><input aria-labelledby=t data-x>", "undeux"),
        ],
    )
    def test_reference(self, html: str, expected: str) -> None:
        """Each in order, not followed twice, before everything else."""
        assert name(html).text == expected

    def test_circle_ends(self) -> None:
        """Elements that own one another are read once."""
        html = (
            "<button data-x aria-owns=a>un</button><i id=a aria-owns=b>deux</i>"
            "<i id=b aria-owns=a>trois</i>"
        )
        assert name(html).text == "un deux trois"


class TestNative:
    """Attributes and children of HTML elements."""

    @pytest.mark.parametrize(
        ("html", "expected"),
        [
            ("<input type=submit value=Valider data-x>", "Valider"),
            ("<input type=reset value=Effacer data-x>", "Effacer"),
            ("<input type=button value=Ouvrir data-x>", "Ouvrir"),
            ("<input type=image alt=Chercher data-x>", "Chercher"),
            ("<input type=image alt='' title=Chercher data-x>", "Chercher"),
            ("<img alt=Logo data-x>", "Logo"),
            ("<img alt='' title=Logo data-x>", "Logo"),
            ("<area alt=Nord href=# data-x>", "Nord"),
            ("<fieldset data-x><legend>Votre <b>nom</b></legend><input></fieldset>", "Votre nom"),
            ("<table data-x><caption>Prix</caption><tr><td>1</table>", "Prix"),
            ("<figure data-x><figcaption>Plan</figcaption><img></figure>", "Plan"),
            ("<svg data-x><title>Imprimer</title><path d=M0></svg>", "Imprimer"),
            ("<input title=Nom placeholder=x data-x>", "Nom"),
            ("<input placeholder=x data-x>", ""),
            ("<div title=Nom data-x></div>", "Nom"),
        ],
    )
    def test_native(self, html: str, expected: str) -> None:
        """Value, alt, legend, caption, title; a placeholder is no name of the author."""
        assert name(html).text == expected


class TestContent:
    """Elements that are named by what is in them."""

    @pytest.mark.parametrize(
        "role",
        ["button", "link", "checkbox", "radio", "switch", "tab", "menuitem", "option", "heading"],
    )
    def test_roles(self, role: str) -> None:
        """Roles that allow a name from content; ARIA beats it."""
        assert name(f"<div role={role} data-x><em>Votre</em> nom</div>").text == "Votre nom"
        assert name(f"<div role={role} aria-label=Nom data-x>x</div>").text == "Nom"

    @pytest.mark.parametrize("role", ["group", "textbox", "combobox", "list", "region", "dialog"])
    def test_other_roles(self, role: str) -> None:
        """Other roles are named by their author only."""
        assert name(f"<div role={role} data-x>Votre nom</div>").text == ""
        assert name(f"<div role={role} aria-label=Nom data-x>x</div>").text == "Nom"

    @pytest.mark.parametrize(
        ("html", "expected"),
        [
            ("<button data-x>Votre <em>nom</em></button>", "Votre nom"),
            ("<a href=# data-x>Votre<br>nom</a>", "Votre nom"),
            ("<a href=# data-x><div>Votre</div><div>nom</div></a>", "Votre nom"),
            ("<a href=# data-x>Votre<span style='display:block'>nom</span></a>", "Votre nom"),
            ("<a href=# data-x><span>Votre</span><span> </span><span>nom</span></a>", "Votre nom"),
            ("<a href=# data-x><img alt=Votre> nom</a>", "Votre nom"),
            ("<a href=# data-x><img src=i title=Imprimer></a>", "Imprimer"),
            ("<a href=# data-x><i aria-label=Imprimer></i></a>", "Imprimer"),
            ("<a href=# data-x><img alt=x role=none> nom</a>", "nom"),
            ("<a href=# data-x title=non>oui</a>", "oui"),
            ("<a href=# data-x title=oui><img alt=''></a>", "oui"),
            ("<button data-x title=''>oui</button>", "oui"),
            ("<button data-x><svg><title>Imprimer</title></svg></button>", "Imprimer"),
            ("<button data-x><svg><g><text>Imprimer</text></g></svg></button>", "Imprimer"),
            ("<button data-x>Voir<iframe title=carte></iframe></button>", "Voir carte"),
            ("<button data-x>Un<object>x</object>deux</button>", "Un deux"),
            ("<button data-x><svg aria-label=Imprimer></svg></button>", "Imprimer"),
            ("<button data-x><svg aria-labelledby=t><title id=t>Oui</title></svg></button>", "Oui"),
            ("<button data-x><i aria-hidden=true>×</i><i>Fermer</i></button>", "Fermer"),
            ("<button data-x><i hidden>a</i><i style='display:none'>b</i><i>c</i></button>", "c"),
            ("<h2 data-x>Pays : <input title=choix value=France></h2>", "Pays : France"),
            ("<div style='display:none'><button data-x>Valider</button></div>", "Valider"),
        ],
    )
    def test_content(self, html: str, expected: str) -> None:
        """Text, images and controls in order; blocks are parted by a blank."""
        assert name(html).text == expected


class TestButtonsAndLinks:
    """The labels of buttons and links are their accessible names."""

    @pytest.mark.parametrize(
        ("html", "label", "source"),
        [
            ("<input type=submit>", "Envoyer", LabelSource.VALUE),
            ("<input type=reset>", "Réinitialiser", LabelSource.VALUE),
            ("<html lang=en><input type=submit>", "Submit", LabelSource.VALUE),
            ("<html lang=en-GB><input type=reset>", "Reset", LabelSource.VALUE),
            ("<input type=submit title=Valider>", "Envoyer", LabelSource.VALUE),
            ("<input type=submit value='' title=Valider>", "Valider", LabelSource.TITLE),
            ("<input type=submit value=''>", "", LabelSource.NONE),
            ("<input type=image src=v.png>", "Envoyer", LabelSource.VALUE),
            ("<html lang=en><input type=image alt=''>", "Submit", LabelSource.VALUE),
            ("<input type=image src=v.png title=Valider>", "Valider", LabelSource.TITLE),
            (
                "<button>Code <input type=password value=4821></button>",
                "Code ••••",
                LabelSource.CONTENT,
            ),
            (
                "<button><ruby>Nom<rp>(</rp><rt>nɔ̃</rt><rp>)</rp></ruby></button>",
                "Nom",
                LabelSource.CONTENT,
            ),
            ("<input type=image src=a.gif value=Chercher>", "Chercher", LabelSource.VALUE),
            (
                "<button>Page<b aria-label=deux>2</b>lue</button>",
                "Page deux lue",
                LabelSource.CONTENT,
            ),
            (
                "<button>A<img alt=b>c<svg><title>d</title></svg></button>",
                "A b c d",
                LabelSource.CONTENT,
            ),
            ("<button>Lu<progress value=.5>x</progress></button>", "Lu .5", LabelSource.CONTENT),
            ("<button data-cp-label='Ville de'>Ville</button>", "Ville de", LabelSource.CONTENT),
            ("<button data-cp-label='VILLE'>Ville</button>", "Ville", LabelSource.CONTENT),
            ("<button data-cp-label='\ue001 Ma ville'>x</button>", "Ma ville", LabelSource.CONTENT),
            ("<button data-cp-label='50'></button>", "50", LabelSource.ALT),
            ("<input type=button>", "", LabelSource.NONE),
            ("<button><i class=icon></i></button>", "", LabelSource.NONE),
            ("<button>×</button>", "×", LabelSource.CONTENT),
            ("<button title=Fermer>×</button>", "Fermer", LabelSource.TITLE),
            (
                "<p id=t>Chercher</p><button aria-labelledby=t></button>",
                "Chercher",
                LabelSource.ARIA,
            ),
            ("<button><img alt=Chercher></button>", "Chercher", LabelSource.ALT),
        ],
    )
    def test_button(self, html: str, label: str, source: LabelSource) -> None:
        """Without words of its own a button to send or to reset has those of a browser."""
        button = extract(html, url=URL).buttons[0]
        assert (button.label, button.label_source) == (label, source)

    def test_drawing_is_no_text(self) -> None:
        """The title of a drawing is a name, and no word of the page."""
        page = extract(
            "<title>Page</title><p>Mot<svg><title>Dessin</title><text>x</text></svg>", url=URL
        )
        assert page.title == "Page"
        assert [text.text for text in page.texts] == ["Mot"]
