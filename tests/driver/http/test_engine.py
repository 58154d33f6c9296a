"""The driver over plain HTTP keeps the contract, and what is its own."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from harness.config.connection import Access
from harness.core.errors import EgressBlocked, NeedsBrowser, Unreadable
from harness.driver.http.engine import HttpEngine
from harness.driver.protocol import ActionRefused, Engine, Tab
from tests.contracts.driver import DriverContract
from tests.contracts.reading import button_of, entry, field_of, link_of
from tests.driver.portal import Portal


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def engine(served: Portal) -> AsyncIterator[Engine]:
    """The engine, one for all tests."""
    async with HttpEngine(base_url=served.url) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def impatient(site: Portal) -> AsyncIterator[Tab]:
    """A window that waits for three seconds only."""
    async with HttpEngine(base_url=site.url, timeout=3.0) as running:
        yield await (await running.session()).tab()


class TestHttpDriver(DriverContract):
    """Plain HTTP keeps every promise of a driver."""


@pytest.mark.asyncio(loop_scope="session")
class TestOwnHabits:
    """What only plain HTTP does."""

    async def test_validation_on_request(self, site: Portal) -> None:
        """Told to validate, it refuses what a browser refuses, and says which field."""
        async with HttpEngine(base_url=site.url, validate=True) as engine:
            tab = await (await engine.session()).tab()
            got = await tab.open("/required")
            await tab.fill([entry(got, "courriel", "pas une adresse"), entry(got, "code", "ab1")])
            after = await tab.press(button_of(got, "Envoyer"))
            assert after.blocked
            assert all(field_of(after, n).problem for n in ("nom", "courriel", "code"))
            assert field_of(after, "courriel").value == "pas une adresse"
            assert site.posts() == []
            assert not (await tab.press(button_of(after, "Annuler"))).blocked

    async def test_windows_share_a_document_and_nothing_that_was_typed(self, site: Portal) -> None:
        """A page that comes again is read once; what one visitor typed, no other one sees."""
        async with HttpEngine(base_url=site.url, validate=True) as engine:
            one, other = [await (await engine.session()).tab() for _ in range(2)]
            first = await one.open("/required")
            assert (await other.open("/required")).page is first.page
            await one.fill([entry(first, "courriel", "pas une adresse")])
            refused = await one.press(button_of(first, "Envoyer"))
            assert field_of(refused, "courriel").value == "pas une adresse"
            again = await other.open("/required")
            assert (again.page, again.html) == (first.page, first.html)

    async def test_no_validation_unless_asked(self, site: Portal) -> None:
        """Otherwise it sends, so that the portal's own rules are seen."""
        async with HttpEngine(base_url=site.url) as engine:
            tab = await (await engine.session()).tab()
            got = await tab.open("/required")
            assert not (await tab.press(button_of(got, "Envoyer"))).blocked
            assert site.posts() == [b"nom=&courriel=&code="]

    async def test_scripts_are_not_guessed(self, site: Portal) -> None:
        """A link whose script does more than can be read is a fault with a remedy."""
        async with HttpEngine(base_url=site.url) as engine:
            tab = await (await engine.session()).tab()
            got = await tab.open("/scripted")
            with pytest.raises(NeedsBrowser, match="browser driver"):
                await tab.follow(link_of(got, "calculer"))

    @pytest.mark.parametrize("path", ["/taken", "/left"])
    async def test_forms_that_only_scripts_send(self, site: Portal, path: str) -> None:
        """A form that names no address and whose page stays as it is may be left to a script."""
        async with HttpEngine(base_url=site.url) as engine:
            tab = await (await engine.session()).tab()
            got = await tab.open(path)
            with pytest.raises(NeedsBrowser, match="a form that says where it goes"):
                await tab.press(button_of(got, "Envoyer"))

    @pytest.mark.parametrize(
        ("label", "value"), [("Pays", "Belgique"), ("Ville", "Lyon"), ("Note", "x")]
    )
    async def test_what_a_script_may_enable(self, site: Portal, label: str, value: str) -> None:
        """On a page with scripts nobody knows; on one without, it is disabled."""
        for path, refused in (("/barred", NeedsBrowser), ("/barred_always", ActionRefused)):
            async with HttpEngine(base_url=site.url) as engine:
                tab = await (await engine.session()).tab()
                got = await tab.open(path)
                assert got.page.scripted is (refused is NeedsBrowser)
                await tab.fill([entry(got, "Pays", "France")])
                with pytest.raises(refused):
                    await tab.fill([entry(got, label, value)])
                with pytest.raises(refused):
                    await tab.press(button_of(got, "Envoyer"))

    async def test_too_large(self, site: Portal) -> None:
        """A document beyond the limit is a fault, before it fills the memory."""
        async with HttpEngine(base_url=site.url, max_bytes=100) as engine:
            tab = await (await engine.session()).tab()
            with pytest.raises(Unreadable, match="more than 100 bytes"):
                await tab.open("/forms")

    async def test_credentials_stay_with_the_portal(self, site: Portal) -> None:
        """Headers of the target go to its own host, and to no other."""
        secret = {"Authorization": "Basic c2VjcmV0"}
        async with HttpEngine(base_url=site.url, access=Access(headers=secret)) as engine:
            tab = await (await engine.session()).tab()
            await tab.open("/forms")
            assert site.headers["/forms"]["authorization"] == secret["Authorization"]
            await tab.open("/elsewhere")
            assert "authorization" not in site.headers["/echo"]
            assert "c2VjcmV0" not in repr(engine)

    async def test_submitted_data_is_never_passed_on(self, site: Portal) -> None:
        """A redirect that asks to post again to another host is not followed."""
        async with HttpEngine(base_url=site.url) as engine:
            tab = await (await engine.session()).tab()
            got = await tab.open("/send?to=/elsewhere307")
            with pytest.raises(EgressBlocked, match="not sent"):
                await tab.press(button_of(got, "Envoyer"))
            assert len(site.posts()) == 1
