"""A tour of the whole portal: somewhere on it, each alteration must act."""

from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Self

from reference_impl.domain.accounts import Registration
from reference_impl.domain.codes import Codes
from reference_impl.routes import addresses as at
from reference_impl.routes.addresses import Choice
from tests.reference_impl.journey import BOTH, CODE, IDENTIFIER, USER, certify, log_in, recover
from tests.reference_impl.people import (
    ANNE,
    MARCEL,
    NAMESAKE,
    NEWCOMER,
    UNREACHABLE,
    recovery_form,
    search_form,
)
from tests.reference_impl.visitor import Answer, Visitor

PAGES = (at.HOME, at.LOGIN, at.HELP, at.CONDITIONS, at.LOST_CODES, CODE.regeneration)
HOSTILE = ("<b>gras</b>", "É" * 400, "x' OR '1'='1")


class NotedCodes(Codes):
    """Codes of which the last ones are known."""

    def confidential(self) -> str:
        """Draw a confidential code."""
        self.last_confidential = super().confidential()
        return self.last_confidential

    def certification(self) -> str:
        """Draw a certification code."""
        self.last_certification = super().certification()
        return self.last_certification


class Silent:
    """A mail server that takes everything and keeps nothing."""

    def __init__(self, *_address: object, **_options: object) -> None:
        pass

    def __enter__(self) -> Self:
        """Open the connection."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""

    def send_message(self, message: object) -> None:
        """Take a message."""

    def sendmail(self, sender: str, recipient: str, raw: bytes) -> None:
        """Take bytes."""


async def tour(visitor: Visitor, stranger: Visitor, codes: NotedCodes) -> AsyncIterator[object]:
    """Take all the ways of the portal, and pause after each answer."""
    for path in PAGES:
        yield await visitor.get(path)
    ways = (
        _logins(visitor, stranger, codes),
        _failures(visitor, codes),
        _searches(visitor),
        _requests(visitor),
    )
    for way in ways:
        async for answer in way:
            yield answer


async def _search(visitor: Visitor, choice: Choice, person: Registration, **changes: str) -> Answer:
    return await visitor.submit(choice.search, **asdict(search_form(person, **changes)))


async def _request(visitor: Visitor, person: Registration, **changes: str) -> Answer:
    return await visitor.submit(CODE.regeneration, **asdict(recovery_form(person, **changes)))


async def _searches(visitor: Visitor) -> AsyncIterator[object]:
    for choice, person in ((IDENTIFIER, MARCEL), (BOTH, MARCEL), (USER, ANNE)):
        yield await _search(visitor, choice, person)
    for name, value in asdict(search_form(MARCEL)).items():
        for other in ("", value.swapcase(), value[:-1], f"{value}s", "autre"):
            yield await _search(visitor, IDENTIFIER, MARCEL, **{name: other})
    for text in HOSTILE:
        yield await _search(visitor, IDENTIFIER, MARCEL, nom=text)
    yield await _search(visitor, IDENTIFIER, MARCEL, siret=f"{MARCEL.siret[:-2]}AB")
    for name in (ANNE.last_name.replace("'", "’"), ANNE.last_name.replace("É", "E")):
        yield await _search(visitor, USER, ANNE, nom=name)
    yield await _search(visitor, USER, ANNE, prenom=ANNE.first_name.replace("ç", "c"))
    yield await _search(visitor, IDENTIFIER, MARCEL, bcr="", contrat="")
    yield await _search(visitor, IDENTIFIER, NAMESAKE)
    yield await _search(visitor, IDENTIFIER, ANNE)


async def _requests(visitor: Visitor) -> AsyncIterator[object]:
    for name in asdict(recovery_form(MARCEL)):
        for other in ("", "autre"):
            yield await _request(visitor, MARCEL, **{name: other})
    for text in HOSTILE:
        yield await _request(visitor, MARCEL, nom=text)
    for address in ("marcel.dupont@COMMUNE.fr", "marcel.dupont@autre.fr"):
        yield await _request(visitor, MARCEL, courriel=address)
    for answer in (ANNE.answer, MARCEL.answer[:-1], f"{MARCEL.answer}s"):
        yield await _request(visitor, MARCEL, reponse=answer)
    for person in (NEWCOMER, UNREACHABLE):
        yield await _request(visitor, person)
    visitor.cookies.clear()
    yield await visitor.post(CODE.regeneration, {})


async def _logins(visitor: Visitor, stranger: Visitor, codes: NotedCodes) -> AsyncIterator[object]:
    right = MARCEL.confidential_code
    for code in ("", "WRONG", "<b>", f" {right}", f"{right}A"):
        yield await log_in(visitor, MARCEL, code)
    yield await visitor.get(at.LOGOUT)
    yield await recover(visitor, MARCEL)
    for path in (at.NEW_CODE, at.NEW_CODE_SOUND):
        yield await visitor.get(path)
        yield await stranger.get(path)
    yield await visitor.submit(at.NEW_CODE)
    yield await log_in(visitor, MARCEL, MARCEL.confidential_code)
    yield await log_in(visitor, MARCEL, codes.last_confidential)
    for path in (at.CERTIFICATION, at.SPACE):
        yield await visitor.get(path)
        yield await stranger.get(path)
    for code in ("", f"{codes.last_certification}A", f" {codes.last_certification}"):
        yield await certify(visitor, code)
    yield await visitor.get(at.LOGOUT)


async def _failures(visitor: Visitor, codes: NotedCodes) -> AsyncIterator[object]:
    for person in (MARCEL, NAMESAKE):
        yield await recover(visitor, person)
        yield await visitor.get(at.NEW_CODE)
        yield await log_in(visitor, person, codes.last_confidential)
        for code in ("WRONG", codes.last_confidential):
            yield await certify(visitor, code)
        yield await certify(visitor, codes.last_certification)
    yield await recover(visitor, NAMESAKE)
    of_another = codes.last_certification
    yield await recover(visitor, MARCEL)
    yield await log_in(visitor, MARCEL, codes.last_confidential)
    for code in (of_another, "WRONG", "WRONG"):
        yield await certify(visitor, code)
