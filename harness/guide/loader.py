"""Reads the guide's data and refuses what is broken, all errors at once."""

import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from harness.errors import GuideError
from harness.guide.claim import Action, KeptOut, Leads, Refused
from harness.guide.model import Chapter, Guide

GUIDE_FOLDER = Path(__file__).parents[2] / "fixtures" / "guide"
PROFILE_FOLDER = GUIDE_FOLDER.parent / "profiles"
PROFILES = ("hardening", "accessibility")

# A claim given by its kind alone takes its words from the sentence.
_SHORTHAND = {"heading": "text", "words": "text", "mail-words": "text", "action": "label"}


def load_guide(folder: Path = GUIDE_FOLDER, *, profiles: Sequence[str] = ()) -> Guide:
    """Read a guide from a folder of TOML files.

    Args:
        folder: holds `guide.toml` (the order of chapters) and one file a chapter.
        profiles: names of those that are judged beside it (`PROFILES`), each a chapter more.

    Raises:
        GuideError: a file is missing or broken, a slug stands twice, a page is unknown.
    """
    index = _read(folder / "guide.toml")
    paths = [folder / f"{name}.toml" for name in index.get("chapters", ())]
    beside = [PROFILE_FOLDER / f"{name}.toml" for name in profiles]
    chapters = tuple(map(_chapter, (*paths, *beside)))
    _refuse_twins(chapters, folder)
    _refuse_unknown_pages(chapters, folder)
    return Guide(chapters=chapters, digest=_digest([*sorted(folder.glob("*.toml")), *beside]))


def profiles_of(slugs: Iterable[str]) -> tuple[str, ...]:
    """The profiles that statements belong to, by their slugs: what to load to judge them."""
    firsts = {slug.partition(".")[0] for slug in slugs}
    return tuple(name for name in PROFILES if name in firsts)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GuideError(
            f"the guide's data in {path.name}",
            seen=str(error),
            remedy="Correct the file; each chapter is one TOML file named in guide.toml.",
        ) from error


def _chapter(path: Path) -> Chapter:
    data = _read(path)
    raw = data.pop("statement", [])
    data["statements"] = [_statement(entry, data.get("slug", "")) for entry in raw]
    try:
        return Chapter.model_validate(data)
    except ValidationError as error:
        raise GuideError(
            f"statements as described in docs/GUIDE-DATA.md in {path.name}",
            seen="; ".join(_problem(data, dict(detail)) for detail in error.errors()),
            remedy="Correct the entries named.",
        ) from error


def _problem(data: dict[str, Any], detail: dict[str, Any]) -> str:
    place = list(detail["loc"])
    if place[:1] == ["statements"] and len(place) > 1:
        place[:2] = [data["statements"][place[1]].get("slug", f"statement {place[1] + 1}")]
    return f"{' › '.join(map(str, place))}: {detail['msg']}"


def _statement(entry: dict[str, Any], page: str) -> dict[str, Any]:
    claim = entry.get("claim")
    if isinstance(claim, str):
        words = entry.get("sentence", "")
        claim = {"kind": claim, _SHORTHAND.get(claim, "text"): words}
    return {**entry, "claim": claim, "page": page}


def _refuse_twins(chapters: tuple[Chapter, ...], folder: Path) -> None:
    counts = Counter(s.slug for chapter in chapters for s in chapter.statements)
    twins = sorted(slug for slug, count in counts.items() if count > 1)
    if twins:
        raise GuideError(
            "each slug once",
            seen=f"{', '.join(twins)} more than once in {folder.name}",
            remedy="Rename one of each pair; reports and ledgers know statements by slug.",
        )


def _refuse_unknown_pages(chapters: tuple[Chapter, ...], folder: Path) -> None:
    known = {chapter.slug for chapter in chapters}
    wrong = [
        f"{statement.slug} leads to {page!r}"
        for chapter in chapters
        for statement in chapter.statements
        if (page := _leads_to(statement.claim)) and page not in known
    ]
    if wrong:
        raise GuideError(
            f"pages of the guide ({', '.join(sorted(known))})",
            seen=f"{'; '.join(wrong)} in {folder.name}",
            remedy="Correct the page, or add its chapter to guide.toml.",
        )


def _leads_to(claim: object) -> str:
    if isinstance(claim, Action):
        return claim.to
    return claim.page if isinstance(claim, Leads | Refused | KeptOut) else ""


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
