"""Values that a cache compares by identity, because equality would look at all they hold."""

from dataclasses import dataclass
from typing import Generic, TypeVar

_T = TypeVar("_T")


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
