"""The sides of a comparison are walked at the same time only where that mixes nothing up."""

from dataclasses import replace
from typing import Any

import pytest

from harness.accounts.model import Account
from harness.app.comparison_runs import share_mailbox
from harness.config.mail import MailSettings
from harness.config.target import Target
from tests.builders import account
from tests.execution.fakes import home_and_login, plan_of

ME = account()
SAME_ADDRESS = account("IDENT2").model_copy(update={"email": ME.email.upper()})
ELSEWHERE = account("IDENT2").model_copy(update={"email": "other@x.example"})


def side(person: Account, **mail: Any) -> Any:
    """A target with its plans, of one person."""
    target = Target(name="x", base_url="http://x/", mail=MailSettings(**mail))
    return target, (plan_of(replace(home_and_login), accounts=(person,)),)


@pytest.mark.parametrize(
    ("other", "source", "shared"),
    [
        (SAME_ADDRESS, {"source": "maildir", "path": "/mails"}, True),
        (ELSEWHERE, {"source": "maildir", "path": "/mails"}, False),
        (SAME_ADDRESS, {"source": "none"}, False),
    ],
)
def test_mails_of_two_sides_are_told_apart_by_recipient(
    other: Account, source: dict[str, str], shared: bool
) -> None:
    """Where two live portals write to one address, one is walked after the other."""
    assert share_mailbox([side(ME, **source), side(other, **source)]) is shared
    assert not share_mailbox([side(ME, **source)])
