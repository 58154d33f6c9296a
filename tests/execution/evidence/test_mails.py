"""The codes in the mails of a guide of one's own: what they are, and where they stand."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.execution.evidence.code_finder import Wanted, code_in_mail
from harness.execution.evidence.possible_codes import MAX_CODES, possible_codes
from harness.execution.evidence.step_events import MailRecorded, StepEvent
from harness.execution.evidence.store import EvidenceStore
from harness.guide.code_shape import size_of
from harness.guide.model import Guide, Statement
from harness.journal.writer import JournalWriter
from harness.mail.parsing.body import links_in
from harness.model.mail import Mail
from harness.planning.actor import Filling
from harness.redaction.vault import Vault, shape_of
from tests.builders import GUIDE as BUNDLED
from tests.builders import ME, journal
from tests.execution.fakes import context_of
from tests.two_mails import chapter, statement, words

BELOW = "Votre code de réinitialisation est indiqué ci-dessous."


def _subject(slug: str, text: str) -> Statement:
    return statement(slug, text, {"kind": "mail-subject", "text": text})


def _guide(*more: Statement) -> Guide:
    """Two mails with codes of two kinds."""
    code = {"kind": "mail-code", "secret": "reset-code", "shortest": 8, "announced_by": "reset.now"}
    return Guide(
        digest="codes",
        accounts=BUNDLED.accounts,
        chapters=(
            chapter(
                "reset",
                _subject("reset.subject", "Code de réinitialisation"),
                words("reset.now", BELOW),
                statement("reset.code", "puis un code de huit lettres", code),
                *more,
                mail=True,
            ),
            chapter(
                "login",
                _subject("login.subject", "Code de connexion"),
                words("login.now", "Votre code de connexion est indiqué ci-dessous."),
                statement("login.code", "un code", {"kind": "mail-code", "secret": "login-code"}),
                mail=True,
            ),
        ),
    )


class Recorded:
    """Mails that are recorded, and what listeners are told of them."""

    def __init__(self, guide: Guide | None = None) -> None:
        self.journal = JournalWriter(None, journal().head, Vault())
        self.events: list[StepEvent] = []
        context = context_of(guide=guide or _guide())
        self.store = EvidenceStore(context, self.journal, self.events.append)

    def mail(self, lines: Iterable[str], subject: str = "Code de réinitialisation") -> str:
        """Record a mail; returns the code that is found in it."""
        text = "\n".join(lines)
        mail = Mail(
            raw=f"Subject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n{text}".encode(),
            received=datetime.now(UTC),
            envelope_to=(ME.email,),
            recipients=(ME.email,),
            subject=subject,
            text=text,
            links=tuple(links_in(text)),
        )
        return self.store.record_mail(mail, waited=False)


@pytest.mark.parametrize(
    ("subject", "announcement", "secret"),
    [
        ("Code de réinitialisation", BELOW, "reset-code"),
        ("Code de connexion", "Votre code de connexion est indiqué ci-dessous.", "login-code"),
        ("Publicité", "Une offre pour vous :", ""),
    ],
    ids=["one kind", "the other", "a mail that the guide does not have"],
)
def test_listeners_learn_what_kind_of_code_a_mail_brings(
    subject: str, announcement: str, secret: str
) -> None:
    """Of a mail that is none of the guide's, nobody can tell."""
    recorded = Recorded()
    assert recorded.mail([announcement, "", "K7QX2MPR"], subject) == "K7QX2MPR"
    (event,) = recorded.events
    assert isinstance(event, MailRecorded)
    assert (event.code, event.secret) == ("K7QX2MPR", secret)


CODE = "NFZW-WKHC"
ANNOUNCED = [
    (CODE,),
    (f"Code : {CODE}",),
    (f"Saisissez le code {CODE} sur la page.",),
    (f"*{CODE}*",),
    (f"**{CODE}**",),
    (f"« {CODE} »",),
    (f"| {CODE} |",),
    ("N F Z W - W K H C",),
    ("N F Z W W K H C",),
    (*"NFZW-WKHC",),
    ("Code : N F Z W - W K H C",),
    ("Code : NFZW WKHC.",),
    ("nfzw-wkhc",),
    (CODE.replace("-", "\u2011"),),
    (CODE.replace("-", "–"),),
    (f"Votre code de réinitialisation {CODE}",),
    ("Référence de la demande : 4821-7730", "", CODE),
    ("(valable 3 minutes)", "", f"Code : {CODE}"),
]


def _bare(text: str) -> str:
    """The letters and digits of a text alone."""
    return "".join(one for one in text.upper() if one.isalnum())


def _kept(recorded: Recorded) -> str:
    """What the journal keeps, without what stands between letters."""
    (record, *_) = recorded.journal.journal().mails
    return _bare(record.model_dump_json())


