"""Pairs the items of two lists, and finds those that changed their order."""

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

Item = TypeVar("Item")
_MAX_ALIGNED = 20_000_000  # keys of one row times those of the other
_MAX_COMPARED = 300  # items of a list that are compared with each other


@dataclass
class Matching(Generic[Item]):
    """The items of two lists, paired step by step; `old` and `new` have no counterpart so far."""

    old: list[Item]
    new: list[Item]
    pairs: list[tuple[Item, Item]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._places = {id(item): place for place, item in enumerate(self.old)}
        self._new_places = {id(item): place for place, item in enumerate(self.new)}

    def pair(self, key: Callable[[Item], Hashable]) -> list[tuple[Item, Item]]:
        """Pair the items with equal keys: as many as keep their order, then the others.

        An item whose key is None is left.

        Returns:
            The new pairs.
        """
        old, new = [key(item) for item in self.old], [key(item) for item in self.new]
        found = list(_in_order(old, new))
        taken, other_taken = {index for index, _ in found}, {other for _, other in found}
        waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
        for index, wanted in enumerate(new):
            if index not in other_taken:
                waiting[wanted].append(index)
        for index, wanted in enumerate(old):
            if index not in taken and wanted is not None and waiting.get(wanted):
                found.append((index, waiting[wanted].popleft()))
        return self._take(found)

    def pair_similar(self, text: Callable[[Item], str], least: float) -> list[tuple[Item, Item]]:
        """Pair the items with similar texts, the most similar first.

        Args:
            text: of an item; items with "" are left.
            least: similarity of a pair, 0 to 1.

        Returns:
            The new pairs.
        """
        new = [text(item) for item in self.new[:_MAX_COMPARED]]
        scored = [
            (-score, abs(index - other), index, other)
            for index, item in enumerate(self.old[:_MAX_COMPARED])
            if text(item)
            # pyrefly: ignore[no-matching-overload]
            for _, score, other in process.extract(
                text(item), new, scorer=fuzz.ratio, limit=5, score_cutoff=least * 100
            )
        ]
        old_taken: set[int] = set()
        new_taken: set[int] = set()
        found = []
        for _, _, index, other in sorted(scored):
            if index not in old_taken and other not in new_taken:
                old_taken.add(index)
                new_taken.add(other)
                found.append((index, other))
        return self._take(found)

    def moved(self) -> list[Item]:
        """The old items of pairs that changed their order; the fewest that explain it."""
        in_order = sorted(self.pairs, key=lambda pair: self._places[id(pair[0])])
        places = [self._new_places[id(new)] for _, new in in_order]
        return [in_order[index][0] for index in out_of_order(places)]

    def _take(self, found: Sequence[tuple[int, int]]) -> list[tuple[Item, Item]]:
        pairs = [(self.old[index], self.new[other]) for index, other in found]
        taken, other_taken = {index for index, _ in found}, {other for _, other in found}
        self.old = [item for index, item in enumerate(self.old) if index not in taken]
        self.new = [item for index, item in enumerate(self.new) if index not in other_taken]
        self.pairs += pairs
        return pairs


def _in_order(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """The places of the longest common subsequence of two rows of keys."""
    if len(old) * len(new) > _MAX_ALIGNED:
        return
    keys = (
        [(side, place) if key is None else (key,) for place, key in enumerate(row)]
        for side, row in enumerate((old, new))
    )
    for step in LCSseq.opcodes(*keys):
        if step.tag == "equal":
            length = step.src_end - step.src_start
            yield from ((step.src_start + at, step.dest_start + at) for at in range(length))


def out_of_order(places: Iterable[int]) -> list[int]:
    """The fewest items that have to move so that the rest keeps its order, by their old indexes.

    `places` has the new place of each item, in the old order.
    """
    order = list(places)
    tails: list[int] = []  # place at the end of the best row of each length
    ends: list[int] = []  # index of that item
    before = [-1] * len(order)
    for index, place in enumerate(order):
        length = bisect_left(tails, place)
        before[index] = ends[length - 1] if length else -1
        tails[length : length + 1] = [place]
        ends[length : length + 1] = [index]
    kept: set[int] = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        kept.add(index)
        index = before[index]
    return [index for index in range(len(order)) if index not in kept]
