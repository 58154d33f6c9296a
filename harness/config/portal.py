"""The sections by which a target file says how this portal differs.

They are ``[words]``, ``[reads]``, ``[entry]``, ``[pages]``, ``[refusals]``, ``[absent]`` and
``[unobservable]``.
"""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from harness.config.base import Section


def absolute_path(path: str) -> str:
    """A path of the portal, relative to its base address."""
    if not path.startswith("/"):
        raise ValueError("expected a path that starts with /")
    return path


_Path = Annotated[str, AfterValidator(lambda path: path and absolute_path(path))]
_Marker = Annotated[str, Field(max_length=400)]
Reason = Annotated[str, Field(max_length=400)]
"""Why this portal does not have or show something, for readers; "" for no word about it."""


_ErrorStatus = Annotated[int, Field(ge=400, le=599)]


class PageHint(Section):
    """By what a page of this portal is recognised if its words are not enough.

    Attributes:
        address: of the page, relative to the base address, with * and ?.
        marker: words that are on this page only.
        not_address: of pages that are another one, whatever their words.
        not_marker: words of pages that are another one.
        status: of the answer, where the page comes with an error's, such as 404 where it offers to
            make what is not there; None where it comes with none.
    """

    address: _Path = ""
    marker: _Marker = ""
    not_address: _Path = ""
    not_marker: _Marker = ""
    status: _ErrorStatus | None = None


class RefusalHint(Section):
    """By what the page is known where this portal tells that it refuses a form.

    Attributes:
        address: of the page, relative to the base address, with * and ?.
        marker: words that are on this page only.
        status: of the answer, where the portal refuses with an error's, such as 500; None where it
            needs none. With a server error's status alone, the portal is said to have failed.
    """

    address: _Path = ""
    marker: _Marker = ""
    status: _ErrorStatus | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.address or self.marker):
            raise ValueError("expected an address or a marker")
        return self
