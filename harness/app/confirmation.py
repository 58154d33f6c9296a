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
from harness.reporting.i18n.messages import Words
from harness.scenario.plan import Plan
from harness.scenario.plan_cost import Cost, cost_of

Yes = Annotated[bool, typer.Option("--yes", help="Agree to the plan beforehand, as CI must.")]
PlanOnly = Annotated[bool, typer.Option("--plan", help="Show the plan and its cost, do nothing.")]
_NAMES = 6
_LOST_STATE = (
    "Codes that earlier runs changed are not known: there is no {path}. Each account is taken to "
    "have the code of its file. Keep `state`, or give `reset`: docs/CI.md."
)


def agree(
    plans: Sequence[Plan], target: Target, console: Console, say: Words, *, jobs: int, yes: bool
) -> None:
    """Have a person agree to what will be done to a portal that was there before.

    A launched portal is ours to play with: nobody is asked.

    Raises:
        UsageError: the person does not agree, or nobody is there to be asked.
    """
    if target.launch:
        return
    show(plans, target, console, say, jobs=jobs)
    if yes:
        _warn_of_lost_state(target, Printer(console), say)
        return
    if not (sys.stdin.isatty() and console.is_terminal):
        raise UsageError(
            "somebody who agrees to this plan",
            seen="no terminal to ask on",
            remedy="Look at it with --plan, then agree to it with --yes.",
        )
    if not typer.confirm(say("Do this to the portal?")):
        raise UsageError(
            "somebody who agrees to this plan",
            seen="a refusal",
            remedy="Nothing was sent. Narrow it by --only, or by [allow] in the target file.",
        )


def show(plans: Sequence[Plan], target: Target, console: Console, say: Words, *, jobs: int) -> None:
    """Print what will be done, what it costs, and what is left out."""
    cost, out = cost_of(plans, target, jobs=jobs), Printer(console)
    count = say.count(len(cost.walked), "{n} scenario", "{n} scenarios")
    out.line((target.name, "bold"), f"  {target.base_url or ''} · {count}")
    rate = target.pace.requests_per_second
    pace = say("as fast as it answers") if rate is None else say("{n} a second", n=f"{rate:g}")
    sums = {
        say("mails sent, at most"): str(cost.mails),
        say("codes changed, at most"): str(cost.codes),
        say("accounts locked, at most"): str(cost.lockouts),
        say("movements"): f"{cost.movements}, {pace}",
        say("duration, about"): seconds(cost.seconds),
    }
    wide = max(map(len, sums)) + 2
    for name, value in sums.items():
        out.line((f"{name:<{wide}}", "dim"), value, indent=2)
    _left_out(cost, out, say)


def _warn_of_lost_state(target: Target, out: Printer, say: Words) -> None:
    """Nobody is asked, on a machine that may be new: what it cannot know is said at least."""
    if path := lost_state(target):
        out.line((say(_LOST_STATE, path=path), "yellow"))


def _left_out(cost: Cost, out: Printer, say: Words) -> None:
    reasons = defaultdict(list)
    for slug, why in cost.left_out:
        reasons[why].append(slug)
    if reasons:
        out.line((say.count(len(cost.left_out), "{n} left out", "{n} left out"), "bold"))
    for why, slugs in reasons.items():
        more = f" … {say('{n} more', n=len(slugs) - _NAMES)}" if len(slugs) > _NAMES else ""
        out.line(clipped(why), (f"{say.colon} {', '.join(slugs[:_NAMES])}{more}", "dim"), indent=2)
