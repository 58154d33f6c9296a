"""What `guide check` tells, with the place to mend; and what `guide new` writes."""

from pathlib import Path

import pytest

from harness.config.suite import load_suite
from harness.core.errors import UsageError
from harness.drafting.check import flaws, manifest_flaws
from harness.drafting.document import read_document
from harness.drafting.proposals import propose
from harness.drafting.suite_writer import DOCUMENT, write_suite
from harness.guide.loader import load_guide

DOC = "# Compte\n\n- Champ « Nom ».\n- Bouton « OK ».\n- Bouton « OK ».\n\n## Fin\n\n- « Merci »\n"


def _suite(tmp_path: Path) -> Path:
    source = tmp_path / "doc.md"
    source.write_text(f"{DOC}- « Bonjour {{name}} »\n", encoding="utf-8")
    lines = read_document(source)
    folder = tmp_path / "suite"
    write_suite(folder, source.name, lines, propose(lines))
    return folder


def test_a_drafted_suite_loads_and_cites_every_line(tmp_path: Path) -> None:
    """A claim that stands on two lines is one statement."""
    folder = _suite(tmp_path)
    guide = load_guide(load_suite(folder))
    assert [chapter.slug for chapter in guide.chapters] == ["compte", "fin"]
    assert guide.by_slug["compte.action.ok"].lines == (4, 5)
    assert flaws(guide, folder / "guide", guide.by_slug, folder / DOCUMENT) == ()
    with pytest.raises(UsageError, match="new folder"):
        _suite(tmp_path)


def test_no_file_of_a_person_is_written_over(tmp_path: Path) -> None:
    """Nor is anything of a suite whose manifest is missing."""
    (tmp_path / "suite").mkdir()
    mine = tmp_path / "suite" / DOCUMENT
    mine.write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="new folder"):
        _suite(tmp_path)
    assert mine.read_text(encoding="utf-8") == "mine"


def test_two_fields_that_nobody_tells_apart(tmp_path: Path) -> None:
    """A second field with the label and the kinds of another has a name of its own."""
    folder = _suite(tmp_path)
    page = folder / "guide" / "compte.toml"
    text = page.read_text("utf-8")
    for called, flawed in (("", True), (', called = "Encore"', False)):
        row = (
            '  { slug = "compte.two", lines = [3], sentence = "Nom", '
            f'claim = {{ kind = "field", label = "Nom"{called} }} }},\n]'
        )
        page.write_text(text.replace("\n]", f"\n{row}"), encoding="utf-8")
        guide = load_guide(load_suite(folder))
        found = flaws(guide, folder / "guide", guide.by_slug, folder / DOCUMENT)
        assert [(one.what.code, one.line > 0) for one in found] == [("field-twice", True)] * flawed


def test_each_flaw_has_its_place(tmp_path: Path) -> None:
    """Untracked, misquoted, not exercised, contradictory."""
    folder = _suite(tmp_path)
    page = folder / "guide" / "compte.toml"
    text = page.read_text("utf-8").replace('sentence = "Nom"', 'sentence = "Prénom"')
    rows = (
        '  { slug = "compte.m1", lines = [3], sentence = "Nom", '
        'claim = { kind = "mark", label = "Nom", mark = "*" } },\n'
        '  { slug = "compte.m2", lines = [3], sentence = "Nom", '
        'claim = { kind = "mark", label = "Nom", mark = "**" } },\n'
        '  { slug = "compte.s", lines = [3], sentence = "Nom", '
        'claim = { kind = "refused", page = "compte", reason = "wrong", says = "Faux" } },\n]'
    )
    page.write_text(text.rstrip().removesuffix("]") + rows + "\n", encoding="utf-8")
    document = folder / DOCUMENT
    document.write_text(document.read_text("utf-8") + "\nEncore\n", encoding="utf-8")
    guide = load_guide(load_suite(folder))
    exercised = set(guide.by_slug) - {"fin.words.merci"}
    found = {f.what.code: (f.file, f.line) for f in flaws(guide, page.parent, exercised, document)}
    number = page.read_text("utf-8").splitlines()
    assert found == {
        "untracked-line": (DOCUMENT, 12),
        "misquote": ("compte.toml", 1 + next(n for n, x in enumerate(number) if "Prénom" in x)),
        "not-exercised": ("fin.toml", 7),
        "words-not-in-text": (
            "compte.toml",
            1 + next(n for n, x in enumerate(number) if ".s" in x and "Faux" in x),
        ),
        "contradiction": ("compte.toml", 1 + next(n for n, x in enumerate(number) if ".m1" in x)),
    }
    assert next(iter(flaws(guide, page.parent, None, None))).what.code == "no-scenarios"


def test_a_stricter_statement_contradicts_no_other(tmp_path: Path) -> None:
    """A field of one of two kinds, and better of one of them; of another one, it does."""
    folder = _suite(tmp_path)
    page = folder / "guide" / "compte.toml"
    row = (
        '  { slug = "compte.f", lines = [3], sentence = "Nom", '
        'claim = { kind = "field", label = "Nom", kinds = ["text"] } },\n'
    )
    text = page.read_text("utf-8").rstrip().removesuffix("]") + row
    for kind, flawed in (("text", False), ("email", True)):
        again = row.replace("compte.f", "compte.g").replace('["text"]', f'["{kind}", "tel"]')
        page.write_text(f"{text}{again}]\n", encoding="utf-8")
        guide = load_guide(load_suite(folder))
        found = {one.what.code for one in flaws(guide, page.parent, guide.by_slug, None)}
        assert ("contradiction" in found) is flawed


