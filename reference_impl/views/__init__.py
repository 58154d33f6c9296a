"""From a page's name and values to its HTML: the one place of jinja2."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reference_impl.domain.text import carriable

FOLDER = Path(__file__).parent
STATIC = FOLDER.parent / "static"


def _version(static: Path) -> str:
    """Give a version that changes with the static files, so that browsers may keep them."""
    digest = hashlib.sha256()
    for path in sorted(static.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def _environment(folder: Path, static: Path, others: tuple[Path, ...]) -> Environment:
    """The templates of an edition, compiled once in a process."""
    templates = Environment(
        loader=FileSystemLoader([folder, *others]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=_finalize,
    )
    # pyrefly: ignore[unsupported-operation]
    templates.globals["style_version"] = _version(static)
    return templates


class Views:
    """Renders the pages of one edition.

    Args:
        folder: Of its templates.
        static: Of the files that they refer to.
        others: Where the templates lie that the folder has not.
    """

    def __init__(
        self, folder: Path = FOLDER, static: Path = STATIC, *, others: tuple[Path, ...] = ()
    ) -> None:
        self._templates = _environment(folder, static, others)

    def render(self, name: str, values: dict[str, Any]) -> str:
        """Give the HTML of a page.

        Args:
            name: The page: the name of its template without its ending.
            values: What the template shows.
        """
        return self._templates.get_template(f"{name}.html").render(values)

    def told(self, name: str, values: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002
        """Give what a page that draws itself is told of the values."""
        return values


def _finalize(value: Any) -> Any:
    return carriable(value) if type(value) is str else value
