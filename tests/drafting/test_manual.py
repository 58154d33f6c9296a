"""A manual that tells people what to do becomes statements of the right kind, or exclusions."""

from pathlib import Path

import pytest

from harness.config.suite import load_suite
from harness.drafting.check import flaws
from harness.drafting.document import read_document
from harness.drafting.draft import DraftChapter
from harness.drafting.proposals import propose
from harness.drafting.suite_writer import DOCUMENT, write_suite
from harness.guide.claims import Action, Leads
from harness.guide.loader import load_guide

ENGLISH = """\
# Parking permits online

Everybody who lives in the old town can ask for a permit here.

## Asking for an account

1. On the page **Permits and fines**, click **Register**.
2. Enter your plate in **Number plate** and your address in
   **E-mail**.
3. Press "Create my account".

The page says "Look into your mailbox. We have written
to you@example.com."

> **Note:** an account is good for
> one car.

## Confirming it

You receive an e-mail with the subject "Confirm your car". It comes
from permits@oldtown.example. Follow the link in it within a day.

The page **Hello driver** opens.

## Logging in

Fill in **Number plate** and **Secret code** and click the `Log in` button. If the code is
wrong, you will see the message "Code and plate do not
match."

## Your car

| Field | Explanation |
| --- | --- |
| **Colour** | Choose from the list: Red, Green or Blue |
| **Electric** | Tick this box if it has no exhaust |

Select **Print** to get the file `permit.pdf`. At the bottom you find the links **Help** and
**Fines**.
As long as nothing is paid, the page says "To be paid."

## Troubleshooting

| Message | Meaning |
| --- | --- |
| "This plate is unknown." | Check the plate |
| The code has *six* digits. | Type all of them |
"""
ENGLISH_CLAIMS = [
    ("heading", "Permits and fines"),
    ("action", "Register"),
    ("field", "Number plate"),
    ("field", "E-mail"),
    ("action", "Create my account"),
    ("leads", "Look into your mailbox. We have written to"),
    ("mail-subject", "Confirm your car"),
    ("mail-sender", "permits@oldtown.example"),
    ("mail-link", "Hello driver"),
    ("heading", "Hello driver"),
    ("field", "Number plate"),
    ("field", "Secret code"),
    ("action", "Log in"),
    ("refused", "Code and plate do not match."),
    ("field", "Colour"),
    ("option", "Red"),
    ("option", "Green"),
    ("option", "Blue"),
    ("field", "Electric"),
    ("action", "Print"),
    ("download", "permit.pdf"),
    ("action", "Help"),
    ("action", "Fines"),
    ("leads", "To be paid."),
    ("refused", "This plate is unknown."),
    ("refused", "The code has six digits."),
]

FRENCH = """\
<html><body><div class=WordSection1>
<h1>1.&nbsp;Réserver un court</h1>
<p class=MsoNormal>Sur la page «&nbsp;Les courts&nbsp;», cliquez sur <b><span>Mon
abonn</span></b><b>ement</b>. La page «&nbsp;Connexion des joueurs&nbsp;» s’affiche.</p>
<p class=MsoListParagraph>1.<span>&nbsp;&nbsp;&nbsp; </span>Saisissez votre numéro dans le champ
«&nbsp;Licence&nbsp;», puis cliquez sur «&nbsp;Jouer&nbsp;».</p>
<p class=MsoListParagraph>2.<span>&nbsp;&nbsp; </span>Cochez «&nbsp;Avec éclairage&nbsp;».</p>
<p class=MsoNormal><b>Attention :</b> une licence inconnue est refusée, et la page le dit :
«&nbsp;Nous ne vous connaissons pas.&nbsp;»</p>
<p class=MsoNormal>Vous recevez un courriel dont l’objet est «&nbsp;Votre court&nbsp;». On y
lit : «&nbsp;À bientôt sur le court !&nbsp;»</p>
<h1>2.&nbsp;Changer ses données</h1>
<p class=MsoNormal>Complétez le formulaire :</p>
<p class=MsoListParagraph>·<span>&nbsp; </span><b>Téléphone</b> : pour vous prévenir ;</p>
<p class=MsoListParagraph>·<span>&nbsp; </span><b>Partenaire</b> : celui qui joue avec vous.</p>
<p class=MsoNormal>Le bouton «&nbsp;Abandonner&nbsp;» vous ramène à la page
«&nbsp;Les courts&nbsp;».</p>
<p class=MsoNormal>Le club a été fondé en 1931.</p>
</div></body></html>
"""
FRENCH_CLAIMS = [
    ("heading", "Les courts"),
    ("action", "Mon abonnement"),
    ("heading", "Connexion des joueurs"),
    ("field", "Licence"),
    ("action", "Jouer"),
    ("field", "Avec éclairage"),
    ("refused", "Nous ne vous connaissons pas."),
    ("mail-subject", "Votre court"),
    ("mail-words", "À bientôt sur le court !"),
    ("field", "Téléphone"),
    ("field", "Partenaire"),
    ("action", "Abandonner"),
    ("heading", "Les courts"),
]
_KEYS = ("option", "label", "says", "name", "text", "address", "form")


