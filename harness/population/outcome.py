"""What came of one search on one portal, without anything that belongs to the person alone."""

from pydantic import BaseModel, ConfigDict

UNKNOWN = "a page that the guide does not have"


class Outcome(BaseModel):
    """Where a search led.

    Attributes:
        page: slug of the guide's page; "" for one that it does not have.
        status: of the answer.
        said: what the page told the person, their own facts replaced.
        identifier: "own", "another" or "none": what stands in the field of the identifier.
        fault: what broke before there was an outcome; "" where nothing did.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    page: str = ""
    status: int = 0
    said: str = ""
    identifier: str = "none"
    fault: str = ""

    def __str__(self) -> str:
        if self.fault:
            return f"fault: {self.fault}"
        found = "" if self.identifier == "none" else f", with {_whose(self.identifier)} identifier"
        said = f", saying « {self.said} »" if self.said else ""
        return f"{self.page or UNKNOWN}{found}{said}"

    def differs(self, other: "Outcome") -> bool:
        """Whether a person would meet something else."""
        mine, theirs = self.model_dump(exclude={"status"}), other.model_dump(exclude={"status"})
        return mine != theirs


def _whose(identifier: str) -> str:
    return "the person's" if identifier == "own" else "another"
