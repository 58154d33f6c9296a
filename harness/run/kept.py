"""A kept run: its folder read again, without a portal."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from harness.errors import UsageError
from harness.journal import Journal, read_journal
from harness.run.recorder import JOURNAL

FACTS = "run.json"


@dataclass(frozen=True)
class KeptRun:
    """A run's folder, as `codes-perdus run` wrote it.

    Args:
        folder: of the run.
    """

    folder: Path

    @cached_property
    def journals(self) -> Mapping[str, Journal]:
        """The journals by the slug of their scenario, in the order of the slugs.

        Raises:
            UsageError: the folder holds no journal, or one that cannot be read.
        """
        paths = sorted(self.folder.glob(f"*/{JOURNAL}"))
        if not paths:
            raise UsageError(
                f"journals below {self.folder}",
                seen="none",
                remedy="Name a run's folder, such as runs/….",
            )
        return {journal.head.scenario: journal for journal in map(read_journal, paths)}

    @cached_property
    def facts(self) -> Mapping[str, Any]:
        """What `run.json` tells; empty where the run was cut off before it was written."""
        try:
            facts = json.loads((self.folder / FACTS).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return facts if isinstance(facts, dict) else {}
