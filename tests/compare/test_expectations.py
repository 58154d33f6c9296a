"""A ledger of expected differences: each entry excuses its own, and never a regression."""

from datetime import date

from harness.compare.expectations import ReviewedComparison, review
from harness.compare.model import DifferenceKind, Gap
from harness.ledger.entry import LedgerEntry
from harness.ledger.matching import EntryStatus
from harness.model.page import Page
from tests.builders import text
from tests.compare.pair import Edit, compared, replaced, search

TODAY = date(2026, 11, 25)


def banner(words: str = "Une bannière.") -> Edit:
    """Adds a text that nobody promised."""

    def edit(shown: Page) -> Page:
        return shown.model_copy(update={"texts": (*shown.texts, text(words))})

    return edit


def entry(fingerprint: str, **changes: object) -> LedgerEntry:
    """An entry that expects a text of step 2."""
    facts = {
        "subject": str(DifferenceKind.TEXT),
        "fingerprint": fingerprint,
        "scope": {"page": ("search",)},
        "reason": "the cookie law",
        "owner": "Ariane",
        "since": TODAY,
        "until": TODAY,
    }
    return LedgerEntry.model_validate(facts | changes)


FOUND = compared(search(), search(banner()))
(FINGERPRINT,) = [d.fingerprint for d in FOUND.differences]


def test_what_nobody_expects_fails() -> None:
    """Exit 1."""
    assert review(FOUND, (), TODAY).exit_code == 1


def test_what_is_expected_passes() -> None:
    """Exit 0, and the reason is at hand."""
    reviewed = review(FOUND, (entry(FINGERPRINT),), TODAY)
    assert reviewed.exit_code == 0
    assert reviewed.excused[FINGERPRINT].reason == "the cookie law"


def test_an_entry_excuses_its_own_fingerprint_on_its_own_page_only() -> None:
    """Other words, or another page: unexpected."""
    other = compared(search(), search(banner("Une autre bannière.")))
    assert review(other, (entry(FINGERPRINT),), TODAY).exit_code == 1
    elsewhere = entry(FINGERPRINT, scope={"page": ("login",)})
    assert review(FOUND, (elsewhere,), TODAY).unexpected


def test_an_expired_entry_fails() -> None:
    """The day after its last."""
    reviewed = review(FOUND, (entry(FINGERPRINT),), date(2026, 11, 26))
    assert reviewed.exit_code == 1
    assert reviewed.failing[0].status is EntryStatus.EXPIRED


def test_a_stale_entry_fails() -> None:
    """Nothing differs there any more: it has to go."""
    reviewed = review(compared(search(), search()), (entry(FINGERPRINT),), TODAY)
    assert reviewed.exit_code == 1
    assert reviewed.failing[0].status is EntryStatus.STALE


def test_no_ledger_excuses_a_regression() -> None:
    """The guide decides; a portal's own words belong into its target file."""
    found = compared(search(), search(replaced("Votre établissement", "Votre entreprise")))
    entries = tuple(
        entry(d.fingerprint, subject=str(d.change.kind), scope={}) for d in found.differences
    )
    reviewed = review(found, entries, TODAY)
    assert not reviewed.unexpected
    assert reviewed.exit_code == 1


def test_gaps_fail_where_somebody_asked_for_all() -> None:
    """Exit 1 then; nothing regressed, else."""
    gaps = (Gap(scenario="lock", old="not allowed", new="not allowed"),)
    found = compared(search(), search()).model_copy(update={"gaps": gaps})
    assert review(found, (), TODAY).exit_code == 0
    assert review(found, (), TODAY, fail_on_gaps=True).exit_code == 1
    whole = found.model_copy(update={"gaps": ()})
    assert review(whole, (), TODAY, fail_on_gaps=True).exit_code == 0


def test_a_comparison_of_nothing_proves_nothing() -> None:
    """Exit 4."""
    assert review(FOUND.model_copy(update={"scenarios": ()}), (), TODAY).exit_code == 4


def test_what_is_written_is_read_again() -> None:
    """As JSON, the same value."""
    reviewed = review(FOUND, (entry(FINGERPRINT),), TODAY)
    assert ReviewedComparison.model_validate_json(reviewed.model_dump_json()) == reviewed
