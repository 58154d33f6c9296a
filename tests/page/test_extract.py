from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.model.page import Page
from harness.page.dom.document import parse_snapshot
from harness.page.extract import extract

URL = "https://portal.example/espace/step1?lang=fr"

_NAMES = """
a b body br button cp-frame cp-shadow div fieldset font form frame frameset h1 h2 html iframe
img input label legend li map noscript object option p script select span style table td
template textarea th title tr ul
"""
TAGS = st.sampled_from(_NAMES.split())
ATTRIBUTES = st.sampled_from(
    [
        "",
        " id=a",
        " for=a",
        " name='n'",
        " type=hidden",
        " type=radio checked",
        " role=combobox aria-controls=a",
        " role=listbox",
        " role=option",
        " role=alert",
        " href='//[x'",
        " src='javascript:1'",
        " colspan=99999999999999999999",
        " style='display:none'",
        " data-cp-box='1 2 x'",
        " aria-labelledby='a a'",
        " form=a",
        " disabled",
    ]
)
MARKUP = st.lists(
    st.one_of(
        st.builds("<{}{}>".format, TAGS, ATTRIBUTES),
        st.builds("</{}>".format, TAGS),
        st.text(max_size=8),
        st.sampled_from(["<!--", "-->", "<![CDATA[", "]]>", "&nbsp;", "&#0;", "*", " : "]),
    ),
    max_size=40,
).map("".join)


def read(html: str) -> Page:
    """The page that a document makes."""
    return extract(html, url=URL)


def words(html: str) -> list[tuple[str, str]]:
    """Kind and words of each block."""
    return [(text.kind, text.text) for text in read(html).texts]


class TestPage:
    """What belongs to the page as a whole."""

    def test_head(self) -> None:
        """Title, language and charset are the document's own."""
        page = read(
            "<html lang=fr><head><meta charset=UTF-8><title>\n Codes &amp;\nperdus</title></head>"
        )
        assert (page.title, page.language, page.charset) == ("Codes & perdus", "fr", "utf-8")

    def test_given_values(self) -> None:
        """What the answer said comes through, and its charset counts first."""
        page = extract("<meta charset=utf-8>", url=URL, status=404, charset="ISO-8859-1")
        assert (page.url, page.status, page.charset) == (URL, 404, "iso-8859-1")

    def test_nothing(self) -> None:
        """An empty document is an empty page."""
        assert read("") == Page(url=URL)


