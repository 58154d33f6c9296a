"""What faults say has its French, wherever in the program they are raised."""

import inspect
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import harness
from harness.core import errors
from harness.core.validation import TEMPLATES
from harness.messages import catalogue
from harness.messages.faults import fault_words, is_telling
from harness.model.fact import fact
from tests.messages.fault_texts import Source
from tests.shell import exit_code

SOURCE = Path(harness.__file__).parent
FAULTS = {name for name, one in vars(errors).items() if inspect.isclass(one)}
PARTS = ("expected", "seen", "remedy")


@cache
def source() -> Source:
    """The code of the program."""
    return Source.of(SOURCE.rglob("*.py"))


def said() -> Iterator[str]:
    """The texts of all faults that the source raises, `{}` for what is put into them."""
    for call in (one for fault in FAULTS for one in source().calls[fault]):
        parts = (*call.args[:1], *(one.value for one in call.keywords if one.arg in PARTS))
        yield from (text for part in parts for text in source().texts(part))


def examined() -> Iterator[str]:
    """The texts of what `doctor` examines."""
    doctor = Source.of([SOURCE / "app" / "doctor.py"])
    for call in (one for made in ("Examination", "folder") for one in doctor.calls[made]):
        parts = (*call.args, *(one.value for one in call.keywords))
        yield from (text for part in parts for text in doctor.texts(part) if text.strip("{}."))


def french() -> dict[str, str]:
    """The French of each text."""
    return tomllib.loads((SOURCE / "messages" / "faults_fr.toml").read_text("utf-8"))


def is_translated(text: str) -> bool:
    """Whether a text has its French, whatever stands in its gaps."""
    filled = text.replace("{}", "x1")
    return fault_words(filled, "fr") != filled


def test_every_fault_speaks_french() -> None:
    """A text that is missing goes into harness/messages/faults_fr.toml."""
    every = {text for text in (*said(), *examined()) if text.strip("{} ") and is_telling(text)}
    assert {one for one in every - french().keys() if not is_translated(one)} == set()


@pytest.mark.parametrize(
    "text",
    [
        "a mail (a chapter with `mail = true`) of the guide",
        "an answer that is no list of mails",
        "a link or button of {}",
        "See that it runs, then `url` under [mail].",
    ],
)
def test_words_from_elsewhere_are_found(text: str) -> None:
    """A fault takes its words from an argument, a part of a text, or what a function returns."""
    assert text in set(said())


def test_what_is_wrong_with_a_file_is_told_in_french() -> None:
    """Each type of pydantic's errors that we word, and each that our own models raise."""
    worded = {re.sub(r"\{\w+\}", "{}", one) for one in TEMPLATES.values()}
    folders = ("accounts", "config", "core", "guide", "ledger", "suite")
    models = Source.of(path for folder in folders for path in (SOURCE / folder).rglob("*.py"))
    raised = {text for call in models.calls["ValueError"] for text in models.texts(call.args[0])}
    known = {text for text in worded | raised if is_telling(text) and "{}{}" not in text}
    assert {one for one in known if not is_translated(one)} == set()
    assert known - french().keys() <= {one for one in known if "; " in one}


def test_several_problems_are_translated_each_behind_its_place() -> None:
    """The names of a file stay as they stand there."""
    told = fault_words("mail › port: expected a whole number\nentry 3 › x: is missing", "fr")
    assert told == "mail › port : attendu : un nombre entier\nentrée 3 › x : est absent"
    assert fault_words("mail › port: whatever that is", "fr") == "mail › port: whatever that is"


def test_nothing_is_lost_in_translation() -> None:
    """Each gap has its place, and no text is the English one by mistake."""
    for english, translation in french().items():
        assert translation.count("{}") == english.count("{}"), english
        filled = english.replace("{}", "x1")
        if is_telling(english):
            told = fault_words(filled, "fr")
            assert told == translation.replace("{}", "x1"), english


@pytest.mark.parametrize("text", ["", "Ein anderer Satz", "{}", "no such thing anywhere"])
def test_an_unknown_text_stays_as_it_is(text: str) -> None:
    """What libraries and portals say is nobody's to translate."""
    assert fault_words(text, "fr") == text
    assert fault_words(text, "en") == text


def test_a_report_tells_a_fault_in_its_language() -> None:
    """What was expected, what was seen, and what to do."""
    seen = fact("fault-seen", text="none within 3 s", remedy="Raise the timeout.")
    assert catalogue().say(seen) == "none within 3 s. Raise the timeout."
    assert catalogue("fr").say(seen) == "aucune en 3 s. Augmentez le délai."


def test_a_command_refuses_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    """The frame and the words."""
    assert exit_code("run", "nowhere.toml", "--lang", "fr") == 2
    printed = capsys.readouterr().err.replace("\N{NO-BREAK SPACE}", " ")
    assert "attendu : une cible : le chemin d’un fichier TOML, ou un nom connu" in printed
    assert "remède : Connus : legacy, one-form" in printed


def test_a_text_from_outside_is_no_work() -> None:
    """Texts with several gaps are looked for in a time that grows with the length."""
    seen = "in a of the, " * 20_000
    assert fault_words(seen, "fr") == seen
    assert fault_words(f"{seen}x", "fr") == f"{seen}x"


def test_what_a_text_ends_with_is_translated_too() -> None:
    """A portal that does not start was waited for in French, and for « an answer » in English."""
    told = fault_words("x to be ready within 20 s: an answer at http://127.0.0.1:9/", "fr")
    assert told == "que x soit prêt en 20 s : une réponse à http://127.0.0.1:9/"
    seen = fault_words("it ended with code 1; its last lines:\nnone", "fr")
    assert seen.startswith("il s’est arrêté avec le code 1")


@pytest.mark.parametrize("code", ["way-without-scripts", "expected-and-seen"])
def test_a_fault_within_a_fact_is_translated(code: str) -> None:
    """What a driver expected stands within the sentence of the report."""
    seen = fact(code, expected="a plain link 'Aide'", seen="the script 'go()'")
    assert "un lien simple 'Aide'" in catalogue("fr").say(seen)
    assert "plain link" not in catalogue("fr").say(seen)
