"""Accounts are made for all scenarios of a suite, and a file tells what it cannot exercise."""

import csv
import json
import sqlite3
from pathlib import Path

import pytest

from harness.accounts.model import load_accounts, save_accounts
from harness.app.account_files import (
    AccountFormat,
    accounts_text,
    lacking_accounts,
    make_accounts,
    requests_for,
    unused_accounts,
)
from harness.app.suite import all_scenarios
from harness.config.suite import Suite, bundled_suite
from harness.core.errors import UsageError
from harness.messages import catalogue
from tests.app.test_own_suite import suite
from tests.shell import Shell

__all__ = ["suite"]

SUITE = bundled_suite()
SCENARIOS = all_scenarios()
MADE = make_accounts(SUITE, SCENARIOS, 0, 2010)
REQUESTS = requests_for(SUITE, SCENARIOS)


def test_as_few_as_suffice_for_every_scenario() -> None:
    """None can be left out, and the same seed gives the same people."""
    assert lacking_accounts(MADE, SUITE, REQUESTS) == {}
    assert unused_accounts(MADE, SUITE, REQUESTS) == ()
    assert make_accounts(SUITE, SCENARIOS, 0, 2010) == MADE


def test_a_number_of_accounts() -> None:
    """The rest are people of each role; too few are refused with the number that suffices."""
    more = make_accounts(SUITE, SCENARIOS, 12, 2010)
    assert len({one.key for one in more}) == 12
    assert more[: len(MADE)] == MADE
    with pytest.raises(UsageError, match=f"at least {len(MADE)} accounts"):
        make_accounts(SUITE, SCENARIOS, 1, 2010)


def test_a_suite_without_accounts(suite: Suite) -> None:
    """It is told where they are described."""
    with pytest.raises(UsageError, match="what its accounts are"):
        make_accounts(suite, all_scenarios(suite), 3, 1)


def test_what_is_lacking_is_told_by_scenario() -> None:
    """And who is there in vain."""
    users = [one for one in MADE if one.role_name == "user"]
    lack = lacking_accounts(users, SUITE, REQUESTS)
    told = catalogue().say(lack["administrator-lost-identifier"])
    assert told.startswith("no account: administrator who has logged in a first time")
    assert "user-lost-identifier" not in lack


def test_each_format_can_be_read() -> None:
    """JSON by us, CSV with a head, SQL by a database, a fixture as Django wants it."""
    rows = [one.model_dump() for one in MADE]
    assert json.loads(accounts_text(MADE, AccountFormat.JSON, "x")) == rows
    read = list(csv.DictReader(accounts_text(MADE, AccountFormat.CSV, "x").splitlines()))
    assert [one["identifier"] for one in read] == [one.key for one in MADE]
    assert {one["email_valid"] for one in read} == {"true", "false"}
    base = sqlite3.connect(":memory:")
    base.execute(f"CREATE TABLE people ({', '.join(rows[0])})")
    base.executescript(accounts_text(MADE, AccountFormat.SQL, "people"))
    names = base.execute("SELECT last_name FROM people").fetchall()
    assert [name for (name,) in names] == [one.last_name for one in MADE]
    fixture = json.loads(accounts_text(MADE, AccountFormat.DJANGO, "shop.person"))
    assert fixture[0] == {"model": "shop.person", "pk": 1, "fields": rows[0]}
    with pytest.raises(UsageError, match=r"APP\.MODEL"):
        accounts_text(MADE, AccountFormat.DJANGO, "accounts")


def test_quotes_in_names_stay_in_the_names() -> None:
    """An apostrophe ends no literal, and the name of a table is no SQL."""
    hostile = MADE[0].model_copy(update={"last_name": "O'); DROP TABLE people; --"})
    base = sqlite3.connect(":memory:")
    base.execute(f'CREATE TABLE "a""b" ({", ".join(hostile.model_dump())})')
    base.executescript(accounts_text([hostile], AccountFormat.SQL, 'a"b'))
    assert base.execute('SELECT last_name FROM "a""b"').fetchone() == (hostile.last_name,)


def test_a_template_of_ones_own(tmp_path: Path) -> None:
    """It gets the accounts; one that is broken, or reaches for more, is refused."""
    file = tmp_path / "people.jinja"
    file.write_text("{% for one in accounts %}{{ one.email | sql }}\n{% endfor %}", "utf-8")
    text = accounts_text(MADE, AccountFormat.JSON, "x", file)
    assert text.splitlines() == [f"'{one.mailbox}'" for one in MADE]
    for broken in (
        "{% for %}",
        "{{ accounts.__class__.__mro__ }}",
        "{{ nothing.at.all }}",
        "{{ 1 / 0 }}",
    ):
        file.write_text(broken, encoding="utf-8")
        with pytest.raises(UsageError, match="Jinja template"):
            accounts_text(MADE, AccountFormat.JSON, "x", file)


def test_the_command_makes_and_checks(tmp_path: Path, shell: Shell) -> None:
    """A file for its owner's eyes, which no second call overwrites."""
    path = tmp_path / "people.json"
    code, printed = shell("accounts", "new", path, "--number", "8")[:2]
    assert code == 0
    assert f"{path} has 8 accounts." in printed
    assert path.stat().st_mode & 0o077 == 0
    assert len(load_accounts(path)) == 8
    assert "no file at" in shell("accounts", "new", path)[1]
    code, told = shell("accounts", "check", path)
    assert (code, "8 accounts: " in told, "scenarios can run" in told) == (0, True, True)
    save_accounts(path, [one for one in MADE if one.role_name == "user"])
    code, told = shell("accounts", "check", path, "--lang", "fr")
    assert code == 1
    assert "administrator-lost-identifier : aucun compte : administrateur" in told
    assert "a file of accounts" in shell("accounts", "check")[1]


def test_a_portal_that_gets_its_accounts_needs_no_check(tmp_path: Path, shell: Shell) -> None:
    """Its target file names none, and each run makes some up."""
    target = tmp_path / "portal.toml"
    target.write_text(
        '[target]\nname = "x"\nlaunch = ["./start", "{port}", "{accounts}"]\n', encoding="utf-8"
    )
    code, told = shell("accounts", "check", target)
    assert (code, "makes up accounts" in told) == (0, True)
