"""Prove by plain HTTP: the portal keeps the guide, each defect and variation is really there."""

import contextlib
import email
import email.policy
import html
import itertools
import json
import os
import re
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

from portal import spoken

HERE = Path(__file__).resolve().parent
SERIAL = itertools.count(1)
QUESTION = "Quel est le nom de jeune fille de votre mère ?"
BOXES = {}  # address -> mails


class Sink(socketserver.StreamRequestHandler):
    """Just enough SMTP to take a mail."""

    def handle(self):
        self.wfile.write(b"220 sink\r\n")
        recipients = []
        while line := self.rfile.readline().strip():
            verb = line[:4].upper()
            if verb == b"RCPT":
                recipients.append(line.split(b"<")[1].split(b">")[0].decode())
            if verb == b"DATA":
                self.wfile.write(b"354 go\r\n")
                body = b"".join(iter(self.rfile.readline, b".\r\n"))
                mail = email.message_from_bytes(body, policy=email.policy.default)
                for one in recipients:
                    BOXES.setdefault(one, []).append(mail)
            self.wfile.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")


def accounts():
    for number in range(1, 91):
        yield {
            "identifier": f"IDENT{number:04}",
            "confidential_code": f"START{number:03}",
            "role": "user" if number > 86 else "administrator",
            "last_name": "LEFÈVRE",
            "first_name": f"Zoé{number}",
            "email": f"zoe{number}@commune.example",
            "siret": f"{number:014}",
            "bcr": f"01ABC{number:03}",
            "contract": f"CTR{number:04}",
            "question": QUESTION,
            "answer": "Île d'Yeu",
            "first_login_done": number not in range(71, 79),
            "email_valid": number not in range(79, 87),
        }


ACCOUNTS = list(accounts())


class Browser:
    """A client with its cookies; it remembers the last page, its address and its charset."""

    def __init__(self, port):
        self.base, self.port = f"http://127.0.0.1:{port}", port
        self.web = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.url, self.raw, self.text, self.charset = self.base, b"", "", "utf-8"

    def get(self, address, data=None):
        url = urllib.parse.urljoin(self.url, address)
        with contextlib.suppress(urllib.error.HTTPError), self.web.open(url, data, 10) as answer:
            self.url, self.raw = answer.url, answer.read()
            self.charset = answer.headers.get_content_charset() or "latin-1"
            self.text = html.unescape(self.raw.decode(self.charset))
            return self
        self.text = self.raw = ""
        return self

    def post(self, address="", **fields):
        token = re.search(r'name="csrfmiddlewaretoken" value="(.*?)"', self.text)[1]
        data = {"csrfmiddlewaretoken": token, **fields}
        return self.get(address, urllib.parse.urlencode(data, encoding=self.charset).encode())

    def login(self, account, code):
        self.get("/connexion/")
        return self.post(identifier=account["identifier"], code=code)

    def search(self, account, way="identifiant", **changes):
        names = ["siret", "bcr", "contract", "last_name", "first_name"]
        self.get(f"/codes-perdus/{way}/recherche/")
        self.post(**{name: account[name] for name in names} | changes)
        self.passed = self.url.endswith("/resultat/")
        onward = re.search(r'href="([^"]*/demande/)"', self.text) if way == "les-deux" else None
        return self.get(onward[1]) if onward else self

    def renew(self, account, **changes):
        names = ["last_name", "first_name", "identifier", "email", "question", "answer"]
        self.get("/codes-perdus/confidentiel/demande/")
        return self.post(**{name: account[name] for name in names} | changes)

    @property
    def shown(self):
        code = re.search(r'<output class="code">(\w+)</output>', self.text)
        return code and code[1]

    @property
    def inside(self):
        return self.url.endswith("/espace/")


def mailed(account):
    mails = BOXES.get(account["email"], [])
    body = mails[-1].get_body(["plain"]).get_content() if mails else ""
    code = re.fullmatch(
        r"Votre nouveau code confidentiel est le suivant :\n\n([A-Z]{5}\d{3})\n\n"
        r"A bientôt sur notre site\n\nLa Direction des Retraites\n",
        body.replace("\r", ""),
    )
    return code and code[1]


def renewed(b, a):
    """A renewal that went well: the certification code, and the confidential code by mail."""
    certification = b.renew(a).shown
    loose = re.search(r"\b[A-Z]{5}\d{3}\b", BOXES[a["email"]][-1].get_body(["plain"]).get_content())
    return certification, loose[0]


