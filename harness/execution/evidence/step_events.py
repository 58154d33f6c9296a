"""What happens in a scenario, as events for listeners inside the run; secrets are not redacted."""

from collections.abc import Callable
from dataclasses import dataclass, field

from harness.model.journal import Step, Typed


@dataclass(frozen=True)
class StepStarted:
    """A movement is about to be made.

    Attributes:
        page: slug of the guide's page that it starts from; "" for none.
        typed: what was typed since the last movement.
    """

    verb: str
    visitor: str
    page: str
    typed: tuple[Typed, ...] = field(repr=False)


@dataclass(frozen=True)
class StepRecorded:
    """A movement was made and recorded.

    Attributes:
        step: the movement; `led_to` is None if it led to no page.
        page: slug of the guide's page that it started from; "" for none.
        led_to: slug of the guide's page that it led to; "" for none.
        code: the code that this page shows; "" for none.
    """

    step: Step = field(repr=False)
    page: str
    led_to: str
    code: str = field(default="", repr=False)


@dataclass(frozen=True)
class MailRecorded:
    """A mail was recorded.

    Attributes:
        addresses: whom it is addressed to, lower case.
        code: the code in it; "" for none.
        secret: kind of the code; "" where nobody can tell.
    """

    addresses: frozenset[str]
    code: str = field(repr=False)
    secret: str


StepEvent = StepStarted | StepRecorded | MailRecorded
StepListener = Callable[[StepEvent], None]
