"""Logging in before a crawl, and sending the forms that a target allows."""

from collections.abc import Sequence
from fnmatch import fnmatchcase
from urllib.parse import parse_qsl, unquote

from harness.accounts.model import Account
from harness.config.crawl import Sending
from harness.config.suite import Suite
from harness.config.target import Target
from harness.core.errors import TargetError
from harness.core.text import fold
from harness.core.url import split
from harness.driver.protocol import ActionRefused, Capture, FieldInput, Tab
from harness.guide.claims import Action
from harness.guide.loader import load_guide
from harness.messages import catalogue
from harness.model.fact import fact, quote
from harness.model.page import Button, Field, Link, Page
from harness.page.find import find_action, find_field


async def log_in(tab: Tab, target: Target, account: Account, base_url: str) -> Capture:
    """Log in from the home page, or from the login page that the target names.

    Returns:
        The page after the login.

    Raises:
        TargetError: no password field is found, or the portal asks for the password again.
    """
    path = target.entry.get(
        target.suite.accounts.lifecycle.asked_on, target.entries[target.suite.entry]
    )
    capture = await tab.open(base_url.rstrip("/") + path)
    if _password_field(capture.page) is None:
        link = _login_link(capture.page, target.suite)
        capture = await tab.follow(link) if isinstance(link, Link) else capture
    secret = _password_field(capture.page)
    if secret is None:
        raise _login_error("a field for a password", capture.page)
    identifier = _field_before(capture.page, secret)
    button = _submit_button(capture.page, secret)
    if identifier is None or button is None:
        raise _login_error(
            "a field for the identifier and a button beside the password", capture.page
        )
    try:
        await tab.fill([FieldInput(field=identifier, value=account.key)])
        await tab.fill([FieldInput(field=secret, value=account.secret)])
        capture = await tab.press(button)
    except ActionRefused as refused:
        raise _login_error(catalogue().say(refused.expected), capture.page) from refused
    if _password_field(capture.page) is not None:
        raise _login_error(f"the account {account.key} to be let in", capture.page)
    return capture


def _login_link(page: Page, suite: Suite) -> Link | Button | None:
    """The link to the login page, by the guide's words for it."""
    guide = load_guide(suite)
    claims = [
        claim
        for claim in guide.actions(suite.entry)
        if claim.to == suite.accounts.lifecycle.asked_on
    ]
    found = (find_action(page, claim, guide.actions(suite.entry)) for claim in claims)
    return next((one for one in found if one is not None), None)


def _password_field(page: Page) -> Field | None:
    return next((field for field in page.visible_fields if field.kind == "password"), None)


def _field_before(page: Page, secret: Field) -> Field | None:
    """The last text field before the password."""
    fields = page.visible_fields
    texts = [
        f for f in fields[: fields.index(secret)] if f.kind in {"text", "email", "tel", "number"}
    ]
    return texts[-1] if texts else None


def _submit_button(page: Page, secret: Field) -> Button | None:
    buttons = (b for b in page.buttons if b.visible and b.kind in {"submit", "image"})
    return next((button for button in buttons if button.form == secret.form), None)


def _login_error(expected: str, page: Page) -> TargetError:
    shown = " ".join(message.text for message in page.messages) or page.title
    return TargetError(
        expected,
        seen=f"« {shown} » at {page.url}",
        remedy="Look at the account, and name the login page under [entry].",
    )


def sendings_on(url: str, sendings: Sequence[Sending]) -> list[Sending]:
    """The forms that may be sent from a page."""
    return [one for one in sendings if _is_page(url, one.page)]


def _is_page(url: str, pattern: str) -> bool:
    """Whether a pattern names an address: by its path, and by the parameters that it states."""
    path, _, query = pattern.partition("?")
    if "=" not in query:  # a mark that stands for one character of the path
        path, query = pattern, ""
    parts = split(url)
    if not any(fnmatchcase(one, path) for one in (parts.path, unquote(parts.path))):
        return False
    given = parse_qsl(parts.query, keep_blank_values=True)
    return all(
        any(name == stated and fnmatchcase(value, wanted) for name, value in given)
        for stated, wanted in parse_qsl(query, keep_blank_values=True)
    )


async def send_form(tab: Tab, url: str, sending: Sending, account: Account | None) -> Capture:
    """Fill a form and send it.

    Returns:
        The page after it.

    Raises:
        ActionRefused: the page has no such button or field, or the field or button is not usable.
        CaptureError: the portal sent no readable page.
    """
    capture = await tab.open(url)
    button = _named_button(capture.page, sending.button)
    if button is None:
        expected = fact("button-to-press", label=quote(sending.button))
        raise ActionRefused(expected, seen=fact("none-on-page", page=quote(capture.page.title)))
    values = account.model_dump() if account else {}
    entries = []
    for label, value in sending.fields.items():
        field = find_field(capture.page, label, sending.fields)
        if field is None:
            expected = fact("field", label=quote(label))
            raise ActionRefused(expected, seen=fact("no-such-field", label=quote(label)))
        entries.append(FieldInput(field=field, value=_fill_in(value, values)))
    await tab.fill(entries)
    return await tab.press(button) if isinstance(button, Button) else await tab.follow(button)


def _named_button(page: Page, words: str) -> Button | Link | None:
    named = (one for one in page.buttons if one.visible and one.name == words)
    return next(named, None) or find_action(page, Action(kind="action", label=fold(words)))


def _fill_in(value: str, values: dict[str, object]) -> str:
    """A value with `{number}` and the like replaced by the account's values."""
    for name, given in values.items():
        value = value.replace(f"{{{name}}}", str(given))
    return value