@pytest.mark.parametrize(
    ("subject", "other", "flawed"),
    [
        ("Re: [Help] #*", "Re: [Help] #*: {typed:Nom}", False),
        ("Bienvenue *", "* {name}", False),
        ("Bienvenue", "Bienvenue !", True),
        ("Bienvenue *", "Au revoir *", True),
        ("Commande * reçue", "Commande * annulée", True),
    ],
)
def test_two_subjects_of_a_mail(tmp_path: Path, subject: str, other: str, *, flawed: bool) -> None:
    """They contradict each other only if no subject can be both."""
    folder = _suite(tmp_path)
    rows = "".join(
        f'  {{ slug = "avis.{n}", lines = [3], sentence = "Nom", '
        f'claim = {{ kind = "mail-subject", text = "{text}" }} }},\n'
        for n, text in enumerate((subject, other))
    )
    mail = folder / "guide" / "avis.toml"
    mail.write_text(
        f'slug = "avis"\ntitle = "Avis"\nmail = true\nstatement = [\n{rows}]\n', encoding="utf-8"
    )
    guide_file = folder / "guide" / "guide.toml"
    text = guide_file.read_text("utf-8").replace('"fin"', '"fin", "avis"')
    guide_file.write_text(text, encoding="utf-8")
    guide = load_guide(load_suite(folder))
    found = {one.what.code for one in flaws(guide, mail.parent, guide.by_slug, None)}
    assert ("contradiction" in found) is flawed


def test_names_in_the_manifest_that_nothing_has(tmp_path: Path) -> None:
    """A page, a statement or a scenario, each with its line; known ones and patterns pass."""
    folder = _suite(tmp_path)
    manifest = folder / "suite.toml"
    manifest.write_text(
        """name = "x"
core = ["gone"]
[account.fields]
id = { key = true, secret = "pin" }
[account.lifecycle]
secret = "id"
asked_on = "compte"
opens = ["end"]
field = "fin.words.merci"
[permissions.send]
statements = ["compte.*", "conte.*"]
en = "x"
fr = "x"
[titles.fr]
reads = "Lit"
write = "Écrit"
""",
        encoding="utf-8",
    )
    suite = load_suite(folder)
    found = manifest_flaws(suite, load_guide(suite), {"reads"})
    params = [(dict(one.what.params)["name"], one.line) for one in found]
    assert params == [
        ("end", 8),
        ("fin.words.merci", 9),
        ("conte.*", 11),
        ("gone", 2),
        ("write", 16),
    ]


def test_a_part_that_promises_nothing_is_no_chapter(tmp_path: Path) -> None:
    """Its lines are excluded in the part behind it, for a page needs a statement."""
    source = tmp_path / "doc.txt"
    text = "\n".join(("Avant-propos", *25 * [""], "Compte", *3 * [""], "» Mentions légales"))
    source.write_text(text, encoding="utf-8")
    (chapter,) = propose(read_document(source))
    assert (chapter.title, [line for line, _ in chapter.excluded]) == ("Compte", [1, 27])


def test_a_name_that_nothing_fills_in_is_told(tmp_path: Path) -> None:
    """In words it is looked for as it stands; the label of a field is never filled in."""
    folder = _suite(tmp_path)
    page = folder / "guide" / "compte.toml"
    row = (
        '  { slug = "compte.a", lines = [3], sentence = "Nom", '
        'claim = { kind = "words", text = "Photo : {fotoo}, {name}" } },\n'
        '  { slug = "compte.b", lines = [3], sentence = "Nom", '
        'claim = { kind = "field", label = "{name}" } },\n'
        '  { slug = "compte.c", lines = [3], sentence = "Nom", '
        'claim = { kind = "words", text = "{typed:Nom} {typed:Rien}" } },\n'
        '  { slug = "compte.d", lines = [3], sentence = "Nom", '
        'claim = { kind = "words", text = "N° {any:ticket}" } },\n'
        '  { slug = "compte.e", lines = [3], sentence = "Nom", '
        'claim = { kind = "words", text = "{remembered:ticket} {remembered:tiket}" } },\n]'
    )
    page.write_text(page.read_text("utf-8").rstrip().removesuffix("]") + row + "\n", "utf-8")
    guide = load_guide(load_suite(folder))
    found = flaws(guide, page.parent, guide.by_slug, None)
    rows = page.read_text("utf-8").splitlines()
    lines = [1 + next(n for n, x in enumerate(rows) if f'"compte.{one}"' in x) for one in "abce"]
    assert [(f.what.code, f.what.params["name"], f.file, f.line) for f in found] == [
        ("unknown-name", "{fotoo}", "compte.toml", lines[0]),
        ("unknown-name", "{name}", "compte.toml", lines[1]),
        ("unknown-name", "{typed:rien}", "compte.toml", lines[2]),
        ("unknown-name", "{remembered:tiket}", "compte.toml", lines[3]),
    ]


@pytest.mark.parametrize("more", ["", ", computed = true"])
def test_words_that_no_text_has_are_looked_at(tmp_path: Path, more: str) -> None:
    """A portal works out a size, and has samples stored: the guide may say so."""
    folder = _suite(tmp_path)
    page = folder / "guide" / "compte.toml"
    claim = 'claim = { kind = "leads", page = "compte", says = "29 octets" }'
    row = f'  {{ slug = "compte.size", lines = [3], sentence = "Nom", {claim}{more} }},\n]'
    page.write_text(page.read_text("utf-8").replace("\n]", f"\n{row}"), encoding="utf-8")
    guide = load_guide(load_suite(folder))
    found = flaws(guide, folder / "guide", guide.by_slug, folder / DOCUMENT)
    told = [(one.what.code, one.is_doubt) for one in found]
    assert told == ([] if more else [("words-not-in-text", True)])
