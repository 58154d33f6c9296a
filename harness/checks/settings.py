"""The lines of a target file that would accept what was seen in place of a statement.

Only what is broken in its wording, its place or its reading has such lines. A tester decides about
each of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from harness.checks.context import PSEUDONYM, Case
from harness.checks.mail_codes import announces_code, line_before_code
from harness.checks.outcome import Outcome
from harness.core.text import alike, contains_words, fold, label_key
from harness.guide.claims import (
    AccountWords,
    Action,
    Claim,
    Destination,
    Heading,
    Labelled,
    Order,
    Refused,
    Words,
)
from harness.guide.mail_claims import MailSender, MailSubject, MailWords
from harness.guide.model import Guide, Statement
from harness.guide.reading import OTHERWISE
from harness.guide.worded import PLACEHOLDER
from harness.model.finding import Level, Setting
from harness.model.journal import MailRecord, PageRecord
from harness.page.alignment import Place, align_lines
from harness.page.hints import telling_hint

_WORDED = Heading | Words | AccountWords | MailWords | Labelled | Action
_MIN_PERSONAL = 3  # characters of what a wording takes from an account


def settings_for(statement: Statement, outcome: Outcome, case: Case) -> tuple[Setting, ...]:
    """The lines that would accept a broken statement; () where the target file cannot."""
    claim = statement.claim
    if statement.level is Level.PROFILE:
        return ()
    if isinstance(claim, Destination):
        return (_read(statement, _page_reached(outcome, case) or OTHERWISE),)
    if isinstance(claim, Refused) and (told := _told_with_status(claim, outcome, case)):
        return told
    if unknown := _unrecognised(claim, outcome, case):
        lines = _page_settings(*unknown, _page_before(outcome, case), case)
        return (*_recognition(*unknown, case), *lines, *_otherwise(statement))
    if isinstance(claim, _WORDED) or (isinstance(claim, Order) and claim.complete):
        return tuple(_wordings(statement, outcome, case))
    is_of_mail = isinstance(claim, MailSubject | MailSender)
    return _of_mail(statement, claim, outcome, case) if is_of_mail else _otherwise(statement)


def _otherwise(statement: Statement) -> tuple[Setting, ...]:
    """The line that accepts what a portal does otherwise than we read the guide."""
    return (_read(statement, OTHERWISE),) if statement.level is Level.ADVISED else ()


def _unrecognised(claim: Claim, outcome: Outcome, case: Case) -> tuple[str, PageRecord] | None:
    """The page that a movement was to lead to, and the one that was not recognised as it.

    A page that refuses a form, as the target file says, is none that was not recognised.
    """
    goal = str(getattr(claim, "to", "") or getattr(claim, "page", ""))
    page = case.journal.page(outcome.evidence.page)
    if outcome.evidence.step is None or page is None or page.refuses or not goal:
        return None
    return None if page.slug or page.page.is_error else (goal, page)


def _told_with_status(claim: Refused, outcome: Outcome, case: Case) -> tuple[Setting, ...]:
    """The lines by which a server error that says the guide's words is a refusal."""
    page = case.journal.page(outcome.evidence.page)
    if page is None or outcome.seen is None or outcome.seen.code != "after-status":
        return ()
    said = next((one for one in claim.wordings if one and case.reading(page).has(one)), "")
    before = _page_before(outcome, case)
    form = before.slug if before and before.slug else claim.page
    if not said or page.page.status != outcome.seen.params["status"] or PLACEHOLDER.search(said):
        return ()
    section, title = f"refusals.{form}", case.guide.pages[form].title
    lines = {"marker": said, "status": str(page.page.status)}
    return tuple(Setting(section=section, key=k, value=v, guide=title) for k, v in lines.items())


