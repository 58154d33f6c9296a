"""Other spellings: of the same words, and of nearly the same words."""

import unicodedata

from harness import Needs, Walk, scenario

from . import steps
from .steps import ADMINISTRATOR

ACCENTED = Needs(role="administrator", spelling=frozenset({"accents"}))
WITH_APOSTROPHE = Needs(role="administrator", spelling=frozenset({"apostrophe"}))
ELSEWHERE = Needs(role="administrator", other_establishment_than=0)
NAMESAKE = Needs(role="administrator", other_establishment_than=0, namesake_of=0)


@scenario(ACCENTED)
async def accents_and_unicode(walk: Walk) -> None:
    """Accents matter; their Unicode form does not."""
    me = walk.account
    parts = {"last_name": _decomposed(me.last_name), "first_name": _decomposed(me.first_name)}
    await _to_search(walk)
    await steps.search(walk)
    await _to_search(walk)
    await steps.search(walk, last_name=_bare(me.last_name), trying="search.last-name.accents")
    await steps.search(walk, first_name=_bare(me.first_name), trying="search.first-name.accents")
    await steps.search(walk, **parts, trying="search.found.decomposed")


@scenario(WITH_APOSTROPHE)
async def typographic_apostrophe(walk: Walk) -> None:
    """The typographic and the typewriter apostrophe are the same."""
    me = walk.account
    await _to_search(walk)
    await steps.search(
        walk,
        last_name=me.last_name.replace("'", "’"),
        first_name=me.first_name.replace("'", "’"),
        trying="search.found.apostrophe",
    )


@scenario()
async def blanks_around(walk: Walk) -> None:
    """Blanks around what was typed or copied do no harm."""
    me = walk.account
    await _to_search(walk)
    await steps.search(
        walk,
        bcr=f" {me.bcr} ",
        last_name=f" {me.last_name} ",
        first_name=f"{me.first_name}  ",
        trying="search.found.blanks",
    )
    await steps.request_code_found(walk)
    confidential, certification = await steps.take_codes(walk)
    await steps.log_in(walk, f" {confidential} ", trying="login.code-with-blanks")
    await steps.certify(walk, f" {certification} ", trying="certification.code-with-blanks")


@scenario(ADMINISTRATOR, ELSEWHERE)
async def numbers_of_the_establishment(walk: Walk) -> None:
    """The numbers must be complete, right, and of the account's own establishment."""
    me, other = walk.accounts
    await _to_search(walk)
    await steps.search(walk, siret=_unregistered(me.siret), trying="search.siret.own")
    await steps.search(walk, siret=me.siret[:-1], trying="search.siret.too-short")
    await steps.search(walk, siret=f"{me.siret[:-2]}AB", trying="search.siret.letters")
    await steps.search(
        walk, bcr=other.bcr, contract=me.contract, trying="search.bcr.beside-contract"
    )
    await steps.search(walk, contract=other.contract, trying="search.contract.beside-bcr")
    await steps.search(
        walk, siret=other.siret, bcr=other.bcr, trying="search.administrator.establishment"
    )
    await steps.search(walk, contract=me.contract, trying="search.found.by-both")


@scenario(ADMINISTRATOR, NAMESAKE)
async def namesakes(walk: Walk) -> None:
    """Two namesakes each find their own identifier."""
    await _to_search(walk)
    await steps.search(walk, trying="search.found.namesake")
    await walk.press("Annuler")
    await steps.lost_both(walk)
    await steps.search(walk.on_behalf_of(1), trying="search.found.namesake")


@scenario()
async def request_in_another_spelling(walk: Walk) -> None:
    """On step 3, capitals matter in the name, and not in the domain of the address."""
    me = walk.account
    local, _, domain = me.email.partition("@")
    await steps.open_lost_codes(walk)
    await steps.lost_confidential_code(walk)
    await steps.request_code(
        walk, last_name=me.last_name.swapcase(), trying="regenerate.last-name.case"
    )
    await steps.request_code(
        walk, email=f"{local}@other.{domain}", trying="regenerate.email.domain"
    )
    await steps.request_code(walk)
    await walk.receive_mail()
    await steps.open_lost_codes(walk)
    await steps.lost_confidential_code(walk)
    await steps.request_code(
        walk, email=f"{local}@{domain.upper()}", trying="regenerate.generated.email-case"
    )


@scenario()
async def codes_in_lower_case(walk: Walk) -> None:
    """Codes typed in small letters are accepted or refused, and break nothing."""
    confidential, certification = await steps.regenerate(walk)
    await steps.log_in(walk, confidential, trying="certification.asked")
    await steps.certify(walk, certification.lower(), trying="certification.code-in-lower-case")
    other = walk.visitor("B")
    await other.open("home")
    await other.follow("Accès à mon espace personnalisé")
    await steps.log_in(other, confidential.lower(), trying="login.code-in-lower-case")


async def _to_search(walk: Walk) -> None:
    await steps.open_lost_codes(walk)
    await steps.lost_both(walk)


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _unregistered(siret: str) -> str:
    """Another number of the same form, with as good a checksum (by Luhn), that is nobody's."""
    digits = [int(digit) for digit in siret]
    digits[-3], digits[-1] = (digits[-3] + 1) % 10, (digits[-1] - 1) % 10
    return "".join(map(str, digits))


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)
