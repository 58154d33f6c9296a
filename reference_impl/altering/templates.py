"""The HTML in a module of JavaScript: what its templates hold, and nothing of its code."""

import re
from collections.abc import Iterator

from reference_impl.altering.alteration import DidNotTake
from reference_impl.altering.texts import TextChange

_TAG = "html`"
_TOKEN = re.compile(r"\\.|`|\$\{", re.DOTALL)  # in a template
_CODE = re.compile(r"\\.|[`{}]|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"", re.DOTALL)
_PLACE = re.compile(r"\{\{(\d+)\}\}")  # of an expression, while the HTML around it is altered


def is_module(text: str) -> bool:
    """Whether a text is a module that draws a view, and no page."""
    return _TAG in text


def in_templates(text: str, change: TextChange) -> str:
    """Alter the HTML in the templates of a module, those within their expressions too.

    A template stays as it is where the change would lose an expression, or end it.

    Raises:
        DidNotTake: From the change, if it takes in no template at all.
    """
    missed: list[DidNotTake] = []
    taken: list[str] = []

    def altered(html: str) -> str:
        try:
            new = change(html)
        except DidNotTake as missing:
            missed.append(missing)
            return html
        taken.append(new)
        return new if _is_whole(html, new) else html

    text = _altered_code(text, altered)
    if missed and not taken:
        raise missed[-1]
    return text


def _is_whole(html: str, new: str) -> bool:
    kept = sorted(_PLACE.findall(html)) == sorted(_PLACE.findall(new))
    return kept and new.count("`") == html.count("`") and new.count("${") == html.count("${")


def _altered_code(code: str, altered: TextChange) -> str:
    """Alter the templates of some code; all else stays to the letter."""
    out, end = [], 0
    while (start := code.find(_TAG, end)) >= 0:
        begin = start + len(_TAG)
        close = _end_of_template(code, begin)
        out += [code[end:begin], _altered_template(code[begin:close], altered)]
        end = close
    return "".join((*out, code[end:]))


def _altered_template(body: str, altered: TextChange) -> str:
    pieces, expressions = [], []
    end = 0
    for start, stop in _expressions(body):
        pieces.append(body[end:start])
        expressions.append(_altered_code(body[start:stop], altered))
        end = stop
    pieces.append(body[end:])
    html = "".join(
        piece if number == 0 else f"{{{{{number - 1}}}}}{piece}"
        for number, piece in enumerate(pieces)
    )
    return _PLACE.sub(lambda place: expressions[int(place[1])], altered(html))


def _expressions(body: str) -> Iterator[tuple[int, int]]:
    """Where each ``${…}`` of a template begins and ends."""
    end = 0
    while found := _TOKEN.search(body, end):
        end = found.end()
        if found[0] == "${":
            end = _end_of_expression(body, end)
            yield found.start(), end


def _end_of_template(code: str, start: int) -> int:
    """Where the backtick stands that ends a template."""
    end = start
    while found := _TOKEN.search(code, end):
        if found[0] == "`":
            return found.start()
        end = _end_of_expression(code, found.end()) if found[0] == "${" else found.end()
    raise ValueError("a template that has no end")


def _end_of_expression(code: str, start: int) -> int:
    """Behind the brace that ends an expression."""
    depth, end = 1, start
    while depth and (found := _CODE.search(code, end)):
        end = found.end()
        if found[0] == "`":
            end = _end_of_template(code, end) + 1
        depth += {"{": 1, "}": -1}.get(found[0], 0)
    return end
