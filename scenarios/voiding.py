"""One confidential code at a time: a new one voids the old one (lines 226 and 263)."""

from harness import Walk, scenario

from . import steps


@scenario()
async def old_code_void(walk: Walk) -> None:
    """The old confidential code opens the space before a generation, and nothing after it."""
    await walk.open("home")
    await walk.follow("Accès à mon espace personnalisé")
    await steps.log_in(walk, walk.account.confidential_code, trying="space.opened")
    await walk.follow("Se déconnecter")
    codes = await steps.regenerate(walk)
    await steps.log_in(walk, walk.account.confidential_code, trying="space.old-code-void")
    await steps.enter(walk, *codes)


@scenario()
async def second_generation_voids_first(walk: Walk) -> None:
    """A second generation voids both codes of the first one."""
    first_confidential, first_certification = await steps.regenerate(walk)
    confidential, certification = await steps.regenerate(walk)
    await steps.log_in(walk, first_confidential, trying="space.first-generation-void")
    await steps.log_in(walk, confidential, trying="certification.asked")
    await steps.certify(walk, first_certification, trying="space.first-certification-void")
    await steps.certify(walk, certification)