class TestTexts:
    """Blocks of text in reading order."""

    def test_kinds(self) -> None:
        """Each block knows what it is."""
        assert words(
            "<h1>Titre</h1><p>Alinéa</p><ul><li>Point</li></ul><table><caption>Légende</caption>"
            "<tr><td>Cellule</td></tr></table><label>Nom</label><fieldset><legend>Groupe</legend>"
            "</fieldset><pre>A  B</pre><p><code>XYZ</code></p><div>Direct</div>"
        ) == [
            ("heading", "Titre"),
            ("paragraph", "Alinéa"),
            ("item", "Point"),
            ("caption", "Légende"),
            ("cell", "Cellule"),
            ("label", "Nom"),
            ("legend", "Groupe"),
            ("code", "A B"),
            ("code", "XYZ"),
            ("paragraph", "Direct"),
        ]

    def test_inline_content_is_one_block(self) -> None:
        """Fonts, links and line breaks do not cut a sentence."""
        html = "<p>Votre <b>code</b><font> perdu</font> :<br>cliquez <a href=x>i<i>ci</i></a>.</p>"
        assert words(html) == [("paragraph", "Votre code perdu : cliquez ici.")]

    def test_blocks_cut(self) -> None:
        """Text around an inner block is two blocks."""
        assert words("<div>avant<p>dedans</p>après</div><div>suite</div>") == [
            ("paragraph", "avant"),
            ("paragraph", "dedans"),
            ("paragraph", "après"),
            ("paragraph", "suite"),
        ]

    def test_word_spelt_in_cells(self) -> None:
        """A code in a row of boxes, one character in each, is read as one word."""
        row = "".join(f"<td>{character}</td>" for character in "K7MQ2")
        assert words(f"<table><tr>{row}</tr><tr><td>A</td><td>B</td></tr></table>") == [
            ("cell", "K7MQ2"),
            ("cell", "A"),
            ("cell", "B"),
        ]

    def test_headings_have_levels(self) -> None:
        """By element or by role."""
        page = read("<h3>Un</h3><div role=heading aria-level=4>Deux</div><h2><div>Trois</div></h2>")
        assert [(text.text, text.level) for text in page.headings] == [
            ("Un", 3),
            ("Deux", 4),
            ("Trois", 2),
        ]

    def test_image_stands_for_missing_words(self) -> None:
        """A heading that is a picture is read by its alternative; elsewhere words suffice."""
        assert words("<h1><img alt='Codes perdus'></h1><p><img alt=Logo> Bonjour</p>") == [
            ("heading", "Codes perdus"),
            ("paragraph", "Bonjour"),
        ]

    @pytest.mark.parametrize(
        "hidden",
        [
            "<script>SECRET</script>",
            "<style>SECRET</style>",
            "<template><p>SECRET</p></template>",
            "<!-- SECRET -->",
            "<p hidden>SECRET</p>",
            "<div style='color:red; DISPLAY : none'><p>SECRET</p></div>",
            "<div style='visibility:hidden'>SECRET</div>",
            "<p data-cp-hidden=1>SECRET</p>",
            "<dialog>SECRET</dialog>",
            "<details><p>SECRET</p></details>",
            "<details>SECRET</details>",
            "<rp>SECRET</rp>",
            "<meter>SECRET</meter>",
            "<progress>SECRET</progress>",
            "<math><annotation>SECRET</annotation></math>",
            "<object data=x.html>SECRET</object>",
            "<object type=text/html>SECRET</object>",
            "<select><option>SECRET</select>",
            "<textarea>SECRET</textarea>",
            "<audio>SECRET</audio>",
            "<iframe>SECRET</iframe>",
            "<svg><text>SECRET</text></svg>",
        ],
    )
    def test_what_nobody_reads(self, hidden: str) -> None:
        """Scripts, hidden parts and the content of controls are no texts."""
        assert words(f"<p>avant</p>{hidden}<p>après</p>") == [
            ("paragraph", "avant"),
            ("paragraph", "après"),
        ]

    def test_what_stands_in_for_scripts(self) -> None:
        """The content of `noscript` is read where no scripts run, and only there."""
        html = "<html><noscript><p>sans script</p></noscript><p>corps</p></html>"
        assert words(html) == [("paragraph", "sans script"), ("paragraph", "corps")]
        page = extract(parse_snapshot(html), url=URL)
        assert [text.text for text in page.texts] == ["corps"]

    def test_a_live_document_keeps_its_tree(self) -> None:
        """A form within a form and a block in a paragraph, as scripts make them."""
        page = extract(
            parse_snapshot(
                '<html><p>a<cp-frame data-cp-name="f"><div>b</div></cp-frame></p>'
                '<form action="/1"><form action="/2"><input name="x"/></form></form></html>'
            ),
            url=URL,
        )
        assert [(text.text, text.frame) for text in page.texts] == [("a", ()), ("b", ("f",))]
        assert [form.action[-2:] for form in page.forms] == ["/1", "/2"]
        assert page.fields[0].form == page.forms[1].ref

    def test_what_somebody_reads(self) -> None:
        """Open dialogs and details, other styles, and what stands in for a plugin."""
        html = (
            "<dialog open>a</dialog><details open>b</details><p style='display:block'>c</p>"
            "<object data=x.swf type=application/x-shockwave-flash><p>d</p></object>"
            "<object classid=clsid:1 data=x>e</object><br><object><p>f</p></object>"
        )
        assert [text for _, text in words(html)] == list("abcdef")


