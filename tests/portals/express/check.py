#!/usr/bin/env python3
"""Proves that the portal keeps the guide and that each defect and variation is really there.

    ./check.py            everything
    ./check.py clean      the clean portal only
    ./check.py NAME ...   these defects or variations only
"""
import email
import email.policy
import json
import pathlib
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
from html.parser import HTMLParser
from http.cookiejar import CookieJar

HERE = pathlib.Path(__file__).resolve().parent
WORDS = json.loads((HERE / "words.json").read_text())
MOTHER = "Quel est le nom de jeune fille de votre mère ?"
CITY = "Dans quelle ville êtes-vous né(e) ?"
w = WORDS.__getitem__


# Mails

class Mailbox(socketserver.ThreadingTCPServer):
    """Takes mails by SMTP and keeps them."""
    allow_reuse_address = daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), SmtpTalk)
        self.mails = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def to(self, address):
        return [mail for to, mail in self.mails if to == address]


class SmtpTalk(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        self.say("220 ready")
        to = ""
        while line := self.rfile.readline().decode().strip():
            verb = line.upper()
            if verb.startswith("RCPT"):
                to = re.search("<(.*)>", line)[1]
            if verb == "DATA":
                self.say("354 go on")
                lines = iter(self.rfile.readline, b".\r\n")
                raw = b"".join(l[1:] if l.startswith(b"..") else l for l in lines)
                self.server.mails.append((to, email.message_from_bytes(raw, policy=email.policy.default)))
            self.say("221 bye" if verb == "QUIT" else "250 ok")
            if verb == "QUIT":
                return


def text_of(mail):
    return mail.get_body(("plain",)).get_content().replace("\r\n", "\n")


def secret_of(mail):
    return text_of(mail).split(w("Votre nouveau code confidentiel est le suivant :"))[1].split()[0]


# Pages

class Page(HTMLParser):
    """What a visitor sees: text, links, and forms whose fields are known by their labels."""

    def __init__(self, url, status, body):
        super().__init__()
        self.url, self.status, self.body = url, status, body
        self.links, self.forms, self.labels, self.told = [], [], {}, ""
        self.words, self.heading, self.shown = [], "", ""
        self.inside, self.target, self.select = [], None, None
        self.feed(body)
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag not in ("input", "meta", "link", "br"):
            self.inside.append((tag, a))
        self.words += [a[name] for name in ("placeholder", "aria-label") if a.get(name)]
        if tag == "a":
            self.links.append(["", a["href"]])
        elif tag == "form":
            self.forms.append({"action": a["action"], "method": a.get("method", "get"), "fields": {}, "buttons": {}})
        elif tag == "label":
            self.target = a["for"]
        elif tag in ("input", "button") and a.get("type") == "submit":
            self.forms[-1]["buttons"][a["value"]] = a
            self.words.append(a["value"])
        elif tag in ("input", "select"):
            self.forms[-1]["fields"][a["name"]] = {**a, "value": a.get("value", ""), "options": []}
            self.select = self.forms[-1]["fields"][a["name"]]

    def handle_data(self, data):
        self.words.append(data)
        tags = [tag for tag, _ in self.inside]
        if "a" in tags:
            self.links[-1][0] += data
        if "label" in tags:
            self.labels[self.target] = self.labels.get(self.target, "") + data
        if "h1" in tags:
            self.heading += data
        if "output" in tags:
            self.shown += data
        if "option" in tags:
            self.select["options"].append(data)
        if any(a.get("role") == "alert" for _, a in self.inside):
            self.told += data

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop()[0] != tag:
            pass

    def label_of(self, field):
        return self.labels.get(field.get("id"), "").strip()


class Visitor:
    """A browser with its own session."""

    def __init__(self, root):
        self.root = root
        self.open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open
        self.page = None

    def fetch(self, address, data=None):
        url = urllib.parse.urljoin(self.page.url if self.page else self.root, address)
        try:
            answer = self.open(url, data, timeout=10)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return answer.geturl(), answer.status, answer.read()

    def go(self, address, data=None):
        url, status, body = self.fetch(address, data)
        self.page = Page(url, status, body.decode())
        return self.page

    def link(self, label, nth=0):
        """The address of the nth link so named."""
        return [href for text, href in self.page.links if text.strip() == label][nth]

    def follow(self, label, nth=0):
        return self.go(self.link(label, nth))

    def send(self, button, values=(), token=True):
        """Fills in fields by label (the marks left out) and presses the button."""
        form = next(f for f in self.page.forms if button in f["buttons"])
        data = {name: field["value"] for name, field in form["fields"].items()}
        values = dict(values)
        for name, field in form["fields"].items():
            label = self.page.label_of(field).rstrip("* ")
            if label in values:
                data[name] = values.pop(label)
        assert not values, f"no such fields: {values}"
        if not token:
            data = {n: v for n, v in data.items() if form["fields"][n].get("type") != "hidden"}
        pressed = form["buttons"][button]
        if "name" in pressed:
            data[pressed["name"]] = pressed["value"]
        return self.go(form["action"], urllib.parse.urlencode(data).encode())

    # The usual steps

    def to_login(self):
        self.go(self.root)
        return self.follow(w("Accès à mon espace personnalisé"))

    def to_choice(self):
        self.to_login()
        return self.follow(w("Codes perdus"))

    def to_step(self, which):
        """0: secret, 1: identifier, 2: both, 3: member."""
        self.to_choice()
        return self.follow(w("cliquez ici"), which)

    def search(self, person, both=False, **other):
        self.to_step(2 if both else 1)
        return self.send(w("rechercher"), search_values({**person, **other}))

    def renew(self, person, **other):
        self.to_step(0)
        return self.send(w("Générer le code confidentiel"), renew_values({**person, **other}))

    def login(self, person, secret=None):
        self.to_login()
        return self.send(w("Je valide"), {w("Code identifiant"): person["identifier"],
                                          w("Code confidentiel"): secret or person["confidential_code"]})

    def verify(self, code):
        return self.send("Continuer", {"Code de vérification": code})

    @property
    def is_in(self):
        return self.page.text.count("votre compte est ouvert") == 1

    @property
    def is_asked(self):
        return self.page.heading == "Votre code de vérification"


def search_values(p):
    return {w("Numéro SIRET"): p["siret"], w("Numéro BCR"): p["bcr"], w("Numéro de contrat"): p["contract"],
            w("Votre Nom"): p["last_name"], w("Prénom"): p["first_name"]}


def renew_values(p):
    return {w("Votre Nom"): p["last_name"], w("Votre Prénom"): p["first_name"],
            w("Code identifiant"): p["identifier"], w("Adresse e-mail"): p["email"],
            w("Question"): p["question"], w("Réponse"): p["answer"]}


# People: each test has an establishment of its own

def establishment(n):
    def person(i, last, first, **other):
        return {"identifier": f"IDENT{n:02}{i:02}", "confidential_code": f"ABCD{n:02}{i:02}", "role": "administrator",
                "last_name": last, "first_name": first, "email": f"{first}.{last}.{n}@commune.example".lower(),
                "siret": f"{12345678900000 + n}", "bcr": f"01ABC{n:03}", "contract": f"CTR{n:04}",
                "question": MOTHER, "answer": "Durand", "first_login_done": True, "email_valid": True, **other}
    return {"boss": person(1, "DUPONT", "Marcel"),
            "colleague": person(2, "MARTIN", "Jeanne", question="Votre plat préféré ?", answer="Gratin"),
            "member": person(3, "PETIT", "Luc", role="user"),
            "unreachable": person(4, "MOREL", "Anne", email_valid=False),
            "newcomer": person(5, "ROUX", "Paul", first_login_done=False, question="", answer=""),
            "loner": person(6, "SIMON", "Zoé", contract="")}


class Case:
    """What a test works with."""

    def __init__(self, portal, n):
        self.root, self.box = portal.root, portal.box
        self.__dict__.update(establishment(n))
        self.elsewhere = establishment(98)["boss"]

    def visitor(self):
        return Visitor(self.root)

    def renewed(self, visitor, person):
        """Renews, and gives the secret mailed and the code shown."""
        before = len(self.box.to(person["email"]))
        page = visitor.renew(person)
        mails = self.box.to(person["email"])
        assert page.heading == w("Régénération du code confidentiel"), f"refused: {page.told}"
        assert len(mails) == before + 1, "one mail is expected"
        return secret_of(mails[-1]), page.shown


TESTS = {}


def test(function):
    TESTS[function.__name__] = function
    return function


def refused_search(visitor, person, **other):
    page = visitor.search(person, both=True, **other)
    assert page.heading == w("Recherche de votre code identifiant") and page.told, f"found with {other}"


def refused_renewal(case, visitor, person, **other):
    before = len(case.box.mails)
    page = visitor.renew(person, **other)
    assert page.heading == w("Regénérer votre code confidentiel") and page.told, f"renewed with {other}"
    assert len(case.box.mails) == before, "a mail has left"


# Words, marks, links

def all_pages(case):
    v = case.visitor()
    yield v.go(case.root)
    yield v.to_login()
    yield v.to_choice()
    for step in range(4):
        yield v.to_step(step)
    yield v.search(case.boss)
    yield v.search(case.boss, both=True)
    yield v.renew(case.boss)


@test
def all_words_are_there(case):
    text = " ".join(page.text for page in all_pages(case))
    mail = case.box.to(case.boss["email"])[-1]
    text += f" {mail['subject']} {' '.join(text_of(mail).split())}"
    missing = [key for key, word in WORDS.items() if word not in text]
    assert not missing, f"missing: {missing}"


@test
def no_link_is_dead(case):
    v = case.visitor()
    links = {urllib.parse.urljoin(page.url, href): text for page in all_pages(case) for text, href in page.links}
    for address, text in links.items():
        assert v.fetch(address)[1] == 200, f"{text} leads nowhere"


@test
def choices_lead_to_their_pages(case):
    v = case.visitor()
    headings = [v.to_step(step).heading for step in range(3)]
    search, renew = w("Recherche de votre code identifiant"), w("Regénérer votre code confidentiel")
    assert headings == [renew, search, search], headings
    assert "gestionnaires" in v.to_step(3).text
    v.to_choice()
    assert v.follow(f"[{w('annuler')}]").url == v.to_login().url
    assert w("Non connecté") in v.to_choice().text
    assert v.follow(w("Retour accueil cdc.retraites")).url.startswith(case.root)


@test
def fields_bear_their_marks(case):
    v = case.visitor()

    def labels(step):
        page = v.to_step(step)
        return [page.label_of(field) for form in page.forms for field in form["fields"].values() if page.label_of(field)]
    assert labels(2) == [f"{w(k)} {mark}" for k, mark in (("Numéro SIRET", "*"), ("Numéro BCR", "**"),
                         ("Numéro de contrat", "**"), ("Votre Nom", "*"), ("Prénom", "*"))]
    assert f"* {w('Champs obligatoires')}" in v.page.text
    assert labels(0) == [f"{w(k)} *" for k in ("Votre Nom", "Votre Prénom", "Code identifiant", "Adresse e-mail", "Question", "Réponse")]
    assert f"* {w('Champs obligatoires')}" in v.page.text


@test
def search_page_explains_two_stars(case):
    page = case.visitor().to_step(2)
    assert f"** {w('''Vous devez obligatoirement compléter au moins l'un de ces deux champs''')}" in page.text


@test
def code_page_warns_of_three_tries(case):
    text = case.visitor().renew(case.boss).text
    assert "3 erreurs" in text and w("il ne s'agit pas de votre code confidentiel") in text


@test
def questions_are_offered(case):
    form = next(f for f in case.visitor().to_step(0).forms if w("Générer le code confidentiel") in f["buttons"])
    options = next(f["options"] for f in form["fields"].values() if f["options"])
    assert len(options) >= 6 and {MOTHER, CITY, "Votre plat préféré ?"} <= set(options)


# Search

@test
def search_finds_by_either_reference(case):
    v = case.visitor()
    for other in ({}, {"bcr": ""}, {"contract": ""}):
        assert v.search(case.boss, **other).shown == case.boss["identifier"]
    assert v.search(case.loner).shown == case.loner["identifier"]
    assert v.follow(w("Regénérer votre code confidentiel")).heading == w("Regénérer votre code confidentiel")


@test
def search_needs_marked_fields(case):
    for name in ("siret", "last_name", "first_name"):
        refused_search(case.visitor(), case.boss, **{name: ""})


@test
def search_needs_a_reference(case):
    refused_search(case.visitor(), case.boss, bcr="", contract="")


@test
def references_in_capitals(case):
    refused_search(case.visitor(), case.boss, bcr=case.boss["bcr"].lower())
    refused_search(case.visitor(), case.boss, bcr="", contract=case.boss["contract"].lower())


@test
def references_are_ones_own(case):
    v = case.visitor()
    for other in ({"siret": case.elsewhere["siret"]}, {"bcr": case.elsewhere["bcr"], "contract": ""},
                  {"bcr": case.elsewhere["bcr"]}, {"bcr": case.boss["bcr"][:-1]}, {"siret": case.boss["siret"][:-1]}):
        refused_search(v, case.boss, **other)


@test
def contract_is_ones_own(case):
    refused_search(case.visitor(), case.boss, bcr="", contract=case.elsewhere["contract"])
    refused_search(case.visitor(), case.loner, bcr="", contract=case.boss["contract"])


@test
def names_keep_their_case(case):
    refused_search(case.visitor(), case.boss, last_name="Dupont")
    refused_search(case.visitor(), case.boss, first_name="MARCEL")


@test
def names_are_whole(case):
    for other in ({"first_name": "Mar"}, {"last_name": "DUP"}, {"first_name": "Marcelle"}, {"first_name": "Jeanne"}):
        refused_search(case.visitor(), case.boss, **other)


@test
def members_do_not_recover(case):
    refused_search(case.visitor(), case.member)
    refused_renewal(case, case.visitor(), case.member)


@test
def bad_address_does_not_recover(case):
    refused_search(case.visitor(), case.unreachable)
    refused_renewal(case, case.visitor(), case.unreachable)


@test
def newcomer_recovers_after_first_visit(case):
    person = case.newcomer
    refused_search(case.visitor(), person)
    refused_renewal(case, case.visitor(), person, question=CITY, answer="Lyon")
    v = case.visitor()
    v.login(person)
    assert v.page.heading == "Votre première visite"
    v.send("Continuer", {w("Question"): CITY, w("Réponse"): "Lyon"})
    assert v.is_in
    case.renewed(case.visitor(), {**person, "question": CITY, "answer": "Lyon"})


@test
def identifier_is_filled_in(case):
    page = case.visitor().search(case.boss, both=True)
    assert page.heading == w("Regénérer votre code confidentiel")
    values = [field["value"] for form in page.forms for field in form["fields"].values()]
    assert [value for value in values if value.startswith("IDENT")], "the identifier is blank"
    assert w("Votre identifiant est renseigné automatiquement") in page.text


@test
def identifier_is_the_visitors_own(case):
    one, two = case.visitor(), case.visitor()
    one.search(case.boss, both=True)
    two.search(case.colleague, both=True)
    values = [field["value"] for form in one.go(one.page.url).forms for field in form["fields"].values()]
    assert case.colleague["identifier"] not in values, "the identifier is another visitor's"


# Renewal

@test
def renewal_needs_all_fields(case):
    for name in ("last_name", "first_name", "identifier", "email", "question", "answer"):
        refused_renewal(case, case.visitor(), case.boss, **{name: ""})


@test
def renewal_compares_person_and_address(case):
    for name in ("last_name", "first_name", "identifier"):
        refused_renewal(case, case.visitor(), case.boss, **{name: case.colleague[name]})
    for address in (case.boss["email"] + ".fr", case.boss["email"][1:], case.elsewhere["email"]):
        refused_renewal(case, case.visitor(), case.boss, email=address)


@test
def address_is_not_a_colleagues(case):
    refused_renewal(case, case.visitor(), case.boss, email=case.colleague["email"])


@test
def question_is_the_chosen_one(case):
    refused_renewal(case, case.visitor(), case.boss, question=CITY)


@test
def answer_is_not_anothers(case):
    refused_renewal(case, case.visitor(), case.boss, answer=case.colleague["answer"])
    refused_renewal(case, case.visitor(), case.boss, answer="Durandal")


@test
def answer_is_whole(case):
    for answer in ("Dur", "rand", "a"):
        refused_renewal(case, case.visitor(), case.boss, answer=answer)


@test
def cancelling_gives_up(case):
    v = case.visitor()
    for step, values in ((2, search_values(case.boss)), (0, renew_values(case.boss))):
        v.to_step(step)
        assert v.send(w("Annuler"), values).heading == w("Codes perdus")
    assert not case.box.to(case.boss["email"]), "a mail has left"
    v.login(case.boss)
    assert v.is_in


@test
def mail_is_as_in_the_guide(case):
    start = time.time()
    secret, _ = case.renewed(case.visitor(), case.boss)
    assert time.time() - start < 2
    mail = case.box.to(case.boss["email"])[0]
    assert mail["from"] == "e-servicesinscription@caissedesdepots.fr" and mail["to"] == case.boss["email"]
    assert re.fullmatch("[A-Z0-9]{8,12}", secret)
    assert text_of(mail).split("\n\n")[-2:] == [w("A bientôt sur notre site"), w("La Direction des Retraites") + "\n"]


@test
def mail_has_its_subject(case):
    case.renewed(case.visitor(), case.boss)
    assert case.box.to(case.boss["email"])[0]["subject"] == w("Régénération de code confidentiel")


@test
def code_shown_is_not_mailed(case):
    secret, shown = case.renewed(case.visitor(), case.boss)
    text = text_of(case.box.to(case.boss["email"])[0])
    assert re.fullmatch("[A-Z0-9]{10}", shown)
    assert shown not in text.replace(secret, ""), "the code shown is in the mail"


@test
def two_codes_are_separate(case):
    secret, shown = case.renewed(case.visitor(), case.boss)
    assert shown not in secret and secret not in shown, "one code contains the other"


@test
def sound_spells_the_code(case):
    v = case.visitor()
    _, shown = case.renewed(v, case.boss)
    assert heard(v) in spellings(shown)
    assert v.fetch(v.link(w("Cliquez ici pour entendre la version sonore")))[2][:4] == b"RIFF"
    other = case.visitor()
    assert other.fetch(v.page.url)[2].decode().count(shown) == 0, "anybody sees the code"
    assert v.send(w("Terminer")).heading == w("Accès à mon espace personnalisé")


@test
def sound_is_that_of_the_last_code(case):
    v = case.visitor()
    case.renewed(v, case.boss)
    heard(v)
    _, shown = case.renewed(v, case.boss)
    assert heard(v) in spellings(shown), "the sound is not that of the code"


def heard(visitor):
    return visitor.fetch(visitor.link(f"{w('Cliquez ici pour entendre la version sonore')}"))[2][44:]


def spellings(code, speeds=("110", "80")):
    commands = [["espeak-ng", "-v", "fr", "-s", speed, "--stdout", ", ".join(code)] for speed in speeds]
    return [subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout[44:] for command in commands]


# The next login

@test
def next_login_asks_the_code_once(case):
    secret, shown = case.renewed(case.visitor(), case.boss)
    v = case.visitor()
    v.login(case.boss, secret)
    assert v.is_asked, "the code is not asked"
    v.verify(shown)
    assert v.is_in
    v.send("Sortir")
    v.login(case.boss, secret)
    assert v.is_in, "the code is asked again"


@test
def space_waits_for_the_code(case):
    v = case.visitor()
    v.login(case.colleague)
    space = v.page.url
    secret, shown = case.renewed(case.visitor(), case.boss)
    v = case.visitor()
    v.go(space)
    assert not v.is_in
    v.login(case.boss, secret)
    v.go(space)
    assert not v.is_in, "the space is open without the code"
    v.to_login()
    assert not v.is_in


@test
def former_secret_is_refused(case):
    v = case.visitor()
    v.login(case.boss)
    assert v.is_in
    secret, shown = case.renewed(case.visitor(), case.boss)
    assert not v.to_login().text.count("votre compte est ouvert"), "the former session is open"
    v.login(case.boss)
    assert not v.is_in and not v.is_asked, "the former secret is accepted"
    v.login(case.boss, secret)
    v.verify(shown)
    assert v.is_in
    v = case.visitor()
    v.login(case.boss)
    assert not v.is_in


@test
def earlier_code_is_refused(case):
    _, earlier = case.renewed(case.visitor(), case.boss)
    secret, shown = case.renewed(case.visitor(), case.boss)
    v = case.visitor()
    v.login(case.boss, secret)
    v.verify(earlier)
    assert not v.is_in, "the earlier code is accepted"
    v.verify(shown)
    assert v.is_in


@test
def code_is_whole_and_ones_own(case):
    secret, shown = case.renewed(case.visitor(), case.boss)
    _, others = case.renewed(case.visitor(), case.colleague)
    v = case.visitor()
    v.login(case.boss, secret)
    for wrong in (others, shown[:-1], ""):
        assert not v.verify(wrong).text.count("votre compte est ouvert"), f"accepted: {wrong}"
    v.verify(shown)
    assert v.is_in


@test
def three_errors_void_the_secret(case):
    secret, shown = case.renewed(case.visitor(), case.boss)
    v = case.visitor()
    v.login(case.boss, secret)
    for left in (2, 1):
        assert v.verify("X").told and v.is_asked
    v.verify("X")
    assert v.page.told and not v.is_asked, "a fourth try is given"
    v.login(case.boss, secret)
    assert not v.is_asked and not v.is_in
    secret, shown = case.renewed(case.visitor(), case.colleague)
    v.login(case.colleague, secret)
    v.verify("X")
    v.verify("X")
    v.verify(shown)
    assert v.is_in


@test
def errors_count_across_visits(case):
    secret, shown = case.renewed(case.visitor(), case.boss)
    for _ in range(3):
        v = case.visitor()
        v.login(case.boss, secret)
        v.verify("X")
    assert not v.is_asked, "errors of earlier visits are forgotten"


@test
def renewal_gives_three_tries(case):
    secret, _ = case.renewed(case.visitor(), case.boss)
    v = case.visitor()
    v.login(case.boss, secret)
    v.verify("X")
    v.verify("X")
    secret, shown = case.renewed(case.visitor(), case.boss)
    v.login(case.boss, secret)
    v.verify("X")
    assert v.is_asked, "errors before the renewal still count"
    v.verify("X")
    v.verify(shown)
    assert v.is_in


@test
def login_is_exact(case):
    for secret in ("abcd", case.boss["confidential_code"][:-1], case.colleague["confidential_code"]):
        v = case.visitor()
        assert v.login(case.boss, secret).told and not v.is_in


@test
def posts_need_the_forms_token(case):
    v = case.visitor()
    v.to_step(0)
    assert v.send(w("Générer le code confidentiel"), renew_values(case.boss), token=False).status == 403
    assert not case.box.to(case.boss["email"])


# What each defect breaks, and what shows each variation

BREAKS = {
    "choice-astray": {"choices_lead_to_their_pages", "search_finds_by_either_reference", "no_link_is_dead"},
    "identifier-left-blank": {"identifier_is_filled_in"},
    "answer-star-missing": {"fields_bear_their_marks"},
    "either-mention-missing": {"search_page_explains_two_stars"},
    "tries-warning-missing": {"code_page_warns_of_three_tries"},
    "neither-reference": {"search_needs_a_reference"},
    "bcr-any-case": {"references_in_capitals"},
    "name-any-case": {"names_keep_their_case"},
    "first-name-beginning": {"names_are_whole"},
    "contract-of-anyone": {"contract_is_ones_own"},
    "answer-part": {"answer_is_whole"},
    "question-ignored": {"question_is_the_chosen_one"},
    "colleague-address": {"address_is_not_a_colleagues"},
    "members-recover": {"members_do_not_recover"},
    "bad-address-recovers": {"bad_address_does_not_recover"},
    "fourth-try": {"three_errors_void_the_secret", "errors_count_across_visits"},
    "tries-per-visit": {"errors_count_across_visits"},
    "tries-carried": {"renewal_gives_three_tries"},
    "identifier-of-another-visitor": {"identifier_is_the_visitors_own"},
    "space-before-verification": {"space_waits_for_the_code"},
    "old-secret-valid": {"former_secret_is_refused"},
    "earlier-verification": {"earlier_code_is_refused"},
    "mail-subject": {"mail_has_its_subject"},
    "verification-in-mail": {"code_shown_is_not_mailed"},
    "sound-of-earlier": {"sound_is_that_of_the_last_code"},
    "shown-in-mailed": {"two_codes_are_separate"},
    "cancel-creates": {"cancelling_gives_up"},
}
WORDS_ALSO_MISSING = {"either-mention-missing", "tries-warning-missing", "mail-subject", "identifier-left-blank",
                      "choice-astray"}


def question_order(case):
    form = next(f for f in case.visitor().to_step(0).forms if w("Générer le code confidentiel") in f["buttons"])
    options = next(f["options"] for f in form["fields"].values() if f["options"])
    return options.index(CITY) < options.index(MOTHER)


def refusal_is_below(case):
    body = case.visitor().login(case.boss, "wrong").body
    return body.index('role="alert"') > body.index("<form")


def slow(case):
    v = case.visitor()
    _, shown = case.renewed(v, case.boss)
    return heard(v) == spellings(shown, ["80"])[0]


def first_mail(case):
    case.renewed(case.visitor(), case.boss)
    return case.box.to(case.boss["email"])[-1]


SHOWS = {
    "other-addresses": lambda case: "/pro/" in case.visitor().to_choice().url,
    "other-field-names": lambda case: "siret" not in case.visitor().to_step(1).forms[0]["fields"],
    "table-layout": lambda case: "<table" in case.visitor().to_step(1).body,
    "input-buttons": lambda case: '<button type="submit"' not in case.visitor().to_step(1).body,
    "no-browser-validation": lambda case: " required" not in case.visitor().to_step(1).body,
    "mail-with-html": lambda case: first_mail(case).get_body(("html",)) is not None,
    "secret-shape": lambda case: re.fullmatch("[0-9]{4}[A-Z]{4}", secret_of(first_mail(case))) is not None,
    "slower-voice": slow,
    "refusal-below": refusal_is_below,
    "questions-reversed": question_order,
    "notice-banner": lambda case: "Nos conseillers répondent au téléphone" in case.visitor().go(case.root).text,
}


# Running

class Portal:
    def __init__(self, box, *options, smtp=None):
        self.box = box
        box.mails.clear()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.root = f"http://127.0.0.1:{port}/"
        self.file = tempfile.NamedTemporaryFile("w", suffix=".json")
        people = [person for n in range(100) for person in establishment(n).values()]
        json.dump(people, self.file)
        self.file.flush()
        command = [HERE / "start", "--port", str(port), "--smtp", f"127.0.0.1:{smtp or box.server_address[1]}",
                   "--accounts", self.file.name, *options]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE if smtp else None)

    def __enter__(self):
        for _ in range(100):
            try:
                urllib.request.urlopen(self.root, timeout=5).close()
                return self
            except OSError:
                time.sleep(0.1)
        raise SystemExit("the portal does not answer")

    def __exit__(self, *_):
        start = time.time()
        self.process.terminate()
        self.process.wait(5)
        self.file.close()
        assert time.time() - start < 1, "slow to end"

    def failures(self):
        failed = {}
        for n, (name, function) in enumerate(TESTS.items()):
            try:
                function(Case(self, n))
            except Exception as error:  # a page that lacks what a test needs fails it too
                failed[name] = f"{type(error).__name__}: {error}"
        return failed