def wrong(b, times):
    for _ in range(times):
        b.post(certification="0")
    return b


def new(portal_accounts, low=1):
    return portal_accounts[low].pop()


def reload_keeps(b, a):
    first = b.renew(a).shown
    return first and b.get(b.url).get(b.url).shown == first and len(BOXES[a["email"]]) == 1


def third_try(b, a, others=False):
    certification, code = renewed(b, a)
    wrong(b.login(a, code), 2)
    if others:
        b = Browser(b.port)
        b.login(a, code)
    wrong(b, 1)
    return "renouveler" in b.text and not b.login(a, code).inside


def fresh_tries(b, a):
    wrong(b.login(a, renewed(b, a)[1]), 3)
    certification, code = renewed(b, a)
    wrong(b.login(a, code), 1)
    return b.post(certification=certification).inside


def stranger(b, a):
    other = new(POOL)
    foreign, _ = renewed(Browser(b.port), other)
    certification, code = renewed(b, a)
    b.login(a, code)
    return not b.post(certification=foreign).inside and b.post(certification=certification).inside


def whole_sound(b, a):
    code = b.renew(a).shown
    link = re.search(r'href="([^"]*)"[^>]*>\(Cliquez ici pour entendre', b.text)[1]
    if not link.endswith(".wav"):
        link = re.search(r'<audio[^>]* src="(.*?)"', b.get(link).text)[1]
    return b.get(link).raw == spoken(code)


def guided(b, a):
    """The choice of the lost identifier ends with the identifier."""
    b.get("/codes-perdus/")
    ways = re.findall(r'(?:value|href)="([^"]*)">cliquez ici', b.text)
    return len(ways) == 4 and "SIRET" in b.get(ways[1]).text


def stale(b, a):
    other = new(POOL)
    b.search(other, "les-deux")
    b.get("/codes-perdus/")
    return f'value="{a["identifier"]}"' in b.search(a, "les-deux").text


def cancelled(b, a):
    b.search(a, "les-deux")
    return re.search(r"<a [^>]*>Annuler</a>", b.text) and not re.search(
        r"<button[^>]*>Annuler", b.text
    )


def old_code(b, a):
    renewed(b, a)
    return not b.login(a, a["confidential_code"]).inside


def reordered(b, a):
    return re.search("(?s)Prénom.*SIRET", b.get("/codes-perdus/identifiant/recherche/").text)


def whole_way(b, a):
    """Not one defect's: both codes lost, from the login page to the space, twice in."""
    b.get("/connexion/").get("/codes-perdus/")
    b.search(a, "les-deux")
    fields = {name: a[name] for name in ["last_name", "first_name", "identifier", "email"]}
    code = b.post(**fields, question=a["question"], answer=a["answer"]).shown
    inside = b.login(a, mailed(a)).post(certification=code).inside
    mail = BOXES[a["email"]][0]
    return (
        inside
        and b.login(a, mailed(a)).inside
        and mail["subject"] == "Régénération de code confidentiel"
    )


