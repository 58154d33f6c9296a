"""On no picture of any edition a code can be seen: its place shows one colour."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import Frame

from harness.app.suite import all_scenarios
from harness.config.target import load_target
from harness.driver.browser.engine import BrowserEngine
from harness.driver.browser.tab import BrowserTab
from harness.execution.run_config import RunConfig
from harness.execution.runner import Runner
from harness.guide.loader import load_guide
from harness.planning.assignment import assign

pytestmark = pytest.mark.browser

GUIDE = load_guide()
WALK = "administrator-lost-confidential-code"
RECTS = """(words) => {
  const found = [];
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const word of words) {
      const start = node.data.indexOf(word);
      if (start < 0) continue;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + word.length);
      for (const box of range.getClientRects()) found.push([box.x, box.y, box.right, box.bottom]);
    }
  }
  return found;
}"""

Box = tuple[float, float, float, float]


@dataclass
class Spy:
    """Notes where secrets stand on each page, when its picture is taken.

    Attributes:
        taken: the picture and the boxes of the secrets on it.
    """

    taken: list[tuple[bytes, list[Box]]] = field(default_factory=list)

    async def look(self, tab: BrowserTab, words: Sequence[str], image: bytes) -> None:
        """Note one."""
        boxes: list[Box] = []
        for frame in tab._windows[-1].page.frames:
            across, down = await _place(frame)
            for left, top, right, bottom in await frame.evaluate(RECTS, list(words)):
                boxes.append((left + across, top + down, right + across, bottom + down))
        if boxes:
            self.taken.append((image, boxes))


async def _place(frame: Frame) -> tuple[float, float]:
    if frame.parent_frame is None:
        return 0.0, 0.0
    box = await (await frame.frame_element()).bounding_box()
    return (box["x"], box["y"]) if box else (0.0, 0.0)


@pytest.mark.parametrize("edition", ["reference", "legacy", "spa"])
def test_the_code_is_covered(edition: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every pixel of the place where the certification code stands is of the cover."""
    spy, target = Spy(), load_target(edition)
    take = BrowserTab.screenshot

    async def screenshot(self: BrowserTab, hide: Sequence[str]) -> bytes | None:
        image = await take(self, hide)
        await spy.look(self, hide, image or b"")
        return image

    monkeypatch.setattr(BrowserTab, "screenshot", screenshot)
    chosen = [one for one in all_scenarios() if one.slug == WALK]
    plans = asyncio.run(assign(GUIDE, chosen, target))
    config = RunConfig(jobs=1, folder=tmp_path)
    runner = Runner(GUIDE, target, config, lambda url: BrowserEngine(base_url=url))
    asyncio.run(runner.run(plans, lambda _event: None))
    assert spy.taken, "the code stood on no page"
    for image, boxes in spy.taken:
        for box in boxes:
            assert _colours(image, box) == {(0x44, 0x44, 0x44)}
    kept = {path.read_bytes() for path in tmp_path.rglob("*.png")}
    assert {image for image, _ in spy.taken} <= kept


def _colours(image: bytes, box: Box) -> set[object]:
    left, top, right, bottom = map(round, box)
    with Image.open(BytesIO(image)) as picture:
        part = picture.convert("RGB").crop((left, top, right, bottom))
        return {colour for _, colour in part.getcolors(part.width * part.height) or ()}
