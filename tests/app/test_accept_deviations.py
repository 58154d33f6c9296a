"""What is accepted stands in the ledger, with what was seen in words."""

from datetime import date

import pytest

from harness.app.accept_deviations import Approval
from harness.messages import Language
from harness.model.fact import fact


@pytest.mark.parametrize(("language", "seen"), [("en", "nothing like it"), ("fr", "rien de tel")])
def test_the_ledger_speaks_the_language_of_who_accepts(language: Language, seen: str) -> None:
    """Its entry is printed as it is, in reports too."""
    today = date(2026, 11, 30)
    approval = Approval("why", "Ariane", "", today, today, language)
    entry = approval.entry("home.opens", "9c38b30c6d8d", fact("nothing-alike"), {})
    assert (entry.seen, entry.owner, entry.until) == (seen, "Ariane", today)
