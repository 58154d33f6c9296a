"""The certification code: three tries, asked once, and what a failure costs (line 267)."""

from harness import Longer, Walk, scenario

from . import steps
from .steps import USER


@scenario(labels=("lockout",))
async def three_failures_administrator(walk: Walk) -> None:
    """Three wrong certification codes cancel an administrator's code; the renewal works."""
    await _three_failures_and_renewal(walk)


@scenario(USER, labels=("lockout",))
async def three_failures_user(walk: Walk) -> None:
    """Three wrong certification codes cancel a user's code; the renewal works."""
    await _three_failures_and_renewal(walk)


async def _three_failures_and_renewal(walk: Walk) -> None:
    confidential, certification = await steps.regenerate(walk)
    await steps.log_in(walk, confidential, trying="certification.asked")
    await steps.fail_three_times(walk, certification)
    await steps.log_in(walk, confidential, trying="certification.third-failure.cancels")
    confidential, certification = await steps.regenerate(walk)
    await steps.log_in(walk, confidential, trying="certification.new-code-works")
    await steps.fail_twice(walk, certification)
    await steps.certify(walk, certification, trying="certification.renewed")


@scenario()
async def two_failures_then_right(walk: Walk) -> None:
    """After two wrong certification codes the right one is accepted at the third try."""
    confidential, certification = await steps.regenerate(walk)
    await steps.log_in(walk, confidential, trying="certification.asked")
    await steps.certify(walk, "", trying="certification.mandatory")
    await steps.fail_twice(walk, certification)
    await steps.certify(walk, certification, trying="certification.right-after-two")


@scenario()
async def part_of_the_certification_code(walk: Walk) -> None:
    """A part of the certification code, or the code and more, is a wrong one."""
    confidential, certification = await steps.regenerate(walk)
    await steps.log_in(walk, confidential, trying="certification.asked")
    part, more = certification[:-1], Longer(f"{certification}2")
    await steps.certify(walk, part, trying="certification.first-failure")
    await steps.certify(walk, more, trying="certification.second-failure")
    await steps.certify(walk, certification, trying="certification.right-after-two")


@scenario()
async def certification_asked_once(walk: Walk) -> None:
    """The login after the certified one goes straight to the personal space."""
    confidential, certification = await steps.regenerate(walk)
    await steps.enter(walk, confidential, certification)
    await walk.follow("Se déconnecter")
    await steps.log_in(walk, confidential, trying="space.certification-once")


@scenario()
async def certification_cancelled(walk: Walk) -> None:
    """The certification can be left, whatever is typed, and done at the next login."""
    confidential, certification = await steps.regenerate(walk)
    await steps.log_in(walk, confidential, trying="certification.asked")
    await walk.follow("Annuler")
    await steps.log_in(walk, confidential, trying="certification.asked")
    await walk.fill({"Code de certification": certification})
    await walk.follow("Annuler")
    await steps.enter(walk, confidential, certification)
