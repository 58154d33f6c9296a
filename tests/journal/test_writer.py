"""The recorder: on disk at once, secrets hidden, one journal a file."""

import os
from datetime import UTC, datetime, timedelta
from errno import ENOSPC
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.core.folders.safe import SafeFolder
from harness.journal.reader import read_journal
from harness.journal.writer import JOURNAL, JournalWriter
from harness.model.journal import End, Journal, SecretRecord
from harness.redaction.vault import Vault
from tests.builders import field, journal, mail, page, step

SECRET = "K7QX2MPR"


def _recorder(folder: Path | None, *secrets: str) -> JournalWriter:
    vault = Vault()
    for value in secrets:
        vault.add(value, "typed")
    return JournalWriter(folder, journal().head, vault)


def _read(recorder: JournalWriter) -> Journal:
    assert recorder.folder is not None
    return read_journal(recorder.folder / JOURNAL)


def test_each_record_is_on_disk_before_the_next(tmp_path: Path) -> None:
    """What a crash leaves behind can be read, up to the last record."""
    recorder = _recorder(tmp_path / "walk")
    for number in (1, 2, 3):
        recorder.add(page(number, "login", "Bonjour"))
        recorder.add(step(number, on=number))
        assert _read(recorder) == recorder.journal()
        assert len(_read(recorder).pages) == number
    assert _read(recorder).end is None
    recorder.add(End(duration=1.0))
    recorder.close()
    assert _read(recorder).end == End(duration=1.0)


def test_what_is_kept_is_what_was_written(tmp_path: Path) -> None:
    """The judge of a live run and a later one read the same words."""
    recorder = _recorder(tmp_path / "walk", SECRET)
    kept = recorder.add(step(1, typed={"Réponse": SECRET}))
    assert kept.typed[0].value == "‹typed-1›"
    assert _read(recorder).steps == (kept,)
    recorder.close()


def test_secrets_are_never_on_disk(tmp_path: Path) -> None:
    """In fields, texts, mails, addresses; those learned on the way from then on."""
    recorder = _recorder(tmp_path / "walk", SECRET)
    pseudonym = recorder.learn("ZW9V8T7S", "certification-code")
    recorder.add(page(1, "login", f"Code : {SECRET}", field("Code", "ZW9V8T7S")))
    recorder.add(mail(text=f"code={SECRET}", html="<b>ZW9V8T7S</b>"))
    recorder.close()
    written = (tmp_path / "walk" / JOURNAL).read_text(encoding="utf-8")
    assert SECRET not in written
    assert "ZW9V8T7S" not in written
    assert _read(recorder).pages[0].page.fields[0].value == pseudonym


def test_a_secret_is_announced_once(tmp_path: Path) -> None:
    """With its kind and shape, never its value."""
    recorder = _recorder(tmp_path / "walk")
    first = recorder.learn(SECRET, "typed")
    assert recorder.learn(SECRET, "confidential-code") == first
    assert recorder.count(SecretRecord) == 1
    (known,) = _read(recorder).secrets
    assert (known.kind, known.shape.pattern) == ("typed", "A0AA0AAA")
    recorder.close()


def test_a_folder_holds_one_journal(tmp_path: Path) -> None:
    """A run into the folder of an older one takes its place."""
    for words in ("old", "new"):
        recorder = _recorder(tmp_path / "walk")
        recorder.add(page(1, "login", words))
        recorder.close()
    kept = _read(recorder)
    assert [one.page.texts[0].text for one in kept.pages] == ["new"]


def test_nothing_on_disk(tmp_path: Path) -> None:
    """A rehearsal keeps all in memory."""
    recorder = _recorder(None)
    recorder.add(page(1, "login"))
    assert len(recorder.journal().pages) == 1
    assert recorder.store("pages/01.html", b"x") == ""
    assert list(tmp_path.iterdir()) == []


def test_evidence_is_named_below_the_runs_folder(tmp_path: Path) -> None:
    """So that a report finds it wherever the run is moved to."""
    recorder = _recorder(tmp_path / "walk")
    assert recorder.store("pages/01.html", b"x") == "walk/pages/01.html"
    assert (tmp_path / "walk/pages/01.html").read_bytes() == b"x"
    recorder.close()


def test_the_clocks_of_mails_and_steps_are_one() -> None:
    """A mail that arrives now has the time of a step that begins now."""
    recorder = _recorder(None)
    before, moment, after = recorder.elapsed, datetime.now(UTC), recorder.elapsed
    assert before - 0.05 <= recorder.elapsed_at(moment) <= after + 0.05
    later = recorder.elapsed_at(moment + timedelta(seconds=2)) - recorder.elapsed_at(moment)
    assert round(later, 3) == 2.0


@given(st.text(alphabet=st.characters(), max_size=20))
def test_any_words_can_be_kept(words: str) -> None:
    """Half characters, which no file can hold, become question marks."""
    recorder = _recorder(None, SECRET)
    kept = recorder.add(page(1, "", words))
    assert kept.page.texts[0].text == words.encode("utf-8", "replace").decode()


def test_half_characters(tmp_path: Path) -> None:
    """As a script can put them into a page."""
    recorder = _recorder(tmp_path / "walk")
    recorder.add(page(1, "", "a\ud800b"))
    recorder.close()
    assert _read(recorder).pages[0].page.texts[0].text == "a?b"


@pytest.mark.parametrize("secret", ["4821", "2010", "texts", "true", "page", "null", "0.25"])
def test_a_secret_that_spells_what_is_no_word(tmp_path: Path, secret: str) -> None:
    """Digits of a time, names of entries, kinds of records stay; the words around are hidden."""
    recorder = _recorder(tmp_path / "walk", secret)
    made = page(1, "login", f"Code : {secret}").model_copy(update={"time": 14.4821, "score": 0.25})
    kept = recorder.add(made)
    assert (kept.time, kept.score) == (14.4821, 0.25)
    assert kept.page.texts[0].text == "Code : ‹typed-1›"
    recorder.add(mail(text=secret))
    assert _read(recorder).pages == (kept,)
    assert _read(recorder).mails[0].mail.text == "‹typed-1›"
    recorder.close()


def test_a_folder_that_takes_nothing(tmp_path: Path) -> None:
    """The walk is recorded in memory, and the reason is there."""
    (tmp_path / "walk").write_text("a file stands here")
    recorder = _recorder(tmp_path / "walk")
    recorder.add(page(1, "login", "Bonjour"))
    assert recorder.store("pages/01.html", b"x") == ""
    assert len(recorder.journal().pages) == 1
    assert recorder.write_error == f"Not a directory: {tmp_path}"
    recorder.close()


def test_a_disk_that_is_full_half_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written can be read; nothing is tried again, and no line is cut in two."""
    recorder = _recorder(tmp_path / "walk")
    recorder.add(page(1, "login", "Bonjour"))
    whole = (tmp_path / "walk" / JOURNAL).read_bytes()
    with monkeypatch.context() as full:
        full.setattr(SafeFolder, "write", _no_space)
        assert recorder.store("pages/01.html", b"x") == ""
    recorder.add(page(2, "login", "Bonsoir"))
    assert recorder.write_error.startswith("No space left on device")
    recorder.close()
    assert (tmp_path / "walk" / JOURNAL).read_bytes() == whole
    assert len(recorder.journal().pages) == 2


def _no_space(_folder: SafeFolder, _name: str, _data: bytes) -> None:
    raise OSError(ENOSPC, os.strerror(ENOSPC))
