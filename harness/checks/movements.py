"""Claims about a movement: where it leads, and how a portal refuses."""

import re
from collections.abc import Iterator, Sequence

from harness.checks.context import REFUSING, Case, page_fact
from harness.checks.mail_counts import (
    mails_all_the_same,
    mails_expected,
    mails_seen,
    wrong_mails,
    wrong_mails_seen,
)
from harness.checks.messages import asked, messages, refusal_messages, tells
from harness.checks.outcome import Outcome, blocked, judged, not_observable
from harness.checks.pages import secrets_on
from harness.checks.walk.folded import folded_form
from harness.checks.walk.refusals import refusals_of
from harness.core.text import fold, label_key
from harness.guide import claims
from harness.guide.mail_claims import MailLink, mails_promised
from harness.model.fact import Fact, Quote, fact, joined, quote, quotes
from harness.model.journal import PRESS_TWICE, PageRecord, Person, Step
from harness.model.page import Button, Field, Link
from harness.page.find import find_action
from harness.page.held import held, holds, is_box
from harness.page.news import has_news

_GROUPS = re.compile(r"[\s.\-/]+")  # between the digits of a number
_NO_NUMBER = re.compile(r"[^\w\s.\-/]")  # a sign that no number has
_TAG = re.compile("<[^<>]*>")
_TAG_SIGNS = re.compile("[<>]")
_NEVER_SENT_BACK = frozenset({"password", "file"})
"""Kinds of fields that a refused form shows empty: no page can fill in the files of a person."""
MIN_SECRET_LENGTH = 4  # shorter words stand in too many other texts
MAX_PLAUSIBLE_LENGTH = 255  # characters of a word: a portal need not show a longer one again


def action_leads(claim: claims.Action, step: Step, case: Case) -> Outcome:
    """The link or button leads to its page, or to any where the guide names none."""
    after = case.after(step)
    mails = wrong_mails(claim.mails, step, case)
    if mails is not None:
        evidence = case.mail_evidence(mails[0], step) if mails else case.step_evidence(step)
        expected = mails_expected(claim.mails, step, case) or fact("no-mail")
        seen = wrong_mails_seen(mails, claim.mails, step, case)
        return judged(False, expected, seen, evidence)
    if claim.to and claim.named:
        return _destination(claim.label, claim.to, step, case)
    expected = fact("leads-anywhere", label=quote(claim.label))
    if broken := _brokenness(claim, step, case):
        return judged(False, expected, broken, case.step_evidence(step))
    ok = after is not None and not after.error
    return judged(ok, expected, page_fact(after, case.guide), case.step_evidence(step))


def _brokenness(claim: claims.Action, step: Step, case: Case) -> Fact | None:
    """What a link or button did that is wrong wherever it should lead; None for nothing."""
    if _does_nothing(claim, step, case):
        return fact("nothing-happens")
    if _stays_filled(step, case):
        return fact("form-stays-filled")
    return page_fact(case.after(step), case.guide) if _sends_form(step, case) else None


def _sends_form(step: Step, case: Case) -> bool:
    """Whether what leads anywhere led where the filled form leads if all is right: it was sent."""
    after, before = case.after(step), case.before(step)
    if not (after and before and before.slug and step.typed):
        return False
    return after.slug in case.guide.pages[before.slug].goals


def _does_nothing(claim: claims.Action, step: Step, case: Case) -> bool:
    """Whether a link or button asked nothing of the portal and left the page as it was.

    Only a driver that runs scripts can tell. What may empty a form does something, although an
    empty one looks the same afterwards.
    """
    after, before = case.after(step), case.before(step)
    if not (after and before) or step.typed or not case.runs_scripts:
        return False
    pressed = find_action(before.page, claim, case.guide.actions(before.slug))
    if after.requests or after.dialogs or after.blocked or _may_empty(pressed, before):
        return False
    same = (after.slug, after.page.url) == (before.slug, before.page.url)
    return same and not has_news(after.page, [before.page])


def _stays_filled(step: Step, case: Case) -> bool:
    """Whether the form comes back as it was filled in, and nothing new can be pressed.

    Where something new can be, the portal may ask whether to go on.
    """
    after, before = case.after(step), case.before(step)
    if not (after and before and before.slug) or after.slug != before.slug:
        return False
    secret = _secret_labels(step, case)
    typed = [one for one in step.typed if one.value and is_open(one.label, secret)]
    fields = [(case.find_field(after, one.label), one.value) for one in typed]
    known = {label_key(one.label) for one in before.page.actions}
    is_asked = any(label_key(one.label) not in known for one in after.page.actions)
    kept = all(field is not None and _same_value(field, value) for field, value in fields)
    return bool(typed) and kept and not is_asked


