"""The page about the guide's data has an example of every kind, and each of them loads."""

import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from harness.config.suite import load_suite
from harness.guide import claims as c
from harness.guide.loader import load_guide
from harness.guide.mail_claims import MailClaim

PAGE = Path(__file__).parents[2] / "docs" / "GUIDE-DATA.md"
SUITE = """name = "example"
guide = "."
[account.fields]
contract = { key = true }
first_name = {}
last_name = {}
"""
BLOCKS = re.findall(r"```toml\n(slug = .*?)```", PAGE.read_text("utf-8"), re.DOTALL)


def _kinds(claims: object) -> set[str]:
    return {one.model_fields["kind"].annotation.__args__[0] for one in get_args(claims)}


def test_every_kind_has_an_example_that_loads(tmp_path: Path) -> None:
    """As two chapters of one guide."""
    chapters = {tomllib.loads(block)["slug"]: block for block in BLOCKS if "statement = [" in block}
    names = "".join(f'"{name}", ' for name in chapters)
    (tmp_path / "guide.toml").write_text(f"chapters = [{names}]\n", encoding="utf-8")
    for name, block in chapters.items():
        (tmp_path / f"{name}.toml").write_text(block, encoding="utf-8")
    (tmp_path / "suite.toml").write_text(SUITE, encoding="utf-8")
    guide = load_guide(load_suite(tmp_path))
    assert {s.claim.kind for s in guide} == {
        *_kinds(c.PageClaim),
        *_kinds(c.MovementClaim),
        *_kinds(MailClaim),
        "sound",
    }


@pytest.mark.parametrize("kind", sorted(_kinds(c.PageClaim) | _kinds(MailClaim)))
def test_every_kind_is_described(kind: str) -> None:
    """In the tables of the page."""
    assert f"`{kind}`" in PAGE.read_text("utf-8")
