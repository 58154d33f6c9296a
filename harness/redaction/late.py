"""Hides a secret in what was kept before it was known to be one.

A portal may show a code on a page before the mail with that code arrives, or in a comment of the
page that nobody sees. What was kept is changed then: the record, the document, the mail. A
screenshot cannot be changed, so it is removed where the page shows the secret.
"""

import html
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import unquote

from harness.core.folders.safe import SafeFolder
from harness.model.journal import MailRecord, PageRecord, Record
from harness.model.page import Page
from harness.redaction.documents import redacted_document
from harness.redaction.mail import joined_in_mail, redacted_mail
from harness.redaction.patterns import patterns_of
from harness.redaction.records import without_secrets
from harness.redaction.split_codes import joined_in_page, split_in_document, split_in_page
from harness.redaction.vault import Vault, written_forms


class LateRedaction:
    """Hides one new secret in the files of a run, if it writes any."""

    def __init__(self, files: SafeFolder | None, vault: Vault, value: str) -> None:
        self._files = files
        self._vault = vault
        self._forms = written_forms(value)
        patterns = [one for form in self._forms for one in patterns_of(form, "")]
        self._cores = [core.letters.decode() for one in patterns for core in one.cores]
        self._codes = [form for form in self._forms if form in vault.distinctive]

    def redacted(self, record: Record) -> Record:
        """A record without the secret; its files are changed as well.

        Raises:
            OSError: a file cannot be written.
        """
        changed: Record = record
        if isinstance(record, PageRecord):
            changed = self._page(record)
        elif isinstance(record, MailRecord):
            changed = self._mail(record)
        if changed is record and not self._may_stand_in(record.model_dump_json()):
            return record
        hidden = without_secrets(changed, self._vault)[1]
        if isinstance(hidden, PageRecord) and isinstance(record, PageRecord):
            hidden = self._without_picture(record, hidden)
        return hidden

    def _page(self, record: PageRecord) -> PageRecord:
        """A page with the secret in one piece, and with a note that its document held it."""
        page = record.page
        for code in split_in_page(page, self._codes):
            page = joined_in_page(page, code)
        held = self._document(record.html)
        if page is record.page and not held:
            return record
        holds = tuple(sorted({*record.holds, *held}))
        return record.model_copy(update={"page": page, "holds": holds})

    def _document(self, name: str) -> tuple[str, ...]:
        """Redact the document of a page; returns what it held."""
        if not (self._files and name):
            return ()
        text = self._files.read(name).decode("utf-8", "replace")
        if not self._may_stand_in(text) and not split_in_document(text, self._codes):
            return ()
        redacted = redacted_document(text, self._vault)
        if redacted.text != text:
            self._files.write(name, redacted.text.encode("utf-8", "replace"))
        return redacted.held

    def _mail(self, record: MailRecord) -> MailRecord:
        """A mail with the secret in one piece; its file is redacted."""
        mail = joined_in_mail(record.mail, self._codes)
        if self._files and record.file:
            raw = self._files.read(record.file)
            hidden = redacted_mail(mail.model_copy(update={"raw": raw}), self._vault)
            if hidden != raw:
                self._files.write(record.file, hidden)
        return record if mail is record.mail else record.model_copy(update={"mail": mail})

    def _without_picture(self, before: PageRecord, after: PageRecord) -> PageRecord:
        """The record without its screenshot, if the page shows the secret."""
        if not after.screenshot or _visible(before.page) == _visible(after.page):
            return after
        own = after.html.partition("/")[0]  # the picture may be that of another scenario's page
        if self._files and after.screenshot.startswith(f"{own}/"):
            with suppress(FileNotFoundError):
                self._files.remove(after.screenshot)
        return after.model_copy(update={"screenshot": ""})

    def _may_stand_in(self, text: str) -> bool:
        return any(core in text for core in self._cores) or any(
            form in decoded for decoded in _decoded(text) for form in self._forms
        )


def _decoded(text: str) -> Iterator[str]:
    yield text
    if "%" in text:
        yield unquote(text)
    if "&" in text:
        yield html.unescape(text)


def _visible(page: Page) -> tuple[str, ...]:
    """The texts of a page that can be seen on its screenshot."""
    return (
        *page.words,
        *(field.value for field in page.visible_fields),
        *(option.text for field in page.visible_fields for option in field.options),
        *(part.label for part in page.actions),
    )
