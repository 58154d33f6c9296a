"""Decides what is a secret of a scenario, and what is public."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from urllib.parse import unquote

from harness.core.text import fold
from harness.core.url import split
from harness.journal.writer import JournalWriter
from harness.planning.actor import Filling

_MIN_SECRET = 4  # characters: shorter words stand in too many other texts to be redacted


class SecretPolicy:
    """The secrets of one scenario.

    Args:
        vocabulary: folded words and sentences of the guide, which are public.
        journal: learns the secrets, and names the accounts.
        personal: the fields of an account that tell one person from another, which are public.
    """

    def __init__(
        self, vocabulary: frozenset[str], journal: JournalWriter, personal: Sequence[str]
    ) -> None:
        self._vocabulary = vocabulary
        self._journal = journal
        self._personal = personal
        self._typed_openly: set[str] = set()

    @cached_property
    def account_facts(self) -> tuple[str, ...]:
        """Folded names, identifiers and numbers of the accounts, the longest first."""
        facts = {
            fold(fact)
            for one in self._journal.head.people
            for name in self._personal
            if (fact := one.value(name))
        }
        return tuple(sorted(facts, key=len, reverse=True))

    @property
    def no_codes(self) -> frozenset[str]:
        """Words that are no codes: the guide's, those of the accounts, what was typed openly.

        The host and the port of the portal are none either.
        """
        known = self._journal.vault.values()
        typed = {fold(one) for one in self._typed_openly if one not in known}
        portal = split(self._journal.head.base_url).host.split(":")
        return self._vocabulary.union(self.account_facts, typed, *map(str.split, typed), portal)

    def without_account_facts(self, text: str) -> str:
        """A text without what differs from account to account."""
        for fact in self.account_facts:
            text = text.replace(fact, "…")
        return self._journal.vault.hide(text)

    def learn_typed(self, filling: Filling) -> None:
        """Learn the value of a secret field as a secret, unless it is public."""
        if not filling.secret:
            self._typed_openly.add(filling.value)
        long_enough = len(filling.value) >= _MIN_SECRET
        if filling.secret and long_enough and not self.is_public(filling.value):
            self._journal.learn(filling.value, "typed")

    def private(self, parts: Iterable[str]) -> Iterator[str]:
        """Of some parts of addresses, as addresses write them, those that are no public values."""
        return (one for one in parts if not self.is_public(unquote(one)))

    def is_public(self, value: str) -> bool:
        """Whether a value is no secret: of an account, typed openly, or words of the guide."""
        accounts = self._journal.head.people
        facts = {one.value(name) for one in accounts for name in self._personal}
        return value in facts | self._typed_openly or fold(value) in self._vocabulary
