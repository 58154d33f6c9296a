"""Whether a mail holds a secret that it must not hold."""

from harness.checks.context import Case
from harness.checks.outcome import Outcome, judged
from harness.guide.claims import ShownCode
from harness.guide.mail_claims import MailCode
from harness.model.fact import Fact, fact
from harness.model.journal import MailRecord

_TYPED = "typed"  # kind of a secret that a scenario chose


def secrecy(record: MailRecord, case: Case) -> Outcome:
    """A mail holds no secret of an account, nor one that was chosen, beside the code it brings.

    A code that a page shows is not in the mail, and the mail's code is nowhere on that page.
    """
    found = _codes(record, case)
    return found if found.ok is False else _secrets(record, case, found)


def _secrets(record: MailRecord, case: Case, found: Outcome) -> Outcome:
    """What comes of a mail in which no code of a page was found."""
    everything, brought = _everything(record), _brought(record, case)
    held = [one for one in case.journal.secrets if one.pseudonym in everything]
    accounts = case.guide.accounts.secrets.values()
    codes = {*case.guide.kinds_of_codes} - set(case.guide.shown_codes.values())
    wrong = next((one for one in held if one.kind in {*accounts, *codes, _TYPED} - brought), None)
    expected = fact("mail-without-secrets")
    if wrong is None:
        is_about_codes = any(isinstance(s.claim, ShownCode) for s in case.guide)
        seen = fact("as-expected")
        return found if is_about_codes else judged(True, expected, seen, found.evidence)
    kind = wrong.kind.removeprefix("old-")
    seen = (
        fact("secret-typed-in-mail")
        if kind == _TYPED
        else fact("secret-in-mail", what=case.guide.the_secret(kind))
    )
    return judged(False, expected, seen, found.evidence)


def _brought(record: MailRecord, case: Case) -> set[str]:
    """The kinds of the codes that the guide has in a mail; others tell if it is the old one."""
    claims = (s.claim for s in case.guide if case.is_of(record, s.page))
    kinds = {claim.secret for claim in claims if isinstance(claim, MailCode)}
    return kinds | {f"old-{kind}" for kind in kinds}


def _everything(record: MailRecord) -> str:
    return f"{record.mail.subject}\n{record.mail.text}\n{record.mail.html}"


def _codes(record: MailRecord, case: Case) -> Outcome:
    """A code that a page shows is not in the mail, and the mail's code is nowhere on that page."""
    shown = [(s.page, s.claim.secret) for s in case.guide if isinstance(s.claim, ShownCode)]
    kinds, pages = {kind for _, kind in shown}, {page for page, _ in shown}
    names = [s.pseudonym for s in case.journal.secrets if s.kind in kinds]
    mailed_code = _code_of(record, case)
    shown_code = case.guide.the_secret(next((kind for _, kind in shown), ""))
    alone = fact("code-in-mail-alone", mailed=mailed_code)
    everything = _everything(record)
    mailed, evidence = {record.text_code, record.html_code} - {""}, case.mail_evidence(record)
    for page in case.journal.pages:
        if page.slug in pages and mailed & set(page.holds):
            seen = fact("mailed-code-on-page", mailed=mailed_code)
            return judged(ok=False, expected=alone, seen=seen, evidence=case.page_evidence(page))
    if any(_overlap(one, name, case) for one in mailed for name in names):
        seen = fact("codes-overlap")
        return judged(ok=False, expected=alone, seen=seen, evidence=evidence)
    ok = not any(name in everything for name in names)
    seen = fact("no-shown-code") if ok else fact("shown-code-mailed", shown=shown_code)
    return judged(ok, fact("mail-without-shown-code", shown=shown_code), seen, evidence)


def _code_of(record: MailRecord, case: Case) -> Fact:
    """What the code that a mail holds is called."""
    own = (s.claim for s in case.guide if case.is_of(record, s.page))
    kinds = (claim.secret for claim in own if isinstance(claim, MailCode))
    return case.guide.the_secret(next(kinds, ""))


def _overlap(one: str, other: str, case: Case) -> bool:
    """Whether one of two secrets, by their pseudonyms, contains the other."""
    both = (case.journal.secret(one), case.journal.secret(other))
    held = {name for secret in both if secret for name in secret.overlaps}
    return bool(held & {one, other})
