"""Named alterations of the portal: the shape that seeded defects and harmless variations share.

An alteration takes the parts of a portal and gives altered ones. It counts how often its altered
code really acted, so that a defect that was never switched on cannot pass for one that nobody
noticed. `reference_impl.altering` has the tools that most alterations are made of.
"""

from collections.abc import Callable
from dataclasses import dataclass

from reference_impl.app import Parts

BOTH = frozenset({"http", "browser"})
# A browser holds back what a page calls mandatory; what the server makes of it stays unseen.
HTTP_ONLY = frozenset({"http"})


class DidNotTake(Exception):
    """An alteration found nothing to alter; the message says what it looked for."""


class Acts:
    """Counts how often an alteration acted.

    Args:
        strict: Whether it is a mistake that there is nothing to alter, as it is on the edition
            that the alterations were written for.

    Attributes:
        number: How often so far.
        missed: What an alteration looked for last and did not find; "" for nothing.
    """

    def __init__(self, *, strict: bool = True) -> None:
        self.number = 0
        self.missed = ""
        self._strict = strict

    def __call__(self) -> None:
        """Note that the alteration acted once more."""
        self.number += 1

    def miss(self, missing: Exception) -> None:
        """Note that there is nothing to alter; where that is a mistake, raise it again."""
        if self._strict:
            raise missing
        self.missed = str(missing)

    def awaits(self, what: str) -> None:
        """Note that it acts once something comes; on another edition it may never come."""
        if self._strict:
            self()
        else:
            self.missed = f"{what} did not come"

    def idle(self, place: str) -> None:
        """Note that a place is as it was this time; on another edition it may always be."""
        if not self._strict:
            self.missed = f"{place} is as it was"


Change = Callable[[Parts, Acts], Parts]


@dataclass(frozen=True)
class Alteration:
    """One named alteration of the portal.

    Attributes:
        name: Kebab-case, as the command line takes it.
        kind: What it alters: ``labels``, ``counters``, ``mail`` …
        summary: What a visitor would notice, in one line.
        parts: Gives altered parts; each time its altered code acts, it calls its second argument.
        breaks: The slugs of the guide's statements that must notice; none if it is harmless.
        visible: The drivers that can see it.
    """

    name: str
    kind: str
    summary: str
    parts: Change
    breaks: tuple[str, ...] = ()
    visible: frozenset[str] = BOTH

    def apply(self, parts: Parts, *, strict: bool = True) -> tuple[Parts, Acts]:
        """Give the altered parts, and the count of its acts, which starts at 0.

        Args:
            parts: The plain ones; the mailer must be among them, it has an address.
            strict: Whether it is a mistake that there is nothing to alter.

        Raises:
            DidNotTake: There is nothing in the parts to alter, and that is a mistake.
        """
        acts = Acts(strict=strict)
        try:
            return self.parts(parts, acts), acts
        except DidNotTake as missing:
            acts.miss(missing)
            return parts, acts


def silently(change: Change) -> Change:
    """Make a change whose acts do not count: it prepares what another one shows."""
    return lambda parts, _acts: change(parts, Acts())


def several(*changes: Change) -> Change:
    """Make one change of several, made in their order."""

    def change(parts: Parts, acts: Acts) -> Parts:
        for each in changes:
            parts = each(parts, acts)
        return parts

    return change