def _may_empty(pressed: Button | Link | None, page: PageRecord) -> bool:
    """Whether a button may empty fields: those of its form, or those outside of all forms."""
    if not isinstance(pressed, Button):
        return False
    fields = (field for field in page.page.visible_fields if field.form == pressed.form)
    return pressed.kind == "reset" or any(fields)


def link_leads(claim: MailLink, step: Step, case: Case) -> Outcome:
    """The link of the mail leads to its page."""
    after = case.after(step)
    expected = fact("page-opens", page=_title(claim.to, case))
    if after is not None and after.slug == claim.to and (wrong := _wrong_status(step, case)):
        return judged(False, expected, wrong, case.step_evidence(step))
    ok = after is not None and after.slug == claim.to
    return judged(ok, expected, _page_and_messages(step, case), case.step_evidence(step))


def opens(claim: claims.Claim, step: Step, case: Case) -> Outcome:
    """The page that was opened by its address comes without an error's status."""
    del claim
    after, wrong = case.after(step), _wrong_status(step, case)
    expected = fact("page-opens", page=_title(after.slug if after else "", case))
    return judged(not wrong, expected, wrong or fact("as-expected"), case.step_evidence(step))


def destination(claim: claims.Destination, step: Step, case: Case) -> Outcome:
    """The link or button leads to the page where we read that it leads."""
    action = case.guide.by_slug[claim.of].claim
    label = vars(action)["label"]
    if isinstance(action, claims.Action) and _brokenness(action, step, case):
        expected = fact("leads-to", label=quote(label), page=_title(claim.page, case))
        return blocked(claim.of, expected, case.step_evidence(step))
    return _destination(label, claim.page, step, case)


def _destination(label: str, page: str, step: Step, case: Case) -> Outcome:
    after = case.after(step)
    expected = fact("leads-to", label=quote(label), page=_title(page, case))
    if after is not None and after.slug == page and (wrong := _wrong_status(step, case)):
        return judged(False, expected, wrong, case.step_evidence(step))
    ok = after is not None and after.slug == page
    return judged(ok, expected, page_fact(after, case.guide), case.step_evidence(step))


def _wrong_status(step: Step, case: Case) -> Fact | None:
    """The page of the guide that a step led to, if it came with an error's status; None if not."""
    after, status = case.after(step), case.error_of(step)
    return (
        fact("page-with-status", page=page_fact(after, case.guide), status=status)
        if status
        else None
    )


def leads(claim: claims.Leads, step: Step, case: Case) -> Outcome:
    """The movement leads to the page, with the promised content in its fields."""
    after = case.after(step)
    expected = _opening(claim, step, case)
    if after and after.slug != claim.page and (what := _begins_anew(step, after, case)):
        why = fact("target-does-not-show", what=(what,))
        return not_observable(expected, why, case.step_evidence(step))
    problems = joined(_leads_problems(claim, step, after, case))
    if not problems and (missing := _missing_field(claim, step, after, case)):
        return blocked(missing, expected, case.step_evidence(step))
    if not problems and (untold := _untold(claim, step, after, case)):
        return not_observable(expected, untold, case.step_evidence(step))
    if problems and claim.after_twice and _may_be_the_others(claim, step, case):
        return not_observable(expected, fact("mails-in-either-order"), case.step_evidence(step))
    seen = problems or page_fact(after, case.guide)
    return judged(not problems, expected, seen, case.step_evidence(step))


def _begins_anew(step: Step, after: PageRecord, case: Case) -> Fact | None:
    """What begins anew when it is loaded again; None for nothing.

    Frames begin with their first page, and a page in a dialog with the page around it.
    """
    if step.verb != "reload":
        return None
    if after.page.is_made_of_frames:
        return fact("frames-begin-anew")
    before = case.before(step)
    if before is None or before.around is None or after.slug != before.around_slug:
        return None
    return fact("dialog-closed-by-reload")


