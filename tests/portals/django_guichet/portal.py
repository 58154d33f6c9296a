"""Espace personnalisé employeur, codes perdus: a Django site in one file, state in memory."""

import argparse
import functools
import io
import json
import math
import secrets
import shutil
import smtplib
import socket
import socketserver
import string
import struct
import subprocess
import threading
import wave
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlencode
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMultiAlternatives
from django.core.wsgi import get_wsgi_application
from django.forms.utils import ErrorDict, ErrorList
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

HERE = Path(__file__).resolve().parent
ENGINE = {
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "OPTIONS": {"context_processors": ["django.contrib.messages.context_processors.messages"]},
}
settings.configure(
    SECRET_KEY=secrets.token_hex(32),
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django.contrib.sessions", "django.contrib.messages"],
    MIDDLEWARE=[
        f"{__name__}.old_charset",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    SESSION_ENGINE="django.contrib.sessions.backends.cache",
    MESSAGE_STORAGE="django.contrib.messages.storage.session.SessionStorage",
    CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    TEMPLATES=[{**ENGINE, "DIRS": [HERE / "templates"]}],
    EMAIL_TIMEOUT=10,
    LANGUAGE_CODE="fr",
    TIME_ZONE="Europe/Paris",
)
django.setup()

OPTIONS = argparse.Namespace(defect="", variation="")
# certification: asked at the next login; tries: the wrong ones since the renewal;
# void: three tries were lost, the confidential code is to be renewed.
FRESH = {"certification": "", "tries": 0, "void": False, "former_code": ""}
LOST = "codes-perdus"
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
QUESTIONS = [
    "Quel est le nom de jeune fille de votre mère ?",
    "Quelle est votre ville de naissance ?",
    "Quel est le prénom de votre premier enfant ?",
    "Quel était le nom de votre premier animal ?",
    "Quel est votre film préféré ?",
]
STEPS = ["Votre situation", "Votre recherche", "Votre demande", "Votre code de certification"]
COLLEAGUE = (
    " Demandez à un autre administrateur de votre établissement de régénérer"
    " votre code confidentiel."
)


def bug(name):
    return OPTIONS.defect == name


def other(name):
    return OPTIONS.variation == name


ACCOUNTS: dict[str, SimpleNamespace] = {}
LOCK = threading.RLock()


def refusal(account):
    """Why this account may not recover its codes, or an empty text."""
    why = ""
    if not account.first_login_done and not bug("first-login-ignored"):
        why = "aucune première connexion avec choix d'une question secrète n'est enregistrée"
    elif not account.email_valid and not bug("bad-address-ignored"):
        why = "l'adresse courriel enregistrée sur votre compte n'est pas valide"
    if not why:
        return ""
    return f"Vos codes ne peuvent pas être récupérés ici : {why}." + (
        "" if bug("colleague-advice-lost") else COLLEAGUE
    )


def refused(why):
    return forms.ValidationError("Revoyez votre saisie." if other("other-words") else why)


class GuideForm(forms.Form):
    """A form cut into fieldsets; what it refuses is kept for the page after the redirect."""

    groups: dict[str, list[str]] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix=" :", **kwargs)

    def fieldsets(self):
        turn = -1 if other("fields-reordered") else 1
        for legend, names in list(self.groups.items())[::turn]:
            yield legend, [self[name] for name in names[::turn]]


class SearchForm(GuideForm):
    groups = {
        "Votre établissement": ["siret", "bcr", "contract"],
        "Coordonnées professionnelles": ["last_name", "first_name"],
    }
    siret = forms.CharField(label="Numéro SIRET *")
    bcr = forms.CharField(
        label="Numéro BCR **",
        required=False,
        help_text="Saisie en majuscules. Le numéro BCR vous est attribué par la direction des"
        " retraites et de la solidarité et permet votre identification (exemple 01ABC111)."
        " Vous le retrouvez sur les courriers et courriels.",
    )
    contract = forms.CharField(
        label="Numéro de contrat **", required=False, help_text="Saisie en majuscules."
    )
    last_name = forms.CharField(label="Votre Nom *")
    first_name = forms.CharField(label="Prénom *")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if bug("star-lost"):
            self.fields["siret"].label = "Numéro SIRET"

    def matches(self, account):
        typed = {name: value for name, value in self.cleaned_data.items() if value}
        fold = str.lower if bug("any-case-accepted") else str
        return (account.role == "administrator" or bug("user-found")) and all(
            fold(getattr(account, name)) == fold(value) for name, value in typed.items()
        )

    def clean(self):
        data = super().clean()
        numbers = [data.get("bcr"), not bug("contract-refused") and data.get("contract")]
        if not any(numbers) and not bug("number-optional"):
            text = "Complétez au moins l'un des deux champs : numéro BCR ou numéro de contrat."
            self.add_error("bcr", text)
        if self.errors:
            return data
        found = [account for account in ACCOUNTS.values() if self.matches(account)]
        if len(found) != 1:
            raise refused("Votre requête n'a pas abouti : aucun administrateur ne correspond.")
        if why := refusal(found[0]):
            raise forms.ValidationError(why)
        self.account = found[0]
        return data


