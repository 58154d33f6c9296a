"""Comptes de l'espace personnalisé (en mémoire)."""
import json
import secrets
import threading
import unicodedata

from config import bad

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
DIGITS = "23456789"
TRIES = 3


def norm(text):
    return unicodedata.normalize("NFC", (text or "").strip())


class Account:
    def __init__(self, raw):
        self.identifier = raw["identifier"]
        self.code = raw["confidential_code"]
        self.role = raw["role"]
        self.last_name = norm(raw["last_name"])
        self.first_name = norm(raw["first_name"])
        self.email = norm(raw["email"])
        self.siret = norm(raw["siret"])
        self.bcr = norm(raw.get("bcr"))
        self.contract = norm(raw.get("contract"))
        self.question = norm(raw.get("question"))
        self.answer = norm(raw.get("answer"))
        self.first_login_done = bool(raw.get("first_login_done"))
        self.email_valid = bool(raw.get("email_valid"))
        self.provisional = False        # code confidentiel provisoire
        self.certificate = None         # code de certification attendu
        self.failures = 0
        self.voided = False             # trois essais : code à renouveler
        self.generation = 0
        self.old_codes = []

    @property
    def recoverable(self):
        first = self.first_login_done or bad("premiere-connexion-ignoree")
        mail = self.email_valid or bad("courriel-invalide-ignore")
        return first and mail


class Store:
    def __init__(self, path):
        with open(path, encoding="utf-8") as handle:
            raw = json.load(handle)
        self.lock = threading.RLock()
        self.accounts = {}
        for item in raw:
            account = Account(item)
            self.accounts[account.identifier] = account

    def get(self, identifier):
        return self.accounts.get(norm(identifier))

    def search(self, role, siret, bcr, contract, last_name, first_name):
        found = []
        for a in self.accounts.values():
            if a.role != role and not (role == "administrator" and bad("utilisateur-comme-administrateur")):
                continue
            if a.siret != siret and not (bad("siret-facultatif") and not siret):
                continue
            if bcr:
                typed = bcr.upper() if bad("bcr-minuscules") else bcr
                if a.bcr != typed:
                    continue
            if contract:
                reference = a.bcr if bad("contrat-non-reconnu") else a.contract
                if not reference or reference != contract:
                    continue
            if a.last_name != last_name or a.first_name != first_name:
                continue
            found.append(a)
        return found

    @staticmethod
    def new_code():
        return ("".join(secrets.choice(LETTERS) for _ in range(5))
                + "".join(secrets.choice(DIGITS) for _ in range(3)))

    @staticmethod
    def new_certificate():
        return "".join(secrets.choice(LETTERS + DIGITS) for _ in range(10))

    def regenerate(self, account, with_certificate=True):
        with self.lock:
            account.old_codes.append(account.code)
            account.code = self.new_code()
            account.provisional = True
            account.certificate = self.new_certificate() if with_certificate else None
            account.generation += 1
            if not (bad("blocage-definitif") and account.voided):
                account.failures = 0
                account.voided = False
            return account.code, account.certificate

    def login(self, identifier, code):
        """→ (état, compte) ; état : refus, renouveler, certification, ok."""
        with self.lock:
            account = self.get(identifier)
            code = norm(code)
            if account is None or not code:
                return "refus", None
            good = secrets.compare_digest(account.code.encode(), code.encode())
            if not good and bad("ancien-code-valable") and code in account.old_codes:
                return "ok", account
            if not good:
                return "refus", None
            if account.voided:
                return "renouveler", account
            if account.certificate and not bad("certification-non-demandee"):
                if bad("essais-par-session"):
                    account.failures = 0
                return "certification", account
            return "ok", account

    def certify(self, account, generation, typed):
        """→ (état, essais restants) ; état : ok, faux, renouveler, perime."""
        with self.lock:
            if account.generation != generation:
                return "perime", 0
            if account.voided:
                return "renouveler", 0
            if account.certificate is None:
                return "perime", 0
            if secrets.compare_digest(account.certificate.encode(), norm(typed).encode()):
                if not bad("certification-redemandee"):
                    account.certificate = None
                account.failures = 0
                return "ok", 0
            account.failures += 1
            allowed = 5 if bad("certification-cinq-essais") else TRIES
            if account.failures >= allowed:
                account.voided = True
                return "renouveler", 0
            return "faux", allowed - account.failures

    def change_code(self, account, code):
        with self.lock:
            account.code = code
            account.provisional = False
            account.old_codes = []

    def set_secret(self, account, question, answer):
        with self.lock:
            account.question, account.answer = norm(question), norm(answer)
            account.first_login_done = True
