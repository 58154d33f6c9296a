"""Which addresses are one and the same, and which belong to the portal."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.config.crawl import ScrapeSettings
from harness.crawl.scope import CrawlScope, session_mark, shape, token_parameters, with_session
from harness.model.fact import Fact, fact

START = "http://portal.example/"


def scope(signed_in: bool = False, **chosen: object) -> CrawlScope:
    """The bounds of a crawl with settings of its own."""
    return CrawlScope(START, ScrapeSettings.model_validate(chosen), signed_in=signed_in)


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("http://portal.example", "http://PORTAL.example:80/#top"),
        ("http://portal.example/a;jsessionid=0A1B2C3D4E?x=1", "http://portal.example/a?x=1"),
        ("http://portal.example/a?b=2&a=1", "http://portal.example/a?a=1&b=2"),
        ("http://portal.example/a?PHPSESSID=a1b2c3d4e5&x=1", "http://portal.example/a?x=1"),
        ("http://portal.example/a?utm_source=mail", "http://portal.example/a"),
        ("http://portal.example/été", "http://portal.example/%C3%A9t%C3%A9"),
    ],
)
def test_ways_to_write_one_address_are_one(written: str, other: str) -> None:
    """Sessions, tracking, order, fragments, default ports and escapes do not count."""
    assert scope().key(written) == scope().key(other)


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("http://portal.example/a?sid=12", "http://portal.example/a?sid=13"),
        ("http://portal.example/a", "http://portal.example/A"),
        ("http://portal.example/a?x=1", "http://portal.example/a"),
    ],
)
def test_different_addresses_stay_different(written: str, other: str) -> None:
    """What may be another page is another page: a short `sid` is no session."""
    assert scope().key(written) != scope().key(other)


def test_only_significant_parameters_count_where_they_are_named() -> None:
    """All others are dropped."""
    bounds = scope(significant=["page"])
    assert bounds.key(f"{START}?page=2&mood=good") == bounds.key(f"{START}?page=2")
    assert bounds.key(f"{START}?page=2") != bounds.key(f"{START}?page=3")


def test_a_parameter_that_was_found_out_counts_no_longer() -> None:
    """What was known under it is known without it."""
    bounds = scope()
    assert bounds.key(f"{START}?z=a1b2c3d4") != bounds.key(START)
    bounds.ignore("z")
    assert bounds.key(f"{START}?z=a1b2c3d4") == bounds.key(START)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/a/b/a/b/a/b/a/b", fact("left-path-repeats")),
        ("/x" * 1500, fact("left-address-too-long", max=2000)),
        ("/other/page", fact("left-other-path")),
        ("/docs/private", fact("left-by-target")),
        ("/docs/deconnexion", fact("left-would-log-out")),
        ("/docs/page", None),
    ],
)
def test_what_is_left_alone_says_why(path: str, why: Fact | None) -> None:
    """Each bound has its own reason."""
    bounds = scope(signed_in=True, paths=["/docs/*", "/a/*", "/x*"], leave=["*/private"])
    assert bounds.reason_to_leave(f"http://portal.example{path}") == why


def test_hosts_beside_the_portals_own_are_named() -> None:
    """Others are not of the portal."""
    bounds = scope(hosts=["*.portal.example"])
    assert bounds.contains("http://docs.portal.example/a")
    assert not bounds.contains("http://portal.example.evil/")
    assert not bounds.contains("http://[broken/")


def test_pages_of_one_kind_have_one_shape() -> None:
    """Numbers and the values of the query do not count."""
    assert shape("http://p/m/2010/1?a=1&b=2") == shape("http://p/m/2011/12?a=7&b=")
    assert shape("http://p/m/1") != shape("http://p/n/1")


def test_made_up_values_are_told_from_words() -> None:
    """A token has digits and letters; a word, a short number and a date are none."""
    found = token_parameters("http://p/a?x=a1b2c3d4e5&month=2010-01&page=12&q=bonjour")
    assert [name for name, _ in found] == ["x"]


def test_a_session_in_the_path_is_carried_on() -> None:
    """For portals that keep the login in their addresses."""
    mark = session_mark("http://p/a;jsessionid=XYZ12345?x=1")
    assert with_session("http://p/b?y=2", mark) == "http://p/b;jsessionid=XYZ12345?y=2"
    assert with_session("http://p/b", "") == "http://p/b"


@settings(max_examples=40)
@given(st.text(max_size=60))
def test_any_text_has_a_key_that_is_its_own_key(text: str) -> None:
    """However broken an address is, it is known in one form."""
    bounds = scope()
    key = bounds.key(START + text)
    assert bounds.key(key) == key
