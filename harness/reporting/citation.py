"""What a statement rests on: the guide's own words, our reading of them, or a profile."""

from typing import Protocol

from harness.messages import Catalogue
from harness.model.fact import Fact


class Cited(Protocol):
    """A statement as a finding or a difference has it."""

    @property
    def sentence(self) -> str | Fact:
        """The guide's words; a fact for our own."""

    @property
    def line(self) -> int | None:
        """First line of the guide that it rests on; None for none."""


def origin(one: Cited, catalogue: Catalogue) -> str:
    """Whose words a statement has: "guide, line 12", "our reading of line 12", "profile"."""
    line = one.line or 0
    if isinstance(one.sentence, Fact) and one.sentence.code == "profile-rule":
        return catalogue.text("level-profile")
    if isinstance(one.sentence, Fact) or not line:
        return catalogue.text("label-reading", line=line)
    return catalogue.text("label-guide-line", line=line)


def words_of(one: Cited, catalogue: Catalogue) -> str:
    """The words of a statement; the guide's in quotation marks, ours without; "" for none."""
    if isinstance(one.sentence, Fact):
        return catalogue.say(one.sentence)
    return f"« {one.sentence} »" if one.sentence else ""


def cited(one: Cited, catalogue: Catalogue) -> str:
    """The words of a statement behind their origin."""
    words = words_of(one, catalogue)
    return f"{origin(one, catalogue)}{catalogue.colon} {words}" if words else origin(one, catalogue)