PROBES = {  # what keeps the guide; each is false of the defect of its name
    "": whole_way,
    "star-lost": lambda b, a: (
        "Numéro SIRET *" in b.get("/codes-perdus/identifiant/recherche/").text
    ),
    "number-optional": lambda b, a: a["identifier"] not in b.search(a, bcr="", contract="").text,
    "contract-refused": lambda b, a: a["identifier"] in b.search(a, bcr="").text,
    "any-case-accepted": lambda b, a: a["identifier"] not in b.search(a, last_name="Lefèvre").text,
    "user-found": lambda b, a: (u := new(POOL, 87))["identifier"] not in b.search(u).text,
    "advice-short": lambda b, a: "(majuscules et minuscules)" in b.search(a, siret="1").text,
    "first-login-ignored": lambda b, a: not b.renew(new(POOL, 71)).shown,
    "bad-address-ignored": lambda b, a: not b.renew(new(POOL, 79)).shown,
    "colleague-advice-lost": lambda b, a: "autre administrateur" in b.renew(new(POOL, 71)).text,
    "choice-misrouted": guided,
    "identifier-blank": lambda b, a: f'value="{a["identifier"]}"' in b.search(a, "les-deux").text,
    "identifier-stale": stale,
    "mail-to-typed-address": lambda b, a: not b.renew(a, email="x@y.example").shown,
    "question-ignored": lambda b, a: not b.renew(a, question="Quel est votre film préféré ?").shown,
    "cancel-submits": cancelled,
    "wrong-sender": lambda b, a: (
        renewed(b, a) and BOXES[a["email"]][0]["from"] == "e-servicesinscription@caissedesdepots.fr"
    ),
    "certification-in-mail": lambda b, a: b.renew(a).shown and mailed(a),
    "confidential-on-screen": lambda b, a: b.renew(a).shown != mailed(a) and len(b.shown) == 10,
    "warning-lost": lambda b, a: "3 essais infructueux" in b.renew(a).text,
    "sound-short": whole_sound,
    "reload-regenerates": reload_keeps,
    "old-code-valid": old_code,
    "certification-of-anyone": stranger,
    "fourth-try": third_try,
    "tries-per-session": lambda b, a: third_try(b, a, others=True),
    "lock-forgotten": third_try,
    "tries-survive-renewal": fresh_tries,
}
MARKS = {  # what shows that a variation is there; each is false of the clean portal
    "cookie-banner": lambda b, a: "J'ai compris" in b.get("/").text,
    "windows-1252": lambda b, a: b.get("/").charset == "windows-1252",
    "choice-buttons": lambda b, a: 'name="choix"' in b.get("/codes-perdus/").text,
    "fields-reordered": reordered,
    "other-words": lambda b, a: "Revoyez votre saisie." in b.search(a, siret="1").text,
    "identifier-page": lambda b, a: b.search(a, "les-deux") and b.passed,
    "table-layout": lambda b, a: "<table>" in b.get("/connexion/").text,
    "sound-file-link": lambda b, a: 'code.wav">(Cliquez' in b.renew(a).text,
    "mail-with-html": lambda b, a: renewed(b, a) and BOXES[a["email"]][0].get_body(["html"]),
    "digits-only": lambda b, a: b.renew(a).shown.isdigit(),
}
POOL = {}


@contextlib.contextmanager
def portal(smtp, folder, *options):
    BOXES.clear()
    lows = {1: (1, 71), 71: (71, 79), 79: (79, 87), 87: (87, 91)}
    POOL.update({low: ACCOUNTS[start - 1 : end - 1] for low, (start, end) in lows.items()})
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    file = Path(folder) / "accounts.json"
    file.write_text(json.dumps(ACCOUNTS), encoding="utf-8")
    order = [HERE / "start", "--port", str(port), "--smtp", f"127.0.0.1:{smtp}", "--accounts", file]
    process = subprocess.Popen([*order, *options], env={"PYTHON": sys.executable, **os.environ})
    try:
        for _ in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(1)


def holds(probe, port):
    return bool(probe(Browser(port), new(POOL)))


def names(file):
    return [one["name"] for one in json.loads((HERE / file).read_text(encoding="utf-8"))]


def faults_of(kind, name, smtp, folder):
    """What is not as said of the clean portal, of one variation or of one defect."""
    with portal(smtp, folder, *([f"--{kind}", name] if name else [])) as port:
        if kind == "defect":
            return [f"{name}: the defect does not show"] if holds(PROBES[name], port) else []
        faults = [
            f"{name or 'clean'}: {one} fails" for one in PROBES if not holds(PROBES[one], port)
        ]
        for mark in [name] if name else MARKS:
            if holds(MARKS[mark], port) != bool(name):
                faults.append(f"{name or 'clean'}: the mark of {mark} is wrong")
        return faults


def main(wanted):
    """Check all, or only the names given (« clean » is the portal without option)."""
    defects, variations = names("defects.json"), names("variations.json")
    faults = []
    if {*defects, ""} != {*PROBES} or {*variations} != {*MARKS}:
        faults.append("the lists and the probes differ")
    runs = [("variation", name) for name in ["", *variations]]
    runs += [("defect", name) for name in defects]
    runs = [run for run in runs if not wanted or (run[1] or "clean") in wanted]
    sink = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Sink)
    threading.Thread(target=sink.serve_forever, daemon=True).start()
    with sink, tempfile.TemporaryDirectory() as folder:
        for kind, name in runs:
            faults += faults_of(kind, name, sink.server_address[1], folder)
            print(f"{kind} {name}" if name else "clean", flush=True)
        sink.shutdown()
    print("\n".join(faults) or f"{len(runs)} portals are as said")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
