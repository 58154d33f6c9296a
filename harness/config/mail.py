"""The section ``[mail]`` of a target file: where the portal's mails arrive."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, NonNegativeFloat

from harness.config.base import Section, beside
from harness.core.validation import did_you_mean, web_address

MailSourceKind = Literal["sink", "imap", "mailpit", "maildir", "mbox", "folder", "none"]

_PORTS = {"direct": 993, "starttls": 143, "none": 143}
_FILES = ("path", "quiet", "addresses")
_LOGIN = ("user", "password", "authorities", "verify", "quiet", "addresses")
_KEYS: dict[str, tuple[str, ...]] = {
    "sink": ("port",),
    "imap": ("host", "port", "tls", "folder", *_LOGIN),
    "mailpit": ("url", *_LOGIN),
    "maildir": _FILES,
    "mbox": _FILES,
    "folder": _FILES,
    "none": (),
}
_MANDATORY = {
    "imap": ("host", "user", "password"),
    "mailpit": ("url",),
    "maildir": ("path",),
    "mbox": ("path",),
    "folder": ("path",),
}
_FROM_ENVIRONMENT = re.compile(r"\$\{\w+\}")
_LOGIN_IN_ADDRESS = re.compile(r"\w+://[^/]*@")


class MailSettings(Section):
    """Where the target's mails arrive.

    Attributes:
        source: the kind of mail source; with "none", statements about mails are not observable.
        port: of the sink on 127.0.0.1, where 0 means any free port, which only a launched target
            can know; or of the IMAP server, where 0 means the usual one.
        host: of the IMAP server.
        tls: how its connection is encrypted: from the start, by STARTTLS, or not at all.
        user: of IMAP, or of Mailpit's pages.
        password: of IMAP, or of Mailpit's pages.
        folder: of the IMAP mailbox.
        url: of Mailpit's pages.
        authorities: a PEM file with the certificates to trust; None for the system's.
        verify: whether the server's certificate is checked.
        path: of the Maildir, the mbox, or the folder of .eml files.
        quiet: seconds without a mail after which none is expected any more.
        addresses: pattern of the addresses whose mails are read, with * and ?.
    """

    source: MailSourceKind = "none"
    port: Annotated[int, Field(ge=0, le=65_535)] = 0
    host: str = ""
    tls: Literal["direct", "starttls", "none"] = "direct"
    user: str = ""
    password: Annotated[str, Field(repr=False)] = ""
    folder: Annotated[str, Field(min_length=1)] = "INBOX"
    url: Annotated[str, AfterValidator(web_address)] | None = None
    authorities: Annotated[Path, AfterValidator(beside)] | None = None
    verify: bool = True
    path: Annotated[Path, AfterValidator(beside)] | None = None
    quiet: NonNegativeFloat = 5.0
    addresses: Annotated[str, Field(min_length=1)] = "*"

    @property
    def imap_port(self) -> int:
        """The port of the IMAP server: the configured one, or the usual one."""
        return self.port or _PORTS[self.tls]


def mail_problems(raw: Mapping[str, Any], *, launched: bool) -> Iterator[str]:
    """The contradictions within the section, one sentence each.

    Args:
        raw: the section as in the file, with its variables.
        launched: whether the run starts the target.
    """
    source = raw.get("source", "sink" if launched else "none")
    if source not in _KEYS:
        return
    known = ("source", *_KEYS[source])
    for name in raw:
        if name in MailSettings.model_fields and name not in known:
            yield f'mail › {name}: is no entry of source "{source}"; {did_you_mean(name, known)}'
    for name in _MANDATORY.get(source, ()):
        if raw.get(name, "") == "":
            yield f'mail › {name}: is missing; source "{source}" needs it'
    if source == "sink" and not launched and not raw.get("port"):
        yield "mail › port: a target that is not launched must know the sink's port"
    yield from _open_secrets(raw)


def _open_secrets(raw: Mapping[str, Any]) -> Iterator[str]:
    password = raw.get("password")
    if isinstance(password, str) and password and not _FROM_ENVIRONMENT.fullmatch(password):
        yield "mail › password: in clear; write ${NAME} and set NAME in the environment"
    if _LOGIN_IN_ADDRESS.match(str(raw.get("url", ""))):
        yield "mail › url: holds a user or a password; write them as `user` and `password`"
