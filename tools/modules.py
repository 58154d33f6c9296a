"""Writes the list of modules in docs/ARCHITECTURE.md: each package, its subject, its modules.

Usage: python tools/modules.py [--check]
"""

import ast
import sys
import textwrap
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "ARCHITECTURE.md"
BEGIN, END = "<!-- modules: begin -->", "<!-- modules: end -->"


def layers() -> list[list[str]]:
    """The packages of `harness` from the top downwards, those of one layer together."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = next(
        one for one in settings["tool"]["importlinter"]["contracts"] if one["type"] == "layers"
    )
    return [[name.strip() for name in line.split("|")] for line in contract["layers"]]


def _subject(package: Path) -> str:
    """The first sentence of a package's docstring."""
    tree = ast.parse((package / "__init__.py").read_text(encoding="utf-8"))
    return (ast.get_docstring(tree) or "").partition("\n\n")[0].replace("\n", " ")


def _packages(folder: Path) -> Iterator[Path]:
    """A package and those below it, in the order of their names."""
    yield folder
    for below in sorted(p for p in folder.iterdir() if (p / "__init__.py").exists()):
        yield from _packages(below)


def _entry(package: Path) -> str:
    names = sorted(p.stem for p in package.glob("*.py") if p.stem != "__init__")
    title = f"- **{package.relative_to(ROOT / 'harness').as_posix()}**: {_subject(package)}"
    listed = f"  {', '.join(f'`{name}`' for name in names)}" if names else ""
    lines = [textwrap.fill(title, 100, subsequent_indent="  ", break_on_hyphens=False)]
    if listed:
        lines.append(textwrap.fill(listed, 100, subsequent_indent="  ", break_on_hyphens=False))
    return "\n".join(lines)


def listing() -> str:
    """All packages from the bottom upwards, each with its modules."""
    names = [name for layer in reversed(layers()) for name in layer]
    return "\n".join(
        _entry(package) for name in names for package in _packages(ROOT / "harness" / name)
    )


def updated(text: str) -> str:
    """The page with the list as it is today."""
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n\n{listing()}\n\n{END}{tail}"


def main() -> int:
    """Write the page, or tell whether it is up to date."""
    text = PAGE.read_text(encoding="utf-8")
    if "--check" in sys.argv[1:]:
        return int(updated(text) != text)
    PAGE.write_text(updated(text), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
