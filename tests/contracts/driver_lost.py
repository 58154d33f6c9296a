"""What every driver keeps: answers that get lost on a line that breaks now and then."""

import pytest

from harness.core.errors import Unreachable
from harness.driver.protocol import Tab
from tests.contracts.reading import button_of, link_of, said
from tests.driver.portal import Portal

LOST_TWICE = "/lost/2"


@pytest.mark.asyncio(loop_scope="session")
class LostContract:
    """What may be asked for again is; the record tells each answer that got lost."""

    async def test_an_address(self, tab: Tab) -> None:
        """An address whose answer got lost is asked for again, and the journal tells it."""
        got = await tab.open(LOST_TWICE)
        assert "enfin" in said(got)
        assert got.exchanges[-1].status == 200
        assert got.exchanges[0].headers["x-fault"]
        assert not any(exchange.answered for exchange in got.exchanges[:-1])

    async def test_a_link_and_the_way_back(self, tab: Tab, site: Portal) -> None:
        """So is a link; the history has the page once."""
        got = await tab.open("/losses")
        assert "enfin" in said(await tab.follow(link_of(got, "perdue")))
        assert (await tab.back()).page.url == f"{site.url}/losses"

    async def test_the_page_after_a_form(self, tab: Tab, site: Portal) -> None:
        """Where a form's answer leads on, only that is asked for again: the form is sent once."""
        got = await tab.open("/losses")
        answer = await tab.press(button_of(got, "Envoyer"))
        assert "enfin" in said(answer)
        assert len(site.posts()) == 1
        assert answer.exchanges[0].method == "POST"

    async def test_a_frame(self, tab: Tab) -> None:
        """So is a document in a frame, with the page that it came from."""
        got = await tab.open("/lost_frame")
        assert "autour" in said(got)
        assert "enfin" in said(got)

    async def test_a_new_window(self, tab: Tab, site: Portal) -> None:
        """So is a page in a window that was opened for it."""
        got = await tab.open("/losses")
        popup = await tab.follow(link_of(got, "perdue ailleurs"))
        assert "enfin" in said(popup)
        assert (await tab.back()).page.url == f"{site.url}/losses"

    @pytest.mark.parametrize("label", ["Par GET", "Par POST"])
    async def test_what_a_form_sends(self, tab: Tab, site: Portal, label: str) -> None:
        """A form whose answer got lost may have arrived: it is not sent again."""
        got = await tab.open("/losses")
        with pytest.raises(Unreachable, match="/lost/1"):
            await tab.press(button_of(got, label))
        assert sum("/lost/1" in path for path in site.paths()) == 1
