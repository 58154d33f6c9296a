"""What programs that we start are given of our environment.

The rest stays with us: it may hold the secrets of a target file.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

_NAMES = frozenset(
    {"PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TEMP", "TMP"}
    | {"DISPLAY", "SSL_CERT_FILE", "SSL_CERT_DIR", "SOURCE_DATE_EPOCH"}
)
_PREFIXES = ("LC_", "XDG_")
_PORTAL = frozenset({"VIRTUAL_ENV", "JAVA_HOME", "GOPATH", "COVERAGE_PROCESS_START"})
_PORTAL_PREFIXES = ("PYTHON", "NODE_", "NPM_", "PHP", "RUBY", "GEM_", "DOCKER_")
_BROWSER = frozenset(
    {"XAUTHORITY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "LD_LIBRARY_PATH"}
    | {"HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY"}
    | {"http_proxy", "https_proxy", "no_proxy", "all_proxy"}
)
_BROWSER_PREFIXES = ("CHROME_", "FONTCONFIG_", "GDK_", "GTK_", "PLAYWRIGHT_")
_SECRET = re.compile(r"TOKEN|PASS|SECRET|AUTH|CREDENTIAL|_KEY(?:_|$)", re.IGNORECASE)
_hidden: dict[str, str] = {}
_hiding: list[None] = []  # one for each program that is being started


def environment_of_portal() -> dict[str, str]:
    """What a launched portal needs: where programs are, its language's settings, the locale."""
    return _taken(_NAMES | _PORTAL, (*_PREFIXES, *_PORTAL_PREFIXES))


def environment_of_browser() -> dict[str, str]:
    """What a browser needs: where it shows its windows, fonts, proxies, the locale."""
    return _taken(_NAMES | _BROWSER, (*_PREFIXES, *_BROWSER_PREFIXES))


@contextmanager
def secrets_hidden() -> Iterator[None]:
    """Leave in our own environment, meanwhile, only what portals and browsers are given.

    This is for a library that starts programs with our whole environment. Several programs may be
    started at once.
    """
    needed = {*environment_of_portal(), *environment_of_browser()}
    _hidden.update({name: os.environ.pop(name) for name in {*os.environ} - needed})
    _hiding.append(None)
    try:
        yield
    finally:
        _hiding.pop()
        while _hidden and not _hiding:
            os.environ.setdefault(*_hidden.popitem())


def _taken(names: frozenset[str], prefixes: tuple[str, ...]) -> dict[str, str]:
    return {
        name: value
        for name, value in os.environ.items()
        if name in names or (name.startswith(prefixes) and not _SECRET.search(name))
    }
