"""A real run against the real reference, with a fault between them; what it tells in the end."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn
from playwright.async_api import Browser
from rich.console import Console

from harness.accounts.model import save_accounts
from harness.app.suite import all_scenarios
from harness.config.limits import TimeoutSettings
from harness.config.target import Target, load_target
from harness.core.errors import Fault
from harness.core.ports import free_port
from harness.driver.browser.engine import BrowserEngine
from harness.driver.browser.process import BrowserProcess
from harness.driver.http.engine import HttpEngine
from harness.driver.protocol import Engine
from harness.execution.run_config import RunConfig
from harness.execution.runner import Runner
from harness.guide.loader import load_guide
from harness.messages import catalogue
from harness.model.finding import Finding, Verdict
from harness.planning.assignment import assign
from harness.planning.plan import Plan
from harness.redaction.scan.scanner import leaks
from harness.reporting.formats.terminal import Terminal
from harness.reporting.writer import Reports
from reference_impl.app import Parts, build
from reference_impl.domain.flow import Postman
from reference_impl.serve import listen
from reference_impl.settings import Settings
from tests.resilience.wire import Strike, Wire, wire

GUIDE = load_guide()
TARGET = load_target()
WALK = "cancel-step-1"  # home, login window, step 1, and back
WHOLE = "administrator-lost-confidential-code"  # all steps, and the mail


class OpenProgram(BrowserProcess):
    """A browser that can be reached, to be broken."""

    browser: Browser

    @asynccontextmanager
    async def lease(self) -> AsyncIterator[Browser]:
        """Have it, and let others have it as well."""
        async with super().lease() as browser:
            self.browser = browser
            yield browser


@dataclass(frozen=True)
class Told:
    """What a run came to.

    Attributes:
        verdict: of the run's worst finding that nothing else explains; a fault that ended it.
        message: its words.
        exit_code: of the run.
        findings: all of them.
        shown: what the terminal showed.
        struck: how many requests met the fault.
    """

    verdict: Verdict
    message: str
    exit_code: int
    findings: tuple[Finding, ...]
    shown: str
    struck: int


@cache
def plans(*slugs: str) -> tuple[Plan, ...]:
    """The plans of some scenarios, with people of their own."""
    chosen = [one for one in all_scenarios() if one.slug in slugs]
    return asyncio.run(assign(GUIDE, chosen, TARGET))


@asynccontextmanager
async def reference(
    played: Sequence[Plan], smtp: int, mailer: Postman | None = None
) -> AsyncIterator[int]:
    """The bundled portal within this process; gives its port."""
    with TemporaryDirectory() as folder:
        accounts = Path(folder) / "accounts.json"
        save_accounts(accounts, [person for plan in played for person in plan.all_accounts])
        settings = Settings(accounts=accounts, smtp_host="127.0.0.1", smtp_port=smtp)
        with build(settings, Parts(mailer=mailer)) as site, listen("127.0.0.1", 0) as listening:
            config = uvicorn.Config(
                site.app,
                log_config=None,
                lifespan="off",
                timeout_graceful_shutdown=1,
            )
            server = uvicorn.Server(config)
            serving = asyncio.ensure_future(server.serve(sockets=[listening]))
            yield listening.getsockname()[1]
            server.should_exit = True
            await serving


def target_at(url: str, smtp: int, patience: float, mail: float = 0.3) -> Target:
    """The reference as a portal that was there already."""
    return TARGET.model_copy(
        update={
            "launch": None,
            "base_url": url,
            "mail": TARGET.mail.model_copy(update={"port": smtp}),
            "timeouts": TimeoutSettings(page=patience, mail=mail),
        }
    )


def engine_of(
    driver: str, patience: float, program: BrowserProcess | None
) -> Callable[[str], Engine]:
    """How to make a driver."""
    if driver == "http":
        return lambda url: HttpEngine(base_url=url, timeout=patience)
    return lambda url: BrowserEngine(base_url=url, timeout=patience, program=program)


async def run_through(
    strike: Strike,
    where: str,
    *,
    driver: str,
    folder: Path,
    walk: str = WALK,
    patience: float = 60.0,
    mail: float = 0.3,
    mailer: Callable[[int], Postman] | None = None,
    program: BrowserProcess | None = None,
) -> Told:
    """Run scenarios on the reference with a fault on the way, and tell what came of it."""
    played, smtp = plans(walk), free_port()
    postman = mailer(smtp) if mailer else None
    async with reference(played, smtp, postman) as port, wire(port, where, strike) as between:
        target = target_at(between.url, smtp, patience, mail)
        return await run(target, played, engine_of(driver, patience, program), folder, between)


async def run(
    target: Target,
    played: tuple[Plan, ...],
    make_engine: Callable[[str], Engine],
    folder: Path,
    between: Wire | None = None,
) -> Told:
    """Run scenarios on a target, with all reports."""
    runner = Runner(GUIDE, target, RunConfig(jobs=2, folder=folder), make_engine)
    stream = StringIO()
    terminal = Terminal(Console(file=stream, width=200), catalogue(), clock=lambda: 0.0)
    fault: Fault | None = None
    with Reports(
        folder,
        GUIDE,
        terminal=terminal,
        journals=lambda: runner.journals,
        leaks=lambda: map(str, leaks(folder, runner.vaults)),
    ) as reports:
        try:
            findings = (await runner.run(played, reports)).findings
        except Fault as ended:
            fault, findings = ended, ()
    struck = between.struck if between else 0
    shown = stream.getvalue()
    if fault:
        message = f"expected {fault.expected}; seen {fault.seen}"
        return Told(Verdict.FAULT, message, 3, (), shown, struck)
    return Told(*_worst(findings), reports.exit_code, findings, shown, struck)


def _worst(findings: tuple[Finding, ...]) -> tuple[Verdict, str]:
    order = list(Verdict)
    causes = [f for f in findings if f.verdict is not Verdict.UNREACHED]
    worst = max(causes, key=lambda f: order.index(f.verdict))
    if worst.verdict is Verdict.PASS:
        return Verdict.PASS, ""
    say = catalogue().say
    return worst.verdict, f"expected {say(worst.expected)}; seen {say(worst.seen)}"
