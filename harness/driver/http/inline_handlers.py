"""Reads what a simple inline script of a link or a button does, without running it.

Only scripts with one action are read: opening a window, going to an address, clicking another link
or button, sending a form, with fields that are set before it. Anything else needs the browser
driver.
"""

import re
from dataclasses import dataclass, replace
from html import unescape
from urllib.parse import unquote


@dataclass(frozen=True)
class OpenWindow:
    """`window.open('URL', 'name')`."""

    url: str
    name: str = ""


@dataclass(frozen=True)
class Navigate:
    """`location.href = 'URL'`; `frame` is "_self", "_top" or "_parent"."""

    url: str
    frame: str = "_self"


@dataclass(frozen=True)
class SetField:
    """`document.forms[…].name.value = 'text'`: the field's name or id, and its value."""

    field: str
    value: str


@dataclass(frozen=True)
class SetFields:
    """Fields are set, and nothing else: a button sends its form with them."""

    values: tuple[SetField, ...]


@dataclass(frozen=True)
class SendForm:
    """`document.forms[…].submit()`: name or id, position, or None for the element's own form.

    Attributes:
        values: what the script gives fields of the form before it sends it.
        having: instead of `form`, the name of a field that the form has; "" for none.
    """

    form: str | int | None
    values: tuple[SetField, ...] = ()
    having: str = ""


@dataclass(frozen=True)
class Click:
    """`document.getElementById('x').click()`: id or name of another link or button."""

    element: str


@dataclass(frozen=True)
class GoBack:
    """`history.back()`."""


@dataclass(frozen=True)
class CloseWindow:
    """`window.close()`."""


@dataclass(frozen=True)
class NoAction:
    """`void(0)`, `return false`, `window.print()`: the page does not change."""


Action = OpenWindow | Navigate | SendForm | SetFields | Click | GoBack | CloseWindow | NoAction
_Part = Action | SetField

