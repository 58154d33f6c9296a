import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.core.text import (
    Label,
    alike,
    between,
    closest,
    contains,
    contains_words,
    fold,
    is_mark,
    same_words,
    similarity,
    split_label,
    squeeze,
    steps_between,
    without_emphasis,
)

WORDS = (
    st.text(alphabet="abcéèÀÇ XYZ09'’-", min_size=1)
    .map(squeeze)
    .filter(lambda text: any(map(str.isalnum, text)) and not text.endswith("-") and text[0] != "-")
)
MARKS = st.sampled_from(["*", "**", "(*)", "(**)"])


class TestFold:
    """The comparison form hides typography, and nothing else."""

    @pytest.mark.parametrize(
        ("written", "folded"),
        [
            ("  Codes\n\tperdus ", "Codes perdus"),
            ("mère\u00a0?", "mère ?"),
            ("mère\u202f?", "mère ?"),
            ("l’étape", "l'étape"),
            ("“Générer”", '"Générer"'),
            ("«\u00a0Générer\u00a0»", '"Générer"'),
            ("rendez\u2011vous", "rendez-vous"),
            ("A⁻ A⁺", "A- A+"),
            ("A−", "A-"),
            ("confi\u00adden\u200btiel\ufeff", "confidentiel"),
            ("e\u0301tape", "étape"),
        ],
    )
    def test_typography_is_folded(self, written: str, folded: str) -> None:
        """White space, apostrophes, quotes, hyphens, invisible characters, composition."""
        assert fold(written) == folded

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Regénérer", "Régénérer"),
            ("codes perdus", "Codes perdus"),
            ("courriel", "e-mail"),
            ("a–b", "a-b"),
        ],
    )
    def test_wording_is_not(self, one: str, other: str) -> None:
        """Accents, capitals, words and real dashes stay apart."""
        assert fold(one) != fold(other)

    @given(st.text())
    def test_idempotent(self, text: str) -> None:
        """Folding twice is folding once."""
        assert fold(fold(text)) == fold(text)

    @given(st.text())
    def test_one_line(self, text: str) -> None:
        """The folded form has no white space but single blanks within."""
        assert fold(text).split(" ") == (fold(text).split() or [""])


class TestSplitLabel:
    """A label is taken apart into its words and its mark."""

    @pytest.mark.parametrize(
        ("raw", "text", "mark"),
        [
            ("Numéro SIRET * :", "Numéro SIRET", "*"),
            ("Numéro BCR ** :", "Numéro BCR", "**"),
            ("Numéro BCR* *:", "Numéro BCR", "**"),
            ("Votre Nom (*) :", "Votre Nom", "(*)"),
            ("Votre Nom : *", "Votre Nom", "*"),
            ("* Votre Nom", "Votre Nom", "*"),
            ("(*) Votre Nom :", "Votre Nom", "(*)"),
            ("Prénom\u00a0＊\u00a0:", "Prénom", "*"),
            ("[annuler]", "annuler", ""),
            ("> En savoir +", "En savoir +", ""),
            ("» Conditions générales d'utilisation", "Conditions générales d'utilisation", ""),
            ("► Conditions", "Conditions", ""),
            ("Démonstration vidéo ▶", "Démonstration vidéo", ""),
            ("ACCÈS À MON ESPACE >", "ACCÈS À MON ESPACE", ""),
            ("Saisissez votre « code » :", "Saisissez votre « code »", ""),
            ("« Nom » et « prénom » »", "« Nom » et « prénom »", ""),
            ("Le ‹ mot › * >", "Le ‹ mot ›", "*"),
            ("« Identifiant »", "Identifiant", ""),
            ("»Code« eingeben:", "»Code« eingeben", ""),
            ("» Votre « code »", "Votre « code »", ""),
            ("(Cliquez ici)", "Cliquez ici", ""),
            ("Nom (en majuscules)", "Nom (en majuscules)", ""),
            ("(a) et (b)", "(a) et (b)", ""),
            ("Je suis inscrit(e)", "Je suis inscrit(e)", ""),
            ("Quel est le nom ?", "Quel est le nom ?", ""),
            ("e-mail", "e-mail", ""),
            ("*", "", "*"),
            (" : ", "", ""),
            ("", "", ""),
        ],
    )
    def test_ends(self, raw: str, text: str, mark: str) -> None:
        """Stars, colons, arrows and brackets at the ends are no words; marks of a quote are."""
        assert split_label(raw) == Label(text, mark)

    @given(WORDS, MARKS, st.sampled_from(["{0} {1} :", "{0}{1}", "{1} {0} :", "{0} : {1}"]))
    def test_round_trip(self, text: str, mark: str, pattern: str) -> None:
        """What was put together comes apart again, wherever the mark stands."""
        assert split_label(pattern.format(text, mark)) == Label(text, mark)

    @given(st.text())
    def test_words_are_stable(self, raw: str) -> None:
        """The words of a label are a label with the same words."""
        text = split_label(raw).text
        assert split_label(text).text == text

    @given(st.text())
    def test_marks_are_marks(self, raw: str) -> None:
        """A mark, if any, is nothing but stars in brackets or none."""
        mark = split_label(raw).mark
        assert not mark or is_mark(mark)


