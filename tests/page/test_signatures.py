"""The pages of a guide are recognised by what it says of them."""

from harness.page.classify import PageClassifier
from harness.page.signatures import signatures
from tests.builders import GUIDE, guide_page


def test_every_page_of_the_guide_is_recognised_as_itself() -> None:
    """As the guide shows it."""
    classifier = PageClassifier(signatures(GUIDE))
    for chapter in GUIDE.chapters:
        if not chapter.mail:
            assert classifier.classify(guide_page(chapter.slug)).slug == chapter.slug
