"""The base class of values that are read from files or written to them."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Count = Annotated[int, Field(ge=-1_000_000_000, le=1_000_000_000)]
"""A number that a record counts with; what is larger was made to break a reader."""
Seconds = Annotated[float, Field(ge=-1e9, le=1e9, allow_inf_nan=False)]
"""A time between two moments of a run."""


def _in_our_time(moment: datetime) -> datetime:
    known = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if not _FIRST <= known <= _LAST:
        raise ValueError("expected a moment between the years 1970 and 2970")
    return moment


_FIRST, _LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2970, 1, 1, tzinfo=UTC)
Moment = Annotated[datetime, AfterValidator(_in_our_time)]
"""When something was done; a run may be a thousand years away, and no clock overflows."""


class Value(BaseModel):
    """A value that never changes and takes no unknown fields.

    Values inside the program that no file holds are frozen dataclasses.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
