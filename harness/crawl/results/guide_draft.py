"""A draft of a guide from a crawl: what a portal shows today, as promises it can be held to."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from json import dumps
from pathlib import Path
from urllib.parse import urlsplit

import tomlkit

from harness.config.target import Target
from harness.core.errors import UsageError
from harness.core.resources import bundled_root
from harness.core.text import fold, split_label
from harness.crawl.job import START
from harness.crawl.results.crawled_page import CrawledPage
from harness.crawl.results.inventory import InventoryEntry, inventory_entries
from harness.crawl.store import CrawlStore
from harness.guide.claims import Action
from harness.model.page import Field, Page
from harness.page.find import find_action, find_field

GUIDE_TEXT = "guide.txt"
TARGET_FILE = "target.toml"
_MOST = {"heading": 6, "field": 40, "action": 40, "words": 25}
_LEAST_WORDS, _MOST_WORDS = 12, 300  # characters of a sentence that is worth a promise
_CHANGES = re.compile(r"\d{5,}|\b[A-Z0-9]{8,}\b|\d{1,2}:\d{2}")  # numbers, codes, times
_NO_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 40


@dataclass(frozen=True)
class _DraftStatement:
    """One statement of the draft.

    Attributes:
        slug: without its page.
        sentence: the portal's own words.
        claim: as TOML.
    """

    slug: str
    sentence: str
    claim: str


class _Text:
    """The text of the draft, line by line: what its statements rest on."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def line(self, words: str) -> int:
        self.lines.append(words)
        return len(self.lines)


def write_guide_draft(site: CrawlStore, folder: Path, target: str) -> int:
    """Write a draft guide.

    Args:
        site: the crawl that it is made from.
        folder: where it is written: `guide.toml`, a file for each page, `guide.txt` with the
            words that it rests on, and `target.toml` that says where each page lies.
        target: the head of `target.toml`, as `target_head` makes it; "" for a portal that
            serves where the crawl began.

    Returns:
        How many pages it has.

    Raises:
        UsageError: the folder has a guide already, or the crawl no page.
    """
    if (folder / "guide.toml").exists():
        raise UsageError(
            f"a new folder for the draft at {folder}",
            seen="a guide, maybe corrected by hand",
            remedy="Name another folder with --draft-guide.",
        )
    pages = list(_pages(site))
    if not pages:
        raise UsageError("pages to draft a guide from", seen="none", remedy="Look at the crawl.")
    folder.mkdir(parents=True, exist_ok=True)
    text = _Text()
    for slug, record in pages:
        chapter = _chapter(slug, record.page, text)
        (folder / f"{slug}.toml").write_text(chapter, encoding="utf-8")
    names = ", ".join(dumps(slug) for slug, _ in pages)
    head = f"# A draft, made from a crawl: take out what may change.\nchapters = [{names}]\n"
    (folder / "guide.toml").write_text(head, encoding="utf-8")
    (folder / GUIDE_TEXT).write_text("\n".join(text.lines) + "\n", encoding="utf-8")
    head = target or _served("portal", site.note(START))
    (folder / TARGET_FILE).write_text(_target(head, pages), encoding="utf-8")
    return len(pages)


def _pages(site: CrawlStore) -> Iterator[tuple[str, CrawledPage]]:
    """The distinct pages that an address opens by itself, each with a slug."""
    good: dict[str, InventoryEntry] = {
        entry.address: entry
        for entry in inventory_entries(site)
        if entry.is_page and not entry.soft_404 and entry.found_as != "sent"
    }
    said: set[str] = set()
    names: Counter[str] = Counter()
    for record in site.records():
        if record.key not in good or record.fingerprint in said:
            continue
        said.add(record.fingerprint)
        name = slug_of(urlsplit(record.key).path) or "home"
        names[name] += 1
        yield (f"{name}-{names[name]}" if names[name] > 1 else name), record


