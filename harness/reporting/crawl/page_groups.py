"""The pages of a portal in a few groups that a person recognises: by folder, or by template."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from harness.core.text import squeeze
from harness.core.url import split
from harness.crawl.results.inventory import InventoryEntry

MAX_GROUPS = 20
_MAX_LISTED = 12  # pages of a group that are listed where a portal has many
_ALL_LISTED = 60  # pages of a portal of which all are listed
_MIN_GROUP = 3  # pages; smaller folders are listed with the folder around them
_MAX_GROUP = 40  # pages; larger folders are split
_MAX_END = 500  # characters of a title in which its end is looked for
_COMMON_END = 0.3  # share of the titles whose end is the name of the portal
_END = re.compile(r"\s[-–—|·:]\s[^-–—|·:]*(?:[-–—|·:][^-–—|·:]+)*$")


@dataclass(frozen=True)
class ShownPage:
    """A page as the map names it.

    Attributes:
        label: its title, without the name of the portal, or its path.
        kind: "form" for a page with fields, "lost" for an address that does not work, "" else.
    """

    id: int
    label: str
    address: str
    kind: str = ""


@dataclass(frozen=True)
class PageGroup:
    """Pages of one folder, or of one template.

    Attributes:
        name: path of the folder; for pages of one template, the first of their titles.
        parent: index of the group on whose pages it was found first; None for the first group.
    """

    name: str
    pages: tuple[ShownPage, ...]
    more: int
    parent: int | None

    @property
    def count(self) -> int:
        """Number of its pages."""
        return len(self.pages) + self.more


def group_pages(entries: Sequence[InventoryEntry]) -> list[PageGroup]:
    """Group pages, and addresses that do not work, in the order in which they were found."""
    if not entries:
        return []
    folders = _by_folder(entries)
    label = _labels(entries)
    named = _with_templates(folders, label)
    groups = sorted(named.items(), key=lambda item: min(one.id for one in item[1]))
    group_of = {one.address: index for index, (_, found) in enumerate(groups) for one in found}
    most = len(entries) if len(entries) <= _ALL_LISTED else _MAX_LISTED
    return [
        PageGroup(
            name=unquote(name),
            pages=tuple(_shown(one, label) for one in sorted(found, key=_rank)[:most]),
            more=max(0, len(found) - most),
            parent=_parent(min(found, key=lambda one: one.id), group_of, index),
        )
        for index, (name, found) in enumerate(groups)
    ]


def _parent(first: InventoryEntry, group_of: dict[str, int], index: int) -> int | None:
    found_on = group_of.get(first.found_on, 0)
    return found_on if found_on < index else None


def _rank(one: InventoryEntry) -> tuple[bool, bool, int, int]:
    """Broken addresses first, then forms, then what is linked most."""
    return not one.has_failed, not one.fields, -one.links_in, one.id


def _shown(one: InventoryEntry, label: Callable[[InventoryEntry], str]) -> ShownPage:
    kind = "form" if one.fields else ""
    return ShownPage(one.id, label(one), one.address, kind if one.is_page else "lost")


def _by_folder(entries: Sequence[InventoryEntry]) -> dict[str, list[InventoryEntry]]:
    """The pages by folder: large folders by their own folders, small ones with those around."""
    groups: dict[str, list[InventoryEntry]] = {}
    least = max(_MIN_GROUP, len(entries) // 50)
    waiting = {"/": list(entries)}
    while waiting:
        name = max(waiting, key=lambda one: len(waiting[one]))
        found = waiting.pop(name)
        room = max(0, MAX_GROUPS - len(groups) - len(waiting) - 1)
        inner = _inner_folders(name, found, least, room)
        within = {one.id for pages in inner.values() for one in pages}
        if rest := [one for one in found if one.id not in within]:
            groups[name] = rest
        for folder, pages in inner.items():
            (waiting if len(pages) > _MAX_GROUP else groups)[folder] = pages
    return groups


def _inner_folders(
    name: str, found: Iterable[InventoryEntry], least: int, room: int
) -> dict[str, list[InventoryEntry]]:
    """The folders within a folder that have at least some pages; the largest if room is short."""
    inner: defaultdict[str, list[InventoryEntry]] = defaultdict(list)
    for one in found:
        folder, slash, _ = split(one.address).path[len(name) :].partition("/")
        if slash:
            inner[f"{name}{folder}/"].append(one)
    large = sorted(
        (folder for folder in inner if len(inner[folder]) >= least),
        key=lambda folder: -len(inner[folder]),
    )
    return {folder: inner[folder] for folder in large[:room]}


def _with_templates(
    folders: dict[str, list[InventoryEntry]], label: Callable[[InventoryEntry], str]
) -> dict[str, list[InventoryEntry]]:
    """The folders; one that holds most pages of a large portal is parted by their templates."""
    largest = max(folders, key=lambda name: len(folders[name]))
    found = folders[largest]
    total = sum(map(len, folders.values()))
    if len(found) <= max(_MAX_GROUP, total / 2):
        return folders
    templates: defaultdict[str, list[InventoryEntry]] = defaultdict(list)
    for one in found:
        templates[one.template].append(one)
    least = max(_MIN_GROUP, total // 50)
    large = [pages for pages in templates.values() if len(pages) >= least]
    groups = {name: pages for name, pages in folders.items() if name != largest}
    for pages in sorted(large, key=len, reverse=True)[: MAX_GROUPS - len(folders)]:
        groups[f"{largest} « {label(pages[0])} » …"] = pages
    within = {one.id for pages in groups.values() for one in pages}
    if rest := [one for one in found if one.id not in within]:
        groups[largest] = rest
    return groups


def _labels(entries: Sequence[InventoryEntry]) -> Callable[[InventoryEntry], str]:
    """How the map names each page: by what tells its title apart from others."""
    ends = Counter(
        found[0] for one in entries if (found := _END.search(squeeze(one.title[-_MAX_END:])))
    )
    common = [end for end, count in ends.items() if count > max(2, _COMMON_END * len(entries))]

    def short(one: InventoryEntry) -> str:
        title = squeeze(one.title)
        end = next((end for end in common if title.endswith(end) and title != end), "")
        return title.removesuffix(end)

    uses = Counter(map(short, entries))

    def label(one: InventoryEntry) -> str:
        title, parts = short(one), split(one.address)
        path = unquote(parts.path_and_query)
        if not title or not one.is_page:
            return path
        return title if uses[title] == 1 else f"{title} ({path})"

    return label
