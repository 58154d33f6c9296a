"""Who plays each scenario, and what stands in the way of playing it on a target."""

import dataclasses
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from harness.accounts.generator import generate_accounts
from harness.accounts.model import Account, Needs, Pool
from harness.accounts.store import accounts_of
from harness.config.sections import Allow
from harness.config.target import Target
from harness.core.errors import TargetError
from harness.core.validation import did_you_mean
from harness.guide.model import Guide
from harness.guide.wording import unknown_words
from harness.planning.plan import Plan, dry_run
from harness.planning.scenario import Scenario


async def assign(
    guide: Guide, scenarios: Sequence[Scenario], target: Target, *, retries: int = 0
) -> tuple[Plan, ...]:
    """Plan scenarios for a target, each with people who fit.

    What a target cannot give or does not allow is written on the plan as its blocked_reason.

    Args:
        guide: what the target promises.
        scenarios: all that may be played: who plays one depends on them all.
        target: the portal.
        retries: for how many more walks of each there should be other people; fewer where the
            target has no such accounts left.

    Raises:
        GuideError: a scenario uses words that the guide does not have.
        TargetError: the file of accounts is broken, or the target file speaks of pages or
            words that the guide does not have.
    """
    _refuse_unknown(guide, target)
    requests = {scenario.slug: scenario.needs for scenario in scenarios}
    for number in range(1, retries + 1):
        requests |= {_spare(scenario, number): scenario.needs for scenario in scenarios}
    found = generate_accounts(requests, target.accounts.seed)
    missing: Mapping[str, str] = {}
    if target.accounts.file:
        given, missing = _share_out(requests, accounts_of(target))
        found |= given
    elif not target.accounts.generate:
        lacking = [slug for slug, needs in requests.items() if needs]
        missing = dict.fromkeys(lacking, "the target names no accounts")
    plans = [await dry_run(guide, s, found[s.slug]) for s in scenarios]
    spared = [_with_spares(plan, found, missing, retries) for plan in plans]
    return tuple(_hinder(plan, missing, target.allow) for plan in spared)


def _spare(scenario: Scenario, number: int) -> str:
    """The name under which the people of another walk are asked for."""
    return f"{scenario.slug}.retry-{number}"


def _with_spares(
    plan: Plan, found: Mapping[str, tuple[Account, ...]], missing: Collection[str], retries: int
) -> Plan:
    names = [_spare(plan.scenario, number) for number in range(1, retries + 1)]
    spares = tuple(found[name] for name in names if name not in missing)
    return dataclasses.replace(plan, spares=spares)


def _refuse_unknown(guide: Guide, target: Target) -> None:
    """Refuse what the guide does not have, all at once."""
    pages = [slug for slug, chapter in guide.pages.items() if not (chapter.mail or chapter.profile)]
    wrong = [f"words › {told}" for told in unknown_words(guide, target.words)]
    for section, named in (("entry", target.entry), ("pages", target.pages)):
        unknown = (page for page in named if page not in pages)
        wrong += [
            f"{section} › {p}: no page of the guide; {did_you_mean(p, pages)}" for p in unknown
        ]
    if wrong:
        raise TargetError(
            "pages and words of the guide in the target file",
            seen="; ".join(wrong),
            remedy="`codes-perdus list --words` shows both.",
        )


def _share_out(
    requests: Mapping[str, Sequence[Needs]], accounts: Sequence[Account]
) -> tuple[dict[str, tuple[Account, ...]], dict[str, str]]:
    """Give each scenario accounts that fit, those first that fewer others use.

    A target has few accounts: one plays in several scenarios, one after another.
    """
    uses = Counter[str]()
    given: dict[str, tuple[Account, ...]] = {}
    missing: dict[str, str] = {}
    for slug, needs in requests.items():
        pool = Pool(sorted(accounts, key=lambda account: uses[account.identifier]))
        if lack := pool.lacking(needs):
            missing[slug] = f"no account: {lack}"
            continue
        given[slug] = pool.choose(needs)
        uses.update(account.identifier for account in given[slug])
    return given, missing


def _hinder(plan: Plan, missing: Mapping[str, str], allow: Allow) -> Plan:
    blocked_reason = missing.get(plan.scenario.slug) or _forbidden(plan, allow)
    return dataclasses.replace(plan, blocked_reason=blocked_reason) if blocked_reason else plan


def _forbidden(plan: Plan, allow: Allow) -> str:
    """What the scenario does that the target does not allow; "" for nothing."""
    deeds = {
        "send_mail": bool(plan.mails) and not allow.send_mail,
        "change_code": bool(plan.mails) and not allow.change_code,
        "lock_account": plan.locks and not allow.lock_account,
    }
    names = [name for name, forbidden in deeds.items() if forbidden]
    return f"the target does not allow {' and '.join(names)}" if names else ""
