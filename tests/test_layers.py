"""What import contracts cannot say: each library in one package, and no large folders.

The layers themselves stand in `pyproject.toml`; import-linter checks them.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES_OF_LIBRARY: dict[str, str | tuple[str, ...]] = {
    "lxml": "harness/crawl",
    "aiosmtpd": "harness/mail",
    "imap_tools": "harness/mail",
    "fluent": "harness/messages",
    "playwright": "harness/driver/browser",
    "aiohttp": (
        "harness/mail",
        "harness/execution/portal_process",
    ),
    "faker": "harness/accounts",
    "docx": "harness/drafting",
    "pypdf": "harness/drafting",
    "markdown_it": "harness/drafting",
    "rich": "harness/",
    "typer": "harness/cli",
    "distributed": "harness/population",
    "tomlkit": ("harness/ledger", "harness/crawl/results", "harness/app", "harness/config"),
}
MAX_MODULES = 20
MODULES = [
    p for name in ("harness", "reference_impl", "scenarios") for p in ROOT.glob(f"{name}/**/*.py")
]
PACKAGES = sorted({path.parent for path in MODULES})


def imports(path: Path) -> Iterator[str]:
    """Every module that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            hidden = node.level and path.parent.name != "scenarios"  # these are loaded by path
            assert not hidden, f"{path}: a relative import hides its package"
            yield f"{node.module}"


def place(path: Path) -> str:
    """A path below the project's folder."""
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_a_library_stays_in_its_package(path: Path) -> None:
    """Another library in its stead would touch one package only."""
    for name in imports(path):
        assert place(path).startswith(PACKAGES_OF_LIBRARY.get(name.partition(".")[0], "")), name


@pytest.mark.parametrize("folder", PACKAGES, ids=place)
def test_a_package_can_be_overlooked(folder: Path) -> None:
    """A folder holds no more than a reader takes in at a glance."""
    modules = [path.name for path in folder.glob("*.py") if path.name != "__init__.py"]
    assert len(modules) <= MAX_MODULES, modules
