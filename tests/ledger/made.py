"""Made-up entries and items of ledgers."""

from datetime import date
from typing import Any

from harness.ledger.entry import LedgerEntry
from harness.ledger.matching import LedgerItem
from tests.facts import verbatim

SEEN = "0123456789ab"
OTHER = "ba9876543210"
TODAY = date(2010, 9, 23)


def entry(subject: str = "search.siret.mandatory", **changes: Any) -> LedgerEntry:
    """An entry in force today."""
    facts = {
        "subject": subject,
        "fingerprint": SEEN,
        "seen": "the page « étape 3 »",
        "reason": "will be mended with release 12",
        "owner": "Ariane",
        "since": date(2010, 9, 1),
        "until": date(2010, 10, 1),
    }
    return LedgerEntry.model_validate(facts | changes)


def item(
    scenario: str = "a", *, deviates: bool | None = True, fingerprint: str = SEEN, **changes: Any
) -> LedgerItem:
    """Something seen amiss, unless told otherwise."""
    facts = {
        "subject": "search.siret.mandatory",
        "scope": {"scenario": scenario},
        "deviates": deviates,
        "fingerprint": fingerprint if deviates else "",
        "seen": verbatim("words") if deviates else None,
    }
    return LedgerItem.model_validate(facts | changes)
