"""The plug-in of a suite: one Python file with functions that its manifest names."""

from collections.abc import Callable
from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

from harness.core.errors import UsageError


def plugin_function(path: Path | None, name: str) -> Callable[..., Any]:
    """A function of a suite's plug-in.

    Raises:
        UsageError: the suite has no plug-in, Python cannot load it, or it has no such function.
    """
    function = getattr(_module(path), name, None) if path else None
    if callable(function):
        return function
    raise UsageError(
        f"a function {name} in the plug-in of the suite",
        seen=f"none in {path.name}" if path else "no plug-in",
        remedy="Write it, or correct its name in suite.toml.",
    )


@cache
def _module(path: Path) -> ModuleType:
    try:
        loader = SourceFileLoader(f"_plugin_{path.stem}", str(path))
        module = ModuleType(loader.name)
        loader.exec_module(module)
    except Exception as error:
        raise UsageError(
            f"a plug-in that Python can load in {path.name}",
            seen=f"{type(error).__name__}: {error}",
            remedy="Mend it.",
        ) from error
    return module
