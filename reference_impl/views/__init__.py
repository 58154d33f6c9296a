"""From a page's name and values to its HTML: the one place of jinja2."""

import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reference_impl.text import carriable

FOLDER = Path(__file__).parent
STATIC = FOLDER.parent / "static"


def _style_version() -> str:
    """Give a version that changes with the style sheet, so that browsers may keep it."""
    return hashlib.sha256((STATIC / "portal.css").read_bytes()).hexdigest()[:12]


class Views:
    """Renders the pages of one edition."""

    def __init__(self) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(FOLDER),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            finalize=_finalize,
        )
        self._templates.globals["style_version"] = _style_version()

    def render(self, name: str, values: dict[str, Any]) -> str:
        """Give the HTML of a page.

        Args:
            name: The page: the name of its template without its ending.
            values: What the template shows.
        """
        return self._templates.get_template(f"{name}.html").render(values)


def _finalize(value: Any) -> Any:
    return carriable(value) if type(value) is str else value
