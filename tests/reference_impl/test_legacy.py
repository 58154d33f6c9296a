"""The edition of 2010: other mark-up, another charset, other windows; the same rules and words."""

import html
import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest

from reference_impl.app import Site, build
from reference_impl.command import main
from reference_impl.domain.accounts import Registration
from reference_impl.editions import parts_of
from reference_impl.editions.legacy import STATIC
from reference_impl.editions.legacy.letters import LatinMailer
from reference_impl.routes import addresses as at
from reference_impl.settings import Settings
from tests.reference_impl.journey import CODE, IDENTIFIER, USER
from tests.reference_impl.people import ANNE, MARCEL, Clock, Outbox, recovery_form, search_form
from tests.reference_impl.test_pages import PAGES, lacking
from tests.reference_impl.visitor import Answer, Visitor

FRAMES = re.compile(r'<I?FRAME[^>]* SRC="([^"]+)"')
REFRESH = re.compile(r'HTTP-EQUIV="Refresh" CONTENT="(\d+);URL=([^"]+)"')
STEP = re.compile(r'NAME="etape" VALUE="([^"]*)"')
ERROR = re.compile(r'CLASS="erreur".*?<B>(.*?)</B>')
CODE_SHOWN = re.compile(r'SIZE="5"[^>]*><B>(\w+)</B>')
UNREAD = re.compile(r"<(SCRIPT|TITLE|NOFRAMES)\b.*?</\1>|<!--.*?-->", re.DOTALL)
MODERN = re.compile(r"<label|\bid=|jeton|aria-|required|placeholder", re.IGNORECASE)
MARK = ";jsessionid="


class Surfer(Visitor):
    """A visitor of 2010: frames, refreshes and windows-1252."""

    async def go(self, path: str) -> Answer:
        """Open a page and follow where it leads, refreshes included."""
        return await self.follow(await self.ask("GET", path))

    async def follow(self, answer: Answer) -> Answer:
        """Follow redirections and refreshes."""
        for _ in range(8):
            refresh = REFRESH.search(source(answer))
            if answer.status == 302:
                answer = await self.ask("GET", answer.header("location") or "")
            elif refresh:
                answer = await self.ask("GET", refresh[2])
            else:
                return answer
        raise AssertionError(f"led on without end, last to {answer.path}")

    async def send(self, page: Answer, path: str, **fields: str) -> Answer:
        """Send the form of a page as a browser sends it for such a charset."""
        fields = {"etape": html.unescape(STEP.findall(source(page))[0]), **fields}
        body = "&".join(f"{name}={percent(value)}" for name, value in fields.items())
        headers = {"content-type": "application/x-www-form-urlencoded"}
        return await self.follow(await self.ask("POST", path, body.encode(), headers))

    async def fill_in(self, path: str, **fields: str) -> Answer:
        """Open the page of a form, fill it in and send it."""
        return await self.send(await self.go(path), path, **fields)


def percent(value: str) -> str:
    """Write a value as browsers do: windows-1252, and references for what it lacks."""
    return quote_from_bytes(value.encode("cp1252", "xmlcharrefreplace"))


def source(answer: Answer) -> str:
    """The mark-up of a page, in the charset that it is sent in."""
    return answer.body.decode("cp1252", "replace")


def text(answer: Answer) -> str:
    """The words of a page, and those of the pictures in it, as a person reads them."""
    body = UNREAD.sub("", source(answer))
    body = re.sub(r'<(?:IMG|INPUT)[^>]* ALT="([^"]*)"[^>]*>', r"\1", body)
    body = re.sub(r'<INPUT TYPE="text"[^>]*VALUE="([^"]*)"[^>]*>', r" \1 ", body)
    body = re.sub(r"<(?:BR|P|LI|T[DR]|H\d|OPTION)\b[^>]*>", " ", body)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", body)).replace("\xa0", " "))


@pytest.fixture
def settings(accounts_file: Path) -> Settings:
    """The settings of this edition."""
    return Settings(accounts=accounts_file, smtp_host="127.0.0.1", smtp_port=9, edition="legacy")


@pytest.fixture
def legacy(settings: Settings, outbox: Outbox, clock: Clock) -> Iterator[Site]:
    """The whole portal in this edition."""
    with build(settings, replace(parts_of(settings), mailer=outbox, clock=clock)) as site:
        yield site


@pytest.fixture
def surfer(legacy: Site) -> Surfer:
    """A visitor of this edition."""
    return Surfer(legacy.app)


@pytest.fixture
def cookieless(settings: Settings, outbox: Outbox) -> Iterator[Site]:
    """The whole portal in this edition, with its sessions in the addresses."""
    settings = replace(settings, session_in_url=True)
    with build(settings, replace(parts_of(settings), mailer=outbox)) as site:
        yield site


