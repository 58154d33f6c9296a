"""What sentences of manuals promise: refusals, lists, files, home pages, subjects, fields."""

from pathlib import Path

import pytest

from harness.config.suite import load_suite
from harness.drafting.check import flaws
from harness.drafting.document import read_document
from harness.drafting.proposals import propose
from harness.drafting.quotations import quotations
from harness.drafting.suite_writer import DOCUMENT, write_suite
from harness.guide.loader import load_guide

_KEYS = ("option", "label", "says", "text", "form")


def _proposed(folder: Path, text: str) -> list[tuple[str, str, str]]:
    """The page of each proposal behind the first section, its kind, and its words."""
    path = folder / "manual.md"
    path.write_text(f"# First\n\nPress **First**.\n\n## Second\n\n{text}\n", encoding="utf-8")
    return [
        (
            chapter.title,
            one.claim["kind"],
            next((one.claim[k] for k in _KEYS if k in one.claim), ""),
        )
        for chapter in propose(read_document(path))
        for one in chapter.proposals
        if one.line > 3
    ]


def _drafted(folder: Path, text: str) -> Path:
    source = folder / "manual.md"
    source.write_text(text, encoding="utf-8")
    lines = read_document(source)
    write_suite(folder / "suite", source.name, lines, propose(lines))
    return folder / "suite"


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Press **Go**. Deux codes différents sont refusés : « Ce n'est pas le même. »", "wrong"),
        ("Press **Go**. If you leave the field empty, it says “Please type something.”", "missing"),
        ("Press **Go**. S'il en manque un, la page indique « Ce champ est requis. »", "missing"),
        ("Press **Go**. If the two codes differ, the page says “They are two.”", "wrong"),
        ("Press **Go**. A wrong word is refused with “Bad word”.", "wrong"),
        ("Press **Go**. Un code faux est refusé avec « Code faux ».", "wrong"),
        ("Press **Go**. Without a title you read “It must have a title.”", "missing"),
        ("Press **Go**. Sans titre, vous lisez « Le titre manque. »", "missing"),
        ("Press **Go**. Pour tout autre fichier, la page indique « Type non connu ».", "wrong"),
    ],
)
def test_refusals(sentence: str, reason: str, tmp_path: Path) -> None:
    """Plural participles, and conditions that leave something out or name another thing."""
    path = tmp_path / "manual.md"
    path.write_text(f"# First\n\n{sentence}\n", encoding="utf-8")
    claims = [one.claim for chapter in propose(read_document(path)) for one in chapter.proposals]
    assert [one["kind"] for one in claims] == ["action", "refused"]
    assert claims[1]["reason"] == reason


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Choisissez la « Ville » dans la liste : Lyon ou Nice.",
            [("field", "Ville"), ("option", "Lyon"), ("option", "Nice")],
        ),
        (
            "Choose the **Size**: small, medium or big.",
            [("field", "Size"), ("option", "small"), ("option", "medium"), ("option", "big")],
        ),
        (
            "Choisissez la « Ville ». En cas de doute, laissez « Lyon ».",
            [("field", "Ville"), ("option", "Lyon")],
        ),
        (
            "La page demande le « Nom » et le « Mot de passe ».",
            [("field", "Nom"), ("field", "Mot de passe")],
        ),
        ("Choose the file in **Your photo:**.", [("field", "Your photo")]),
        ("Écrivez-la dans « Remarque ».", [("field", "Remarque")]),
        (
            "Type a name in **User**, a word in **Word**, and your age in **Age**.",
            [("field", "User"), ("field", "Word"), ("field", "Age")],
        ),
        ("**Token** and **Name** are filled in already.", [("field", "Token"), ("field", "Name")]),
        (
            "The page asks: “Are you sure that you want it?”",
            [("leads", "Are you sure that you want it?")],
        ),
        ("L'agent clique sur « Voir ».", [("action", "Voir")]),
        ("Les nouvelles sont sous « À lire ».", [("words", "À lire")]),
    ],
)
def test_fields_and_their_options(
    sentence: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    """A list, what is asked for, what is typed into, and what is filled in."""
    text = f"Press **Go**. {sentence}"
    found = [(kind, words) for _, kind, words in _proposed(tmp_path, text)]
    assert found == [("action", "Go"), *expected]


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Choose the photo in **Upload**.", ["file"]),
        ("Choisissez-la dans « Joindre un fichier ».", ["file"]),
        ("Choisissez la « File » dans la liste : Une ou Deux.", ["select"]),
    ],
)
def test_what_is_chosen_says_what_the_field_is(
    sentence: str, kinds: list[str], tmp_path: Path
) -> None:
    """A file, or one of a list, even if the list is called as a file in another language."""
    path = tmp_path / "manual.md"
    path.write_text(f"# First\n\nPress **Go**. {sentence}\n", encoding="utf-8")
    claims = [one.claim for chapter in propose(read_document(path)) for one in chapter.proposals]
    assert claims[1]["kinds"] == kinds


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("Vous recevez un courriel dont l'objet se termine par « (Fermé) ».", "* (Fermé)"),
        ("Son objet donne le numéro de votre courriel, puis « (Ouvert) ».", "* (Ouvert)"),
        ("You receive an e-mail, whose subject begins with “Order”.", "Order *"),
        (
            'You receive a message with the subject "Change of "Cars" by NAME".',
            'Change of "Cars" by *',
        ),
        ("Vous recevez un courriel dont l'objet est « Invité à » suivi du nom.", "Invité à *"),
        ('You receive a message with the subject "Order … is ready".', "Order * is ready"),
    ],
)
def test_subjects_of_mails(sentence: str, subject: str, tmp_path: Path) -> None:
    """A star stands for what differs; quotes within quotes are a part of the subject."""
    found = [(kind, words) for _, kind, words in _proposed(tmp_path, sentence)]
    assert ("mail-subject", subject) in found


