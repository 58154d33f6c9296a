"""`<scenario>/steps.html`: one scenario of a run as a film of its steps.

Each step shows what was done, what was typed, the page that it led to and the mails that came,
and what of the guide turned out to be broken there.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from harness.core.folders.safe import is_within
from harness.messages import Catalogue
from harness.model.finding import Finding, Verdict
from harness.model.journal import Journal, MailRecord, PageRecord, Step
from harness.model.verdicts import BROKEN
from harness.reporting.headline import headline, unbroken
from harness.reporting.html.layout import link, render
from harness.reporting.scenario_index import ScenarioRow

PAGE_FILE = "steps.html"


@dataclass(frozen=True)
class Breach:
    """A statement that is broken.

    Attributes:
        headline: what should be and what is, in one sentence.
        verdict: `fail` or `warn`.
    """

    headline: str
    statement: str
    verdict: Verdict


@dataclass(frozen=True)
class ScenarioStep:
    """One step of a scenario.

    Attributes:
        page: that it led to; None for none.
        picture: address of the screenshot, which scenarios may share; "" for none.
        document: address of the kept page; "" for none.
        mails: that came before the next step.
        broken: the statements that are broken there.
    """

    step: Step
    page: PageRecord | None
    picture: str
    document: str
    mails: tuple[MailRecord, ...]
    broken: tuple[Breach, ...]


def page_of(scenario: str) -> str:
    """The file of a scenario's page, below the run's folder; "" for a name that is no path."""
    return f"{scenario}/{PAGE_FILE}" if scenario and is_within(scenario) else ""


def scenario_page(
    row: ScenarioRow,
    journal: Journal,
    *,
    title: str,
    titles: dict[str, str],
    replay: str,
    recordings: tuple[str, ...],
    catalogue: Catalogue,
) -> str:
    """A scenario as one page, which shows pictures, animation and traces of the run's folder."""
    broken = tuple(f for f in row.walk.findings if f.verdict in BROKEN)
    steps = _steps(journal, broken, catalogue)
    placed = {breach.statement for one in steps for breach in one.broken}
    return render(
        "scenario.html.jinja",
        catalogue,
        contents=(),
        styles=("report.css",),
        pictures="'self' file:",
        row=row,
        title=title,
        journal=journal,
        steps=steps,
        others=tuple(_breach(f, catalogue) for f in broken if f.statement not in placed),
        titles=titles,
        replay=replay,
        recordings=tuple((_address(path), path) for path in recordings),
    )


def _steps(
    journal: Journal, broken: Iterable[Finding], catalogue: Catalogue
) -> tuple[ScenarioStep, ...]:
    broken = tuple(broken)
    steps: list[ScenarioStep] = []
    for step, following in zip(journal.steps, (*journal.steps[1:], None), strict=True):
        end = following.time if following else float("inf")
        begin = step.time if steps else float("-inf")
        mails = tuple(m for m in journal.mails if begin <= m.time < end)
        page = journal.page(step.led_to)
        here = tuple(_breach(f, catalogue) for f in broken if _is_at(f, step, mails))
        picture, document = (page.screenshot, page.html) if page else ("", "")
        steps.append(ScenarioStep(step, page, _address(picture), _address(document), mails, here))
    return tuple(steps)


def _is_at(finding: Finding, step: Step, mails: tuple[MailRecord, ...]) -> bool:
    """Whether the evidence of a finding is this step, its page, or a mail that came with it."""
    evidence = finding.evidence
    if evidence.step is not None:
        return evidence.step == step.number
    if evidence.mail is not None:
        return evidence.mail in {mail.number for mail in mails}
    return evidence.page is not None and evidence.page == step.led_to


def _breach(finding: Finding, catalogue: Catalogue) -> Breach:
    told = headline(finding.expected, finding.seen, finding.scene, catalogue)
    return Breach(unbroken(told), finding.statement, finding.verdict)


def _address(path: str) -> str:
    """The address of a file of the run from the page of a scenario, which lies one folder below."""
    return f".{link(path)}" if link(path) else ""