class TestFields:
    """Fields with what stands in them."""

    def test_kinds_and_values(self) -> None:
        """As a browser would show and send them."""
        page = read(
            "<form id=x method=POST action=/go enctype=multipart/form-data>"
            "<input name=a value=' 1 '><input type=PASSWORD name=b maxlength=8 pattern='[A-Z]+'>"
            "<input type=checkbox name=c><input type=radio name=d value=2 checked>"
            "<textarea name=e>\nun\n deux</textarea><select name=f><option value=1>Un"
            "<option selected>Deux</select><input type=hidden name=g value=h></form>"
            "<input name=i form=x readonly><input name=j disabled required>"
        )
        assert [(field.name, field.kind, field.value) for field in page.fields] == [
            ("a", "text", " 1 "),
            ("b", "password", ""),
            ("c", "checkbox", "on"),
            ("d", "radio", "2"),
            ("e", "textarea", "un\n deux"),
            ("f", "select", "Deux"),
            ("g", "hidden", "h"),
            ("i", "text", ""),
            ("j", "text", ""),
        ]
        by_name = {field.name: field for field in page.fields}
        assert (by_name["b"].max_length, by_name["b"].pattern) == (8, "[A-Z]+")
        assert (by_name["c"].checked, by_name["d"].checked) == (False, True)
        assert [field.form for field in page.fields] == ["1"] * 8 + [""]
        assert (by_name["i"].read_only, by_name["j"].disabled, by_name["j"].required) == (True,) * 3
        assert [field.name for field in page.visible_fields] == list("abcdefij")
        (form,) = page.forms
        assert (form.method, form.action) == ("post", "https://portal.example/go")
        assert form.enctype == "multipart/form-data"

    @pytest.mark.parametrize(
        ("options", "chosen"),
        [
            ("<option>A<option>B", "A"),
            ("<option disabled>A<option>B", "B"),
            ("<option selected>A<option selected>B", "B"),
            ("<option disabled selected>A<option>B", "A"),
            ("<optgroup disabled><option>A</optgroup><option>B", "B"),
            ("<option label=A>x<option label=B selected>y", "y"),
            ("<option>A<svg><template></template></svg><option selected>B<select></select>", "B"),
        ],
    )
    def test_a_list_shows_one_choice(self, options: str, chosen: str) -> None:
        """The last one marked, else the first usable one."""
        (field,) = read(f"<select>{options}</select>").fields
        assert (field.value, [option.text for option in field.options]) == (chosen, ["A", "B"])
        assert sum(option.selected for option in field.options) == 1

    @pytest.mark.parametrize(
        ("html", "checked"),
        [
            ("<input type=radio name=a checked><input type=radio name=a checked>", [False, True]),
            ("<input type=radio name=a checked><input type=radio name=b checked>", [True, True]),
            ("<input type=radio checked><input type=radio checked>", [True, True]),
            (
                "<form><input type=radio name=a checked></form><input type=radio name=a checked>",
                [True, True],
            ),
            ("<input type=checkbox name=a checked><input type=radio name=a checked>", [True] * 2),
        ],
    )
    def test_a_group_of_radio_buttons_has_one_choice(self, html: str, checked: list[bool]) -> None:
        """The last one that is marked, of the same name and form."""
        assert [field.checked for field in read(html).fields] == checked

    def test_values_are_those_that_a_browser_keeps(self) -> None:
        """Each kind of field keeps what its rules allow, and a kind that is none is a text."""
        page = read(
            "<input type=number value=abc><input type=range><input type=color value=red>"
            "<input value='a&#10;b'><input type=datetime value=x>"
            "<input type=hidden value='a&#10;b'>"
        )
        assert [(field.kind, field.value) for field in page.fields] == [
            *(("number", ""), ("range", "50"), ("color", "#ff0000"), ("text", "ab")),
            *(("text", "x"), ("hidden", "a\nb")),
        ]

    def test_list_of_many(self) -> None:
        """A list of several choices starts with none."""
        (field,) = read("<select multiple><option>A<option>B</select>").fields
        assert (field.value, [option.selected for option in field.options]) == ("", [False] * 2)

    def test_disabled_fieldset(self) -> None:
        """A fieldset switches off what it holds, but for its own legend."""
        page = read(
            "<fieldset disabled><legend><input name=a></legend><p><input name=b>"
            "<fieldset><input name=c></fieldset></fieldset>"
        )
        assert [field.disabled for field in page.fields] == [False, True, True]

    @pytest.mark.parametrize(
        "html",
        [
            (
                "<label id=l>Question *</label><button role=combobox aria-labelledby=l"
                " aria-controls=o>Choisir</button><ul id=o role=listbox hidden>{}</ul>"
            ),
            "<label for=b>Question *</label><input role=combobox id=b><ul role=listbox>{}</ul>",
            (
                "<div><span>Question * :</span><div role=combobox>Choisir<ul role=listbox>{}</ul>"
                "</div></div>"
            ),
        ],
    )
    def test_combobox(self, html: str) -> None:
        """A list made of other elements is a field with choices, and no text."""
        options = "<li role=option data-value=1>Un</li><li role=option>Deux</li>"
        page = read(html.format(options))
        (field,) = page.fields
        assert (field.kind, field.label, field.mark) == ("combobox", "Question", "*")
        assert [(option.text, option.value) for option in field.options] == [
            ("Un", "1"),
            ("Deux", "Deux"),
        ]
        assert (page.buttons, {"Un", "Deux"} & {text.text for text in page.texts}) == ((), set())

    def test_a_field_in_what_plays_a_button(self) -> None:
        """It can be filled in, whatever the element around it says of itself."""
        page = read("<div role=button><input name=f title=Nom></div><a href=x role=button><input>")
        assert [(field.name, field.label) for field in page.fields] == [("f", "Nom"), ("", "")]

    def test_combobox_around_a_real_field(self) -> None:
        """The real field counts, not the wrapper that names itself a combobox."""
        page = read("<p>Nom : <span role=combobox><input name=f></span></p>")
        assert [(field.name, field.label) for field in page.fields] == [("f", "Nom")]


