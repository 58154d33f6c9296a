"""A scenario: one path through the portal, written as the guide tells it."""

import importlib
import importlib.util
import inspect
import pkgutil
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from harness.accounts.model import Needs
from harness.core.errors import UsageError
from harness.scenario.walk import Walk

Play = Callable[[Walk], Awaitable[None]]

ADMINISTRATOR = Needs(role="administrator")
USER = Needs(role="user")


@dataclass(frozen=True)
class Scenario:
    """One path.

    Attributes:
        slug: stable name, from the function's name.
        title: one line for people.
        play: walks the path.
        needs: the people who take part, first the one who recovers codes.
        labels: words to select scenarios by ("administrator", "lockout", …).
        profile: the profile that it belongs to; "" for the guide's own.
    """

    slug: str
    title: str
    play: Play
    needs: tuple[Needs, ...] = (ADMINISTRATOR,)
    labels: frozenset[str] = field(default_factory=frozenset)
    profile: str = ""


def scenario(
    *needs: Needs, labels: tuple[str, ...] = (), title: str = "", profile: str = ""
) -> Callable[[Play], Scenario]:
    """Make a scenario of a function that walks.

    Args:
        needs: the people who take part; an administrator when left out.
        labels: words to select scenarios by, beside the roles.
        title: for people; the docstring's first line when left out.
        profile: the profile that it belongs to; walked only where that is asked for.
    """

    def make(play: Play) -> Scenario:
        people = needs or (ADMINISTRATOR,)
        name = getattr(play, "__name__", "scenario")
        return Scenario(
            slug=name.replace("_", "-"),
            title=title or (inspect.getdoc(play) or name).splitlines()[0].rstrip("."),
            play=play,
            needs=people,
            labels=frozenset(labels) | {people[0].role} | ({profile} if profile else set()),
            profile=profile,
        )

    return make


def collect(package: ModuleType) -> tuple[Scenario, ...]:
    """The scenarios of a package, in the order of its modules and of their lines.

    Raises:
        UsageError: two scenarios have the same slug.
    """
    modules = [
        importlib.import_module(f"{package.__name__}.{info.name}")
        for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name)
    ]
    return _unique(scenario for module in modules for scenario in _of(module))


def _of(module: ModuleType) -> Iterator[Scenario]:
    for value in vars(module).values():
        if isinstance(value, Scenario):
            yield value
        elif isinstance(value, tuple):
            yield from (part for part in value if isinstance(part, Scenario))


def _unique(scenarios: Iterator[Scenario]) -> tuple[Scenario, ...]:
    kept: dict[str, Scenario] = {}
    for found in scenarios:
        if kept.setdefault(found.slug, found) is not found:
            raise UsageError(
                "each scenario's name once",
                seen=f"{found.slug!r} twice",
                remedy="Rename one of the two functions.",
            )
    return tuple(kept.values())


def collect_folder(folder: Path) -> tuple[Scenario, ...]:
    """The scenarios of a user's own folder of Python files.

    Raises:
        UsageError: no such folder, or a file that Python cannot load.
    """
    if not folder.is_dir():
        raise UsageError(
            f"a folder of scenarios at {folder}", seen="no folder", remedy="Correct the path."
        )
    modules = [_load(path) for path in sorted(folder.glob("*.py"))]
    return _unique(scenario for module in modules for scenario in _of(module))


def collect_file(path: Path) -> tuple[Scenario, ...]:
    """The scenarios that are written in one file; not those that it takes from others.

    Raises:
        UsageError: Python cannot load it, or two have the same slug.
    """
    return _unique(found for found in _of(_load(path)) if _is_written_in(found, path))


def _is_written_in(found: Scenario, path: Path) -> bool:
    code = getattr(found.play, "__code__", None)
    return code is None or Path(code.co_filename) == path


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"user_scenarios_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise UsageError("a Python file", seen=str(path), remedy="Correct the folder.")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise UsageError(
            f"scenarios in {path.name}", seen=f"{type(error).__name__}: {error}", remedy="Mend it."
        ) from error
    return module
