"""A crawl stores what it sees; at its end it says how much of that looks secret."""

from pathlib import Path

from tests.own_suites import write_suite
from tests.shell import Shell

TOKEN = "WyJ2YWNhbmNlcy0yNDY3Il0.sDLwBMr_bmWMBDbMZsfeslNzVvQ"
CHAPTER = """
slug = "home"
title = "Accueil"

[[statement]]
slug = "home.heading"
lines = [1]
sentence = "Accueil"
claim = "heading"
"""
PORTAL = """
def answer(method, path, form):
    return 200, "<h1>Accueil</h1><a href='/help'>Aide</a>" + MUTANT
"""


def test_it_is_told(tmp_path: Path, shell: Shell) -> None:
    """The number of addresses, not the addresses."""
    for name, more, told in (
        ("none", "", False),
        ("feed", f"<a href='/f/{TOKEN}.xml'>x</a>", True),
    ):
        target = write_suite(
            tmp_path / name,
            chapters={"home": CHAPTER},
            scenarios="",
            portal=PORTAL.replace("MUTANT", repr(more)),
        )
        _, said = shell("scrape", target, "--out", tmp_path / f"{name}-crawl")
        assert ("One address looks secret" in said) is told, said
        assert TOKEN not in said
