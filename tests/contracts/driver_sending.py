"""What every driver keeps: the forms that it sends."""

from urllib.parse import parse_qsl

import pytest

from harness.core.errors import EgressBlocked
from harness.driver.protocol import ActionRefused, Engine, FieldInput, Tab
from harness.model.upload import Upload
from tests.contracts.reading import button_of, entry, field_of, link_of, words
from tests.driver.portal import Portal


@pytest.mark.asyncio(loop_scope="session")
class SendingContract:
    """Forms are sent as a browser sends them."""

    async def test_a_form_sends_what_a_browser_sends(self, tab: Tab, site: Portal) -> None:
        """Exactly the successful controls, in document order, the button among them."""
        got = await tab.open("/forms")
        await tab.fill(
            [
                entry(got, "nom", "D'Été-Müller"),
                entry(got, "prénom", "Zoé & Cie"),
                entry(got, "secret", "pâss wörd"),
                entry(got, "question", "Nom de jeune fille de votre mère ?"),
                entry(got, "cgu", "oui"),
                entry(got, "lettre", ""),
                entry(got, "remarque", "a\nb"),
            ]
        )
        answer = await tab.press(button_of(got, "Valider"))
        assert parse_qsl(site.posts()[0].decode(), keep_blank_values=True) == [
            ("nom", "D'Été-Müll"),
            ("prénom", "Zoé & Cie"),
            ("secret", "pâss wörd"),
            ("jeton", "a&b=c d"),
            ("question", "q1"),
            ("cgu", "oui"),
            ("civ", "M"),
            ("remarque", "a\r\nb"),
            ("légende", "vif"),
            ("pièce", ""),
            ("action", "valider"),
        ]
        assert words(answer)[0] == "Reçu"
        assert [x.method for x in answer.exchanges] == ["POST"]
        sent = site.headers["/echo"]
        assert sent["referer"] == f"{site.url}/forms"
        assert sent["origin"] == site.url
        assert sent["content-type"] == "application/x-www-form-urlencoded"
        assert sent["accept-language"].startswith("fr")

    async def test_a_visit_that_only_reads_sends_nothing(
        self, engine: Engine, tab: Tab, site: Portal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A form that is pressed all the same does not leave; pages are read as ever."""
        monkeypatch.setattr(engine.egress, "read_only", True)
        got = await tab.open("/forms")
        with pytest.raises(EgressBlocked, match="a visit that only reads"):
            await tab.press(button_of(got, "Valider"))
        assert site.posts() == []
        assert words(await tab.open("/forms"))[0] == "Formulaires"

    async def test_bytes_of_a_form(self, tab: Tab, site: Portal) -> None:
        """The bytes are those of a browser: what is escaped, and how."""
        got = await tab.open("/get")
        await tab.press(button_of(got, "Chercher"))
        assert site.paths()[-1] == "GET /echo?mot=%C3%A9+%C3%A0%2Bb%26c%7E*"

    async def test_a_radio_button_takes_the_place_of_another(self, tab: Tab, site: Portal) -> None:
        """Ticking one clears the other of its group."""
        got = await tab.open("/forms")
        madame = next(f for f in got.page.fields if f.label == "Madame")
        await tab.fill([FieldInput(field=madame, value="on")])
        await tab.press(button_of(got, "Annuler"))
        sent = parse_qsl(site.posts()[0].decode())
        assert [value for name, value in sent if name == "civ"] == ["Mme"]
        assert ("action", "annuler") in sent

    async def test_an_image_button_sends_its_place(self, tab: Tab, site: Portal) -> None:
        """An image button sends the point of the click, and no other button is sent."""
        got = await tab.open("/forms")
        await tab.press(button_of(got, "Carte"))
        sent = parse_qsl(site.posts()[0].decode())
        assert sent[-2:] == [("carte.x", "10"), ("carte.y", "10")]

    async def test_reset_brings_back_what_stood_there(self, tab: Tab, site: Portal) -> None:
        """A reset button sends nothing and undoes what was typed."""
        got = await tab.open("/forms")
        await tab.fill([entry(got, "nom", "neuf")])
        after = await tab.press(button_of(got, "Effacer"))
        assert field_of(after, "nom").value == "vieux"
        assert site.posts() == []

    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            ("/latin", b"nom=%C9t%E9+%80+%26%2397%3B%26%23937%3B&_charset_=windows-1252"),
            ("/accept", b"nom=%C9t%E9+%80+%26%2397%3B%26%23937%3B"),
        ],
    )
    async def test_charset_of_a_form(
        self, tab: Tab, site: Portal, path: str, expected: bytes
    ) -> None:
        """Latin pages send windows-1252; what it lacks becomes a numeric reference."""
        got = await tab.open(path)
        await tab.fill([entry(got, "nom", "Été € &#97;Ω")])
        await tab.press(button_of(got, "Envoyer"))
        assert site.posts() == [expected]

    async def test_multipart(self, tab: Tab, site: Portal) -> None:
        """A multipart form has a part for each control, quotes in names escaped."""
        got = await tab.open("/multipart")
        await tab.press(button_of(got, "Envoyer"))
        boundary = site.headers["/echo"]["content-type"].partition("boundary=")[2]
        assert site.posts()[0].replace(boundary.encode(), b"B") == (
            b'--B\r\nContent-Disposition: form-data; name="n%22om"\r\n\r\nZo\xc3\xa9\r\n'
            b'--B\r\nContent-Disposition: form-data; name="f"; filename=""\r\n'
            b"Content-Type: application/octet-stream\r\n\r\n\r\n"
            b'--B\r\nContent-Disposition: form-data; name="t"\r\n\r\na\r\nb\r\n--B--\r\n'
        )

    async def test_plain_text_form(self, tab: Tab, site: Portal) -> None:
        """A text/plain form sends lines as they are."""
        got = await tab.open("/plainform")
        await tab.press(button_of(got, "Envoyer"))
        assert site.posts() == ["a=1 2\r\nb=é\r\n".encode()]
        assert site.headers["/echo"]["content-type"] == "text/plain"

    async def test_a_form_within_a_table_owns_its_fields(self, tab: Tab, site: Portal) -> None:
        """Fields after a form's start tag belong to it, whatever tables stand around."""
        got = await tab.open("/table")
        await tab.fill(
            [entry(got, "Numéro SIRET", "12345678912345"), entry(got, "Numéro BCR", "01XXX123")]
        )
        await tab.press(button_of(got, "rechercher"))
        assert site.posts() == [b"siret=12345678912345&bcr=01XXX123&ok=rechercher"]

    async def test_controls_outside_of_their_form(self, tab: Tab, site: Portal) -> None:
        """Controls bound by id are sent, and the button's own action counts."""
        got = await tab.open("/outside")
        await tab.press(button_of(got, "Dehors"))
        assert site.posts() == [b"avant=1&dedans=2&b=3"]
        assert site.paths()[-1] == "POST /echo?par=bouton"

    async def test_lists(self, tab: Tab, site: Portal) -> None:
        """All choices of a list are sent, or the first of one that shows a single line."""
        got = await tab.open("/many")
        await tab.fill([entry(got, "v", "second")])
        await tab.press(button_of(got, "Envoyer"))
        assert site.posts() == [b"m=un&m=3&v=second"]

    async def test_base_address(self, tab: Tab, site: Portal) -> None:
        """Links and forms follow the document's base address."""
        got = await tab.open("/based")
        assert link_of(got, "lien").url == f"{site.url}/echo?lien"
        await tab.press(button_of(got, "ok"))
        assert site.paths()[-1] == "GET /echo?x=y"

    @pytest.mark.parametrize(
        ("path", "methods"),
        [
            ("/see-other", ["POST", "GET"]),
            ("/found", ["POST", "GET"]),
            ("/temporary", ["POST", "POST"]),
            ("/permanent", ["POST", "POST"]),
        ],
    )
    async def test_redirects_after_post(
        self, tab: Tab, site: Portal, path: str, methods: list[str]
    ) -> None:
        """302 and 303 lead to a GET, 307 and 308 send the same again."""
        got = await tab.open(f"/send?to={path}")
        answer = await tab.press(button_of(got, "Envoyer"))
        assert [x.method for x in answer.exchanges] == methods
        bodies = [body for _, _, body in site.received[1:]]
        assert bodies == [b"a=1", b"a=1" if methods[1] == "POST" else b""]

    async def test_a_list_without_the_option(self, tab: Tab) -> None:
        """A choice that the list does not offer is the portal's doing, and told as such."""
        got = await tab.open("/forms")
        with pytest.raises(ActionRefused, match="Nom de jeune fille"):
            await tab.fill([entry(got, "question", "Quelle couleur ?")])

    async def test_a_disabled_field_takes_nothing(self, tab: Tab) -> None:
        """A disabled field refuses what a person would type."""
        got = await tab.open("/forms")
        with pytest.raises(ActionRefused, match="disabled"):
            await tab.fill([entry(got, "mort", "x")])

    async def test_a_file_is_sent_with_its_name_and_type(self, tab: Tab, site: Portal) -> None:
        """As a browser sends it, byte by byte."""
        got = await tab.open("/multipart")
        field = next(one for one in got.page.fields if one.kind == "file")
        file = Upload(name="reçu.pdf", data=b"%PDF-1\r\n\x00", content_type="application/pdf")
        await tab.fill([FieldInput(field=field, value=file.name, file=file)])
        await tab.press(got.page.buttons[0])
        sent = site.posts()[0]
        head = 'name="f"; filename="reçu.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
        assert head.encode() + file.data + b"\r\n--" in sent

    async def test_a_field_of_another_kind_takes_no_file(self, tab: Tab) -> None:
        """The refusal says so."""
        got = await tab.open("/multipart")
        file = Upload(name="a.txt", data=b"a")
        with pytest.raises(ActionRefused) as refused:
            await tab.fill([FieldInput(field=got.page.fields[0], value="a.txt", file=file)])
        assert refused.value.seen.code == "element-without-file"

    async def test_enter_sends_the_form(self, tab: Tab, site: Portal) -> None:
        """As if its first button were pressed."""
        got = await tab.open("/get")
        await tab.fill([FieldInput(field=got.page.fields[0], value="x")])
        await tab.press_key("Enter")
        assert site.paths()[-1] == "GET /echo?mot=x"

    async def test_a_button_that_is_pressed_twice_at_once(self, tab: Tab, site: Portal) -> None:
        """Both requests are under way together; the window shows the answer to the second."""
        got = await tab.open("/meet")
        answer = await tab.press(button_of(got, "Envoyer"), twice=True)
        assert words(answer) == ["Second"]
        assert site.posts() == [b"n=1", b"n=1"]

    async def test_dialogs_that_are_accepted(self, tab: Tab) -> None:
        """So they are anyway."""
        await tab.answer_dialogs(accept=True)
