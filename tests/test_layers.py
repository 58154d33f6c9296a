"""Imports point downwards only, libraries stay in their rooms, modules stay small."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = [  # from the bottom upwards; a room imports from itself and from those before it
    *[
        "errors",
        "validation",
        "variables",
        "section",
        "mail_settings",
        "scrape_settings",
        "access",
        "sections",
        "finding",
    ],
    *["config", "schema", "tls", "guide", "page"],
    *["disguise", "needle", "secrets", "leaks", "sound"],
    *[
        "mail",
        "drive",
        "journal",
        "journal_file",
        "ledger",
        "check",
        "run",
        "init",
        "compare",
        "population",
        "scrape",
        "report",
        "mutate",
    ],
    *["doctor", "commands", "cli", "pytest_plugin"],
]
ROOM_OF_LIBRARY: dict[str, str | tuple[str, ...]] = {
    "bs4": "harness/page",
    "lxml": "harness/page",
    "aiosmtpd": "harness/mail",
    "imap_tools": "harness/mail",
    "playwright": "harness/drive",
    "aiohttp": ("harness/drive", "harness/mail"),
    "faker": "harness/run",
    "rich": "harness/",
    "typer": "harness/c",
    "distributed": "harness/population",
    "tomlkit": "harness/ledger",
}
MOST_LINES = 350
MODULES = [
    p for name in ("harness", "reference_impl", "scenarios") for p in ROOT.glob(f"{name}/**/*.py")
]


def imports(path: Path) -> Iterator[str]:
    """Every module that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides its room"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(name: str) -> str:
    """The room of harness that a dotted name lies in; "" outside."""
    package, _, rest = name.partition(".")
    return rest.partition(".")[0] if package == "harness" else ""


def dotted(path: Path) -> str:
    """A module's own name."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_a_module_keeps_its_place(path: Path) -> None:
    """Downwards only; never across harness and reference_impl; libraries in their one room."""
    own = room(dotted(path))
    place = path.relative_to(ROOT).as_posix()
    for name in imports(path):
        other = room(name)
        if own and own != "__init__" and other in LAYERS:
            assert LAYERS.index(other) <= LAYERS.index(own), f"{place} imports {name}"
        assert {place.partition("/")[0], name.partition(".")[0]} != {"harness", "reference_impl"}
        assert not (own and name.startswith("scenarios")) or own in LAYERS[-4:], place
        assert place.startswith(ROOM_OF_LIBRARY.get(name.partition(".")[0], "")), name
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES, place


def test_each_room_has_its_layer() -> None:
    """A new room must be put in the order."""
    rooms = {room(dotted(path)) for path in MODULES} - {"", "__init__"}
    assert rooms <= set(LAYERS)