def _recognition(page: str, record: PageRecord, case: Case) -> Iterator[Setting]:
    """The lines by which a page is recognised at its address, or by a heading of its own."""
    unlike = record.page.title, record.page.url
    others = [
        one.page
        for one in case.journal.pages
        if one.slug or (one.page.title, one.page.url) != unlike
    ]
    hint = telling_hint(record.page, [record.page.url], others, case.journal.head.base_url)
    title = case.guide.pages[page].title if page in case.guide.pages else page
    for key, value in hint.model_dump(exclude_defaults=True).items() if hint else ():
        yield Setting(section=f"pages.{page}", key=key, value=value, guide=title)


def _page_before(outcome: Outcome, case: Case) -> PageRecord | None:
    """The page where the step of an outcome began."""
    number = outcome.evidence.step
    step = next((one for one in case.journal.steps if one.number == number), None)
    return case.before(step) if step else None


def _page_settings(
    page: str, record: PageRecord, before: PageRecord | None, case: Case
) -> tuple[Setting, ...]:
    """The lines by which a page that was not recognised would be a page of the guide.

    What stood on the page before as well, such as a menu, is no wording of this page.
    """
    found = case.aligned(record, page)
    old = _labels_on(before) if before else frozenset()
    earlier = case.reading(before) if before else None
    lines: dict[tuple[str, str], Setting] = {}
    for statement in case.guide.on(page):
        for words in _words_of(statement.claim):
            said = _without_secrets(found.get((statement.slug, words), ""))
            is_old = label_key(said) in old or (earlier is not None and earlier.has(said))
            said = said if _may_stand_for(statement, words, said, case) else ""
            if said and not is_old and not case.reading(record).has(words):
                setting = _word(statement, words, said, case)
                lines.setdefault((setting.section, setting.key), setting)
    return tuple(lines.values())


def _labels_on(record: PageRecord) -> frozenset[str]:
    page = record.page
    return frozenset(label_key(part.label) for part in (*page.actions, *page.visible_fields))


def _wordings(statement: Statement, outcome: Outcome, case: Case) -> Iterator[Setting]:
    page = case.journal.page(outcome.evidence.page)
    mail = _mail(outcome, case)
    if page is not None and page.slug not in {"", statement.page}:
        return  # another page has other words
    found: Mapping[Place, str] = {}
    if page is not None:
        found = case.aligned(page, statement.page)
    elif mail is not None:
        found = align_lines(case.guide.on(statement.page), mail.mail.text)
    every = _words_of(statement.claim)
    for words in every:
        said = found.get((statement.slug, words), "")
        if mail is not None and announces_code(words, mail, case):
            said = line_before_code(mail, mail.mail.text) or alike(words, [said])
            if not said:
                continue  # a line that says something else, as a greeting, is no wording of it
        said = _without_secrets(said)
        said = _impersonal(said, case) if _may_stand_for(statement, words, said, case) else ""
        is_settled = said == "" or len(every) > 1
        if page is not None and is_settled and case.reading(page).has(words):
            continue  # it is there, and something else is broken
        if (said or _may_be_absent(statement, outcome)) and label_key(said) != label_key(words):
            yield _word(statement, words, said, case)


def _may_stand_for(statement: Statement, words: str, said: str, case: Case) -> bool:
    """Whether words of a portal may stand for the guide's.

    What an account holds is the name of no field, link or button, and fixed words say nothing of
    an account.
    """
    people = case.journal.head.people
    names = case.guide.accounts.texts
    held = {value for one in people for name in names if (value := one.value(name))}
    personal = any(len(value) >= _MIN_PERSONAL and contains_words(said, value) for value in held)
    if PLACEHOLDER.search(statement.guide_words.get(words, words)):
        return personal
    return not (personal and isinstance(statement.claim, Labelled | Action))


def _may_be_absent(statement: Statement, outcome: Outcome) -> bool:
    """Whether a portal can do without the words.

    A field that is required is more, and so is a link that was followed: where it leads is broken.
    """
    if isinstance(statement.claim, Action) and outcome.evidence.step is not None:
        return False
    return not isinstance(statement.claim, Labelled) or statement.level is Level.ADVISED


