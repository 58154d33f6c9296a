"""Both drivers reach a portal as its target file says, and show what is ours to it alone."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import trustme

from harness.config.connection import PLAIN, Access, Visitor
from harness.config.limits import Permissions
from harness.config.target import Target
from harness.core.errors import AuthRequired, CaptureError, EgressBlocked, TargetError
from harness.driver.browser.engine import BrowserEngine
from harness.driver.browser.process import BrowserProcess
from harness.driver.factory import DriverOptions, open_engine
from harness.driver.protocol import Engine, Tab
from harness.redaction.vault import Vault
from tests.contracts.reading import button_of, link_of, words
from tests.driver.doors import door, proxy, server_side

pytestmark = pytest.mark.asyncio(loop_scope="session")

Visit = Callable[..., AbstractAsyncContextManager[tuple[Engine, Tab]]]
BOTH = pytest.mark.parametrize(
    "driver", ["http", pytest.param("browser", marks=pytest.mark.browser)]
)
AUTHORITY = trustme.CA()
CODE = "AB2CD3EF4G"


@pytest.fixture(scope="module")
def authorities(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the authority that the portals of these tests are vouched for by."""
    path = tmp_path_factory.mktemp("tls") / "authority.pem"
    AUTHORITY.cert_pem.write_to_path(str(path))
    return path


@pytest.fixture
def visit(program: BrowserProcess) -> Visit:
    """A window on the way that a target file describes; in a browser of its own if need be."""

    @asynccontextmanager
    async def visiting(
        driver: str, url: str, access: Access = PLAIN, **sections: Any
    ) -> AsyncIterator[tuple[Engine, Tab]]:
        target = Target(name="x", base_url=url, access=access, **sections)
        engine = open_engine(target, url, DriverOptions(driver))
        own = access.verify and not (access.proxy or access.authorities or access.certificate)
        if isinstance(engine, BrowserEngine) and own:
            engine.program = program
        async with engine:
            yield engine, await (await engine.session()).tab()

    return visiting


@BOTH
async def test_password_and_headers_open_the_door(driver: str, visit: Visit) -> None:
    """Every request to the portal bears them, pictures too; a stranger sees none."""
    access = Access(user="qa", password="hunter22", headers={"X-Env": "recette"})
    async with door(password="qa:hunter22") as there, visit(driver, there.url, access) as (_, tab):
        got = await tab.open(f"{there.url}/")
        assert got.page.status == 200
        assert all("authorization" in headers for _, headers in there.asked)
        assert there.headers("/")["x-env"] == "recette"
        assert (await tab.fetch("/next")).status == 200
        await tab.follow(link_of(got, "ailleurs"))
        (asked, headers), *_ = there.strange
        assert asked == "GET /elsewhere"
        assert not {"authorization", "x-env"} & set(headers)


@BOTH
async def test_a_closed_door_is_seen_as_it_is(driver: str, visit: Visit) -> None:
    """Without the password it is a fault that tells what the target file lacks."""
    async with door(password="qa:hunter22") as there, visit(driver, there.url) as (_, tab):
        with pytest.raises(AuthRequired, match=r"status 401.*user and password under"):
            await tab.open(f"{there.url}/")


@BOTH
async def test_the_visitor_is_who_the_file_says(driver: str, visit: Visit) -> None:
    """Its language is asked for."""
    visitor = Visitor(locale="en-GB", viewport=(800, 600))
    async with door() as there, visit(driver, there.url, visitor=visitor) as (_, tab):
        await tab.open(f"{there.url}/")
        assert there.headers("/")["accept-language"].startswith("en-GB")


@pytest.mark.parametrize("little", [True, False])
async def test_the_browser_says_whether_much_may_move(little: bool, visit: Visit) -> None:
    """By the media query that style sheets ask."""
    visitor = Visitor(reduced_motion=little)
    async with door() as there, visit("browser", there.url, visitor=visitor) as (_, tab):
        seen = words(await tab.open(f"{there.url}/motion"))
        assert ("Un peu seulement" in seen) is little


@BOTH
async def test_all_requests_take_the_proxy(driver: str, authorities: Path, visit: Visit) -> None:
    """In clear and encrypted, with the proxy's own password."""
    tls = server_side(AUTHORITY, "localhost")
    async with (
        proxy("me:let-me") as way,
        door() as plain,
        door(tls=tls, host="localhost") as covered,
    ):
        for there in (plain, covered):
            access = Access(
                proxy=way.url, proxy_user="me", proxy_password="let-me", authorities=authorities
            )
            async with visit(driver, there.url, access) as (_, tab):
                assert "Portail" in words(await tab.open(f"{there.url}/"))
                assert (await tab.fetch("/next")).status == 200
        assert any(line.startswith(f"GET {plain.url}/") for line in way.asked)
        assert any(line.startswith("CONNECT localhost:") for line in way.asked)


@BOTH
async def test_an_authority_of_ones_own(driver: str, authorities: Path, visit: Visit) -> None:
    """Trusted where the file names it, or where nothing is verified; else the way is barred."""
    async with door(tls=server_side(AUTHORITY)) as there:
        for access in (Access(authorities=authorities), Access(verify=False)):
            async with visit(driver, there.url, access) as (_, tab):
                assert "Portail" in words(await tab.open(f"{there.url}/"))
                assert (await tab.fetch("/next")).status == 200
        async with visit(driver, there.url) as (_, tab):
            with pytest.raises(CaptureError):
                await tab.open(f"{there.url}/")


