"""What is new on a page: another message, but not the same one with a smaller count."""

import pytest

from harness.model.page import Page, PageMessage, Text
from harness.page.news import has_news


def _page(*texts: str, told: str = "") -> Page:
    messages = (PageMessage(text=told),) if told else ()
    lines = tuple(Text(text=text, kind="paragraph") for text in texts)
    return Page(url="", texts=lines, messages=messages)


EARLIER = _page("Code de certification", told="Le code est faux. Il vous reste 2 essais.")


@pytest.mark.parametrize(
    ("told", "news"),
    [
        ("Le code est faux. Il vous reste 2 essais.", False),
        ("Le code est faux. Il vous reste 1 essai.", False),
        ("Le code est faux. Il vous reste 0 essai.", False),
        ("", False),
        ("Vous devez renouveler votre code.", True),
    ],
)
def test_another_message_is_news(told: str, *, news: bool) -> None:
    """A count that goes down says nothing new."""
    assert has_news(_page("Code de certification", told=told), [EARLIER]) is news


def test_everything_is_news_to_who_saw_nothing() -> None:
    """An empty page says nothing even then."""
    assert has_news(EARLIER, ())
    assert not has_news(_page(), ())


@pytest.mark.parametrize(
    ("told", "news"),
    [
        ("Faux. Il vous reste 1 essai. Fermer", False),
        ("Vous devez renouveler votre code. Fermer", True),
    ],
)
def test_what_a_closed_dialog_told_is_news(told: str, *, news: bool) -> None:
    """A dialog that was closed before the page was read, compared with earlier ones."""
    before = ["Faux. Il vous reste 2 essais. Fermer"]
    assert has_news(EARLIER, [EARLIER], [told], before) is news