class RenewalForm(GuideForm):
    groups = {
        "Votre compte": ["last_name", "first_name", "identifier", "email"],
        "Votre question secrète": ["question", "answer"],
    }
    last_name = forms.CharField(label="Votre Nom *")
    first_name = forms.CharField(label="Votre Prénom *")
    identifier = forms.CharField(label="Code identifiant *")
    email = forms.EmailField(
        label="Adresse e-mail *",
        help_text="Adresse à laquelle vous recevrez votre nouveau code confidentiel. Elle doit"
        " être identique à celle qui est mentionnée sur votre compte.",
    )
    question = forms.ChoiceField(
        label="Question *",
        help_text="Sélectionnez la question que vous avez choisie lors de votre inscription.",
    )
    answer = forms.CharField(label="Réponse *")

    def __init__(self, *args, found=None, **kwargs):
        super().__init__(*args, **kwargs)
        own = [account.question for account in ACCOUNTS.values() if account.question]
        choices = list(dict.fromkeys(QUESTIONS + own))
        self.fields["question"].choices = [("", "Choisissez"), *((text, text) for text in choices)]
        self.found = found
        if found:
            self.fields["identifier"].help_text = "Votre identifiant est renseigné automatiquement."
            if not bug("identifier-blank"):
                self.fields["identifier"].widget.attrs["readonly"] = True

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        account = ACCOUNTS.get(data["identifier"])
        names = ["last_name", "first_name"]
        if not bug("mail-to-typed-address"):
            names.append("email")
        wrong = refused("Les renseignements saisis ne sont pas ceux qui sont enregistrés.")
        if not account or account.role != "administrator":
            raise wrong
        if self.found not in [None, account.identifier]:
            raise wrong
        if any(getattr(account, name) != data[name] for name in names):
            raise wrong
        if why := refusal(account):
            raise forms.ValidationError(why)
        if (
            account.question
            and data["question"] != account.question
            and not bug("question-ignored")
        ):
            raise wrong
        if account.answer and data["answer"] != account.answer:
            raise wrong
        self.account = account
        return data


class LoginForm(GuideForm):
    groups = {"Je suis déjà inscrit(e)": ["identifier", "code"]}
    identifier = forms.CharField(label="Code identifiant")
    code = forms.CharField(label="Code confidentiel", widget=forms.PasswordInput)


class CertificationForm(GuideForm):
    groups = {"Première connexion avec votre nouveau code confidentiel": ["certification"]}
    certification = forms.CharField(
        label="Code de certification *",
        help_text="Le code affiché à la fin de votre demande de nouveau code confidentiel.",
    )


def old_charset(get_response):
    """Middleware: the charset of the variation « windows-1252 »; else nothing."""

    def answer(request):
        if not other("windows-1252"):
            return get_response(request)
        if request.method == "POST":
            typed = parse_qsl(request.body.decode("ascii", "replace"), True, encoding="cp1252")
            request._body = urlencode(typed).encode()
        response = get_response(request)
        if response["Content-Type"].startswith("text/html"):
            response.content = response.content.decode().encode("cp1252", "xmlcharrefreplace")
            response["Content-Type"] = "text/html; charset=windows-1252"
        return response

    return answer


def page(request, template, title, **context):
    account = ACCOUNTS.get(request.session.get("account", ""))
    context |= {"title": title, "account": account, "steps": STEPS}
    context |= {"bug": OPTIONS.defect, "other": OPTIONS.variation}
    return render(request, f"{template}.html", context)


def ask(request, form, done, template, title, **context):
    """Show a form. Every post is answered by a redirect; the errors wait in the session."""
    draft = f"draft {request.path}"
    if request.method == "POST":
        answer = done(form) if form.is_valid() else None
        if answer is None:
            request.session[draft] = request.POST.dict(), form.errors.get_json_data()
        return answer or redirect(request.path)
    if draft in request.session:
        form.data, errors = request.session.pop(draft)
        form.is_bound = True
        told = {name: ErrorList(error["message"] for error in errors[name]) for name in errors}
        form._errors = ErrorDict(told)
    return page(request, template, title, form=form, **context)


def home(request):
    return page(request, "home", "Direction Employeur")


def infos(request):
    return page(request, "infos", "Plus d'info ?")


