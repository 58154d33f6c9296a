"""Accounts and their codes, kept in memory."""
import json
import secrets

from switches import on

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
DIGITS = "0123456789"
TRIES = 3


def draw(alphabet, length):
    return "".join(secrets.choice(alphabet) for _ in range(length))


class Accounts:
    def __init__(self, path):
        with open(path, encoding="utf-8") as source:
            self.all = {entry["identifier"]: entry for entry in json.load(source)}
        for account in self.all.values():
            account.update(certification=None, tries=0, renewal_due=False, past=[], past_certifications=[])

    def search(self, role, form):
        """The account of that role in that establishment, under exactly that name."""
        given = dict(form, bcr=form["bcr"].upper()) if on("bcr-casse") else form
        for account in self.all.values():
            if account["role"] == role or on("utilisateur-admin") and role == "administrator":
                if (all(given[key] == account[key] for key in ("siret", "last_name", "first_name"))
                        and all(given[key] in ("", account[key]) for key in ("bcr", "contract"))):
                    return account
        return None

    def may_recover(self, account):
        logged_in = account["first_login_done"] or on("premiere-connexion")
        return logged_in and (account["email_valid"] or on("courriel-invalide"))

    def named(self, role, form):
        account = self.all.get(form["identifier"], {})
        known = {**form, "role": role}
        return account if all(known[key] == account.get(key) for key in ("role", "last_name", "first_name")) else None

    def proves(self, account, form):
        answer = form["answer"] == account["answer"]
        if on("reponse-partielle"):
            answer = account["answer"].startswith(form["answer"])
        email = form["email"] == account["email"]
        if on("courriel-domaine"):
            email = form["email"].split("@")[0] == account["email"].split("@")[0]
        return answer and email and (form["question"] == account["question"] or on("question-ignoree"))

    def new_codes(self, account):
        code = account["confidential_code"]
        while code == account["confidential_code"] or code in account["past"]:
            code = draw(LETTERS, 5) + draw(DIGITS, 3)
        return code, draw(DIGITS if on("certification-chiffres") else LETTERS + DIGITS[2:], 10)

    def renew(self, account, code, certification):
        account["past"].append(account["confidential_code"])
        account["past_certifications"].append(account["certification"])
        tries = account["tries"] if on("essais-cumules") else 0
        account.update(confidential_code=code, certification=certification, renewal_due=False, tries=tries)

    def login(self, identifier, code):
        account = self.all.get(identifier)
        if account and on("essais-connexion"):
            account["tries"] = 0
        known = account and (code == account["confidential_code"] or on("ancien-code") and code in account["past"])
        return account if known else None

    def certify(self, account, given):
        """True, or the number of tries that are left."""
        if given == account["certification"] or (
                on("ancienne-certification") and given in account["past_certifications"]):
            account.update(certification=None, tries=0)
            return True
        account["tries"] += 1
        account["renewal_due"] = account["tries"] >= TRIES
        return max(TRIES - account["tries"], 0)
