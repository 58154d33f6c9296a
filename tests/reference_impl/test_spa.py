"""The edition of today: one page that draws everything, the same rules behind its JSON."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from reference_impl.altering.pages import TEMPLATES
from reference_impl.app import Site, build
from reference_impl.command import main
from reference_impl.domain import messages
from reference_impl.domain.accounts import Registration
from reference_impl.editions import parts_of
from reference_impl.editions.spa.front import without_prefix
from reference_impl.editions.spa.letters import HtmlMailer
from reference_impl.editions.spa.pause import Pause
from reference_impl.editions.spa.shell import MODULES, STATIC, VIEWS
from reference_impl.routes import addresses as at
from reference_impl.settings import Settings
from tests.reference_impl.journey import CODE, IDENTIFIER, USER
from tests.reference_impl.people import ANNE, MARCEL, Clock, Outbox, recovery_form, search_form
from tests.reference_impl.visitor import Answer, Visitor

IMPORT = re.compile(r'(?:from|import)\s*\(?\s*["`](\.[^"`$]+)["`]')
MOST_HOPS = 5
ADDRESSES = (at.HOME, at.LOGIN, at.LOST_CODES, CODE.regeneration, at.NEW_CODE, at.SPACE)


class Page(Visitor):
    """The page as it speaks with the portal, without its screen."""

    token = ""

    async def told(self, method: str, path: str, **fields: Any) -> tuple[Answer, dict[str, Any]]:
        """Ask once; give the answer, and what it says."""
        headers = {"x-csrf-token": self.token, "content-type": "application/json"}
        body = json.dumps(fields).encode() if method == "POST" else b""
        answer = await self.ask(method, f"/api{path}", body, headers)
        said = json.loads(answer.body)
        self.token = said.get("token") or said.get("values", {}).get("token") or self.token
        return answer, said

    async def show(self, path: str) -> tuple[str, dict[str, Any]]:
        """Open an address and follow where it leads; give the last one, and what it says."""
        for _ in range(MOST_HOPS):
            _, said = await self.told("GET", path)
            if "go" not in said:
                return path, said
            path = said["go"]
        raise AssertionError(f"sent on without end, last to {path}")

    async def send(self, path: str, **fields: Any) -> dict[str, Any]:
        """Open the view of a form, and send it."""
        await self.show(path)
        _, said = await self.told("POST", path, **fields)
        return said

    async def recover(self, person: Registration) -> str:
        """Take steps 3 and 4 with the identifier known; give the certification code."""
        assert await self.send(CODE.regeneration, **asdict(recovery_form(person))) == {
            "go": at.NEW_CODE
        }
        await self.show(at.NEW_CODE)
        _, said = await self.told("GET", f"{at.NEW_CODE}/code")
        return str(said["code"])


@pytest.fixture
def site(accounts_file: Path, outbox: Outbox, clock: Clock) -> Iterator[Site]:
    """Give the portal in this edition, without the pauses of a network."""
    settings = Settings(
        accounts=accounts_file, smtp_host="127.0.0.1", smtp_port=9, edition="spa", delay_ms=(0, 0)
    )
    parts = replace(parts_of(settings), mailer=outbox, clock=clock)
    with build(settings, parts) as site:
        yield site


@pytest.fixture
def page(site: Site) -> Page:
    """Give the page."""
    return Page(site.app)


# The shell and its modules


@pytest.mark.parametrize("path", ADDRESSES)
async def test_every_address_opens_the_same_shell(path: str, page: Page) -> None:
    """Whoever opens an address gets the page, which says nothing by itself."""
    answer = await page.ask("GET", path)
    assert (answer.status, answer.header("content-type")) == (200, "text/html; charset=utf-8")
    assert answer.body == (await page.ask("GET", at.HOME)).body
    assert page.cookies == {}


async def test_an_address_that_there_is_not_is_404_and_the_shell(page: Page) -> None:
    """The page draws the error; a server that says 200 would be believed by search engines."""
    answer = await page.ask("GET", "/nulle-part")
    assert (answer.status, 'type="module"' in answer.text) == (404, True)


async def test_nothing_comes_from_elsewhere(page: Page) -> None:
    """Modules and styles are the portal's own, and no other script may run."""
    answer = await page.ask("GET", at.HOME)
    policy = answer.header("content-security-policy") or ""
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    for source in re.findall(r'(?:src|href)="([^"]+)"', answer.text):
        assert (await page.ask("GET", source)).status == 200


MODULE_IMPORTS = {
    path.stem: (
        "vues/" if path.parent == MODULES else "",
        IMPORT.findall(path.read_text(encoding="utf-8")),
    )
    for path in [*STATIC.glob("*.js"), *MODULES.glob("*.js")]
}


