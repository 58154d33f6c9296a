"""Secrets that a walk chooses for an account, and of which the suite's manifest does not speak.

Nobody knows then that the account has another one, and its next login is blamed on the portal.
"""

from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase

from harness.checks.context import Case
from harness.core.text import label_key
from harness.guide.claims import Action, Gives, KeptOut, Labelled, Leads, Refused
from harness.guide.model import Guide, Statement
from harness.model.fact import Fact, fact, quote
from harness.model.finding import Finding
from harness.model.journal import PRESSES, Step, UndeclaredChoice

_LEADING = (Leads, Gives)


def undeclared_choice(
    step: Step, page: str, led_to: str, guide: Guide, is_known: Callable[[str], bool]
) -> UndeclaredChoice | None:
    """The choice of a secret that a step makes, if the lifecycle of the accounts has no such page.

    Args:
        step: that was made.
        page: slug of the page where it began.
        led_to: slug of the page that it led to.
        guide: with the suite's accounts.
        is_known: whether a text is no new secret: an account has it, or the portal made it up.
    """
    life, accounts = guide.accounts.lifecycle, guide.accounts
    known = {one.on for one in life.chosen} | {life.asked_on, life.second_on, life.requested_on}
    if step.verb not in PRESSES or page not in guide.pages or page in known:
        return None
    if not any(field.secret for field in accounts.fields.values()):
        return None
    moved = [guide.by_slug[one] for one in (step.statement, *step.trying) if one in guide.by_slug]
    patterns = [pattern for flag in life.sets for pattern in flag.statements]
    is_declared = any(fnmatchcase(one.slug, pattern) for one in moved for pattern in patterns)
    if is_declared or not _succeeds(moved, led_to):
        return None
    typed = {label_key(one.label): one.value for one in step.typed if one.value}
    for statement in guide.on(page):
        claim = statement.claim
        if isinstance(claim, Labelled) and claim.secret:
            value = typed.get(label_key(guide.name_of_its_field(statement.slug)), "")
            if value and not is_known(value):
                return UndeclaredChoice(on=page, field=statement.slug, opens=led_to)
    return None


def _succeeds(moved: Iterable[Statement], led_to: str) -> bool:
    """Whether a movement led where it should, and nothing says that it is refused."""
    claims = [one.claim for one in moved]
    if any(isinstance(one, Refused | KeptOut) for one in claims):
        return False
    pages = {one.page for one in claims if isinstance(one, _LEADING)}
    pages |= {one.to for one in claims if isinstance(one, Action)} if not pages else set()
    return bool(led_to) and led_to in pages


def declaring(choice: UndeclaredChoice, guide: Guide) -> str:
    """The lines of a manifest that would declare a choice."""
    life, fields = guide.accounts.lifecycle, guide.accounts.fields
    keys = f'on = "{choice.on}", field = "{choice.field}", opens = ["{choice.opens}"]'
    secret = next((name for name, field in fields.items() if field.secret), "")
    line = f"chosen = [{{ {keys} }}]"
    if life.chosen:
        line = f"[[account.lifecycle.chosen]] {keys}"
    return line if life.secret else f'secret = "{secret}", {line}'


def with_hint(finding: Finding, case: Case) -> Finding:
    """The finding; if an account was refused that may have another secret by now, with a hint."""
    number, undeclared = finding.evidence.step, case.journal.head.undeclared
    step = next((one for one in case.journal.steps if one.number == number), None)
    if step is None or finding.seen is None:
        return finding
    typed = {one.value for one in step.typed}
    secrets = [name for name, field in case.guide.accounts.fields.items() if field.secret]
    for person in case.journal.head.people:
        choice = undeclared.get(person.value(case.guide.accounts.key))
        if choice and typed & {person.value(name) for name in secrets if person.value(name)}:
            hint = told(choice, case.guide)
            return finding.model_copy(
                update={"seen": fact("with-hint", seen=finding.seen, hint=hint)}
            )
    return finding


def told(choice: UndeclaredChoice, guide: Guide) -> Fact:
    """What is told of a choice, with the lines that would declare it."""
    return fact(
        "secret-chosen-undeclared",
        scenario=choice.scenario,
        page=quote(guide.pages[choice.on].title if choice.on in guide.pages else choice.on),
        lines=declaring(choice, guide),
    )
