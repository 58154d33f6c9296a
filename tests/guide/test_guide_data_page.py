"""The page about the guide's data has an example of every kind, and each of them loads."""

import re
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any, get_args

import pytest
import tomlkit

from harness.config.suite import load_suite
from harness.guide import claims as c
from harness.guide.loader import load_guide
from harness.guide.mail_claims import MailClaim
from harness.guide.model import Guide
from harness.guide.profile_claims import ProfileClaim

PAGE = (Path(__file__).parents[2] / "docs" / "GUIDE-DATA.md").read_text("utf-8")
SUITE = """name = "example"
guide = "."
[account.fields]
contract = { key = true }
first_name = {}
last_name = {}
town = {}
"""
BLOCKS = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
ROWS = re.findall(r"^\| `(\{ kind = .*?\})` \|", PAGE, re.MULTILINE)


def _kinds(*families: object) -> set[str]:
    return {
        one.model_fields["kind"].annotation.__args__[0]
        for family in families
        for one in get_args(family)
    }


def _chapters() -> dict[str, dict[str, Any]]:
    """The chapters of the page, whole ones and those of single statements and claims."""
    statements = defaultdict(list)
    whole = {}
    for block in BLOCKS:
        if block.startswith("slug = "):
            chapter = tomllib.loads(block)
            whole[chapter["slug"]] = chapter
        else:
            for one in tomllib.loads(f"statement = [\n{block}]")["statement"]:
                statements[one["slug"].partition(".")[0]].append(one)
    for number, row in enumerate(ROWS):
        claim = tomllib.loads(f"claim = {row}")["claim"]
        page = _chapter_of(claim["kind"])
        one = {"slug": f"{page}.row-{number}", "lines": [1], "sentence": "It is so", "claim": claim}
        if page == "checks":
            one |= {"level": "profile", "source": "A rule"}
        statements[page].append(one)
    heads = {"receipt": {"mail": True}, "checks": {"profile": True}}
    made = {
        page: {"slug": page, "title": page, **heads.get(page, {}), "statement": of_page}
        for page, of_page in statements.items()
    }
    assert not made.keys() & whole.keys()
    return whole | made


def _chapter_of(kind: str) -> str:
    if kind in _kinds(ProfileClaim):
        return "checks"
    return "receipt" if kind.startswith("mail-") else "space"


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    """The examples of the page as one guide."""
    chapters = _chapters()
    front = tomlkit.dumps({"chapters": [*chapters]})
    (tmp_path / "guide.toml").write_text(front, encoding="utf-8")
    for name, chapter in chapters.items():
        (tmp_path / f"{name}.toml").write_text(tomlkit.dumps(chapter), encoding="utf-8")
    (tmp_path / "suite.toml").write_text(SUITE, encoding="utf-8")
    return load_guide(load_suite(tmp_path))


def test_every_kind_has_an_example_that_loads(guide: Guide) -> None:
    """As the chapters of one guide; each kind has a row of its own in a table."""
    assert {s.claim.kind for s in guide if ".row-" in s.slug} == {
        *_kinds(c.PageClaim, c.MovementClaim, MailClaim, ProfileClaim),
        "sound",
    }
