"""A rehearsal keeps the journal that a portal which keeps the guide would give."""

from harness.checks.judge import exercised
from harness.journal.writer import JournalWriter
from harness.model.journal import Journal
from harness.planning.dry_run import DryRun, mails_due
from harness.planning.walk import Walk
from harness.redaction.vault import Vault
from tests.builders import GUIDE, account, journal
from tests.two_mails import statement


def _walk() -> tuple[Walk, JournalWriter]:
    recorder = JournalWriter(None, journal().head, Vault())
    return Walk(GUIDE, DryRun(GUIDE, recorder), (account(), account("IDENT2"))), recorder


async def _to_step_4(walk: Walk) -> None:
    walk.at = "regenerate"
    await walk.fill({"Votre Nom": "DUPONT"})
    await walk.press("Générer le code confidentiel", trying="regenerate.generated")


def _slugs(kept: Journal) -> list[str]:
    return [page.slug for page in kept.pages]


async def test_every_movement_arrives() -> None:
    """Where the guide says, with what was typed before it."""
    walk, recorder = _walk()
    await walk.open("home")
    await walk.visitor("B").open("home")
    await walk.follow("Accès à mon espace personnalisé")
    kept = recorder.journal()
    assert _slugs(kept) == ["home", "home", "login"]
    assert [(s.visitor, s.on, s.led_to) for s in kept.steps] == [
        ("A", None, 1),
        ("B", None, 2),
        ("A", 1, 3),
    ]


async def test_codes_mails_and_sounds_come() -> None:
    """So that what would be said of them is planned."""
    walk, recorder = _walk()
    await _to_step_4(walk)
    assert await walk.note_code() != await walk.receive_mail()
    await walk.hear("Cliquez ici pour entendre la version sonore")
    await walk.session_expires()
    await walk.override_host("Host", "x.invalid")
    kept = recorder.journal()
    assert (len(kept.mails), len(kept.sounds)) == (1, 1)
    assert [s.verb for s in kept.steps] == ["press", "receive", "hear", "forget", "override-host"]
    assert mails_due(GUIDE, kept.steps[0]) == 1
    done = exercised(GUIDE, kept)
    for slug in ("mail.subject", "mail.once", "certification-code.audio.valid"):
        assert slug in done


async def test_an_open_end_is_no_page() -> None:
    """After it nothing is planned about the page at hand."""
    walk, recorder = _walk()
    await walk.open_directly("space", trying="space.kept-from-others")
    kept = recorder.journal()
    assert _slugs(kept) == [""]
    assert exercised(GUIDE, kept) == ("space.kept-from-others",)


async def test_what_is_typed_after_a_mail_is_not_in_it() -> None:
    """Nothing is planned of a mail that no scenario receives after that."""
    claim = {"kind": "mail-words", "text": "{typed:Votre Nom}"}
    said = statement("mail.name", "votre nom", claim)
    chapters = (
        one.model_copy(update={"statements": (*one.statements, said)}) if one.mail else one
        for one in GUIDE.chapters
    )
    guide = GUIDE.with_chapters(chapters)
    for again in (False, True):
        recorder = JournalWriter(None, journal().head, Vault())
        walk = Walk(guide, DryRun(guide, recorder), (account(),))
        walk.at = "regenerate"
        await walk.press("Générer le code confidentiel", trying="regenerate.generated")
        await walk.receive_mail()
        await _to_step_4(walk)
        if again:
            await walk.receive_mail()
        assert ("mail.name" in exercised(guide, recorder.journal())) is again
