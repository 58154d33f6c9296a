"""What is told beside the verdicts, the same in all reports."""

from harness.messages.catalogue import catalogue
from harness.model.fact import fact
from harness.model.finding import Setting, Verdict
from harness.reporting.notices import run_notices
from tests.reporting.made import finding, finished, run_of, started, story_of

ENGLISH = catalogue("en")


def test_nothing_to_tell() -> None:
    """A run without it has no notes."""
    assert run_notices(story_of(started(), finished()), ENGLISH) == ()
    assert run_notices(story_of(), ENGLISH) == ()


def test_accepted_words_are_listed() -> None:
    """Each with the guide's, and with its page where it holds on one alone."""
    words = {"Adresse e-mail": "Courriel", "search": {"Annuler": "Retour"}}
    start = started().model_copy(update={"words": words})
    (note,) = run_notices(story_of(start, finished()), ENGLISH)
    assert note.code == "words"
    assert note.lines == ("« Adresse e-mail » → « Courriel »", "search: « Annuler » → « Retour »")


def test_strangers_and_mails_of_nobody_are_listed() -> None:
    """In an order that does not change."""
    end = finished(orphans=("« Soldes »",)).model_copy(update={"outside": ("POST x",)})
    assert [(note.code, note.lines) for note in run_notices(story_of(started(), end), ENGLISH)] == [
        ("outside", ("POST x",)),
        ("orphans", ("« Soldes »",)),
    ]


def test_refused_mails_are_told() -> None:
    """What the sink refused is a sentence in the reader's language."""
    refused = (fact("mail-refused", answer="552 too large", count=2),)
    end = finished().model_copy(update={"refused_mails": refused})
    (note,) = run_notices(story_of(started(), end), ENGLISH)
    assert note.code == "refused-mails"
    assert note.lines == ("answered 2 times: 552 too large",)


def test_headings_of_the_proposed_lines_do_not_count() -> None:
    """Nor does the comment that says how to add them."""
    lines = (
        Setting(section="words", key="login.submit", value="OK", guide="Je valide"),
        Setting(section="reads", key="login.hostile", value="otherwise", guide="x"),
    )
    broken = finding(verdict=Verdict.WARN).model_copy(update={"settings": lines})
    notes = run_notices(story_of(*run_of(broken)), ENGLISH)
    note = next(one for one in notes if one.code == "settings")
    assert len(note.lines) > note.count == 1


def test_a_line_that_may_hide_a_defect_says_so() -> None:
    """Where lines are printed to be copied; others are as they were."""
    lines = (
        Setting(section="words", key="home.press", value="Forum 2010", guide="Retraite des Mines"),
        Setting(section="words", key="login.submit", value="Valider", guide="Je valide"),
    )
    broken = finding(verdict=Verdict.FAIL).model_copy(update={"settings": lines})
    state = story_of(*run_of(broken))
    note = next(one for one in run_notices(state, ENGLISH) if one.code == "settings")
    doubted = [one for one in note.lines if "A defect?" in one]
    assert [one.partition(" = ")[0] for one in doubted] == ['"home.press"']
    assert doubted[0].endswith("the page does not; Retraite des Mines")
