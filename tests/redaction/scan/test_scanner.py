"""A canary planted in any kept file, in any encoding, is found; what is none is not."""

import gzip
import io
import json
import zipfile
import zlib
from base64 import b64encode
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from harness.core.errors import UnsafeFile
from harness.redaction.scan import unpack
from harness.redaction.scan.scanner import Leak, leaks
from harness.redaction.vault import Vault
from tests.redaction.test_vault import ENCODINGS

CODE = "FMWQS252"
ANSWER = "Émile Zola & fils"
OWN, OTHER = "lost-code", "search"

Plant = Callable[[str], bytes]


def page(planted: str) -> bytes:
    """A kept page."""
    return f"<html>\n<body><p>Voici</p>\n<p title='{planted}'>…</p>\n</body></html>".encode()


def journal(planted: str) -> bytes:
    """A kept journal, with the text as one of its strings."""
    lines = [{"record": "head", "time": 12.25252}, {"texts": [{"text": f"voilà {planted}"}]}]
    return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()


def mail(planted: str, encoding: str, charset: str = "utf-8") -> bytes:
    """A kept mail in text and HTML."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = "Régénération"
    message.set_content(f"Votre code :\n{planted}\n", charset=charset, cte=encoding)
    message.add_alternative(f"<p>{planted}</p>", subtype="html", charset=charset, cte=encoding)
    return message.as_bytes()


def attached(name: str, content: bytes) -> bytes:
    """A kept mail with an attachment."""
    message = EmailMessage(policy=SMTP)
    message.set_content("Voir la pièce jointe.")
    message.add_attachment(content, maintype="application", subtype="zip", filename=name)
    return message.as_bytes()


def zipped(name: str, content: bytes) -> bytes:
    """An archive with one member."""
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, content)
        return file.getvalue()


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """A picture of these chunks."""
    written = (
        len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


ARTEFACTS: dict[str, tuple[str, Plant]] = {
    "page": ("pages/01-home.html", page),
    "journal": ("journal.jsonl", journal),
    "journal that broke off": ("journal.jsonl", lambda text: journal(text)[:-4]),
    "facts": ("facts.json", lambda text: json.dumps({"a": [text]}, indent=1).encode()),
    "summary": ("summary.md", lambda text: f"| {text} |".encode()),
    "flow": ("flow.svg", lambda text: f"<svg><text>{text}</text></svg>".encode()),
    "mail, 8 bits": ("mails/01.eml", lambda text: mail(text, "8bit")),
    "mail, quoted-printable": ("mails/01.eml", lambda text: mail(text, "quoted-printable")),
    "mail, base64": ("mails/01.eml", lambda text: mail(text, "base64")),
    "trace": ("traces/1.zip", lambda text: zipped("trace.trace", text.encode())),
    "page in a trace": ("traces/1.zip", lambda text: zipped("resources/a.html", page(text))),
    "data in gzip": ("traces/1.zip", lambda text: zipped("a.gz", gzip.compress(text.encode()))),
    "archive in a mail": (
        "mails/01.eml",
        lambda text: attached("a.zip", zipped("a.txt", text.encode())),
    ),
    "packed in a page": (
        "pages/01.html",
        lambda text: b"<img src='data:x;base64,%b'>" % b64encode(gzip.compress(text.encode())),
    ),
    "text of a picture": ("pages/1.png", lambda text: png((b"tEXt", b"T\0" + text.encode()))),
    "packed text of a picture": (
        "pages/1.png",
        lambda text: png((b"zTXt", b"T\0\0" + zlib.compress(text.encode()))),
    ),
    "text of no kind": ("sounds/x", str.encode),
}
CHARSETS = ("utf-16", "utf-16-be", "utf-32", "cp1252")


@pytest.fixture
def vaults() -> dict[str, Vault]:
    """What a run of two scenarios knows."""
    known = {OWN: Vault(), OTHER: Vault()}
    known[OWN].add(CODE, "confidential-code")
    known[OWN].add(ANSWER, "answer")
    known[OTHER].add("KLMNP345", "confidential-code")
    return known


def keep(folder: Path, name: str, content: bytes) -> None:
    """Keep a file among others."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@pytest.mark.parametrize("artefact", ARTEFACTS)
def test_canaries_are_found(tmp_path: Path, vaults: dict[str, Vault], artefact: str) -> None:
    """In each kind of file, in each encoding, and nowhere else."""
    name, plant = ARTEFACTS[artefact]
    expected = set()
    for number, encode in enumerate(ENCODINGS.values()):
        for secret, pseudonym in ((CODE, "‹confidential-code-1›"), (ANSWER, "‹answer-1›")):
            file = f"{OWN}/{number}/{pseudonym}/{name}"
            keep(tmp_path, file, plant(encode(secret)))
            expected.add(Leak(file, OWN, pseudonym))
        keep(tmp_path, f"{OWN}/{number}/{name}", plant(encode("rien")))
    assert set(leaks(tmp_path, vaults)) == expected


