"""Where the path begins on a portal that lacks pages of the guide: its public home page, say."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from harness.execution.actor.blocked import Unobservable, action_of
from harness.planning.actor import Movement


def entry_movement(
    movement: Movement, lacks: Collection[str], entries: Mapping[str, str]
) -> Movement | None:
    """What is moved where pages are lacking.

    Args:
        movement: as the scenario says it.
        lacks: pages of the guide that the portal does not have.
        entries: address of each page that can be opened by its address.

    Returns:
        The movement; the way in by its address where the guide comes from a page that is lacking;
        None for nothing to do.

    Raises:
        Unobservable: it begins on a page that is lacking, and leads nowhere that can be opened.
    """
    if movement.verb in {"open", "enter"}:
        return None if {movement.page, movement.seen} & set(lacks) else movement
    if movement.action is None or movement.action.page not in lacks:
        return movement
    leads = action_of(movement.action).to
    if leads in entries and leads not in lacks:
        return replace(movement, verb="open", page=leads)
    raise Unobservable(f"page « {movement.action.page} »")
