"""Pictures in a report are small, each there once, and never from elsewhere."""

import base64
from io import BytesIO
from pathlib import Path

from PIL import Image

from harness.reporting.html.embedded_images import EmbeddedImages


def picture(path: Path, width: int = 300, height: int = 200) -> None:
    """A file with a picture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (width, height), "navy").save(path)


def test_a_picture_keeps_its_size_and_stands_there_once(tmp_path: Path) -> None:
    """Its file's pixels are those that places on the page are told in."""
    picture(tmp_path / "s" / "1.png")
    album = EmbeddedImages(tmp_path)
    taken = album.take("s/1.png")
    assert taken
    assert album.take("s/1.png") is taken
    assert album.images == (taken,)
    assert (taken.width, taken.height) == (300, 200)
    head, _, letters = taken.data.partition(",")
    assert head == "data:image/webp;base64"
    with Image.open(BytesIO(base64.b64decode(letters))) as shown:
        assert shown.size == (300, 200)


def test_a_large_picture_is_reduced_and_its_places_stay(tmp_path: Path) -> None:
    """The size told is that of the file."""
    picture(tmp_path / "1.png", 3200, 400)
    taken = EmbeddedImages(tmp_path).take("1.png")
    assert taken
    assert (taken.width, taken.height) == (3200, 400)
    with Image.open(BytesIO(base64.b64decode(taken.data.partition(",")[2]))) as shown:
        assert shown.size == (1600, 200)


def test_the_budget_holds(tmp_path: Path) -> None:
    """What does not fit any more is left out; what is smaller may still fit."""
    for name, width in (("a", 300), ("b", 1500), ("c", 20)):
        picture(tmp_path / f"{name}.png", width)
    album = EmbeddedImages(tmp_path, budget=600)
    assert [bool(album.take(f"{name}.png")) for name in "abc"] == [True, False, True]
    assert sum(len(one.data) for one in album.images) < 700


def test_nothing_else_is_taken_in(tmp_path: Path) -> None:
    """No file outside of the run, no other format, no picture too large to be looked at."""
    folder = tmp_path / "run"
    picture(tmp_path / "secret.png")
    picture(folder / "huge.png", 1, 1)
    head = bytearray((folder / "huge.png").read_bytes())
    head[16:24] = (90_000).to_bytes(4, "big") * 2
    (folder / "huge.png").write_bytes(head)
    (folder / "out.png").symlink_to(tmp_path / "secret.png")
    (folder / "text.png").write_text("no picture", encoding="utf-8")
    Image.new("RGB", (9, 9)).save(folder / "gif.png", "GIF")
    files = ("../secret.png", str(tmp_path / "secret.png"), "out.png", "text.png", "gif.png")
    assert [EmbeddedImages(folder).take(path) for path in (*files, "huge.png", "gone.png", "")] == [
        None
    ] * 8
