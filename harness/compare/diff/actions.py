"""Compares the links and buttons of two pages, and where they lead."""

from collections.abc import Iterator, Mapping, Sequence

from harness.compare.diff.texts import pair_texts, text_change
from harness.compare.model import Change, DifferenceKind, Shown
from harness.compare.noise.masked_page import MaskedPage
from harness.core.text import fold, split_label
from harness.core.url import split
from harness.model.fact import fact
from harness.model.page import Button, Link

PagesByPath = Mapping[str, str]
"""For the path of an address, the slug of the guide's page that is there."""
Action = Link | Button


def action_changes(
    old: MaskedPage, new: MaskedPage, pages: tuple[PagesByPath, PagesByPath]
) -> Iterator[Change]:
    """What differs in the links and buttons of an old and a new page.

    `pages` says where the guide's pages are on both portals.
    """
    ours, theirs = _by_label(old), _by_label(new)
    for label in (label for label in ours if label in theirs):
        yield from _destination_changes(label, (ours[label], theirs[label]), (old, new), pages)
    gone = [label for label in ours if label not in theirs]
    come = [label for label in theirs if label not in ours]
    only = dict(zip(gone, come, strict=True)) if len(gone) == len(come) == 1 else {}
    for before, after in pair_texts(gone, come, only):
        kind = _kind(ours[before][0] if before else theirs[after][0])
        yield text_change(kind, old.name, before or after, before, after)
        if before and after:
            both = ours[before], theirs[after]
            yield from _destination_changes(before, both, (old, new), pages)


def _by_label(page: MaskedPage) -> dict[str, list[Action]]:
    """The links and buttons of a page by their labels; of equal labels in their order."""
    found: dict[str, list[Action]] = {}
    for action in page.page.actions:
        label = split_label(page.masked(action.label)).text
        found.setdefault(fold(label), []).append(action)
    found.pop("", None)
    return found


def _kind(action: Action) -> DifferenceKind:
    return DifferenceKind.LINK if isinstance(action, Link) else DifferenceKind.BUTTON


def _destination_changes(
    label: str,
    actions: tuple[Sequence[Action], Sequence[Action]],
    masked: tuple[MaskedPage, MaskedPage],
    pages: tuple[PagesByPath, PagesByPath],
) -> Iterator[Change]:
    old, new = masked
    if len(actions[0]) != len(actions[1]):
        counts = [fact("times-on-the-page", n=len(some)) for some in actions]
        kind = _kind(actions[0][0])
        yield Change(kind=kind, page=old.name, part=label, old=counts[0], new=counts[1])
        return
    for one, other in zip(*actions, strict=True):
        goals = _destination(one, old), _destination(other, new)
        found = [known.get(str(goal), "") for known, goal in zip(pages, goals, strict=True)]
        if all(found) and found[0] != found[1]:
            kind = DifferenceKind.TARGET
            yield Change(kind=kind, page=old.name, part=label, old=found[0], new=found[1])
        elif not all(found) and goals[0] != goals[1]:
            kind = DifferenceKind.ADDRESS
            yield Change(kind=kind, page=old.name, part=label, old=goals[0], new=goals[1])


def _destination(action: Action, page: MaskedPage) -> Shown:
    """Where an action leads: a path, a fragment, or a script."""
    if isinstance(action, Link):
        if action.href.startswith("#"):
            return action.href
        return _masked_path(action.url or action.href, page)
    form = next((one for one in page.page.forms if one.ref == action.form), None)
    if form is None:
        return fact("a-script")
    path = _masked_path(form.action, page)
    return page.masked(f"{form.method} {path}") if isinstance(path, str) else path


def _masked_path(url: str, page: MaskedPage) -> Shown:
    is_script = url.strip().lower().startswith("javascript:")
    return fact("a-script") if is_script else page.masked(path_of(url))


def path_of(url: str) -> str:
    """The path of an address, without its session and the values of its query."""
    parts = split(url)
    if not parts.scheme:
        return url
    names = "&".join(sorted(pair.partition("=")[0] for pair in parts.query.split("&") if pair))
    path = parts.path.partition(";")[0] or "/"
    return f"{path}?{names}" if names else path
