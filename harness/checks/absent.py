"""The paths that this portal does not have, as its target file says.

What such a path bars is not judged, and is accepted. A path is named by the step where it begins,
by the page that it leads to, or by the role that takes it. Only what a scenario met at such a step
is accepted: where the portal has the path after all, it is judged as any other.
"""

from collections.abc import Collection

from harness.checks.context import Case
from harness.guide.claims import Action
from harness.guide.model import Guide
from harness.model.fact import Fact, fact, quote
from harness.model.finding import NOT_SHOWN, Finding, Setting, Verdict, first_causes
from harness.model.verdicts import BROKEN

SECTION = "absent"  # of a target file


def without_absent_paths(findings: list[Finding], case: Case) -> list[Finding]:
    """The findings of a journal; what an absent path bars is unobservable, and says so.

    What another path bars gets the line that would accept it.
    """
    causes = first_causes(findings)
    judged = [_judged(f, causes.get((f.scenario, f.statement), ""), case) for f in findings]
    return [_with_line(finding, case) for finding in judged]


def _with_line(finding: Finding, case: Case) -> Finding:
    """The finding; if it is a missing link or button that ended the scenario, with the line."""
    end, statement = case.journal.end, case.guide.by_slug[finding.statement]
    blocker = end.blocker if end else None
    if blocker is None or blocker.statement != finding.statement or finding.verdict not in BROKEN:
        return finding
    is_there = not blocker.expected.code.startswith("action")
    if is_there or not isinstance(statement.claim, Action):
        return finding  # it leads elsewhere
    line = _line(finding.statement, case.guide)
    return finding.model_copy(update={"settings": (*finding.settings, line)})


def _judged(finding: Finding, cause: str, case: Case) -> Finding:
    step = _step_before(finding, cause, case)
    if not step:
        return finding
    if name := _name_of(step, case):
        seen = _absent(name, case)
        update = {"verdict": Verdict.UNOBSERVABLE, "seen": seen, "cause": "", "settings": ()}
        return finding.model_copy(update=update)
    if cause or _code(finding) != NOT_SHOWN:
        return finding
    return finding.model_copy(update={"settings": (_line(step, case.guide),)})


def _code(finding: Finding) -> str:
    return finding.seen.code if finding.seen else ""


def _step_before(finding: Finding, cause: str, case: Case) -> str:
    """The statement about the step behind which a finding could not be judged; "" for none."""
    end = case.journal.end
    if finding.verdict is Verdict.UNREACHED:
        return cause
    if finding.verdict is not Verdict.UNOBSERVABLE:
        return ""
    if _code(finding) == NOT_SHOWN:
        return end.statement if end else ""
    led_away = _code(finding) == "led-away"
    return next((one for one in case.detours if led_away and _name_of(one, case)), "")


def _name_of(step: str, case: Case) -> str:
    """What the target file names of the path that begins with a step; "" for nothing."""
    head, guide = case.journal.head, case.guide
    pages = _pages_behind(step, guide, head.missing_pages)
    names = (step, *pages, guide.accounts.role_of(head.people))
    return next((name for name in names if name and name in head.absent), "")


def _pages_behind(step: str, guide: Guide, missing: Collection[str]) -> tuple[str, ...]:
    """The pages that a step is made for: its goal, and its own page where that is missing."""
    statement = guide.by_slug.get(step)
    if statement is None:
        return ()
    claim = statement.claim
    reading = guide.destinations.get(step) if isinstance(claim, Action) else None
    claims = (claim, reading.claim) if reading else (claim,)
    goals = (vars(one).get(name, "") for one in claims for name in ("to", "page"))
    own = (statement.page,) if statement.page in missing else ()
    return (*map(str, goals), *own)


def _path(name: str, case: Case) -> Fact:
    guide = case.guide
    if statement := guide.by_slug.get(name):
        words = statement.text
        return fact("path-behind", step=quote(words) if isinstance(words, str) else words)
    if name in guide.pages:
        return fact("path-to-page", page=quote(guide.pages[name].title))
    return fact("path-of-role", role=guide.accounts.role_words(name))


def _absent(name: str, case: Case) -> Fact:
    path, why = _path(name, case), case.journal.head.absent[name]
    if why:
        return fact("path-absent-because", name=name, what=path, why=quote(why))
    return fact("path-absent", name=name, what=path)


def _line(step: str, guide: Guide) -> Setting:
    statement = guide.by_slug.get(step)
    return Setting(section=SECTION, key=step, value="", guide=statement.text if statement else step)
