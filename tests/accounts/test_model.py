"""Accounts are read or refused clearly, and fit by their traits."""

import json
from pathlib import Path
from typing import Any

import pytest

from harness.accounts.model import (
    Account,
    Needs,
    account_type,
    load_accounts,
    names,
    save_accounts,
    spelled,
)
from harness.accounts.pool import Pool
from harness.config.suite import bundled_suite
from harness.core.errors import TargetError
from harness.messages import catalogue

PROJECT_ROOT = Path(__file__).parents[2]
SCHEMA = bundled_suite().accounts
ADMINISTRATOR = Needs(role="administrator")
USER = Needs(role="user")


def account(identifier: str = "IDENT0001", **traits: Any) -> Account:
    """An administrator like the guide's example, but for the traits given."""
    return account_type(SCHEMA).model_validate(
        {
            "identifier": identifier,
            "confidential_code": "FMWQS252",
            "role": "administrator",
            "last_name": "DUPONT",
            "first_name": "Marcel",
            "email": "marcel.dupont@commune.example",
            "siret": "12345678912345",
            "bcr": "01XXX123",
            "contract": "CT4821KD",
            "question": "Quel est le nom de jeune fille de votre mère ?",
            "answer": "Zubévoxaki",
            "first_login_done": True,
            "email_valid": True,
        }
        | traits
    )


def pool(*people: Account) -> Pool:
    """A pool of people like these, with the identifiers ID0, ID1, …, and addresses of their own."""
    own = ({"identifier": f"ID{n}", "email": f"{n}@commune.example"} for n in range(len(people)))
    return Pool(
        (one.model_copy(update=facts) for one, facts in zip(people, own, strict=True)), SCHEMA
    )


# Files


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    """The file that a launched portal gets holds the accounts, for its owner only."""
    accounts = (account("A"), account("B", last_name="Bœuf", question="", answer=""))
    path = tmp_path / "accounts.json"
    save_accounts(path, accounts)
    assert load_accounts(path) == accounts
    assert path.stat().st_mode & 0o077 == 0


def test_secrets_of_a_file_may_come_from_the_environment(tmp_path: Path) -> None:
    """A file of accounts can be kept without its codes."""
    path = tmp_path / "accounts.json"
    save_accounts(path, [account(confidential_code="${CODE}")])
    [read] = load_accounts(path, environ={"CODE": 'X"Y2'})
    assert read.confidential_code == 'X"Y2'
    with pytest.raises(TargetError, match=r"\$\{CODE\}: not set"):
        load_accounts(path, environ={})


def test_all_faults_of_a_file_are_told_at_once_without_a_value(tmp_path: Path) -> None:
    """Each entry and name is told; a value may be a secret and is not."""
    good = account().model_dump()
    bad = {**good, "role": "boss", "answer": 31337, "emial": "x", "first_login_done": "yes"}
    path = tmp_path / "accounts.json"
    path.write_text(json.dumps([good, bad, "hunter22"]), encoding="utf-8")
    with pytest.raises(TargetError) as caught:
        load_accounts(path)
    for told in (
        "entry 2 › role: expected one of these: 'administrator', 'user'",
        "entry 2 › answer: expected a text",
        'entry 2 › emial: unknown name; did you mean "email"?',
        "entry 2 › first_login_done: expected true or false",
        "entry 3: expected a table",
    ):
        assert told in caught.value.seen
    assert "31337" not in str(caught.value)
    assert "hunter22" not in str(caught.value)


def test_an_identifier_stands_once(tmp_path: Path) -> None:
    """Two accounts with one identifier cannot be told apart."""
    path = tmp_path / "accounts.json"
    save_accounts(path, [account("A"), account("A")])
    with pytest.raises(TargetError, match="identifier A: stands 2 times"):
        load_accounts(path)


def test_the_manuals_accounts_can_be_copied(tmp_path: Path) -> None:
    """The example of docs/TARGETS.md is a file of accounts."""
    manual = (PROJECT_ROOT / "docs" / "TARGETS.md").read_text(encoding="utf-8")
    path = tmp_path / "accounts.json"
    path.write_text(manual.partition("```json")[2].partition("```")[0], encoding="utf-8")
    environ = {"IDENT0042_CODE": "FMWQS252", "IDENT0042_ANSWER": "Durand"}
    assert [one.answer for one in load_accounts(path, environ=environ)] == ["Durand"]


@pytest.mark.parametrize("content", ["", "{}", "[1", '"x"', "null"])
def test_what_is_no_list_of_accounts_is_refused(tmp_path: Path, content: str) -> None:
    """A broken file is one clear message."""
    path = tmp_path / "accounts.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(TargetError, match=r"in accounts\.json"):
        load_accounts(path)


def test_a_missing_file_is_a_clear_message(tmp_path: Path) -> None:
    """The remedy names the key of the target file."""
    with pytest.raises(TargetError, match=r"key file of \[accounts\]"):
        load_accounts(tmp_path / "none.json")


# Traits


