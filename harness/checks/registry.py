"""Which check judges which claim, and on which records of a journal."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import wraps
from typing import Any

from harness.checks import content, fields, mail_codes, mails, movements, pages, sounds, sums
from harness.checks.context import Case
from harness.checks.outcome import Outcome
from harness.checks.profiles import registry
from harness.checks.walk.folded import folded_form
from harness.checks.walk.panels import if_no_script_shows_it, with_panels
from harness.checks.walk.refusals import refusals_of
from harness.checks.walk.remembered import judged_with_values, remembered_by
from harness.checks.walk.spans import is_within
from harness.checks.walk.typed import typed_before
from harness.core.text import label_key
from harness.guide import claims as c
from harness.guide import mail_claims as m
from harness.guide.content_claims import (
    Absent,
    Count,
    Download,
    NoSecret,
    NoWords,
    ShownValue,
    Sum,
    TableRow,
)
from harness.guide.filled import filled, placeholders
from harness.guide.model import Statement
from harness.guide.worded import REMEMBERED, TYPED
from harness.model.fact import fact
from harness.model.finding import Level
from harness.model.journal import ASK, MailRecord, PageRecord, SoundRecord, Step

Subject = PageRecord | Step | MailRecord | SoundRecord | registry.Matter
_TRIED = (c.Leads, c.Gives, c.Refused, c.KeptOut, c.Lands, Download, Absent)
"""Claims that are judged on the steps that try them."""

Check = Callable[[Any, Any, Case], Outcome]  # (claim, subject, case): the table pairs them


def subjects(statement: Statement, case: Case) -> Iterator[tuple[Check, Subject]]:
    """The records of a journal that a statement is judged on, each with its check."""
    found = _subjects(statement, case)
    names = placeholders(statement.claim)
    if not names:
        return found
    of_walk = {name for name in names if name.startswith((TYPED, REMEMBERED))}
    several = ((check, subject, _of_walk(of_walk, subject, case)) for check, subject in found)
    return (
        (_with_words(check, values), subject)
        for check, subject, values in several
        if of_walk <= values.keys()
    )


def _of_walk(names: Collection[str], subject: Subject, case: Case) -> dict[str, str]:
    """What the scenario typed, and what it remembers, as far as a claim speaks of it."""
    typed = any(name.startswith(TYPED) for name in names)
    values = typed_before(subject, case) if typed else {}
    return values | (remembered_by(subject, case) if names else {})


def _with_words(check: Check, of_walk: Mapping[str, str]) -> Check:
    """A check whose claim takes words from the account that its subject is about.

    Others it takes from what the walk knows, or reads what the portal makes up in their place.
    """

    @wraps(check)
    def with_values(claim: Any, subject: Any, case: Case) -> Outcome:
        said = filled(claim, {**case.values_for(subject), **of_walk})
        return judged_with_values(check, said, subject, case)

    return with_values


def _subjects(statement: Statement, case: Case) -> Iterator[tuple[Check, Subject]]:
    claim = statement.claim
    if isinstance(claim, c.PageClaim):
        check = _PAGES[type(claim)]
        check = if_no_script_shows_it(check) if statement.behind else check
        for page in _pages(statement, case):
            yield (_on_no_page if _is_missed(statement, page, case) else check), page
    if isinstance(claim, c.Action):
        yield from ((movements.action_leads, step) for step in _followed(statement.slug, case))
    if isinstance(claim, c.Destination) and claim.page not in case.journal.head.missing_pages:
        yield from ((movements.destination, step) for step in _followed(claim.of, case))
    if isinstance(claim, _TRIED):
        yield from ((_MOVEMENTS[type(claim)], step) for step in _tried(statement, case))
    if isinstance(claim, c.Refusal):
        yield from ((movements.refusal, step) for step in _refused(statement, claim, case))
    if isinstance(claim, m.MailClaim):
        yield from _of_mails(statement, claim, case)
    yield from ((movements.opens, step) for step in _opened_with_error(statement, case))
    if isinstance(claim, c.SoundIs):
        yield from ((sounds.sound, sound) for sound in _sounds(claim, case))
    yield from registry.matters(statement, case)


def _opened_with_error(statement: Statement, case: Case) -> Iterator[Step]:
    """The steps that opened a page by its address and try nothing, if it came with an error.

    The first required statement of the page tells it, as where another page comes.
    """
    on_page = (one for one in case.guide.on(statement.page) if one.level is Level.REQUIRED)
    if statement.page not in case.guide.pages or next(on_page, None) is not statement:
        return iter(())
    opened = (one for one in case.journal.steps if one.verb == "open" and not one.trying)
    shown = (one for one in opened if (page := case.after(one)) and page.slug == statement.page)
    return (one for one in shown if case.error_of(one))


def _is_missed(statement: Statement, page: PageRecord, case: Case) -> bool:
    """Whether a statement is about a page that is asked for on another form, beside its field."""
    if page.slug != statement.page or folded_form(case).form_of(page) == page.slug:
        return False
    return all(one.field != statement.slug for one in case.guide.folded)


def _on_no_page(claim: c.PageClaim, page: PageRecord, case: Case) -> Outcome:
    """What is promised of a page that has a form of its own."""
    del claim
    missing = case.guide.page_fact(page.slug)
    why = fact("target-does-not-show", what=(missing,))
    return Outcome(ok=None, seen=why, evidence=case.page_evidence(page))


def _sounds(claim: c.SoundIs, case: Case) -> Iterator[SoundRecord]:
    """The sounds that a statement is judged on; one that compares them needs those of two pages."""
    heard = case.journal.sounds
    if claim.fact is c.SoundProperty.OWN and len({one.page for one in heard}) < 2:  # noqa: PLR2004 - two
        return iter(())
    return iter(heard)


def _pages(statement: Statement, case: Case) -> Iterator[PageRecord]:
    about = case.guide.is_about
    pages = [page for page in case.journal.pages if about(statement.page, page.slug)]
    if statement.page not in case.guide.own_pages:
        pages = [page for page in pages if is_within(page, case.guide.pages[statement.page], case)]
    if statement.behind:
        steps = (step for step in case.journal.steps if step.statement == statement.behind)
        opened = {step.led_to for step in steps}
        pages = [page for page in pages if page.number in opened]
    if statement.after:
        tried = {step.led_to for step in case.journal.steps if statement.after in step.trying}
        pages = [page for page in pages if page.number in tried]
    if isinstance(statement.claim, c.Labelled | c.Mark | c.Offers | c.Fits):
        return (page for page in pages if _may_have_field(statement.claim, page, case))
    if getattr(statement.claim, "optional", False):
        used_on = {step.on for step in case.journal.steps if step.statement == statement.slug}
        if case.runs_scripts:
            used_on |= {s.on for s in case.journal.steps if s.unasked == statement.slug}
        return (page for page in pages if page.number in used_on)
    when = getattr(statement.claim, "when", "always")
    if when == "refused":
        led_to = {
            step.led_to for step in case.journal.steps if _was_refused_on(statement, step, case)
        }
        return (page for page in case.journal.pages if page.number in led_to)
    if when == "filled-in":
        led_to = {step.led_to for step in case.journal.steps if _fills_in(statement, step, case)}
        return (page for page in pages if page.number in led_to)
    return iter(pages)


def _may_have_field(
    claim: c.Labelled | c.Mark | c.Offers | c.Fits, page: PageRecord, case: Case
) -> bool:
    """Whether a page must have a claim's field: an optional one only where it was filled in."""
    name = claim.label
    if isinstance(claim, c.Labelled):
        name = case.guide.name_of_field(page.slug, claim)
    field = case.guide.by_slug.get(case.field_statement(page.slug, name))
    if field is None or not getattr(field.claim, "optional", False):
        return True
    used = (
        entry.label for step in case.journal.steps if step.on == page.number for entry in step.typed
    )
    return any(label_key(label) == label_key(name) for label in used)