class TestButtons:
    """Whatever is pressed is a button."""

    def test_labels(self) -> None:
        """By value, content, alternative, title; brackets and arrows are no words."""
        page = read(
            "<input type=submit value='Je valide'><input type=image name=i alt=Aller value=v>"
            "<button>[annuler]</button><button type=button title=Fermer>×</button>"
            "<button><img alt=Imprimer></button><a role=button>Suite ></a>"
            "<input type=button value=Non disabled><button type=reset>Vider</button>"
            "<div role=button tabindex=0>Entrer</div>"
        )
        assert [(button.label, button.kind) for button in page.buttons] == [
            ("Je valide", "submit"),
            ("Aller", "image"),
            ("annuler", "submit"),
            ("Fermer", "button"),
            ("Imprimer", "submit"),
            ("Suite", "button"),
            ("Non", "button"),
            ("Vider", "reset"),
            ("Entrer", "button"),
        ]
        assert [button.disabled for button in page.buttons].count(True) == 1
        assert page.links == ()

    @pytest.mark.parametrize(
        "html",
        [
            "<ul><li>code A : <button>ici</button></li><li>code B : <button>ici</button></li></ul>",
            "<p>code A : <input type=submit value=ici><br>code B : <input type=submit value=ici>",
            "<li>code A : <form><button>ici</button></form><li>code B : <form><button>ici</button>",
            (
                "<table><tr><td>code A :</td><td><button>ici</button></td></tr>"
                "<tr><td>code B :</td><td><form><button>ici</button></form></td></tr></table>"
            ),
        ],
    )
    def test_beside(self, html: str) -> None:
        """Like buttons are told apart by the words before them, as like links are."""
        assert [button.beside for button in read(html).buttons] == ["code A : ici", "code B : ici"]

    def test_beside_nothing(self) -> None:
        """The words of a form, or of another button, say nothing of the one at its end."""
        page = read("<p>Aide</p><form><input name=f><p><button>A</button><button>B</button></form>")
        assert [button.beside for button in page.buttons] == ["A", "B"]

    def test_hidden_button(self) -> None:
        """A hidden button is kept, and known as such."""
        (button,) = read("<div hidden><button>Ok</button></div>").buttons
        assert not button.visible


