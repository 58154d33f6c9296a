"""What a portal says itself where it goes wrong, and after how many failed tries it locks."""

from harness.checks.context import Case
from harness.checks.messages import messages
from harness.guide.claims import Reason, Refused
from harness.model.fact import Fact, fact, quote
from harness.model.finding import Finding
from harness.model.journal import PageRecord, Step


def with_own_words(finding: Finding, case: Case) -> Finding:
    """A finding with the message of the page that was seen, and with the numbers of a lock."""
    step = next((s for s in case.journal.steps if s.number == finding.evidence.step), None)
    if step is None or finding.seen is None:
        return finding
    seen = _with_message(finding.seen, step, case)
    finding = finding.model_copy(update={"seen": seen})
    claim = case.guide.by_slug[finding.statement].claim
    if not isinstance(claim, Refused) or not (claim.failure and claim.tries):
        return finding
    if (locked := _lock(claim, seen, step, case)) is None:
        return finding
    update = {"expected": fact("locks-after", tries=claim.tries), "seen": locked}
    return finding.model_copy(update=update)


def _with_message(seen: Fact, step: Step, case: Case) -> Fact:
    """A page that was seen, with what it says that the page before did not."""
    after, before = case.after(step), case.before(step)
    if after is None or not _is_seen(after, seen, case):
        return seen
    known = messages(before) if before else []
    told = [text for text in messages(after) if text not in known]
    return fact("page-saying", page=seen, says=quote(" / ".join(told))) if told else seen


def _is_seen(page: PageRecord, seen: Fact, case: Case) -> bool:
    """Whether what was seen is this page, by its slug or by the guide's name of it."""
    if seen.code == "page":
        return seen.params["page"] == page.slug
    chapter = case.guide.pages.get(page.slug)
    return seen.code == "page-named" and chapter is not None and chapter.title in seen.quotes()


def _lock(claim: Refused, seen: Fact, step: Step, case: Case) -> Fact | None:
    """That it locks too early or too late; None where something else is wrong."""
    after, before = case.after(step), case.before(step)
    if after is None or before is None or after.error:
        return None
    if claim.reason is Reason.WRONG and after.slug and after.slug != before.slug:
        is_goal = after.slug in case.guide.pages[before.slug].goals if before.slug else False
        return None if is_goal else fact("locked-after", failures=claim.failure, seen=seen)
    if claim.reason is Reason.BARRED and after.slug == before.slug:
        return fact("not-locked-after", failures=claim.failure, seen=seen)
    return None
