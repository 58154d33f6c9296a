"""The documented paths as a good tester writes them with pytest-playwright."""

import json
import os
import re
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

PORTAL = os.environ["PORTAL"]
MAILS = Path(os.environ["MAILS"])
ACCOUNTS = json.loads(Path(os.environ["ACCOUNTS"]).read_text("utf-8"))
PATHS = json.loads(os.environ["PATHS"])  # one for each account
WALKS = list(zip(PATHS, ACCOUNTS, strict=True))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The browser that the product takes."""
    return {"executable_path": os.environ["CHROMIUM"] or None, "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    """A reader of French."""
    return {"locale": "fr-FR"}


def to_step_1(page: Page) -> None:
    """From the home page to the choices."""
    page.goto(f"{PORTAL}/")
    expect(page.get_by_role("heading", name="Direction Employeur")).to_be_visible()
    page.get_by_role("link", name="Accès à mon espace personnalisé").click()
    expect(page.get_by_role("heading", name="ACCÈS À MON ESPACE PERSONNALISÉ")).to_be_visible()
    page.get_by_role("link", name="Codes perdus *").click()
    expect(page.get_by_role("heading", name="Codes perdus", exact=True)).to_be_visible()
    expect(page.get_by_text("En fonction de votre situation")).to_be_visible()


def choose(page: Page, number: int) -> None:
    """One of the four choices of step 1."""
    page.locator(f"#choix-{number}").get_by_role("link", name="cliquez ici").click()


def search(page: Page, account: dict[str, Any], *, bcr: bool, contract: bool) -> None:
    """Step 2."""
    expect(page.get_by_role("heading", name="Recherche de votre code identifiant")).to_be_visible()
    page.get_by_label("Numéro SIRET").fill(account["siret"])
    page.get_by_label("Numéro BCR").fill(account["bcr"] if bcr else "")
    page.get_by_label("Numéro de contrat").fill(account["contract"] if contract else "")
    page.get_by_label("Votre Nom").fill(account["last_name"])
    page.get_by_label("Prénom").fill(account["first_name"])
    page.get_by_role("button", name="rechercher").click()
    expect(page.get_by_role("heading", name="Regénérer votre code confidentiel")).to_be_visible()
    expect(page.get_by_label("Code identifiant")).to_have_value(account["identifier"])


def request(page: Page, account: dict[str, Any]) -> tuple[str, str]:
    """Step 3, step 4 and the mail; gives both codes."""
    expect(page.get_by_role("heading", name="Regénérer votre code confidentiel")).to_be_visible()
    page.get_by_label("Votre Nom").fill(account["last_name"])
    page.get_by_label("Votre Prénom").fill(account["first_name"])
    page.get_by_label("Code identifiant").fill(account["identifier"])
    page.get_by_label("Adresse e-mail").fill(account["email"])
    page.get_by_label("Question").select_option(account["question"])
    page.get_by_label("Réponse").fill(account["answer"])
    page.get_by_role("button", name="Générer le code confidentiel").click()
    expect(page.get_by_role("heading", name="Régénération du code confidentiel")).to_be_visible()
    certification = page.locator("#code-de-certification").inner_text()
    assert re.fullmatch(r"\w{4,}", certification)
    confidential = mailed(account["email"])
    page.get_by_role("button", name="Terminer").click()
    return confidential, certification


def mailed(address: str) -> str:
    """The code of the mail to an address."""
    path, deadline = MAILS / f"{address}.txt", time.monotonic() + 10
    while not path.exists():
        assert time.monotonic() < deadline, f"no mail to {address}"
        time.sleep(0.02)
    found = re.search(r"code confidentiel[^:]*:\s*(\S+)", path.read_text("utf-8"))
    assert found
    return found[1]


def enter(page: Page, account: dict[str, Any], confidential: str, certification: str) -> None:
    """The next login."""
    page.get_by_label("Code identifiant").fill(account["identifier"])
    page.get_by_label("Code confidentiel").fill(confidential)
    page.get_by_role("button", name="Je valide").click()
    expect(page.get_by_role("heading", name="Code de certification")).to_be_visible()
    page.get_by_label("Code de certification").fill(certification)
    page.get_by_role("button", name="Je valide").click()
    expect(page.get_by_role("heading", name="Mon espace personnalisé")).to_be_visible()
    expect(page.get_by_text(f"{account['first_name']} {account['last_name']}")).to_be_visible()


@pytest.mark.parametrize(("path", "account"), WALKS)
def test_path(page: Page, path: str, account: dict[str, Any]) -> None:
    """One path to the personal space."""
    to_step_1(page)
    match path:
        case "administrator-code":
            choose(page, 1)
        case "administrator-identifier":
            choose(page, 2)
            search(page, account, bcr=True, contract=False)
            to_step_1(page)
            choose(page, 1)
        case "administrator-both":
            choose(page, 3)
            search(page, account, bcr=False, contract=True)
        case "user-code" | "user-both":
            choose(page, 4)
            search(page, account, bcr=True, contract=path == "user-both")
    enter(page, account, *request(page, account))
