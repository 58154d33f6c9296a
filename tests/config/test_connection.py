"""How a portal is reached is read as written, or refused with its reason."""

from pathlib import Path

import pytest

from harness.config.connection import Access, Visitor
from harness.config.target import load_target
from harness.core.errors import TargetError

SERVED = '[target]\nname = "x"\nbase_url = "https://portal.example/"\n[access]\n'


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ('user = "qa"\npassword = "hunter22"', "access › password: in clear"),
        ('password = "${SECRET}"', "access › user: is missing; password stands alone"),
        ('proxy_user = "me"', "access › proxy: is missing"),
        ('proxy = "http://me:hunter22@proxy:3128"', "access › proxy: holds a user"),
        ('proxy = "socks5://proxy:1080"', "access › proxy: expected an address"),
        ('proxy = "http://proxy/path"', "without a path"),
        ('key = "ours.key"', "access › certificate: is missing; key stands alone"),
        ('headers = { "Cookie" = "hunter22" }', "Cookie: looks like a secret in clear"),
        ('headers = { "Host" = "x" }', "is written by the driver itself"),
        ('headers = { "X Env" = "x" }', "access › headers › X Env"),
        ('headers = { "X-Env" = "a\\nb" }', "expected one line"),
        ('prxy = "x"', 'access › prxy: unknown name; did you mean "proxy"?'),
    ],
)
def test_what_cannot_be_is_told(tmp_path: Path, lines: str, told: str) -> None:
    """With its place, and never with the value of a secret."""
    path = tmp_path / "mine.toml"
    path.write_text(SERVED + lines, encoding="utf-8")
    with pytest.raises(TargetError) as caught:
        load_target(str(path), environ={"SECRET": "hunter22"})
    assert told in caught.value.seen
    assert "hunter22" not in str(caught.value)


def test_a_header_may_hold_a_variable(tmp_path: Path) -> None:
    """So that a token of the door before the portal can be sent."""
    path = tmp_path / "mine.toml"
    path.write_text(SERVED + 'headers = { "X-Token" = "Bearer ${SECRET}" }', encoding="utf-8")
    target = load_target(str(path), environ={"SECRET": "hunter22"})
    assert target.access.own_headers == {"X-Token": "Bearer hunter22"}
    assert "hunter22" not in repr(target) + str(target.masked())


def test_nothing_is_shown_unless_asked_for() -> None:
    """Neither a password nor a header of one's own."""
    assert (Access().own_headers, Access().proxy_headers, Access().token) == ({}, {}, "")


@pytest.mark.parametrize(
    ("locale", "languages"),
    [("fr-FR", "fr-FR,fr;q=0.9"), ("fr", "fr"), ("pt-BR", "pt-BR,pt;q=0.9")],
)
def test_a_language_is_asked_for_as_browsers_do(locale: str, languages: str) -> None:
    """The country's, then the language at large."""
    assert Visitor(locale=locale).languages == languages