def _was_refused_on(statement: Statement, step: Step, case: Case) -> bool:
    """Whether a step was refused, for being wrong, on the page of a statement."""
    before = case.before(step)
    claims = case.refusals(step)
    wrong = any(claim.reason is c.Reason.WRONG and not claim.malformed for claim in claims)
    return (
        wrong
        and before is not None
        and before.slug == statement.page
        and refusals_of(case).was_refused(step)
    )


def _fills_in(statement: Statement, step: Step, case: Case) -> bool:
    """Whether a step should fill in a field of the page of a statement."""
    return any(
        isinstance(claim, c.Leads | c.Gives) and claim.page == statement.page and claim.filled
        for claim in case.tried(step)
    )


def _followed(slug: str, case: Case) -> Iterator[Step]:
    """The steps that follow a link or button, and try nothing else."""
    claim = case.guide.by_slug[slug].claim
    leads = getattr(claim, "to", "")
    if not leads or leads in case.journal.head.missing_pages:
        return iter(())
    steps = case.journal.steps
    return (
        step
        for step in steps
        if step.statement == slug and step.led_to and not step.trying and step.verb != ASK
    )


def _tried(statement: Statement, case: Case) -> Iterator[Step]:
    ends = (s for s in case.journal.steps if s.led_to or s.verb == "download")
    return (s for s in ends if statement.slug in s.trying)


def _refused(statement: Statement, claim: c.Refusal, case: Case) -> Iterator[Step]:
    steps = [
        step
        for step in refusals_of(case).refused_steps
        if (before := case.before(step))
        and before.slug == statement.page
        and _is_about(statement, step, case)
        and _bears(claim.aspect, step, case)
    ]
    if claim.aspect is c.Aspect.SAME_WORDS:
        # one wrong attempt proves nothing: all of them are compared at once
        wrong = [s for s in steps if s in movements.wrong_steps(s, case)]
        return iter(wrong[-1:] if len(wrong) > 1 else [])
    return iter(steps)


