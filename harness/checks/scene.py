"""Where a finding was made: the step, the page or the mail, as a fact for the reports."""

from harness.checks.context import Case
from harness.guide.claims import ShownCode
from harness.guide.mail_claims import MailCode
from harness.model.fact import Fact, Quote, fact, quote
from harness.model.finding import Evidence
from harness.model.journal import PageRecord, Step


def scene(evidence: Evidence, case: Case) -> Fact | None:
    """What somebody did, or what they looked at, when a statement turned out to be broken.

    Returns:
        A fact `scene-mail`, `scene-step` or `scene-page`; None where the evidence names nothing.
    """
    step = next((s for s in case.journal.steps if s.number == evidence.step), None)
    if step:
        return _step_scene(step, case)
    mail = next((m for m in case.journal.mails if m.number == evidence.mail), None)
    if mail:
        return fact("scene-mail", subject=quote(mail.mail.subject))
    page = case.journal.page(evidence.page)
    return fact("scene-page", title=_title(page, case)) if page else None


def _step_scene(step: Step, case: Case) -> Fact:
    chapter = case.guide.pages.get(step.words)
    words = quote(chapter.title if chapter else step.words)
    before, what = case.before(step), _code_of(step, case)
    if before is None or not step.words:
        return fact("scene-step", verb=step.verb, words=words, what=what)
    page = _title(before, case)
    return fact("scene-step-on-page", verb=step.verb, words=words, what=what, page=page)


def _code_of(step: Step, case: Case) -> Fact:
    """What the code is called that a step notes, reads or listens to."""
    statement, before = case.guide.by_slug.get(step.statement), case.before(step)
    claim = statement.claim if statement else None
    if isinstance(claim, MailCode | ShownCode):
        return case.guide.the_secret(claim.secret)
    return case.guide.the_secret(case.guide.shown_codes.get(before.slug, "") if before else "")


def _title(record: PageRecord, case: Case) -> Quote:
    """The guide's name of a page, else the page's own title or address."""
    chapter = case.guide.pages.get(record.slug)
    return quote(chapter.title if chapter else record.page.title or record.page.url)