class TestLinks:
    """Links with the words that tell them apart."""

    def test_addresses(self) -> None:
        """Resolved as a browser does it; scripts and broken ones as written."""
        page = read(
            "<a href='a b.html'>1</a><a href='/x'>2</a><a href='?q=1'>3</a><a href='#top'>4</a>"
            "<a href=\"javascript:window.open('p.html')\">5</a><a onclick='go()'>6</a>"
            "<a href='http://[broken'>7</a><a name=here>8</a><span role=link>9</span>"
            "<map><area href=z alt='Zone'></map>"
        )
        assert [link.url for link in page.links] == [
            "https://portal.example/espace/a%20b.html",
            "https://portal.example/x",
            "https://portal.example/espace/step1?q=1",
            "https://portal.example/espace/step1?lang=fr#top",
            "javascript:window.open('p.html')",
            "",
            "http://[broken",
            "",
            "https://portal.example/espace/z",
        ]
        assert [link.label for link in page.links][-2:] == ["9", "Zone"]

    def test_link_that_looks_like_a_button(self) -> None:
        """An address makes a link, whatever role it plays; what scripts answer is a button."""
        page = read("<a role=button href=fin>Terminer</a><a role=button href=#>Ouvrir</a>")
        assert [link.label for link in page.links] == ["Terminer"]
        assert [button.label for button in page.buttons] == ["Ouvrir"]

    def test_base(self) -> None:
        """The document's base counts."""
        page = read("<base href='https://other.example/d/'><a href=x>1</a><form action=y></form>")
        assert page.links[0].url == "https://other.example/d/x"
        assert page.forms[0].action == "https://other.example/d/y"

    @pytest.mark.parametrize(
        "html",
        [
            "<ul><li>code A : <a href=a>ici</a></li><li>code B : <a href=b>ici</a></li></ul>",
            "<p>code A : <a href=a>ici</a><br>code B : <a href=b>ici</a></p>",
            (
                "<table><tr><td>code A :</td><td><a href=a>ici</a></td></tr>"
                "<tr><td>code B :</td><td><a href=b>ici</a></td></tr></table>"
            ),
            "<div><p>code A :<p><a href=a>ici</a></div><div><p>code B :<p><a href=b>ici</a></div>",
            "<dl><dt>code A :<dd><a href=a>ici</a><dt>code B :<dd><a href=b>ici</a></dl>",
        ],
    )
    def test_beside(self, html: str) -> None:
        """Like links are told apart by the words before them."""
        assert [link.beside for link in read(html).links] == ["code A : ici", "code B : ici"]

    def test_beside_a_row_of_links(self) -> None:
        """A menu's links stand beside nothing but themselves."""
        page = read("<ul><li><a href=a>Un</a></li><li><a href=b>Deux</a></li></ul>")
        assert [link.beside for link in page.links] == ["Un", "Deux"]

    def test_links_of_one_block(self) -> None:
        """Only the words since the link before count."""
        page = read("<p>avant</p><p>Aide : <a href=a>un</a>, <a href=b>deux</a><a href=c>trois</a>")
        assert [link.beside for link in page.links] == ["Aide : un", "deux", "trois"]

    def test_picture_link(self) -> None:
        """A link without words is named by its picture."""
        (link,) = read("<a href=x target=aide><img src=a.gif alt='Aide'></a>").links
        assert (link.label, link.target) == ("Aide", "aide")


class TestMessages:
    """Messages are found by role, liveness and name, each once."""

    def test_found(self) -> None:
        """Roles first; names that speak of errors or messages as well."""
        page = read(
            "<div role=alert>A</div><p role=status>B</p><div aria-live=polite>C</div>"
            "<p class='msg-error'>D</p><font id=zoneErreur>E</font>"
            "<table><td class=alerte>F</td></table>"
            "<div class='alert alert-info'>G</div><div class=messages>H</div>"
        )
        assert [(one.text, one.role) for one in page.messages] == [
            ("A", "alert"),
            ("B", "status"),
            ("C", "status"),
            ("D", "alert"),
            ("E", "alert"),
            ("F", "alert"),
            ("G", "alert"),
            ("H", "status"),
        ]

    def test_nested_once(self) -> None:
        """A message within a message is told once."""
        page = read("<div role=alert><p class=error>Erreur <b class=msg>!</b></p></div>")
        assert [one.text for one in page.messages] == ["Erreur !"]

    @pytest.mark.parametrize(
        "html",
        [
            "<div role=alert></div>",
            "<div role=alert hidden>x</div>",
            "<div aria-live=off>x</div>",
            "<div class=has-error><label>Nom <input></label></div>",
            "<body class=error-page><p>x",
            "<p class=alerting>x",
        ],
    )
    def test_none(self, html: str) -> None:
        """Empty, hidden and silent regions, and containers of fields, are no messages."""
        assert read(html).messages == ()


