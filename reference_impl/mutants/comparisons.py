"""Comparisons that are satisfied by a part of the right value, or by the value and more."""

import string
from collections.abc import Callable, Iterator
from typing import Any

from reference_impl.altering.alteration import Acts, Alteration, Change, several
from reference_impl.altering.answers import address, peek
from reference_impl.altering.rules import action, rule
from reference_impl.app import Parts
from reference_impl.domain.accounts import Account
from reference_impl.domain.flow import Flow, NewCodes
from reference_impl.domain.hashing import verify
from reference_impl.domain.text import comparable, comparable_email, trim
from reference_impl.routes import addresses as at
from reference_impl.web.visit import Page, Visit

KIND = "comparisons"
MIN_PART = 3  # characters that a part has
MAX_TRIED = 40  # parts of one value, so that a very long one costs little
CODE = at.CHOICES[0]
Plain = Callable[..., Any]


def _begins(whole: str, part: str) -> bool:
    return len(part) >= min(MIN_PART, len(whole)) and whole.startswith(part)


def _parts(typed: str) -> Iterator[str]:
    """What is left of a text without its end, then without its beginning."""
    for cut in range(1, min(len(typed) - MIN_PART, MAX_TRIED) + 1):
        yield typed[:-cut]
        yield typed[cut:]


def _field(name: str, stored: Callable[[Account], str], matches: Callable[[str, str], bool]) -> Any:
    """A rule that compares what was typed with a value of the account in another way."""
    return rule(
        name,
        lambda self, typed, account: (
            bool(getattr(Flow, name)(self, typed, account))
            or matches(comparable(stored(account)), comparable(typed))
        ),
    )


def _last_name(account: Account) -> str:
    return account.last_name


def _first_name(account: Account) -> str:
    return account.first_name


def _one_letter_missing(self: Flow, typed: str, account: Account) -> bool:
    """The answer may lack its last letter."""
    letters = string.ascii_letters + string.digits + "éè-' "
    wanted = (typed, *(typed + letter for letter in letters)) if typed else (typed,)
    return any(Flow.answer_matches(self, each, account) for each in wanted)


def _answer_and_more(self: Flow, typed: str, account: Account) -> bool:
    wanted = (typed, *_parts(typed))
    return any(Flow.answer_matches(self, each, account) for each in wanted)


def _code_and_more(attribute: str, name: str) -> Change:
    """A generated code may have more behind or before it."""

    def matches(self: Flow, typed: str, account: Account | None) -> bool:
        if getattr(Flow, name)(self, typed, account):
            return True
        hashed = getattr(account, attribute) if account else None
        return hashed is not None and any(verify(part, hashed) for part in _parts(trim(typed)))

    return rule(name, matches)


def _part_of_code(of: str, name: str) -> Change:
    """A part of a generated code is enough."""

    def change(parts: Parts, acts: Acts) -> Parts:
        known: dict[str, str] = {}

        def keep(plain: Plain, self: Flow, account: Account, codes: NewCodes) -> None:
            known[account.identifier] = getattr(codes, of)
            plain(self, account, codes)

        def match(plain: Plain, self: Flow, code: str, account: Account | None) -> bool:
            right = known.get(account.identifier, "") if account else ""
            due = of == "confidential" or (account and account.certification_hash)
            return bool(plain(self, code, account)) or bool(due and _begins(right, trim(code)))

        return several(action("keep_codes", keep), action(name, match))(parts, acts)

    return change


def _answer_of_an_earlier_request() -> Change:
    """The answer of whoever was typed before in the same session is taken as well."""

    def change(parts: Parts, acts: Acts) -> Parts:
        asked: list[str] = []

        async def remember(plain: Page, visit: Visit) -> Any:
            typed = await peek(visit)
            asked[:] = visit.recall("asked") or []
            visit.session.set("asked", [*asked, typed["identifiant"]])
            return await plain(visit)

        def match(self: Flow, answer: str, account: Account) -> bool:
            others = (self.store.account(identifier) for identifier in asked)
            known = [account, *filter(None, others)]
            return any(Flow.answer_matches(self, answer, each) for each in known)

        both = several(address("POST", CODE.regeneration, remember), rule("answer_matches", match))
        return both(parts, acts)

    return change


def _starts(whole: str, part: str) -> bool:
    return bool(part) and _begins(whole, part)


def _has_more(whole: str, typed: str) -> bool:
    return bool(whole) and (typed.startswith(whole) or typed.endswith(whole))


MUTANTS = (
    Alteration(
        "first-name-part-enough",
        KIND,
        "The beginning of the first name is enough.",
        _field("first_name_matches", _first_name, _starts),
        ("search.first-name.identical",),
    ),
    Alteration(
        "first-name-with-more",
        KIND,
        "The first name may have more before or behind it.",
        _field("first_name_matches", _first_name, _has_more),
        ("search.first-name.identical",),
    ),
    Alteration(
        "last-name-part-enough",
        KIND,
        "The beginning of the last name is enough.",
        _field("last_name_matches", _last_name, _starts),
        ("search.last-name.identical",),
    ),
    Alteration(
        "last-name-with-more",
        KIND,
        "The last name may have more before or behind it.",
        _field("last_name_matches", _last_name, _has_more),
        ("search.last-name.identical",),
    ),
    Alteration(
        "bcr-part-enough",
        KIND,
        "The beginning of the BCR number is enough.",
        rule("bcr_matches", lambda _s, bcr, account: account.bcr.startswith(bcr)),
        ("search.bcr.own",),
    ),
    Alteration(
        "contract-part-enough",
        KIND,
        "The beginning of the contract number is enough.",
        rule("contract_matches", lambda _s, typed, account: account.contract.startswith(typed)),
        ("search.contract.own",),
    ),
    Alteration(
        "address-part-enough",
        KIND,
        "The end of the address is enough.",
        rule(
            "email_matches",
            lambda _s, typed, a: bool(typed) and comparable_email(a.email).endswith(typed),
        ),
        ("regenerate.email.own",),
    ),
    Alteration(
        "address-with-more",
        KIND,
        "The address may have more before it.",
        rule("email_matches", lambda _s, typed, a: typed.endswith(comparable_email(a.email))),
        ("regenerate.email.own",),
    ),
    Alteration(
        "answer-letter-missing",
        KIND,
        "The answer may lack its last letter.",
        rule("answer_matches", _one_letter_missing),
        ("regenerate.answer.right",),
    ),
    Alteration(
        "answer-with-more",
        KIND,
        "The answer may have more before or behind it.",
        rule("answer_matches", _answer_and_more),
        ("regenerate.answer.right",),
    ),
    Alteration(
        "answer-of-an-earlier-request",
        KIND,
        "The answer of an account that was typed before in the session is taken.",
        _answer_of_an_earlier_request(),
        ("regenerate.answer.right",),
    ),
    Alteration(
        "confidential-code-part-enough",
        KIND,
        "The first characters of the mailed code are enough.",
        _part_of_code("confidential", "code_matches"),
        ("login.wrong-code",),
    ),
    Alteration(
        "confidential-code-with-more",
        KIND,
        "The confidential code may have more before or behind it.",
        _code_and_more("code_hash", "code_matches"),
        ("login.wrong-code",),
    ),
    Alteration(
        "certification-code-part-enough",
        KIND,
        "The first characters of the certification code are enough.",
        _part_of_code("certification", "certification_matches"),
        ("certification.first-failure",),
    ),
    Alteration(
        "certification-code-with-more",
        KIND,
        "The certification code may have more before or behind it.",
        _code_and_more("certification_hash", "certification_matches"),
        ("certification.second-failure",),
    ),
)