def enter(request, account):
    request.session.flush()
    request.session["account"] = account.identifier
    return redirect("space")


VOID = (
    "Après 3 essais infructueux de saisie du code de certification, votre code confidentiel ne"
    " peut plus servir : vous devez le renouveler par « Codes perdus »."
)


def login(request):
    def done(form):
        account = ACCOUNTS.get(form.cleaned_data["identifier"])
        code = form.cleaned_data["code"]
        known = account and code == account.confidential_code
        if account and bug("old-code-valid") and code == account.former_code:
            return enter(request, account)
        if not known:
            form.add_error(None, "Code identifiant ou code confidentiel incorrect.")
        elif account.void and not bug("lock-forgotten"):
            form.add_error(None, VOID)
        elif account.certification:
            request.session["pending"] = [account.identifier, code]
            return redirect("certify")
        else:
            return enter(request, account)
        return None

    form = LoginForm(request.POST or None)
    return ask(request, form, done, "login", "Accès à mon espace personnalisé")


def certify(request):
    identifier, code = request.session.get("pending", ["", ""])
    account = ACCOUNTS.get(identifier)
    if not account or account.confidential_code != code or not account.certification:
        request.session.pop("pending", None)
        return redirect("login")

    def done(form):
        typed = form.cleaned_data["certification"]
        expected = {account.certification}
        if bug("certification-of-anyone"):
            expected = {each.certification for each in ACCOUNTS.values()} - {""}
        with LOCK:
            if typed in expected:
                account.tries = 0
                account.certification = ""
                return enter(request, account)
            account.tries += 1
            request.session["tries"] = request.session.get("tries", 0) + 1
            tries = request.session["tries"] if bug("tries-per-session") else account.tries
            left = (4 if bug("fourth-try") else 3) - tries
            if left > 0:
                form.add_error(None, f"Code de certification inexact. Essais restants : {left}.")
                return None
            account.void = True
            account.certification = ""
        del request.session["pending"]
        messages.error(request, VOID)
        return redirect("login")

    form = CertificationForm(request.POST or None)
    context = {"submit": "Continuer", "cancel": "login"}
    return ask(request, form, done, "form", "Code de certification", **context)


def space(request):
    if request.session.get("account") not in ACCOUNTS:
        return redirect("login")
    return page(request, "space", "Mon espace personnalisé")


@require_POST
def logout(request):
    request.session.flush()
    return redirect("login")


def choices(request):
    if request.method == "POST":  # the buttons of a variation
        way = request.POST.get("choix", "")
        return redirect(way if way.startswith(f"/{LOST}/") else "choices")
    if not bug("identifier-stale"):
        request.session.pop("found", None)
    return page(request, "choices", "Codes perdus", step=1)


def for_users(request):
    return page(request, "users", "Codes perdus : utilisateur", step=1)


def search(request, way):
    if way not in ["identifiant", "les-deux"]:
        raise Http404

    def done(form):
        if not (bug("identifier-stale") and request.session.get("found")):
            request.session["found"] = form.account.identifier
        if way == "identifiant" or other("identifier-page"):
            return redirect("result", way)
        return redirect("renewal", way)

    form = SearchForm(request.POST or None)
    context = {"step": 2, "submit": "rechercher", "cancel": "choices", "search": True}
    return ask(request, form, done, "form", "Recherche de votre code identifiant", **context)


def result(request, way):
    found = ACCOUNTS.get(request.session.get("found", ""))
    if not found:
        return redirect("search", way)
    return page(request, "result", "Votre code identifiant", step=2, found=found, way=way)


def draw(account, address, request):
    """Renew the confidential code: mail it, and keep the code of certification to show."""
    code = "".join(secrets.choice(LETTERS) for _ in range(5))
    code += "".join(secrets.choice(string.digits) for _ in range(3))
    alphabet = string.digits if other("digits-only") else LETTERS + "23456789"
    certification = "".join(secrets.choice(alphabet) for _ in range(10))
    extra = f"\nCode de certification : {certification}\n" if bug("certification-in-mail") else ""
    name = "noreply" if bug("wrong-sender") else "e-servicesinscription"
    mail = EmailMultiAlternatives(
        "Régénération de code confidentiel",
        f"Votre nouveau code confidentiel est le suivant :\n\n{code}\n{extra}\n"
        "A bientôt sur notre site\n\nLa Direction des Retraites\n",
        f"{name}@caissedesdepots.fr",
        [address],
    )
    if other("mail-with-html"):
        mail.attach_alternative(f"<p>{mail.body}</p>".replace("\n\n", "</p>\n<p>"), "text/html")
    with LOCK:
        mail.send()
        account.former_code, account.confidential_code = account.confidential_code, code
        account.certification = certification
        if not bug("tries-survive-renewal"):
            account.tries = 0
        account.void = False
    shown = code if bug("confidential-on-screen") else certification
    request.session["drawn"] = [account.identifier, shown]
    request.session.pop("shown", None)


