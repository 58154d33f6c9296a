"""The guide's own text beside the data: nothing untracked, nothing misquoted."""

from harness.guide.claims import Words
from harness.guide.model import Chapter, Exclusion, Guide, Statement
from harness.guide.source_text import is_said_in, misquotes, unquoted, untracked
from harness.model.finding import Level

TEXT = """\
Titre du guide

Vous avez perdu votre **code confidentiel** : [cliquez ici](#)
- si vous vous êtes connecté une 1^{ère} fois
> Je suis administrateur
Le numéro BCR
vous est attribué
"""


def _guide(*statements: Statement, excluded: tuple[int, ...] = ()) -> Guide:
    out = (Exclusion(lines=excluded, reason="A title."),) if excluded else ()
    chapter = Chapter(slug="x", title="X", statements=statements, excluded=out)
    return Guide(chapters=(chapter,), digest="")


def _says(sentence: str, *lines: int) -> Statement:
    claim = Words(kind="words", text=sentence)
    return Statement(slug=f"x.{lines[0]}", lines=lines, sentence=sentence, claim=claim)


QUOTES = (
    _says("Vous avez perdu votre code confidentiel : cliquez ici", 3),
    _says("si vous vous êtes connecté une 1ère fois", 4),
    _says("Je suis administrateur", 5),
    _says("Le numéro BCR vous est attribué", 6, 7),
)


def test_every_line_is_cited_or_excluded() -> None:
    """Blank lines aside."""
    assert untracked(_guide(*QUOTES, excluded=(1,)), TEXT) == ()


def test_a_line_that_nothing_cites_is_told() -> None:
    """With its number and its words."""
    (left,) = untracked(_guide(*QUOTES), TEXT)
    assert (left.number, left.text) == (1, "Titre du guide")
    assert [one.number for one in untracked(_guide(), TEXT)] == [1, 3, 4, 5, 6, 7]


PROSE = (
    "Le code ne sert qu'une fois. Vous avez droit à trois essais, « pas plus. Jamais. » Perdu ?"
    " L'ancien code ne vaut plus."
)


def test_each_sentence_of_a_line_of_prose_is_quoted() -> None:
    """A quotation is a part of its sentence, and a question promises nothing."""
    first = _says("Le code ne sert qu'une fois", 1)
    left = [one.text for one in unquoted(_guide(first), PROSE)]
    assert left == [
        "Vous avez droit à trois essais, « pas plus. Jamais. »",
        "L'ancien code ne vaut plus.",
    ]
    every = (first, _says("droit à trois essais", 1), _says("L'ancien code ne vaut plus.", 1))
    assert unquoted(_guide(*every), PROSE) == ()


def test_the_rest_of_a_line_may_promise_nothing() -> None:
    """An exclusion of the line says so; a line with one sentence has no rest."""
    first = _says("Le code ne sert qu'une fois", 1)
    assert unquoted(_guide(first, excluded=(1,)), PROSE) == ()
    assert (
        unquoted(_guide(_says("droit à trois essais", 1)), "Vous avez droit à trois essais.") == ()
    )
    assert unquoted(_guide(), PROSE) == ()


def test_what_a_claim_says_stands_in_the_text() -> None:
    """Mark-up, typography and capitals aside; a name in braces stands for anything."""
    assert is_said_in(TEXT, "votre code Confidentiel : cliquez ici")
    assert is_said_in("Envoyé à **a@b.example** !", "envoyé à {email} !")
    assert not is_said_in(TEXT, "votre code secret")


def test_quotes_are_true() -> None:
    """Mark-up and typography aside; a sentence may run over two lines."""
    assert misquotes(_guide(*QUOTES), TEXT) == ()
    typographic = _says("si vous vous êtes connecté\u00a0une 1ère fois", 4)
    assert misquotes(_guide(typographic), TEXT) == ()


def test_a_false_quote_is_told_with_what_stands_there() -> None:
    """Another word, another accent, another line, or no such line at all."""
    for sentence, line in (
        ("Je suis utilisateur", 5),
        ("Je suis administrateur", 4),
        ("Je suis administrateur", 99),
        ("Le numero BCR", 6),
    ):
        (wrong,) = misquotes(_guide(_says(sentence, line)), TEXT)
        assert (wrong.slug, wrong.sentence) == (f"x.{line}", sentence)


def test_our_reading_quotes_nothing() -> None:
    """It cites the line that it rests on, and says why."""
    reading = Statement(
        slug="x.reading",
        lines=(1,),
        means="The page has a title.",
        why="It is polite.",
        level=Level.ADVISED,
        claim=Words(kind="words", text="Titre"),
    )
    assert misquotes(_guide(reading), TEXT) == ()