def _may_be_the_others(claim: claims.Leads, step: Step, case: Case) -> bool:
    """Whether the codes of the other mail may be those that count.

    So it is if nobody can tell which mail is the last, and the code of the other one was taken or
    never tried. It may have been taken where it led to a page that is not recognised.
    """
    earlier = (one for one in reversed(case.journal.steps) if one.number < step.number)
    sent = next((one for one in earlier if one.verb == PRESS_TWICE), None)
    if sent is None or _last_mail_is_known(sent, case):
        return False
    since = [one for one in case.journal.steps if one.number > sent.number]
    codes = {mail.text_code or mail.html_code for mail in case.mails_of[sent.number]}
    typed = {entry.value for one in since for entry in one.typed}
    taken = (case.after(one) for one in since if claim in case.tried(one))
    return bool(codes - typed) or any(
        page and page.slug in {claim.page, ""} and not page.error for page in taken
    )


def _last_mail_is_known(sent: Step, case: Case) -> bool:
    """Whether the mails of a form that was sent twice came in the order of the two requests.

    A mail that comes after the answer to the second request may have been overtaken: it waited in
    a queue, or belongs to the first request. So it does if the first request was answered last.
    A single mail is the last one.
    """
    page, mails = case.after(sent), case.mails_of[sent.number]
    posts = [one for one in page.exchanges if one.method == "POST"] if page else []
    answers = [one.answered_at for one in posts if one.answered_at is not None]
    if len({mail.text_code or mail.html_code for mail in mails}) <= 1:
        return True
    in_order = bool(answers) and len(answers) == len(posts) and answers == sorted(answers)
    return in_order and mails[-1].mail.received < answers[-1]


def gives(claim: claims.Gives, step: Step, case: Case) -> Outcome:
    """The movement gives what the account holds, in the field of its page or on another page."""
    after = case.after(step)
    same = claims.Leads(kind="leads", page=claim.page, filled=claim.filled, mails=claim.mails)
    if after is None or after.slug == claim.page:
        return leads(same, step, case)
    expected = fact("gives", labels=quotes(claim.filled), page=_title(claim.page, case))
    seen = _page_and_messages(step, case)
    ok = not case.broke(step) and all(_gives(name, step, case) for name in claim.filled.values())
    if ok and (mails := wrong_mails(claim.mails, step, case)) is not None:
        seen = wrong_mails_seen(mails, claim.mails, step, case)
        return judged(False, expected, seen, case.step_evidence(step))
    return judged(ok, expected, seen, case.step_evidence(step))


def _gives(name: str, step: Step, case: Case) -> bool:
    """Whether the page after a step shows what the account of its form holds."""
    person = case.person(step)
    return person is not None and person.value(name) in refusals_of(case).given(name, step)


def _title(page: str, case: Case) -> Quote:
    """The guide's name of a page."""
    return quote(case.guide.pages[page].title)


def _opening(claim: claims.Leads, step: Step, case: Case) -> Fact:
    """The page that should open, and what it should hold."""
    contents = _contents(claim, step, case)
    parts = [_filled(label, contents[label]) for label in claim.filled]
    parts += [fact("field-empty", label=quote(label)) for label in claim.empty]
    parts += [fact("words", text=quote(claim.says))] if claim.says else []
    parts += [fact("same-code")] if claim.keeps else []
    mails = mails_expected(claim.mails, step, case)
    parts += [mails] if mails else []
    title = _title(claim.page, case)
    if parts:
        return fact("page-opens-with", page=title, parts=tuple(parts))
    return fact("page-opens", page=title)


def _filled(label: str, wanted: str | bool) -> Fact:
    """What a field should hold, of an account's value or of its flag."""
    if isinstance(wanted, bool):
        return _ticked(label, is_ticked=wanted)
    return fact("field-filled", label=quote(label))


def _untold(claim: claims.Leads, step: Step, after: PageRecord | None, case: Case) -> Fact | None:
    """Which field does not tell whether, as a box does; None for none."""
    for label, wanted in _contents(claim, step, case).items():
        field = case.find_field(after, label) if after else None
        if field and holds(field, wanted) is None:
            return fact("no-box", label=quote(label))
    return None


def _leads_problems(
    claim: claims.Leads, step: Step, after: PageRecord | None, case: Case
) -> Iterator[Fact]:
    if after is None or (after.slug != claim.page and not asked(claim.wordings, after)):
        yield _page_and_messages(step, case)
        return
    if wrong := _wrong_status(step, case):
        yield wrong
    for label, value in _contents(claim, step, case).items():
        field = case.find_field(after, label)
        if field and holds(field, value) is False:
            yield _other_value(label, field, value)
    is_said = any(map(case.reading(after).has, claim.wordings)) or asked(claim.wordings, after)
    if claim.says and not is_said:
        yield fact("not-the-words", text=quote(claim.says))
    if claim.keeps and _shows_another_code(claim.keeps, step, after, case):
        yield fact("another-code")
    if (mails := wrong_mails(claim.mails, step, case)) is not None:
        yield wrong_mails_seen(mails, claim.mails, step, case)


