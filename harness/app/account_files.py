"""Makes a file of accounts for a suite, and tells what a file of accounts cannot exercise."""

import asyncio
import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import chain, cycle, islice
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from harness.accounts.generator import generate_accounts
from harness.accounts.model import Account, Needs, every_role
from harness.accounts.sharing import Request, share_out
from harness.config.suite import Suite
from harness.core.errors import UsageError
from harness.core.files import read_limited
from harness.guide.loader import load_guide
from harness.model.fact import Fact
from harness.planning.assignment import requests_of
from harness.planning.scenario import Scenario


class AccountFormat(StrEnum):
    """How a file of accounts is written."""

    JSON = "json"
    CSV = "csv"
    SQL = "sql"
    DJANGO = "django"


def make_accounts(
    suite: Suite, scenarios: Sequence[Scenario], number: int, seed: int
) -> tuple[Account, ...]:
    """Make up as many accounts, or as few as suffice (0), for all scenarios of a suite.

    Raises:
        UsageError: so few do not suffice, or the suite has no accounts.
    """
    if not suite.accounts.key:
        raise UsageError(
            f"a suite that says what its accounts are, for {suite.name}",
            seen="no section [account] in its suite.toml",
            remedy="Describe the accounts there; docs/SUITES.md shows how.",
        )
    requests = requests_for(suite, scenarios)
    casts = {_key(slug, one): one for slug, one in requests.items() if one.needs}
    fewest = _fewest(suite, tuple(casts.values()), seed)
    if number and number < len(fewest):
        raise UsageError(
            f"at least {len(fewest)} accounts, for all scenarios of {suite.name}",
            seen=str(number),
            remedy="Leave --number out for as few as suffice.",
        )
    kinds = _kinds_of_others(suite, requests.values())
    more = [kinds[n % len(kinds)] for n in range(number - len(fewest))]
    others = generate_accounts({"more": more}, seed, suite)["more"]
    return _all_different((*fewest, *others), suite)


def requests_for(suite: Suite, scenarios: Sequence[Scenario]) -> dict[str, Request]:
    """What each scenario of a suite asks for, and which of its accounts it uses up.

    Raises:
        UsageError: the suite's guide is broken.
        GuideError: a scenario uses words that the guide does not have.
    """
    if not suite.accounts.lifecycle.sets:
        return {one.slug: Request(one.needs) for one in scenarios}
    made_up = generate_accounts({one.slug: one.needs for one in scenarios}, 0, suite)
    return asyncio.run(requests_of(load_guide(suite), scenarios, made_up))


def _kinds_of_others(suite: Suite, requests: Iterable[Request]) -> tuple[Needs, ...]:
    """The traits of those who are made up beyond the fewest, in turn.

    Half of them are of each role; the others are such as a run uses up, for further runs.
    """
    roles = every_role(suite.accounts)
    used_up = [one.needs[0] for one in requests if one.uses_up and len(one.needs) == 1]
    turns = max(len(roles), len(used_up))
    pairs = zip(cycle(roles), cycle(used_up), strict=False)
    return tuple(chain.from_iterable(islice(pairs, turns))) if used_up else roles


def _key(slug: str, request: Request) -> str:
    """What scenarios have in common that can be played with the same accounts."""
    if request.uses_up:
        return slug
    needs = [one.model_dump(mode="json") for one in request.needs]
    return json.dumps(needs, sort_keys=True, default=str)


def _fewest(suite: Suite, casts: Sequence[Request], seed: int) -> tuple[Account, ...]:
    """Accounts for all casts, none of which can be left out."""
    named = {f"cast-{n:03}": cast for n, cast in enumerate(casts)}
    needs = {name: cast.needs for name, cast in named.items()}
    made = generate_accounts(needs, seed, suite)
    chosen = tuple(account for cast in made.values() for account in cast)
    for account in chosen:
        others = tuple(one for one in chosen if one is not account)
        _, missing = share_out(named, others, suite.accounts)
        if not missing:
            chosen = others
    return chosen


def _all_different(accounts: tuple[Account, ...], suite: Suite) -> tuple[Account, ...]:
    """The accounts, if their keys are distinct: the random draws of two calls may agree."""
    if len({one.key for one in accounts}) == len(accounts):
        return accounts
    raise UsageError(
        f"a way to make up {suite.accounts.key} that gives each account another value",
        seen="the same value twice",
        remedy="Give it a longer pattern in [account.fields] of suite.toml, or another --seed.",
    )