async def recover(surfer: Surfer, person: Registration = MARCEL) -> Answer:
    """From the form of step 3 to step 4."""
    return await surfer.fill_in(CODE.regeneration, **asdict(recovery_form(person)))


@pytest.mark.parametrize("path", PAGES)
async def test_the_page_says_the_words_of_the_guide(path: str, surfer: Surfer) -> None:
    """Every line of the guide's page stands on ours or in its frames, word for word."""
    page = await surfer.go(path)
    words = text(page) + "".join([text(await surfer.go(f)) for f in FRAMES.findall(source(page))])
    for line in lacking(PAGES[path], words):
        assert [word for word in re.findall(r"[\w'+]+", line) if word not in words] == []


@pytest.mark.parametrize("path", [*PAGES, "/cadre/entete", "/nulle-part"])
async def test_it_is_a_page_of_its_day(path: str, surfer: Surfer) -> None:
    """HTML 4.01 in ISO-8859-1, said in header and page; no label, no token, no protection."""
    page = await surfer.go(path)
    assert page.header("content-type") == "text/html; charset=ISO-8859-1"
    assert "charset=ISO-8859-1" in source(page)
    assert "HTML 4.01" in source(page)
    assert not MODERN.search(source(page))
    assert page.header("content-security-policy") is None


@pytest.mark.parametrize("path", [*PAGES, "/cadre/entete", "/cadre/menu", "/cadre/principal"])
async def test_every_address_answers(path: str, surfer: Surfer) -> None:
    """Links, those in scripts too, frames, pictures and scripts: nothing is missing."""
    page = source(await surfer.go(path))
    found = re.findall(r"""(?:HREF|SRC|ACTION|BACKGROUND)="(/[^"]*)"|'(/[^']*)'""", page)
    for address in {one or other for one, other in found}:
        if address.startswith("/static/"):
            assert (STATIC / address.removeprefix("/static/").partition("?")[0]).is_file()
        else:
            assert (await surfer.go(address)).status == 200, address


async def test_functions_that_pages_call_are_there(surfer: Surfer) -> None:
    """Each function named in an attribute stands in the scripts of the portal."""
    scripts = "".join(path.read_text("ascii") for path in STATIC.glob("*.js"))
    for path in PAGES:
        page = source(await surfer.go(path))
        called = re.findall(r'(?:javascript:|on\w+="(?:return )?)([a-z]\w+)\(', page, re.IGNORECASE)
        assert [name for name in called if f"function {name}(" not in scripts] == []


async def test_login_opens_in_a_window_that_others_can_follow(surfer: Surfer) -> None:
    """The pop-up's address is a real one, for browsers without scripts."""
    page = source(await surfer.go("/cadre/entete"))
    assert re.search(r"""HREF="/connexion" onClick="window\.open\(this\.href,'connexion'""", page)


async def test_the_way_of_an_administrator(surfer: Surfer, outbox: Outbox) -> None:
    """Search, request, both codes, login, certification: the rules are those of every edition."""
    step3 = await surfer.fill_in(IDENTIFIER.search, **asdict(search_form(MARCEL)))
    assert step3.path == IDENTIFIER.regeneration
    assert f'NAME="identifiant" VALUE="{MARCEL.identifier}"' in source(step3)
    step4 = await surfer.send(step3, step3.path, **asdict(recovery_form(MARCEL)))
    shown = CODE_SHOWN.findall(source(step4))[0]
    login = await surfer.send(step4, at.NEW_CODE)
    assert login.path == at.LOGIN
    asked = await surfer.send(login, at.LOGIN, identifiant=MARCEL.identifier, code=outbox.code)
    assert asked.path == at.CERTIFICATION
    refused = await surfer.send(asked, at.CERTIFICATION, code="FAUX")
    assert "Il vous reste 2 essais" in ERROR.findall(source(refused))[0]
    space = await surfer.send(refused, at.CERTIFICATION, code=shown)
    assert "Bonjour Marcel DUPONT" in text(space)


async def test_pauses_between_two_pages(surfer: Surfer) -> None:
    """A search that finds and the end of step 4 lead on by a refresh; a refusal does not."""
    page = await surfer.go(IDENTIFIER.search)
    surfer.hops.clear()
    await surfer.send(page, IDENTIFIER.search, **asdict(search_form(MARCEL)))
    assert [hop.status for hop in surfer.hops] == [200, 200]
    surfer.hops.clear()
    await surfer.send(page, IDENTIFIER.search, **asdict(search_form(MARCEL, nom="AUTRE")))
    assert [hop.status for hop in surfer.hops] == [302, 200]


@pytest.mark.parametrize("accents", ["É", "E\u0301"])
async def test_what_the_charset_lacks_is_read_and_kept(surfer: Surfer, accents: str) -> None:
    """Accents arrive in windows-1252; a combining one comes as a reference, and is the same."""
    form = asdict(search_form(ANNE, nom=f"L'H{accents}RITIER"))
    assert (await surfer.fill_in(USER.search, **form)).path == USER.regeneration


