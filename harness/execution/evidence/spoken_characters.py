"""Which character each clip stands for, of which a portal makes the audio versions of its codes."""

from collections import defaultdict
from itertools import combinations

from harness.page.audio import clips, said_once


class SpokenCharacters:
    """Compares the sounds of a scenario, character by character.

    It can tell something only where the portal joins the same clips again and again. A voice that
    speaks each code anew never repeats a clip to the byte.
    """

    def __init__(self) -> None:
        self._heard: dict[bytes, set[str]] = defaultdict(set)

    def hear(self, code: str, sound: bytes) -> int:
        """Take up the sound of a shown code.

        Returns:
            How many pairs of different characters one clip has stood for so far. Sounds of other
            codes than those shown make many; capitals and small letters are the same character.
        """
        spoken = said_once(clips(sound))
        if len(spoken) == len(code):
            for character, clip in zip(code.casefold(), spoken, strict=True):
                self._heard[clip].add(character)
        pairs = (pair for heard in self._heard.values() for pair in combinations(sorted(heard), 2))
        return len(set(pairs))
