"""The edition whose login window takes both codes: the same rules, one form."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reference_impl.domain import messages
from reference_impl.routes import addresses as at
from tests.reference_impl.conftest import visiting
from tests.reference_impl.journey import recover
from tests.reference_impl.people import MARCEL, Outbox
from tests.reference_impl.visitor import Answer, Visitor


@pytest.fixture
def visitor(accounts_file: Path, outbox: Outbox) -> Iterator[Visitor]:
    """A visitor of the portal in this edition."""
    with visiting("one-form", accounts_file, outbox) as visitor:
        yield visitor


async def log_in(visitor: Visitor, code: str, certification: str = "") -> Answer:
    """Give identifier and both codes."""
    return await visitor.submit(
        at.LOGIN, identifiant=MARCEL.identifier, code=code, certification=certification
    )


async def test_both_codes_open_the_space(visitor: Visitor, outbox: Outbox) -> None:
    """Once; the next login asks the certification code no more."""
    shown = await recover(visitor, MARCEL)
    assert (await log_in(visitor, outbox.code, f" {shown.shown_code} ")).path == at.SPACE
    await visitor.get(at.LOGOUT)
    assert (await log_in(visitor, outbox.code)).path == at.SPACE


async def test_the_confidential_code_alone_opens_nothing(visitor: Visitor, outbox: Outbox) -> None:
    """What is missing is told, and is no try."""
    shown = await recover(visitor, MARCEL)
    for _ in range(3):
        refused = await log_in(visitor, outbox.code)
        assert refused.path == at.LOGIN
        assert messages.MANDATORY_MISSING in refused.text
    assert (await log_in(visitor, outbox.code, shown.shown_code)).path == at.SPACE


async def test_three_wrong_codes_cancel(visitor: Visitor, outbox: Outbox) -> None:
    """After them the right ones open nothing."""
    shown = await recover(visitor, MARCEL)
    for _ in range(3):
        refused = await log_in(visitor, outbox.code, "WRONG123")
        assert refused.path == at.LOGIN
    assert messages.CODE_CANCELLED in refused.text
    assert (await log_in(visitor, outbox.code, shown.shown_code)).path == at.LOGIN


async def test_the_certification_has_no_page(visitor: Visitor) -> None:
    """Its address leads to the login window."""
    assert (await visitor.get(at.CERTIFICATION)).path == at.LOGIN
