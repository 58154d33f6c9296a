// The documented paths as a good tester writes them with Playwright Test.
const fs = require("fs");
const path = require("path");
const { test, expect } = require("@playwright/test");

const PORTAL = process.env.PORTAL;
const ACCOUNTS = JSON.parse(fs.readFileSync(process.env.ACCOUNTS, "utf-8"));
const PATHS = JSON.parse(process.env.PATHS); // one for each account
const heading = (page, name, exact = false) => expect(page.getByRole("heading", { name, exact })).toBeVisible();

async function toStep1(page) {
  await page.goto(`${PORTAL}/`);
  await heading(page, "Direction Employeur");
  await page.getByRole("link", { name: "Accès à mon espace personnalisé" }).click();
  await heading(page, "ACCÈS À MON ESPACE PERSONNALISÉ");
  await page.getByRole("link", { name: "Codes perdus *" }).click();
  await heading(page, "Codes perdus", true);
  await expect(page.getByText("En fonction de votre situation")).toBeVisible();
}

const choose = (page, number) => page.locator(`#choix-${number}`).getByRole("link", { name: "cliquez ici" }).click();

async function search(page, account, bcr, contract) {
  await heading(page, "Recherche de votre code identifiant");
  await page.getByLabel("Numéro SIRET").fill(account.siret);
  await page.getByLabel("Numéro BCR").fill(bcr ? account.bcr : "");
  await page.getByLabel("Numéro de contrat").fill(contract ? account.contract : "");
  await page.getByLabel("Votre Nom").fill(account.last_name);
  await page.getByLabel("Prénom").fill(account.first_name);
  await page.getByRole("button", { name: "rechercher" }).click();
  await heading(page, "Regénérer votre code confidentiel");
  await expect(page.getByLabel("Code identifiant")).toHaveValue(account.identifier);
}

async function request(page, account) {
  await heading(page, "Regénérer votre code confidentiel");
  await page.getByLabel("Votre Nom").fill(account.last_name);
  await page.getByLabel("Votre Prénom").fill(account.first_name);
  await page.getByLabel("Code identifiant").fill(account.identifier);
  await page.getByLabel("Adresse e-mail").fill(account.email);
  await page.getByLabel("Question").selectOption(account.question);
  await page.getByLabel("Réponse").fill(account.answer);
  await page.getByRole("button", { name: "Générer le code confidentiel" }).click();
  await heading(page, "Régénération du code confidentiel");
  const certification = await page.locator("#code-de-certification").innerText();
  expect(certification.length).toBeGreaterThanOrEqual(4);
  const mail = path.join(process.env.MAILS, `${account.email}.txt`);
  await expect.poll(() => fs.existsSync(mail), { intervals: [20] }).toBe(true);
  const confidential = /code confidentiel[^:]*:\s*(\S+)/.exec(fs.readFileSync(mail, "utf-8"))[1];
  await page.getByRole("button", { name: "Terminer" }).click();
  return { confidential, certification };
}

async function enter(page, account, { confidential, certification }) {
  await page.getByLabel("Code identifiant").fill(account.identifier);
  await page.getByLabel("Code confidentiel").fill(confidential);
  await page.getByRole("button", { name: "Je valide" }).click();
  await heading(page, "Code de certification");
  await page.getByLabel("Code de certification").fill(certification);
  await page.getByRole("button", { name: "Je valide" }).click();
  await heading(page, "Mon espace personnalisé");
  await expect(page.getByText(`${account.first_name} ${account.last_name}`)).toBeVisible();
}

ACCOUNTS.forEach((account, index) => {
  const name = PATHS[index];
  test(`${name} ${(index % 8) + 1}`, async ({ page }) => {
    await toStep1(page);
    await choose(page, { "administrator-code": 1, "administrator-identifier": 2, "administrator-both": 3 }[name] ?? 4);
    if (name !== "administrator-code") await search(page, account, name !== "administrator-both", /both/.test(name));
    if (name === "administrator-identifier") {
      await toStep1(page);
      await choose(page, 1);
    }
    await enter(page, account, await request(page, account));
  });
});
