"""Assigns accounts to scenarios, and tells which scenarios cannot run on a target."""

import dataclasses
from collections.abc import Collection, Mapping, Sequence

from harness.accounts.generator import generate_accounts
from harness.accounts.model import Account
from harness.accounts.sharing import Request, share_out_accounts_of
from harness.config.target import Target
from harness.guide.model import Guide
from harness.model.fact import Fact, fact
from harness.planning.plan import Plan, dry_run
from harness.planning.scenario import Scenario
from harness.planning.target_check import check_target, forbidden_actions, pages_without_address
from harness.planning.vacuous import chosen_already, vacuous_tries

NO_ACCOUNTS = fact("target-without-accounts")
"""Why a scenario that needs accounts cannot run on a target that names none."""


async def assign(
    guide: Guide, scenarios: Sequence[Scenario], target: Target, *, retries: int = 0
) -> tuple[Plan, ...]:
    """Plan scenarios for a target, each with accounts that fit.

    A plan that cannot run on the target says why in its `blocked_reason`.

    Args:
        guide: what the target promises.
        scenarios: all that may run. The accounts of one depend on the others.
        target: the portal.
        retries: number of retries that get accounts of their own. There are fewer where the
            target has too few accounts.

    Raises:
        GuideError: a scenario uses words that the guide does not have.
        TargetError: the file of accounts is broken, or the target file names pages or words that
            the guide does not have.
    """
    check_target(guide, target)
    requests = {scenario.slug: scenario.needs for scenario in scenarios}
    for number in range(1, retries + 1):
        requests |= {_retry_slug(scenario, number): scenario.needs for scenario in scenarios}
    assigned = generate_accounts(requests, target.accounts.seed, target.suite)
    missing: Mapping[str, Fact] = {}
    if target.accounts.file:
        asked = await requests_of(guide, scenarios, assigned)
        for number in range(1, retries + 1):
            asked |= {_retry_slug(one, number): asked[one.slug] for one in scenarios}
        chosen, missing = share_out_accounts_of(target, asked)
        assigned |= chosen
    elif target.suite.accounts.key and not target.accounts.generate:
        lacking = [slug for slug, needs in requests.items() if needs]
        missing = dict.fromkeys(lacking, NO_ACCOUNTS)
    plans = [await dry_run(guide, s, assigned[s.slug]) for s in scenarios]
    with_spares = [_with_spares(plan, assigned, missing, retries) for plan in plans]
    return tuple(_mark_blocked(guide, plan, missing, target) for plan in with_spares)


def _retry_slug(scenario: Scenario, number: int) -> str:
    """The name under which the accounts of a retry are requested."""
    return f"{scenario.slug}.retry-{number}"


def _with_spares(
    plan: Plan,
    assigned: Mapping[str, tuple[Account, ...]],
    missing: Collection[str],
    retries: int,
) -> Plan:
    names = [_retry_slug(plan.scenario, number) for number in range(1, retries + 1)]
    spares = tuple(assigned[name] for name in names if name not in missing)
    return dataclasses.replace(plan, spares=spares)


async def requests_of(
    guide: Guide, scenarios: Sequence[Scenario], accounts: Mapping[str, tuple[Account, ...]]
) -> dict[str, Request]:
    """What each scenario asks for, and which of its accounts it uses up.

    The accounts are any that fit: a dry run with them tells what becomes of them.
    """
    changing = guide.accounts.lifecycle.sets
    plans = [await dry_run(guide, one, accounts[one.slug]) for one in scenarios if changing]
    uses_up = {plan.scenario.slug: plan.uses_up for plan in plans}
    return {one.slug: Request(one.needs, uses_up.get(one.slug, frozenset())) for one in scenarios}


def _mark_blocked(guide: Guide, plan: Plan, missing: Mapping[str, Fact], target: Target) -> Plan:
    reason = missing.get(plan.scenario.slug)
    if not reason and (keys := forbidden_actions(plan, target)):
        reason = fact("target-does-not-allow", names=tuple(keys))
    if not reason and (pages := pages_without_address(plan, target)):
        reason = fact("target-without-address", names=pages)
    if not reason and (slugs := vacuous_tries(guide, plan.journal)):
        reason = fact("accounts-alike", statements=slugs)
    if not reason and (slugs := chosen_already(guide, plan.journal)):
        reason = fact("secret-chosen-already", statements=slugs)
    return dataclasses.replace(plan, blocked_reason=reason) if reason else plan
