"""What each view is told, and nothing more: accounts and codes never leave as a whole."""

from collections.abc import Callable, Mapping
from typing import Any

from reference_impl.domain.accounts import Role

Values = Mapping[str, Any]


def shown(view: str, values: Values) -> dict[str, Any]:
    """Give what a view needs to know, as JSON can carry it."""
    told = {name: values.get(name) for name in ("connected", "message", "token")}
    own = OWN.get(view)
    return {**told, **own(values)} if own else told


def _choices(values: Values) -> dict[str, Any]:
    return {"choices": {slug: choice.start for slug, choice in values["choices"].items()}}


def _search(values: Values) -> dict[str, Any]:
    return {"action": values["choice"].search}


def _regeneration(values: Values) -> dict[str, Any]:
    choice = values["choice"]
    return {
        "action": choice.regeneration,
        "searches": choice.searches,
        "found": values["found"],
        "questions": values["questions"],
    }


def _space(values: Values) -> dict[str, Any]:
    account = values["account"]
    return {
        "name": f"{account.first_name} {account.last_name}",
        "administrator": account.role is Role.ADMINISTRATOR,
    }


def _back(values: Values) -> dict[str, Any]:
    return {"topic": values.get("topic"), "back": values["back"]}


OWN: Mapping[str, Callable[[Values], dict[str, Any]]] = {
    "step1": _choices,
    "step2": _search,
    "step3": _regeneration,
    "space": _space,
    "topic": _back,
    "unavailable": _back,
}
