"""What a plain script of a link or a button does, read without running it.

Only scripts that say nothing else are read: one window opened, one address gone to, one
form sent. Anything else is left to the browser driver.
"""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote


@dataclass(frozen=True)
class OpenWindow:
    """`window.open('URL', 'name')`."""

    url: str
    name: str = ""


@dataclass(frozen=True)
class Go:
    """`location.href = 'URL'`; `frame` is "_self", "_top" or "_parent"."""

    url: str
    frame: str = "_self"


@dataclass(frozen=True)
class SendForm:
    """`document.forms[…].submit()`; a name or id, a position, or None for its own form."""

    form: str | int | None


@dataclass(frozen=True)
class GoBack:
    """`history.back()`."""


@dataclass(frozen=True)
class CloseWindow:
    """`window.close()`."""


@dataclass(frozen=True)
class Nothing:
    """`void(0)`, `return false`, `window.print()`: the page stays."""


Action = OpenWindow | Go | SendForm | GoBack | CloseWindow | Nothing

# A call that hands the link's own address to a function of the page: to open it, as a rule.
_HANDED_ON = re.compile(
    r"(?P<given>return\s+)?[\w$.]+\(\s*this(?:\s*\.\s*href)?\s*(?:,[^()]*)?\)\s*;?"
    r"(?(given)|\s*return\s+false\s*;?)\s*"
)
_OWN_ADDRESS = re.compile(r"""\bthis\s*\.\s*(?:href\b|getAttribute\(\s*['"]href['"]\s*\))""")
_TEXT = r"""(?:'(?P<single>(?:[^'\\\n]|\\.)*)'|"(?P<double>(?:[^"\\\n]|\\.)*)")"""
_MORE = r"""(?:\s*,\s*(?:'(?P<name1>[^'\\\n]*)'|"(?P<name2>[^"\\\n]*)"))?(?:\s*,[^()]*)?"""
_PLACE = r"(?:(?P<frame>window|self|document|top|parent)\s*\.\s*){0,2}location(?:\s*\.\s*href)?"
_OPEN = re.compile(rf"(?:var\s+\w+\s*=\s*|void\s+)?(?:window\s*\.\s*)?open\(\s*{_TEXT}{_MORE}\s*\)")
_ASSIGN = re.compile(rf"{_PLACE}\s*=\s*{_TEXT}")
_CALL = re.compile(rf"{_PLACE}\s*\.\s*(?:assign|replace)\(\s*{_TEXT}\s*\)")
_KEY = r"""(?:\[\s*(?:(?P<index>\d+)|['"](?P<key>[^'"]*)['"])\s*\]|\.\s*(?P<word>[\w$]+))"""
_FORMS = re.compile(rf"document\s*\.\s*forms\s*{_KEY}\s*\.\s*submit\(\s*\)")
_BY_ID = re.compile(
    r"""document\s*\.\s*getElementById\(\s*['"](?P<key>[^'"]*)['"]\s*\)\s*\.\s*submit\(\s*\)"""
)
_BY_NAME = re.compile(r"document\s*\.\s*(?P<word>[\w$]+)\s*\.\s*submit\(\s*\)")
_OWN = re.compile(r"this\s*\.\s*form\s*\.\s*submit\(\s*\)")
_BACK = re.compile(r"(?:window\s*\.\s*)?history\s*\.\s*(?:back\(\s*\)|go\(\s*-\s*1\s*\))")
_CLOSE = re.compile(r"(?:(?:window|self)\s*\.\s*)?close\(\s*\)")
_IDLE = re.compile(
    r"(?:return(?:\s+(?:false|true))?|void\s*\(?\s*0?\s*\)?|(?:window\s*\.\s*)?print\(\s*\)|"
    r"(?:window|this)\s*\.\s*(?:focus|blur)\(\s*\)|)"
)
_SPLIT = re.compile(r""";(?=(?:[^'"]|'[^']*'|"[^"]*")*$)""")


def script_of(address: str) -> str | None:
    """The script of a `javascript:` address; None for any other address."""
    address = address.strip()
    if not address.lower().startswith("javascript:"):
        return None
    return unquote(address[len("javascript:") :])


def stops_link(script: str) -> bool:
    """Whether a click's script keeps the browser from following the link itself."""
    return re.search(r"\breturn\s+false\s*;?\s*$", script) is not None


def hands_on_address(script: str) -> bool:
    """Whether a click's script calls a function with the link's address in the link's stead."""
    return _HANDED_ON.fullmatch(script.strip()) is not None


def read_script(script: str, address: str = "") -> Action | None:
    """The one action of a plain script.

    Args:
        script: of an `onclick` attribute or a `javascript:` address.
        address: of the link itself as written, which scripts call `this.href`.

    Returns:
        The action; None where the script does more than can be read without running it.
    """
    script = re.sub(r"^\s*javascript\s*:", "", unescape(script), flags=re.IGNORECASE)
    if address:
        written = "'" + re.sub(r"([\\'])", r"\\\1", address) + "'"
        script = _OWN_ADDRESS.sub(lambda _: written, script)
    found = [_statement(part.strip()) for part in _SPLIT.split(script)]
    if None in found:
        return None
    actions = [a for a in found if a is not None and not isinstance(a, Nothing)]
    if len(actions) > 1:
        return None
    return actions[0] if actions else Nothing()


def _statement(text: str) -> Action | None:
    text = re.sub(
        r"^(?:return|void)\s*\(?(?=\s*(?:window|document|open|location|history)\b)", "", text
    )
    if match := _OPEN.match(text):
        return OpenWindow(_text(match), match["name1"] or match["name2"] or "")
    if match := _ASSIGN.fullmatch(text) or _CALL.fullmatch(text):
        return Go(_text(match), {"top": "_top", "parent": "_parent"}.get(match["frame"], "_self"))
    if match := _FORMS.fullmatch(text):
        return SendForm(int(match["index"]) if match["index"] else match["key"] or match["word"])
    if match := _BY_ID.fullmatch(text):
        return SendForm(match["key"])
    if match := _BY_NAME.fullmatch(text):
        return SendForm(match["word"])
    return _wordless(text)


def _wordless(text: str) -> Action | None:
    for pattern, action in (
        (_OWN, SendForm(None)),
        (_BACK, GoBack()),
        (_CLOSE, CloseWindow()),
        (_IDLE, Nothing()),
    ):
        if pattern.fullmatch(text):
            return action
    return None


def _text(match: re.Match[str]) -> str:
    raw = match["single"] if match["single"] is not None else match["double"] or ""
    return re.sub(r"\\(.)", r"\1", raw)
