"""Logging in before a crawl, and sending the forms that a target names."""

from collections.abc import Sequence
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from harness.accounts.model import Account
from harness.config.crawl import Sending
from harness.config.target import Target
from harness.core.errors import TargetError
from harness.core.text import fold
from harness.driver.protocol import Capture, FieldInput, Refused, Tab
from harness.guide.claims import Action
from harness.guide.loader import load_guide
from harness.model.page import Button, Field, Link, Page
from harness.page.find import find_action, find_field

_LOGIN = "login"


async def log_in(tab: Tab, target: Target, account: Account, base_url: str) -> Capture:
    """Log in as a person would, from the first page or the one that the target names.

    Returns:
        What the portal shows then.

    Raises:
        TargetError: there is no field for a password, or it is asked for again.
    """
    path = target.entry.get(_LOGIN, target.entry["home"])
    capture = await tab.open(base_url.rstrip("/") + path)
    if _password(capture.page) is None:
        link = _way_in(capture.page)
        capture = await tab.follow(link) if isinstance(link, Link) else capture
    secret = _password(capture.page)
    if secret is None:
        raise _refused("a field for a password", capture.page)
    before = _before(capture.page, secret)
    button = _sender(capture.page, secret)
    if before is None or button is None:
        raise _refused("a field for the identifier and a button beside the password", capture.page)
    try:
        await tab.fill([FieldInput(field=before, value=account.identifier)])
        await tab.fill([FieldInput(field=secret, value=account.confidential_code)])
        capture = await tab.press(button)
    except Refused as refused:
        raise _refused(refused.expected, capture.page) from refused
    if _password(capture.page) is not None:
        raise _refused(f"the account {account.identifier} to be let in", capture.page)
    return capture


def _way_in(page: Page) -> Link | Button | None:
    """The link by which the guide goes to the login."""
    guide = load_guide()
    ways = [claim for claim in guide.actions("home") if claim.to == _LOGIN]
    found = (find_action(page, claim, guide.actions("home")) for claim in ways)
    return next((one for one in found if one is not None), None)


def _password(page: Page) -> Field | None:
    return next((field for field in page.visible_fields if field.kind == "password"), None)


def _before(page: Page, secret: Field) -> Field | None:
    """The last field before the password that takes words."""
    fields = page.visible_fields
    texts = [
        f for f in fields[: fields.index(secret)] if f.kind in {"text", "email", "tel", "number"}
    ]
    return texts[-1] if texts else None


def _sender(page: Page, secret: Field) -> Button | None:
    senders = (b for b in page.buttons if b.visible and b.kind in {"submit", "image"})
    return next((button for button in senders if button.form == secret.form), None)


def _refused(expected: str, page: Page) -> TargetError:
    said = " ".join(message.text for message in page.messages) or page.title
    return TargetError(
        expected,
        seen=f"« {said} » at {page.url}",
        remedy="Look at the account, and name the login page under [entry].",
    )


def sendings_on(url: str, sendings: Sequence[Sending]) -> list[Sending]:
    """The forms that may be sent from a page."""
    path = urlsplit(url).path
    return [one for one in sendings if fnmatchcase(path, one.page)]


async def send(tab: Tab, url: str, sending: Sending, account: Account | None) -> Capture:
    """Fill a form and send it.

    Returns:
        What the portal shows then.

    Raises:
        Refused: the page has no such button or field, or does not let a person use it.
        CaptureError: the portal gave nothing to read.
    """
    capture = await tab.open(url)
    button = _button(capture.page, sending.button)
    if button is None:
        raise Refused(f"a button « {sending.button} »", seen=f"none on « {capture.page.title} »")
    known = account.model_dump() if account else {}
    entries = []
    for label, value in sending.fields.items():
        field = find_field(capture.page, label, sending.fields)
        if field is None:
            raise Refused(f"a field « {label} »", seen=f"no field « {label} »")
        entries.append(FieldInput(field=field, value=_filled(value, known)))
    await tab.fill(entries)
    return await tab.press(button) if isinstance(button, Button) else await tab.follow(button)


def _button(page: Page, words: str) -> Button | Link | None:
    named = (one for one in page.buttons if one.visible and one.name == words)
    return next(named, None) or find_action(page, Action(kind="action", label=fold(words)))


def _filled(value: str, known: dict[str, object]) -> str:
    for name, given in known.items():
        value = value.replace(f"{{{name}}}", str(given))
    return value