@pytest.mark.parametrize("module", MODULE_IMPORTS)
async def test_every_module_finds_what_it_imports(module: str, page: Page) -> None:
    """Relative addresses lead to modules, in the tree in which they are served."""
    folder, names = MODULE_IMPORTS[module]
    for name in names:
        address = f"/static/v-0/{folder}{name.removeprefix('./')}".replace("vues/../", "")
        answer = await page.ask("GET", address)
        assert (answer.status, name) == (200, name)
        assert answer.header("content-type") == "text/javascript; charset=utf-8"


def test_every_view_has_its_module() -> None:
    """The views have the names of the other editions' templates."""
    assert set(TEMPLATES.values()) | {"topic", "unavailable"} <= VIEWS


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("/api", ("/", True)),
        ("/api/", ("/", True)),
        ("/api/connexion", ("/connexion", True)),
        ("/apiculture", ("/apiculture", False)),
        ("/static/v-12ab/app.js", ("/static/app.js", False)),
        ("/static/v-12ab/vues/home.js", ("/vues/home.js", False)),
        ("/static/app.js", ("/static/app.js", False)),
    ],
)
def test_prefixes(asked: str, meant: tuple[str, bool]) -> None:
    """What stands before an address says who asks, or which version is wanted."""
    assert without_prefix(asked) == meant


# The rules, over JSON


async def test_the_whole_way(page: Page, outbox: Outbox) -> None:
    """Search, request, both codes, and the next login with them."""
    form = asdict(search_form(ANNE))
    assert await page.send(USER.search, **form) == {"go": USER.regeneration}
    _, said = await page.show(USER.regeneration)
    assert said["values"]["found"] == ANNE.identifier
    sent = await page.send(USER.regeneration, **asdict(recovery_form(ANNE)))
    assert sent == {"go": at.NEW_CODE}
    _, told = await page.told("GET", f"{at.NEW_CODE}/code")
    assert await page.send(at.NEW_CODE) == {"go": at.LOGIN}
    login = {"identifiant": ANNE.identifier, "code": outbox.code}
    assert await page.send(at.LOGIN, **login) == {"go": at.CERTIFICATION}
    assert await page.send(at.CERTIFICATION, code=told["code"]) == {"go": at.SPACE}
    _, space = await page.show(at.SPACE)
    assert space["values"]["name"] == f"{ANNE.first_name} {ANNE.last_name}"
    assert space["values"]["connected"] is True


@pytest.mark.parametrize(
    ("path", "fields", "words"),
    [
        (at.LOGIN, {}, messages.MANDATORY_MISSING),
        (at.LOGIN, {"identifiant": "x", "code": "y"}, messages.LOGIN_FAILED),
        (IDENTIFIER.search, {"siret": 12345678912345}, messages.MANDATORY_MISSING),
        (CODE.regeneration, {}, messages.MANDATORY_MISSING),
    ],
)
async def test_a_refusal_is_told_beside_the_form(
    path: str, fields: dict[str, Any], words: str, page: Page
) -> None:
    """The same words as in the other editions, with the status of what cannot be taken."""
    await page.show(path)
    answer, said = await page.told("POST", path, **fields)
    assert (answer.status, said["refused"]) == (422, words)


async def test_the_third_failure_is_told_in_the_login_window(page: Page, outbox: Outbox) -> None:
    """The rules lead elsewhere, and the words wait there, once."""
    await page.recover(MARCEL)
    await page.send(at.LOGIN, identifiant=MARCEL.identifier, code=outbox.code)
    for _ in range(2):
        assert "refused" in await page.send(at.CERTIFICATION, code="WRONG")
    assert await page.send(at.CERTIFICATION, code="WRONG") == {"go": at.LOGIN}
    told = [(await page.show(at.LOGIN))[1]["values"]["message"] for _ in range(2)]
    assert told == [messages.CODE_CANCELLED, None]


@pytest.mark.parametrize("path", [at.LOGIN, IDENTIFIER.search, CODE.regeneration])
@pytest.mark.parametrize("token", ["", "forged"])
async def test_a_request_without_the_token_is_refused(path: str, token: str, page: Page) -> None:
    """No other site can know the token; the refusal brings one with which to go on."""
    await page.show(path)
    page.token = token
    answer, said = await page.told("POST", path, identifiant="x")
    assert (answer.status, said["refused"]) == (422, messages.SESSION_EXPIRED)
    _, said = await page.told("POST", path)
    assert said["refused"] == messages.MANDATORY_MISSING


