"""Drafts a guide from a crawl: what the portal shows today, as statements to test later."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from json import dumps
from pathlib import Path

import tomlkit

from harness.config.suite import MANIFEST
from harness.config.target import Target
from harness.core.errors import UsageError
from harness.core.files import need_none_of, toml_string
from harness.core.resources import bundled_root
from harness.core.text import fold, slug_of, split_label
from harness.core.url import origin, split
from harness.crawl.model import NoteName
from harness.crawl.results.crawled_page import CrawledPage
from harness.crawl.results.inventory import inventory_entries
from harness.crawl.store import CrawlStore
from harness.guide.claims import Action
from harness.model.page import Field, Page
from harness.page.find import find_action, find_field

GUIDE_TEXT = "document.txt"
TARGET_FILE = "target.toml"
_MAX_STATEMENTS = {"heading": 6, "field": 40, "action": 40, "words": 25}  # of one page
_MIN_SENTENCE, _MAX_SENTENCE = 12, 300  # characters
_VARIABLE = re.compile(r"\d{5,}|\b[A-Z0-9]{8,}\b|\d{1,2}:\d{2}")  # numbers, codes, times
_MAX_SLUG = 40


@dataclass(frozen=True)
class _DraftStatement:
    """One statement of the draft.

    Attributes:
        slug: without the slug of its page.
        sentence: as the portal says it.
        claim: as TOML.
    """

    slug: str
    sentence: str
    claim: str


class _GuideText:
    """The text of the draft, line by line; each statement names its line."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add_line(self, words: str) -> int:
        self.lines.append(words)
        return len(self.lines)


def write_guide_draft(store: CrawlStore, folder: Path, target: str) -> int:
    """Write a draft guide.

    Args:
        store: the crawl.
        folder: of the suite to write: `suite.toml`, the guide with a file for each page,
            `document.txt` with its text, and `target.toml` with the address of each page.
        target: the first sections of `target.toml`, from `target_sections`; "" for a portal at
            the address where the crawl began.

    Returns:
        The number of pages.

    Raises:
        UsageError: the folder has one of these files already, or the crawl has no page.
    """
    need_none_of(folder, (MANIFEST, "guide", GUIDE_TEXT, TARGET_FILE), "--draft-guide")
    pages = list(_distinct_pages(store))
    if not pages:
        raise UsageError("pages to draft a guide from", seen="none", remedy="Look at the crawl.")
    guide = folder / "guide"
    guide.mkdir(parents=True, exist_ok=True)
    text = _GuideText()
    for slug, page in pages:
        chapter = _chapter(slug, page.front or page.page, text)
        (guide / f"{slug}.toml").write_text(chapter, encoding="utf-8")
    names = ", ".join(dumps(slug) for slug, _ in pages)
    head = f"# A draft, made from a crawl: take out what may change.\nchapters = [{names}]\n"
    (guide / "guide.toml").write_text(head, encoding="utf-8")
    (folder / MANIFEST).write_text('name = "draft"\n', encoding="utf-8")
    (folder / GUIDE_TEXT).write_text("\n".join(text.lines) + "\n", encoding="utf-8")
    head = target or _target_section("portal", store.note(NoteName.START))
    (folder / TARGET_FILE).write_text(_target_file(head, pages), encoding="utf-8")
    return len(pages)


def _distinct_pages(store: CrawlStore) -> Iterator[tuple[str, CrawledPage]]:
    """The pages with an address of their own, without duplicates; each with a slug."""
    usable = {
        entry.address
        for entry in inventory_entries(store)
        if entry.is_page and not entry.soft_404 and entry.found_as != "sent"
    }
    fingerprints: set[str] = set()
    names: Counter[str] = Counter()
    for page in store.pages():
        if page.key not in usable or page.fingerprint in fingerprints:
            continue
        fingerprints.add(page.fingerprint)
        name = slug_of(split(page.key).path) or "start"
        names[name] += 1
        yield (f"{name}-{names[name]}" if names[name] > 1 else name), page


def _chapter(slug: str, page: Page, text: _GuideText) -> str:
    title = page.title or slug
    opens = _DraftStatement("opens", title, f'{{ kind = "leads", page = {dumps(slug)} }}')
    parts = [f"slug = {dumps(slug)}\ntitle = {toml_string(title)}\n"]
    for statement in _unique((opens, *_statements(page))):
        line = text.add_line(statement.sentence)
        parts.append(
            f'\n[[statement]]\nslug = "{slug}.{statement.slug}"\nlines = [{line}]\n'
            f"sentence = {toml_string(statement.sentence)}\nclaim = {statement.claim}\n"
        )
    return "".join(parts)


def _unique(statements: Iterable[_DraftStatement]) -> Iterator[_DraftStatement]:
    """Each claim once; statements of the same slug are numbered."""
    names: Counter[str] = Counter()
    claims: set[str] = set()
    for one in statements:
        if one.claim in claims:
            continue
        claims.add(one.claim)
        names[one.slug] += 1
        number = names[one.slug]
        yield replace(one, slug=f"{one.slug}-{number}") if number > 1 else one


