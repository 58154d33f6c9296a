"""Other addresses for the same pages."""

import re
from urllib.parse import parse_qsl, quote, urlencode

from reference_impl.altering.alteration import Acts, Alteration
from reference_impl.variations.wrapping import Exchange, Portal, is_static, layer, relocated

ADDRESSES = "addresses"
_ROOT = "/PPEL/espace"
_SESSION = re.compile(r";jsessionid=[^/?]*")
_GET_FORM = re.compile(r'(<form[^>]* method="get" action="/\?page=([^"&]*)[^"]*"[^>]*>)')
_HEAD = re.compile("<head>", re.IGNORECASE)
_HREF = re.compile(r'(?P<name> (?:href|action|src)=")(?P<path>/[^"]*)"')


def _deeper(address: str) -> str:
    """As frameworks of 2010 wrote it: a common root, and an ending."""
    if is_static(address) or address == "/":
        return address
    path, mark, query = address.partition("?")
    return f"{_ROOT}{path.replace('/codes-perdus', '/CodesPerdus')}.do{mark}{query}"


def _from_deeper(path: str, query: str) -> tuple[str, str]:
    if path.startswith(_ROOT):
        path = path.removeprefix(_ROOT).removesuffix(".do")
    return path.replace("/CodesPerdus", "/codes-perdus"), query


def _slashed(address: str) -> str:
    path, mark, query = address.partition("?")
    whole = path if path.endswith(("/", ".wav")) or is_static(path) else f"{path}/"
    return f"{whole}{mark}{query}"


def _unslashed(path: str, query: str) -> tuple[str, str]:
    return (path.rstrip("/") or "/"), query


def _queried(address: str) -> str:
    """One address for all pages; the query tells which."""
    path, _, query = address.partition("?")
    if is_static(path) or address == "/":
        return address
    return f"/?page={quote(path.strip('/'))}{'&amp;' * bool(query)}{query}"


def _unqueried(path: str, query: str) -> tuple[str, str]:
    fields = dict(parse_qsl(query, keep_blank_values=True))
    page = fields.pop("page", None)
    if page is None:
        return path, query
    return f"/{page}", urlencode(fields)


async def _by_query(exchange: Exchange, portal: Portal, acts: Acts) -> None:
    await relocated(_queried, _unqueried)(exchange, portal, acts)
    if "location" in exchange.headers:
        exchange.headers["location"] = exchange.headers["location"].replace("&amp;", "&")
    if exchange.is_page:  # a browser drops the query of a form that is sent by GET
        exchange.page = _GET_FORM.sub(
            r'\1<input type="hidden" name="page" value="\2">', exchange.page
        )


def _with_session(address: str) -> str:
    path, mark, query = address.partition("?")
    if is_static(path):
        return address
    return f"{path};jsessionid=0000A1B2C3D4E5F6:-1{mark}{query}"


def _without_session(path: str, query: str) -> tuple[str, str]:
    return _SESSION.sub("", path), query


async def _absolute(exchange: Exchange, portal: Portal, acts: Acts) -> None:
    origin = f"http://{exchange.asked['host']}"

    def outside(address: str) -> str:
        return f"{origin}{address}"

    await relocated(outside, lambda path, query: (path, query))(exchange, portal, acts)


async def _relative(exchange: Exchange, portal: Portal, acts: Acts) -> None:
    """Every address is relative to the base that the page declares."""
    await portal(exchange)
    if not (exchange.is_page and _HEAD.search(exchange.page)):
        return
    acts()
    if policy := exchange.headers.get("content-security-policy"):
        exchange.headers["content-security-policy"] = policy.replace("base-uri 'none'; ", "")
    html = _HREF.sub(lambda found: f'{found["name"]}.{found["path"]}"', exchange.page)
    exchange.page = _HEAD.sub(r'\g<0><base href="/">', html, count=1)


async def _home_elsewhere(exchange: Exchange, portal: Portal, acts: Acts) -> None:
    """The bare address leads on to the home page's own; what a page asks for is no address."""
    if exchange.path == "/" and "json" not in exchange.asked.get("accept", ""):
        acts()
        exchange.send_on(301, "/accueil/")
        return
    if exchange.path == "/accueil/":
        exchange.move("/")
    await portal(exchange)


VARIATIONS = (
    Alteration(
        "addresses-deeper",
        ADDRESSES,
        "Pages have other addresses, under a common root and with an ending.",
        layer(relocated(_deeper, _from_deeper)),
    ),
    Alteration(
        "addresses-with-slash",
        ADDRESSES,
        "All addresses end with a slash.",
        layer(relocated(_slashed, _unslashed)),
    ),
    Alteration(
        "addresses-by-query",
        ADDRESSES,
        "All pages have one address, the query tells which.",
        layer(_by_query),
    ),
    Alteration(
        "addresses-with-session",
        ADDRESSES,
        "All addresses carry a session number behind a semicolon.",
        layer(relocated(_with_session, _without_session)),
    ),
    Alteration(
        "addresses-absolute",
        ADDRESSES,
        "All addresses are written out in full, those of redirections too.",
        layer(_absolute),
    ),
    Alteration(
        "addresses-relative",
        ADDRESSES,
        "All addresses are relative to a base that the page declares.",
        layer(_relative),
    ),
    Alteration(
        "home-elsewhere",
        ADDRESSES,
        "The bare address leads to the home page by a redirection for good.",
        layer(_home_elsewhere),
    ),
)
