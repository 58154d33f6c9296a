"""What all scenarios of a run share."""

from pathlib import Path

from harness.config.suite import bundled_suite
from harness.execution.run_context import vocabulary_of
from harness.guide.loader import load_guide
from tests.builders import GUIDE
from tests.execution.fakes import PORTAL, FakeEngine, context_of


class Seeing(FakeEngine):
    """A driver that takes screenshots and runs audits."""

    observes = frozenset({"screenshots", "audit"})


def test_the_vocabulary_holds_the_words_of_the_guide() -> None:
    """Labels, sentences and their words; its examples too: who sends those has drawn no code."""
    words = vocabulary_of(GUIDE)
    assert {"annuler", "Terminer", "CNRACL", "Code identifiant"} <= words
    assert {"FMWQS252", "XXXXXXXXXX"} <= words


def test_screenshots_and_audits_only_where_they_are_wanted(tmp_path: Path) -> None:
    """Not with a driver that can take none, without a folder, or without a claim about them."""
    profiled = load_guide(profiles=bundled_suite().profile_names)
    assert (context_of(folder=tmp_path).screenshots, context_of(folder=tmp_path).audits) == (
        None,
        None,
    )
    whole = context_of(Seeing(), guide=profiled, folder=tmp_path)
    assert whole.screenshots is not None
    assert whole.audits is not None
    assert context_of(Seeing(), folder=tmp_path).audits is None
    assert context_of(Seeing(), guide=profiled).screenshots is None
    assert context_of(guide=profiled, folder=tmp_path).audits is None


def test_what_the_portal_shows_and_lacks() -> None:
    """Read from the driver, the mailbox and the target file."""
    context = context_of(target=PORTAL.model_copy(update={"entry": {"home": "/", "help": "/aide"}}))
    assert context.entries["help"] == "http://portal.example/aide"
    assert context.capabilities == {"made-up", "sound"}
    assert context.missing_pages == ()
    assert context.guide is context.source_guide