def _statements(page: Page) -> Iterator[_DraftStatement]:
    yield from _headings(page)
    yield from _fields(page)
    yield from _actions(page)
    yield from _sentences(page)


def _headings(page: Page) -> Iterator[_DraftStatement]:
    shown = [text for text in page.headings if text.visible and not _VARIABLE.search(text.text)]
    for text in shown[: _MAX_STATEMENTS["heading"]]:
        words = split_label(text.text).text  # without marks
        claim = f'{{ kind = "heading", text = {toml_string(words)} }}'
        yield _DraftStatement(f"heading.{slug_of(words) or 'words'}", text.text, claim)


def _fields(page: Page) -> Iterator[_DraftStatement]:
    """Statements about the fields that their labels identify."""
    labels = Counter(fold(field.label) for field in page.visible_fields)
    for field in page.visible_fields[: _MAX_STATEMENTS["field"]]:
        alone = labels[fold(field.label)] == 1 and find_field(page, field.label) == field
        if field.label and alone:
            yield from _field_statements(field)


def _field_statements(field: Field) -> Iterator[_DraftStatement]:
    slug, label = f"field.{slug_of(field.label) or 'words'}", toml_string(field.label)
    kinds = f", kinds = [{dumps(field.kind)}]"
    yield _DraftStatement(slug, field.label, f'{{ kind = "field", label = {label}{kinds} }}')
    if field.mark:
        claim = f'{{ kind = "mark", label = {label}, mark = {toml_string(field.mark)} }}'
        yield _DraftStatement(f"{slug}.mark", f"{field.label} {field.mark}", claim)
    for option in field.options[: _MAX_STATEMENTS["field"]]:
        if option.text.strip() and field.kind != "radio":
            claim = f'{{ kind = "option", label = {label}, option = {toml_string(option.text)} }}'
            yield _DraftStatement(f"{slug}.option", option.text, claim)


def _actions(page: Page) -> Iterator[_DraftStatement]:
    """Statements about the links and buttons that their labels identify."""
    labels = Counter(fold(part.label) for part in page.actions)
    chosen = [part for part in page.actions if part.label and labels[fold(part.label)] == 1]
    for part in chosen[: _MAX_STATEMENTS["action"]]:
        claim = Action(kind="action", label=part.label)
        if find_action(page, claim) is not None and not _VARIABLE.search(part.label):
            written = f'{{ kind = "action", label = {toml_string(part.label)} }}'
            yield _DraftStatement(f"action.{slug_of(part.label) or 'words'}", part.label, written)


def _sentences(page: Page) -> Iterator[_DraftStatement]:
    kinds = {"paragraph", "item", "cell", "caption", "legend"}
    chosen = [
        text.text
        for text in page.texts
        if text.visible and text.kind in kinds and _is_stable_sentence(text.text)
    ]
    for words in chosen[: _MAX_STATEMENTS["words"]]:
        claim = f'{{ kind = "words", text = {toml_string(words)} }}'
        yield _DraftStatement(f"words.{slug_of(words[:_MAX_SLUG]) or 'words'}", words, claim)


def _is_stable_sentence(words: str) -> bool:
    return _MIN_SENTENCE <= len(words) <= _MAX_SENTENCE and not _VARIABLE.search(words)


def _target_file(head: str, pages: Iterable[tuple[str, CrawledPage]]) -> str:
    paths = {slug: split(page.key).path_and_query or "/" for slug, page in pages}
    entry = "\n".join(f"{dumps(slug)} = {toml_string(path)}" for slug, path in paths.items())
    hints = "\n".join(
        f"[pages.{dumps(slug)}]\naddress = {toml_string(path)}" for slug, path in paths.items()
    )
    return f"{head}\n[entry]\n{entry}\n\n{hints}\n"


def target_sections(target: Target) -> str:
    """The sections of a target file about where a portal is, its accounts, and its visitor."""
    visitor = target.visitor.model_dump(exclude_defaults=True, mode="json")
    visits = f"\n[visitor]\n{tomlkit.dumps(visitor)}" if visitor else ""
    if target.base_url:
        return _target_section(target.name, target.base_url) + visits
    command = ", ".join(map(toml_string, target.launch or ()))
    return (
        f"[target]\nname = {toml_string(target.name)}\nlaunch = [{command}]\n"
        f"\n[launch]\n{_launching(target)}"
        f"\n[accounts]\ngenerate = true\n{visits}"
    )


def _launching(target: Target) -> str:
    """How the command is run, as lines of TOML: what the target file says beyond the defaults."""
    settings = target.launching.model_dump(exclude_defaults=True, exclude={"cwd"}, mode="json")
    folder = target.launching.cwd or str(bundled_root())
    settings["cwd"] = "{bundled}" if folder == str(bundled_root()) else folder
    return tomlkit.dumps(settings)


def _target_section(name: str, base_url: str) -> str:
    root = f"{origin(base_url)}/"
    return f"[target]\nname = {toml_string(name)}\nbase_url = {toml_string(root)}\n"