def lacking_accounts(
    accounts: Sequence[Account], suite: Suite, requests: Mapping[str, Request]
) -> dict[str, Fact]:
    """Why scenarios cannot be played with a file of accounts, by their names."""
    asking = {slug: one for slug, one in requests.items() if one.needs}
    return share_out(asking, accounts, suite.accounts)[1]


def unused_accounts(
    accounts: Sequence[Account], suite: Suite, requests: Mapping[str, Request]
) -> tuple[str, ...]:
    """The keys of the accounts without which the same scenarios can be played.

    One that a scenario could use up is not among them: it serves a later run.
    """
    taking = [one.needs[place] for one in requests.values() for place in one.uses_up]
    lack = set(lacking_accounts(accounts, suite, requests))
    return tuple(
        account.key
        for account in accounts
        if not any(need.fits(account) for need in taking)
        and set(_without(account, accounts, suite, requests)) == lack
    )


def _without(
    account: Account, accounts: Sequence[Account], suite: Suite, requests: Mapping[str, Request]
) -> dict[str, Fact]:
    return lacking_accounts([one for one in accounts if one is not account], suite, requests)


def accounts_text(
    accounts: Sequence[Account], kind: AccountFormat, table: str, template: Path | None = None
) -> str:
    """Accounts as the text of a file.

    Args:
        accounts: to write.
        kind: of the file.
        table: name of the SQL table or of the Django model.
        template: a Jinja template that is used instead; it gets `accounts`, a list of mappings,
            and `table`, and has the filters `sql` and `tojson`.

    Raises:
        UsageError: the template cannot be read, or is broken; or the model has no app.
    """
    rows = [one.model_dump() for one in accounts]
    if template:
        return _rendered(template, rows, table)
    return _WRITERS[kind](rows, table)


Rows = Sequence[Mapping[str, Any]]


def _rendered(template: Path, rows: Rows, table: str) -> str:
    environment = SandboxedEnvironment(keep_trailing_newline=True, undefined=StrictUndefined)
    environment.filters["sql"] = _sql
    try:
        source = read_limited(template)
        return environment.from_string(source).render(accounts=rows, table=table)
    except Exception as error:  # what a template computes may raise anything
        raise UsageError(
            f"a Jinja template in UTF-8 in {template}",
            seen=f"{type(error).__name__}: {error}",
            remedy="Correct it: it gets `accounts`, a list of mappings, and `table`.",
        ) from error


def _json(rows: Rows, table: str) -> str:
    del table
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _csv(rows: Rows, table: str) -> str:
    del table
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _as_text(value) for name, value in row.items()} for row in rows)
    return text.getvalue()


def _as_text(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


def _sql_file(rows: Rows, table: str) -> str:
    lines = []
    for row in rows:
        columns, values = ", ".join(map(_identifier, row)), ", ".join(map(_sql, row.values()))
        into = f"INSERT INTO {_identifier(table)} ({columns})"
        lines.append(f"{into} VALUES ({values});\n")
    return "".join(lines)


def _identifier(name: str) -> str:
    return ".".join(f'"{part.replace(chr(34), chr(34) * 2)}"' for part in name.split("."))


def _sql(value: object) -> str:
    """A value as a literal of standard SQL (ISO/IEC 9075-2, 5.3)."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return str(value)
    return "'" + str(value).replace("'", "''") + "'"


def _django(rows: Rows, table: str) -> str:
    """A fixture for `manage.py loaddata`; Django itself wants passwords hashed."""
    if "." not in table:
        raise UsageError(
            "a Django model as APP.MODEL",
            seen=repr(table),
            remedy="Name it by --table, such as --table auth.user.",
        )
    fixture = [{"model": table, "pk": n, "fields": row} for n, row in enumerate(rows, start=1)]
    return json.dumps(fixture, ensure_ascii=False, indent=1) + "\n"


_WRITERS: Mapping[AccountFormat, Callable[[Rows, str], str]] = {
    AccountFormat.JSON: _json,
    AccountFormat.CSV: _csv,
    AccountFormat.SQL: _sql_file,
    AccountFormat.DJANGO: _django,
}
