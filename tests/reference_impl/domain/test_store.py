"""What the portal remembers."""

from pathlib import Path

import pytest

from reference_impl.domain.hashing import verify
from reference_impl.domain.store import Store, StoreError
from reference_impl.domain.text import comparable
from tests.reference_impl.people import ANNE, MARCEL, PEOPLE, UNASKED


def test_secrets_are_hashed(store: Store) -> None:
    """A registered code is kept as a hash that matches it."""
    account = store.account(MARCEL.identifier)
    assert account is not None
    assert verify(MARCEL.confidential_code, account.code_hash)
    assert verify(MARCEL.answer, account.answer_hash)


def test_no_secret_lies_in_the_file(tmp_path: Path) -> None:
    """Neither codes nor answers can be read in the database file."""
    path = tmp_path / "portal.sqlite3"
    store = Store(path)
    store.register(PEOPLE)
    store.replace_codes(MARCEL.identifier, "NEWCODE8", "CERTIFY234")
    store.close()
    content = path.read_bytes()
    secrets = (MARCEL.confidential_code, MARCEL.answer, ANNE.answer, "NEWCODE8", "CERTIFY234")
    assert not any(secret.encode() in content for secret in secrets)


def test_a_named_database_keeps_its_state(tmp_path: Path) -> None:
    """Registering the same people again does not give them their first codes back."""
    path = tmp_path / "portal.sqlite3"
    for turn in range(2):
        store = Store(path)
        store.register(PEOPLE)
        if turn == 0:
            store.void_codes(MARCEL.identifier)
        account = store.account(MARCEL.identifier)
        store.close()
    assert account is not None
    assert account.code_hash is None


def test_another_file_is_refused(tmp_path: Path) -> None:
    """A file that is no database is one clear message, and stays as it is."""
    path = tmp_path / "letter.txt"
    path.write_text("x" * 5000)
    with pytest.raises(StoreError, match="cannot be used as database"):
        Store(path)
    assert path.read_text() == "x" * 5000


def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    """What was written before the failure is taken back."""

    def fail() -> None:
        with store.transaction():
            store.void_codes(MARCEL.identifier)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    account = store.account(MARCEL.identifier)
    assert account is not None
    assert account.code_hash is not None


def test_questions_are_those_chosen_each_once(store: Store) -> None:
    """People with one question share it, who chose none adds none."""
    assert store.questions() == [MARCEL.question]
    assert UNASKED.question == ""


def test_accounts_are_found_by_establishment_or_name(store: Store) -> None:
    """The index gives everybody of an establishment and of a last name, and nobody else."""
    alike = [
        one.identifier
        for one in store.accounts()
        if one.siret == MARCEL.siret or comparable(one.last_name) == comparable(ANNE.last_name)
    ]
    found = store.accounts_like(MARCEL.siret, ANNE.last_name)
    assert [account.identifier for account in found] == alike
    assert not list(store.accounts_like("", "Personne"))
