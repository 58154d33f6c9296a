"""The sections `[access]` and `[visitor]` of a target file."""

import base64
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, PositiveInt

from harness.config.base import Section, beside
from harness.core.url import split
from harness.core.validation import web_address

_FROM_ENVIRONMENT = re.compile(r"\$\{\w+\}")
_HEADER = r"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"
_OWN = frozenset({"host", "content-length", "content-type", "connection", "transfer-encoding"})
_SECRET_NAME = re.compile(r"auth|cookie|token|secret|key|pass", re.IGNORECASE)


def _token(user: str, password: str) -> str:
    return base64.b64encode(f"{user}:{password}".encode()).decode() if user else ""


def _proxy(address: str) -> str:
    address = web_address(address).rstrip("/")
    if split(address).path != "/":
        raise ValueError("expected an address without a path, such as http://proxy.example:3128")
    return address


def _header(name: str) -> str:
    if name.lower() in _OWN:
        raise ValueError("is written by the driver itself")
    return name


def _one_line(value: str) -> str:
    if not value.isprintable():
        raise ValueError("expected one line")
    return value


class Access(Section):
    """How the portal is reached.

    Attributes:
        user, password: for HTTP basic authentication of the portal.
        headers: sent with each request to the portal's own host, and to no other.
        proxy: of all requests.
        proxy_user, proxy_password: for the proxy.
        authorities: a PEM file with the certificates to trust; None for the system's.
        certificate, key: PEM files of the client certificate, which only the portal's host gets;
            the key may be in the file of the certificate.
        verify: whether the portal's certificate is checked.
    """

    user: str = ""
    password: Annotated[str, Field(repr=False)] = ""
    headers: Annotated[
        dict[
            Annotated[str, Field(pattern=_HEADER), AfterValidator(_header)],
            Annotated[str, AfterValidator(_one_line)],
        ],
        Field(repr=False),
    ] = Field(default_factory=dict)
    proxy: Annotated[str, AfterValidator(_proxy)] | None = None
    proxy_user: str = ""
    proxy_password: Annotated[str, Field(repr=False)] = ""
    authorities: Annotated[Path, AfterValidator(beside)] | None = None
    certificate: Annotated[Path, AfterValidator(beside)] | None = None
    key: Annotated[Path, AfterValidator(beside)] | None = None
    verify: bool = True

    @property
    def token(self) -> str:
        """The token of basic authentication; "" for no user."""
        return _token(self.user, self.password)

    @property
    def own_headers(self) -> dict[str, str]:
        """The headers of each request to the portal's own host."""
        login = {"Authorization": f"Basic {self.token}"} if self.token else {}
        return {**login, **self.headers}

    @property
    def proxy_headers(self) -> dict[str, str]:
        """The headers for the proxy."""
        token = _token(self.proxy_user, self.proxy_password)
        return {"Proxy-Authorization": f"Basic {token}"} if token else {}


class Visitor(Section):
    """Language, window and preferences of the visitor.

    Attributes:
        locale: the language to ask for, such as "fr-FR".
        viewport: width and height of the browser's window in CSS pixels.
        reduced_motion: whether the browser asks for reduced motion, so that pages draw fewer frames
            and settle sooner.
    """

    locale: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "fr-FR"
    viewport: tuple[PositiveInt, PositiveInt] = (1280, 900)
    reduced_motion: bool = True

    @property
    def languages(self) -> str:
        """The header Accept-Language, as a browser writes it."""
        short = self.locale.partition("-")[0]
        return self.locale if short == self.locale else f"{self.locale},{short};q=0.9"


PLAIN = Access()
ANYBODY = Visitor()


def access_problems(raw: Mapping[str, Any]) -> Iterator[str]:
    """The contradictions within `[access]`, as it stands in the file, one sentence each."""
    for password, user in (("password", "user"), ("proxy_password", "proxy_user")):
        value = raw.get(password)
        if isinstance(value, str) and value and not _FROM_ENVIRONMENT.fullmatch(value):
            yield f"access › {password}: in clear; write ${{NAME}} and set NAME"
        if value and not raw.get(user):
            yield f"access › {user}: is missing; {password} stands alone"
    if raw.get("proxy_user") and not raw.get("proxy"):
        yield "access › proxy: is missing; proxy_user stands alone"
    if "@" in str(raw.get("proxy", "")):
        yield "access › proxy: holds a user or a password; write proxy_user and proxy_password"
    if raw.get("key") and not raw.get("certificate"):
        yield "access › certificate: is missing; key stands alone"
    yield from _open_headers(raw.get("headers"))


def _open_headers(headers: object) -> Iterator[str]:
    for name, value in headers.items() if isinstance(headers, Mapping) else ():
        in_clear = isinstance(value, str) and not _FROM_ENVIRONMENT.search(value)
        if in_clear and _SECRET_NAME.search(str(name)):
            yield f"access › headers › {name}: looks like a secret in clear; write ${{NAME}}"
