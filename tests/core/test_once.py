"""What is done once for each distinct page."""

import asyncio

import pytest

from harness.core.errors import Unreachable
from harness.core.once import OncePerKey


async def test_each_distinct_page_once() -> None:
    """Also when two walks come by at the same time."""
    pictures: OncePerKey[str] = OncePerKey()
    taken: list[str] = []

    async def take() -> str:
        taken.append("x")
        await asyncio.sleep(0)
        return f"picture {len(taken)}"

    found = await asyncio.gather(*(pictures.once("a", take) for _ in range(3)))
    assert found == ["picture 1"] * 3
    assert await pictures.once("b", take) == "picture 2"


async def test_a_failure_is_not_remembered() -> None:
    """The next walk that comes by tries again."""
    pictures: OncePerKey[str] = OncePerKey()

    async def fail() -> str:
        raise Unreachable("a picture", seen="none", remedy="Look.")

    async def take() -> str:
        return "picture"

    with pytest.raises(Unreachable):
        await pictures.once("a", fail)
    assert await pictures.once("a", take) == "picture"


async def test_who_waits_may_leave() -> None:
    """The picture is taken all the same, for the others."""
    pictures: OncePerKey[str] = OncePerKey()
    go = asyncio.Event()

    async def take() -> str:
        await go.wait()
        return "picture"

    first = asyncio.create_task(pictures.once("a", take))
    second = asyncio.create_task(pictures.once("a", take))
    await asyncio.sleep(0)
    first.cancel()
    go.set()
    assert await second == "picture"
    assert first.cancelled() or first.cancelling()
