"""The base class of values that are read from files or written to them."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A value that never changes and takes no unknown fields.

    Values inside the program that no file holds are frozen dataclasses.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
