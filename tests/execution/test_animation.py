"""A film of a walk: a picture for each step that led to a page, in their order."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from harness.config.choices import RecordingScope
from harness.execution.animation import make_film
from harness.execution.run_config import RunConfig
from harness.execution.runner import Runner
from harness.model.finding import Evidence, Finding, Level, Verdict
from harness.model.page import Page
from tests.builders import GUIDE, guide_page, journal, page, step
from tests.execution.fakes import FakeEngine
from tests.execution.test_scheduler import FOLLOW, TARGET, spared

RED, BLUE, GREY = (255, 0, 0), (0, 0, 255), (136, 136, 136)


def picture(colour: tuple[int, int, int], high: int = 1600) -> bytes:
    """A page of one colour."""
    written = BytesIO()
    Image.new("RGB", (1280, high), colour).save(written, "PNG")
    return written.getvalue()


def frames(data: bytes) -> list[Image.Image]:
    """The pictures of a film."""
    with Image.open(BytesIO(data), formats=("WEBP",)) as moving:
        found = []
        for number in range(getattr(moving, "n_frames", 1)):
            moving.seek(number)
            found.append(moving.convert("RGB"))
        return found


def colour_of(frame: Image.Image) -> tuple[int, ...]:
    """What fills the picture, as far as the film's compression keeps it."""
    pixel: Any = frame.getpixel((480, 300))  # three numbers, in RGB
    return tuple(round(value / 17) * 17 for value in pixel)


WALK = journal(
    page(1, "home"),
    step(1, verb="open", words="home", led_to=1),
    step(2, verb="fill", on=1),
    page(2, "search", "Étape 2"),
    step(3, verb="follow", words="« Codes perdus » œ 漢", on=1, led_to=2),
    page(3),
    step(4, verb="press", words="rechercher", on=2, led_to=3),
)


def test_a_picture_for_each_step_that_led_to_a_page() -> None:
    """In their order; grey where a page has no picture; what led nowhere is no picture."""
    found = frames(make_film(WALK, {1: picture(RED), 2: picture(BLUE, 200)}, ()))
    assert len(found) == 3
    assert [colour_of(frame) for frame in found] == [RED, GREY, GREY]
    assert found[1].getpixel((10, 10)) != found[2].getpixel((10, 10))


def test_a_page_on_which_a_statement_is_broken_says_so() -> None:
    """In red under its picture; what holds says nothing."""

    def said(verdict: Verdict) -> bool:
        broken = Finding(
            scenario="made-up",
            statement="search.siret.mark",
            level=Level.REQUIRED,
            verdict=verdict,
            evidence=Evidence(page=2),
        )
        found = frames(make_film(WALK, {1: picture(BLUE), 2: picture(BLUE)}, [broken]))
        return [_is_red(frame) for frame in found] == [False, True, False]

    assert said(Verdict.FAIL)
    assert not said(Verdict.PASS)


def _is_red(frame: Image.Image) -> bool:
    red, green, _ = frame.crop((0, 740, 960, 776)).split()
    return max(ImageChops.subtract(red, green).tobytes()) > 60


def test_a_walk_that_led_nowhere_has_none() -> None:
    """No empty file is kept."""
    assert make_film(journal(step(1, verb="open", words="home")), {}, ()) == b""


def test_of_a_long_walk_the_end_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long it was, the film can be looked at."""
    monkeypatch.setattr("harness.execution.animation._MAX_FRAMES", 2)
    found = frames(make_film(WALK, {1: picture(RED), 3: picture(BLUE)}, ()))
    assert [colour_of(frame) for frame in found] == [GREY, BLUE]


class Filmed(FakeEngine):
    """A portal whose every page is red."""

    observes = frozenset({"screenshots"})
    picture = picture(RED, 700)


@pytest.mark.parametrize(
    ("answer", "wanted", "kept"),
    [
        (guide_page("home"), RecordingScope.FAILED, True),
        (guide_page("login"), RecordingScope.FAILED, False),
        (guide_page("login"), RecordingScope.ALL, True),
        (guide_page("home"), None, False),
    ],
)
async def test_films_are_kept_of_what_fails(
    tmp_path: Path, answer: Page, wanted: RecordingScope | None, kept: bool
) -> None:
    """Of the rest only where that was asked for."""
    engine = Filmed()
    engine.told[FOLLOW] = answer
    config = RunConfig(jobs=1, folder=tmp_path, films=wanted)
    await Runner(GUIDE, TARGET, config, lambda _: engine).run((spared(0),), lambda _: None)
    file = tmp_path / "home-and-login" / "film.webp"
    assert file.is_file() is kept
    assert not kept or colour_of(frames(file.read_bytes())[-1]) == RED
