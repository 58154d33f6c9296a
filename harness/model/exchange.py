"""What was asked and answered on the way to a page, and the rules of accessibility it breaks."""

from pydantic import BaseModel, ConfigDict


class Exchange(BaseModel):
    """One request and its answer, as seen on the way to a page.

    Attributes:
        method: of the request.
        url: of the request.
        status: of the answer; 0 for none.
        location: where a redirect led; "" for none.
        headers: of the answer, names in lower case; of cookies' values only a digest, by
            which a run sees that one was renewed.
        duration: seconds from request to the answer's head; 0 where unknown.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    method: str
    url: str
    status: int
    location: str = ""
    headers: dict[str, str] = {}
    duration: float = 0.0

    @property
    def answered(self) -> bool:
        """Whether an answer came; its status is 0 where the line broke before."""
        return self.status > 0


Exchanges = tuple[Exchange, ...]


class Resource(BaseModel):
    """Something fetched beside the page, in the same session (a sound, say)."""

    model_config = ConfigDict(frozen=True)

    url: str
    status: int
    headers: dict[str, str] = {}
    body: bytes = b""


class Culprit(BaseModel):
    """An element that breaks a rule of accessibility.

    Attributes:
        frame: the driver's prefix of its frame; "" for the top document.
        target: a selector of it.
        html: its mark-up, cut short.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    frame: str = ""
    target: str = ""
    html: str = ""


class Violation(BaseModel):
    """A rule of accessibility that a page breaks.

    Attributes:
        rule: its name ("image-alt").
        help: what it asks, in words.
        impact: "minor", "moderate", "serious", "critical"; "" for none.
        tags: the standards that it belongs to ("RGAA-1.1.1", "wcag111", …).
        culprits: the elements that break it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str
    help: str = ""
    impact: str = ""
    tags: tuple[str, ...] = ()
    culprits: tuple[Culprit, ...] = ()