class TestMedia:
    """Sounds and pictures."""

    def test_sounds(self) -> None:
        """Each address once, whatever the element."""
        page = read(
            "<audio><source src=a.wav type=audio/wav></audio><bgsound src=b.wav>"
            "<object data=c.wav><embed src=c.wav></object><embed src=d.pdf type=application/pdf>"
        )
        assert [sound.url.rpartition("/")[2] for sound in page.sounds] == [
            "a.wav",
            "b.wav",
            "c.wav",
        ]

    @pytest.mark.parametrize(
        ("html", "label"),
        [
            ("<p>(Cliquez ici)</p><audio controls src=a.wav></audio>", "(Cliquez ici)"),
            (
                "<a href=b>B</a> Cliquez ici<br><audio controls><source src=a.wav></audio>",
                "Cliquez ici",
            ),
            ("<p>Un</p><p>Deux</p><p>Trois</p><object data=a.wav></object>", "Deux Trois"),
            ("<p>Cliquez ici</p><audio src=a.wav></audio>", ""),
            ("<p>Cliquez ici</p><audio controls hidden src=a.wav></audio>", ""),
            ("<p>Cliquez ici</p><button>B</button><audio controls src=a.wav></audio>", ""),
        ],
    )
    def test_the_words_before_a_player(self, html: str, label: str) -> None:
        """Of one that a person can start; a link or button in between has its own words."""
        (sound,) = read(html).sounds
        assert sound.label == label

    def test_pictures(self) -> None:
        """Visible images with their words."""
        page = read(
            "<img src=a.gif alt=' Un '><img src=b.gif hidden><i role=img aria-label=Deux></i>"
        )
        assert [picture.alt for picture in page.pictures] == ["Un", "Deux"]


class TestFrames:
    """The documents of frames are part of the page."""

    def test_plain_frames_are_named(self) -> None:
        """Without their documents frames are only listed."""
        page = read("<frameset><frame src=menu.html name=menu><frame src=/main></frameset>")
        assert [(frame.name, frame.url) for frame in page.frames] == [
            ("menu", "https://portal.example/espace/menu.html"),
            ("", "https://portal.example/main"),
        ]

    def test_wrapped_frames_are_read(self) -> None:
        """Elements know their frame; ids and addresses belong to it alone."""
        page = read(
            "<title>Haut</title><label for=a>Haut</label><input id=a name=top>"
            "<cp-frame data-cp-name=main data-cp-url='https://f.example/x/y'><title>Bas</title>"
            "<label for=a>Bas</label><input id=a name=low><a href=z>lien</a>"
            "<cp-frame data-cp-name=inner data-cp-url='https://g.example/'><p>au fond</p>"
            "</cp-frame>"
            "</cp-frame><iframe name=main src=y></iframe>"
        )
        assert page.title == "Haut"
        assert [(field.label, field.frame) for field in page.fields] == [
            ("Haut", ()),
            ("Bas", ("main",)),
        ]
        assert page.links[0].url == "https://f.example/x/z"
        assert [frame.path for frame in page.frames] == [("main",), ("main", "inner")]
        assert page.texts[-1].frame == ("main", "inner")

    def test_frame_in_a_list(self) -> None:
        """A frame is a document of its own, wherever it stands."""
        page = read("<form><ul><li><cp-frame><p>texte</p><input></cp-frame></li></ul></form>")
        assert (page.texts[0].kind, page.fields[0].form) == ("paragraph", "")

    def test_shadow_roots_are_transparent(self) -> None:
        """What stands in an open shadow root is read like the rest."""
        page = read(
            "<my-field><cp-shadow><label>Nom * <input name=f></label></cp-shadow></my-field>"
        )
        assert (page.fields[0].label, page.fields[0].mark) == ("Nom", "*")

    def test_each_shadow_tree_has_ids_of_its_own(self) -> None:
        """What a slot shows is of the tree around it: it sees the ids there."""
        part = (
            "<my-field><cp-shadow><label for=c id=l><slot data-cp-given=1><b>{}</b></slot></label>"
            "<input id=c></cp-shadow></my-field>"
        )
        own = "<slot data-cp-given=1><input aria-labelledby=l></slot>"
        two = f"<form>{part.format('Nom')}{part.format('Ville')}</form><i id=l>Rue</i>"
        fields = read(f"{two}<x-y><cp-shadow>{own}</cp-shadow></x-y>").fields
        assert [one.label for one in fields] == ["Nom", "Ville", "Rue"]
        assert fields[0].form == fields[1].form != ""
        assert read("<slot data-cp-given=99999999999999999999><input></slot>").fields


