"""Each line of a document becomes a statement of the right kind, or an exclusion."""

from pathlib import Path

import pytest

from harness.drafting.document import read_document
from harness.drafting.draft import DraftChapter
from harness.drafting.proposals import propose

# The shapes of a guide of 2010, in words of our own.
TEXT = """\
Compte famille : étape 1



▢ [Retour au portail](#)

Compte famille



Vous avez perdu votre mot de passe

- Vous êtes **parent** : [continuez ici](#)
- Vous êtes **tuteur** : [continuez ici](#)

[abandonner]

» Mentions légales



Compte famille : étape 2



Recherche de votre dossier



Le numéro de dossier figure sur vos courriers (exemple 12AB345). Il ne change jamais.

Votre foyer

Numéro de dossier * : 12AB345
Nom de l'enfant ** :
Commune * : Lyon (celle de votre école)
École * : Quelle est votre école ?

Saisie en capitales

chercher

Effacer

* Champs à remplir

** Un seul de ces champs suffit

Vérifiez les champs * puis cliquez sur

Continuer plus tard

Si rien n'est trouvé, vérifiez que :

- la commune est bien celle de l'école,

- > Je suis parent



Compte famille : le courriel

Exemple de courriel.

De : Mairie <famille@mairie.example>

Date : 12/03/2011

À : XXXXXXX

Cc :

Répondre à : aide@mairie.example

Objet : Votre nouveau mot de passe

Votre nouveau mot de passe est le suivant :

KZ48PQ71

Bien à vous
"""
PEOPLE = [
    (5, "action", "Retour au portail"),
    (7, "heading", "Compte famille"),
    (11, "words", "Vous avez perdu votre mot de passe"),
    (13, "action", "continuez ici"),
    (14, "action", "continuez ici"),
    (16, "action", "abandonner"),
    (18, "action", "Mentions légales"),
    (26, "heading", "Recherche de votre dossier"),
    (30, "words", "Le numéro de dossier figure sur vos courriers (exemple 12AB345)."),
    (30, "words", "Il ne change jamais."),
    (32, "words", "Votre foyer"),
    (34, "field", "Numéro de dossier"),
    (34, "mark", "Numéro de dossier"),
    (34, "fits", "Numéro de dossier"),
    (35, "field", "Nom de l'enfant"),
    (35, "mark", "Nom de l'enfant"),
    (36, "field", "Commune"),
    (36, "mark", "Commune"),
    (36, "fits", "Commune"),
    (36, "words", "celle de votre école"),
    (37, "option", "École"),
    (39, "words", "Saisie en capitales"),
    (41, "action", "chercher"),
    (43, "action", "Effacer"),
    (45, "words", "Champs à remplir"),
    (47, "words", "Un seul de ces champs suffit"),
    (49, "words", "Vérifiez les champs * puis cliquez sur"),
    (51, "action", "Continuer plus tard"),
    (53, "words", "Si rien n'est trouvé, vérifiez que"),
    (55, "words", "la commune est bien celle de l'école"),
    (57, "action", "Je suis parent"),
    (65, "mail-sender", "famille@mairie.example"),
    (67, "mail-form", "date"),
    (69, "mail-form", "recipient"),
    (71, "mail-form", "no copy"),
    (73, "mail-reply-to", "aide@mairie.example"),
    (75, "mail-subject", "Votre nouveau mot de passe"),
    (77, "mail-words", "Votre nouveau mot de passe est le suivant"),
    (79, "mail-code", "code"),
    (81, "mail-words", "Bien à vous"),
]
ENOUGH = 0.8
_KEYS = ("label", "text", "address", "form", "secret")


def _chapters(tmp_path: Path, text: str, name: str = "guide.txt") -> tuple[DraftChapter, ...]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return propose(read_document(path))


def _found(chapters: tuple[DraftChapter, ...]) -> set[tuple[int, str, str]]:
    return {
        (one.line, one.claim["kind"], next(one.claim[key] for key in _KEYS if key in one.claim))
        for chapter in chapters
        for one in chapter.proposals
    }


def test_most_of_what_people_make_of_a_guide_is_proposed(tmp_path: Path) -> None:
    """With the right kind and label; here all of it is, four of five would do."""
    found = _found(_chapters(tmp_path, TEXT))
    missing = [one for one in PEOPLE if one not in found]
    assert len(missing) <= (1 - ENOUGH) * len(PEOPLE)
    assert missing == []


