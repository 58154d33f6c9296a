"""The edition under other names: other words and addresses; the same pages and rules."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from reference_impl.editions.renamed.addresses import NEW, OLD
from reference_impl.routes import addresses as at
from tests.reference_impl.conftest import visiting
from tests.reference_impl.journey import CODE, IDENTIFIER, USER
from tests.reference_impl.people import MARCEL, Outbox, recovery_form, search_form
from tests.reference_impl.visitor import Visitor

ADDRESS = re.compile(r'\b(?:href|action|src)="(/[^"]*)"')
GUIDES_OWN = ("Codes perdus", "Adresse e-mail", "Code identifiant", "Je valide", "rechercher")


@pytest.fixture
def visitor(accounts_file: Path, outbox: Outbox) -> Iterator[Visitor]:
    """A visitor of the portal in this edition."""
    with visiting("renamed", accounts_file, outbox) as visitor:
        yield visitor


async def test_a_recovery_goes_to_its_end(visitor: Visitor, outbox: Outbox) -> None:
    """Search, request, both codes, and the login with them: the same rules."""
    search, request = NEW[IDENTIFIER.search], NEW[IDENTIFIER.regeneration]
    found = await visitor.submit(search, **asdict(search_form(MARCEL)))
    assert found.path == request
    shown = await visitor.submit(request, **asdict(recovery_form(MARCEL)))
    assert shown.path == NEW[at.NEW_CODE]
    asked = await visitor.submit(NEW[at.LOGIN], identifiant=MARCEL.identifier, code=outbox.code)
    assert asked.path == NEW[at.CERTIFICATION]
    inside = await visitor.submit(NEW[at.CERTIFICATION], code=shown.shown_code)
    assert inside.path == NEW[at.SPACE]


@pytest.mark.parametrize("path", [at.HOME, at.LOGIN, at.LOST_CODES, USER.search, CODE.regeneration])
async def test_every_address_is_a_new_one_and_leads_somewhere(path: str, visitor: Visitor) -> None:
    """No page gives an old address away, and none of the new ones is dead."""
    page = await visitor.get(NEW[path])
    for address in ADDRESS.findall(page.text):
        assert address not in OLD.values()
        if not address.startswith("/static/"):
            assert (await visitor.get(address)).status == 200


@pytest.mark.parametrize("path", [at.LOGIN, at.LOST_CODES, USER.search])
async def test_the_old_addresses_show_nothing(path: str, visitor: Visitor) -> None:
    """The portal is one of another shape: what knows the old addresses is lost there."""
    assert (await visitor.get(path)).status == 404


async def test_the_pages_before_the_forms_do_not_use_the_guides_names(visitor: Visitor) -> None:
    """They are what a target file must tell."""
    for path in (at.LOGIN, at.LOST_CODES, USER.search, CODE.regeneration):
        text = (await visitor.get(NEW[path])).text
        assert [name for name in GUIDES_OWN if f">{name}" in text] == []