def test_a_mail_goes_on_in_the_next_sentence(tmp_path: Path) -> None:
    """« It says » speaks of the mail, though it names a page."""
    text = (
        'You receive a message with the subject "Hello". It says who changed the page, "The page'
        ' was changed by NAME", and under "Changes:" what. It is sent to you and nobody else.'
    )
    assert [(kind, words) for _, kind, words in _proposed(tmp_path, text)] == [
        ("mail-subject", "Hello"),
        ("mail-words", "The page was changed by"),
        ("mail-words", "Changes:"),
        ("mail-form", "recipient"),
    ]


def test_the_home_page_and_what_a_site_says(tmp_path: Path) -> None:
    """Both are pages of their own; what the home page always says is `words` of it."""
    text = (
        "The home page says “Welcome to all of us.”\n\nOn the **Car** page, press **Buy**. The "
        "site says “It is yours.” Press **Go**. The home page says “You are back.”"
    )
    assert _proposed(tmp_path, text) == [
        ("Home page", "words", "Welcome to all of us."),
        ("Home page", "leads", "You are back."),
        ("Car", "heading", "Car"),
        ("Car", "action", "Buy"),
        ("Car", "leads", "It is yours."),
        ("Car", "action", "Go"),
        ("Site", "words", "It is yours."),
    ]


def test_a_page_that_was_named_is_known_without_a_mark(tmp_path: Path) -> None:
    """Where it is the one that says something."""
    text = (
        "La page « Mon garage » s'ouvre.\n\n## C\n\nLe garage est grand. Mon garage affiche « Deux "
        "voitures ici. »"
    )
    found = [(page, words) for page, kind, words in _proposed(tmp_path, text) if kind == "words"]
    assert found == [("Mon garage", "Deux voitures ici.")]


MAILS = """\
# Cars: a manual

## Joining

Type your name in **User name**, your address in **E-mail** and a word in **Password**. Press
**Join**. You receive a message with the subject "Confirm it". Follow the link in the
message. The home page opens.

## Moving

Press **Move**. The new address receives a message with the subject "Confirm it". Follow the link
in it. The **Moved** page opens.
"""


