"""The guide's data is read whole, or refused with all that is wrong."""

from pathlib import Path

import pytest

from harness.config.suite import bundled_suite
from harness.core.errors import GuideError, UsageError
from harness.guide.claims import Action, Heading, Words
from harness.guide.loader import load_guide
from harness.guide.model import Guide

INDEX = 'chapters = ["home", "form"]\n'
HOME = """
slug = "home"
title = "Accueil"

[[statement]]
slug = "home.heading"
lines = [1]
sentence = "Bienvenue"
claim = "heading"

[[statement]]
slug = "home.on"
lines = [2]
sentence = "Continuer"
claim = { kind = "action", label = "Continuer", to = "form" }
"""
FORM = """
slug = "form"
title = "Formulaire"

[[statement]]
slug = "form.name"
lines = [3]
sentence = "Nom"
claim = { kind = "field", label = "Nom" }
"""


def _folder(tmp_path: Path, *, index: str = INDEX, home: str = HOME, form: str = FORM) -> Path:
    for name, content in (("guide", index), ("home", home), ("form", form)):
        (tmp_path / f"{name}.toml").write_text(content, encoding="utf-8")
    return tmp_path


def _load(folder: Path) -> Guide:
    return load_guide(bundled_suite().with_parts(folder))


def _refusal(folder: Path) -> str:
    with pytest.raises(GuideError) as caught:
        _load(folder)
    assert "Traceback" not in str(caught.value)
    return str(caught.value)


def test_a_guide_in_its_order(tmp_path: Path) -> None:
    """Chapters as listed, statements as written, each with its page."""
    guide = _load(_folder(tmp_path))
    assert [s.slug for s in guide] == ["home.heading", "home.on", "form.name"]
    assert [s.page for s in guide] == ["home", "home", "form"]
    assert guide.by_slug["form.name"].lines == (3,)
    assert guide.labels("form") == ("Nom",)
    assert guide.labels("elsewhere") == ()


def test_a_claim_by_its_kind_alone_takes_its_words_from_the_sentence(tmp_path: Path) -> None:
    """`claim = "heading"` is a heading with the words of the sentence."""
    more = '[[statement]]\nslug = "home.{0}"\nlines = [4]\nsentence = "Mots"\nclaim = "{0}"\n'
    home = HOME + more.format("words") + more.format("action")
    guide = _load(_folder(tmp_path, home=home))
    assert guide.by_slug["home.heading"].claim == Heading(kind="heading", text="Bienvenue")
    assert guide.by_slug["home.words"].claim == Words(kind="words", text="Mots")
    assert guide.by_slug["home.action"].claim == Action(kind="action", label="Mots")


def test_the_digest_tells_guides_apart(tmp_path: Path) -> None:
    """A word more, and it is another guide; the same words, the same one."""
    one = _load(_folder(tmp_path)).digest
    assert _load(tmp_path).digest == one
    assert (
        load_guide(
            bundled_suite().with_parts(_folder(tmp_path, form=FORM.replace("Nom", "Prénom")))
        ).digest
        != one
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"index": "chapters = ["}, "guide.toml"),
        ({"index": ""}, "the names of the chapters in guide.toml; seen: none"),
        ({"index": 'chapters = "home"'}, "seen: 'home'"),
        ({"index": "chapters = []"}, "seen: []"),
        ({"index": 'chapters = ["home", "form", "lost"]'}, "lost.toml"),
        ({"home": 'slug = "home'}, "home.toml"),
        ({"home": HOME.replace("Accueil", "Acc\udcffueil")}, "home.toml"),
        ({"home": HOME.replace('claim = "heading"', 'claim = "haeding"')}, "'haeding'"),
        ({"home": HOME.replace('claim = "heading"\n', "")}, "home.heading › claim"),
        ({"home": HOME.replace("sentence = ", "sentense = ")}, "home.heading › sentense"),
        ({"home": HOME.replace('title = "Accueil"\n', "")}, "title: is missing"),
        ({"home": HOME.replace("lines = [1]\n", "")}, "a required statement quotes a line"),
        ({"home": 'slug = "home"\ntitle = "x"\nstatement = "y"\n'}, "statement 1"),
        ({"home": 'slug = "home"\ntitle = "x"\n'}, "what home promises, in home.toml"),
        *(
            ({"form": FORM.replace('kind = "field", label = "Nom"', claim)}, "speaks of 'nmae'")
            for claim in (
                'kind = "value", label = "Nom", value = "{nmae}"',
                'kind = "row", cells = ["Nom", "{nmae}"]',
                'kind = "no-words", text = "de {nmae}"',
                'kind = "mail-subject", text = "À {nmae}, {host}"',
            )
        ),
        ({"home": HOME.replace('to = "form"', 'to = "fomr"')}, "home.on leads to 'fomr'"),
        ({"form": FORM.replace("form.name", "home.on")}, "home.on more than once"),
        ({"form": FORM.replace('slug = "form"', 'slug = "home"')}, "the chapter home more than"),
        (
            {
                "form": FORM.replace(
                    'kind = "field", label = "Nom"', 'kind = "mark", label = "Nom", mark = "*"'
                )
            },
            "form.name speaks of « Nom » on 'form'",
        ),
        (
            {
                "form": FORM.replace(
                    'kind = "field", label = "Nom"',
                    'kind = "shown-code", secret = "x", announced_by = "home.heading"',
                )
            },
            "form.name is announced by 'home.heading'",
        ),
        (
            {
                "form": FORM.replace(
                    'kind = "field", label = "Nom"', 'kind = "no-words", text = "N° {any:ticket}"'
                )
            },
            "form.name has {any:ticket}",
        ),
    ],
)
def test_what_is_broken_is_named(tmp_path: Path, changes: dict[str, str], words: str) -> None:
    """File, statement and key; never a stack trace."""
    folder = _folder(tmp_path)
    for name, content in changes.items():
        path = folder / f"{'guide' if name == 'index' else name}.toml"
        path.write_bytes(content.encode("utf-8", "surrogateescape"))
    assert words in _refusal(folder)


