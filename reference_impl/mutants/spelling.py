"""Spellings that the server takes for another, or no longer for the same."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from reference_impl.altering.alteration import Alteration, Change, several
from reference_impl.altering.answers import address, peek, sent
from reference_impl.altering.rules import rule
from reference_impl.altering.texts import bare
from reference_impl.domain.text import comparable
from reference_impl.mutants.rules import KIND
from reference_impl.routes import addresses as at
from reference_impl.web.visit import Page, Visit


def _yes(*_: object) -> bool:
    return True


def _blanks_count(path: str) -> Change:
    """Take a blank around what is typed for one of its signs."""
    return sent(path, lambda typed: {name: text.replace(" ", "_") for name, text in typed.items()})


def _small_letters_unborne(path: str) -> Change:
    """Answer 500 where the code is typed in small letters."""

    async def altered(plain: Page, visit: Visit) -> Response:
        if (await peek(visit))["code"].islower():
            raise HTTPException(500)
        return await plain(visit)

    return address("POST", path, altered)


MUTANTS = (
    Alteration(
        "names-last-in-any-case",
        KIND,
        "Capitals do not count in the name.",
        rule(
            "last_name_matches",
            lambda _self, typed, account: (
                comparable(typed).upper() == comparable(account.last_name).upper()
            ),
        ),
        ("search.last-name.case", "regenerate.last-name.case"),
    ),
    Alteration(
        "names-first-in-any-case",
        KIND,
        "Capitals do not count in the first name.",
        rule(
            "first_name_matches",
            lambda _self, typed, account: (
                comparable(typed).upper() == comparable(account.first_name).upper()
            ),
        ),
        ("search.first-name.case",),
    ),
    Alteration(
        "names-without-accents",
        KIND,
        "Accents do not count in the names.",
        several(
            rule("last_name_matches", lambda _self, name, a: bare(name) == bare(a.last_name)),
            rule("first_name_matches", lambda _self, name, a: bare(name) == bare(a.first_name)),
        ),
        ("search.last-name.accents", "search.first-name.accents"),
    ),
    Alteration(
        "names-first-without-accents",
        KIND,
        "Accents do not count in the first name.",
        rule("first_name_matches", lambda _self, name, a: bare(name) == bare(a.first_name)),
        ("search.first-name.accents",),
    ),
    Alteration(
        "names-byte-by-byte",
        KIND,
        "A name typed with decomposed accents or another apostrophe is not recognised.",
        several(
            rule("last_name_matches", lambda _self, name, account: name == account.last_name),
            rule("first_name_matches", lambda _self, name, account: name == account.first_name),
        ),
        ("search.found.decomposed", "search.found.apostrophe"),
    ),
    Alteration(
        "names-last-ignored",
        KIND,
        "The name is not looked at.",
        rule("last_name_matches", _yes),
        (
            "search.last-name.identical",
            "search.last-name.case",
            "regenerate.last-name.own",
            "regenerate.last-name.case",
        ),
    ),
    Alteration(
        "names-first-ignored",
        KIND,
        "The first name is not looked at.",
        rule("first_name_matches", _yes),
        (
            *("search.first-name.identical", "search.first-name.case", "regenerate.first-name.own"),
            "search.last-name.identical",  # the name of a colleague finds that colleague
        ),
    ),
    Alteration(
        "login-blanks-count",
        KIND,
        "A confidential code copied with a blank around it is refused.",
        _blanks_count(at.LOGIN),
        ("login.code-with-blanks",),
    ),
    Alteration(
        "certification-with-blanks-refused",
        KIND,
        "A blank before or after the certification code makes it a wrong one.",
        _blanks_count(at.CERTIFICATION),
        ("certification.code-with-blanks",),
    ),
    Alteration(
        "login-bears-no-small-letters",
        KIND,
        "A confidential code in small letters is an error.",
        _small_letters_unborne(at.LOGIN),
        ("login.code-in-lower-case",),
    ),
    Alteration(
        "certification-bears-no-small-letters",
        KIND,
        "A certification code in small letters is an error.",
        _small_letters_unborne(at.CERTIFICATION),
        ("certification.code-in-lower-case",),
    ),
)