@BOTH
async def test_an_authority_does_not_vouch_for_strangers(
    driver: str, authorities: Path, visit: Visit
) -> None:
    """A certificate of another authority, or for another name, stays untrusted."""
    for tls in (server_side(trustme.CA()), server_side(AUTHORITY, "portal.example")):
        access = Access(authorities=authorities)
        async with door(tls=tls) as there, visit(driver, there.url, access) as (_, tab):
            with pytest.raises(CaptureError):
                await tab.open(f"{there.url}/")


@BOTH
async def test_our_certificate_is_shown(
    driver: str, authorities: Path, tmp_path: Path, visit: Visit
) -> None:
    """The key in its own file, or in that of the certificate; without it nobody comes in."""
    ours, key, both = (tmp_path / name for name in ("ours.pem", "ours.key", "both.pem"))
    visitors = trustme.CA()
    leaf = visitors.issue_cert("qa@portal.example", common_name="qa")
    leaf.private_key_pem.write_to_path(str(key))
    leaf.cert_chain_pems[0].write_to_path(str(ours))
    leaf.private_key_and_cert_chain_pem.write_to_path(str(both))
    ways: tuple[dict[str, Any], ...] = ({"certificate": ours, "key": key}, {"certificate": both})
    async with door(tls=server_side(AUTHORITY, visitors=visitors)) as there:
        for files in ways:
            access = Access(authorities=authorities, **files)
            async with visit(driver, there.url, access) as (_, tab):
                assert "Portail" in words(await tab.open(f"{there.url}/"))
                assert "qa" in there.certificates[-1]
        async with visit(driver, there.url, Access(authorities=authorities)) as (_, tab):
            with pytest.raises(CaptureError):
                await tab.open(f"{there.url}/")


async def test_a_file_that_is_no_certificate(tmp_path: Path, visit: Visit) -> None:
    """It is told as what it is: a mistake in the target file."""
    path = tmp_path / "ours.pem"
    path.write_text("nothing")
    async with visit("http", "https://127.0.0.1:1", Access(certificate=path)) as (_, tab):
        with pytest.raises(TargetError, match="certificate"):
            await tab.open("https://127.0.0.1:1/")


@BOTH
async def test_what_was_typed_stays_with_the_portal(driver: str, visit: Visit) -> None:
    """A form whose action, or a redirect that would repeat it, lies elsewhere is not sent."""
    buttons = ("Envoyer ailleurs", "Envoyer", "Envoyer dans une fenêtre")
    async with door() as there, visit(driver, there.url) as (engine, tab):
        for button in buttons:
            got = await tab.open(f"{there.url}/")
            with pytest.raises(EgressBlocked, match="not sent"):
                await tab.press(button_of(got, button))
        assert there.strange == []
        told = f"POST {there.other}/collect with what was typed: not sent, {len(buttons)} times"
        assert engine.egress.report() == (told,)


@BOTH
async def test_a_secret_in_an_address_stays_with_the_portal(driver: str, visit: Visit) -> None:
    """A link, or a redirect, that would take a code elsewhere is not followed; nor is it told."""
    vault = Vault()
    vault.add(CODE, "certification-code")
    async with door() as there, visit(driver, there.url) as (engine, tab):
        engine.egress.protect(vault)
        for link in ("avec le code", "par un détour"):
            got = await tab.open(f"{there.url}/")
            with pytest.raises(EgressBlocked):
                await tab.follow(link_of(got, link))
        assert there.strange == []
        assert CODE not in str(engine.egress.report())


@BOTH
async def test_a_host_that_belongs_to_the_portal(driver: str, visit: Visit) -> None:
    """Named in the target file, it is sent what is typed, and told no more."""
    async with door() as there:
        own = Permissions(hosts=("localhost:*",))
        async with visit(driver, there.url, allow=own) as (engine, tab):
            got = await tab.open(f"{there.url}/")
            after = await tab.press(button_of(got, "Envoyer ailleurs"))
            assert "Ailleurs" in words(after)
            assert engine.egress.report() == ()


@pytest.mark.browser
async def test_a_script_sends_nothing_elsewhere(visit: Visit) -> None:
    """What a page's own script would send to a stranger is held back, and told."""
    async with door() as there, visit("browser", there.url) as (engine, tab):
        got = await tab.open(f"{there.url}/script")
        assert "refusé" in words(got)
        assert there.strange == []
        assert list(engine.egress.blocked) == [""]  # and no page of the portal is taken for it
        (told,) = engine.egress.report()
        assert "/beacon" in told


@pytest.mark.browser
@pytest.mark.parametrize("hosts", [(), ("localhost:*",)])
async def test_what_scripts_ask_of_the_portal_is_told(hosts: tuple[str, ...], visit: Visit) -> None:
    """Of its own host and of those that belong to it; a stranger's answers are none of its own."""
    async with (
        door() as there,
        visit("browser", there.url, allow=Permissions(hosts=hosts)) as (_, tab),
    ):
        got = await tab.open(f"{there.url}/asking")
        assert "répondu" in words(got)
        own = [f"{there.url}/api", f"{there.other}/api"][: 1 + len(hosts)]
        assert [one.url for one in got.calls] == own
