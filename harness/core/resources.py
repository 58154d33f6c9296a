"""Finds the files that come with the program: the bundled suite and its reference portal."""

from importlib.resources import files
from pathlib import Path

_IN_A_WHEEL = "bundled"


def bundled_root() -> Path:
    """The folder that holds `fixtures/`, `scenarios/` and `reference_impl/`.

    An installed package has them in `harness/bundled/`, where no other package can have the same
    names. A checkout has them beside `harness/`.
    """
    package = Path(str(files("harness")))
    bundled = package / _IN_A_WHEEL
    return bundled if bundled.is_dir() else package.parent
