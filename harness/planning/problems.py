"""Tells a mistake in a scenario's own code: what, and in which line of which file."""

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any


def describe_error(error: Exception, play: Callable[..., Any]) -> str:
    """An unexpected exception in one line.

    Args:
        error: as raised, with its traceback.
        play: the scenario's function.

    Returns:
        Type, message and place: "ValueError: no such name (refusals.py:31)". The place is the
        last line of the scenario's own folder that was on the way, else where it was raised.
    """
    message = " ".join(str(error).split())
    what = f"{type(error).__name__}: {message}" if message else type(error).__name__
    place = _place(error, play)
    return f"{what} ({place})" if place else what


def _place(error: Exception, play: Callable[..., Any]) -> str:
    code = getattr(play, "__code__", None)
    folder = Path(code.co_filename).parent if code else None
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).parent == folder]
    frame = next(reversed(own or list(frames)), None)
    return f"{Path(frame.filename).name}:{frame.lineno}" if frame else ""