async def test_what_was_typed_comes_back_in_a_refusal(surfer: Surfer) -> None:
    """Letters beyond the charset, mark-up and impossible references, as they were typed."""
    typed = "Œ€ <b> Ω &#999999999; &#55296;"
    refused = await surfer.fill_in(USER.search, **asdict(search_form(ANNE, nom=typed)))
    kept = re.findall(r'NAME="nom" VALUE="([^"]*)"', source(refused))[0]
    assert html.unescape(kept) == html.unescape(html.escape(typed))
    assert len(ERROR.findall(source(refused))) == 1


async def test_a_form_without_its_step_is_not_read(surfer: Surfer) -> None:
    """What lacks the hidden state is sent back to its form, and nothing happens."""
    page = await surfer.go(at.LOGIN)
    sent = {"identifiant": MARCEL.identifier, "code": MARCEL.confidential_code}
    answer = await surfer.send(page, at.LOGIN, etape="ailleurs", **sent)
    assert "Votre session a expiré" in ERROR.findall(source(answer))[0]


def test_mails_are_latin_through_and_through() -> None:
    """ISO-8859-1, quoted-printable, Q-encoded subject; the guide's words, and one code."""
    raw = LatinMailer("127.0.0.1", 25).compose(MARCEL.email, "FMWQS252").as_bytes()
    head, _, body = raw.partition(b"\r\n\r\n")
    assert b"Subject: =?iso-8859-1?q?R=E9g=E9n=E9ration_de_code_confidentiel?=" in head
    assert b'charset="iso-8859-1"' in head
    assert b"quoted-printable" in head
    assert body.count(b"FMWQS252") == 1
    assert b"A bient=F4t sur notre site" in body
    assert raw.isascii()


class TestSessionsInTheAddress:
    """Without a cookie, the session travels in every address of the portal."""

    async def test_no_cookie_and_every_address(self, cookieless: Site) -> None:
        """Links, forms, scripts and refreshes carry the session; files and other sites do not."""
        surfer = Surfer(cookieless.app)
        page = await surfer.go(at.LOGIN)
        assert page.header("set-cookie") is None
        found = re.findall(r"""["'](/(?!static)[^"']*)["']""", source(page))
        assert [address for address in found if MARK not in address] == []
        assert f'"/static/style.css{MARK}' not in source(page)
        assert source(await surfer.go(at.CONDITIONS)).count(MARK) == 0  # no session yet

    async def test_the_way_without_cookies(self, cookieless: Site, outbox: Outbox) -> None:
        """From the search to the personal space by what the pages' own addresses carry."""
        surfer = Surfer(cookieless.app)
        step2 = await surfer.go(IDENTIFIER.search)
        form = asdict(search_form(MARCEL))
        step3 = await surfer.send(step2, self.action(step2), **form)
        assert MARCEL.identifier in source(step3)
        form = asdict(recovery_form(MARCEL))
        step4 = await surfer.send(step3, self.action(step3), **form)
        shown = CODE_SHOWN.findall(source(step4))[0]
        login = await surfer.send(step4, self.action(step4))
        sent = {"identifiant": MARCEL.identifier, "code": outbox.code}
        asked = await surfer.send(login, self.action(login), **sent)
        space = await surfer.send(asked, self.action(asked), code=shown)
        assert "Bonjour Marcel DUPONT" in text(space)
        assert surfer.cookies == {}

    async def test_whoever_has_the_address_has_the_session(self, cookieless: Site) -> None:
        """The weakness that such portals had is there, for the harness to find."""
        surfer = Surfer(cookieless.app)
        page = await surfer.go(CODE.regeneration)
        step4 = await surfer.send(page, self.action(page), **asdict(recovery_form(MARCEL)))
        other = await Surfer(cookieless.app).go(step4.path)
        assert CODE_SHOWN.findall(source(other)) == CODE_SHOWN.findall(source(step4))
        bare = await Surfer(cookieless.app).go(step4.path.partition(MARK)[0])
        assert CODE_SHOWN.findall(source(bare)) == []

    @staticmethod
    def action(page: Answer) -> str:
        """The address that the page's POST form is sent to."""
        return str(re.findall(r'METHOD="post" ACTION="([^"]+)"', source(page))[0])

    def test_only_this_edition_has_it(self, capsys: pytest.CaptureFixture[str]) -> None:
        """The option with another edition is refused, with the reason."""
        with pytest.raises(SystemExit) as stop:
            main(["--smtp", "127.0.0.1:9", "--accounts", "x.json", "--session-in-url"])
        assert stop.value.code == 2
        assert "--edition legacy" in capsys.readouterr().err
