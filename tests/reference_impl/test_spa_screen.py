"""The edition of today on a screen: its dialog, its list, its history, by mouse and keyboard."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, async_playwright, expect

from harness.driver.browser.discovery import arguments, need_browser
from reference_impl.domain import messages
from reference_impl.routes import addresses as at
from tests.reference_impl.journey import CODE, IDENTIFIER
from tests.reference_impl.people import MARCEL, PEOPLE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

SMTP = ["--smtp", "127.0.0.1:9"]
HOME = "Direction Employeur"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the portal; its answers take ten milliseconds."""
    accounts = tmp_path_factory.mktemp("town") / "accounts.json"
    accounts.write_text(json.dumps([asdict(person) for person in PEOPLE]), encoding="utf-8")
    command = [sys.executable, "-m", "reference_impl", "--edition", "spa", "--delay-ms", "10"]
    with subprocess.Popen(
        [*command, *SMTP, "--accounts", str(accounts)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        yield process.stdout.readline().split()[1].rstrip("/")
        process.terminate()
        assert process.wait() == 0


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def contexts(address: str) -> AsyncIterator[Page]:
    """Start a browser; give its first page, from which others come."""
    choice = need_browser()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=choice.path, args=arguments(choice)
        )
        yield await (await browser.new_context()).new_page()
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(contexts: Page, address: str) -> AsyncIterator[Page]:
    """Give the window of a new visitor; an error in a script fails the test."""
    browser = contexts.context.browser
    assert browser
    context = await browser.new_context(
        base_url=address, viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    )
    page = await context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    await context.close()
    assert errors == []


async def test_the_login_is_a_dialog_over_the_home_page(page: Page) -> None:
    """Its address opens it; what lies behind cannot be reached; Escape closes it."""
    await page.goto(at.LOGIN)
    dialog = page.get_by_role("dialog", name="ACCÈS À MON ESPACE PERSONNALISÉ")
    await expect(dialog).to_be_visible()
    await expect(page.locator("h1", has_text=HOME)).to_be_visible()
    takes_focus = "link => { link.focus(); return document.activeElement === link }"
    assert not await page.locator("#app a.button").evaluate(takes_focus)
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    await expect(page.get_by_role("heading", name=HOME)).to_be_visible()
    assert page.url.endswith(at.HOME)


async def test_the_focus_stays_in_the_dialog(page: Page) -> None:
    """From the last element it goes on to the first, and back."""
    await page.goto(at.LOGIN)
    field = page.get_by_label("Code identifiant")
    await expect(field).to_be_focused()
    within = "document.querySelector('dialog').contains(document.activeElement)"
    for key in [*["Tab"] * 25, *["Shift+Tab"] * 25]:
        await page.keyboard.press(key)
        assert await page.evaluate(within)
    await expect(field).to_be_focused()


async def test_the_window_goes_back_and_forward(page: Page) -> None:
    """Each view has its address, which the window's own buttons lead to."""
    await page.goto(at.HOME)
    await page.get_by_role("link", name="Accès à mon espace personnalisé").click()
    await page.get_by_role("link", name="Codes perdus *").click()
    await expect(page.get_by_role("heading", name="Codes perdus", exact=True)).to_be_visible()
    await page.locator("#choix-2 a").click()
    await expect(page).to_have_title("Codes perdus : étape 2 - Recherche de votre code identifiant")
    assert page.url.endswith(IDENTIFIER.search)
    await page.go_back()
    await expect(page.locator("#choix-2")).to_be_visible()
    await page.go_back()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.go_back()
    await expect(page.get_by_role("heading", name=HOME)).to_be_visible()
    await page.go_forward()
    await expect(page.get_by_role("dialog")).to_be_visible()


async def test_an_address_behind_a_step_leads_to_the_step(page: Page) -> None:
    """The address in the window is that of what it shows."""
    await page.goto(IDENTIFIER.regeneration)
    await expect(page.get_by_role("heading", name="Recherche de votre code")).to_be_visible()
    assert page.url.endswith(IDENTIFIER.search)


async def test_the_list_is_used_by_the_keyboard(page: Page) -> None:
    """Arrows open it and move in it, a letter seeks, Enter chooses, Escape leaves it."""
    await page.goto(CODE.regeneration)
    box = page.get_by_role("combobox", name="Question")
    options = page.get_by_role("option")
    await box.focus()
    await page.keyboard.press("ArrowDown")
    await expect(box).to_have_attribute("aria-expanded", "true")
    await page.keyboard.press("ArrowDown")
    await expect(box).to_have_attribute("aria-activedescendant", "question-liste-1")
    await page.keyboard.press("End")
    await page.keyboard.press("c")
    await expect(box).to_have_attribute("aria-activedescendant", "question-liste-0")
    await page.keyboard.press("Escape")
    await expect(options).to_have_count(0)
    await expect(box).to_have_text("Choisissez une question")
    for key in ("Enter", "ArrowDown", "Enter"):
        await page.keyboard.press(key)
    await expect(box).to_have_text(MARCEL.question)
    assert await page.locator("[name=question]").input_value() == MARCEL.question


async def test_a_refusal_is_told_beside_the_form(page: Page) -> None:
    """One alert with the focus; what was typed stays, secrets aside; the fields are marked."""
    await page.goto(CODE.regeneration)
    await page.get_by_label("Votre Nom").fill("DUPONT")
    await page.get_by_label("Réponse").fill("secret")
    await page.get_by_role("button", name="Générer le code confidentiel").click()
    alert = page.get_by_role("alert")
    await expect(alert).to_have_text(messages.MANDATORY_MISSING)
    await expect(alert).to_be_focused()
    await expect(page.get_by_label("Votre Nom")).to_have_value("DUPONT")
    await expect(page.get_by_label("Réponse")).to_have_value("")
    await expect(page.locator("[aria-invalid]").first).to_have_attribute("name", "prenom")
    await page.get_by_role("button", name="Générer le code confidentiel").click()
    await expect(alert).to_have_count(1)


async def test_the_way_into_the_space_and_out(page: Page) -> None:
    """The secret is typed into a component, and can be shown; news come as toasts."""
    await page.goto(at.LOGIN)
    await page.get_by_label("Code identifiant").fill(MARCEL.identifier)
    secret = page.get_by_label("Code confidentiel", exact=True)
    await secret.fill(MARCEL.confidential_code)
    await expect(secret).to_have_attribute("type", "password")
    await page.get_by_role("button", name="Afficher ce que je tape").click()
    await expect(secret).to_have_attribute("type", "text")
    await secret.press("Enter")
    await expect(page.get_by_text("Bonjour Marcel DUPONT")).to_be_visible()
    await page.get_by_role("link", name="Se déconnecter").click()
    news = page.get_by_role("dialog").get_by_role("status")
    await expect(news).to_have_text("Vous êtes déconnecté.")


async def test_the_banner_about_cookies_can_wait_and_be_answered(page: Page) -> None:
    """It covers the lower part until it is answered, then never comes again."""
    await page.goto(CODE.regeneration)
    banner = page.get_by_role("region", name="Cookies")
    await page.get_by_role("button", name="Générer le code confidentiel").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    await page.get_by_role("button", name="Je refuse").click()
    await expect(banner).to_have_count(0)
    await page.reload()
    await expect(page.get_by_role("combobox")).to_be_visible()
    await expect(banner).to_have_count(0)


async def test_a_portal_that_is_out_of_reach_is_told(page: Page) -> None:
    """Without the network a view says so, and a form keeps what was typed."""
    await page.goto(IDENTIFIER.search)
    await page.get_by_label("Numéro SIRET").fill("123")
    await page.context.set_offline(True)
    await page.get_by_role("button", name="rechercher").click()
    await expect(page.get_by_role("alert")).to_contain_text("ne répond pas")
    await expect(page.get_by_label("Numéro SIRET")).to_have_value("123")
    await page.get_by_role("link", name="Annuler").click()
    await expect(page.get_by_role("heading", name="Portail injoignable")).to_be_visible()
