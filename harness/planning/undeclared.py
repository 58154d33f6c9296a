"""Which scenarios choose secrets of which the suite's manifest does not speak."""

from collections.abc import Iterable

from harness.checks.walk.undeclared import undeclared_choice
from harness.guide.model import Guide
from harness.model.journal import Journal, UndeclaredChoice
from harness.planning.dry_run import is_made_up
from harness.planning.plan import Plan


def undeclared_choices(guide: Guide, plans: Iterable[Plan]) -> tuple[UndeclaredChoice, ...]:
    """The choices of all scenarios, each page once, as their dry runs have them."""
    found: dict[str, UndeclaredChoice] = {}
    for plan in plans:
        for choice in _choices(guide, plan.journal):
            named = choice.model_copy(update={"scenario": plan.scenario.slug})
            found.setdefault(choice.on, named)
    return tuple(found.values())


def _choices(guide: Guide, journal: Journal) -> Iterable[UndeclaredChoice]:
    names = guide.accounts.fields
    own = {person.value(name) for person in journal.head.people for name in names}
    for step in journal.steps:
        before, after = journal.page(step.on), journal.page(step.led_to)
        if before and after:
            choice = undeclared_choice(
                step,
                before.slug,
                after.slug,
                guide,
                lambda text: text in own or is_made_up(text),
            )
            if choice:
                yield choice
