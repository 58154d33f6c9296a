"""What became of the steps that try a refusal: refused or not, and what was given away."""

from functools import cached_property

from harness.checks.context import Case
from harness.core.identity import by_identity
from harness.guide.claims import Reason, Refused
from harness.guide.mail_claims import MailLink, sends_mail
from harness.model.journal import PageRecord, Step
from harness.page.news import has_news, shows

_NOT_FOUND, _SERVER_ERROR = 404, 500  # statuses


class Refusals:
    """The refusals of one journal that is judged by a guide."""

    def __init__(self, case: Case) -> None:
        self._case = case

    def was_refused(self, step: Step) -> bool:
        """Whether the step tries a refusal and met it."""
        return any(self.is_refusal(claim, step) for claim in self._case.refusals(step))

    @cached_property
    def refused_steps(self) -> tuple[Step, ...]:
        """The steps that try a refusal and met it, in order of time."""
        return tuple(filter(self.was_refused, self._case.journal.steps))

    def is_refusal(self, claim: Refused, step: Step) -> bool | None:
        """Whether a step was refused as a claim says.

        The page of the claim tells it by itself, if it gives nothing away. On any other page the
        step was refused if the page is no goal of the form (or of the mailed link), gives nothing
        away, no mail was sent, and nobody went on from that page to a goal.

        Returns:
            None where nobody can say: the page is none of the guide's, and the goal was never
            seen on this walk, so that it may be the goal itself, whatever message it marks.
        """
        after, before = self._case.after(step), self._case.before(step)
        if after is None or self._case.broke(step) or self.given_away(step):
            return False
        if after.slug == claim.page:
            return True
        goals = self._goals(step)
        if goals is None or self._did_something(step, after, goals):
            return False
        if before is not None and before.slug in after.refuses:
            return True
        again = self._offers_again(step, after)
        barred = claim.reason is Reason.BARRED and before is not None and claim.page != before.slug
        if barred and again and not self._tells_something_new(after):
            return False
        return True if again or self._is_no_goal(after, goals) else None

    def _goals(self, step: Step) -> tuple[str, ...] | None:
        """The pages that a step leads to if it is not refused; None where the guide has no form."""
        link = self._case.guide.by_slug.get(step.statement)
        if link is not None and isinstance(link.claim, MailLink):
            return (link.claim.to,)
        before = self._case.before(step)
        form = self._case.guide.pages.get(before.slug) if before else None
        return form.goals if form else None

    def _is_no_goal(self, after: PageRecord, goals: tuple[str, ...]) -> bool:
        """Whether a page is known to be none of the goals of a step, by which nobody knows it.

        It is a page of the guide or is answered with an error, the goal was seen elsewhere, or
        the goal sends a mail that this run would have seen.
        """
        seen = {page.slug for page in self._case.journal.pages}
        is_known = bool(after.slug or seen & set(goals))
        return is_known or after.page.is_error or self._would_mail(goals)

    def given_away(self, step: Step) -> tuple[str, ...]:
        """What the page after a step shows of what its form gives, and nobody typed."""
        before = self._case.before(step)
        form = self._case.guide.pages.get(before.slug) if before else None
        names = form.gives if form else ()
        return tuple(value for name in names for value in self.given(name, step))

    def _would_mail(self, goals: tuple[str, ...]) -> bool:
        """Whether each of some goals sends a mail that this run would have seen."""
        sending = (one.claim for one in self._case.guide if sends_mail(one.claim))
        mailing = {getattr(claim, "page", "") for claim in sending}
        return "mailbox" in self._case.journal.head.observes and mailing >= set(goals)

    def _did_something(self, step: Step, after: PageRecord, goals: tuple[str, ...]) -> bool:
        """Whether a step did what it is for, or led to a page that is missing or broken.

        It did so too where its page is one from which a person went on to a goal.
        """
        status = after.error
        is_wrong = status == _NOT_FOUND or status >= _SERVER_ERROR or after.slug in goals
        return (
            is_wrong or bool(self._case.mails_of.get(step.number)) or self._is_page_between(after)
        )

    def _is_page_between(self, after: PageRecord) -> bool:
        """Whether a page says nothing but what pages say from which a person went on to a goal."""
        return not after.slug and any(
            not has_news(after.page, [one.page])
            for one in self._pages_between
            if one.number != after.number
        )

    @cached_property
    def _pages_between(self) -> tuple[PageRecord, ...]:
        """The pages from which a person went on to a goal; each was recorded just before it."""
        goals = (self._case.after(step) for step in self._case.movements if step.passed)
        return tuple(self._case.journal.pages[goal.number - 2] for goal in goals if goal)

    def given(self, name: str, step: Step) -> tuple[str, ...]:
        """What accounts hold in a field, as far as a step made the portal show it.

        What was typed is no gift.
        """
        after, before = self._case.after(step), self._case.before(step)
        typed = {entry.value for entry in step.typed}
        values = {person.value(name) for person in self._case.journal.head.people} - {"", *typed}
        return tuple(
            value
            for value in sorted(values)
            if after is not None
            and shows(after.page, value)
            and not (before and shows(before.page, value))
        )

    def _tells_something_new(self, after: PageRecord) -> bool:
        """Whether a page says what it did not say before, nor anything like it."""
        earlier = self._case.journal.pages[: after.number - 1]
        before = [one for one in earlier if after.slug in {"", one.slug}]
        told_before = [text for one in before for text in one.dialogs]
        return has_news(after.page, [one.page for one in before], after.dialogs, told_before)

    def _offers_again(self, step: Step, after: PageRecord) -> bool:
        """Whether a page has all the fields that a step filled in on the page before."""
        labels = [entry.label for entry in step.typed]
        return bool(labels) and all(self._case.find_field(after, label) for label in labels)


refusals_of = by_identity(Refusals)
"""The refusals of a case, looked for once."""
