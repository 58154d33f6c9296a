"""Shares the accounts of a target out among scenarios."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from harness.accounts.model import Account, Needs, load_accounts
from harness.accounts.pool import Pool
from harness.accounts.store import accounts_at_start, state_of
from harness.config.target import Target
from harness.model.fact import Fact, fact
from harness.suite.account_schema import AccountSchema


@dataclass(frozen=True)
class Request:
    """What a scenario asks for.

    Attributes:
        needs: the traits of each of its accounts.
        uses_up: the places of those that fit it no longer afterwards: nobody else gets them.
    """

    needs: tuple[Needs, ...]
    uses_up: frozenset[int] = frozenset()


def share_out(
    requests: Mapping[str, Request], accounts: Sequence[Account], schema: AccountSchema
) -> tuple[dict[str, tuple[Account, ...]], dict[str, Fact]]:
    """Choose accounts for each scenario, the least used ones first.

    A target has few accounts: one may be used by several scenarios, one after another. One that a
    scenario uses up is for that scenario alone; such scenarios choose first, and take the accounts
    that the fewest others could use.

    Returns:
        The accounts by scenario; why there are none, by scenario.
    """
    uses, gone = Counter[str](), set[str]()
    wanted = Counter(
        account.key
        for account in accounts
        for request in requests.values()
        if any(need.fits(account) for need in request.needs)
    )
    chosen: dict[str, tuple[Account, ...]] = {}
    missing: dict[str, Fact] = {}
    for slug, request in sorted(requests.items(), key=lambda item: not item[1].uses_up):
        order = wanted if request.uses_up else uses
        pool = Pool(sorted(accounts, key=lambda one: order[one.key]), schema, gone)
        if lack := pool.lacking(request.needs):
            missing[slug] = _why(lack, request, Pool(accounts, schema), requests)
            continue
        chosen[slug] = pool.choose(request.needs)
        uses.update(account.key for account in chosen[slug])
        gone |= {chosen[slug][place].key for place in request.uses_up}
    return chosen, missing


def _why(lack: Fact, request: Request, everybody: Pool, requests: Mapping[str, Request]) -> Fact:
    """Why a scenario gets no accounts: there are none, or other scenarios use them up."""
    if everybody.lacking(request.needs):
        return fact("no-account", lacking=lack)
    takers = sum(bool(one.uses_up) for one in requests.values())
    return fact("no-account-left", lacking=lack, n=takers)


def share_out_accounts_of(
    target: Target, requests: Mapping[str, Request]
) -> tuple[dict[str, tuple[Account, ...]], dict[str, Fact]]:
    """Choose accounts of a target's file for each scenario, as a run would begin now.

    Returns:
        The accounts by scenario; why there are none, by scenario: it says so if earlier runs
        have used up those that the file has.

    Raises:
        TargetError: the file of accounts or the state file is broken.
    """
    schema = target.suite.accounts
    if target.accounts.resets_each:
        requests = {slug: Request(one.needs) for slug, one in requests.items()}
    chosen, missing = share_out(requests, accounts_at_start(target), schema)
    file, state = target.accounts.file, state_of(target)
    if file is None or state is None:
        return chosen, missing
    as_given = Pool(load_accounts(file, schema), schema)
    used_up = {
        slug: fact("accounts-used-up", lacking=why.params["lacking"], path=str(state.path))
        for slug, why in missing.items()
        if why.code == "no-account" and not as_given.lacking(requests[slug].needs)
    }
    return chosen, missing | used_up
