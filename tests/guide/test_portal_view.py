"""The guide as one portal keeps it: on the pages that it has, in its own words."""

from harness.guide.claims import Labelled
from harness.guide.loader import load_guide
from harness.guide.model import Guide
from harness.guide.portal_view import guide_for_portal

GUIDE = load_guide()


def test_a_portal_like_the_guides() -> None:
    """It is the guide itself, also where the home page is another team's."""
    assert guide_for_portal(GUIDE, {}, ()) is GUIDE
    assert guide_for_portal(GUIDE, {}, ("home",)) is GUIDE


def test_both_codes_in_the_login_window_by_another_name() -> None:
    """Its field is looked for in the portal's words."""
    kept = guide_for_portal(
        GUIDE, {"login": {"Code de certification": "Code reçu"}}, ("certification",)
    )
    claim = kept.by_slug["certification.field"].claim
    assert isinstance(claim, Labelled)
    assert claim.label == "Code reçu"


def test_a_guide_of_ones_own_without_a_login() -> None:
    """There is nothing to move."""
    own = Guide.model_construct(chapters=GUIDE.chapters[:1], digest="x")
    assert guide_for_portal(own, {}, ("certification",)) is own
