"""Drafts a guide from a crawl: what the portal shows today, as statements to test later."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
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
class DraftStatement:
    """One statement of a draft.

    Attributes:
        slug: with the slug of its page before it.
        sentence: as the portal says it.
        claim: as TOML.
    """

    slug: str
    sentence: str
    claim: str


@dataclass(frozen=True)
class DraftPage:
    """One page of a draft.

    Attributes:
        address: without the portal's host.
        statements: that the page opens first, then what it shows.
        behind_login: whether it opens only to somebody who has logged in.
    """

    slug: str
    title: str
    address: str
    statements: tuple[DraftStatement, ...]
    behind_login: bool = False

    @property
    def opens(self) -> str:
        """The slug of the statement that the page opens."""
        return self.statements[0].slug


def draft_pages(store: CrawlStore) -> tuple[DraftPage, ...]:
    """What a crawl found, as statements; each distinct page once.

    Raises:
        UsageError: the crawl has no page.
    """
    pages = tuple(_draft_page(slug, found) for slug, found in _distinct_pages(store))
    if not pages:
        raise UsageError("pages to draft a guide from", seen="none", remedy="Look at the crawl.")
    return pages


def _draft_page(slug: str, found: CrawledPage) -> DraftPage:
    page = found.front or found.page
    title = page.title or slug
    opens = DraftStatement("opens", title, f'{{ kind = "leads", page = {dumps(slug)} }}')
    statements = tuple(
        replace(one, slug=f"{slug}.{one.slug}") for one in _unique((opens, *_statements(page)))
    )
    return DraftPage(slug, title, split(found.key).path_and_query or "/", statements)


def need_room_for_draft(folder: Path) -> None:
    """Make sure that no draft is written over: it may have been corrected by hand.

    Raises:
        UsageError: the folder has one of its files already.
    """
    need_none_of(folder, (MANIFEST, "guide", GUIDE_TEXT, TARGET_FILE), "--draft-guide")


def write_guide_draft(pages: Sequence[DraftPage], folder: Path, target: str) -> None:
    """Write a draft guide.

    Args:
        pages: the draft.
        folder: of the suite to write: `suite.toml`, the guide with a file for each page,
            `document.txt` with its text, and `target.toml` with the address of each page.
        target: the first sections of `target.toml`, from `target_sections`.

    Raises:
        UsageError: the folder has one of these files already.
    """
    need_room_for_draft(folder)
    guide = folder / "guide"
    guide.mkdir(parents=True, exist_ok=True)
    text: list[str] = []
    for page in pages:
        (guide / f"{page.slug}.toml").write_text(_chapter(page, text), encoding="utf-8")
    names = ", ".join(dumps(page.slug) for page in pages)
    head = f"# A draft, made from a crawl: take out what may change.\nchapters = [{names}]\n"
    (guide / "guide.toml").write_text(head, encoding="utf-8")
    (folder / MANIFEST).write_text('name = "draft"\n', encoding="utf-8")
    (folder / GUIDE_TEXT).write_text("\n".join(text) + "\n", encoding="utf-8")
    (folder / TARGET_FILE).write_text(_target_file(target, pages), encoding="utf-8")


def _chapter(page: DraftPage, text: list[str]) -> str:
    """The file of a page; the sentences of its statements are added to the text, line by line."""
    parts = [f"slug = {dumps(page.slug)}\ntitle = {toml_string(page.title)}\n"]
    for statement in page.statements:
        text.append(statement.sentence)
        parts.append(
            f'\n[[statement]]\nslug = "{statement.slug}"\nlines = [{len(text)}]\n'
            f"sentence = {toml_string(statement.sentence)}\nclaim = {statement.claim}\n"
        )
    return "".join(parts)


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


def _unique(statements: Iterable[DraftStatement]) -> Iterator[DraftStatement]:
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


def _statements(page: Page) -> Iterator[DraftStatement]:
    yield from _headings(page)
    yield from _fields(page)
    yield from _actions(page)
    yield from _sentences(page)


def _headings(page: Page) -> Iterator[DraftStatement]:
    shown = [text for text in page.headings if text.visible and not _VARIABLE.search(text.text)]
    for text in shown[: _MAX_STATEMENTS["heading"]]:
        words = split_label(text.text).text  # without marks
        claim = f'{{ kind = "heading", text = {toml_string(words)} }}'
        yield DraftStatement(f"heading.{slug_of(words) or 'words'}", text.text, claim)


def _fields(page: Page) -> Iterator[DraftStatement]:
    """Statements about the fields that their labels identify."""
    labels = Counter(fold(field.label) for field in page.visible_fields)
    for field in page.visible_fields[: _MAX_STATEMENTS["field"]]:
        alone = labels[fold(field.label)] == 1 and find_field(page, field.label) == field
        if field.label and alone:
            yield from _field_statements(field)


def _field_statements(field: Field) -> Iterator[DraftStatement]:
    slug, label = f"field.{slug_of(field.label) or 'words'}", toml_string(field.label)
    kinds = f", kinds = [{dumps(field.kind)}]"
    yield DraftStatement(slug, field.label, f'{{ kind = "field", label = {label}{kinds} }}')
    if field.mark:
        claim = f'{{ kind = "mark", label = {label}, mark = {toml_string(field.mark)} }}'
        yield DraftStatement(f"{slug}.mark", f"{field.label} {field.mark}", claim)
    for option in field.options[: _MAX_STATEMENTS["field"]]:
        if option.text.strip() and field.kind != "radio":
            claim = f'{{ kind = "option", label = {label}, option = {toml_string(option.text)} }}'
            yield DraftStatement(f"{slug}.option", option.text, claim)


def _actions(page: Page) -> Iterator[DraftStatement]:
    """Statements about the links and buttons that their labels identify."""
    labels = Counter(fold(part.label) for part in page.actions)
    chosen = [part for part in page.actions if part.label and labels[fold(part.label)] == 1]
    for part in chosen[: _MAX_STATEMENTS["action"]]:
        claim = Action(kind="action", label=part.label)
        if find_action(page, claim) is not None and not _VARIABLE.search(part.label):
            written = f'{{ kind = "action", label = {toml_string(part.label)} }}'
            yield DraftStatement(f"action.{slug_of(part.label) or 'words'}", part.label, written)


def _sentences(page: Page) -> Iterator[DraftStatement]:
    kinds = {"paragraph", "item", "cell", "caption", "legend"}
    chosen = [
        text.text
        for text in page.texts
        if text.visible and text.kind in kinds and _is_stable_sentence(text.text)
    ]
    for words in chosen[: _MAX_STATEMENTS["words"]]:
        claim = f'{{ kind = "words", text = {toml_string(words)} }}'
        yield DraftStatement(f"words.{slug_of(words[:_MAX_SLUG]) or 'words'}", words, claim)


def _is_stable_sentence(words: str) -> bool:
    return _MIN_SENTENCE <= len(words) <= _MAX_SENTENCE and not _VARIABLE.search(words)


def _target_file(head: str, pages: Iterable[DraftPage]) -> str:
    """A target file; a page behind a login is recognised by its address, and no run opens it."""
    entries, hints = [], []
    for page in pages:
        slug, address = dumps(page.slug), toml_string(page.address)
        hints.append(f"[pages.{slug}]\naddress = {address}\n")
        if not page.behind_login:
            entries.append(f"{slug} = {address}\n")
    return f"{head}\n[entry]\n{''.join(entries)}\n{''.join(hints)}"


def address_sections(store: CrawlStore) -> str:
    """The first sections of a target file for the portal at the address where a crawl began."""
    return _target_section("portal", store.start)


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