class TestStamps:
    """What a driver stamped counts before what the mark-up says."""

    def test_stamps(self) -> None:
        """Ref, value, tick, form, problem, place, address, visibility."""
        page = read(
            "<form data-cp-ref=7><input data-cp-ref=8 data-cp-value=now value=then data-cp-form=7"
            " data-cp-problem='Renseignez ce champ.' data-cp-box='1 2 30 4.5'>"
            "<input type=checkbox checked data-cp-ref=9 data-cp-box='0 0 1 1'>"
            "<input type=checkbox data-cp-ref=10 data-cp-checked=1></form>"
            "<a href=x data-cp-ref=11 data-cp-url='https://a.example/' data-cp-hidden=1>lien</a>"
        )
        first, unticked, ticked = page.fields
        assert (first.ref, first.value, first.form) == ("8", "now", "7")
        assert first.problem == "Renseignez ce champ."
        assert first.box is not None
        assert (first.box.x, first.box.height) == (1.0, 4.5)
        assert (unticked.checked, ticked.checked) == (False, True)
        (link,) = page.links
        assert (link.ref, link.url, link.visible) == ("11", "https://a.example/", False)

    def test_without_layout_the_markup_decides(self) -> None:
        """A driver that lays nothing out stamps only what changed."""
        page = read(
            "<input type=radio checked data-cp-ref=1><input type=radio checked data-cp-ref=2"
            " data-cp-checked=0><select data-cp-ref=3><option>A<option selected>B</select>"
            "<select data-cp-ref=4><option selected data-cp-checked=0>A"
            "<option data-cp-checked=1>B</select>"
        )
        assert [field.checked for field in page.fields[:2]] == [True, False]
        assert [field.value for field in page.fields[2:]] == ["B", "B"]

    def test_own_refs(self) -> None:
        """Without stamps everything that is pointed at is numbered in document order."""
        page = read("<form><input><button>x</button></form><a href=y>y</a>")
        refs = [part.ref for part in (*page.fields, *page.buttons, *page.links)]
        assert [form.ref for form in page.forms] + refs == ["1", "2", "3", "4"]

    def test_own_refs_never_collide(self) -> None:
        """An element without a stamp among stamped ones gets a name of another shape."""
        page = read("<input data-cp-ref=2><input>")
        assert len({field.ref for field in page.fields}) == 2


class TestHostile:
    """Mark-up is material, whatever it is."""

    @given(MARKUP)
    def test_never_raises(self, html: str) -> None:
        """Any soup of tags makes a page, and refs are unique."""
        page = read(html)
        parts = (*page.fields, *page.buttons, *page.links)
        assert len({part.ref for part in parts}) == len(parts)

    @given(st.text())
    def test_any_text(self, html: str) -> None:
        """Any text makes a page."""
        assert read(html).url == URL

    @given(MARKUP.filter(lambda html: "<" not in html.replace("<p", "")))
    def test_scripts_stay_unread(self, html: str) -> None:
        """The content of a script never comes out."""
        assert "S3CRET" not in read(f"<p>{html}</p><script>S3CRET</script>").model_dump_json()

    def test_lone_surrogates(self) -> None:
        """Half a character, as scripts can make it, is replaced."""
        assert words("<p>a\ud800b</p>") == [("paragraph", "a\ufffdb")]

    @pytest.mark.parametrize("tag", ["div", "b", "cp-frame", "table><tr><td", "ul><li", "label"])
    def test_deep_nesting(self, tag: str) -> None:
        """Five thousand levels are no reason to fall over."""
        assert "au fond" in read(f"<{tag}>" * 5000 + "au fond <input>").texts[0].text

    def test_unclosed_table(self) -> None:
        """Tags that were never closed lose no field."""
        page = read(
            "<table><form action=x><tr><td>Nom<td><input name=a><tr><td>Âge<td><input name=b>"
        )
        assert [(field.label, field.form) for field in page.fields] == [("Nom", "1"), ("Âge", "1")]

    def test_order_is_reading_order(self) -> None:
        """Refs grow with the document."""
        page = read("<p><a href=1>a</a>" * 20)
        assert all(int(one.ref) < int(two.ref) for one, two in pairwise(page.links))


def test_what_lies_behind_a_modal_dialog() -> None:
    """The page is all there is; its front is what the driver did not mark as lying behind."""
    html = """<p data-cp-behind="1">loin <a href="/x">lien</a></p>
    <main>près<dialog open><h1>Devant</h1></dialog></main>"""
    whole = extract(html, url="http://portal.test/")
    front = extract(html, url="http://portal.test/", front=True)
    assert [text.text for text in whole.texts] == ["loin lien", "près", "Devant"]
    assert [text.text for text in front.texts] == ["près", "Devant"]
    assert not any(link.visible for link in front.links)
