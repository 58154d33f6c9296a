"""Many secrets are looked for at once, and none is overlooked for the sake of another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.redaction.scan.prefilter import Prefilter
from harness.redaction.vault import Vault

WORDS = st.text("abAB12 é'", min_size=3, max_size=8)


@pytest.mark.parametrize("text", ["Martin", "Martinez", "(Martin)", "un Martinez !"])
def test_a_word_that_begins_another(text: str) -> None:
    """Both are stopped."""
    assert Prefilter(["Martin", "Martinez"]).may_contain(text.encode())


def test_a_secret_longer_than_calls_nest() -> None:
    """A scenario may type thousands of letters."""
    assert Prefilter(["x1" * 5_000, "x1" * 5_000 + "y"]).may_contain(b"." + b"x1" * 5_000 + b"y.")


@given(values=st.lists(WORDS, min_size=1, max_size=6), before=WORDS, after=WORDS)
def test_what_the_vault_finds_is_stopped(values: list[str], before: str, after: str) -> None:
    """The prefilter errs on one side only."""
    vault = Vault()
    for value in values:
        vault.add(value, "answer")
    for value in values:
        data = f"{before} {value} {after}".encode()
        assert Prefilter(vault.values()).may_contain(data) or not vault.leaks(data)
