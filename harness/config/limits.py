"""The sections ``[allow]``, ``[pace]``, ``[limits]`` and ``[timeouts]`` of a target file."""

import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, NonNegativeFloat, NonNegativeInt, PositiveFloat

from harness.config.base import Section, beside

_HOST = r"^[\w.*?:\[\]-]+$"


def _host(name: str) -> str:
    if not re.search(_HOST, name):
        raise ValueError(
            "expected the name of a host, without scheme and path, such as api.portail.example"
        )
    return name


class Permissions(Section):
    """What a run may do to the target.

    Attributes:
        send_mail: whether the target may be made to send mails.
        change_code: whether a confidential code may be renewed.
        lock_account: whether a code may be lost to three wrong attempts.
        hosts: further hosts of the portal, with * and ?.
    """

    send_mail: bool = True
    change_code: bool = True
    lock_account: bool = False
    hosts: tuple[
        Annotated[str, AfterValidator(_host), Field(json_schema_extra={"pattern": _HOST})], ...
    ] = ()


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
