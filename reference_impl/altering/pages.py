"""Altered pages: their HTML, or the values that they show."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import Any

from reference_impl.altering.alteration import Acts, Change, DidNotTake
from reference_impl.altering.templates import in_templates, is_module
from reference_impl.altering.texts import TextChange
from reference_impl.app import Parts
from reference_impl.views import Views

# The guide's pages, and the templates that show them.
TEMPLATES = {
    "home": "home",
    "login": "login",
    "lost-codes": "step1",
    "search": "step2",
    "regenerate": "step3",
    "certification-code": "step4",
    "certification": "certification",
    "space": "space",
    "help": "help",
    "terms": "conditions",
}

Values = dict[str, Any]

_LETTERS = re.compile(r"&(?:[A-Za-z](?:acute|grave|circ|uml|cedil|tilde)|[lr]aquo|deg);")


class AlteredViews(Views):
    """Pages that are altered before or after they are rendered.

    Args:
        plain: Renders them.
        template: The page that is altered, with its frames; all of them if ``None``.
        acts: Called when the values or the HTML have changed.
        before: Takes the values of the page and gives others.
        after: Takes the HTML and the values, and gives other HTML.
    """

    def __init__(
        self,
        plain: Views,
        template: str | None,
        acts: Acts,
        *,
        before: Callable[[Values], Values] = dict,
        after: Callable[[str, Values], str] = lambda html, _values: html,
    ) -> None:
        self._plain = plain
        self._template = template
        self._acts = acts
        self._before = before
        self._after = after

    def _is_mine(self, name: str) -> bool:
        return self._template in {None, name, name.partition("_")[0]}

    def render(self, name: str, values: Values) -> str:
        """Give the HTML of a page, altered if it is the one."""
        if not self._is_mine(name):
            return self._plain.render(name, values)
        try:
            return self._altered(name, values)
        except (DidNotTake, KeyError) as missing:
            self._acts.miss(missing)
            return self._plain.render(name, values)

    def _altered(self, name: str, values: Values) -> str:
        shown = self._before(dict(values))
        html = with_letters(self._plain.render(name, shown))
        altered = self._after(html, shown)
        if (shown, altered) != (values, html):
            self._acts()
        else:
            self._acts.idle(name)
        return altered

    def told(self, name: str, values: Values) -> Values:
        """Give what a page that draws itself is told, altered if it is the one."""
        plain = self._plain.told(name, values)
        if not self._is_mine(name):
            return plain
        try:
            altered = self._before(dict(plain))
        except KeyError as missing:
            self._acts.miss(missing)
            return plain
        told = {key: altered[key] for key in plain}  # what it is not told it cannot show
        if told != plain:
            self._acts()
        return told


def with_letters(html: str) -> str:
    """Give HTML with the letters that it writes as entities; markup of 2010 does for accents."""
    return _LETTERS.sub(lambda entity: unescape(entity[0]), html)


def page(slug: str, *changes: TextChange) -> Change:
    """Alter the HTML of one page, named as the guide's data names it."""
    return rendering(slug, lambda html, _values: _all(changes, html))


def pages(*changes: TextChange) -> Change:
    """Alter the HTML of every page; of one that draws itself, that in its templates."""

    def change(parts: Parts, acts: Acts) -> Parts:
        views = AlteredViews(
            parts.views or Views(),
            None,
            acts,
            after=lambda html, _values: _everywhere(changes, html),
        )
        return replace(parts, views=views)

    return change


def rendering(slug: str, alter: Callable[[str, Values], str]) -> Change:
    """Alter the HTML of one page with a look at the values that it shows."""

    def change(parts: Parts, acts: Acts) -> Parts:
        views = AlteredViews(parts.views or Views(), TEMPLATES[slug], acts, after=alter)
        return replace(parts, views=views)

    return change


def values(slug: str, alter: Callable[[Values], Values]) -> Change:
    """Alter the values that one page shows."""

    def change(parts: Parts, acts: Acts) -> Parts:
        views = AlteredViews(parts.views or Views(), TEMPLATES[slug], acts, before=alter)
        return replace(parts, views=views)

    return change


def _everywhere(changes: tuple[TextChange, ...], text: str) -> str:
    if not is_module(text):
        return _all(changes, text)
    missed: list[DidNotTake] = []
    altered = text
    for each in changes:  # what stands in the shell stands in no module
        try:
            altered = in_templates(altered, each)
        except DidNotTake as missing:
            missed.append(missing)
    if missed and altered == text:
        raise missed[-1]
    return altered


def _all(changes: tuple[TextChange, ...], html: str) -> str:
    for each in changes:
        html = each(html)
    return html
