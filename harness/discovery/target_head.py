"""The first sections of a proposed target file: address, mails, accounts, entry and pace."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from harness.config.suite import Suite
from harness.core.errors import UsageError
from harness.core.files import toml_string
from harness.core.sanitize import one_line
from harness.core.url import is_loopback, split
from harness.messages import Catalogue
from harness.model.fact import fact

SINK_PORT = 2525  # of the sink, where the user names none
_FORMS = (
    "none, sink:PORT, imap://USER@HOST/FOLDER, mailpit:URL, maildir:PATH, mbox:PATH, folder:PATH"
)
_IMAP = re.compile(r"//(?P<user>.+)@(?P<host>[^@:/]+)(:(?P<port>[0-9]{1,5}))?(/(?P<folder>.+))?")
_PORT = re.compile(r"[0-9]{1,5}")
_NO_MAILS: Mapping[str, str | int] = MappingProxyType({"source": "none"})
_OTHER_PLACES = (
    "sink:2525",
    "imap://qa@portal.example@imap.portal.example",
    "mailpit:http://127.0.0.1:8025/",
)
_REMOTE_RATE = 2  # requests per second to a portal that is not on this machine
_NOT_IN_NAME = re.compile(r"[^a-z0-9._-]+")
_LOGIN = re.compile(r"https?://([^/?#@]*@)")  # as it was typed: it may name variables
_MAX_NAME = 60
_VARIABLE = "${MAIL_PASSWORD}"  # the file names it; the environment has its value


@dataclass(frozen=True)
class UserAnswers:
    """What only the user knows of a portal.

    Attributes:
        mail: the entries of the section `[mail]`.
        accounts: the file with the accounts; empty for none yet.
    """

    mail: Mapping[str, str | int] = field(default_factory=lambda: _NO_MAILS)
    accounts: str = ""


def mail_entries(place: str) -> dict[str, str | int]:
    """The entries of the section `[mail]` for a place where mails arrive.

    Args:
        place: `none`, `sink:PORT`, `imap://USER@HOST/FOLDER`, `mailpit:URL`, `maildir:PATH`,
            `mbox:PATH` or `folder:PATH`.

    Raises:
        UsageError: the place is none of these.
    """
    source, _, rest = place.strip().partition(":")
    if source == "none" and not rest:
        return dict(_NO_MAILS)
    if source == "sink" and (not rest or _PORT.fullmatch(rest)):
        return {"source": source, "port": int(rest or SINK_PORT)}
    if source == "imap" and (login := _IMAP.fullmatch(rest)):
        return {"source": source, **_imap_login(login)}
    if source == "mailpit" and rest.startswith(("http://", "https://")):
        return {"source": source, "url": rest}
    if source in {"maildir", "mbox", "folder"} and rest:
        return {"source": source, "path": rest}
    raise UsageError(
        f"a place where mails arrive: {_FORMS}",
        seen=repr(place),
        remedy="docs/TARGETS.md describes each, in the section [mail].",
    )


def _imap_login(place: re.Match[str]) -> dict[str, str | int]:
    """Host, user, and port and folder where they are named."""
    port = {"port": int(place["port"])} if place["port"] else {}
    folder = {"folder": place["folder"]} if place["folder"] else {}
    return {"host": place["host"], **port, "user": place["user"], "password": _VARIABLE, **folder}


def target_head(
    url: str, messages: Catalogue, suite: Suite, answers: UserAnswers | None = None
) -> str:
    """The first sections of a target file for a portal.

    Args:
        url: the address of the portal.
        messages: the sentences of the comments.
        suite: that the portal is held to.
        answers: of the user; None where nobody was asked.
    """
    parts, login = split(url), _LOGIN.match(url)
    base_url = f"{parts.scheme}://{login[1] if login else ''}{parts.host}/"
    answers = answers or UserAnswers()
    lines = [
        comment(messages.text("draft-head-address")),
        "[target]",
        f"name = {quoted(_name(parts.host))}",
        f"base_url = {quoted(base_url)}",
        *([] if suite.is_bundled else [f"suite = {quoted(str(suite.path.parent))}"]),
        "",
        *_mail_section(answers.mail, messages),
        *_accounts_section(answers.accounts, messages),
        *_allow_section(suite, messages),
    ]
    if (path := parts.path_and_query) not in {"", "/"}:
        home = comment(messages.text("draft-head-entry"))
        lines += [home, "[entry]", f"{suite.entry} = {quoted(path)}", ""]
    if not is_loopback(url):
        lines += ["[pace]", f"requests_per_second = {_REMOTE_RATE}", ""]
    return "\n".join(lines)


def _mail_section(mail: Mapping[str, str | int], messages: Catalogue) -> Iterator[str]:
    """`[mail]`; where mails arrive nowhere yet, the usual places as comments."""
    if mail["source"] == "none":
        yield comment(messages.text("draft-head-mail"))
    yield "[mail]"
    yield from _entries(mail)
    if mail["source"] == "none":
        for place in _OTHER_PLACES:
            yield comment(messages.text("draft-head-mail-place", place=place))
            yield from map(comment, _entries(mail_entries(place)))
    yield ""


def _accounts_section(file: str, messages: Catalogue) -> Iterator[str]:
    if file:
        yield from ("[accounts]", f"file = {quoted(file)}", "")
        return
    yield comment(messages.text("draft-head-accounts"))
    yield from ("# [accounts]", '# file = "accounts.json"', "")


def _allow_section(suite: Suite, messages: Catalogue) -> Iterator[str]:
    """`[allow]`: what the suite's scenarios do to a portal, each as it is without this line."""
    if not suite.permissions:
        return
    yield comment(messages.text("draft-head-allow"))
    yield "[allow]"
    for name, one in suite.permissions.items():
        does = one_line(messages.say(fact("noun", en=one.en, fr=one.fr)))
        yield f"{name} = {str(one.default).lower()} {comment(does)}"
    yield ""


def _entries(values: Mapping[str, str | int]) -> Iterator[str]:
    for name, value in values.items():
        yield f"{name} = {value if isinstance(value, int) else quoted(value)}"


def comment(text: str) -> str:
    """A line of comment."""
    return f"# {one_line(text)}"


def quoted(text: str) -> str:
    """A TOML string on one line, without control characters."""
    return toml_string(one_line(text))


def _name(host: str) -> str:
    """A name for a target, from the host."""
    name = _NOT_IN_NAME.sub("-", host).strip("-._")
    return (name or "portal")[:_MAX_NAME]