def test_a_repr_shows_no_secret() -> None:
    """Neither the code nor the answer stands in what a test or a log prints."""
    shown = repr(account()) + str(account()) + repr([account()])
    assert "FMWQS252" not in shown
    assert "Zubévoxaki" not in shown
    assert set(account().secrets) == {"FMWQS252", "Zubévoxaki"}
    assert account(answer="").secrets == ("FMWQS252",)


@pytest.mark.parametrize(
    ("needs", "traits", "fits"),
    [
        (ADMINISTRATOR, {}, True),
        (USER, {}, False),
        (ADMINISTRATOR, {"first_login_done": False}, False),
        (Needs(role="administrator", first_login_done=False), {}, False),
        (Needs(role="administrator", first_login_done=False), {"first_login_done": False}, True),
        (Needs(role="administrator", first_login_done=None), {"first_login_done": False}, True),
        (ADMINISTRATOR, {"email_valid": False}, False),
        (ADMINISTRATOR, {"question": ""}, False),
        (Needs(role="administrator", question_chosen=False), {"answer": ""}, True),
        (Needs(role="administrator", spelling=frozenset({"accent"})), {}, False),
        (
            Needs(role="administrator", spelling=frozenset({"accent", "apostrophe"})),
            {"last_name": "D'ARTAGNAN", "first_name": "ÉMILE"},
            True,
        ),
    ],
)
def test_needs_fit_by_traits(needs: Needs, traits: dict[str, Any], fits: bool) -> None:
    """Each trait counts; None takes either."""
    assert needs.fits(account(**traits)) is fits


def test_a_blank_between_the_names_is_not_in_a_name() -> None:
    """Only a blank within the last or the first name counts."""
    assert not spelled(("DUPONT", "Marcel"), "blank", SCHEMA)
    assert spelled(("Le Goff", "Rozenn"), "blank", SCHEMA)


def test_needs_speak() -> None:
    """What is missing is said in words."""
    needs = Needs(role="user", first_login_done=False, email_valid=None, namesake_of=0)
    told = needs.described(SCHEMA)
    assert catalogue().say(told) == (
        "user who never logged in and who chose a secret question and with the names of person 1"
    )
    assert catalogue("fr").say(told) == (
        "utilisateur qui ne s’est jamais connecté et qui a choisi une question secrète "
        "et avec les noms de la personne 1"
    )
    signs = Needs(email_valid=None, question_chosen=None, spelling=frozenset({"hyphen"}))
    assert "dont le nom contient un trait d’union" in catalogue("fr").say(signs.described(SCHEMA))


# The pool


def test_lacking_names_the_traits_that_nobody_has() -> None:
    """Nothing for nothing, else the people that are missing, each once."""
    both = pool(account(), account(role="user"))
    assert both.lacking([ADMINISTRATOR, USER]) is None
    never = Needs(role="user", first_login_done=False)
    lack = both.lacking([ADMINISTRATOR, never, never])
    assert catalogue().say(lack).count("user who never logged in") == 1


def test_lacking_counts_people() -> None:
    """Two administrators are not one twice."""
    assert pool(account(), account()).lacking([ADMINISTRATOR, ADMINISTRATOR]) is None
    lack = pool(account()).lacking([ADMINISTRATOR, ADMINISTRATOR])
    assert catalogue().say(lack).startswith("2 people together")
    assert catalogue("fr").say(lack).startswith("2 personnes à la fois")


def test_who_shares_an_address_is_not_in_one_scenario() -> None:
    """Mails are told apart by it; nobody's is nobody else's."""
    one, other = account("ID1", email="Qa@x.example"), account("ID2", email="qa@x.example ")
    both = [ADMINISTRATOR, ADMINISTRATOR]
    assert Pool((one, other), SCHEMA).choose(both) == ()
    lack = Pool((one, other), SCHEMA).lacking(both)
    assert "no two with one e-mail address" in catalogue().say(lack)
    without = [each.model_copy(update={"email": ""}) for each in (one, other)]
    assert len(Pool(without, SCHEMA).choose(both)) == 2


def test_relations_are_kept() -> None:
    """Colleagues, strangers and namesakes are found among others, whatever the order."""
    people = pool(
        account(siret="1", last_name="Bœuf"),
        account(siret="2"),
        account(siret="2", role="user"),
        account(siret="3"),
    )
    colleague = Needs(role="user", same_establishment_as=0)
    stranger = Needs(role="administrator", other_establishment_than=0, namesake_of=0)
    first, second, third = people.choose([ADMINISTRATOR, colleague, stranger])
    assert first.siret == second.siret == "2"
    assert third.siret == "3"
    assert names(third) == names(first)


def test_who_works_elsewhere_has_no_namesake_of_the_other_there() -> None:
    """A search with one's names and the other's numbers must find nobody."""
    me, namesake = account(siret="1"), account(siret="2")
    colleague = account(siret="2", last_name="MARTIN")
    far = account(siret="3", last_name="PETIT")
    elsewhere = [ADMINISTRATOR, Needs(role="administrator", other_establishment_than=0)]
    assert pool(me, namesake).choose(elsewhere) == ()
    assert pool(me, namesake, colleague).choose(elsewhere)[1].last_name == "DUPONT"
    assert [one.siret for one in pool(me, namesake, colleague, far).choose(elsewhere)] == ["1", "3"]