async def test_forms_of_another_site_are_not_read(page: Page, outbox: Outbox) -> None:
    """A form as HTML sends it has neither the token nor the type."""
    await page.show(CODE.regeneration)
    await page.post(CODE.regeneration, asdict(recovery_form(MARCEL)))
    assert outbox.sent == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        (b"[" * 100_000, 400),
        (b'"\xff"', 400),
        (json.dumps({f"f{n}": "" for n in range(60)}).encode(), 413),
        (b'{"nom": "' + b"x" * 1_100_000 + b'"}', 413),
    ],
)
async def test_other_bodies_are_refused(body: bytes, status: int, page: Page) -> None:
    """What is no JSON object of a form's size is an error of its sender."""
    answer = await page.ask("POST", "/api/connexion", body, {"content-type": "application/json"})
    assert answer.status == status


async def test_half_a_character_does_no_harm(page: Page) -> None:
    """JSON can carry what no text holds."""
    said = await page.send(at.LOGIN, identifiant="\ud800", code="\udfff")
    assert said["refused"] == messages.LOGIN_FAILED


async def test_pages_behind_the_steps_are_kept_from_others(page: Page, site: Site) -> None:
    """Neither the view nor the code is told to another session."""
    await page.recover(MARCEL)
    other = Page(site.app)
    for path, instead in ((at.NEW_CODE, at.LOST_CODES), (at.SPACE, at.LOGIN)):
        assert (await other.show(path))[0] == instead
    assert (await other.ask("GET", f"/api{at.NEW_CODE}/code")).status == 404
    assert (await page.ask("GET", f"{at.NEW_CODE}/code")).status == 404


async def test_no_view_is_told_more_than_it_shows(page: Page, outbox: Outbox) -> None:
    """Accounts and codes do not travel along: each view names what it is told."""
    code = await page.recover(MARCEL)
    _, step4 = await page.show(at.NEW_CODE)
    assert code not in json.dumps(step4)
    assert set(step4["values"]) == {"connected", "message", "token"}
    await page.send(at.LOGIN, identifiant=MARCEL.identifier, code=outbox.code)
    await page.send(at.CERTIFICATION, code=code)
    _, space = await page.show(at.SPACE)
    assert set(space["values"]) == {"connected", "message", "token", "name", "administrator"}


async def test_a_mail_that_fails_is_a_view_of_its_own(page: Page, outbox: Outbox) -> None:
    """It says that nothing has changed, and leads back."""
    outbox.broken = True
    said = await page.send(CODE.regeneration, **asdict(recovery_form(MARCEL)))
    assert said["view"] == "unavailable"
    assert said["values"]["message"] == messages.MAIL_FAILED
    assert said["values"]["back"] == CODE.regeneration


async def test_the_sound_is_the_plain_one(page: Page) -> None:
    """A link and a player ask for it as in the other editions."""
    await page.recover(MARCEL)
    answer = await page.ask("GET", at.NEW_CODE_SOUND)
    assert (answer.status, answer.header("content-type")) == (200, "audio/wav")


# The mails, the pauses, the options


def test_the_mail_says_the_same_in_text_and_html() -> None:
    """Two parts, the plain one first, both with the guide's words and the code."""
    mail = HtmlMailer("127.0.0.1", 9).compose(MARCEL.email, "ABCD<123")
    text, html = mail.iter_parts()
    assert mail.get_content_type() == "multipart/alternative"
    assert [text.get_content_type(), html.get_content_type()] == ["text/plain", "text/html"]
    for words in ("Votre nouveau code confidentiel est le suivant :", "A bientôt sur notre site"):
        assert words in text.get_content()
        assert words in html.get_content()
    assert "ABCD<123" in text.get_content()
    assert "ABCD&lt;123" in html.get_content()


async def test_each_answer_takes_its_time() -> None:
    """The pause is drawn anew each time, in milliseconds; none where none is wanted."""
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    drawn = iter((60.0, 150.0))
    pause = Pause(60, 150, draw=lambda least, most: next(drawn), wait=wait)
    await pause()
    await pause()
    await Pause(0, 0, wait=wait)()
    assert waited == [0.06, 0.15]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--delay-ms", "60-150"], "goes with --edition spa only"),
        (["--edition", "spa", "--delay-ms", "150-60"], "expected milliseconds"),
        (["--edition", "spa", "--delay-ms", "soon"], "expected milliseconds"),
        (["--edition", "spa", "--delay-ms", "-1"], "expected"),
    ],
)
def test_the_option_for_pauses(
    options: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A number or a span, for this edition alone."""
    with pytest.raises(SystemExit):
        main(["--smtp", "127.0.0.1:9", "--accounts", "people.json", *options])
    assert told in capsys.readouterr().err
