"""Runs one scenario on a portal, whatever happens there, and closes its journal."""

from collections.abc import Sequence
from datetime import UTC, datetime

from harness.checks.profiles.code_sample import surveys
from harness.core.errors import EnvironmentFault, Fault, NeedsBrowser
from harness.execution.accounts.tracker import AccountTracker
from harness.execution.actor.blocked import Blocked, NotObservable
from harness.execution.actor.folded_form import FoldedForm
from harness.execution.actor.portal import PortalActor
from harness.execution.actor.step_prompt import StepPrompt
from harness.execution.animation import FILM_FILE, make_film
from harness.execution.evidence.store import EvidenceStore
from harness.execution.run_context import RunContext
from harness.guide.folded_page import folds_of
from harness.journal.writer import JournalWriter
from harness.model.fact import Fact, fact
from harness.model.finding import Finding
from harness.model.journal import Blocker, End, FaultRecord, Head, Journal, SurveyRecord
from harness.planning.actor import Actor
from harness.planning.plan import Plan, account_record
from harness.planning.problems import describe_error
from harness.planning.walk import Walk
from harness.redaction.traces import redacted_trace
from harness.redaction.vault import Vault


class ScenarioRun:
    """One run of one scenario."""

    def __init__(self, plan: Plan, context: RunContext) -> None:
        self.plan = plan
        self._context = context
        vault = _vault(plan, context)
        context.engine.egress.protect(vault)
        folder = context.config.folder / plan.folder if context.config.folder else None
        self._journal = JournalWriter(folder, _head(plan, context), vault)
        for secret in vault.secrets():
            self._journal.announce(secret.pseudonym)
        self._tracker = AccountTracker(
            context.guide, plan.accounts, context.leases, plan.scenario.slug
        )
        self._evidence = EvidenceStore(context, self._journal, self._tracker)
        self._portal = PortalActor(context, self._evidence)

    def _actor(self) -> Actor:
        """The actor that the scenario plays through, with the adapters that the run asks for."""
        context, actor = self._context, self._portal
        adapted: Actor = actor
        for fold in folds_of(context.guide, context.missing_pages):
            adapted = FoldedForm(adapted, context.guide, fold)
        return StepPrompt(adapted, context.config.ask) if context.config.ask else adapted

    @property
    def vault(self) -> Vault:
        """The secrets of the scenario."""
        return self._journal.vault

    async def run(self) -> Journal:
        """Run the scenario to its end, or as far as it goes; the journal says how it ended."""
        blocker: Blocker | None = None
        fault: FaultRecord | None = None
        unobservable: Fact | None = None
        step = ""
        try:
            await self._portal.begin()
            await self.plan.scenario.play(self._walk())
        except Blocked as blocked:
            if self._tracker.refused_again:
                unobservable = fact("secret-had-before")
            else:
                blocker = blocked.blocker
        except NotObservable as missing:
            unobservable, step = missing.what, missing.step
        except NeedsBrowser as missing:
            unobservable = fact("way-without-scripts", expected=missing.expected, seen=missing.seen)
        except EnvironmentFault as found:
            fault = self._fault_record(found)
        except Exception as error:  # noqa: BLE001 - a scenario is anybody's code
            fault = self._scenario_error(error, "ScenarioError")
        left = await self._leave()
        fault = fault or left or self._disk_fault()
        kinds = self._context.guide.kinds_of_codes if self.plan.scenario.profile else ()
        for one in surveys(self._journal.vault, kinds):
            self._journal.add(SurveyRecord(survey=one))
        self._journal.add(
            End(
                duration=self._journal.elapsed,
                blocker=blocker,
                fault=fault,
                unobservable=unobservable,
                statement=step,
            )
        )
        return self._journal.journal()

    def _walk(self) -> Walk:
        source, portal = self._context.source_guide, self._context.guide
        return Walk(source, self._actor(), self.plan.accounts, portal_guide=portal)

    async def _leave(self) -> FaultRecord | None:
        """Collect the last mails and close all sessions; a fault now spoils no evidence."""
        fault: FaultRecord | None = None
        for close in (self._portal.collect_mails, self._portal.close):
            try:
                await close()
            except EnvironmentFault as found:
                fault = fault or self._fault_record(found)
            except Exception as error:  # noqa: BLE001 - reported, and never in place of evidence
                fault = fault or self._scenario_error(error, type(error).__name__)
        return fault

    def _disk_fault(self) -> FaultRecord | None:
        """The fault of a disk that did not take all evidence; None for none."""
        if not self._journal.write_error:
            return None
        return FaultRecord(
            name="DiskFault",
            step=self._journal.steps,
            expected="the run's folder to take all that is seen",
            seen=self._journal.write_error,
            remedy="Make room there, or name another folder by --out.",
        )

    def _scenario_error(self, error: Exception, name: str) -> FaultRecord:
        return FaultRecord(
            name=name,
            step=self._journal.steps,
            expected=f"the scenario « {self.plan.scenario.slug} » to be walked to its end",
            seen=describe_error(error, self.plan.scenario.play),
            remedy="Mend that line; what was recorded before it is judged.",
        )

    def _fault_record(self, fault: Fault) -> FaultRecord:
        return FaultRecord(
            name=type(fault).__name__,
            step=self._journal.steps,
            expected=fault.expected,
            seen=fault.seen,
            remedy=fault.remedy,
        )

    def store_traces(self, *, wanted: bool) -> None:
        """Store the traces of the sessions, redacted; delete them if they are not wanted."""
        for number, path in enumerate(self._portal.traces, start=1):
            if (
                wanted
                and path.is_file()
                and (data := redacted_trace(path.read_bytes(), self.vault))
            ):
                self._journal.store(f"traces/{number:02d}.zip", data)
            path.unlink(missing_ok=True)

    def store_film(self, findings: Sequence[Finding], *, wanted: bool) -> None:
        """Store a film of the scenario, if it is wanted and screenshots were taken for it."""
        journal, frames = self._journal.journal(), self._evidence.pages.film_frames
        # A page without a screenshot shows a secret that a picture cannot hide.
        shown = {page.number for page in journal.pages if page.screenshot}
        frames = {number: frame for number, frame in frames.items() if number in shown}
        if wanted and frames:
            self._journal.store(FILM_FILE, make_film(journal, frames, findings))
        self._evidence.pages.film_frames.clear()

    async def collect_late_mails(self) -> Journal | None:
        """Record mails that came after the end; returns the journal, None if none came."""
        return self._journal.journal() if await self._portal.collect_mails() else None

    async def release_accounts(self) -> None:
        """Mails to the accounts that arrive from now on belong to the next scenario."""
        await self._portal.release_accounts()

    def close(self) -> None:
        """Close the journal."""
        self._journal.close()


def _vault(plan: Plan, context: RunContext) -> Vault:
    """The secrets that are known before the scenario starts."""
    vault = Vault()
    for value in context.target.hidden:
        vault.add(value, "target")
    for account in plan.accounts:
        for field, kind in account.schema_of_suite.secrets.items():
            if value := account.value(field):
                vault.add(value, kind)
    return vault


def _head(plan: Plan, context: RunContext) -> Head:
    return Head(
        scenario=plan.scenario.slug,
        title=plan.scenario.title,
        target=context.target.name,
        driver=context.engine.name,
        base_url=context.base_url,
        started=datetime.now(UTC),
        observes=context.capabilities,
        planned=plan.statements,
        people=tuple(map(account_record, plan.accounts)),
        guide=context.guide.digest,
        attempt=plan.attempt,
        words=dict(context.target.words),
        reads=dict(context.target.reads),
        missing_pages=context.missing_pages,
        absent=dict(context.target.absent),
        unobservable=dict(context.target.unobservable),
        undeclared=context.leases.undeclared(plan.accounts),
    )
