"""The shell of the page, and the modules that draw its views."""

import hashlib
from pathlib import Path
from typing import Any

from reference_impl.views import Views

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
MODULES = FOLDER / "vues"
VIEWS = frozenset(path.stem for path in MODULES.glob("*.js"))


def _version() -> str:
    """Give a version that changes with the files, so that browsers may keep them."""
    digest = hashlib.sha256()
    for path in sorted([*STATIC.iterdir(), *MODULES.iterdir()]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


class SpaViews(Views):
    """Gives the module of each view, named as the template of the other editions, and the shell."""

    def __init__(self) -> None:
        super().__init__(FOLDER / "templates", STATIC)
        self._modules = {name: (MODULES / f"{name}.js").read_text("utf-8") for name in VIEWS}
        # pyrefly: ignore[unsupported-operation]
        self._templates.globals["version"] = _version()

    def render(self, name: str, values: dict[str, Any]) -> str:
        """Give the source of the module that draws a view; for other names, the shell."""
        if name in self._modules:
            return self._modules[name]
        return super().render("shell", {"status": 200, **values})
