"""The links and buttons of two pages, and where they lead."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from harness.compare.diff.texts import change, reworded
from harness.compare.difference import Change, Kind
from harness.compare.noise.masked_page import Sheet
from harness.core.text import fold, split_label
from harness.model.page import Button, Link

Places = Mapping[str, str]  # the path of an address -> slug of the page that was seen there
Action = Link | Button


def actions(old: Sheet, new: Sheet, places: tuple[Places, Places]) -> Iterator[Change]:
    """What differs in what can be followed and pressed.

    Args:
        old: the page on the old side.
        new: the page on the new side.
        places: which of the guide's pages stand where, on the old and on the new side.
    """
    ours, theirs = _named(old), _named(new)
    for name in ours.keys() & theirs.keys():
        yield from _leads(name, (ours[name], theirs[name]), (old, new), places)
    gone = [name for name in ours if name not in theirs]
    come = [name for name in theirs if name not in ours]
    only = dict(zip(gone, come, strict=True)) if len(gone) == len(come) == 1 else {}
    for before, after in reworded(gone, come, only):
        kind = _kind(ours[before][0] if before else theirs[after][0])
        yield change(kind, old.name, before or after, before, after)
        if before and after:
            yield from _leads(before, (ours[before], theirs[after]), (old, new), places)


def _named(sheet: Sheet) -> dict[str, list[Action]]:
    """The links and buttons of a page by their words; twins in their order."""
    named: dict[str, list[Action]] = {}
    for action in sheet.page.actions:
        words = split_label(sheet.show(action.label)).text
        named.setdefault(fold(words), []).append(action)
    named.pop("", None)
    return named


def _kind(action: Action) -> Kind:
    return Kind.LINK if isinstance(action, Link) else Kind.BUTTON


def _leads(
    name: str,
    parts: tuple[Sequence[Action], Sequence[Action]],
    sheets: tuple[Sheet, Sheet],
    places: tuple[Places, Places],
) -> Iterator[Change]:
    old, new = sheets
    if len(parts[0]) != len(parts[1]):
        before, after = (f"{len(some)} times" for some in parts)
        yield Change(kind=_kind(parts[0][0]), page=old.name, part=name, old=before, new=after)
        return
    for one, other in zip(*parts, strict=True):
        goals = _goal(one, old), _goal(other, new)
        pages = tuple(known.get(goal, "") for known, goal in zip(places, goals, strict=True))
        if all(pages) and pages[0] != pages[1]:
            yield Change(kind=Kind.TARGET, page=old.name, part=name, old=pages[0], new=pages[1])
        elif not all(pages) and goals[0] != goals[1]:
            yield Change(kind=Kind.ADDRESS, page=old.name, part=name, old=goals[0], new=goals[1])


def _goal(action: Action, sheet: Sheet) -> str:
    """Where an action goes: a path, a fragment, or "a script"."""
    if isinstance(action, Link):
        if action.href.startswith("#"):
            return action.href
        return sheet.show(path_of(action.url or action.href))
    forms = {form.ref: form for form in sheet.page.forms}
    form = forms.get(action.form)
    return sheet.show(f"{form.method} {path_of(form.action)}") if form else "a script"


def path_of(url: str) -> str:
    """The path of an address, its session and the values of its query left out."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    if parts.scheme == "javascript":
        return "a script"
    names = "&".join(sorted(pair.partition("=")[0] for pair in parts.query.split("&") if pair))
    path = parts.path.partition(";")[0] or "/"
    return f"{path}?{names}" if names else path
