"""The keeper: what is hidden of what is typed, and words that are no codes."""

import pytest

from harness.core.errors import GuideError
from harness.execution.evidence.store import EvidenceStore
from harness.guide.claims import Labelled
from harness.journal.writer import JournalWriter
from harness.model.exchange import Resource
from harness.planning.actor import Filling
from harness.redaction.mail import MAX_TOKENS
from harness.redaction.vault import Vault
from tests.builders import CONFIDENTIAL, GUIDE, journal, page
from tests.execution.fakes import CONFIDENTIAL_CODE, context_of, message

CONTEXT = context_of()


def _store() -> tuple[EvidenceStore, JournalWriter]:
    recorder = JournalWriter(None, journal().head, Vault())
    return EvidenceStore(CONTEXT, recorder), recorder


def _filling(slug: str, value: str) -> Filling:
    claim = GUIDE.by_slug[slug].claim
    assert isinstance(claim, Labelled)
    return Filling(GUIDE.by_slug[slug], claim.label, value, claim.secret)


@pytest.mark.parametrize(
    ("slug", "value", "hidden"),
    [
        ("regenerate.answer", "Lavoine-Dubreuil", True),
        ("login.confidential-code", "K7QX2MPR", True),
        ("certification.field", "AB2CD3EF4G", True),
        ("login.identifier", "IDENT9", False),
        ("regenerate.answer", "DUPONT", False),
        ("regenerate.answer", "annuler", False),
        ("regenerate.answer", "Bob", False),
        ("regenerate.answer", "", False),
    ],
    ids=["answer", "code", "certification", "open", "own name", "guide's word", "short", "empty"],
)
def test_what_is_typed_into_a_secret_field_is_hidden(
    slug: str, value: str, *, hidden: bool
) -> None:
    """Unless it stands everywhere anyway: the name itself, a word of the guide, three letters."""
    store, recorder = _store()
    store.secrets.learn_typed(_filling(slug, value))
    assert bool(recorder.vault.secrets()) is hidden


@pytest.mark.parametrize("code", ["GHJK M345", "G H J K M 3 4 5"])
def test_the_code_of_a_mail_in_groups(code: str) -> None:
    """It is typed without its blanks, and hidden as a whole."""
    store, recorder = _store()
    assert store.record_mail(message(code), waited=True) == "GHJKM345"
    (kept,) = recorder.journal().mails
    assert kept.text_code == CONFIDENTIAL
    assert CONFIDENTIAL in kept.mail.text
    assert "M3" not in kept.mail.text.replace(" ", "")


def test_the_persons_own_facts_are_no_codes() -> None:
    """A mail with the identifier, and no code."""
    store, _ = _store()
    mail = message("IDENT1\n\nSIRET\n\n12345678912345")
    assert store.record_mail(mail, waited=True) == ""


def test_a_sound_of_a_page_without_a_code() -> None:
    """It is kept, and speaks nothing known."""
    store, recorder = _store()
    resource = Resource(url="http://x/", status=404, headers={"content-type": "text/html"})
    store.record_sound(resource, page(1, "certification-code"))
    (sound,) = recorder.journal().sounds
    assert (sound.code, sound.status, sound.content_type) == ("", 404, "text/html")


def test_a_file_whose_header_names_it_in_contradiction() -> None:
    """The address names it, as for a file without that header; no scenario ends by it."""
    store, recorder = _store()
    header = "attachment; filename*0*=a; filename*=b; filename*1=c"
    store.record_file(
        Resource(url="http://x/files/a.pdf", status=200, headers={"content-disposition": header})
    )
    (file,) = recorder.journal().files
    assert (file.name, file.media_type) == ("a.pdf", "text/plain")


def test_an_address_that_nobody_saw() -> None:
    """It is the scenario's mistake."""
    store, _ = _store()
    with pytest.raises(GuideError, match="seen: space"):
        store.pages.address_of("space")
    assert store.emails == {"ident1@commune.example"}


def test_what_is_typed_openly_too_is_no_secret() -> None:
    """The same words in a field that anybody may read: they stand in the record anyway."""
    store, recorder = _store()
    store.secrets.learn_typed(_filling("login.identifier", "DROP TABLE"))
    store.secrets.learn_typed(_filling("login.confidential-code", "DROP TABLE"))
    assert not recorder.vault.secrets()


def test_a_mail_of_thousands_of_secret_links_is_kept_without_them() -> None:
    """Hiding takes the longer, the more there is to hide: what is too much is not kept."""
    store, recorder = _store()
    links = tuple(f"https://p.example/r/{number:08}" for number in range(5000))
    mail = message()
    many = {"links": links, "text": f"{mail.text}{' '.join(links)}", "html": links[-1]}
    assert store.record_mail(mail.model_copy(update=many), waited=True) == CONFIDENTIAL_CODE
    (kept,) = recorder.journal().mails
    assert len(recorder.vault) < MAX_TOKENS
    assert CONFIDENTIAL in kept.mail.text
    assert (kept.mail.links, kept.mail.html) == ((), "")
    assert "p.example" not in kept.mail.text
    assert any(problem.has("too-many-tokens") for problem in kept.mail.problems)