def _shows_another_code(kind: str, step: Step, after: PageRecord, case: Case) -> bool:
    """Whether a page shows a code, and none that the page before it showed."""
    before = case.before(step)
    known = {one.pseudonym for one in secrets_on(before, kind, case)} if before else set()
    shown = {one.pseudonym for one in secrets_on(after, kind, case)}
    return bool(known and shown) and known.isdisjoint(shown)


def _other_value(label: str, field: Field, value: str | bool) -> Fact:
    """A field that holds something else than it should."""
    if is_box(field):
        return _ticked(label, is_ticked=field.checked)
    seen, wanted = quote(held(field)), quote(str(value))
    return fact("field-holds", label=quote(label), value=seen, wanted=wanted)


def _ticked(label: str, *, is_ticked: bool) -> Fact:
    """A box that is ticked, or is not."""
    return fact("box-ticked" if is_ticked else "box-not-ticked", label=quote(label))


def _contents(claim: claims.Leads, step: Step, case: Case) -> dict[str, str | bool]:
    """What the fields of the page should hold, by their labels."""
    person = case.person_of(step)
    filled = {label: _wanted(name, person) for label, name in claim.filled.items()}
    return filled | dict.fromkeys(claim.empty, "")


def _wanted(name: str | bool, person: Person | None) -> str | bool:
    """A value of the account, or whether a box is ticked: by itself, or as a flag says."""
    if isinstance(name, bool):
        return name
    flag = person.flag(name) if person else None
    return flag if flag is not None else person.value(name) if person else ""


def _missing_field(claim: claims.Leads, step: Step, after: PageRecord | None, case: Case) -> str:
    """The statement about a missing field with promised content; "" for none.

    A field with another label does not count as missing if it holds that content.
    """
    if after is None:
        return ""
    shown = {held(field) for field in after.page.visible_fields} - {""}
    for label, value in _contents(claim, step, case).items():
        if case.find_field(after, label) is None and value not in shown:
            return case.field_statement(after.slug, label)
    return ""


def refused(claim: claims.Refused, step: Step, case: Case) -> Outcome:
    """The movement is refused."""
    after = case.after(step)
    title = _title(claim.page, case)
    expected = fact("refused", page=title)
    if claim.says:
        expected = fact("refused-saying", page=title, says=quote(claim.says))
    if after is not None and after.blocked:
        return _held_back(expected, step, case)
    found = refusals_of(case).is_refusal(claim, step)
    says = after is not None and bool(claim.says) and tells(claim.wordings, step, case)
    lacks_words = after is not None and bool(claim.says) and not says
    if found is None and not lacks_words:
        return not_observable(expected, fact("goal-never-seen"), case.step_evidence(step))
    ok = bool(found) and (
        after is None or after.slug == claim.page or says or bool(refusal_messages(step, case))
    )
    seen = _page_and_messages(step, case, refusals_of(case).given_away(step))
    if broke := case.broke(step):
        ok, seen = False, fact("after-status", seen=seen, status=broke)
    elif lacks_words and (ok or found is None):
        stood = after is not None and any(map(case.reading(after).has, claim.wordings))
        ok, seen = False, fact("words-as-before" if stood else "without-those-words", seen=seen)
    elif ok and (mails := mails_all_the_same(step, case)):
        ok, seen = False, fact("refused-and-mailed", seen=seen, mails=mails_seen(mails))
    return judged(ok, expected, seen, case.step_evidence(step))


def _held_back(expected: Fact, step: Step, case: Case) -> Outcome:
    """The browser itself did not send a form: what the server would have done is not known."""
    return not_observable(expected, fact("held-back-by-browser"), case.step_evidence(step))


def kept_out(claim: claims.KeptOut, step: Step, case: Case) -> Outcome:
    """The movement does not lead to the page."""
    after = case.after(step)
    expected = fact("any-page-but", page=_title(claim.page, case))
    never_seen = claim.page not in {page.slug for page in case.journal.pages}
    unknown = after is not None and not after.slug and not after.page.is_error
    if unknown and never_seen:  # the unknown page may be that very page
        return not_observable(expected, fact("goal-never-seen"), case.step_evidence(step))
    ok = after is not None and after.slug != claim.page
    return judged(ok, expected, page_fact(after, case.guide), case.step_evidence(step))


