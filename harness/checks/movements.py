"""Claims about a movement: where it leads, and how a portal refuses."""

from collections.abc import Iterator

from harness.checks.context import Case, describe
from harness.checks.messages import messages, told
from harness.checks.outcome import Outcome, barred, verdict
from harness.core.text import fold
from harness.guide.claims import Action, Aspect, KeptOut, Lands, Leads, Reason, Refusal, Refused
from harness.model.journal import PageRecord, Step
from harness.model.page import Field

_LEAST_SECRET = 4  # shorter words stand in too many other texts
_LONGEST = 255  # characters: nobody's word is longer, and no portal owes it back


def action_leads(claim: Action, step: Step, case: Case) -> Outcome:
    """The link or button leads to its page."""
    after = case.after(step)
    expected = f"« {claim.label} » leads to « {case.guide.pages[claim.to].title} »"
    ok = after is not None and after.slug == claim.to
    return verdict(ok, expected, describe(after, case.guide), case.step_evidence(step))


def leads(claim: Leads, step: Step, case: Case) -> Outcome:
    """The movement leads to the page, with its fields as promised."""
    after = case.after(step)
    expected = f"« {case.guide.pages[claim.page].title} » opens{_promised(claim)}"
    problems = list(_leads_problems(claim, step, after, case))
    if not problems and (missing := _missing_field(claim, step, after, case)):
        return barred(missing, expected, case.step_evidence(step))
    seen = "; ".join(problems) or describe(after, case.guide)
    return verdict(not problems, expected, seen, case.step_evidence(step))


def _promised(claim: Leads) -> str:
    parts = [f"« {label} » filled in" for label in claim.filled]
    parts += [f"« {label} » empty" for label in claim.empty]
    parts += [f"the words « {claim.says} »"] if claim.says else []
    parts += ["no mail"] if claim.mails == 0 else []
    return f" with {', '.join(parts)}" if parts else ""


def _leads_problems(
    claim: Leads, step: Step, after: PageRecord | None, case: Case
) -> Iterator[str]:
    if after is None or after.slug != claim.page:
        yield describe(after, case.guide) + _told(after)
        return
    for label, value in _contents(claim, step, case).items():
        field = case.find_field(after, label)
        if field and field.value != value:
            yield f"« {label} » holds « {field.value} », not « {value} »"
    if claim.says and not case.reading(after).has(claim.says):
        yield f"not the words « {claim.says} »"
    if claim.mails == 0 and (mails := case.mails_of.get(step.number)):
        yield f"{len(mails)} mail(s), « {mails[0].mail.subject} » first"


def _contents(claim: Leads, step: Step, case: Case) -> dict[str, str]:
    """What the fields of the page should hold, by their labels."""
    person = case.person(step)
    filled = {label: str(getattr(person, name, "")) for label, name in claim.filled.items()}
    return filled | dict.fromkeys(claim.empty, "")


def _missing_field(claim: Leads, step: Step, after: PageRecord | None, case: Case) -> str:
    """The statement about a field that is not there under its label; "" for none.

    Under another label, its content is still there to be seen.
    """
    if after is None:
        return ""
    held = {field.value for field in after.page.visible_fields} - {""}
    for label, value in _contents(claim, step, case).items():
        if case.find_field(after, label) is None and value not in held:
            return case.field_statement(after.slug, label)
    return ""


def refused(claim: Refused, step: Step, case: Case) -> Outcome:
    """The movement is refused."""
    after = case.after(step)
    title = case.guide.pages[claim.page].title
    says = f" with the words « {claim.says} »" if claim.says else ""
    expected = f"refused: « {title} » is shown{says}"
    ok = after is not None and after.slug == claim.page
    seen = describe(after, case.guide) + _told(after)
    if broke := case.broke(step):
        ok, seen = False, f"{seen}, after the status {broke}"
    if ok and after and claim.says:
        ok = case.reading(after).has(claim.says)
        seen = seen if ok else f"{seen}, without those words"
    return verdict(ok, expected, seen, case.step_evidence(step))


def kept_out(claim: KeptOut, step: Step, case: Case) -> Outcome:
    """The movement does not bring the person to the page."""
    after = case.after(step)
    expected = f"anything but « {case.guide.pages[claim.page].title} »"
    ok = after is not None and after.slug != claim.page
    return verdict(ok, expected, describe(after, case.guide), case.step_evidence(step))


def lands(claim: Lands, step: Step, case: Case) -> Outcome:
    """The movement ends on a page of the guide, whichever."""
    after = case.after(step)
    mails = case.mails_of.get(step.number, ())
    ok = after is not None and bool(after.slug)
    seen = describe(after, case.guide)
    expected = "a page of the guide"
    if claim.mails is not None:
        ok = ok and len(mails) == claim.mails
        expected, seen = f"{expected}, {claim.mails} mails", f"{seen}, {len(mails)} mails"
    if broke := case.broke(step):
        ok, seen = False, f"{seen} after the status {broke}"
    return verdict(ok, expected, seen, case.step_evidence(step))


def _told(after: PageRecord | None) -> str:
    said = messages(after) if after else []
    return f" saying « {' / '.join(said)} »" if said else ""


