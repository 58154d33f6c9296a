"""Cookies are kept, sent and dropped as RFC 6265bis and Chromium do it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.driver.wire.cookies import MAX_PER_DOMAIN, CookieJar, parse_date

PORTAL = "http://portal.test/"
SECURE = "https://portal.test/"


def sent(lines: list[str], url: str = f"{PORTAL}echo/x", base: str = f"{PORTAL}set") -> str:
    """What is sent to an address after an answer with these cookies."""
    jar = CookieJar()
    jar.receive(base, lines)
    return jar.header(url)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["JSESSIONID=root; path=/", "JSESSIONID=app; path=/echo"],
            "JSESSIONID=app; JSESSIONID=root",
        ),
        (['s="a b"; path=/', 't="x; path=/', 'u=a"b"c; path=/'], 's="a b"; t="x; u=a"b"c'),
        (['s="\\303\\251"; path=/'], 's="\\303\\251"'),
        (["s=\xc3\xa9; path=/"], "s=\xc3\xa9"),
        (["justvalue; path=/"], "justvalue"),
        (["=justvalue; path=/"], "justvalue"),
        (["my name=1; path=/"], "my name=1"),
        (['s=1; path="/"'], "s=1"),
        (["s=1; SameSite=Strict", "t=1; SameSite=None", "u=1; SameSite=bogus"], "s=1; u=1"),
        (["z=1; path=/", "a=2; path=/", "m=3; path=/echo"], "m=3; z=1; a=2"),
        (["s=1", "s=2"], "s=2"),
        (["a=1", "s=1", "a=2"], "s=1; a=2"),
        (["a=1", "s=1", "a=1; HttpOnly"], "a=1; s=1"),
        (["=; path=/", "; path=/"], ""),
        (["a=\x01b", "b=\tx\t", "c=x\ty"], "b=x"),
        (["==x", "=x=y"], ""),
        (["s=1; path=/ech"], ""),
        (["s=1; path=/echo/"], "s=1"),
        (["s=1; path=relative"], "s=1"),
        (["s=1; domain=other.test"], ""),
        (["s=1; Partitioned"], ""),
        (["s=1; domain=test"], ""),
        (["s=1; domain=.PORTAL.test"], "s=1"),
        (["s=1; domain="], "s=1"),
        (["s=1; secure"], ""),
        (["s=" + "x" * 5000], ""),
        (["s=1; path=/" + "x" * 2000], "s=1"),
    ],
)
def test_over_an_open_connection(lines: list[str], expected: str) -> None:
    """Order, quotes, bytes, names, paths and domains."""
    assert sent(lines) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["__Host-s=1; Secure; path=/", "__Host-t=1; path=/", "__Secure-u=1"], "__Host-s=1"),
        (["__host-s=1; Secure; path=/x", "__Host-t=1; Secure; path=/; domain=portal.test"], ""),
        (["__Secure-u=1; Secure", "__Host-=1; Secure"], "__Secure-u=1"),
        (["__Host-nameless; Secure; path=/"], ""),
        (["s=1; Secure; SameSite=None"], "s=1"),
    ],
)
def test_over_an_encrypted_connection(lines: list[str], expected: str) -> None:
    """The prefixes of names promise something."""
    assert sent(lines, SECURE, SECURE) == expected


@pytest.mark.parametrize(
    "attribute",
    [
        "expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "expires=Fri, 01 Jan 1999 00:00:00 UTC",
        "expires=Fri, 01 Jan 1999 00:00:00",
        "expires=Fri, 01 Jan 1999 00:00:00 CET",
        "expires=Fri, 1 Jan 1999 0:00:00 GMT",
        "expires=Mon, 08-Jul-70 21:39:08 UTC",
        "max-age=0",
        "max-age=-1",
        "expires=Fri, 01 Jan 2100 00:00:00 GMT; max-age=0",
        "max-age=0; expires=Fri, 01 Jan 2100 00:00:00 GMT",
        "max-age=x; expires=Fri, 01 Jan 1999 00:00:00 GMT",
    ],
)
def test_what_has_expired_is_gone(attribute: str) -> None:
    """Also a cookie that was there before."""
    assert sent(["s=1; path=/", f"s=; path=/; {attribute}"]) == ""


@pytest.mark.parametrize(
    "attribute",
    [
        *("expires=yesterday", "expires=", "max-age=soon", "max-age=", "max-age=+1"),
        "expires=Fri, 01 Jan 1999 00:00:00 GMT; expires=yesterday",
    ],
)
def test_what_is_no_date_counts_as_none(attribute: str) -> None:
    """The cookie lives as long as the session."""
    assert sent([f"s=1; path=/; {attribute}"]) == "s=1"


def test_time_passes() -> None:
    """A cookie is sent until it expires, and never longer than 400 days."""
    now = [1_000_000.0]
    jar = CookieJar(lambda: now[0])
    jar.receive(PORTAL, ["s=1; max-age=10", "t=1; max-age=99999999999999999999"])
    assert jar.header(PORTAL) == "s=1; t=1"
    now[0] += 11
    assert jar.header(PORTAL) == "t=1"
    now[0] += 400 * 24 * 3600
    assert jar.header(PORTAL) == ""


def test_hosts() -> None:
    """A host's cookie stays with it, a domain's goes to all its hosts; ports do not matter."""
    jar = CookieJar()
    jar.receive("http://www.portal.test/", ["h=1", "d=1; domain=portal.test"])
    assert jar.header("http://www.portal.test:8080/") == "h=1; d=1"
    assert jar.header("http://portal.test/") == "d=1"
    assert jar.header("http://notportal.test/") == ""
    jar.receive("http://127.0.0.1/", ["i=1; domain=0.0.1"])
    assert jar.header("http://127.0.0.1/") == ""
    jar.receive("http://127.0.0.1/", ["i=1", "i=2; domain=127.0.0.1"])
    assert jar.header("http://127.0.0.1/") == "i=2"


def test_secure_cookies_are_left_alone() -> None:
    """An open connection replaces and hides none; the local machine counts as secure."""
    jar = CookieJar()
    jar.receive(SECURE, ["s=1; secure; path=/"])
    jar.receive(PORTAL, ["s=2; path=/", "s=3; path=/x", "t=1"])
    assert jar.header(PORTAL) == "t=1"
    assert jar.header(SECURE) == "s=1; t=1"
    jar.receive("http://localhost/", ["l=1; secure"])
    assert jar.header("http://localhost/") == "l=1"


def test_other_sites() -> None:
    """Strict cookies stay, lax ones go along with what reads; new ones for a moment with a POST."""
    now = [1_000.0]
    jar = CookieJar(lambda: now[0])
    lines = ["s=1; samesite=strict", "l=1; samesite=lax", "n=1; samesite=none; secure", "d=1"]
    jar.receive(SECURE, lines)
    assert jar.header(SECURE, cross_site=True) == "l=1; n=1; d=1"
    assert jar.header(SECURE, "POST", cross_site=True) == "n=1; d=1"
    assert jar.header(SECURE, cross_site=True, top_level=False) == "n=1"
    now[0] += 121
    assert jar.header(SECURE, "POST", cross_site=True) == "n=1"
    jar.receive(SECURE, ["x=1", "y=1; samesite=none; secure"], cross_site=True)
    assert jar.header(SECURE, cross_site=True, top_level=False) == "n=1; y=1"


def test_a_flood_is_bounded() -> None:
    """The oldest cookies of a domain go first."""
    jar = CookieJar()
    jar.receive(PORTAL, [f"c{number}=1" for number in range(1000)])
    assert len(list(jar)) == MAX_PER_DOMAIN
    assert jar.header(PORTAL).endswith("c999=1")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("1 jan 70 0:0:1", 1),
        ("Jan 1 1970 00:00:02 +0200", 2),
        ("01-January-1970 00:00:03x", 3),
        ("1 Jan 69 00:00:00", 3124224000),
        ("1 Feb 30 1970", None),
        ("30 Feb 2000 00:00:00", None),
        ("1 Jan 1600 00:00:00", None),
        ("1 Jan 2000 24:00:00", None),
        ("", None),
    ],
)
def test_dates(text: str, seconds: float | None) -> None:
    """Any order, any separators, any zone (5.1.1)."""
    assert parse_date(text) == seconds


@given(st.lists(st.text(st.characters(max_codepoint=255)), max_size=4))
def test_any_header_is_survived(lines: list[str]) -> None:
    """Nothing is raised, and nothing that is sent ends a header."""
    assert not set(sent(lines)) & {"\r", "\n", "\0"}