# A call that passes the link's own address to a function of the page, usually to open it.
_PASSES_ADDRESS = re.compile(
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
_OWN_FORM = re.compile(r"this\s*\.\s*form\s*\.\s*submit\(\s*\)")
_CLICKS = re.compile(
    r"""(?:document\s*\.\s*getElementById\(\s*['"](?P<id>[^'"]+)['"]\s*\)|"""
    r"""(?:document\s*\.\s*querySelector|\$|jQuery)\(\s*['"]\#(?P<css>[\w-]+)['"]\s*\)|"""
    r"""(?:this\s*\.\s*form|document(?:\s*\.\s*forms\s*\[[^\]]*\]|\s*\.\s*[\w$]+){0,2})"""
    r"""(?:\s*\.\s*elements)?(?:\s*\.\s*(?P<field>[\w$]+)|\[\s*['"](?P<key>[^'"]+)['"]\s*\]))"""
    r"""\s*\.\s*(?:click\(\s*\)|trigger\(\s*['"]click['"]\s*\))"""
)
_SET = re.compile(
    r"""(?:document\s*\.\s*getElementById\(\s*['"](?P<id>[^'"]*)['"]\s*\)|"""
    r"""(?:this\s*\.\s*form|document\s*\.\s*(?:forms\s*\[[^\]]*\]|(?:forms\s*\.\s*)?[\w$]+))"""
    r"""(?:\s*\.\s*elements)?(?:\s*\.\s*(?P<field>[\w$]+)|\[\s*['"](?P<key>[^'"]*)['"]\s*\]))"""
    rf"""\s*\.\s*value\s*=\s*{_TEXT}"""
)
# How ASP.NET Web Forms send their only form, and the two fields that they set before.
_POST_BACK = re.compile(
    r"""__doPostBack\(\s*(?P<q>['"])(?P<target>[^'"]*)(?P=q)\s*,"""
    r"""\s*(?P<p>['"])(?P<argument>[^'"]*)(?P=p)\s*\)"""
)
_TARGET, _ARGUMENT = "__EVENTTARGET", "__EVENTARGUMENT"
# How forms of Lotus Domino are sent: what was pressed stands in a field of that name.
_DOMINO_CLICK = re.compile(
    r"""(?:return\s+)?_doClick\(\s*(?P<q>['"])(?P<value>[^'"]*)(?P=q)\s*,\s*this\s*"""
    r"""(?:,\s*(?:null|['"](?:_self)?['"])\s*)?\)"""
)
_CLICK = "__Click"
_BACK = re.compile(r"(?:window\s*\.\s*)?history\s*\.\s*(?:back\(\s*\)|go\(\s*-\s*1\s*\))")
_CLOSE = re.compile(r"(?:(?:window|self)\s*\.\s*)?close\(\s*\)")
_NO_ACTION = re.compile(
    r"(?:return(?:\s+(?:false|true))?|void\s*\(?\s*0?\s*\)?|(?:window\s*\.\s*)?print\(\s*\)|"
    r"(?:window|this)\s*\.\s*(?:focus|blur)\(\s*\)|)"
)
_MAX_SCRIPT = 2_000  # characters: what is longer is no plain act
_SPLIT = re.compile(r""";(?=(?:[^'"]|'[^']*'|"[^"]*")*$)""")


def script_of(address: str) -> str | None:
    """The script of a `javascript:` address; None for any other address."""
    address = address.strip()
    if not address.lower().startswith("javascript:"):
        return None
    return unquote(address[len("javascript:") :])


def stops_link(script: str) -> bool:
    """Whether a click handler keeps the browser from following the link."""
    script = script.rstrip().removesuffix(";").rstrip()
    return re.search(r"\breturn\s+false$", script) is not None


def passes_address(script: str) -> bool:
    """Whether a click handler passes the link's address to a function, which replaces the link."""
    return _PASSES_ADDRESS.fullmatch(script.strip()) is not None


def read_script(script: str, address: str = "") -> Action | None:
    """The one action of a simple script, an `onclick` attribute or a `javascript:` address.

    Scripts call the address of the link `this.href`.

    Returns:
        The action; None if the script does more than can be read without running it.
    """
    if len(script) > _MAX_SCRIPT:
        return None
    script = re.sub(r"^\s*javascript\s*:", "", unescape(script), flags=re.IGNORECASE)
    if address:
        written = "'" + re.sub(r"([\\'])", r"\\\1", address) + "'"
        script = _OWN_ADDRESS.sub(lambda _: written, script)
    found = [_action(part.strip()) for part in _SPLIT.split(script)]
    parts = [part for part in found if part is not None and not isinstance(part, NoAction)]
    values = tuple(part for part in parts if isinstance(part, SetField))
    actions = [part for part in parts if not isinstance(part, SetField)]
    if None in found or len(actions) > 1:
        return None
    if not values:
        return actions[0] if actions else NoAction()
    if not actions:
        return SetFields(values)
    return replace(parts[-1], values=values) if isinstance(parts[-1], SendForm) else None


def _action(text: str) -> _Part | None:
    text = re.sub(
        r"^(?:return|void)\s*\(?(?=\s*(?:window|document|open|location|history)\b)", "", text
    )
    if match := _OPEN.match(text):
        return OpenWindow(_string(match), match["name1"] or match["name2"] or "")
    if match := _ASSIGN.fullmatch(text) or _CALL.fullmatch(text):
        return Navigate(
            _string(match), {"top": "_top", "parent": "_parent"}.get(match["frame"], "_self")
        )
    return _form_part(text) or _constant_action(text)


def _form_part(text: str) -> _Part | None:
    if match := _FORMS.fullmatch(text) or _BY_ID.fullmatch(text) or _BY_NAME.fullmatch(text):
        form = match.groupdict()
        index = form.get("index")
        return SendForm(int(index) if index else form.get("key") or form.get("word", ""))
    if match := _SET.fullmatch(text):
        return SetField(match["id"] or match["field"] or match["key"] or "", _string(match))
    if match := _CLICKS.fullmatch(text):
        return Click(next(filter(None, match.groups())))
    return _framework_part(text)


def _framework_part(text: str) -> _Part | None:
    """How widespread frameworks send their form: by a function of theirs that sets fields of it."""
    if match := _POST_BACK.fullmatch(text):
        values = SetField(_TARGET, match["target"]), SetField(_ARGUMENT, match["argument"])
        return SendForm(None, values, having=_TARGET)
    if match := _DOMINO_CLICK.fullmatch(text):
        return SendForm(None, (SetField(_CLICK, match["value"]),), having=_CLICK)
    return None


def _constant_action(text: str) -> Action | None:
    for pattern, action in (
        (_OWN_FORM, SendForm(None)),
        (_BACK, GoBack()),
        (_CLOSE, CloseWindow()),
        (_NO_ACTION, NoAction()),
    ):
        if pattern.fullmatch(text):
            return action
    return None


def _string(match: re.Match[str]) -> str:
    raw = match["single"] if match["single"] is not None else match["double"] or ""
    return re.sub(r"\\(.)", r"\1", raw)
