"""The sections ``[words]``, ``[entry]``, ``[pages]`` and ``[login]``: how this portal differs."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from harness.config.base import Section

WordMap = dict[str, str | dict[str, str]]


def absolute_path(path: str) -> str:
    """A path of the portal, relative to its base address."""
    if not path.startswith("/"):
        raise ValueError("expected a path that starts with /")
    return path


class LoginSettings(Section):
    """How this portal's login differs.

    Attributes:
        from_home: whether the login window is reached from a public home page, as in the guide;
            otherwise scenarios begin at the address of `login` under [entry].
        certification: where the certification code is asked at the next login: on a page of its
            own after identifier and confidential code ("own-page"), or in a field beside them
            ("login-form").
    """

    from_home: bool = True
    certification: Literal["own-page", "login-form"] = "own-page"

    @property
    def missing_pages(self) -> tuple[str, ...]:
        """Pages of the guide that this portal does not have."""
        home = () if self.from_home else ("home",)
        return (*home, "certification") if self.certification == "login-form" else home


class PageHint(Section):
    """By what a page of this portal is recognised if its words are not enough.

    Attributes:
        address: of the page, relative to the base address, with * and ?.
        marker: words that are on this page only.
    """

    address: Annotated[str, AfterValidator(absolute_path)] = ""
    marker: Annotated[str, Field(max_length=400)] = ""
