"""Every claim has its check."""

from typing import get_args

from harness.checks import registry
from harness.checks.profiles.registry import CHECKS
from harness.guide import claims as c
from harness.guide import mail_claims as m
from harness.guide.profile_claims import ProfileClaim


def test_the_registry_is_total() -> None:
    """Each kind of claim about pages, movements and mails has a check; none is left over."""
    assert set(registry._PAGES) == set(get_args(c.PageClaim))
    assert set(registry._MOVEMENTS) == set(get_args(c.MovementClaim))
    assert set(registry._MAILS) == set(get_args(m.MailClaim))
    assert set(CHECKS) == set(get_args(ProfileClaim))


def test_every_form_and_aspect_is_judged() -> None:
    """None would raise on the first journal that has it."""
    from harness.checks import mails, movements, sounds  # noqa: PLC0415

    assert set(movements._ASPECTS) == set(c.Aspect)
    assert set(mails._FORMS) == set(m.MailForm) - {m.MailForm.ONCE}
    every = (*sounds._CHECKS, *sounds._OF_ITS_CODE)
    assert {looked_at for looked_at, _ in every} == set(c.SoundProperty)
