"""Altered rules: a flow with one method overridden."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from reference_impl.altering.alteration import Acts, Change
from reference_impl.app import Parts


def rule(name: str, instead: Callable[..., Any]) -> Change:
    """Put another method in the place of a rule that changes nothing by itself.

    Args:
        name: The method of `Rules` or `Flow`.
        instead: Takes what the method takes, ``self`` first; it acts when its answer differs.
    """

    def change(parts: Parts, acts: Acts) -> Parts:
        plain = getattr(parts.flow, name)

        def altered(self: Any, *given: Any) -> Any:
            answer = instead(self, *given)
            if answer != plain(self, *given):
                acts()
            return answer

        return overridden(parts, name, altered)

    return change


def action(name: str, instead: Callable[..., Any]) -> Change:
    """Put another method in the place of one that changes something; each call is an act.

    Args:
        name: The method of `Flow`.
        instead: Takes the plain method, then what the method takes, ``self`` first.
    """

    def change(parts: Parts, acts: Acts) -> Parts:
        plain = getattr(parts.flow, name)

        def altered(self: Any, *given: Any) -> Any:
            acts()
            return instead(plain, self, *given)

        return overridden(parts, name, altered)

    return change


def overridden(parts: Parts, name: str, method: Callable[..., Any]) -> Parts:
    """Put another method in the place of one of `Flow`."""
    return replace(parts, flow=type("AlteredFlow", (parts.flow,), {name: method}))