@pytest.mark.parametrize("artefact", ARTEFACTS)
def test_what_is_hidden_is_no_leak(tmp_path: Path, vaults: dict[str, Vault], artefact: str) -> None:
    """The same files with pseudonyms in the places of the values pass."""
    name, plant = ARTEFACTS[artefact]
    for text in (vaults[OWN].hide(f"{CODE}, {ANSWER}"), "rien"):
        keep(tmp_path, f"{OWN}/{name}", plant(text))
        assert leaks(tmp_path, vaults) == ()


@pytest.mark.parametrize("charset", CHARSETS)
def test_other_charsets(tmp_path: Path, vaults: dict[str, Vault], charset: str) -> None:
    """In a file of any charset, as it lies there and in an archive."""
    content = f"né {ANSWER} : {CODE}.".encode(charset)
    keep(tmp_path, f"{OWN}/a.txt", content)
    keep(tmp_path, f"{OWN}/b.zip", zipped("a.txt", content))
    assert {leak.file for leak in leaks(tmp_path, vaults)} == {f"{OWN}/a.txt", f"{OWN}/b.zip"}
    assert {leak.pseudonym for leak in leaks(tmp_path, vaults)} == {
        "‹confidential-code-1›",
        "‹answer-1›",
    }


def test_mails_in_a_charset_of_their_own(tmp_path: Path, vaults: dict[str, Vault]) -> None:
    """Base64 of UTF-16 is opened, and so is a subject in an encoded word."""
    body = b64encode(CODE.encode("utf-16"))
    head = b"Subject: =?utf-8?B?%b?=\r\n" % b64encode(f"é {CODE}".encode())
    kind = b"Content-Type: text/plain; charset=utf-16\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    keep(tmp_path, f"{OWN}/1.eml", kind + body)
    keep(tmp_path, f"{OWN}/2.eml", head + b"\r\nrien")
    assert [leak.file for leak in leaks(tmp_path, vaults)] == [f"{OWN}/1.eml", f"{OWN}/2.eml"]


@pytest.mark.parametrize(
    "shown",
    [
        "<b>FMW</b><i>QS252</i>",
        "<tr>" + "\n".join(f"<td>{letter}</td>" for letter in CODE) + "</tr>",
        "".join(f"<span data-x='1'>{letter}</span>&#8203;<!-- x -->" for letter in CODE),
    ],
)
def test_a_code_that_tags_split(tmp_path: Path, vaults: dict[str, Vault], shown: str) -> None:
    """Read without its tags, a page tells the code."""
    keep(tmp_path, f"{OWN}/a.html", shown.replace("&#8203;", "").encode())
    assert leaks(tmp_path, vaults) == (Leak(f"{OWN}/a.html", OWN, "‹confidential-code-1›"),)


def test_a_code_letter_by_letter_in_a_journal(tmp_path: Path, vaults: dict[str, Vault]) -> None:
    """Each letter is a text of its own."""
    texts = [{"text": letter, "visible": True} for letter in CODE]
    keep(tmp_path, f"{OWN}/journal.jsonl", json.dumps({"texts": texts}).encode())
    assert [leak.pseudonym for leak in leaks(tmp_path, vaults)] == ["‹confidential-code-1›"]


def test_a_name_of_a_file(tmp_path: Path, vaults: dict[str, Vault]) -> None:
    """Files and members of archives are named by nobody's secret."""
    keep(tmp_path, f"{OWN}/{CODE}.html", b"")
    keep(tmp_path, f"{OWN}/a.zip", zipped(f"{CODE}.txt", b""))
    assert {leak.file for leak in leaks(tmp_path, vaults)} == {f"{OWN}/{CODE}.html", f"{OWN}/a.zip"}


def test_a_code_among_the_files_of_others(tmp_path: Path, vaults: dict[str, Vault]) -> None:
    """A code looks like nothing else: it counts in reports and in other scenarios, too."""
    keep(tmp_path, "report.html", page(CODE))
    keep(tmp_path, f"{OTHER}/journal.jsonl", journal(CODE))
    found = leaks(tmp_path, vaults)
    assert [leak.file for leak in found] == ["report.html", f"{OTHER}/journal.jsonl"]
    assert {leak.owner for leak in found} == {OWN}