class TestContains:
    """Sentences are found as whole words in the folded text."""

    @pytest.mark.parametrize(
        ("haystack", "needle"),
        [
            ("Saisie en majuscules", "majuscules"),
            ("Votre\u00a0établissement :", "Votre établissement"),
            ("l’adresse e-mail", "l'adresse"),
            ("codes code", "code"),
            ("(exemple 01ABC111)", "01ABC111"),
        ],
    )
    def test_found(self, haystack: str, needle: str) -> None:
        """Typography and neighbours that are no letters do not matter."""
        assert contains(haystack, needle)

    @pytest.mark.parametrize(
        ("haystack", "needle"),
        [
            ("codes", "code"),
            ("décoder", "code"),
            ("Code", "code"),
            ("01ABC1112", "01ABC111"),
            ("anything", ""),
            ("", "code"),
        ],
    )
    def test_not_found(self, haystack: str, needle: str) -> None:
        """Parts of words, other capitals and nothing at all are not found."""
        assert not contains(haystack, needle)

    @given(WORDS, WORDS, WORDS)
    def test_a_part_is_found(self, before: str, needle: str, after: str) -> None:
        """Words between other words are always found."""
        assert contains(f"{before} {needle} {after}", needle)


class TestLikeness:
    """Likeness says how near a miss was."""

    def test_same(self) -> None:
        """Texts that fold to the same are fully alike."""
        assert similarity("l’étape", "l'étape ") == 1.0

    def test_capitals_weigh(self) -> None:
        """Other capitals are near, and never the same."""
        assert 0.5 < similarity("CODES PERDUS", "Codes perdus") < 1.0

    @given(st.text(), st.text())
    def test_bounds(self, one: str, other: str) -> None:
        """Always between 0 and 1, and the same both ways."""
        assert 0.0 <= similarity(one, other) <= 1.0
        assert similarity(one, other) == pytest.approx(similarity(other, one))

    def test_closest_passage(self) -> None:
        """Of a long text only the passage is given, at whole words."""
        text = "Complétez le formulaire. Un nouveau code vous sera envoyé par courriel. Merci."
        passage, score = closest("Un nouveau code vous sera envoyé par e-mail", ["Accueil", text])
        assert passage.startswith("Un nouveau code vous sera envoyé par")
        assert "Complétez" not in passage
        assert 0.8 < score < 1.0

    def test_closest_over_two_blocks(self) -> None:
        """A sentence cut in two by mark-up is found across both."""
        passage, score = closest("Votre code est généré", ["Titre", "Votre code", "est généré"])
        assert (passage, score) == ("Votre code est généré", 1.0)

    def test_closest_of_nothing(self) -> None:
        """No texts, no passage."""
        assert closest("Votre code", []) == ("", 0.0)


@pytest.mark.parametrize(
    ("seen", "wanted", "same"),
    [
        ("Rechercher", "rechercher", True),
        ("CODES PERDUS", "Codes perdus", True),
        ("CODES perdus", "Codes perdus", False),
        ("NUMÉRO SIRET", "Numéro SIRET", True),
        ("Numero SIRET", "Numéro SIRET", False),
        ("À bientôt sur notre site", "A bientôt sur notre site", True),
        ("Accès à mon espace personnalisé", "ACCÈS À MON ESPACE PERSONNALISÉ", True),
        ("Mon Espace", "Mon espace", False),
        ("Regenerer", "Régénérer", False),
        ("", "A", False),
    ],
)
def test_same_words(seen: str, wanted: str, *, same: bool) -> None:
    """Capitals throughout, or at the first letter, are typography; within a text they count."""
    assert same_words(seen, wanted) is same


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vous êtes refusé. Demandez à un autre administrateur.", True),
        ("DEMANDEZ À UN AUTRE ADMINISTRATEUR", True),
        ("redemandez à un autre administrateur", False),
        ("Il faut : Demandez à un autre administrateur", True),
        ("Il faut Demandez à un autre administrateur", False),
        ("demandez à un Autre administrateur", False),
    ],
)
def test_contains_words(text: str, *, found: bool) -> None:
    """A sentence within a text, typography aside."""
    assert contains_words(text, "demandez à un autre administrateur") is found


