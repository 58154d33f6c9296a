"""Harmless variations: each really differs, and each still gives lost codes back."""

import asyncio
import re
import smtplib
from pathlib import Path

import pytest

from reference_impl.altering import pairs
from reference_impl.altering.alteration import Alteration
from reference_impl.app import build
from reference_impl.routes import addresses as at
from reference_impl.settings import Settings
from reference_impl.variations import VARIATIONS, answers, mails, shaping
from reference_impl.views import Views
from reference_impl.voice import Voice
from tests.reference_impl.journey import BOTH, CODE
from tests.reference_impl.people import MAIDEN_NAME, MARCEL
from tests.reference_impl.rover import Ledger, Post, Rover, text_of

NAMES = [variation.name for variation in VARIATIONS]
PAGES = (at.HOME, at.LOGIN, at.LOST_CODES, at.HELP, at.CONDITIONS)


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    """Take all mails here, and let nothing wait."""
    taken = Post()
    monkeypatch.setattr(smtplib, "SMTP", taken)
    monkeypatch.setattr(answers, "SLOW_SECONDS", 0)
    monkeypatch.setattr(mails, "MOMENT_SECONDS", 0)
    monkeypatch.setattr(pairs, "PATIENCE", 0)
    return taken


@pytest.fixture(scope="module")
def plain() -> tuple[Views, Voice]:
    """Give pages and a voice that all portals share."""
    return Views(), Voice()


def test_each_has_a_name_of_its_own() -> None:
    """A name stands for one variation, and is written as the command line takes it."""
    assert len(set(NAMES)) == len(NAMES)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in NAMES)


def test_there_are_many() -> None:
    """Enough kinds of portals are tried to trust the harness with an unknown one."""
    assert len(VARIATIONS) >= 36
    assert len({variation.kind for variation in VARIATIONS}) >= 10


def test_each_is_told_in_a_sentence_and_breaks_nothing() -> None:
    """A variation says what a visitor notices, and no statement is to notice anything."""
    assert all(variation.summary.endswith(".") for variation in VARIATIONS)
    assert not [variation.name for variation in VARIATIONS if variation.breaks]


AFTER_THREE_FAILURES = {"third-failure-with-its-form"}
"""Variations that this walk does not meet; the scenarios of three failures do."""


@pytest.mark.parametrize("variation", VARIATIONS, ids=NAMES)
async def test_each_acts_and_gives_codes_back(
    variation: Alteration, post: Post, accounts_file: Path, plain: tuple[Views, Voice]
) -> None:
    """A walk through the altered portal meets the variation, and ends in the personal space."""
    ledger = Ledger(*plain)
    parts, acts = variation.apply(ledger.parts())
    settings = Settings(accounts=accounts_file, smtp_host="127.0.0.1", smtp_port=9)
    with build(settings, parts) as site:
        await _walk(Rover(site.app), ledger)
        await _deliveries()
    assert (acts.number > 0) is (variation.name not in AFTER_THREE_FAILURES)
    assert len(list(post.messages())) == len(ledger.drawn) == 1


async def _walk(rover: Rover, ledger: Ledger) -> None:
    """Open every page, be refused, find the identifier, get new codes, log in."""
    for path in PAGES:
        assert (await rover.go(path)).status == 200
    assert (await rover.go("/static/portal.css")).status == 200
    refused = await rover.send(at.LOGIN, identifiant=MARCEL.identifier, code="wrong")
    assert "valide" in text_of(refused)
    search = {"siret": MARCEL.siret, "bcr": MARCEL.bcr, "contrat": ""}
    names = {"nom": MARCEL.last_name, "prenom": MARCEL.first_name}
    found = await rover.send(BOTH.search, **search, **names)
    if f"href={BOTH.regeneration}>Continuer" in text_of(found):  # a page between leads on
        found = await rover.go(BOTH.regeneration)
    assert MARCEL.identifier in text_of(found)
    request = {"identifiant": MARCEL.identifier, "courriel": MARCEL.email}
    secret = {"question": MAIDEN_NAME, "reponse": MARCEL.answer}
    await rover.send(CODE.regeneration, **names, **request, **secret)
    assert (await rover.go(at.NEW_CODE)).status == 200
    assert (await rover.go(at.NEW_CODE_SOUND)).body.startswith(b"RIFF")
    codes = ledger.drawn[-1]
    await rover.send(at.LOGIN, identifiant=MARCEL.identifier, code=codes.confidential)
    space = await rover.send(at.CERTIFICATION, code=codes.certification)
    assert MARCEL.last_name in text_of(space)


async def _deliveries() -> None:
    """Wait until the mails under way have gone out."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*others)


def test_fields_are_taken_apart() -> None:
    """A field of the portal's macro gives its words, star, control and hint."""
    seen: list[shaping.Entry] = []

    def shape(entry: shaping.Entry) -> str:
        seen.append(entry)
        return entry.label

    html = (
        '<div class="field">\n<label for="bcr">Numéro BCR <span class="mark">**</span> :</label>\n'
        '<div class="entry">\n<input id="bcr" name="bcr">\n<p class="hint">Aide</p>\n</div>\n</div>'
    )
    assert shaping.fields(shape)(html) == "Numéro BCR ** :"
    assert seen[0].control == '<input id="bcr" name="bcr">'
    assert seen[0].hint == '<p class="hint">Aide</p>'


def test_words_are_altered_outside_tags_only() -> None:
    """Addresses, values and what the options send stay as they are."""
    html = "<a href=\"l'eau\">l'eau</a><option selected>l'eau</option>"
    altered = shaping.words(lambda text: text.replace("'", "’"))(html)
    assert altered == ('<a href="l\'eau">l’eau</a><option value="l\'eau" selected>l’eau</option>')
