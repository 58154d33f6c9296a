"""Finds scenarios in folders and files of Python, which are loaded by their paths.

No folder is looked for on `sys.path`, so a folder `scenarios/` in the working directory never
takes the place of another of the same name.
"""

import hashlib
import importlib
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from harness.core.errors import UsageError
from harness.planning.scenario import Scenario

_PACKAGE_FILE = "__init__.py"


def collect_folder(folder: Path) -> tuple[Scenario, ...]:
    """Return the scenarios of a folder, in the order of its files and of their lines.

    A folder with an `__init__.py` is a package, whose modules may import each other relatively.

    Raises:
        UsageError: there is no such folder, Python cannot load a file, or two scenarios have the
            same slug.
    """
    if not folder.is_dir():
        raise UsageError(
            f"a folder of scenarios at {folder}", seen="no folder", remedy="Correct the path."
        )
    modules = [load_module(path) for path in sorted(folder.glob("*.py"))]
    return _unique(scenario for module in modules for scenario in _scenarios_in(module))


def collect_file(path: Path) -> tuple[Scenario, ...]:
    """Return the scenarios that are written in one file, without those that it imports.

    Raises:
        UsageError: Python cannot load it, or two scenarios have the same slug.
    """
    found = _scenarios_in(load_module(path))
    return _unique(scenario for scenario in found if _is_written_in(scenario, path))


def load_module(path: Path) -> ModuleType:
    """Load a Python file by its path; one in a package is loaded as a part of the package.

    Raises:
        UsageError: Python cannot load it.
    """
    try:
        if not (path.parent / _PACKAGE_FILE).is_file():
            return _execute(f"user_scenarios_{path.stem}", path)
        package = _load_package(path.parent)
        if path.name == _PACKAGE_FILE:
            return package
        return importlib.import_module(f"{package.__name__}.{path.stem}")
    except Exception as error:
        raise UsageError(
            f"scenarios in {path.name}", seen=f"{type(error).__name__}: {error}", remedy="Mend it."
        ) from error


def _load_package(folder: Path) -> ModuleType:
    """Import a folder under a name that is made from its path, once a process."""
    digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
    name = f"_scenarios_{digest}"
    if name in sys.modules:
        return sys.modules[name]
    return _execute(name, folder / _PACKAGE_FILE, package=True)


def _execute(name: str, path: Path, *, package: bool = False) -> ModuleType:
    search = [str(path.parent)] if package else None
    spec = importlib.util.spec_from_file_location(name, path, submodule_search_locations=search)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    if package:
        sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        sys.modules.pop(name, None)
        raise
    return module


def _scenarios_in(module: ModuleType) -> Iterator[Scenario]:
    for value in vars(module).values():
        if isinstance(value, Scenario):
            yield value
        elif isinstance(value, tuple):
            yield from (part for part in value if isinstance(part, Scenario))


def _unique(scenarios: Iterator[Scenario]) -> tuple[Scenario, ...]:
    found: dict[str, Scenario] = {}
    for scenario in scenarios:
        if found.setdefault(scenario.slug, scenario) is not scenario:
            raise UsageError(
                "each scenario's name once",
                seen=f"{scenario.slug!r} twice",
                remedy="Rename one of the two functions.",
            )
    return tuple(found.values())


def _is_written_in(scenario: Scenario, path: Path) -> bool:
    code = getattr(scenario.play, "__code__", None)
    return code is None or Path(code.co_filename) == path
