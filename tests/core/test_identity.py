"""What is remembered of one and the same value."""

from harness.core.identity import Same, by_identity


def test_the_same_object_is_the_same_key_and_an_equal_one_is_another() -> None:
    """A work is done once for each object, also for one that has no hash."""
    made: list[int] = []

    @by_identity
    def work(of: list[int]) -> int:
        made.append(1)
        return len(of)

    one, equal = [1, 2], [1, 2]
    assert [work(one), work(one), work(equal), work(one)] == [2] * 4
    assert len(made) == 2
    assert Same(one) != one