@pytest.mark.parametrize("lines", ANNOUNCED, ids=" / ".join)
def test_ways_to_write_a_code_below_its_announcement(lines: tuple[str, ...]) -> None:
    """Behind a label, in a sentence, in stars, in quotes, letter by letter."""
    recorded = Recorded()
    found = recorded.mail(["Bonjour,", "", BELOW, "", *lines, "", "A bientôt"])
    assert _bare(found) == "NFZWWKHC"
    assert " " not in found
    assert "NFZWWKHC" not in _kept(recorded)


def test_an_announcement_that_is_broken_over_two_lines() -> None:
    """As mails are, at 72 characters."""
    broken = BELOW.replace(" est ", " est\n")
    assert Recorded().mail([broken, "", "796848"]) == "796848"


REWORDED = [
    "Voici de quoi continuer :",
    "Votre code de réinitialisation se trouve plus bas.",
    "Use it soon.",
]
LAYOUTS = ["{}", "Code : {}", "Utilisez {} pour continuer.", "Entrez {}, puis validez", "*{}*"]
LETTERS = "BCDFGHJKLMNPQRSTVWXZ"


def _group(letters: str, size: int) -> st.SearchStrategy[str]:
    return st.text(alphabet=letters, min_size=size, max_size=size)


CODES = st.one_of(
    st.tuples(_group(LETTERS, 4), _group(LETTERS, 4)).map("-".join),
    _group(LETTERS, 8),
    st.tuples(_group("ABCDEFGHJKLMNPQRSTUVWXYZ", 3), _group("23456789", 4)).map("".join),
    st.tuples(_group("23456789", 3), _group("23456789", 3)).map("-".join),
    _group("23456789", 6),
    _group("abcdefghjkmnpqrstuvwxyz23456789", 12).filter(lambda one: any(map(str.isdigit, one))),
)


@given(CODES, st.sampled_from(REWORDED), st.sampled_from(LAYOUTS))
def test_no_code_can_be_read_where_the_announcement_is_another(
    code: str, words_: str, layout: str
) -> None:
    """It is found, or hidden as something that may be one."""
    recorded = Recorded()
    recorded.mail(["Bonjour,", "", words_, "", layout.format(code), "", "A bientôt"])
    assert _bare(code) not in _kept(recorded)


@pytest.mark.parametrize("subject", ["Code de réinitialisation : K7QX2MPR"])
def test_what_may_be_a_code_in_the_subject(subject: str) -> None:
    """It is hidden as well."""
    recorded = Recorded()
    assert recorded.mail(["Bonjour"], subject) == ""
    assert "K7QX2MPR" not in _kept(recorded)


ORDINARY = [
    "Bonjour Madame DUPONT,",
    "Votre rendez-vous du 23/10/2026 à 11h24 est confirmé ; le 2026-11-30 aussi.",
    "Téléphone : 01 99 00 12 34, +33 1 99 00 12 34 ou 0800 123 456",
    "Tél. : 0199001234",
    "Montant : 1 500,00 € (1500 EUR), soit 12,5 %",
    "Total : $1,299.00",
    "Médiathèque de Trévaux, 12 rue des Tilleuls, 59000 LILLE",
    "ATTENTION",
    "IMPORTANT : NE RÉPONDEZ PAS À CE MESSAGE",
    "Ce message est valable 30 minutes, jusqu'à 18h30. 1er essai, 2ème essai",
    "Écrivez à aide4821@mediatheque.example ou allez sur https://mediatheque.example/aide?id=K7QX2MPR9",
    "Copyright 2026 – Médiathèque",
    "Passez par l'avant-propos, puis là-haut ; c'est-à-dire peut-être.",
    "Your account was opened in 2019; please log in within 3 days.",
]


@pytest.mark.parametrize("line", ORDINARY)
def test_ordinary_words_and_numbers_stay_readable(line: str) -> None:
    """Even in a mail whose code was not found; only the secret of a link is hidden."""
    recorded = Recorded()
    assert recorded.mail(["Voici la suite :", "", line, "", "Cordialement"]) == ""
    (record,) = recorded.journal.journal().mails
    hidden = line.replace("K7QX2MPR9", "‹link-token-1›")
    assert hidden in record.mail.text.splitlines()


def test_all_words_of_the_documents_stay_readable() -> None:
    """Those of two languages, none of which is taken for a code."""
    sentences = (one.sentence for one in BUNDLED if " " in one.sentence)
    text = "\n".join(one for one in sentences if not re.search("[A-Z][0-9]|[0-9][A-Z]|XX", one))
    recorded = Recorded()
    recorded.mail(["Voici la suite :", *text.splitlines()])
    (record,) = recorded.journal.journal().mails
    assert record.mail.text.splitlines()[1:] == text.splitlines()


def test_the_shape_of_earlier_codes_of_a_kind() -> None:
    """A word of that shape may be the next one."""
    recorded = Recorded()
    assert recorded.mail([BELOW, "", "LUMIVARO"]) == "LUMIVARO"
    assert recorded.mail(["Voici la suite :", "", "Prenez RAMODELI."]) == ""
    *_, last = recorded.journal.journal().mails
    assert last.mail.text.endswith("Prenez ‹possible-code-1›.")


