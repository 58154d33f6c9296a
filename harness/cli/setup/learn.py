"""`codes-perdus init --learn`: plays a few paths until they show nothing new of the portal.

A page behind a form is met only if the page before it is recognised, and left only by the words on
it. So the paths are played again and again, each time with all lines that were proposed so far, in
a copy of the target file. What the user accepts of them is asked once, at the end.
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import typer
from rich.console import Console

from harness.app.accept_settings import (
    ProposedSetting,
    changed_text,
    proposed_settings,
    write_target,
)
from harness.app.confirmation import agree
from harness.app.execute import jobs_for
from harness.app.suite import open_target, plan_all, scenarios_on
from harness.cli.run import run
from harness.cli.setup.settings import question_of, take_over
from harness.config.choices import DriverName, Lang
from harness.core.errors import TargetError
from harness.core.files import copy_aside
from harness.guide.loader import load_guide
from harness.guide.model import Guide
from harness.messages import Catalogue
from harness.model.finding import Setting
from harness.planning.plan import Plan

_MAX_ROUNDS = 8
_PASSES = 2  # by how many of the paths each page is passed, if that many pass it


@dataclass(frozen=True)
class Learning:
    """What is played, and for which target file.

    Attributes:
        suite: name or folder of the suite that the portal is held to; None for the target's own.
        yes: accept the lines that nothing speaks against, and the plan, without a question.
        refused: questions that were answered by no, and are not asked again.
    """

    path: Path
    suite: str | None
    driver: DriverName
    messages: Catalogue
    yes: bool = False
    refused: frozenset[Hashable] = frozenset()

    def learn(self) -> None:
        """Play the paths, and take over what they propose.

        Raises:
            UsageError: nobody agrees to the plan.
        """
        target = open_target(str(self.path), self.suite)
        guide = load_guide(target.suite)
        plans = paths_to_learn(plan_all(guide, scenarios_on(target, guide, ()), target))
        jobs = jobs_for(self.driver.value)
        agree(plans, target, Console(), self.messages, jobs=jobs, yes=self.yes)
        names = [plan.scenario.slug for plan in plans]
        trial = copy_aside(self.path, "learning")
        try:
            proposed = self._proposed(names, trial, guide, Path("runs") / f"{target.name}-learn")
        finally:
            trial.unlink(missing_ok=True)
        new = [one for one in proposed if question_of(one) not in self.refused]
        take_over(new, self.path, guide, self.messages, yes=self.yes, keeps=False)

    def _proposed(
        self, names: Sequence[str], trial: Path, guide: Guide, folder: Path
    ) -> tuple[ProposedSetting, ...]:
        """Everything that is proposed in rounds, each with the lines of the earlier ones."""
        found: dict[tuple[str, str], ProposedSetting] = {}
        for number in range(1, _MAX_ROUNDS + 1) if names else ():
            typer.echo(self.messages.text("learn-round", n=number, scenarios=", ".join(names)))
            self._play(names, trial, folder)
            new = [
                one
                for one in proposed_settings(folder)
                if (one.setting.section, one.setting.key) not in found
            ]
            found |= {(one.setting.section, one.setting.key): one for one in new}
            ways = [one.setting for one in new if _opens_a_way(one.setting)]
            if not ways:
                break
            _, text = changed_text(trial, ways, self.messages)
            try:
                write_target(trial, text, guide)
            except TargetError:
                break  # the lines contradict each other: the user decides first
        return tuple(found.values())

    def _play(self, names: Sequence[str], target: Path, folder: Path) -> None:
        """Run scenarios without showing their report, which is in the folder."""
        lang = Lang(self.messages.language)
        try:
            with redirect_stdout(StringIO()):
                run(
                    str(target),
                    self.suite,
                    self.driver,
                    only=list(names),
                    out=folder,
                    lang=lang,
                    yes=True,
                )
        except typer.Exit:
            return  # what is broken is what can be learned


def _opens_a_way(setting: Setting) -> bool:
    """Whether a line may let a scenario go on: a page is recognised, or a word is found."""
    return bool(setting.value) and setting.section != "reads"


def paths_to_learn(plans: Sequence[Plan]) -> tuple[Plan, ...]:
    """A few of the planned scenarios, so that each page is passed by two if two of them pass it.

    One alone might be stopped early. Those that pass most of the pages still to be passed come
    first, then the shorter ones. Scenarios that lock an account are left out.
    """
    rest = [plan for plan in plans if plan.blocked_reason is None and not plan.locks]
    passing = Counter(page for plan in rest for page in _pages(plan))
    left = {page: min(number, _PASSES) for page, number in passing.items()}
    chosen: list[Plan] = []
    while any(left.values()):
        best = max(rest, key=lambda one: (sum(left[p] > 0 for p in _pages(one)), -one.movements))
        chosen.append(best)
        rest.remove(best)
        left |= {page: left[page] - 1 for page in _pages(best)}
        left = {page: max(number, 0) for page, number in left.items()}
    return tuple(chosen)


def _pages(plan: Plan) -> set[str]:
    return {page for page in plan.pages if page}