def test_a_word_among_the_files_of_others(tmp_path: Path, vaults: dict[str, Vault]) -> None:
    """Somebody's answer is a word that others may say."""
    vaults[OWN].add("Paris", "answer")
    vaults[OWN].add("MAUVAIS1", "typed")
    keep(tmp_path, f"{OTHER}/a.html", page("Paris, MAUVAIS1"))
    keep(tmp_path, "report.html", page("Tribunal de Paris"))
    assert leaks(tmp_path, vaults) == ()
    keep(tmp_path, f"{OWN}/a.html", page("Paris"))
    assert leaks(tmp_path, vaults) == (Leak(f"{OWN}/a.html", OWN, "‹answer-2›"),)


def test_words_that_nobody_wrote(tmp_path: Path, vaults: dict[str, Vault]) -> None:
    """Without the tags between them two words may make a third."""
    vaults[OWN].add("chat", "answer")
    keep(tmp_path, f"{OWN}/a.html", b"<td>rech</td><td>at</td>")
    assert leaks(tmp_path, vaults) == ()


def test_numbers_and_pixels_are_no_codes(tmp_path: Path, vaults: dict[str, Vault]) -> None:
    """Digits of a time, and bytes of a drawing, mean nothing."""
    vaults[OWN].add("4821", "certification-code")
    keep(tmp_path, f"{OWN}/journal.jsonl", b'{"time": 1.4821, "size": 4821, "text": "un"}')
    keep(tmp_path, f"{OWN}/a.png", png((b"IDAT", b"4821"), (b"IEND", b"")))
    assert leaks(tmp_path, vaults) == ()


def test_broken_files_are_read_as_they_lie(tmp_path: Path, vaults: dict[str, Vault]) -> None:
    """An archive that is none, a picture that ends too early, a mail that is no mail."""
    for name, start in (("a.zip", b"PK\x03\x04"), ("a.gz", b"\x1f\x8b"), ("a.eml", b"\xff\xfe:")):
        keep(tmp_path, f"{OWN}/{name}", start + CODE.encode())
    keep(tmp_path, f"{OWN}/a.png", png((b"tEXt", b"x"))[:-3])
    found = {leak.file for leak in leaks(tmp_path, vaults)}
    assert found == {f"{OWN}/{name}" for name in ("a.zip", "a.gz", "a.eml")}


def test_bombs_are_not_unpacked_to_the_end(
    tmp_path: Path, vaults: dict[str, Vault], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What nobody can search is refused: archives within archives, and what fills the memory."""
    monkeypatch.setattr(unpack, "_MAX_BYTES", 5000)
    content = CODE.encode()
    for depth in range(12):
        content = zipped(f"{depth}.zip", content)
    for bomb in (content, zipped("a.txt", bytes(6000) + CODE.encode())):
        keep(tmp_path, f"{OWN}/a.zip", bomb)
        with pytest.raises(UnsafeFile, match="can be searched"):
            leaks(tmp_path, vaults)


def test_pseudonyms_are_no_leaks(tmp_path: Path, vaults: dict[str, Vault]) -> None:
    """A secret spelled like a part of a pseudonym is no reason to cry."""
    vaults[OWN].add("code", "answer")
    keep(tmp_path, f"{OWN}/a.html", page("‹confidential-code-1›"))
    assert leaks(tmp_path, vaults) == ()


def test_long_secrets(tmp_path: Path, vaults: dict[str, Vault]) -> None:
    """What is typed to try a portal may be thousands of letters long."""
    long = "Zébulon " * 1500
    vaults[OWN].add(long, "typed")
    keep(tmp_path, f"{OWN}/a.html", page(long[:-9]))
    assert leaks(tmp_path, vaults) == ()
    keep(tmp_path, f"{OWN}/b.html", page(long))
    keep(tmp_path, f"{OWN}/c.eml", mail(long, "base64"))
    assert {leak.file for leak in leaks(tmp_path, vaults)} == {f"{OWN}/b.html", f"{OWN}/c.eml"}


def test_nothing_kept_and_nothing_known(tmp_path: Path, vaults: dict[str, Vault]) -> None:
    """Then nothing leaks."""
    assert leaks(tmp_path, vaults) == ()
    keep(tmp_path, "a.html", page(CODE))
    assert leaks(tmp_path, {}) == ()
    assert leaks(tmp_path, {OWN: Vault()}) == ()


def test_a_leak_never_tells_its_value(tmp_path: Path, vaults: dict[str, Vault]) -> None:
    """File, pseudonym, scenario."""
    keep(tmp_path, f"{OWN}/a.html", page(CODE))
    (leak,) = leaks(tmp_path, vaults)
    assert str(leak) == f"{OWN}/a.html: ‹confidential-code-1› of {OWN}"
    assert CODE not in repr(leak)
