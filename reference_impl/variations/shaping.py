"""Takes the pages of the portal apart, so that the same words can be put in other mark-up."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

from reference_impl.altering.texts import TextChange

_FIELD = re.compile(
    r'<div class="field">\s*<label for="(?P<name>[^"]*)">(?P<label>.*?)</label>\s*'
    r'<div class="entry">(?P<entry>.*?)</div>\s*</div>',
    re.DOTALL,
)
_LABEL = re.compile(r'(?P<words>.*?)(?: <span class="mark">(?P<mark>\**)</span>)?(?P<colon> :)?')
_CONTROL = re.compile(r"<input [^>]*>|<select.*?</select>", re.DOTALL)
_FORM = re.compile(r"(?P<head><form [^>]*>)(?P<body>.*?)</form>", re.DOTALL)
_BUTTON = re.compile(
    r'<button type="submit"(?P<attributes>[^>]*)>(?P<words>.*?)</button>', re.DOTALL
)
_TAG = re.compile(r"(<[^>]*>)")
_OPTION = re.compile(r"<option(?P<selected> selected)?>(?P<words>[^<]*)</option>")


@dataclass(frozen=True)
class Entry:
    """One field of a form.

    Attributes:
        name: The id and name of its control.
        words: Its label, as HTML.
        mark: The stars behind the label.
        colon: The colon behind the label, with its blank; empty in the login window.
        control: The HTML of the input or the list.
        hint: The HTML of the hint behind it.
    """

    name: str
    words: str
    mark: str
    colon: str
    control: str
    hint: str

    @property
    def label(self) -> str:
        """The label with its mark and colon, as plain words."""
        return f"{self.words}{' ' * bool(self.mark)}{self.mark}{self.colon}"


def _entry(found: re.Match[str]) -> Entry:
    label = _LABEL.fullmatch(found["label"])
    control = _CONTROL.search(found["entry"])
    assert label is not None  # noqa: S101 - the portal's own macro wrote it
    assert control is not None  # noqa: S101
    return Entry(
        name=found["name"],
        words=label["words"],
        mark=label["mark"] or "",
        colon=label["colon"] or "",
        control=control[0],
        hint=found["entry"][control.end() :].strip(),
    )


def fields(shape: Callable[[Entry], str]) -> TextChange:
    """Write each field of a page in another way."""
    return lambda text: _FIELD.sub(lambda found: shape(_entry(found)), text)


def tables(row: Callable[[Entry], str], columns: int) -> TextChange:
    """Lay each form with fields out in a table.

    Args:
        row: Gives the rows of one field.
        columns: How many cells its rows have; all else gets a cell across all of them.
    """

    def lay_out(found: re.Match[str]) -> str:
        if not _FIELD.search(found["body"]):
            return found[0]
        rows = _rows(found["body"], row, columns)
        return f'{found["head"]}\n<table border="0">\n{rows}\n</table>\n</form>'

    return lambda text: _FORM.sub(lay_out, text)


def _rows(body: str, row: Callable[[Entry], str], columns: int) -> str:
    rows: list[str] = []
    end = 0
    for found in _FIELD.finditer(body):
        rows += [_across(body[end : found.start()], columns), row(_entry(found))]
        end = found.end()
    return "\n".join(row for row in (*rows, _across(body[end:], columns)) if row)


def _across(piece: str, columns: int) -> str:
    """A row for what stands between two fields; the groups lose their frames, not their names."""
    bare = (
        re.sub(r"</?fieldset>", "", piece).replace("<legend>", "<b>").replace("</legend>", "</b>")
    )
    return f'<tr><td colspan="{columns}">{bare.strip()}</td></tr>' if bare.strip() else ""


def buttons(shape: Callable[[str, str], str]) -> TextChange:
    """Write each button in another way.

    Args:
        shape: Takes its words, and its other attributes with a blank before.
    """
    return lambda text: _BUTTON.sub(lambda f: shape(f["words"], f["attributes"]), text)


def tags(change: Callable[[str], str]) -> TextChange:
    """Alter each tag of a page, and nothing between them."""
    return lambda text: _TAG.sub(lambda found: change(found[0]), text)


def words(change: Callable[[str], str]) -> TextChange:
    """Alter the words between the tags; what the options send stays as it is."""

    def alter(text: str) -> str:
        pieces = _TAG.split(valued_options(text))
        pieces[::2] = [html.escape(change(html.unescape(p)), quote=False) for p in pieces[::2]]
        return "".join(pieces)

    return alter


def valued_options(text: str) -> str:
    """Say what each option of a list sends, so that its words are free to change."""
    return _OPTION.sub(r'<option value="\g<words>"\g<selected>>\g<words></option>', text)


def sub(pattern: str, new: str) -> TextChange:
    """Replace what matches, where it is; dots match line ends too."""
    compiled = re.compile(pattern, re.DOTALL)
    return lambda text: compiled.sub(new, text)
