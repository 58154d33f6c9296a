"""Finds all that is wrong in a scenario's words, where a dry run ends at the first of it."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from pathlib import Path
from typing import Any

from harness.accounts.model import Account
from harness.core.errors import GuideError
from harness.guide.claims import Leads
from harness.guide.model import Guide
from harness.journal.writer import JournalWriter
from harness.planning.dry_run import DryRun
from harness.planning.plan import dry_head
from harness.planning.scenario import Scenario
from harness.planning.walk import Walk
from harness.redaction.vault import Vault

_MAX_MISTAKES = 50  # of one scenario, which may have a loop


async def mistakes_in(
    guide: Guide, scenario: Scenario, accounts: tuple[Account, ...]
) -> tuple[GuideError, ...]:
    """All words of a scenario that the guide does not have, each with its place.

    Where a movement is wrong, the scenario is taken to be on the page that it tries to reach. If
    that is not known, nothing is said until a page is.
    """
    found: list[GuideError] = []
    actor = DryRun(guide, JournalWriter(None, dry_head(scenario, accounts), Vault()))
    try:
        await scenario.play(_Forgiving(guide, actor, accounts).noting(found, scenario))
    except Exception:  # noqa: BLE001 - code that goes on after a mistake may meet anything
        return tuple(found)
    return tuple(found)


_MOVING = frozenset(
    {
        *("follow", "press", "open", "follow_mail_link", "back", "reload", "press_key"),
        *("wait_for_page", "open_address", "open_directly"),
    }
)
"""The verbs that lead to another page."""


class _Forgiving(Walk):
    """A walk that notes what is wrong, and goes on."""

    _found: list[GuideError]
    _scenario: Scenario
    _is_lost = False

    def noting(self, found: list[GuideError], scenario: Scenario) -> "_Forgiving":
        """The walk itself, which notes there what is wrong in a scenario."""
        self._found, self._scenario = found, scenario
        return self

    def __getattribute__(self, name: str) -> Any:
        value = super().__getattribute__(name)
        is_verb = not name.startswith("_") and inspect.iscoroutinefunction(value)
        return self._forgiven(name, value) if is_verb else value

    def _like(self, accounts: tuple[Account, ...], visitor: str) -> "Walk":
        plain = super()._like(accounts, visitor)
        other = _Forgiving(self._guide, self._actor, accounts, visitor, self._portal_guide)
        vars(other).update(vars(plain))
        return other.noting(self._found, self._scenario)

    async def fill(self, values: Mapping[str, Any]) -> None:
        """Type into each field by itself, so that each unknown label is noted."""
        for label, value in values.items():
            try:
                await super().fill({label: value})
            except GuideError as mistake:
                self._note(mistake)

    def _forgiven(self, name: str, verb: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(verb)
        async def go_on(*arguments: Any, **more: Any) -> Any:
            page = self.at
            try:
                done = await verb(*arguments, **more)
            except GuideError as mistake:
                self._note(mistake)
                if name in _MOVING:
                    self._go_to_goal(more.get("trying", ()))
                return ""
            self._is_lost = self._is_lost and self.at in {"", page}
            return done

        return go_on

    def _note(self, mistake: GuideError) -> None:
        if not self._is_lost and len(self._found) < _MAX_MISTAKES:
            self._found.append(mistake.during(_place(self._scenario)).during(self._scenario.slug))

    def _go_to_goal(self, trying: Any) -> None:
        """Be where a wrong movement should have led; nowhere if nobody says where that is."""
        slugs = (trying,) if isinstance(trying, str) else tuple(trying)
        tried = (self._guide.by_slug.get(slug) for slug in slugs)
        pages = {one.claim.page for one in tried if one and isinstance(one.claim, Leads)}
        self._is_lost = len(pages) != 1
        self.at = pages.pop() if len(pages) == 1 else ""


def _place(scenario: Scenario) -> str:
    """File and line of a scenario's own code that is at work, such as "club.py:31"."""
    return next(_frames_of(scenario), "")


def _frames_of(scenario: Scenario) -> Iterator[str]:
    code = getattr(scenario.play, "__code__", None)
    folder = Path(code.co_filename).parent if code else None
    frame = inspect.currentframe()
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.parent == folder:
            yield f"{path.name}:{frame.f_lineno}"
        frame = frame.f_back