def test_a_letter_that_grows_in_lower_case_hides_nothing_behind_it() -> None:
    """« ß » and the ligatures have two letters in lower case."""
    for before in ("Straße.", "ﬁn."):
        assert contains_words(f"{before} Votre actualité", "votre actualité")


@pytest.mark.parametrize(
    ("sentence", "text", "says_it"),
    [
        ("Votre Prénom", "Prénom", True),
        ("Informations Employeur", "Direction Employeur", True),
        ("Champs obligatoires", "Les champs marqués d'une étoile sont obligatoires", True),
        ("Veillez noter le code", "Merci de noter le code", True),
        ("Votre actualité", "votre espace personnalisé,", False),
        ("Liste des régimes et fonds", "Caisse des Dépôts, ses comptes", False),
        ("Annuler", "Retour", False),
    ],
)
def test_what_is_merely_nearest_says_something_else(
    sentence: str, text: str, says_it: bool
) -> None:
    """A report that quotes unrelated words leads its reader astray."""
    assert bool(alike(sentence, ["Plan du site", text])) is says_it


@pytest.mark.parametrize(
    ("pieces", "text", "gaps"),
    [
        (["a ", " b ", " c"], "a 1 b 2 c", ("1", "2")),
        (["", " in ", ""], "x in y in z", ("x", "y in z")),
        (["a", "b"], "ab", ("",)),
        (["a", "a"], "a", None),
        (["a", "x", "b"], "ab", None),
        (["a"], "a", ()),
    ],
)
def test_what_stands_between_the_pieces_of_a_text(
    pieces: list[str], text: str, gaps: tuple[str, ...] | None
) -> None:
    """Each gap is as short as it can be."""
    assert between(pieces, text) == gaps


def test_a_gap_has_its_least_length() -> None:
    """What is shorter is none."""
    assert between(["/", "/"], "//", least=1) is None
    assert between(["/", "/", ""], "/a//b", least=1) == ("a", "/b")


@pytest.mark.parametrize("piece", [" ", "*", ": ", "» ", "(*", "[", "- ", "* : "])
def test_long_rows_of_signs_are_no_work(piece: str) -> None:
    """The time grows with the length of a text, whatever stands in it."""
    text = f"é{piece * 300_000}x"
    assert fold(text).startswith("é")
    assert split_label(text).text.startswith("é")
    assert not contains_words(text, "le code")


def test_words_that_begin_otherwise_are_looked_for_in_one_pass() -> None:
    """Each place where they might be is judged by what stands next to it."""
    assert not contains_words("x le Code " * 200_000, "Le code")
    assert contains_words(f"{'x le Code ' * 200_000}x. le code", "Le code")


def test_how_a_sequence_becomes_another() -> None:
    """Step by step; what would take long is replaced as a whole."""
    assert steps_between("abcd", "abxd")[1] == ("replace", 2, 3, 2, 3)
    assert steps_between(["x"] * 30_000, ["x"] * 30_000) == [("equal", 0, 30_000, 0, 30_000)]
    left, right = ["a", *["x", "y"] * 9_000, "z"], ["a", *["y", "x", "x"] * 9_000, "z"]
    assert steps_between(left, right) == [
        ("equal", 0, 1, 0, 1),
        ("replace", 1, 18_001, 1, 27_001),
        ("equal", 18_001, 18_002, 27_001, 27_002),
    ]
    assert steps_between(["x"] * 3_000, ["x"] * 4_000)[1] == ("replace", 3_000, 3_000, 3_000, 4_000)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Click **Sign in** at the top", "Click Sign in at the top"),
        ("**Forgotten your password?**", "Forgotten your password?"),
        ("the file `statement.csv`.", "the file statement.csv."),
        ("Code ** et Nom **", "Code ** et Nom **"),
        ("(**) obligatoire (**)", "(**) obligatoire (**)"),
        ("Nom**", "Nom**"),
        ("2**3 and 4**5", "2**3 and 4**5"),
    ],
)
def test_words_without_the_signs_of_markdown(text: str, plain: str) -> None:
    """Stars that mark a field stay."""
    assert without_emphasis(text) == plain
