"""A secret that becomes known late is hidden in what was kept before."""

import html
import json
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from harness.journal.reader import read_journal
from harness.journal.writer import JOURNAL, JournalWriter
from harness.model.journal import MailRecord, PageRecord
from harness.model.mail import Mail
from harness.model.page import Button, Option, Picture, Text
from harness.redaction.documents import redacted_document
from harness.redaction.scan.scanner import leaks
from harness.redaction.vault import Vault
from tests.builders import field, journal, page

CODE = "K7QX2MPR"
NAME = "‹confidential-code-1›"
APART = [
    "".join(f"<td>{c}</td>" for c in CODE),
    "".join(f"<li>\n  <b>{c}</b> </li>" for c in CODE),
    "&nbsp;".join(CODE),
    "\u200b".join(CODE),
    "<!-- a comment -->".join(CODE),
    "".join(f"&#{ord(c)};" for c in CODE),
    "".join(f"<i>&#x{ord(c):X};</i>" for c in CODE),
    "".join(f'<input readonly size="1" value="{c}">' for c in CODE),
    "".join(f"<input value={c} >" for c in CODE),
    "".join(f"<img src='/letter?n={n}' alt='{c}'>" for n, c in enumerate(CODE)),
    "".join(f'<span data-char="{c}"></span>' for c in CODE),
    f'<i title="x{CODE[:3]}"></i><i title="{CODE[3:]}y"></i>',
    "".join(f"{c}<script>var x = '<b>';</script>" for c in CODE),
    "".join(f"{c}<style>b > i {{ color: red }}</style>" for c in CODE),
    f"<select>{''.join(f'<option>{c}</option>' for c in CODE)}</select>",
]
HIDDEN = [
    f'<input type="hidden" name="c" value="{CODE}">',
    f"<p data-code='{CODE}'>",
    f"<!-- {CODE} -->",
    f"<script>var code = '{CODE}';</script>",
    f"<a href='/x?c={quote(CODE)}'>x</a>",
    f"<i>{html.escape(CODE)}</i>",
    f"<img src='data:text/plain;base64,{b64encode(CODE.encode()).decode()}'>",
    f"<script>{json.dumps({'code': CODE})}</script>",
]


def vault_of(code: str = CODE) -> Vault:
    """A vault that knows the code."""
    vault = Vault()
    vault.add(code, "confidential-code")
    return vault


@pytest.mark.parametrize("body", [*APART, *HIDDEN])
def test_a_document_holds_no_secret(body: str, tmp_path: Path) -> None:
    """However it is written; what held it is known, and the rest of the document stays."""
    vault = vault_of()
    document = f"<html><h1>Étape 4</h1><p>Bonjour</p>{body}<p>Fin</p></html>"
    found = redacted_document(document, vault)
    assert found.held == (NAME,)
    assert "Étape 4" in found.text
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "page.html").write_text(found.text, encoding="utf-8")
    assert leaks(tmp_path, {"s": vault}) == ()


@pytest.mark.parametrize("words", ["", "Bonjour", "<p>K7QX</p>", "K7QX <b>2MP</b>", "K7QX2MPS"])
def test_what_holds_no_secret_stays_as_it_is(words: str) -> None:
    """To the letter."""
    found = redacted_document(words, vault_of())
    assert (found.text, found.held) == (words, ())


def test_hostile_documents_take_no_long_time() -> None:
    """Open tags, single letters and comments in great number."""
    for piece in ("K<", "K<b>", "K&#", "<!--K", "K7QX2MP", 'a="K"', "<i K=K ", "K \u200b"):
        redacted_document(piece * 40_000, vault_of())


PAGES = [
    page(1, "", *(Text(text=c, kind="cell") for c in CODE)),
    page(1, "", *(field("", c) for c in CODE)),
    page(1, "", *(Button(label=c) for c in CODE)),
    page(
        1,
        "",
        field("", "").model_copy(update={"options": tuple(Option(text=c, value=c) for c in CODE)}),
    ),
    page(1, "", f"votre code {CODE}"),
    page(1, "", field("", CODE)),
    page(1, "", f"{CODE[:4]} {CODE[4:]}"),
]


def kept(folder: Path, record: PageRecord, document: str, vault: Vault) -> JournalWriter:
    """A journal with a page that is kept before its secret is known."""
    writer = JournalWriter(folder / "s", journal().head, vault)
    name = writer.store("pages/01.html", document.encode())
    picture = writer.store("pages/01.png", b"a picture")
    writer.add(record.model_copy(update={"html": name, "screenshot": picture}))
    return writer


@pytest.mark.parametrize("record", PAGES)
@pytest.mark.parametrize("body", ["", APART[0], HIDDEN[2]])
def test_a_page_is_hidden_late(record: PageRecord, body: str, tmp_path: Path) -> None:
    """In the record, on disk, in the document; the picture that shows it is removed."""
    vault = Vault()
    writer = kept(tmp_path, record, body, vault)
    writer.learn(CODE, "confidential-code")
    writer.add(page(2, "", "Fin"))
    writer.close()
    assert leaks(tmp_path, {"s": vault}) == ()
    read = read_journal(tmp_path / "s" / JOURNAL)
    assert read == writer.journal()
    assert NAME in read.pages[0].page.model_dump_json()
    assert read.pages[0].holds == ((NAME,) if body else ())
    assert [p.number for p in read.pages] == [1, 2]
    assert not (tmp_path / "s/pages/01.png").exists()
    assert read.pages[0].screenshot == ""


def test_what_no_picture_shows_leaves_the_picture(tmp_path: Path) -> None:
    """A code in a comment: the page is judged by its document, and its picture stays."""
    vault = Vault()
    writer = kept(tmp_path, page(1, "", "Bonjour"), f"<!-- {CODE} -->", vault)
    before = (tmp_path / "s" / JOURNAL).read_bytes()
    writer.learn("OTHER9Z8", "confidential-code")
    assert (tmp_path / "s" / JOURNAL).read_bytes().startswith(before)
    writer.learn(CODE, "confidential-code")
    writer.close()
    (record,) = writer.journal().pages
    assert record.holds == ("‹confidential-code-2›",)
    assert (tmp_path / record.screenshot).is_file()


def test_pictures_of_letters_are_joined() -> None:
    """Alternative texts, one letter each."""
    vault = Vault()
    writer = JournalWriter(None, journal().head, vault)
    pictures = tuple(Picture(alt=c, src="/x.png") for c in CODE)
    writer.add(
        page(1, "", "x").model_copy(
            update={"page": page(1, "").page.model_copy(update={"pictures": pictures})}
        )
    )
    writer.learn(CODE, "confidential-code")
    assert writer.journal().pages[0].page.pictures[0].alt == NAME


def test_a_mail_is_hidden_late(tmp_path: Path) -> None:
    """A mail that came before the code in it was known."""
    vault = Vault()
    writer = JournalWriter(tmp_path / "s", journal().head, vault)
    body = b64encode(CODE.encode()).decode()
    raw = f"Subject: x\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}\r\n"
    name = writer.store("mails/01.eml", raw.encode())
    mail = Mail(subject="x", text=CODE, received=datetime.now(UTC))
    writer.add(MailRecord(number=1, time=0.0, mail=mail, file=name))
    writer.learn(CODE, "certification-code")
    writer.close()
    assert leaks(tmp_path, {"s": vault}) == ()
    assert writer.journal().mails[0].mail.text == "‹certification-code-1›"