def _is_about(statement: Statement, step: Step, case: Case) -> bool:
    """Whether a refusal on a page is one that a statement is about.

    If a form takes over the field of another page, the promises about that page hold of the forms
    that fill it in. Those that try it may be refused in other words, since they count attempts.
    """
    folded = folded_form(case)
    if folded.form and statement.slug.partition(".")[0] == folded.form.page != statement.page:
        return folded.fills_folded(step)
    same_words = getattr(statement.claim, "aspect", "") is c.Aspect.SAME_WORDS
    return not (same_words and folded.tries_folded(step))


def _bears(aspect: c.Aspect, step: Step, case: Case) -> bool:
    """Whether a refused step can show an aspect."""
    before = case.before(step)
    after = case.after(step)
    if before is None or after is None:
        return False
    secret = case.secret_labels(before.slug)
    typed = [entry for entry in step.typed if entry.value]
    if aspect is c.Aspect.KEEPS_TYPED:
        open_ones = [e for e in typed if movements.is_open(e.label, secret)]
        barred = any(claim.reason is c.Reason.BARRED for claim in case.refusals(step))
        return bool(open_ones) and not barred
    if aspect is c.Aspect.FORGETS_SECRETS:
        # a browser may refuse to send an incomplete form: nothing could be sent back then
        sent = any(claim.reason is not c.Reason.MISSING for claim in case.refusals(step))
        return sent and len(typed) > sum(movements.is_open(e.label, secret) for e in typed)
    return True


def _of_mails(
    statement: Statement, claim: m.MailClaim, case: Case
) -> Iterator[tuple[Check, Subject]]:
    """What a statement about a mail is judged on."""
    if isinstance(claim, m.MailLink):
        yield from ((movements.link_leads, step) for step in _followed(statement.slug, case))
    if isinstance(claim, m.MailIs) and claim.form is m.MailForm.ONCE:

        def once(claim: m.MailIs, step: Step, case: Case) -> Outcome:
            return mails.once(claim, step, case, kind=statement.page)

        yield from ((once, step) for step in _sending(statement.page, case))
    else:
        yield from ((_MAILS[type(claim)], mail) for mail in _mails(statement.page, case))


def _mails(page: str, case: Case) -> Iterator[MailRecord]:
    """The received mails of a chapter; all of them for a statement beside a page."""
    of_page = page not in case.guide.mails
    received = (mail for mail in case.journal.mails if mail.waited)
    return (mail for mail in received if of_page or case.is_of(mail, page))


def _sending(kind: str, case: Case) -> Iterator[Step]:
    """The steps that send a mail of a kind and led to their page."""
    steps = case.journal.steps
    return (s for s in steps if s.led_to and mails.generates(s, kind, case) and _arrived(s, case))


def _arrived(step: Step, case: Case) -> bool:
    """Whether a generation led to its page: only then is a mail due."""
    after = case.after(step)
    return any(after and isinstance(x, c.Leads) and after.slug == x.page for x in case.tried(step))


_PAGES: dict[type, Check] = {
    c.Heading: pages.heading,
    c.Words: pages.with_around(pages.words),
    c.AccountWords: pages.account_words,
    c.Order: pages.with_around(pages.order),
    c.Action: with_panels(pages.with_around(pages.action)),
    c.ShownCode: pages.shown_code,
    c.Labelled: with_panels(fields.labelled),
    c.Mark: with_panels(fields.mark),
    c.Offers: with_panels(fields.offers),
    c.Fits: with_panels(fields.fits),
    ShownValue: content.shown_value,
    TableRow: content.table_row,
    Count: content.count,
    NoWords: content.no_words,
    NoSecret: content.no_secret,
    Sum: sums.column_sum,
}
_MAILS: dict[type, Check] = {
    m.MailSender: mails.sender,
    m.MailReplyTo: mails.reply_to,
    m.MailAttachments: mails.attachments,
    m.MailLink: mails.link,
    m.MailSubject: mails.subject,
    m.MailWords: mails.mail_words,
    m.MailNoWords: mails.no_words,
    m.MailCode: mail_codes.code,
    m.MailNoCode: mail_codes.no_code,
    m.MailIs: mails.form,
}
_MOVEMENTS: dict[type, Check] = {
    c.Leads: movements.leads,
    c.Gives: movements.gives,
    c.Destination: movements.destination,
    c.Refused: movements.refused,
    c.KeptOut: movements.kept_out,
    c.Lands: movements.lands,
    c.Refusal: movements.refusal,
    Download: content.download,
    Absent: content.absent,
}
