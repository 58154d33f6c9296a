"""Keys of caches that compare by identity."""

from functools import lru_cache

from harness.core.identity import Same


def test_the_same_object_is_the_same_key_and_an_equal_one_is_another() -> None:
    """A cache works once for each object, also for one that has no hash."""
    made: list[int] = []

    @lru_cache
    def work(of: Same[list[int]]) -> int:
        made.append(1)
        return len(of.value)

    one, equal = [1, 2], [1, 2]
    assert [work(Same(one)), work(Same(one)), work(Same(equal))] == [2, 2, 2]
    assert len(made) == 2
    assert Same(one) != one