def renewal(request, way):
    if way not in ["confidentiel", "les-deux"]:
        raise Http404
    found = ACCOUNTS.get(request.session.get("found", "")) if way == "les-deux" else None
    if way == "les-deux" and not found:
        return redirect("search", way)

    def done(form):
        typed = form.cleaned_data["email"]
        to = typed if bug("mail-to-typed-address") else form.account.email
        try:
            draw(form.account, to, request)
        except (OSError, smtplib.SMTPException):
            text = "Le courriel n'a pas pu partir, vos codes sont inchangés. Réessayez plus tard."
            form.add_error(None, text)
            return None
        return redirect("certificate")

    names = ["last_name", "first_name", "identifier"][: 2 if bug("identifier-blank") else 3]
    first = {name: getattr(found, name) for name in names} if found else None
    form = RenewalForm(request.POST or None, initial=first, found=found and found.identifier)
    context = {"step": 3, "submit": "Générer le code confidentiel", "cancel": "choices"}
    return ask(request, form, done, "form", "Regénérer votre code confidentiel", **context)


def certificate(request):
    if "drawn" not in request.session:
        return redirect("choices")
    if request.method == "POST":  # « Terminer »
        del request.session["drawn"]
        messages.info(request, "Connectez-vous avec le code reçu par courriel.")
        return redirect("login")
    if bug("reload-regenerates") and request.session.get("shown"):
        account = ACCOUNTS[request.session["drawn"][0]]
        draw(account, account.email, request)
    request.session["shown"] = True
    code = request.session["drawn"][1]
    return page(request, "certificate", "Régénération du code confidentiel", step=4, code=code)


def listen(request):
    if "drawn" not in request.session:
        raise Http404
    return page(request, "listen", "Version sonore")


@functools.cache
def clip(character):
    """One spoken character, or a tone of its own where no voice is installed (16 bits)."""
    if shutil.which("espeak-ng"):
        order = ["espeak-ng", "-v", "fr", "-s", "120", "--stdout", character]
        return subprocess.run(order, capture_output=True, check=True, timeout=10).stdout[44:]
    pitch = 0.03 + 0.006 * (LETTERS + string.digits).index(character)
    waves = (int(9000 * math.sin(time * pitch)) for time in range(8820))
    return b"".join(struct.pack("<h", level) for level in waves)


def spoken(code):
    if bug("sound-short"):
        code = code[:-1]
    target = io.BytesIO()
    with wave.open(target, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(22050)
        sound.writeframes(bytes(13230).join(clip(character) for character in code))
    return target.getvalue()


def sound(request):
    if "drawn" not in request.session:
        raise Http404
    return HttpResponse(spoken(request.session["drawn"][1]), content_type="audio/wav")


urlpatterns = [
    path(address, never_cache(view), name=view.__name__)
    for address, view in {
        "": home,
        "infos/": infos,
        "connexion/": login,
        "connexion/certification/": certify,
        "espace/": space,
        "deconnexion/": logout,
        f"{LOST}/": choices,
        f"{LOST}/utilisateur/": for_users,
        f"{LOST}/<slug:way>/recherche/": search,
        f"{LOST}/<slug:way>/resultat/": result,
        f"{LOST}/<slug:way>/demande/": renewal,
        f"{LOST}/certification/": certificate,
        f"{LOST}/certification/ecouter/": listen,
        f"{LOST}/certification/code.wav": sound,
    }.items()
]


class Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        """Say nothing."""


def main():
    names = [
        ["", *(one["name"] for one in json.loads((HERE / name).read_text(encoding="utf-8")))]
        for name in ["defects.json", "variations.json"]
    ]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--smtp", required=True, metavar="HOST:PORT")
    parser.add_argument("--accounts", type=Path, required=True)
    parser.add_argument("--defect", default="", choices=names[0])
    parser.add_argument("--variation", default="", choices=names[1])
    parser.parse_args(namespace=OPTIONS)
    settings.EMAIL_HOST, port = OPTIONS.smtp.rsplit(":", 1)
    settings.EMAIL_PORT = int(port)
    for given in json.loads(OPTIONS.accounts.read_text(encoding="utf-8")):
        ACCOUNTS[given["identifier"]] = SimpleNamespace(**given, **FRESH)
    socket.getfqdn = lambda *_: "localhost"  # no slow look-up at the start or before a mail
    application = get_wsgi_application()
    make_server("127.0.0.1", OPTIONS.port, application, Server, Quiet).serve_forever()


if __name__ == "__main__":
    main()
