"""Hidden fields of two pages: which travel along, and the form of what they hold."""

from collections.abc import Iterator, Mapping

from harness.compare.difference import Change, Kind
from harness.compare.noise.masked_page import Sheet
from harness.compare.noise.value_format import Form

Forms = Mapping[tuple[str, str], Form]  # (page, name of a field) -> form of its many values


def hidden(old: Sheet, new: Sheet, forms: tuple[Forms, Forms]) -> Iterator[Change]:
    """What differs in the hidden fields of a page.

    Args:
        old: the page on the old side.
        new: the page on the new side.
        forms: of the hidden fields whose value varies, on the old and on the new side.
    """
    ours, theirs = values(old), values(new)
    for name in sorted(ours.keys() | theirs.keys()):
        before, after = _told(name, ours, old, forms[0]), _told(name, theirs, new, forms[1])
        both = forms[0].get((old.name, name)), forms[1].get((new.name, name))
        alike = both[0] is not None and both[1] is not None and not both[0].differs(both[1])
        if before != after and not alike:
            yield Change(kind=Kind.HIDDEN, page=old.name, part=name, old=before, new=after)


def values(sheet: Sheet) -> dict[str, str]:
    """The hidden fields of a page by their names."""
    return {
        field.name: field.value
        for field in sheet.page.fields
        if field.kind == "hidden" and field.name
    }


def _told(name: str, found: Mapping[str, str], sheet: Sheet, forms: Forms) -> str:
    if name not in found:
        return ""
    form = forms.get((sheet.name, name))
    return f"‹{form}›" if form else f"« {sheet.show(found[name])} »"