def _chapters(folder: Path, text: str, name: str) -> tuple[DraftChapter, ...]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return propose(read_document(path))


def _claims(chapters: tuple[DraftChapter, ...]) -> list[tuple[int, str, str]]:
    found = []
    for chapter in chapters:
        for one in chapter.proposals:
            words = next((one.claim[key] for key in _KEYS if key in one.claim), "")
            if one.claim["kind"] == "mail-link":
                words = one.claim["to"].title
            if one.claim["kind"] == "mail-sender":
                words = one.claim["address"]
            found.append((one.line, one.claim["kind"], words))
    return found


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (ENGLISH, "manual.md", ENGLISH_CLAIMS),
        (FRENCH, "manual.htm", FRENCH_CLAIMS),
    ],
)
def test_what_a_manual_promises(
    text: str, name: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    """All that people would make of it, and nothing else."""
    found = [(kind, words) for _, kind, words in _claims(_chapters(tmp_path, text, name))]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(("text", "name"), [(ENGLISH, "manual.md"), (FRENCH, "manual.htm")])
def test_the_draft_is_a_guide_of_the_document(text: str, name: str, tmp_path: Path) -> None:
    """It loads, every line is cited or excluded, every quotation is on its lines."""
    source = tmp_path / name
    source.write_text(text, encoding="utf-8")
    lines = read_document(source)
    folder = tmp_path / "suite"
    count = write_suite(folder, name, lines, propose(lines))
    guide = load_guide(load_suite(folder))
    assert len(guide.by_slug) == count
    assert flaws(guide, folder / "guide", guide.by_slug, folder / DOCUMENT) == ()
    assert not any(sign in (folder / DOCUMENT).read_text("utf-8") for sign in ("**", "|", "`"))


def test_no_title_of_a_section_is_a_page(tmp_path: Path) -> None:
    """Pages are what sentences call so; that one of them opens is told where a sentence says so."""
    source = tmp_path / "manual.md"
    source.write_text(ENGLISH, encoding="utf-8")
    lines = read_document(source)
    write_suite(tmp_path / "suite", source.name, lines, propose(lines))
    guide = load_guide(load_suite(tmp_path / "suite"))
    assert [one.slug for one in guide if isinstance(one.claim, Leads) and not one.claim.says] == [
        "hello-driver.opens"
    ]
    excluded = {
        number for chapter in guide.chapters for one in chapter.excluded for number in one.lines
    }
    titles = {n for n, text in enumerate(ENGLISH.splitlines(), start=1) if text.startswith("#")}
    assert titles <= excluded


def test_what_a_paragraph_does_not_promise_is_excluded_with_its_line(tmp_path: Path) -> None:
    """Beside what it does promise."""
    text = "# A\n\nClick **Go**. The club is old.\n\nNothing here.\n"
    (chapter,) = _chapters(tmp_path, text, "manual.md")
    assert chapter.excluded == [
        (1, "Title of a section."),
        (3, "No statement is proposed for « The club is old. »."),
        (5, "No statement is proposed."),
    ]


def test_where_a_link_leads(tmp_path: Path) -> None:
    """To the page that opens then, under a condition to none."""
    text = (
        "# A\n\nOn the **Start** page, click **Enter**. The page **Hall** opens.\n\n"
        "Click **Leave**. If it rains, the page **Roof** opens.\n"
    )
    source = tmp_path / "manual.md"
    source.write_text(text, encoding="utf-8")
    lines = read_document(source)
    write_suite(tmp_path / "suite", source.name, lines, propose(lines))
    guide = load_guide(load_suite(tmp_path / "suite"))
    found = {one.slug: one.claim.to for one in guide if isinstance(one.claim, Action)}
    assert found == {"start.action.enter": "hall", "hall.action.leave": ""}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Click **Save** and then **Close**.", [("action", "Save"), ("action", "Close")]),
        ("Type “YES” in the field “Sure”.", [("field", "Sure")]),
        ("Go to **Menu** → **Cars**.", [("action", "Menu"), ("action", "Cars")]),
        ("Select the **colour** that you like.", []),
        ("Our **friendly** team helps.", []),
        ("The page shows “Hello.” when you come.", [("leads", "Hello.")]),
        ("The message “Try once more.” appears if it is wrong.", [("refused", "Try once more.")]),
        ("The page always says “Hello.”", [("words", "Hello.")]),
        ("The page says “This code is not valid.”", [("refused", "This code is not valid.")]),
        ("See [Passwords](other.md).", []),
        ("Click [Lost it?](https://x.example/).", [("action", "Lost it?")]),
        ("The **Cars** screen appears.", [("heading", "Cars")]),
        ("L’écran **Voitures** apparaît.", [("heading", "Voitures")]),
        ("Utilisez le bouton **Vendre** pour la vendre.", [("action", "Vendre")]),
        ("Select the **Day** and press **Go**.", [("action", "Go")]),
        ("Type a name, e.g. “Red Car”.", []),
        ("You'll see a red box: “Two cars need a driver.”", [("words", "Two cars need a driver.")]),
        ("The e-mail never contains your code.", []),
    ],
)
def test_sentences(sentence: str, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    """Where a sentence does not say what a label is, nothing is proposed."""
    text = f"# A\n\nPress **First**.\n\n## B\n\n{sentence}\n"
    found = [
        (kind, words)
        for line, kind, words in _claims(_chapters(tmp_path, text, "manual.md"))
        if line > 3
    ]
    assert found == expected


def test_a_list_of_messages(tmp_path: Path) -> None:
    """Its title says that they are what the page says of an error."""
    text = (
        "# A\n\nPress **Go**.\n\n## Error messages\n\n"
        '- **No car. Try again.** : there is none.\n- "Too late" – it has gone.\n'
    )
    found = _claims(_chapters(tmp_path, text, "manual.md"))
    assert found[1:] == [(7, "refused", "No car. Try again."), (8, "refused", "Too late")]


def test_cells_of_a_table_are_read(tmp_path: Path) -> None:
    """What they tell to do is a link or button, whatever the table is about."""
    text = (
        "# A\n\nPress **Go**.\n\n| Task | Way |\n|---|---|\n| Sell | Press **Sell now** |\n\n"
        "| Message | Help |\n|---|---|\n| No car. | Click **Find** |\n"
    )
    found = [(kind, words) for _, kind, words in _claims(_chapters(tmp_path, text, "manual.md"))]
    assert found[1:] == [("action", "Sell now"), ("refused", "No car."), ("action", "Find")]


def test_a_plain_text_with_lines_that_are_broken_at_the_margin(tmp_path: Path) -> None:
    """Its paragraphs are whole, and its titles are short lines that stand alone."""
    text = (
        'Finding your umbrella\n\nPress "Lost and found". The page then says, to whoever asks:'
        ' "We have\nfound some. Come and look." Nobody may take more than one of them home,\n'
        'unless it rains.\n\nGoing home\n\n1. Click "Bye".\n'
    )
    chapters = _chapters(tmp_path, text, "manual.txt")
    assert [one.title for one in chapters] == ["Finding your umbrella", "Going home"]
    assert [(kind, words) for _, kind, words in _claims(chapters)] == [
        ("action", "Lost and found"),
        ("leads", "We have found some. Come and look."),
        ("action", "Bye"),
    ]


def test_a_very_long_line_is_excluded(tmp_path: Path) -> None:
    """Nobody writes it, and it would take a long time to read."""
    text = f"# A\n\nClick **Go**.\n\n{'Click « a » ' * 2_000}\n"
    (chapter,) = _chapters(tmp_path, text, "manual.md")
    assert [one.line for one in chapter.proposals] == [3]
    assert (5, "No statement is proposed.") in chapter.excluded
