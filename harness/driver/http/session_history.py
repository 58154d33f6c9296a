"""The pages that one window went through."""

from harness.driver.http.frame_tree import Pane


class Window:
    """A window and its history.

    Args:
        name: by which links and forms can aim at it; "" for none.
    """

    def __init__(self, name: str = "") -> None:
        self.name = name
        self._pages: list[Pane] = []
        self._place = -1

    @property
    def top(self) -> Pane | None:
        """The page in front; None before the first one."""
        return self._pages[self._place] if self._pages else None

    @property
    def can_go_back(self) -> bool:
        """Whether there is a page before this one."""
        return self._place > 0

    def push(self, pane: Pane) -> None:
        """Show a page; those that were gone back from are forgotten."""
        self._pages = [*self._pages[: self._place + 1], pane]
        self._place += 1

    def replace(self, pane: Pane) -> None:
        """Show a page in place of the one in front."""
        self._pages[self._place] = pane

    def go_back(self) -> None:
        """Show the page before."""
        self._place = max(0, self._place - 1)
