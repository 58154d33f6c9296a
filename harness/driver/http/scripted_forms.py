"""Recognises forms that a script sends in the browser's place: their tags say nowhere to go."""

import re
from collections.abc import Mapping, Sequence

from harness.driver.http.inline_handlers import NoAction, read_script, script_of, stops_link

# Attributes by which script libraries take over a form or its button: `hx-post`, `@submit.prevent`.
_TAKES_OVER = re.compile(
    r"(?:data-)?hx-(?:get|post|put|patch|delete)|(?:.*[^a-z])?(?:ng-?)?submit(?:[^a-z].*)?"
)
_STIMULUS = re.compile(r"\bsubmit->")  # in data-action="submit->search#send"


def is_nowhere(form: Mapping[str, str], button: Mapping[str, str]) -> bool:
    """Whether neither a form nor its button names an address, other than the page where they are.

    Without an address, with `#` and with `javascript:void(0)` they name none.
    """
    address = button.get("formaction", form.get("action", "")).strip()
    code = script_of(address)
    if code is None:
        return address in {"", "#"}
    return isinstance(read_script(code), NoAction)


def has_method(form: Mapping[str, str], button: Mapping[str, str]) -> bool:
    """Whether a form or its button says how it is sent."""
    return "method" in form or "formmethod" in button


def taken_over_by(tags: Sequence[Mapping[str, str]]) -> str:
    """The attribute by which a script takes over a form or its button; "" for none."""
    return next((name for tag in tags for name, value in tag.items() if _takes(name, value)), "")


def _takes(name: str, value: str) -> bool:
    if name == "onsubmit":
        return stops_link(value)
    if name == "data-action":
        return _STIMULUS.search(value) is not None
    return _TAKES_OVER.fullmatch(name) is not None
