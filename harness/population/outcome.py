"""The outcome of one search on one portal, without anything that belongs to one account alone."""

from typing import Literal

from harness.core.value import Value
from harness.model.fact import Fact, fact, quote


class SearchOutcome(Value):
    """Where a search led.

    Attributes:
        page: slug of the guide's page; "" for a page that the guide does not have.
        said: the messages of the page, without the account's own values.
        identifier: whose identifier the page shows.
        fault: what broke before there was an outcome; "" for nothing.
    """

    page: str = ""
    status: int = 0
    said: str = ""
    identifier: Literal["own", "another", "none"] = "none"
    fault: str = ""

    @property
    def fact(self) -> Fact:
        """The outcome as a fact."""
        if self.fault:
            return fact("search-fault", fault=self.fault)
        page = self.page or fact("search-page-unknown")
        found = fact("search-page", page=page, identifier=fact(f"identifier-{self.identifier}"))
        if self.identifier == "none":
            found = fact("search-page-without-identifier", page=page)
        return fact("search-said", found=found, words=quote(self.said)) if self.said else found

    def differs(self, other: "SearchOutcome") -> bool:
        """Whether a person would get something else."""
        mine, theirs = self.model_dump(exclude={"status"}), other.model_dump(exclude={"status"})
        return mine != theirs
