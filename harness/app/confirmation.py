"""Shows the plan of a run and its cost, and asks before a deployed portal is touched."""

import math
import sys
from collections import defaultdict
from collections.abc import Sequence

from rich.console import Console

from harness.accounts.store import lost_state
from harness.config.target import Target
from harness.core.console import YES, Printer
from harness.core.errors import UsageError
from harness.core.sanitize import clipped
from harness.messages import Catalogue
from harness.model.fact import fact
from harness.planning.assignment import NO_ACCOUNTS
from harness.planning.plan import Cost, Plan, cost_of
from harness.suite.noun import the_secret

_MINUTE = 60  # seconds
MAX_NAMES = 6  # of scenarios, for each reason why some are left out


def agree(
    plans: Sequence[Plan],
    target: Target,
    console: Console,
    catalogue: Catalogue,
    *,
    jobs: int,
    yes: bool,
) -> None:
    """Show the plan for a deployed portal and ask whether to go on, unless `yes` said so before.

    A launched portal needs no answer.

    Raises:
        UsageError: the user does not agree, there is no terminal to ask on, or nothing to agree to.
    """
    if target.launch:
        return
    show(plans, target, console, catalogue, jobs=jobs)
    if yes:
        refuse_without_accounts(plans, target)
        _warn_of_lost_state(target, Printer(console), catalogue)
        return
    refuse_empty(plans, target)
    if not (sys.stdin.isatty() and console.is_terminal):
        raise UsageError(
            "somebody who agrees to this plan",
            seen="no terminal to ask on",
            remedy="Look at it with --plan, then agree to it with --yes.",
        )
    if not confirms(catalogue.text("plan-agree"), console):
        raise UsageError(
            "somebody who agrees to this plan",
            seen="a refusal",
            remedy="Nothing was sent. Narrow it by --only, or by [allow] in the target file.",
        )


def confirms(question: str, console: Console) -> bool:
    """Whether somebody answers yes, in English or in French; anything else is no."""
    try:
        answer = console.input(f"{question} ", markup=False)
    except EOFError:
        return False
    return answer.strip().lower() in YES


def show(
    plans: Sequence[Plan], target: Target, console: Console, catalogue: Catalogue, *, jobs: int
) -> None:
    """Print what the scenarios will do, what they cost, and which are left out."""
    cost, out = cost_of(plans, target, jobs=jobs), Printer(console)
    count = catalogue.text("count-scenarios", n=len(cost.walked))
    out.line((target.name, "bold"), f"  {target.base_url or ''} · {count}")
    rate = target.pace.requests_per_second
    pace = (
        catalogue.text("plan-unlimited")
        if rate is None
        else catalogue.text("plan-rate", rate=f"{rate:g}")
    )
    sums = {
        catalogue.text("plan-mails"): str(cost.mails),
        **{
            catalogue.say(fact("noun", en=one.en, fr=one.fr)): str(cost.uses[name])
            for name, one in target.suite.permissions.items()
        },
        catalogue.text("plan-lockouts"): str(cost.lockouts),
        catalogue.text("plan-movements"): f"{cost.movements}, {pace}",
        catalogue.text("plan-duration"): catalogue.text(
            "plan-range", least=_rough(cost.least), most=_rough(cost.most)
        ),
    }
    wide = max(map(len, sums)) + 2
    for name, value in sums.items():
        out.line((f"{name:<{wide}}", "dim"), value, indent=2)
    if cost.busiest:
        account, uses = cost.busiest
        fastest = catalogue.seconds(cost.fastest)
        more = catalogue.text("plan-more-accounts", seconds=fastest, account=account, n=uses)
        out.line((more, "dim"), indent=2)
    _print_used_up(plans, target, out, catalogue)
    _print_left_out(cost, out, catalogue)


def _print_used_up(
    plans: Sequence[Plan], target: Target, out: Printer, catalogue: Catalogue
) -> None:
    """Tell which scenarios use up accounts that nobody resets."""
    if target.accounts.file is None or target.accounts.reset:
        return
    taking = [plan for plan in plans if plan.uses_up and not plan.blocked_reason]
    if taking:
        by = tuple(plan.scenario.slug for plan in taking)
        n = sum(len(plan.uses_up) for plan in taking)
        out.line((catalogue.text("accounts-used-up-by", n=n, by=by), "dim"), indent=2)


def refuse_empty(plans: Sequence[Plan], target: Target) -> None:
    """Refuse a plan of which no scenario can be played.

    Raises:
        UsageError: none can; the plan has told why of each.
    """
    refuse_without_accounts(plans, target)
    if plans and all(plan.blocked_reason for plan in plans):
        raise UsageError(
            f"a scenario that can be played on {target.name}",
            seen=f"none of {len(plans)}, for the reasons above",
            remedy="Correct the target file by these reasons.",
        )


def refuse_without_accounts(plans: Sequence[Plan], target: Target) -> None:
    """Refuse a plan whose scenarios all need accounts, where there are none.

    Raises:
        UsageError: there are none.
    """
    if plans and all(plan.blocked_reason == NO_ACCOUNTS for plan in plans):
        raise UsageError(
            f"a scenario that can be played on {target.name}",
            seen="no accounts, and every scenario needs some",
            remedy="Name a file under [accounts]; codes-perdus accounts new FILE makes one.",
        )


def _rough(duration: float) -> str:
    """A duration in whole minutes, or in tens of seconds below one."""
    if duration < _MINUTE:
        return f"{math.ceil(duration / 10) * 10} s"
    return f"{math.ceil(duration / _MINUTE)} min"


def _warn_of_lost_state(target: Target, out: Printer, catalogue: Catalogue) -> None:
    """Warn where the file with the state of the accounts is missing, as on a new CI machine."""
    if path := lost_state(target):
        what = the_secret(target.suite.accounts.login_secret, target.suite.secrets)
        out.line((catalogue.text("plan-lost-state", path=str(path), what=what), "yellow"))


def _print_left_out(cost: Cost, out: Printer, catalogue: Catalogue) -> None:
    reasons = defaultdict(list)
    for slug, why in cost.left_out:
        reasons[why].append(slug)
    if reasons:
        out.line((catalogue.text("plan-left-out", n=len(cost.left_out)), "bold"))
    for why, slugs in reasons.items():
        more = (
            f" … {catalogue.text('count-more', n=len(slugs) - MAX_NAMES)}"
            if len(slugs) > MAX_NAMES
            else ""
        )
        out.line(
            clipped(catalogue.say(why)),
            (f"{catalogue.colon} {', '.join(slugs[:MAX_NAMES])}{more}", "dim"),
            indent=2,
        )
