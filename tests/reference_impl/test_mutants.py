"""The seeded defects, as a set: named, explained, of every kind, each one really switched on."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from reference_impl.altering.alteration import BOTH, Alteration
from reference_impl.app import Parts, build
from reference_impl.domain.mailer import Mailer
from reference_impl.mutants import MUTANTS
from reference_impl.settings import Settings
from reference_impl.views import Views
from reference_impl.voice import Voice
from tests.reference_impl.tour import NotedCodes, Silent, tour
from tests.reference_impl.visitor import Visitor

GUIDE = Path(__file__).parents[2] / "fixtures" / "guide"
KINDS = {
    "audio",
    "buttons",
    "client-only validation",
    "codes",
    "comparisons",
    "counters",
    "encodings",
    "fields",
    "hostile input",
    "isolation between accounts",
    "labels",
    "links",
    "mail",
    "marks",
    "options",
    "order",
    "order of steps",
    "redirects",
    "refusals",
    "refusals on pages of their own",
    "server-side rules",
    "sent at once",
    "session and cross-step state",
    "texts",
    "voiding of codes",
}


@pytest.fixture(scope="module")
def pages_and_voice() -> tuple[Views, Voice]:
    """Read templates and clips once for all portals."""
    return Views(), Voice()


def test_there_are_at_least_a_hundred_of_every_kind() -> None:
    """Regressions come in all kinds; a number over a few kinds would say little."""
    assert len(MUTANTS) >= 100
    assert {mutant.kind for mutant in MUTANTS} == KINDS


def test_each_has_a_name_of_its_own() -> None:
    """Names are kebab-case and stand once, so that a report can cite them."""
    names = Counter(mutant.name for mutant in MUTANTS)
    assert not [name for name, count in names.items() if count > 1]
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)


def test_each_says_what_a_visitor_would_notice() -> None:
    """A summary is one sentence; a driver that can see the defect is named."""
    assert all(mutant.summary.endswith(".") for mutant in MUTANTS)
    assert all(mutant.visible and mutant.visible <= BOTH for mutant in MUTANTS)


def test_each_breaks_statements_of_the_guide() -> None:
    """What must notice a defect is a statement that exists."""
    known = {
        statement["slug"]
        for path in GUIDE.glob("*.toml")
        for statement in tomllib.loads(path.read_text(encoding="utf-8")).get("statement", ())
    }
    assert {mutant.name: set(mutant.breaks) - known for mutant in MUTANTS} == {
        mutant.name: set() for mutant in MUTANTS
    }
    assert all(mutant.breaks for mutant in MUTANTS)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
async def test_each_acts(
    mutant: Alteration,
    accounts_file: Path,
    pages_and_voice: tuple[Views, Voice],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On a tour of the portal each defect acts: none is switched on in vain."""
    monkeypatch.setattr("smtplib.SMTP", Silent)
    monkeypatch.setattr("reference_impl.altering.pairs.PATIENCE", 0)
    views, voice = pages_and_voice
    codes, mailer = NotedCodes(), Mailer("127.0.0.1", 9)
    parts, acts = mutant.apply(Parts(mailer=mailer, codes=codes, views=views, voice=voice))
    settings = Settings(accounts=accounts_file, smtp_host="127.0.0.1", smtp_port=9)
    with build(settings, parts) as site:
        async for _ in tour(Visitor(site.app), Visitor(site.app), codes):
            if acts.number:
                break
    assert acts.number > 0
