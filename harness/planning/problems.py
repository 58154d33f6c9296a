"""Describes an error in a scenario's own code: what it is, and in which file and line."""

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any


def describe_error(error: Exception, play: Callable[..., Any]) -> str:
    """Describe an unexpected exception of a scenario's function in one line.

    Returns:
        Type, message and position: "ValueError: no such name (refusals.py:31)". The position is
        the last line in the scenario's own folder, else the line that raised it.
    """
    message = " ".join(str(error).split())
    what = f"{type(error).__name__}: {message}" if message else type(error).__name__
    position = position_of(error, play)
    return f"{what} ({position})" if position else what


def position_of(error: Exception, play: Callable[..., Any]) -> str:
    """File and line of a scenario's function where an error came up, such as "club.py:31"."""
    code = getattr(play, "__code__", None)
    folder = Path(code.co_filename).parent if code else None
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).parent == folder]
    frame = next(reversed(own or list(frames)), None)
    return f"{Path(frame.filename).name}:{frame.lineno}" if frame else ""