def test_all_that_is_wrong_at_once(tmp_path: Path) -> None:
    """Two broken chapters, three broken statements: one message."""
    home = HOME.replace('claim = "heading"', 'claim = "haeding"').replace("lines = [2]\n", "")
    told = _refusal(_folder(tmp_path, home=home, form=FORM.replace("lines", "line")))
    for words in ("home.toml", "home.heading", "home.on", "form.toml", "form.name › line"):
        assert words in told
    (tmp_path / "guide.toml").unlink()
    assert "guide.toml" in _refusal(tmp_path)


def test_twins_and_unknown_pages_at_once(tmp_path: Path) -> None:
    """What is wrong between chapters is told together, too."""
    form = FORM.replace("form.name", "home.on")
    told = _refusal(_folder(tmp_path, home=HOME.replace('to = "form"', 'to = "x"'), form=form))
    assert "home.on more than once" in told
    assert "home.on leads to 'x'" in told


def test_profiles_stand_beside_the_guide() -> None:
    """Each a chapter more; their statements tell by their slugs where they belong."""
    plain, more = load_guide(), load_guide(profiles=bundled_suite().profile_names)
    assert len(more.chapters) == len(plain.chapters) + len(bundled_suite().profile_names)
    assert plain.digest != more.digest


def test_an_unknown_profile() -> None:
    """The known ones are named."""
    with pytest.raises(UsageError, match="hardening, accessibility"):
        load_guide(profiles=["speed"])


@pytest.mark.parametrize(
    "claim",
    [
        'kind = "account-words", text = "Actif : {email_valid}"',
        'kind = "gives", page = "form", filled = { Nom = "email_valid" }',
        'kind = "leads", page = "form", filled = { Nom = "email_valid" }',
        'kind = "leads", page = "form", filled = { Nom = true }',
    ],
)
def test_a_flag_has_no_words(tmp_path: Path, claim: str) -> None:
    """It says whether a box is ticked, and nothing else; a field of text is no box."""
    form = FORM.replace('label = "Nom"', 'label = "Nom", kinds = ["text"]')
    told = _refusal(_folder(tmp_path, home=f"{HOME}{_MORE.format(claim)}", form=form))
    assert "home.more s" in told
    assert "`filled`" in told


def test_a_flag_may_tick_a_box(tmp_path: Path) -> None:
    """A field without a kind may be one."""
    claim = 'kind = "leads", page = "form", filled = { Nom = "email_valid" }'
    assert _load(_folder(tmp_path, home=f"{HOME}{_MORE.format(claim)}")).by_slug["home.more"]


_MORE = """
[[statement]]
slug = "home.more"
lines = [4]
sentence = "Encore"
claim = {{ {} }}
"""


@pytest.mark.parametrize("rest", ["", ', reason = "wrong"'])
def test_what_a_movement_says_names_fields_of_the_account(tmp_path: Path, rest: str) -> None:
    """A name that the accounts do not have is refused before a run blames a portal for it."""
    kind = "refused" if rest else "leads"
    claim = f'kind = "{kind}", page = "form"{rest}, says = "Envoyé à {{fotoo}}"'
    assert "home.more speaks of 'fotoo'" in _refusal(
        _folder(tmp_path, home=f"{HOME}{_MORE.format(claim)}")
    )


def test_a_mail_makes_claims_about_a_mail(tmp_path: Path) -> None:
    """What is said of a page there would never be judged."""
    form = FORM.replace('title = "Formulaire"', 'title = "Formulaire"\nmail = true')
    claim = 'kind = "no-words", text = "Nom"'
    told = _refusal(_folder(tmp_path, form=form.replace('kind = "field", label = "Nom"', claim)))
    assert "form.name is about no-words" in told
    assert "mail-no-words" in told


@pytest.mark.parametrize(
    ("form", "seen"),
    [
        ('everywhere = true\nnot_on = ["nowhere"]', "form is not on 'nowhere'"),
        ("everywhere = true", "form.name is about fits"),
        ('everywhere = true\ngoals = ["home"]', "form has goals"),
        ('not_on = ["home"]', "form has not_on without everywhere"),
        ('since = ["home.link"]', "form has since without everywhere"),
        ('everywhere = true\nsince = ["home.gone"]', "form names the step 'home.gone'"),
        ('everywhere = true\nuntil = ["home.link"]', "form has until without since"),
    ],
)
def test_a_chapter_about_every_page(tmp_path: Path, form: str, seen: str) -> None:
    """It says what any page can keep, and names the pages that it leaves out."""
    home = HOME.replace(', to = "form"', "")
    said = FORM.replace("\n\n[[", f"\n{form}\n\n[[", 1)
    said = said.replace('"field", label = "Nom"', '"fits", label = "Nom", example = "x"')
    folder = _folder(tmp_path, home=home, form=said)
    assert seen in _refusal(folder)
