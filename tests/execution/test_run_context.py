"""What all walks of a run share."""

from harness.config.suite import bundled_suite
from harness.execution.run_context import prepare
from harness.guide.loader import load_guide
from tests.builders import GUIDE, guide_page


def test_every_page_of_the_guide_is_recognised_as_itself() -> None:
    """As the guide shows it."""
    ground = prepare(GUIDE, pictures=False)
    for chapter in GUIDE.chapters:
        if not chapter.mail:
            assert ground.recogniser.recognise(guide_page(chapter.slug)).slug == chapter.slug


def test_the_vocabulary_holds_the_words_of_the_guide() -> None:
    """Labels, sentences and their words; its examples too: who sends those has drawn no code."""
    words = prepare(GUIDE, pictures=False).vocabulary
    assert {"annuler", "Terminer", "CNRACL", "Code identifiant"} <= words
    assert {"FMWQS252", "XXXXXXXXXX"} <= words


def test_pictures_and_audits_only_where_they_are_wanted() -> None:
    """A driver that takes none, a guide that claims nothing of it."""
    plain = prepare(GUIDE, pictures=False)
    assert (plain.pictures, plain.audits) == (None, None)
    whole = prepare(load_guide(profiles=bundled_suite().profile_names))
    assert whole.pictures is not None
    assert whole.audits is not None
    assert prepare(load_guide(profiles=bundled_suite().profile_names), audits=False).audits is None
