"""The sections ``[allow]``, ``[pace]``, ``[limits]`` and ``[timeouts]`` of a target file."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    NonNegativeFloat,
    NonNegativeInt,
    PositiveFloat,
)

from harness.config.base import Section, beside

_HOST = r"^[\w.*?:\[\]-]+$"


def _host(name: str) -> str:
    if not re.search(_HOST, name):
        raise ValueError(
            "expected the name of a host, without scheme and path, such as api.portail.example"
        )
    return name


class Permissions(Section):
    """What a run may do to the target; the suite of the target adds permissions by its own names.

    Attributes:
        send_mail: whether the target may be made to send mails.
        lock_account: whether an account may be locked by wrong attempts.
        hosts: further hosts of the portal, with * and ?.
    """

    model_config = ConfigDict(extra="allow")
    # pyrefly: ignore[bad-override]
    __pydantic_extra__: dict[str, bool] = Field(init=False)

    send_mail: bool = True
    lock_account: bool = False
    hosts: tuple[
        Annotated[str, AfterValidator(_host), Field(json_schema_extra={"pattern": _HOST})], ...
    ] = ()

    @property
    def of_suite(self) -> Mapping[str, bool]:
        """The permissions of the suite that are given or refused, by their names."""
        return self.__pydantic_extra__


class PaceSettings(Section):
    """How fast the target may be used.

    Attributes:
        requests_per_second: maximal number of documents; None for no limit.
    """

    requests_per_second: PositiveFloat | None = None


class LimitSettings(Section):
    """When a run stops by itself; 0 for never.

    Attributes:
        errors: share of the last 20 actions that led to a server error or to no answer.
        slowdown: factor by which the portal's answers became slower than at the start.
        requests: maximal number of actions.
        stop: a file that stops the run as soon as it exists.
    """

    errors: Annotated[float, Field(ge=0, le=1)] = 0.0
    slowdown: NonNegativeFloat = 0.0
    requests: NonNegativeInt = 0
    stop: Annotated[Path, AfterValidator(beside)] | None = None


class TimeoutSettings(Section):
    """Timeouts in seconds.

    Attributes:
        page: for a page.
        mail: for a mail.
        launch: until a launched portal is ready.
        link: how long the links of the portal's mails are good; a scenario that waits for their
            end is unobservable without it.
    """

    page: PositiveFloat = 10.0
    mail: PositiveFloat = 10.0
    launch: PositiveFloat = 20.0
    link: PositiveFloat | None = None
