"""All that a page says can be found in it."""

from harness.page.extract import extract
from harness.page.reading import Reading


def reading(html: str) -> Reading:
    """The words of a document."""
    return Reading(extract(html, url="http://portal.test/"))


def test_a_hint_within_a_field() -> None:
    """What stands in a field is read, as placeholders are; what is masked or hidden is not."""
    assert reading('<input name=mots value="Tapez un mot-clé, une">').has("Tapez un mot-clé")
    assert reading('<input name=mots placeholder="Tapez un mot-clé">').has("Tapez un mot-clé")
    assert not reading('<input type=password value="Tapez un mot-clé">').has("Tapez un mot-clé")
    assert not reading('<input type=hidden value="Tapez un mot-clé">').has("Tapez un mot-clé")