def lands(claim: claims.Lands, step: Step, case: Case) -> Outcome:
    """The movement ends on any page of the guide."""
    after = case.after(step)
    expected = fact("some-page")
    if after is not None and after.blocked:
        return _held_back(expected, step, case)
    ok = after is not None and (bool(after.slug) or _is_told(after, step, case))
    seen = page_fact(after, case.guide)
    if claim.mails is not None:
        count, mails = sum(mails_promised(claim.mails).values()), case.mails_of.get(step.number, ())
        ok = ok and len(mails) == count and wrong_mails(claim.mails, step, case) is None
        expected = fact("page-and-mails", page=expected, count=count)
        seen = fact("page-and-mails", page=seen, count=len(mails))
    if broke := case.broke(step):
        ok, seen = False, fact("after-status", seen=seen, status=broke)
    return judged(ok, expected, seen, case.step_evidence(step))


def _is_told(after: PageRecord, step: Step, case: Case) -> bool:
    """Whether a page that is none of the guide's tells the person something, and is no error.

    A page that refuses by its status, such as 403 for a session that has expired, is none if it
    leads on: pages that servers make by themselves have no links.
    """
    refuses = after.page.status in REFUSING and bool(after.page.links)
    return (refuses or not after.error) and bool(refusal_messages(step, case))


def _page_and_messages(step: Step, case: Case, given: Sequence[str] = ()) -> Fact:
    """The page after a step with the messages that it shows, and what it gives away.

    Of a page of its own that refuses a form, all that is new is its message. What stood on the
    page before, such as a note about cookies, is left out where something new is told.
    """
    after, before = case.after(step), case.before(step)
    page = page_fact(after, case.guide)
    told = refusal_messages(step, case) if after and after.refuses else []
    stood = messages(before) if before else []
    marked = messages(after) if after else []
    new = [text for text in marked if text not in stood]
    shown = [*(told or new or marked), *given]
    return fact("page-saying", page=page, says=quote(" / ".join(shown))) if shown else page


def refusal(claim: claims.Refusal, step: Step, case: Case) -> Outcome:
    """One aspect of how the portal refuses."""
    return _ASPECTS[claim.aspect](step, case)


def _one_message(step: Step, case: Case) -> Outcome:
    """What is told at a field is a part of one message, beside what is told of the whole form."""
    after, new = case.after(step), refusal_messages(step, case)
    at_fields = [fold(field.help) for field in after.page.visible_fields] if after else []
    at_fields += [fold(one.text) for one in after.page.messages if one.at_field] if after else []
    apart = [one for one in new if not any(one in text for text in at_fields)]
    ok = len(apart) == 1 or bool(new and (not apart or (after and after.blocked)))
    seen = fact("messages", texts=quotes(new)) if new else fact("no-message")
    return judged(ok, fact("one-message"), seen, case.step_evidence(step))


def _same_words(step: Step, case: Case) -> Outcome:
    said: dict[str, Step] = {}
    for other in wrong_steps(step, case):
        after = case.after(other)
        if after and not after.blocked:
            said.setdefault(" / ".join(_without_typed(refusal_messages(other, case), other)), other)
    seen = fact("different-messages", texts=quotes(said)) if said else fact("no-message")
    return judged(len(said) <= 1, fact("same-message"), seen, case.step_evidence(step))


def _without_typed(messages: list[str], step: Step) -> list[str]:
    """Messages without the typed values: repeating them all does not tell which was wrong."""
    typed = sorted({fold(entry.value) for entry in step.typed}, key=len, reverse=True)
    for value in typed:
        if len(value) > 1:
            messages = [message.replace(value, "…") for message in messages]
    return messages


def wrong_steps(step: Step, case: Case) -> list[Step]:
    """The refused steps with wrong values on the same page as a step, with the same codes asked."""
    before = case.before(step)
    return [
        other
        for other in refusals_of(case).refused_steps
        if any(claim.reason is claims.Reason.WRONG for claim in case.refusals(other))
        and not any(claim.malformed for claim in case.refusals(other))
        and (start := case.before(other))
        and before
        and start.slug == before.slug
        and folded_form(case).tries_folded(other) is folded_form(case).tries_folded(step)
    ]