def _words_of(claim: Claim) -> tuple[str, ...]:
    """The guide's words in a claim that a portal may say otherwise."""
    if isinstance(claim, Order):
        return claim.of if claim.complete else ()
    if isinstance(claim, Action):
        return tuple(filter(None, (claim.beside, claim.label)))
    if isinstance(claim, Labelled):
        return (claim.label,)
    return (claim.text,) if isinstance(claim, Heading | Words | AccountWords | MailWords) else ()


def _word(statement: Statement, words: str, said: str, case: Case) -> Setting:
    """A line of `[words]`: by the statement, or by the words where it has several.

    A list has none of its own, even if the portal has a single one of them.
    """
    guide = statement.guide_words.get(words, words)
    elsewhere = _said_elsewhere(statement, said, case)
    if isinstance(statement.claim, Order) or len(_words_of(statement.claim)) > 1:
        section, key = f"words.{statement.page}", guide
    else:
        section, key = "words", statement.slug
    return Setting(section=section, key=key, value=said, guide=guide, elsewhere=elsewhere)


def _said_elsewhere(statement: Statement, said: str, case: Case) -> str:
    """Slug of another statement of the same kind that has these words; "" for none.

    Those of the same page come first.
    """
    known = _statements_by_words(case.guide).get((_part(statement.claim), _folded(said)), ())
    others = [one for one in known if one.slug != statement.slug]
    others.sort(key=lambda one: one.page != statement.page)
    return others[0].slug if others else ""


@lru_cache(maxsize=8)
def _statements_by_words(guide: Guide) -> Mapping[tuple[str, str], Sequence[Statement]]:
    """The statements of a guide by what their words are of, and by the guide's own words."""
    found: dict[tuple[str, str], list[Statement]] = {}
    for statement in guide:
        for words in _words_of(statement.claim):
            own = _folded(statement.guide_words.get(words, words))
            found.setdefault((_part(statement.claim), own), []).append(statement)
    return found


def _folded(words: str) -> str:
    return label_key(words).casefold()


def _part(claim: Claim) -> str:
    """What words are of: a link or button, a field, or a text."""
    if isinstance(claim, Action):
        return "action"
    return "field" if isinstance(claim, Labelled) else "text"


def _read(statement: Statement, read: str) -> Setting:
    return Setting(section="reads", key=statement.slug, value=read, guide=statement.text)


def _page_reached(outcome: Outcome, case: Case) -> str:
    """Slug of the page that a step led to; "" for none of the guide's."""
    page = case.journal.page(outcome.evidence.page)
    return page.slug if page else ""


def _of_mail(
    statement: Statement, claim: MailSubject | MailSender, outcome: Outcome, case: Case
) -> tuple[Setting, ...]:
    mail = _mail(outcome, case)
    if mail is None:
        return ()
    said = mail.mail.sender_address
    if isinstance(claim, MailSubject):
        said = _impersonal(PSEUDONYM.sub("*", mail.mail.subject), case)
    return (_word(statement, claim.wordings[0], said, case),) if said else ()


def _mail(outcome: Outcome, case: Case) -> MailRecord | None:
    number = outcome.evidence.mail
    return next((mail for mail in case.journal.mails if mail.number == number), None)


def _without_secrets(said: str) -> str:
    """The longest part of some words without a secret: another account has another one."""
    return max((part.strip() for part in PSEUDONYM.split(said)), key=len)


def _impersonal(said: str, case: Case) -> str:
    """Words with the names of what they take from an account in place of it."""
    person = next(iter(case.journal.head.people), None)
    facts = {name: person.value(name) for name in case.guide.accounts.texts} if person else {}
    for name, value in sorted(facts.items(), key=lambda one: -len(one[1])):
        if len(value) >= _MIN_PERSONAL and fold(value) in fold(said):
            said = said.replace(value, f"{{{name}}}")
    return said