def test_a_mail_of_a_kind_without_a_code_hides_what_has_the_shape_of_one() -> None:
    """By the guide, or as codes before it; the rest of it stays as it is."""
    pattern = {"kind": "mail-code", "secret": "reset-code", "pattern": "AAAA-AAAA"}
    more = (
        chapter("notice", _subject("notice.subject", "Compte inconnu"), mail=True),
        chapter(
            "other",
            _subject("other.subject", "Autre"),
            statement("other.code", "code", pattern),
            mail=True,
        ),
    )
    guide = _guide()
    recorded = Recorded(guide.with_chapters((*guide.chapters, *more)))
    recorded.mail([f"Code {CODE}, dossier XKQZ4821."], "Compte inconnu")
    (record,) = recorded.journal.journal().mails
    assert record.mail.text == "Code ‹possible-code-1›, dossier XKQZ4821."


def test_what_is_typed_into_the_field_of_a_secret_is_hidden_in_an_earlier_mail() -> None:
    """Though it did not look like a code then."""
    recorded = Recorded()
    recorded.mail(["Voici la suite :", "", "Prenez lumivaro."])
    claim = BUNDLED.by_slug["login.confidential-code"]
    recorded.store.secrets.learn_typed(Filling(claim, "Code", "lumivaro", secret=True))
    (record,) = recorded.journal.journal().mails
    assert "lumivaro" not in record.mail.text


def test_what_the_scenario_typed_openly_is_no_code() -> None:
    """A word of a request that the portal mails; a code that was typed openly still is one."""
    recorded = Recorded()
    assert recorded.mail([BELOW, "", "K7QX2MPR"]) == "K7QX2MPR"
    claim = BUNDLED.by_slug["login.confidential-code"]
    for typed in ("Bac bdfgkmtx", "K7QX2MPR"):
        recorded.store.secrets.learn_typed(Filling(claim, "Objet", typed, secret=False))
    assert recorded.mail(["Demande « BDFGKMTX » :", "", "bdfgkmtx"], "Demande") == ""
    assert recorded.mail([BELOW, "", "K7QX2MPR"]) == "K7QX2MPR"
    *_, last, _ = recorded.journal.journal().mails
    assert last.mail.text.endswith("bdfgkmtx")


OPAQUE = ["UXUkYW_8", "kZ-9x_Q2", "aB3-xYz9", "Zk_qPwTrXb", "9f-Kd~2Lq"]


@pytest.mark.parametrize("code", OPAQUE)
def test_a_code_of_the_letters_of_addresses(code: str) -> None:
    """As programs make them: hyphens and underscores belong to it, the portal's port does not."""
    portal = "Portail : http://127.0.0.1:23798 (127.0.0.1:23798)"
    lines = [portal, BELOW, f"Jeton : {code}", portal]
    assert code_in_mail("\n".join(lines), Wanted(BELOW)).code == code
    assert size_of(shape_of(code).pattern) == len(code)
    recorded = Recorded()
    recorded.mail(lines)
    (record,) = recorded.journal.journal().mails
    assert code not in record.mail.text
    assert record.mail.text.count("23798") == 4


@pytest.mark.parametrize(
    "text", ["mon_fichier_2.txt", "sous-dossier", "nom_de_famille", "l_a_b_e_l"]
)
def test_names_with_such_letters_are_no_codes(text: str) -> None:
    """They are made of words."""
    assert code_in_mail(f"Voir {text} pour la suite.", Wanted(BELOW)).code == ""


@pytest.mark.parametrize("part", ["0 ", "0000 ", "A1B2C3 ", ": ABCD EFGH ", "1 000 "])
def test_a_long_line_of_what_looks_like_codes_is_read_in_its_length(part: str) -> None:
    """Not in the square of it: each part is looked at with what stands near it."""
    wanted = Wanted(BELOW, shapes=("AAAA-AAAA",))
    line = part * 20_000
    assert len(possible_codes([line], wanted)) <= MAX_CODES
    code_in_mail(line, wanted)


def test_what_everybody_knows_of_an_account_is_no_secret_of_a_link() -> None:
    """Though the guide marks it with *: its address stays readable, the key does not."""
    link = {"kind": "mail-link", "to": "reset", "address": "/view/?email=*&key=*"}
    recorded = Recorded(_guide(statement("reset.link", "un lien", link)))
    address = quote(ME.email, safe="")
    recorded.mail([f"Pour {ME.email} : http://portal.example/view/?email={address}&key=k7qx2mpr"])
    (record,) = recorded.journal.journal().mails
    hidden = f"Pour {ME.email} : http://portal.example/view/?email={address}&key=‹link-token-1›"
    assert record.mail.text == hidden
