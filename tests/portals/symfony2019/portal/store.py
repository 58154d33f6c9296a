"""Comptes et sessions, en mémoire."""
import json
import secrets
import threading
import time

OWN_QUESTIONS = [
    "Quel est le nom de jeune fille de votre mère ?",
    "Quel est le prénom de votre grand-père maternel ?",
    "Quelle est votre ville de naissance ?",
    "Quel était le nom de votre premier animal de compagnie ?",
    "Quel est le nom de votre école primaire ?",
    "Quel est votre film préféré ?",
    "Quelle était la marque de votre première voiture ?",
]
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
DIGITS = "23456789"


def new_confidential_code():
    """Cinq lettres et trois chiffres, comme FMWQS252."""
    return "".join(secrets.choice(LETTERS) for _ in range(5)) + "".join(secrets.choice(DIGITS) for _ in range(3))


def new_certification_code(letters_only=False):
    alphabet = LETTERS if letters_only else LETTERS + DIGITS
    return "".join(secrets.choice(alphabet) for _ in range(10))


class Account:
    def __init__(self, data):
        self.identifier = data["identifier"]
        self.code = data["confidential_code"]
        self.role = data.get("role", "user")
        self.last_name = data.get("last_name", "")
        self.first_name = data.get("first_name", "")
        self.email = data.get("email", "")
        self.siret = data.get("siret", "")
        self.bcr = data.get("bcr", "")
        self.contract = data.get("contract", "") or ""
        self.first_login_done = bool(data.get("first_login_done", True))
        self.email_valid = bool(data.get("email_valid", True))
        self.question = data.get("question", "") or ""
        self.answer = data.get("answer", "") or ""
        self.provisional = not self.first_login_done
        self.certification = None       # code attendu à la prochaine connexion
        self.attempts = 0               # essais infructueux de ce code
        self.revoked = None             # code confidentiel qui n'est plus valable après 3 essais
        self.previous_code = None
        self.generation = 0             # change quand le code confidentiel change
        self.last_login = None

    @property
    def is_admin(self):
        return self.role == "administrator"

    @property
    def recoverable(self):
        return self.first_login_done and self.email_valid

    def renew(self, code, certification):
        self.previous_code = self.code or self.revoked
        self.code = code
        self.certification = certification
        self.attempts = 0
        self.revoked = None
        self.provisional = True
        self.generation += 1


class Accounts:
    def __init__(self, path):
        with open(path, encoding="utf-8") as source:
            self.all = [Account(entry) for entry in json.load(source)]
        self.lock = threading.RLock()
        questions = []
        for account in self.all:
            if account.question and account.question not in questions:
                questions.append(account.question)
        for question in OWN_QUESTIONS:
            if question not in questions:
                questions.append(question)
        self.questions = sorted(questions)

    def get(self, identifier):
        for account in self.all:
            if account.identifier == identifier:
                return account
        return None


class Session:
    def __init__(self):
        self.id = secrets.token_hex(16)
        self.key = secrets.token_bytes(32)
        self.data = {}
        self.seen = time.monotonic()


class Sessions:
    """Sessions côté serveur ; elles finissent après un temps sans activité."""

    def __init__(self, seconds):
        self.seconds = seconds
        self._all = {}
        self._lock = threading.Lock()

    def open(self, session_id):
        """Rend (session, expirée ?)."""
        now = time.monotonic()
        with self._lock:
            if len(self._all) > 500:
                for key in [k for k, s in self._all.items() if now - s.seen > self.seconds]:
                    del self._all[key]
            session = self._all.get(session_id or "")
            if session and now - session.seen <= self.seconds:
                session.seen = now
                return session, False
            if session:
                del self._all[session_id]
            fresh = Session()
            self._all[fresh.id] = fresh
            return fresh, bool(session_id)

    def migrate(self, session):
        """Nouvel identifiant de session (à la connexion)."""
        with self._lock:
            self._all.pop(session.id, None)
            session.id = secrets.token_hex(16)
            session.key = secrets.token_bytes(32)
            self._all[session.id] = session

    def close(self, session):
        with self._lock:
            self._all.pop(session.id, None)
