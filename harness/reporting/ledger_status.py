"""What to do about an entry of a ledger, in the same words in every report."""

from collections.abc import Iterable

from harness.ledger.matching import Standing, Use


def failing(uses: Iterable[Use]) -> tuple[Use, ...]:
    """The entries that somebody has to look after."""
    return tuple(use for use in uses if use.fails)


def excusing(uses: Iterable[Use]) -> tuple[Use, ...]:
    """The entries that excuse something, those that end first coming first."""
    own = (use for use in uses if use.standing is Standing.EXCUSED)
    return tuple(sorted(own, key=lambda use: (use.entry.until, use.entry.subject)))


def promise(use: Use) -> str:
    """Who answers for an entry, why and where."""
    return " · ".join(filter(None, (use.entry.owner, use.entry.reason, use.entry.reference)))