def test_a_draft_of_a_manual_is_whole(tmp_path: Path) -> None:
    """It has its title, the fields of an account, each link of a mail once, and every sentence."""
    folder = _drafted(tmp_path, MAILS)
    suite = load_suite(folder)
    guide = load_guide(suite)
    assert 'title = "Cars: a manual"' in (folder / "guide" / "guide.toml").read_text("utf-8")
    fields = suite.accounts.fields
    assert [name for name, one in fields.items() if one.key] == ["username"]
    assert fields["email"].address
    assert fields["password"].secret == "password"
    links = [one for one in guide if one.claim.kind == "mail-link"]
    assert [(len(one.lines), vars(one.claim)["to"]) for one in links] == [(2, "home-page")]
    assert flaws(guide, folder / "guide", guide.by_slug, folder / DOCUMENT) == ()


def test_a_page_that_a_mail_opens_is_not_where_the_button_before_leads(tmp_path: Path) -> None:
    """The button sends the mail."""
    path = tmp_path / "manual.md"
    path.write_text(MAILS, encoding="utf-8")
    (join,) = (
        one.claim
        for chapter in propose(read_document(path))
        for one in chapter.proposals
        if one.claim.get("label") == "Join"
    )
    assert "to" not in join


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('say "A" or "B"', ["A", "B"]),
        ('say "All "of" it" now', ['All "of" it']),
        ("« Le « Bleu » est là »", ["Le « Bleu » est là"]),
        ("« Jamais fermé, « Fermé »", ["Fermé"]),
        ('an open " mark', []),
        ("‘One’ and “two”", ["One", "two"]),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    """The outer ones; a mark without its counterpart is none."""
    assert [words for _, _, words in quotations(text)] == expected


def test_signs_without_end_are_read_in_no_time() -> None:
    """Each of them is looked at over a bounded length."""
    assert list(quotations("« " * 2_500)) == []


def test_what_a_mail_does_not_say(tmp_path: Path) -> None:
    """A wrong link is refused by a page, though the sentences before it speak of a mail."""
    text = (
        "Vous recevez un courriel. Pour votre sécurité, ce courriel ne contient jamais votre mot de"
        " passe. Si le nom est faux, aucun courriel n'est envoyé. Un lien incorrect affiche"
        " « Jeton invalide »."
    )
    assert [(kind, words) for _, kind, words in _proposed(tmp_path, text)] == [
        ("refused", "Jeton invalide"),
        ("mail-form", "secrecy"),
    ]


@pytest.mark.parametrize(
    ("said", "proposed"),
    [
        ("L'email … est invalide", "L'email {any:email} est invalide"),
        ("De … à … inclus", "De {any:de} à {any:a} inclus"),
        ("Un e-mail a été envoyé à …", "Un e-mail a été envoyé à"),
        ("… n'est pas une adresse", "n'est pas une adresse"),
        ("Un instant…", "Un instant…"),
    ],
)
def test_three_dots_stand_for_what_differs(said: str, proposed: str, tmp_path: Path) -> None:
    """Between words anything may stand there; dots behind a word only break it off."""
    text = f"Si une adresse est invalide, le message « {said} » s'affiche."
    found = [words for _, kind, words in _proposed(tmp_path, text) if kind == "refused"]
    assert found == [proposed]


def test_three_dots_in_the_names_of_pages_and_mails(tmp_path: Path) -> None:
    """The heading leaves them open, and so does the subject."""
    text = (
        "Cliquez sur **Payer**. La page **Commande … : merci** s'ouvre. Vous recevez un courriel "
    )
    found = _proposed(tmp_path, f"{text}dont l'objet est « Commande … ».")
    assert ("heading", "Commande {any:commande} : merci") in [one[1:] for one in found]
    assert ("mail-subject", "Commande *") in [one[1:] for one in found]


