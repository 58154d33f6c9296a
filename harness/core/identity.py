"""Values that a cache compares by identity, because equality would look at all they hold."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Generic, TypeVar

_T = TypeVar("_T")
_Made = TypeVar("_Made")


@dataclass(frozen=True, eq=False, slots=True)
class Same(Generic[_T]):
    """A value as the key of an `lru_cache`; the cache keeps the value alive with its key."""

    value: _T

    def __hash__(self) -> int:
        """Of the object, not of what it holds."""
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        """Whether both are one object."""
        return isinstance(other, Same) and self.value is other.value


def by_identity(make: Callable[[_T], _Made], last: int = 2) -> Callable[[_T], _Made]:
    """Remembers what was made of each of the last values; it is made once for one object."""

    @lru_cache(maxsize=last)
    def known(same: Same[_T]) -> _Made:
        return make(same.value)

    return wraps(make)(lambda value: known(Same(value)))
