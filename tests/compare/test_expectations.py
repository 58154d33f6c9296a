"""A ledger of expected differences: each entry excuses its own, and never a regression."""

from datetime import date

from harness.compare.difference import Kind
from harness.compare.expectations import Weighed, weigh
from harness.compare.model import Gap
from harness.ledger.entry import Entry
from harness.ledger.matching import Standing
from harness.model.page import Page
from tests.builders import text
from tests.compare.pair import Edit, compared, replaced, search

TODAY = date(2026, 11, 25)


def banner(words: str = "Une bannière.") -> Edit:
    """Adds a text that nobody promised."""

    def edit(shown: Page) -> Page:
        return shown.model_copy(update={"texts": (*shown.texts, text(words))})

    return edit


def entry(fingerprint: str, **changes: object) -> Entry:
    """An entry that expects a text of step 2."""
    facts = {
        "subject": str(Kind.TEXT),
        "fingerprint": fingerprint,
        "scope": {"page": ("search",)},
        "reason": "the cookie law",
        "owner": "Ariane",
        "since": TODAY,
        "until": TODAY,
    }
    return Entry.model_validate(facts | changes)


FOUND = compared(search(), search(banner()))
(FINGERPRINT,) = [d.fingerprint for d in FOUND.differences]


def test_what_nobody_expects_fails() -> None:
    """Exit 1."""
    assert weigh(FOUND, (), TODAY).exit_code == 1


def test_what_is_expected_passes() -> None:
    """Exit 0, and the reason is at hand."""
    weighed = weigh(FOUND, (entry(FINGERPRINT),), TODAY)
    assert weighed.exit_code == 0
    assert weighed.excused[FINGERPRINT].reason == "the cookie law"


def test_an_entry_excuses_its_own_fingerprint_on_its_own_page_only() -> None:
    """Other words, or another page: unexpected."""
    other = compared(search(), search(banner("Une autre bannière.")))
    assert weigh(other, (entry(FINGERPRINT),), TODAY).exit_code == 1
    elsewhere = entry(FINGERPRINT, scope={"page": ("login",)})
    assert weigh(FOUND, (elsewhere,), TODAY).unexpected


def test_an_expired_entry_fails() -> None:
    """The day after its last."""
    weighed = weigh(FOUND, (entry(FINGERPRINT),), date(2026, 11, 26))
    assert weighed.exit_code == 1
    assert weighed.failing[0].standing is Standing.EXPIRED


def test_a_stale_entry_fails() -> None:
    """Nothing differs there any more: it has to go."""
    weighed = weigh(compared(search(), search()), (entry(FINGERPRINT),), TODAY)
    assert weighed.exit_code == 1
    assert weighed.failing[0].standing is Standing.STALE


def test_no_ledger_excuses_a_regression() -> None:
    """The guide decides; a portal's own words belong into its target file."""
    found = compared(search(), search(replaced("Votre établissement", "Votre entreprise")))
    entries = tuple(
        entry(d.fingerprint, subject=str(d.change.kind), scope={}) for d in found.differences
    )
    weighed = weigh(found, entries, TODAY)
    assert not weighed.unexpected
    assert weighed.exit_code == 1


def test_gaps_fail_where_somebody_asked_for_all() -> None:
    """Exit 1 then; nothing regressed, else."""
    gaps = (Gap(scenario="lock", old="not allowed", new="not allowed"),)
    found = compared(search(), search()).model_copy(update={"gaps": gaps})
    assert weigh(found, (), TODAY).exit_code == 0
    assert weigh(found, (), TODAY, fail_on_gaps=True).exit_code == 1
    whole = found.model_copy(update={"gaps": ()})
    assert weigh(whole, (), TODAY, fail_on_gaps=True).exit_code == 0


def test_a_comparison_of_nothing_proves_nothing() -> None:
    """Exit 4."""
    assert weigh(FOUND.model_copy(update={"scenarios": ()}), (), TODAY).exit_code == 4


def test_what_is_written_is_read_again() -> None:
    """As JSON, the same value."""
    weighed = weigh(FOUND, (entry(FINGERPRINT),), TODAY)
    assert Weighed.model_validate_json(weighed.model_dump_json()) == weighed