@pytest.mark.parametrize(
    ("sentence", "everywhere"),
    [
        ("At the top of every page, click **New ticket**.", True),
        ("En haut de chaque page, cliquez sur **Aide**.", True),
        ("En haut de chaque page, sauf pendant la commande, cliquez sur **Aide**.", False),
        ("Once logged in, click **Log out** at the top of every page.", False),
        ("At the top of the page, click **New ticket**.", False),
    ],
)
def test_what_stands_on_every_page(sentence: str, *, everywhere: bool, tmp_path: Path) -> None:
    """It is a statement about every page, unless some are excepted; the guide is one that loads."""
    folder = _drafted(tmp_path, f"# Ask\n\n{sentence} The page **Ticket** opens.\n")
    guide = load_guide(load_suite(folder))
    (action,) = [one for one in guide if one.claim.kind == "action"]
    assert guide.pages[action.page].everywhere is everywhere
    assert getattr(action.claim, "to", "") == "ticket"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La page dit « Elle est là. » et « Il y en a deux ».", ["leads", "leads"]),
        ("La page dit « Elle est là. » puis « Il y en a deux ».", ["leads", "leads"]),
        ("La page **Compte** s'ouvre et dit « Bienvenue ».", ["heading", "leads"]),
        ("La page **Compte** s'ouvre : « Voici tout ce que vous avez. »", ["heading", "words"]),
        ("La page **Compte** s'ouvre. Sans achat, elle dit « Pas d'achat. »", ["heading", "leads"]),
        ("Sans achat, la page dit « Il manque un achat. »", ["refused"]),
        ("Si rien ne correspond, la page dit « Pas de résultat. »", ["leads"]),
        ("If there is nothing, the page says “No matches found.”", ["leads"]),
        ("Décrivez le problème dans **Question**.", ["field"]),
    ],
)
def test_what_a_page_says_once_it_opened(text: str, expected: list[str], tmp_path: Path) -> None:
    """Two texts are two promises; a page that opens refuses nothing, unless it has a form."""
    found = _proposed(tmp_path, f"Cliquez sur **Aller**. {text}")
    assert [kind for _, kind, _ in found] == ["action", *expected]


def test_what_is_done_already_is_no_refusal(tmp_path: Path) -> None:
    """Nobody did anything wrong; what somebody else took already is refused."""
    for words, kind in (
        ("Your mail is already verified.", "leads"),
        ("It is already taken.", "refused"),
    ):
        text = f"Press **Go**. When you come back, the page says “{words}”"
        assert [one[1] for one in _proposed(tmp_path, text)] == ["action", kind]


def test_what_people_type_without_a_label(tmp_path: Path) -> None:
    """The accounts hold it all the same."""
    text = "# Log in\n\nEnter your username and your email address and press **Reset**.\n\n"
    more = "Then type your password and press **Log in**.\n"
    folder = _drafted(tmp_path, text + more)
    fields = load_suite(folder).accounts.fields
    assert list(fields) == ["username", "email", "password"]
    assert (fields["username"].key, fields["email"].address) == (True, True)
    (tmp_path / "other").mkdir()
    plain = _drafted(tmp_path / "other", "# Log in\n\nPress **Reset** and read your email.\n")
    assert not load_suite(plain).accounts.fields


@pytest.mark.parametrize(
    ("label", "secret"),
    [("Code postal", False), ("Zip code", False), ("Code secret", True), ("Code", True)],
)
def test_codes_that_are_no_secret(label: str, *, secret: bool, tmp_path: Path) -> None:
    """The code of a town, a country or a product is known to everybody."""
    path = tmp_path / "manual.md"
    path.write_text(f"# First\n\nPress **Go**. Type it in **{label}**.\n", encoding="utf-8")
    claims = [one.claim for chapter in propose(read_document(path)) for one in chapter.proposals]
    assert claims[1].get("secret", False) is secret
