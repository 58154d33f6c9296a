"""The rules one by one."""

from dataclasses import replace

import pytest

from reference_impl.domain.accounts import Account, Registration, Role
from reference_impl.domain.rules import Rules
from reference_impl.domain.store import Store
from tests.reference_impl.people import (
    ANNE,
    MARCEL,
    NEWCOMER,
    UNASKED,
    UNREACHABLE,
    recovery_form,
    search_form,
)

RULES = Rules()


@pytest.fixture
def marcel(store: Store) -> Account:
    """Give the account of the guide's administrator."""
    account = store.account(MARCEL.identifier)
    assert account is not None
    return account


@pytest.fixture
def anne(store: Store) -> Account:
    """Give the account of a user with accents and an apostrophe."""
    account = store.account(ANNE.identifier)
    assert account is not None
    return account


@pytest.mark.parametrize("field", ["siret", "nom", "prenom"])
def test_a_search_needs_its_starred_fields(field: str) -> None:
    """Each field marked * of step 2 is mandatory."""
    assert RULES.search_complete(search_form(MARCEL, bcr="", contrat=""))
    assert not RULES.search_complete(search_form(MARCEL, **{field: ""}))


def test_a_search_needs_one_of_the_two_numbers() -> None:
    """The BCR or the contract number is enough; neither is not."""
    assert RULES.bcr_or_contract_given(search_form(MARCEL, bcr=""))
    assert RULES.bcr_or_contract_given(search_form(MARCEL, contrat=""))
    assert not RULES.bcr_or_contract_given(search_form(MARCEL, bcr="", contrat=""))


@pytest.mark.parametrize(
    "field", ["nom", "prenom", "identifiant", "courriel", "question", "reponse"]
)
def test_a_recovery_needs_every_field(field: str) -> None:
    """All fields of step 3 are mandatory."""
    assert RULES.recovery_complete(recovery_form(MARCEL))
    assert not RULES.recovery_complete(recovery_form(MARCEL, **{field: ""}))


@pytest.mark.parametrize(
    ("siret", "expected"),
    [
        ("12345678912345", True),
        ("1234567891234", False),
        ("123456789123456", False),
        ("123 456 789 12345", False),
        ("1234567891234A", False),
        ("١٢٣٤٥٦٧٨٩١٢٣٤٥", False),
    ],
)
def test_a_siret_is_fourteen_digits(siret: str, expected: bool) -> None:
    """Fourteen ASCII digits; the guide's own example, which fails Luhn, is one."""
    assert RULES.siret_well_formed(siret) is expected


def test_numbers_are_typed_in_capitals() -> None:
    """One lower-case letter is enough to be refused."""
    assert RULES.capitals_only("01XXX123")
    assert not RULES.capitals_only("01XxX123")


def test_both_numbers_must_match_if_both_are_typed(marcel: Account) -> None:
    """A number left empty matches; a wrong one does not."""
    assert RULES.bcr_matches("", marcel)
    assert RULES.bcr_matches(MARCEL.bcr, marcel)
    assert not RULES.bcr_matches("02YYY456", marcel)
    assert RULES.contract_matches("", marcel)
    assert not RULES.contract_matches("C1", marcel)


@pytest.mark.parametrize(
    ("last_name", "first_name", "expected"),
    [
        ("L'HÉRITIER", "Anne-Françoise", True),
        (" L’HE\u0301RITIER ", "Anne-Franc\u0327oise", True),
        ("L'HERITIER", "Anne-Françoise", False),
        ("L'Héritier", "Anne-Françoise", False),
        ("L'HÉRITIER", "Anne Françoise", False),
        ("L'HÉRITIER", "ANNE-FRANÇOISE", False),
        ("Anne-Françoise", "L'HÉRITIER", False),
    ],
)
def test_names_are_those_registered(
    last_name: str, first_name: str, expected: bool, anne: Account
) -> None:
    """Capitals, accents and hyphens count; composition and the apostrophe's shape do not."""
    assert RULES.names_match(last_name, first_name, anne) is expected


def test_the_role_is_the_one_chosen(marcel: Account, anne: Account) -> None:
    """A user is no administrator, an administrator is not a user."""
    assert RULES.role_matches(Role.ADMINISTRATOR, marcel)
    assert RULES.role_matches(Role.USER, anne)
    assert not RULES.role_matches(Role.ADMINISTRATOR, anne)
    assert not RULES.role_matches(Role.USER, marcel)


def test_the_address_is_the_recorded_one(marcel: Account) -> None:
    """The domain's case does not count, all else does."""
    assert RULES.email_matches("marcel.dupont@COMMUNE.fr", marcel)
    assert not RULES.email_matches("Marcel.dupont@commune.fr", marcel)
    assert not RULES.email_matches("marcel.dupont@commune.com", marcel)


def test_question_and_answer_must_both_be_right(marcel: Account) -> None:
    """The right answer to another question is wrong, so is a wrong answer to the right one."""
    assert RULES.secret_matches(recovery_form(MARCEL), marcel)
    assert not RULES.secret_matches(recovery_form(MARCEL, question="Une autre ?"), marcel)
    assert not RULES.secret_matches(recovery_form(MARCEL, reponse="durand"), marcel)


def test_an_answer_is_compared_exactly_but_for_composition(anne: Account) -> None:
    """Accents and case of the answer count."""
    assert RULES.answer_matches(" E\u0301te\u0301 ", anne)
    assert not RULES.answer_matches("Ete", anne)


@pytest.mark.parametrize("person", [NEWCOMER, UNREACHABLE, UNASKED])
def test_the_conditions_of_the_guide(
    person: Registration,
    store: Store,
    marcel: Account,
) -> None:
    """Who never logged in, has no valid address or chose no question may not recover."""
    account = store.account(person.identifier)
    assert account is not None
    assert RULES.may_recover(marcel)
    assert not RULES.may_recover(account)


def test_codes_are_typed_exactly(marcel: Account) -> None:
    """Blanks around a code are dropped, its case counts, a cancelled one matches nothing."""
    assert RULES.code_matches(" OLDCODE1 ", marcel)
    assert not RULES.code_matches("oldcode1", marcel)
    assert not RULES.code_matches("OLDCODE1", replace(marcel, code_hash=None))
    assert not RULES.code_matches("OLDCODE1", None)
