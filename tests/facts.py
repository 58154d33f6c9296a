"""Facts for tests that do not care which fact it is."""

from harness.model.fact import Fact, fact


def verbatim(text: str) -> Fact:
    """A fact whose sentence is a text, in every language."""
    return fact("fault-expected", text=text)


def texts(one: Fact | None) -> str:
    """All texts of a fact, a line each: of the portal, and the names and addresses beside."""
    found: list[str] = []

    def note(text: str) -> str:
        found.append(text)
        return text

    if one:
        one.with_texts(note)
    return "\n".join(found)
