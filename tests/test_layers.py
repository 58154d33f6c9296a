"""What import contracts cannot say: each library in one package, and no large folders.

The layers themselves stand in `pyproject.toml`; import-linter checks them.
"""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

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


def test_a_library_stays_in_its_package() -> None:
    """Another library in its stead would touch one package only."""
    imported = [(place(path), name) for path in MODULES for name in imports(path)]
    assert len(MODULES) > MAX_MODULES
    assert [
        (path, name)
        for path, name in imported
        if not path.startswith(PACKAGES_OF_LIBRARY.get(name.partition(".")[0], ""))
    ] == []


def test_a_package_can_be_overlooked() -> None:
    """A folder holds no more than a reader takes in at a glance."""
    modules = Counter(path.parent for path in MODULES if path.name != "__init__.py")
    assert [
        (place(folder), number) for folder, number in modules.items() if number > MAX_MODULES
    ] == []
