"""The limit: the same movements with one `evaluate` a page, and nothing looked at."""

import asyncio
import json
import os
import re
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

PORTAL = os.environ["PORTAL"]
MAILS = Path(os.environ["MAILS"])
ACCOUNTS = json.loads(Path(os.environ["ACCOUNTS"]).read_text("utf-8"))
JOBS = 4
PATHS = json.loads(os.environ["PATHS"])  # one for each account
_ACT = """([typed, pressed]) => {
  for (const [id, value] of Object.entries(typed)) document.getElementById(id).value = value;
  const words = document.body.innerText;
  setTimeout(() => document.querySelector(pressed).click());
  return words;
}"""


async def act(page: Page, pressed: str, **typed: str) -> str:
    """Fill in and press; gives the words of the page that was left."""
    async with page.expect_navigation(wait_until="domcontentloaded"):
        return str(await page.evaluate(_ACT, [typed, pressed]))


async def to_step_1(page: Page, choice: int) -> None:
    """From the home page to one of the choices."""
    await page.goto(f"{PORTAL}/", wait_until="domcontentloaded")
    await act(page, 'a[href="/connexion"]')
    await act(page, 'a[href="/codes-perdus"]')
    await act(page, f"#choix-{choice} a")


async def walk(browser: Browser, path: str, account: dict[str, Any]) -> None:
    """One path to the personal space."""
    context = await browser.new_context(locale="fr-FR")
    page = await context.new_page()
    steps = {"administrator-code": 1, "administrator-identifier": 2, "administrator-both": 3}
    await to_step_1(page, steps.get(path, 4))
    names = {"nom": account["last_name"], "prenom": account["first_name"]}
    if path != "administrator-code":
        numbers = {"bcr": account["bcr"], "contrat": account["contract"]}
        asked = "contrat" if path == "administrator-both" else "bcr"
        sent = numbers if path == "user-both" else {asked: numbers[asked]}
        await act(page, "#recherche button", siret=account["siret"], **sent, **names)
    if path == "administrator-identifier":
        await to_step_1(page, 1)
    await act(
        page,
        "form.card button",
        identifiant=account["identifier"],
        courriel=account["email"],
        question=account["question"],
        reponse=account["answer"],
        **names,
    )
    certification = await page.evaluate(
        "document.querySelector('#code-de-certification').innerText"
    )
    mail = MAILS / f"{account['email']}.txt"
    while not mail.exists():  # noqa: ASYNC110 - a file wakes nobody
        await asyncio.sleep(0.02)
    found = re.search(r"code confidentiel[^:]*:\s*(\S+)", mail.read_text("utf-8"))
    await act(page, "form .actions button")
    confidential = found[1] if found else ""
    await act(page, "form .actions button", identifiant=account["identifier"], code=confidential)
    await act(page, "form .actions button", code=certification)
    if not page.url.endswith("/espace-personnel"):
        raise RuntimeError(f"{path}: expected the personal space, seen {page.url}")
    await context.close()


async def main() -> None:
    """All walks, some of them at once."""
    queue = iter(zip(PATHS, ACCOUNTS, strict=True))
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"] or None, args=["--no-sandbox"]
        )

        async def worker() -> None:
            for path, account in queue:
                await walk(browser, path, account)

        await asyncio.gather(*(worker() for _ in range(JOBS)))
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
