"""Makes the request that a browser sends for a form and a button."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from harness.core.url import browser_url, is_dangling_markup, split, with_query
from harness.driver.http.client import Request
from harness.driver.http.document import Document
from harness.driver.http.form_controls import Control, FormTag, charset_of, successful
from harness.driver.http.form_encoding import FormEntry, encode, query
from harness.page.parts.value_sanitisation import BLANKS


@dataclass(frozen=True)
class Submission:
    """What is sent, the target window of the answer, and whether validation is skipped."""

    request: Request
    target: str
    unchecked: bool


def submission(
    document: Document, form: FormTag, owned: Sequence[Control], pressed: Control | None
) -> Submission | None:
    """What a browser sends for a form with its controls as they are; None if it sends nothing.

    The pressed button is None for a script's `submit()`.
    """
    button = pressed.attributes if pressed else {}
    settings = form.attributes

    def setting(name: str) -> str:
        """What the button states, even an empty text, otherwise what the form does."""
        return button.get(f"form{name}", settings.get(name, ""))

    method = setting("method").lower()
    action = setting("action").strip(BLANKS)
    if method == "dialog" or is_dangling_markup(action):
        return None
    url, charset = document.url, charset_of(form, document.charset)
    if action:
        url = browser_url(document.base, action, document.charset or "utf-8")
    entries = successful(owned, pressed, charset)
    if method == "post":
        request = _post(url, entries, setting("enctype").lower(), charset, document.referrer)
    else:
        target = with_query(url, query(entries, charset)) if split(url).is_web else url
        request = Request(target, referrer=document.referrer, form=True)
    unchecked = "novalidate" in settings or "formnovalidate" in button
    return Submission(request, setting("target") or document.target, unchecked)


def _post(
    url: str, entries: Sequence[FormEntry], enctype: str, charset: str, referrer: str
) -> Request:
    # made from the content: equal forms give equal bytes, and no value can contain it
    drawn = sha256(repr(entries).encode("utf-8", "replace")).hexdigest()[:16]
    encoded = encode(entries, enctype, charset, f"----WebKitFormBoundary{drawn}")
    return Request(url, "POST", encoded.body, encoded.content_type, referrer, form=True)
