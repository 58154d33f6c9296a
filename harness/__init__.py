"""codes-perdus: checks whether a portal keeps the promises of its guide.

The names below are for those who write scenarios and tests; docs/PYTEST.md shows how. Each is
imported when it is used, so that `import harness` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from harness.accounts.model import Account, Needs
    from harness.config.target import Target, load_target
    from harness.guide.loader import load_guide
    from harness.guide.model import Guide
    from harness.model.finding import Finding, Level, Verdict
    from harness.model.upload import Upload
    from harness.planning.actor import Longer, OtherThan
    from harness.planning.scenario import Scenario, scenario
    from harness.planning.walk import Walk

__version__ = "0.1.0"

__all__ = [
    "Account",
    "Finding",
    "Guide",
    "Level",
    "Longer",
    "Needs",
    "OtherThan",
    "Scenario",
    "Target",
    "Upload",
    "Verdict",
    "Walk",
    "load_guide",
    "load_target",
    "scenario",
]

_MODULES = {
    "accounts.model": ("Account", "Needs"),
    "config.target": ("Target", "load_target"),
    "guide.loader": ("load_guide",),
    "guide.model": ("Guide",),
    "model.finding": ("Finding", "Level", "Verdict"),
    "model.upload": ("Upload",),
    "planning.actor": ("Longer", "OtherThan"),
    "planning.scenario": ("Scenario", "scenario"),
    "planning.walk": ("Walk",),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import a public name."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
