"""The user who is no administrator lost the identifier, the confidential code, or both."""

from harness import Walk, scenario

from . import steps
from .steps import USER


@scenario(USER)
async def user_lost_confidential_code(walk: Walk) -> None:
    """A user who lost the confidential code takes the search form, by the BCR number."""
    await _recover(walk)


@scenario(USER)
async def user_lost_identifier(walk: Walk) -> None:
    """A user who lost the identifier takes the search form, by the contract number."""
    await _recover(walk, bcr="", contract=walk.account.contract)


@scenario(USER)
async def user_lost_both_codes(walk: Walk) -> None:
    """A user who lost both takes the search form, with both numbers."""
    await _recover(walk, contract=walk.account.contract)


async def _recover(walk: Walk, **changes: str) -> None:
    await steps.open_lost_codes(walk)
    await steps.user_lost_codes(walk)
    await steps.search(walk, trying="search.found.user", **changes)
    await steps.request_code_found(walk)
    codes = await steps.take_codes(walk)
    await steps.enter(walk, *codes)
