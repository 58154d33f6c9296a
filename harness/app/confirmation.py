"""Before a portal is touched that is not ours: the plan and its cost are shown, and agreed to."""

import sys
from collections import defaultdict
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console

from harness.accounts.store import lost_state
from harness.config.target import Target
from harness.core.console import Printer
from harness.core.errors import UsageError
from harness.core.sanitize import clipped, seconds
from harness.messages import Catalogue
from harness.planning.plan import Plan
from harness.planning.plan_cost import Cost, cost_of

Yes = Annotated[bool, typer.Option("--yes", help="Agree to the plan beforehand, as CI must.")]
PlanOnly = Annotated[bool, typer.Option("--plan", help="Show the plan and its cost, do nothing.")]
_NAMES = 6


def agree(
    plans: Sequence[Plan],
    target: Target,
    console: Console,
    catalogue: Catalogue,
    *,
    jobs: int,
    yes: bool,
) -> None:
    """Have a person agree to what will be done to a portal that was there before.

    A launched portal is ours to play with: nobody is asked.

    Raises:
        UsageError: the person does not agree, or nobody is there to be asked.
    """
    if target.launch:
        return
    show(plans, target, console, catalogue, jobs=jobs)
    if yes:
        _warn_of_lost_state(target, Printer(console), catalogue)
        return
    if not (sys.stdin.isatty() and console.is_terminal):
        raise UsageError(
            "somebody who agrees to this plan",
            seen="no terminal to ask on",
            remedy="Look at it with --plan, then agree to it with --yes.",
        )
    if not typer.confirm(catalogue.text("plan-agree")):
        raise UsageError(
            "somebody who agrees to this plan",
            seen="a refusal",
            remedy="Nothing was sent. Narrow it by --only, or by [allow] in the target file.",
        )


def show(
    plans: Sequence[Plan], target: Target, console: Console, catalogue: Catalogue, *, jobs: int
) -> None:
    """Print what will be done, what it costs, and what is left out."""
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
        catalogue.text("plan-codes"): str(cost.codes),
        catalogue.text("plan-lockouts"): str(cost.lockouts),
        catalogue.text("plan-movements"): f"{cost.movements}, {pace}",
        catalogue.text("plan-duration"): seconds(cost.seconds),
    }
    wide = max(map(len, sums)) + 2
    for name, value in sums.items():
        out.line((f"{name:<{wide}}", "dim"), value, indent=2)
    _left_out(cost, out, catalogue)


def _warn_of_lost_state(target: Target, out: Printer, catalogue: Catalogue) -> None:
    """Nobody is asked, on a machine that may be new: what it cannot know is said at least."""
    if path := lost_state(target):
        out.line((catalogue.text("plan-lost-state", path=str(path)), "yellow"))


def _left_out(cost: Cost, out: Printer, catalogue: Catalogue) -> None:
    reasons = defaultdict(list)
    for slug, why in cost.left_out:
        reasons[why].append(slug)
    if reasons:
        out.line((catalogue.text("plan-left-out", n=len(cost.left_out)), "bold"))
    for why, slugs in reasons.items():
        more = (
            f" … {catalogue.text('count-more', n=len(slugs) - _NAMES)}"
            if len(slugs) > _NAMES
            else ""
        )
        out.line(
            clipped(why), (f"{catalogue.colon} {', '.join(slugs[:_NAMES])}{more}", "dim"), indent=2
        )
