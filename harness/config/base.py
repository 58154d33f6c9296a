"""The base class of all sections of a target file: strict, frozen, without secrets in its repr."""

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, PrivateAttr, ValidationInfo

MASK = "•••"


class Section(BaseModel):
    """A section of a target file: frozen, unknown keys refused, secrets masked in its repr."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, validate_default=True
    )
    _hidden: tuple[str, ...] = PrivateAttr(())

    def model_post_init(self, context: Any, /) -> None:
        """Store the values of environment variables, so that no repr shows them."""
        self._hidden = tuple((context or {}).get("hidden", ()))

    def __repr_args__(self) -> Any:
        for name, value in super().__repr_args__():
            yield name, mask(value, self._hidden)


def mask(value: Any, hidden: tuple[str, ...]) -> Any:
    """A value of a target file with its secrets masked."""
    if isinstance(value, str):
        for secret in hidden:
            value = value.replace(secret, MASK)
        return value
    if isinstance(value, Path):
        return Path(mask(str(value), hidden))
    if isinstance(value, tuple | list):
        return [mask(entry, hidden) for entry in value]
    if isinstance(value, dict):
        return {name: mask(entry, hidden) for name, entry in value.items()}
    return value


def beside(path: Path, info: ValidationInfo) -> Path:
    """A path of a target file, relative to the file's folder."""
    return Path((info.context or {}).get("folder", ".")) / path
