"""The verbs of a scenario for other tests: each verb blocks, without `await`."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from harness.accounts.model import Account
from harness.checks.judge import exercised, judge
from harness.core.errors import Fault
from harness.core.processes.loop_thread import LoopThread
from harness.execution.actor.blocked import Blocked, NotObservable
from harness.execution.run_context import RunContext
from harness.execution.scenario_run import ScenarioRun
from harness.model.fact import fact
from harness.model.finding import Finding
from harness.model.journal import Journal
from harness.planning.plan import dry_run
from harness.planning.scenario import Scenario
from harness.planning.walk import Trying, Walk
from harness.pytest_plugin.messages import readers_catalogue
from harness.reporting.headline import headline


@dataclass(frozen=True)
class _Command:
    """One verb with its arguments, and the future of its result."""

    verb: str
    given: tuple[Any, ...]
    named: Mapping[str, Any]
    outcome: "Future[Any]" = field(default_factory=Future)


class SyncWalk:
    """The verbs of one scenario, from `start` to `end`.

    A verb that the portal refuses fails the test, with what was expected and what was seen.
    """

    def __init__(self, background: LoopThread, account: Account, context: RunContext) -> None:
        self.account = account
        self._loop = background
        self._context = context
        self._commands: asyncio.Queue[_Command | None] = asyncio.Queue()
        self._walking: asyncio.Task[Journal] | None = None
        self._journal: Journal | None = None

    @classmethod
    async def start(
        cls, background: LoopThread, context: RunContext, account: Account, name: str
    ) -> "SyncWalk":
        """Start a scenario without a step."""
        walk = cls(background, account, context)
        scenario = Scenario(slug=_slug(name), title=name, play=walk._play)
        idle = replace(scenario, play=_nothing)
        plan = replace(await dry_run(context.source_guide, idle, (account,)), scenario=scenario)
        walk._walking = asyncio.ensure_future(_whole(ScenarioRun(plan, context)))
        return walk

    async def _play(self, walk: Walk) -> None:
        """Do the verbs that the test asks for, one after another, until it ends."""
        while command := await self._commands.get():
            try:
                outcome = await getattr(walk, command.verb)(*command.given, **command.named)
            except BaseException as error:
                command.outcome.set_exception(error)
                raise
            command.outcome.set_result(outcome)

    # ------------------------------------------------------------- the verbs

    def open(self, page: str = "") -> None:
        """Open a page of the guide at its address."""
        self._do("open", page)

    def follow(self, words: str, *, beside: str = "", trying: Trying = ()) -> None:
        """Click a link, found by its words and those of its line."""
        self._do("follow", words, beside=beside, trying=trying)

    def press(
        self, words: str, *, trying: Trying = (), twice: bool = False, again: str = ""
    ) -> None:
        """Press a button, twice at once if asked; `trying` names the statements exercised.

        `again` is what it says then, if it asks again by a script.
        """
        self._do("press", words, trying=trying, twice=twice, again=again)

    def fill(self, values: Mapping[str, str | float]) -> None:
        """Type into fields, by their labels; `True` ticks a box, `False` clears it."""
        self._do("fill", values)

    def note_code(self) -> str:
        """Return the code that the page shows."""
        return str(self._do("note_code"))

    def remember(self, name: str, *, mail: str = "") -> str:
        """Remember what the portal made up; returns it."""
        return str(self._do("remember", name, mail=mail))

    def receive_mail(self, kind: str = "") -> str:
        """Wait for a mail that the last step sent; returns the code in it, "" for none."""
        return str(self._do("receive_mail", kind))

    def follow_mail_link(self, kind: str = "", *, trying: Trying = (), **named: Any) -> None:
        """Open the link of a received mail; the arguments are those of a scenario's verb."""
        self._do("follow_mail_link", kind, trying=trying, **named)

    def back(self, trying: Trying) -> None:
        """Go back with the window's own button."""
        self._do("back", trying)

    def reload(self, trying: Trying) -> None:
        """Load the page again with the window's own button."""
        self._do("reload", trying)

    def session_expires(self) -> None:
        """Lose the session, as after a long pause."""
        self._do("session_expires")

    def _do(self, verb: str, *given: Any, **named: Any) -> Any:
        __tracebackhide__ = True
        if self._walking is None or self._walking.done():
            pytest.fail("the scenario has ended: see the first error")
        command = _Command(verb, given, named)
        self._loop.do(self._commands.put(command))
        try:
            return command.outcome.result()
        except Blocked as blocked:
            blocker, words = blocked.blocker, readers_catalogue()
            told = headline(blocker.expected, blocker.seen, None, words)
            pytest.fail(f"{blocker.statement}{words.colon} {told}", pytrace=False)
        except NotObservable as missing:
            pytest.skip(readers_catalogue().say(fact("target-does-not-show", what=(missing.what,))))
        except Fault as fault:
            pytest.fail(str(fault), pytrace=False)

    # ------------------------------------------------------------------------ the end

    def end(self) -> Journal:
        """End the scenario; returns its journal."""
        if self._journal is None:
            self._journal = self._loop.do(self._ended())
        return self._journal

    async def _ended(self) -> Journal:
        assert self._walking is not None  # noqa: S101 - `begin` set it
        await self._commands.put(None)
        return await self._walking

    def findings(self) -> tuple[Finding, ...]:
        """End the scenario; returns a finding for each statement that it exercised."""
        journal = self.end()
        guide = self._context.guide
        planned = exercised(guide, journal)
        head = journal.head.model_copy(update={"planned": planned})
        return judge(guide, journal.model_copy(update={"head": head}))


async def _whole(scenario_run: ScenarioRun) -> Journal:
    try:
        return await scenario_run.run()
    finally:
        scenario_run.close()


async def _nothing(walk: Walk) -> None:
    """A scenario before its first verb."""


def _slug(name: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in name.lower()).strip("-")
