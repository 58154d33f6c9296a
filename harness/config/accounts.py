"""The section ``[accounts]`` of a target file: which accounts a run uses."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, NonNegativeInt

from harness.config.base import Section, beside
from harness.config.placeholders import with_placeholders

ResetArgument = Annotated[str, with_placeholders("accounts", "identifiers")]


class AccountSettings(Section):
    """Which accounts the target has.

    Attributes:
        generate: whether accounts are generated and handed to the launched target.
        file: a JSON list of accounts, relative to the target file.
        state: where changes of the accounts are stored, relative to the target file; default:
            beside the file of accounts.
        reset: the command that resets accounts to what their file says, without a shell.
        reset_before: whether it runs before each scenario, or once before the run.
        seed: of the generated accounts; the same seed gives the same accounts.
    """

    generate: bool = False
    file: Annotated[Path, AfterValidator(beside)] | None = None
    seed: NonNegativeInt = 2010
    state: Annotated[Path, AfterValidator(beside)] | None = None
    reset: Annotated[tuple[ResetArgument, ...], Field(min_length=1)] | None = None
    reset_before: Literal["run", "scenario"] = "run"

    @property
    def resets_each(self) -> bool:
        """Whether each scenario gets its accounts as their file says."""
        return bool(self.reset) and self.reset_before == "scenario"
