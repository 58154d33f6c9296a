"""The administrator lost the confidential code, the identifier, or both (steps 1 to 4)."""

from harness import Walk, scenario

from . import steps


@scenario()
async def administrator_lost_confidential_code(walk: Walk) -> None:
    """An administrator who lost the confidential code gets a new one and logs in."""
    await steps.open_lost_codes(walk)
    await steps.lost_confidential_code(walk)
    await steps.request_code(walk)
    await walk.hear("Cliquez ici pour entendre la version sonore")
    codes = await steps.take_codes(walk)
    await steps.enter(walk, *codes)


@scenario()
async def administrator_lost_identifier(walk: Walk) -> None:
    """An administrator who lost the identifier finds it by the search; then it is typed."""
    await steps.open_lost_codes(walk)
    await steps.lost_identifier(walk)
    await steps.search(walk, trying=("search.found.identifier", "search.found.by-bcr"))
    await steps.open_lost_codes(walk)
    await steps.lost_confidential_code(walk)
    await steps.request_code(walk)
    codes = await steps.take_codes(walk)
    await steps.enter(walk, *codes)


@scenario()
async def administrator_lost_both_codes(walk: Walk) -> None:
    """An administrator who lost both finds the identifier by the contract number."""
    await steps.open_lost_codes(walk)
    await steps.lost_both(walk)
    await steps.search(
        walk,
        bcr="",
        contract=walk.account.contract,
        trying=("search.found", "search.found.by-contract"),
    )
    await steps.request_code_found(walk)
    codes = await steps.take_codes(walk)
    await steps.enter(walk, *codes)