def judge(kind, name, good, details=""):
    print(f"{'ok  ' if good else 'FAIL'} {kind} {name} {'' if good else details}", flush=True)
    return good


def check_clean(box):
    with Portal(box) as portal:
        failed = portal.failures()
        shown = [name for name, shows in SHOWS.items() if shows(Case(portal, 97))]
    yield judge("clean", f"{len(TESTS)} tests", not failed and not shown, (failed, shown))
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        with Portal(box, smtp=nobody.getsockname()[1]) as portal:
            case = Case(portal, 1)
            told = case.visitor().renew(case.boss).told
            v = case.visitor()
            v.login(case.boss)
            yield judge("clean", "without a mail server", "n'a pas pu partir" in told and v.is_in, told)


def check_defect(box, name):
    with Portal(box, "--defect", name) as portal:
        failed = portal.failures()
    expected = BREAKS[name] | ({"all_words_are_there"} if name in WORDS_ALSO_MISSING else set())
    return judge("defect", name, set(failed) == expected, failed)


def check_variation(box, name):
    with Portal(box, "--variation", name) as portal:
        failed = portal.failures()
        shown = [other for other, shows in SHOWS.items() if shows(Case(portal, 97))]
    return judge("variation", name, not failed and shown == [name], (failed, shown))


def main(wanted):
    box = Mailbox()
    names = {kind: [entry["name"] for entry in json.loads((HERE / f"{kind}s.json").read_text())]
             for kind in ("defect", "variation")}
    results = [judge("lists", "are complete", names["defect"] == list(BREAKS) and names["variation"] == list(SHOWS))]
    if not wanted or "clean" in wanted:
        results += check_clean(box)
    results += [check_defect(box, name) for name in names["defect"] if not wanted or name in wanted]
    results += [check_variation(box, name) for name in names["variation"] if not wanted or name in wanted]
    print(f"{sum(results)} of {len(results)} as expected")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
