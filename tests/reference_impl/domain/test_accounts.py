"""The accounts file."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from reference_impl.domain.accounts import AccountsError, load_accounts
from tests.reference_impl.people import MARCEL, PEOPLE

ENTRY = asdict(MARCEL)


def write(folder: Path, content: Any) -> Path:
    """Write an accounts file."""
    path = folder / "people.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_what_was_written_is_read(accounts_file: Path) -> None:
    """The file gives back everybody who was registered."""
    assert load_accounts(accounts_file) == list(PEOPLE)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({}, "expected a list of accounts, seen dict"),
        ([3], "account 1: expected an object, seen int"),
        ([{}], "account 1: lacks identifier"),
        ([{**ENTRY, "phone": ""}], "account 1: unknown phone; expected identifier"),
        ([{**ENTRY, "role": "king"}], "role must be administrator or user, seen 'king'"),
        ([{**ENTRY, "email_valid": "yes"}], "email_valid must be true or false"),
        ([{**ENTRY, "siret": 12}], "siret must be a text, seen int"),
        ([{**ENTRY, "identifier": " "}], "identifier must not be empty"),
        ([{**ENTRY, "email": "a@b\r\nBcc: c@d"}], "email holds a control character"),
        ([ENTRY, ENTRY], "registered more than once: IDENT0001"),
    ],
)
def test_a_bad_file_is_refused_with_the_place(tmp_path: Path, content: Any, told: str) -> None:
    """The message names the file, the account and what was expected."""
    path = write(tmp_path, content)
    with pytest.raises(AccountsError) as caught:
        load_accounts(path)
    assert str(caught.value).startswith(str(path))
    assert told in str(caught.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A missing file is one clear message."""
    with pytest.raises(AccountsError, match="cannot be read"):
        load_accounts(tmp_path / "none.json")


def test_a_file_that_is_not_json_is_told(tmp_path: Path) -> None:
    """Something else than JSON is one clear message."""
    path = tmp_path / "people.json"
    path.write_bytes(b"\xff{")
    with pytest.raises(AccountsError, match="not JSON in UTF-8"):
        load_accounts(path)


def test_secrets_stay_out_of_messages_and_reprs(tmp_path: Path) -> None:
    """Neither a repr nor a refusal shows a code or an answer."""
    path = write(tmp_path, [{**ENTRY, "answer": "Dur\x00and"}])
    with pytest.raises(AccountsError) as caught:
        load_accounts(path)
    shown = str(caught.value) + repr(MARCEL)
    assert "and'" not in shown
    assert MARCEL.confidential_code not in shown
    assert "Durand" not in shown
