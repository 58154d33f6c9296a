"""Our HTTP driver and Chromium send and read the same, but for what docs/DIFFERENCES.md lists.

A hundred examples, always the same ones. `make differential N=5000` tries more, drawn anew.
"""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.differential.bench import Bench, opened
from tests.differential.comparisons import KINDS, Kind
from tests.differential.run import Outcome, compare, drawn

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bench() -> AsyncIterator[Bench]:
    """One server, one driver, one browser."""
    async with opened() as running:
        yield running


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
async def test_what_is_sent_and_read_is_the_same(bench: Bench, kind: Kind) -> None:
    """The examples of each kind have no difference, and most of them can be compared."""
    outcome = Outcome()
    await compare(bench, kind, drawn(kind.strategy, kind.share, seed=0), outcome)
    assert outcome.differing == []
    assert outcome.compared[kind.name] > kind.share / 2