def refusal(claim: Refusal, step: Step, case: Case) -> Outcome:
    """How the portal refuses, in one respect."""
    return _ASPECTS[claim.aspect](step, case)


def _one_message(step: Step, case: Case) -> Outcome:
    after, new = case.after(step), told(step, case)
    ok = len(new) == 1 or bool(after and after.blocked and new)
    seen = " / ".join(f"« {text} »" for text in new) or "no message"
    return verdict(ok, "one message", seen, case.step_evidence(step))


def _same_words(step: Step, case: Case) -> Outcome:
    said: dict[str, Step] = {}
    for other in wrong_steps(step, case):
        after = case.after(other)
        if after and not after.blocked:
            said.setdefault(" / ".join(_without_typed(told(other, case), other)), other)
    seen = "; ".join(f"« {text} »" for text in said) or "no message"
    return verdict(
        len(said) <= 1, "the same words, whatever was wrong", seen, case.step_evidence(step)
    )


def _without_typed(messages: list[str], step: Step) -> list[str]:
    """Messages without what was typed: to repeat all of it tells nothing of what was wrong."""
    typed = sorted({fold(entry.value) for entry in step.typed}, key=len, reverse=True)
    for value in typed:
        if len(value) > 1:
            messages = [message.replace(value, "…") for message in messages]
    return messages


def wrong_steps(step: Step, case: Case) -> list[Step]:
    """The steps that were refused, for being wrong, on the same page as a step, alike in code."""
    before = case.before(step)
    return [
        other
        for other in case.journal.steps
        if case.was_refused(other)
        and any(claim.reason is Reason.WRONG for claim in case.refusals(other))
        and (start := case.before(other))
        and before
        and start.slug == before.slug
        and case.certifies(other) is case.certifies(step)
    ]


def _keeps_typed(step: Step, case: Case) -> Outcome:
    after, secret = case.after(step), _secret_labels(step, case)
    lost = []
    for entry in step.typed:
        field = case.find_field(after, entry.label) if after else None
        if not is_open(entry.label, secret) or field is None or field.kind == "password":
            continue
        if not _same_value(field, entry.value) and not _chosen(field, entry.value):
            lost.append(f"« {entry.label} » holds « {field.value} », not « {entry.value} »")
    expected = "the fields hold what was typed"
    return verdict(not lost, expected, "; ".join(lost) or "they do", case.step_evidence(step))


def _same_value(field: Field, typed: str) -> bool:
    """Whether a field holds what was typed, as far as a browser lets it be typed."""
    kept = typed[: field.max_length] if field.max_length else typed
    strange = len(typed) > _LONGEST or any(c in typed for c in "\r\n\0")
    return fold(field.value) == fold(kept) or strange


def _chosen(field: Field, text: str) -> bool:
    return any(option.selected and fold(option.text) == fold(text) for option in field.options)


def _forgets_secrets(step: Step, case: Case) -> Outcome:
    after, secret = case.after(step), _secret_labels(step, case)
    open_ones = {entry.value for entry in step.typed if is_open(entry.label, secret)}
    typed = {entry.value for entry in step.typed if entry.value} - open_ones
    # What the browser held back never left the page: nothing of it can be sent back.
    fields = after.page.fields if after and not after.blocked else ()
    back = [f"« {field.label or field.name} »" for field in fields if field.value in typed]
    back += ["the words of the page"] * any(_told_back(value, step, case) for value in typed)
    seen = f"sent back in {', '.join(back)}" if back else "they are not"
    return verdict(not back, "secrets are not sent back", seen, case.step_evidence(step))


def _told_back(secret: str, step: Step, case: Case) -> bool:
    """Whether a secret stands in the words of a page, and did not before it was typed."""
    after, before = case.after(step), case.before(step)
    if after is None or len(secret) < _LEAST_SECRET:
        return False
    return _stands_on(secret, after) and not (before and _stands_on(secret, before))


def _stands_on(words: str, record: PageRecord) -> bool:
    texts = [text.text for text in record.page.texts]
    texts += [message.text for message in record.page.messages]
    return any(words in text for text in texts)


def is_open(label: str, secret: frozenset[str]) -> bool:
    """Whether what is typed into a field may be shown again."""
    return fold(label) not in secret


def _secret_labels(step: Step, case: Case) -> frozenset[str]:
    before = case.before(step)
    return case.secret_labels(before.slug) if before and before.slug else frozenset()


def _no_mail(step: Step, case: Case) -> Outcome:
    mails = case.mails_of.get(step.number, ())
    seen = f"{len(mails)} mail(s), « {mails[0].mail.subject} » first" if mails else "none"
    evidence = case.mail_evidence(mails[0]) if mails else case.step_evidence(step)
    return verdict(not mails, "no mail", seen, evidence)


_ASPECTS = {
    Aspect.ONE_MESSAGE: _one_message,
    Aspect.SAME_WORDS: _same_words,
    Aspect.KEEPS_TYPED: _keeps_typed,
    Aspect.FORGETS_SECRETS: _forgets_secrets,
    Aspect.NO_MAIL: _no_mail,
}
