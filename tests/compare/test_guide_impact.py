"""Which statements a difference is about."""

import pytest

from harness.compare.diff.mails import MAIL, MaskedMail, mail_changes
from harness.compare.guide_impact import GuideImpact
from harness.compare.noise.masking import mask_of
from harness.compare.noise.run_variation import RunVariation
from tests.builders import journal, mail
from tests.two_mails import GUIDE


@pytest.mark.parametrize(
    ("kind", "other", "slugs"),
    [
        ("notice", "notice", ("notice.subject",)),
        ("notice", "invitation", ("invitation.subject", "notice.subject")),
    ],
)
def test_the_statements_of_a_mails_own_kind(kind: str, other: str, slugs: tuple[str, ...]) -> None:
    """Those of another kind of mail say nothing of it, unless nobody knows which it is."""
    mask = mask_of(journal(), GUIDE.accounts)
    mails = [
        MaskedMail(mail(slug=slug, subject=subject), mask, RunVariation())
        for slug, subject in ((kind, "Mot de passe changé"), (other, "Changé"))
    ]
    (change,) = [one for one in mail_changes(mails[:1], mails[1:]) if one.part == "subject"]
    assert change.page == MAIL
    assert GuideImpact(GUIDE).touched(change) == slugs