def test_every_line_is_proposed_or_excluded(tmp_path: Path) -> None:
    """Nothing is left out without a word."""
    chapters = _chapters(tmp_path, TEXT)
    cited = {one.line for chapter in chapters for one in chapter.proposals}
    cited |= {line for chapter in chapters for line, _ in chapter.excluded}
    assert cited == {n for n, line in enumerate(TEXT.splitlines(), start=1) if line.strip()}


def test_pages_and_mails(tmp_path: Path) -> None:
    """Titles part the document; what has the head of a mail is one."""
    chapters = _chapters(tmp_path, TEXT)
    assert [(chapter.title, chapter.mail) for chapter in chapters] == [
        ("Compte famille : étape 1", False),
        ("Compte famille : étape 2", False),
        ("Compte famille : le courriel", True),
    ]


def test_a_mail_with_a_single_head(tmp_path: Path) -> None:
    """Its title says that it is one; of its lines, what stands in quotes is promised."""
    text = "# Mail: New password\n\n- Subject: Yours\n- « Your password is », and a word.\n"
    (chapter,) = _chapters(tmp_path, text, "guide.md")
    assert chapter.mail
    claims = [(one.claim["kind"], one.claim["text"]) for one in chapter.proposals]
    assert claims == [("mail-subject", "Yours"), ("mail-words", "Your password is")]


@pytest.mark.parametrize(
    ("line", "claims"),
    [
        (
            "Champs : « Nom » et « Prénom ».",
            [("field", "Nom", None), ("field", "Prénom", None)],
        ),
        (
            "Bouton « OK » : il ouvre « Accueil ».",
            [("action", "OK", "button"), ("words", "Accueil", None)],
        ),
        ("The link « Help »", [("action", "Help", "link")]),
        ("« Tout est prêt »", [("words", "Tout est prêt", None)]),
    ],
)
def test_words_for_elements(
    line: str, claims: list[tuple[str, str, str | None]], tmp_path: Path
) -> None:
    """In French and English; they hold for the quotes behind them."""
    (chapter,) = _chapters(tmp_path, f"# Page\n\n- {line}\n", "guide.md")
    found = [one.claim for one in chapter.proposals[1:]]
    told = [(c["kind"], c.get("label", c.get("text")), c.get("only")) for c in found]
    assert told == claims


ENGLISH = """\
Your library card: how it works

Get a library card
Full name *
Tick "I accept the rules" and press "Apply".
The page "Almost there" opens.

Forgot your password?
Click “Send me a link”.

Mail: A new password
Subject: A new password
"""


def test_a_plain_text_with_titles_above_its_lines(tmp_path: Path) -> None:
    """As people type it: the title of the document is no page, and verbs say what an element is."""
    card, forgotten, mail = _chapters(tmp_path, ENGLISH)
    assert (card.title, forgotten.title, mail.mail) == (
        "Get a library card",
        "Forgot your password?",
        True,
    )
    assert [line for line, _ in card.excluded] == [1, 6]
    told = [(one.line, one.claim["kind"], one.claim.get("only")) for one in card.proposals]
    assert told == [
        (3, "heading", None),
        (4, "field", None),
        (4, "mark", None),
        (5, "field", None),
        (5, "action", None),
    ]
    assert forgotten.proposals[1].claim == {"kind": "action", "label": "Send me a link"}


@pytest.mark.parametrize("line", ["=====", "-----", "~~~~~~"])
def test_underlined_titles(line: str, tmp_path: Path) -> None:
    """Nothing but what is underlined is a title then; the line below it promises nothing."""
    text = f"Compte\n{line}\nBonjour\n\nVotre nom\n\nFin\n{line}\nMerci\n"
    chapters = _chapters(tmp_path, text)
    assert [one.title for one in chapters] == ["Compte", "Fin"]
    assert [number for number, _ in chapters[0].excluded] == [2]


@pytest.mark.parametrize("quoted", ["« A b »", "“A b”", "„A b“", "„A b”", '"A b"', "‘A b’"])
def test_quotation_marks_of_all_kinds(quoted: str, tmp_path: Path) -> None:
    """They hold the words that the page shows; an apostrophe is none of them."""
    (chapter,) = _chapters(tmp_path, f"# Page\n\nIt’s here: {quoted}, isn’t it\n", "guide.md")
    assert [one.claim["text"] for one in chapter.proposals] == ["Page", "A b"]
