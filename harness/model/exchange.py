"""The requests and answers that led to a page, and the accessibility rules that it breaks."""

from pydantic import Field

from harness.core.value import Moment, Value


class Exchange(Value):
    """One request and its answer.

    Attributes:
        method: of the request.
        url: of the request.
        status: of the answer; 0 for none.
        location: target of a redirect; "" for none.
        headers: of the answer, names in lower case; cookie values are replaced by a digest, which
            shows whether a cookie was renewed.
        duration: seconds from the request to the answer's head; 0 if unknown.
        answered_at: when the answer's head came; None if unknown.
    """

    method: str
    url: str
    status: int
    location: str = ""
    headers: dict[str, str] = Field(default_factory=dict)
    duration: float = 0.0
    answered_at: Moment | None = None

    @property
    def answered(self) -> bool:
        """Whether an answer came; the status is 0 if the connection broke before."""
        return self.status > 0


Exchanges = tuple[Exchange, ...]


class Resource(Value):
    """Something fetched with the session's cookies beside the page, such as a sound."""

    url: str
    status: int
    headers: dict[str, str] = Field(default_factory=dict)
    body: bytes = b""


class ViolatingElement(Value):
    """An element that breaks an accessibility rule.

    Attributes:
        frame: the driver's prefix of its frame; "" for the top document.
        target: a selector of it.
        html: its HTML, shortened.
    """

    frame: str = ""
    target: str = ""
    html: str = ""


class Violation(Value):
    """An accessibility rule that a page breaks.

    Attributes:
        rule: its name ("image-alt").
        help: what it demands.
        impact: "minor", "moderate", "serious", "critical"; "" for none.
        tags: the standards that it belongs to ("RGAA-1.1.1", "wcag111", …).
        elements: the elements that break it.
    """

    rule: str
    help: str = ""
    impact: str = ""
    tags: tuple[str, ...] = ()
    elements: tuple[ViolatingElement, ...] = ()