def slug_of(words: str) -> str:
    """Words as a name: small letters, digits, hyphens."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return _NO_SLUG.sub("-", plain).strip("-")[:_LONGEST_SLUG].strip("-")


def _chapter(slug: str, page: Page, text: _Text) -> str:
    title = page.title or slug
    opens = _DraftStatement("opens", title, f'{{ kind = "leads", page = {dumps(slug)} }}')
    parts = [f"slug = {dumps(slug)}\ntitle = {_quoted(title)}\n"]
    for promise in _unique((opens, *_promises(page))):
        line = text.line(promise.sentence)
        parts.append(
            f'\n[[statement]]\nslug = "{slug}.{promise.slug}"\nlines = [{line}]\n'
            f"sentence = {_quoted(promise.sentence)}\nclaim = {promise.claim}\n"
        )
    return "".join(parts)


def _unique(promises: Iterable[_DraftStatement]) -> Iterator[_DraftStatement]:
    """Each promise once, each name once."""
    names: Counter[str] = Counter()
    seen: set[str] = set()
    for one in promises:
        if one.claim in seen:
            continue
        seen.add(one.claim)
        names[one.slug] += 1
        number = names[one.slug]
        yield _DraftStatement(
            f"{one.slug}-{number}" if number > 1 else one.slug, one.sentence, one.claim
        )


def _promises(page: Page) -> Iterator[_DraftStatement]:
    yield from _headings(page)
    yield from _fields(page)
    yield from _actions(page)
    yield from _words(page)


def _headings(page: Page) -> Iterator[_DraftStatement]:
    shown = [text for text in page.headings if text.visible and not _CHANGES.search(text.text)]
    for text in shown[: _MOST["heading"]]:
        words = split_label(text.text).text  # without the marks behind it
        claim = f'{{ kind = "heading", text = {_quoted(words)} }}'
        yield _DraftStatement(f"heading.{slug_of(words) or 'words'}", text.text, claim)


def _fields(page: Page) -> Iterator[_DraftStatement]:
    """The fields that can be found again by their labels."""
    labels = Counter(fold(field.label) for field in page.visible_fields)
    for field in page.visible_fields[: _MOST["field"]]:
        alone = labels[fold(field.label)] == 1 and find_field(page, field.label) == field
        if field.label and alone:
            yield from _field(field)


def _field(field: Field) -> Iterator[_DraftStatement]:
    slug, label = f"field.{slug_of(field.label) or 'words'}", _quoted(field.label)
    kinds = f", kinds = [{dumps(field.kind)}]"
    yield _DraftStatement(slug, field.label, f'{{ kind = "field", label = {label}{kinds} }}')
    if field.mark:
        claim = f'{{ kind = "mark", label = {label}, mark = {_quoted(field.mark)} }}'
        yield _DraftStatement(f"{slug}.mark", f"{field.label} {field.mark}", claim)
    for option in field.options[: _MOST["field"]]:
        if option.text.strip() and field.kind != "radio":
            claim = f'{{ kind = "option", label = {label}, option = {_quoted(option.text)} }}'
            yield _DraftStatement(f"{slug}.option", option.text, claim)


def _actions(page: Page) -> Iterator[_DraftStatement]:
    """The links and buttons that can be told from each other by their words."""
    labels = Counter(fold(part.label) for part in page.actions)
    chosen = [part for part in page.actions if part.label and labels[fold(part.label)] == 1]
    for part in chosen[: _MOST["action"]]:
        claim = Action(kind="action", label=part.label)
        if find_action(page, claim) is not None and not _CHANGES.search(part.label):
            written = f'{{ kind = "action", label = {_quoted(part.label)} }}'
            yield _DraftStatement(f"action.{slug_of(part.label) or 'words'}", part.label, written)


def _words(page: Page) -> Iterator[_DraftStatement]:
    kinds = {"paragraph", "item", "cell", "caption", "legend"}
    chosen = [
        text.text
        for text in page.texts
        if text.visible and text.kind in kinds and _is_worth(text.text)
    ]
    for words in chosen[: _MOST["words"]]:
        claim = f'{{ kind = "words", text = {_quoted(words)} }}'
        yield _DraftStatement(f"words.{slug_of(words[:_LONGEST_SLUG]) or 'words'}", words, claim)


def _is_worth(words: str) -> bool:
    return _LEAST_WORDS <= len(words) <= _MOST_WORDS and not _CHANGES.search(words)


def _target(head: str, pages: Iterable[tuple[str, CrawledPage]]) -> str:
    paths = {slug: _path(record.key) for slug, record in pages}
    entry = "\n".join(f"{dumps(slug)} = {_quoted(path)}" for slug, path in paths.items())
    hints = "\n".join(
        f"[pages.{dumps(slug)}]\naddress = {_quoted(path)}" for slug, path in paths.items()
    )
    return f"{head}\n[entry]\n{entry}\n\n{hints}\n"


def _path(key: str) -> str:
    parts = urlsplit(key)
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"


def _quoted(words: str) -> str:
    """Words as a TOML string: JSON's escapes are TOML's too."""
    return dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def target_head(target: Target) -> str:
    """What a target file says of where a portal is: one that is launched has people too."""
    if target.base_url:
        return _served(target.name, target.base_url)
    command = ", ".join(map(_quoted, target.launch or ()))
    return (
        f"[target]\nname = {_quoted(target.name)}\nlaunch = [{command}]\n"
        f"\n[launch]\n{_launching(target)}"
        "\n[accounts]\ngenerate = true\n"
    )


def _launching(target: Target) -> str:
    """How the command is run, as lines of TOML: what the target file says beyond the defaults."""
    settings = target.launching.model_dump(exclude_defaults=True, exclude={"cwd"}, mode="json")
    folder = target.launching.cwd or str(bundled_root())
    settings["cwd"] = "{bundled}" if folder == str(bundled_root()) else folder
    return tomlkit.dumps(settings)


def _served(name: str, base_url: str) -> str:
    parts = urlsplit(base_url)
    root = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/"
    return f"[target]\nname = {_quoted(name)}\nbase_url = {_quoted(root)}\n"