def _keeps_typed(step: Step, case: Case) -> Outcome:
    after, before, secret = case.after(step), case.before(step), _secret_labels(step, case)
    if after and before and after.slug != before.slug:
        why = fact("refused-without-form")
        return not_observable(fact("typed-values-remain"), why, case.step_evidence(step))
    lost = []
    for entry in {one.label: one for one in step.typed}.values():  # the last of each field
        field = case.find_field(after, entry.label) if after else None
        kept = entry.value and is_open(entry.label, secret)  # the portal may fill in an empty one
        if not kept or field is None or field.kind in _NEVER_SENT_BACK:
            continue
        if not _same_value(field, entry.value):
            lost.append(_other_value(entry.label, field, entry.value))
    seen = joined(lost) or fact("as-expected")
    return judged(not lost, fact("typed-values-remain"), seen, case.step_evidence(step))


def _same_value(field: Field, typed: str) -> bool:
    """Whether a field holds the typed value, as far as a browser accepts it.

    A portal may write what has digits in other groups, and take mark-up out of any text. A field
    for a number may hold nothing but the digits of what is no number at all.
    """
    if is_box(field):
        return bool(holds(field, typed))
    if any(option.selected for option in field.options) and holds(field, typed):
        return True
    kept = typed[: field.max_length] if field.max_length else typed
    strange = len(typed) > MAX_PLAUSIBLE_LENGTH or any(c in typed for c in "\r\n\0")
    same = {fold(kept), fold(_TAG.sub("", kept)), fold(_TAG_SIGNS.sub("", kept))}
    return fold(field.value) in same or strange or _same_number(field.value, kept)


def _same_number(held: str, typed: str) -> bool:
    """Whether a text has the digits of another, in other groups.

    A mask keeps no other sign; what is a word of letters and digits loses none of them.
    """
    digits, letters = (sum(map(test, typed)) for test in (str.isdigit, str.isalpha))
    is_number = digits > 2 * letters or _NO_NUMBER.search(typed)
    kept = [_GROUPS.sub("", fold(typed))]
    if is_number:
        kept.append("".join(filter(str.isdigit, typed)))
    return bool(digits) and _GROUPS.sub("", fold(held)) in kept


def _forgets_secrets(step: Step, case: Case) -> Outcome:
    after, secret = case.after(step), _secret_labels(step, case)
    open_ones = {entry.value for entry in step.typed if is_open(entry.label, secret)}
    typed = {entry.value for entry in step.typed if entry.value} - open_ones
    # A form that the browser did not send, or that a script sent, still holds what was typed.
    fields = after.page.fields if after and after.exchanges and not after.blocked else ()
    back: list[Quote | Fact] = [quote(f.label or f.name) for f in fields if f.value in typed]
    if any(_is_shown_back(value, step, case) for value in typed):
        back.append(fact("words-of-page"))
    seen = fact("secrets-in", places=tuple(back)) if back else fact("as-expected")
    return judged(not back, fact("secrets-not-sent-back"), seen, case.step_evidence(step))


def _is_shown_back(secret: str, step: Step, case: Case) -> bool:
    """Whether a page shows a secret that it did not show before the secret was typed."""
    after, before = case.after(step), case.before(step)
    if after is None or len(secret) < MIN_SECRET_LENGTH:
        return False
    return _stands_on(secret, after) and not (before and _stands_on(secret, before))


def _stands_on(words: str, record: PageRecord) -> bool:
    texts = [text.text for text in record.page.texts]
    texts += [message.text for message in record.page.messages]
    return any(words in text for text in texts)


def is_open(label: str, secret: frozenset[str]) -> bool:
    """Whether the content of a field may be shown again."""
    return fold(label) not in secret


def _secret_labels(step: Step, case: Case) -> frozenset[str]:
    before = case.before(step)
    return case.secret_labels(before.slug) if before and before.slug else frozenset()


def _no_mail(step: Step, case: Case) -> Outcome:
    mails = case.mails_of.get(step.number, ())
    seen = mails_seen(mails) if mails else fact("none")
    evidence = case.mail_evidence(mails[0], step) if mails else case.step_evidence(step)
    return judged(not mails, fact("no-mail"), seen, evidence)


_ASPECTS = {
    claims.Aspect.ONE_MESSAGE: _one_message,
    claims.Aspect.SAME_WORDS: _same_words,
    claims.Aspect.KEEPS_TYPED: _keeps_typed,
    claims.Aspect.FORGETS_SECRETS: _forgets_secrets,
    claims.Aspect.NO_MAIL: _no_mail,
}
