"""The conditions for recovering codes (lines 125 to 131)."""

from harness import Needs, Walk, scenario

from . import steps

NEVER_LOGGED_IN = Needs(role="administrator", first_login_done=False, question_chosen=None)
NO_VALID_ADDRESS = Needs(role="administrator", email_valid=False)


@scenario(NEVER_LOGGED_IN)
async def never_logged_in(walk: Walk) -> None:
    """An account that never logged in is refused, with the person to ask."""
    await steps.open_lost_codes(walk)
    await steps.lost_confidential_code(walk)
    await steps.request_code(
        walk,
        question=walk.account.question or steps.QUESTION,
        answer=walk.account.answer or "Saint-Exupéry",
        trying=("regenerate.condition.first-login", "regenerate.condition.first-login.advice"),
    )


@scenario(NO_VALID_ADDRESS)
async def no_valid_address(walk: Walk) -> None:
    """An account without a valid e-mail address is refused, with the person to ask."""
    await steps.open_lost_codes(walk)
    await steps.lost_confidential_code(walk)
    await steps.request_code(
        walk,
        trying=("regenerate.condition.address", "regenerate.condition.address.advice"),
    )
