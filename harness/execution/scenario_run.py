"""Walks one scenario on a portal, whatever happens there, and closes its journal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from harness.checks.profiles.code_sample import surveys
from harness.core.errors import EnvironmentFault, Fault, NeedsBrowser
from harness.driver.protocol import Engine
from harness.execution.accounts.leases import AccountLeases
from harness.execution.accounts.tracker import AccountTracker
from harness.execution.actor.blocked import Barred, Unobservable
from harness.execution.actor.combined_login import CombinedLogin
from harness.execution.actor.portal import PortalActor
from harness.execution.actor.step_prompt import Ask, StepPrompt
from harness.execution.animation import NAME, make_film
from harness.execution.evidence.store import EvidenceStore
from harness.execution.run_context import Ground, Hint
from harness.execution.safety_limits import SafetyLimits
from harness.guide.one_form import combines_login
from harness.guide.wording import Wording
from harness.journal.writer import JournalWriter
from harness.mail.source import MailSource
from harness.model.finding import Finding
from harness.model.journal import Bar, End, FaultRecord, Head, Journal, SurveyRecord
from harness.planning.actor import Actor
from harness.planning.plan import Plan, person_of
from harness.planning.problems import describe_error
from harness.planning.walk import Walk
from harness.redaction.traces import cleaned
from harness.redaction.vault import Vault


@dataclass(frozen=True)
class Setting:
    """Where a run takes place.

    Attributes:
        target: name of the target.
        base_url: where it serves.
        entries: address of each page that can be opened by its address.
        engine: opens sessions.
        mails: where mails arrive; None for nowhere.
        patience: seconds to wait for a mail.
        folder: of the run; None to keep nothing on disk.
        caution: shared by all walks.
        roster: what is known of the accounts; None for what each walk knows by itself.
        words: the portal's own words for the guide's.
        lacks: pages of the guide that the portal does not have.
        hints: the guide's pages to what else the portal's are known by.
        hidden: secrets of the target itself, hidden in every artefact.
        ask: called before each step; None to go on at once.
    """

    target: str
    base_url: str
    entries: Mapping[str, str]
    engine: Engine
    mails: MailSource | None
    patience: float
    folder: Path | None
    caution: SafetyLimits = field(default_factory=SafetyLimits)
    roster: AccountLeases | None = None
    words: Wording = field(default_factory=dict)
    hints: Mapping[str, Hint] = field(default_factory=dict)
    lacks: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    ask: Ask | None = None

    @property
    def observes(self) -> frozenset[str]:
        """What can be seen here."""
        mailbox = frozenset({"mailbox"}) if self.mails else frozenset[str]()
        return self.engine.observes | {"sound"} | mailbox


class ScenarioRun:
    """One scenario being walked.

    Args:
        plan: what it will do.
        ground: shared by the run.
        setting: where it takes place.
    """

    def __init__(self, plan: Plan, ground: Ground, setting: Setting) -> None:
        self.plan = plan
        vault = Vault()
        for value in setting.hidden:
            vault.add(value, "target")
        for account in plan.people:
            _protect(vault, account.confidential_code, account.answer)
        setting.engine.egress.protect(vault)
        folder = setting.folder / plan.folder if setting.folder else None
        self._recorder = JournalWriter(folder, _head(plan, ground, setting), vault)
        for secret in vault.secrets():
            self._recorder.announce(secret.pseudonym)
        self._keeper = EvidenceStore(ground, self._recorder)
        self._stage = PortalActor(
            ground.guide,
            setting.engine,
            mails=setting.mails,
            keeper=self._keeper,
            entries=dict(setting.entries),
            patience=setting.patience,
            caution=setting.caution,
            witness=AccountTracker(
                ground.guide, plan.people, setting.roster or AccountLeases(plan.people)
            ),
            lacks=setting.lacks,
        )
        stage: Actor = self._stage
        if combines_login(ground.guide, setting.lacks):
            stage = CombinedLogin(stage, ground.guide)
        self._watched: Actor = StepPrompt(stage, setting.ask) if setting.ask else stage
        self._ground = ground

    @property
    def vault(self) -> Vault:
        """Its secrets."""
        return self._recorder.vault

    async def walk(self) -> Journal:
        """Walk to the end, or as far as it goes; the journal tells which."""
        bar: Bar | None = None
        fault: FaultRecord | None = None
        unobservable = ""
        try:
            await self._stage.begin()
            await self.plan.scenario.play(self._begin())
        except Barred as barred:
            bar = barred.bar
        except Unobservable as missing:
            unobservable = missing.what
        except NeedsBrowser as missing:
            unobservable = f"way without scripts: expected {missing.expected}, seen {missing.seen}"
        except EnvironmentFault as found:
            fault = self._fault(found)
        except Exception as error:  # noqa: BLE001 - a scenario is anybody's code
            fault = self._mistake(error, "ScenarioError")
        left = await self._leave()
        fault = fault or left or self._unkept()
        for one in surveys(self._recorder.vault) if self.plan.scenario.profile else ():
            self._recorder.add(SurveyRecord(survey=one))
        self._recorder.add(
            End(duration=self._recorder.elapsed, bar=bar, fault=fault, unobservable=unobservable)
        )
        return self._recorder.journal()

    def _begin(self) -> Walk:
        ground = self._ground
        return Walk(ground.promised, self._watched, self.plan.people, said=ground.guide)

    async def _leave(self) -> FaultRecord | None:
        """End the visit; a fault now is a fault of the clean-up, after all was recorded."""
        fault: FaultRecord | None = None
        for part in (self._stage.sweep, self._stage.close):
            try:
                await part()
            except EnvironmentFault as found:
                fault = fault or self._fault(found)
            except Exception as error:  # noqa: BLE001 - told, and never instead of what was seen
                fault = fault or self._mistake(error, type(error).__name__)
        return fault

    def _unkept(self) -> FaultRecord | None:
        """The fault of a disk that took not all that was seen."""
        if not self._recorder.unkept:
            return None
        return FaultRecord(
            name="DiskFault",
            step=self._recorder.steps,
            expected="the run's folder to take all that is seen",
            seen=self._recorder.unkept,
            remedy="Make room there, or name another folder by --out.",
        )

    def _mistake(self, error: Exception, name: str) -> FaultRecord:
        return FaultRecord(
            name=name,
            step=self._recorder.steps,
            expected=f"the scenario « {self.plan.scenario.slug} » to be walked to its end",
            seen=describe_error(error, self.plan.scenario.play),
            remedy="Mend that line; what was recorded before it is judged.",
        )

    def _fault(self, fault: Fault) -> FaultRecord:
        return FaultRecord(
            name=type(fault).__name__,
            step=self._recorder.steps,
            expected=fault.expected,
            seen=fault.seen,
            remedy=fault.remedy,
        )

    def keep_traces(self, *, wanted: bool) -> None:
        """Keep the traces of the visits, secrets hidden; or take them away."""
        for number, path in enumerate(self._stage.traces, start=1):
            if wanted and path.is_file() and (data := cleaned(path.read_bytes(), self.vault)):
                self._recorder.keep(f"traces/{number:02d}.zip", data)
            path.unlink(missing_ok=True)

    def keep_film(self, findings: Sequence[Finding], *, wanted: bool) -> None:
        """Keep a film of the walk, if pictures were taken for it; or forget them."""
        if wanted and self._keeper.pictures:
            data = make_film(self._recorder.journal(), self._keeper.pictures, findings)
            self._recorder.keep(NAME, data)
        self._keeper.pictures.clear()

    async def late(self) -> Journal | None:
        """Record mails that came after the walk; the journal then, None for no news."""
        return self._recorder.journal() if await self._stage.sweep() else None

    async def part(self) -> None:
        """Its people go to another walk: what comes for them from now on is not this one's."""
        await self._stage.part()

    def close(self) -> None:
        """Close the journal for good."""
        self._recorder.close()


def _protect(vault: Vault, code: str, answer: str) -> None:
    if code:
        vault.add(code, "old-confidential-code")
    if answer:
        vault.add(answer, "answer")


def _head(plan: Plan, ground: Ground, setting: Setting) -> Head:
    return Head(
        scenario=plan.scenario.slug,
        title=plan.scenario.title,
        target=setting.target,
        driver=setting.engine.name,
        base_url=setting.base_url,
        started=datetime.now(UTC),
        observes=setting.observes,
        planned=plan.statements,
        people=tuple(map(person_of, plan.people)),
        guide=ground.guide.digest,
        attempt=plan.attempt,
        words=dict(setting.words),
        lacks=setting.lacks,
    )
