"""The walks that several tests take through the portal."""

from dataclasses import asdict

from reference_impl.domain.accounts import Registration
from reference_impl.routes import addresses as at
from tests.reference_impl.people import recovery_form
from tests.reference_impl.visitor import Answer, Visitor

CODE, IDENTIFIER, BOTH, USER = at.CHOICES


async def recover(visitor: Visitor, person: Registration) -> Answer:
    """Ask for a new confidential code with the identifier known: step 3, then step 4."""
    return await visitor.submit(CODE.regeneration, **asdict(recovery_form(person)))


async def log_in(visitor: Visitor, person: Registration, code: str) -> Answer:
    """Give identifier and confidential code in the login window."""
    return await visitor.submit(at.LOGIN, identifiant=person.identifier, code=code)


async def certify(visitor: Visitor, code: str) -> Answer:
    """Give the certification code."""
    return await visitor.submit(at.CERTIFICATION, code=code)
