"""The guide as one portal keeps it: on the pages that it has, in the words that it uses."""

from collections.abc import Collection

from harness.guide.model import Guide
from harness.guide.one_form import combines_login, on_one_form
from harness.guide.wording import Wording, in_words


def guide_for_portal(guide: Guide, words: Wording, lacks: Collection[str]) -> Guide:
    """The guide for one portal.

    Args:
        guide: as it is written.
        words: the portal's own for the guide's.
        lacks: pages of the guide that the portal does not have.
    """
    return in_words(on_one_form(guide) if combines_login(guide, lacks) else guide, words)
