"""A ledger is refused whole, or read whole; written again it keeps what people wrote."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.core.errors import FormatError, LedgerError
from harness.ledger.entry import LedgerEntry
from harness.ledger.store import Ledger, read_ledger
from tests.ledger.made import OTHER, SEEN, entry

SUBJECTS = ("search.siret.mandatory", "search.bcr.mandatory")
SCOPES = {"scenario": ("search-fields-left-empty", "search-found"), "page": ()}
WRITTEN = f"""\
# Ours, agreed on in March.

[[accepted]]  # the oldest
subject = "search.siret.mandatory"
scope = {{ scenario = ["search-*"] }}
fingerprint = "{SEEN}"
reason = "old"   # to be reworded
owner = "Ariane"
since = 2010-09-01
until = 2010-10-01

# the other one
[[accepted]]
subject = "search.bcr.mandatory"
fingerprint = "{OTHER}"
reason = "later"
owner = "Ariane"
since = 2010-09-01
until = 2010-10-01
"""


def read(folder: Path, text: str) -> Ledger:
    """A ledger of that text."""
    path = folder / "known.toml"
    path.write_text(text, encoding="utf-8")
    return read_ledger(path, subjects=SUBJECTS, scopes=SCOPES)


def refusal(folder: Path, text: str) -> str:
    """What is said of a broken ledger."""
    with pytest.raises(LedgerError) as refused:
        read(folder, text)
    return refused.value.seen


class TestRead:
    """Ledgers as people write them."""

    def test_entries(self, tmp_path: Path) -> None:
        """In the order of the file."""
        one, other = read(tmp_path, WRITTEN).entries
        assert one.scope == {"scenario": ("search-*",)}
        assert (one.subject, other.fingerprint) == (SUBJECTS[0], OTHER)

    def test_nothing(self, tmp_path: Path) -> None:
        """An empty file accepts nothing."""
        assert read(tmp_path, "").entries == ()

    def test_all_errors_at_once(self, tmp_path: Path) -> None:
        """Each with its place, and what was probably meant."""
        text = WRITTEN.replace("siret.mandatory", "siret.mandatry").replace('["search-*"]', '["x"]')
        told = refusal(tmp_path, text.replace("later", ""))
        assert "accepted › entry 2 › reason" in told
        told = refusal(tmp_path, text)
        assert 'entry 1 › subject: unknown name "search.siret.mandatry"' in told
        assert 'did you mean "search.siret.mandatory"?' in told
        assert 'entry 1 › scope › scenario: unknown name "x"' in told

    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ("[[accepted]]", "[[acepted]]", "did you mean"),
            ("owner =", "onwer =", 'did you mean "owner"'),
            ("until = 2010-10-01", "until = 2010-08-01", "until not to come before since"),
            ("until = 2010-10-01", "", "until: is missing"),
            (SEEN, "short", "fingerprint"),
            ("scenario =", "scenaro =", 'did you mean "scenario"'),
            ("subject", "subject = ", "line"),
        ],
    )
    def test_refused(self, tmp_path: Path, old: str, new: str, told: str) -> None:
        """Unknown names, missing parts, days in the wrong order, no TOML."""
        assert told in refusal(tmp_path, WRITTEN.replace(old, new, 1))

    def test_twins(self, tmp_path: Path) -> None:
        """What is accepted twice would never be cleaned up."""
        again = WRITTEN.partition("# the other one")[0].partition("\n\n")[2]
        assert "says the same as entry 1" in refusal(tmp_path, f"{WRITTEN}\n{again}")

    def test_missing(self, tmp_path: Path) -> None:
        """A ledger that is not there accepts nothing in silence: it is refused."""
        with pytest.raises(LedgerError, match="Correct the path"):
            read_ledger(tmp_path / "none.toml", subjects=SUBJECTS, scopes=SCOPES)

    def test_scope_of_any_value(self, tmp_path: Path) -> None:
        """Where the values of a name are not known, all are taken."""
        text = WRITTEN.replace("scenario =", "page =")
        assert read(tmp_path, text).entries[0].scope == {"page": ("search-*",)}


class TestWrite:
    """Ledgers as programs write them."""

    def test_untouched(self) -> None:
        """To the letter."""
        assert Ledger(WRITTEN).text == WRITTEN

    def test_comments_stay(self) -> None:
        """Also those of an entry that is written anew; what did not change stays as it was."""
        ledger = Ledger(WRITTEN)
        ledger.replace(
            0, ledger.entries[0].model_copy(update={"reason": "new", "reference": "T-1"})
        )
        lines = ledger.text.splitlines()
        for line in ("# Ours, agreed on in March.", 'scope = { scenario = ["search-*"] }'):
            assert line in lines
        assert 'reason = "new" # to be reworded' in ledger.text.replace("   #", " #")
        assert 'reference = "T-1"' in lines
        assert Ledger(ledger.text).entries == ledger.entries

    def test_remove(self) -> None:
        """The others stay as they are."""
        ledger = Ledger(WRITTEN)
        ledger.remove(0)
        assert Ledger(ledger.text).entries == ledger.entries
        assert [one.fingerprint for one in ledger.entries] == [OTHER]

    def test_add_to_what_is_there(self) -> None:
        """At the end; the same again takes the place of the old one."""
        ledger = Ledger(WRITTEN)
        new = entry("search.bcr.mandatory", scope={"page": ("search",)})
        ledger.add(new)
        ledger.add(new.model_copy(update={"until": date(2010, 12, 24)}))
        assert len(ledger.entries) == 3
        assert ledger.text.startswith(WRITTEN)
        assert Ledger(ledger.text).entries == ledger.entries

    def test_new(self) -> None:
        """A file that says where it is described."""
        ledger = Ledger()
        ledger.add(entry())
        assert ledger.text.startswith("# ")
        assert "docs/LEDGERS.md" in ledger.text
        assert Ledger(ledger.text).entries == (entry(),)

    def test_the_last_one_removed(self) -> None:
        """An empty ledger can be read and filled again."""
        ledger = Ledger()
        ledger.add(entry())
        ledger.remove(0)
        assert Ledger(ledger.text).entries == ()
        again = Ledger(ledger.text)
        again.add(entry())
        assert Ledger(again.text).entries == (entry(),)


_TEXTS = st.text(min_size=1).map(str.strip).filter(bool)


@given(
    st.lists(
        st.builds(
            entry,
            _TEXTS,
            seen=st.text().map(str.strip),
            reason=_TEXTS,
            scope=st.dictionaries(_TEXTS, st.tuples(_TEXTS), max_size=2),
        ),
        unique_by=lambda one: one.key,
        max_size=4,
    )
)
def test_what_is_written_is_read(entries: list[LedgerEntry]) -> None:
    """Whatever the words, comments aside."""
    ledger = Ledger()
    for one in entries:
        ledger.add(one)
    again = Ledger(ledger.text)
    assert list(again.entries) == entries
    assert again.text == ledger.text


def test_a_new_ledger_carries_its_format_and_another_is_refused(tmp_path: Path) -> None:
    """One without a number is of this format: people write them by hand."""
    assert "format = 1" in Ledger().text
    assert Ledger(Ledger().text).entries == ()
    path = tmp_path / "known.toml"
    path.write_text("format = 2\n", encoding="utf-8")
    with pytest.raises(FormatError, match="format 1 in a ledger; seen: format 2"):
        read_ledger(path, subjects=(), scopes={})
