"""A list of accounts is read row by row; what is wrong with it is told at once."""

from io import StringIO
from json import loads
from pathlib import Path

import pytest

from harness.accounts.model import load_accounts
from harness.config.suite import bundled_suite
from harness.core.errors import UsageError
from harness.population.account_list import open_account_list

HEADS = "last_name,first_name,siret,bcr,contract"


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    """A list with these lines."""
    path = folder / "accounts.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_rows_become_accounts_with_values_and_traits(
    tmp_path: Path, separator: str, encoding: str
) -> None:
    """Whatever parts the columns; other columns are traits, and how names are written."""
    text = f"{HEADS},region\nL'Hôte,Zoé,1,2,,Nord\nDUPONT,Marcel,1,,3,Sud\n"
    listed = open_account_list(
        written(tmp_path, text.replace(",", separator), encoding), bundled_suite()
    )
    one, two = listed
    assert listed.length == 2
    assert one.values["last_name"] == "L'Hôte"
    assert one.traits["region"] == "Nord"
    assert one.traits["trait-apostrophe"] == "yes"
    assert (one.traits["trait-searched-by"], two.traits["trait-searched-by"]) == ("bcr", "contract")
    assert two.traits["trait-capitals"] == "yes"
    assert "Hôte" not in repr(one)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("", "no row"),
        (f"{HEADS}\n{'x' * 2_000_000}\n", "a row of more than"),
        (f"{HEADS}\n", "no row"),
        (HEADS.replace("siret", "sirt") + "\na,b,c,d,e\n", "no column siret"),
        (f"{HEADS}\na,b,c\n", "row 1 has another number of columns"),
        (f"{HEADS}\na,b,c,d,e,f\n", "row 1 has another number of columns"),
    ],
)
def test_a_broken_list_is_refused(tmp_path: Path, text: str, seen: str) -> None:
    """Before a portal is asked anything."""
    with pytest.raises(UsageError) as refused:
        open_account_list(written(tmp_path, text), bundled_suite())
    assert seen in refused.value.seen


def test_a_list_in_another_encoding_is_refused(tmp_path: Path) -> None:
    """Names would be garbled, and nobody found."""
    with pytest.raises(UsageError, match="list of accounts"):
        open_account_list(
            written(tmp_path, f"{HEADS}\nHôte,Zoé,1,2,3\n", "latin-1"), bundled_suite()
        )


def test_a_launched_portal_gets_the_people_of_the_list(tmp_path: Path) -> None:
    """As the JSON that it reads; a list that lacks a column of it is refused."""
    more = "identifier,email,confidential_code,question,answer,role,first_login_done,email_valid"
    text = f"{HEADS},{more}\nHôte,Zoé,1,2,3,ID1,z@x.example,CODE1,Q,A,user,True,no\n"
    made = StringIO()
    open_account_list(written(tmp_path, text), bundled_suite()).write_accounts(made)
    (tmp_path / "accounts.json").write_text(made.getvalue(), encoding="utf-8")
    (account,) = load_accounts(tmp_path / "accounts.json")
    assert (account.last_name, account.role, account.first_login_done) == ("Hôte", "user", True)
    assert account.email_valid is False
    assert len(loads(made.getvalue())) == 1
    with pytest.raises(UsageError, match="every column"):
        open_account_list(
            written(tmp_path, f"{HEADS}\na,b,c,d,e\n"), bundled_suite()
        ).write_accounts(StringIO())
