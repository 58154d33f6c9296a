"""A portal for a small town of people, whose mails are kept in memory."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from reference_impl.app import Parts, Site, build
from reference_impl.domain import hashing
from reference_impl.domain.codes import Codes
from reference_impl.domain.flow import Flow
from reference_impl.domain.store import Store
from reference_impl.editions import parts_of
from reference_impl.settings import Settings
from tests.reference_impl.people import PEOPLE, Clock, Outbox
from tests.reference_impl.visitor import Visitor


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Hash the secrets of made-up people with next to no work."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hashing, "COST", 2)
        yield


@pytest.fixture
def accounts_file(tmp_path: Path) -> Path:
    """Register the people of the town in a file."""
    return register(tmp_path)


def register(folder: Path) -> Path:
    """Write the people of the town into a file of that folder."""
    path = folder / "accounts.json"
    path.write_text(json.dumps([asdict(person) for person in PEOPLE]), encoding="utf-8")
    return path


@pytest.fixture
def store() -> Iterator[Store]:
    """Give a store that knows the people of the town."""
    store = Store()
    store.register(PEOPLE)
    yield store
    store.close()


@contextmanager
def visiting(edition: str, accounts: Path, outbox: Outbox) -> Iterator[Visitor]:
    """Visit a portal of that edition, whose mails go to the outbox."""
    settings = Settings(accounts=accounts, smtp_host="127.0.0.1", smtp_port=9, edition=edition)
    with build(settings, replace(parts_of(settings), mailer=outbox)) as site:
        yield Visitor(site.app)


@pytest.fixture
def outbox() -> Outbox:
    """Give a postman who keeps the mails."""
    return Outbox()


@pytest.fixture
def clock() -> Clock:
    """Give a clock that stands still until it is turned."""
    return Clock()


@pytest.fixture
def flow(store: Store, outbox: Outbox) -> Flow:
    """Give the rules at work on the town."""
    return Flow(store, Codes(), outbox)


@pytest.fixture
def site(accounts_file: Path, outbox: Outbox, clock: Clock) -> Iterator[Site]:
    """Give the whole portal."""
    settings = Settings(accounts=accounts_file, smtp_host="127.0.0.1", smtp_port=9)
    with build(settings, Parts(mailer=outbox, clock=clock)) as site:
        yield site


@pytest.fixture
def visitor(site: Site) -> Visitor:
    """Give a visitor of the portal."""
    return Visitor(site.app)
