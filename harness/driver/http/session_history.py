"""The history of one window."""

from harness.driver.http.frame_tree import FrameNode


class WindowHistory:
    """The documents that a window has shown; it may have a target name."""

    def __init__(self, name: str = "") -> None:
        self.name = name
        self._pages: list[FrameNode] = []
        self._place = -1

    @property
    def top(self) -> FrameNode | None:
        """The current document; None before the first one."""
        return self._pages[self._place] if self._pages else None

    @property
    def can_go_back(self) -> bool:
        """Whether there is an earlier document."""
        return self._place > 0

    def push(self, node: FrameNode) -> None:
        """Show a document, and forget those after the current one."""
        self._pages = [*self._pages[: self._place + 1], node]
        self._place += 1

    def replace(self, node: FrameNode) -> None:
        """Show a document in place of the current one."""
        self._pages[self._place] = node

    def go_back(self) -> None:
        """Show the previous document."""
        self._place = max(0, self._place - 1)
