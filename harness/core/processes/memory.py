"""How often Python looks for objects that refer to each other and are needed no more."""

import gc

_NEW_OBJECTS = 50_000  # containers between two looks at the newest; Python's own number is 700


def collect_seldom() -> None:
    """Let a process of ours look for unreachable circles of objects more seldom.

    A run keeps what it has recorded, and each full look walks through all of it: about a tenth of
    a run's processor time over HTTP. The share of full looks stays bounded, for Python begins one
    only when a quarter of the objects is new.
    """
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])
