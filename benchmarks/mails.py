"""Compares how mails are read with the standard library: `python -m benchmarks.mails FOLDER`.

FOLDER holds mails, one a file, such as the test files of mail libraries. For each mail the subject,
the sender's address, the text and the names of attachments are compared; what differs is printed,
for a person to judge.
"""

import sys
import time
from collections import Counter
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from harness.core.text import squeeze
from harness.mail.parsing.html_text import read_html
from harness.mail.parsing.parse import parse

_MAX_SHOWN = 160  # characters of a value


def by_standard_library(raw: bytes) -> dict[str, str]:
    """What the standard library reads of a mail; what it raises in place of a value."""
    values = {"subject": _subject, "sender": _sender, "text": _text, "attachments": _attachments}
    read = {}
    for name, value in values.items():
        try:
            read[name] = value(message_from_bytes(raw, policy=default))
        except Exception as error:  # noqa: BLE001 - whatever it raises is its answer
            read[name] = f"{type(error).__name__}"
    return read


def _subject(mail: EmailMessage) -> str:
    return str(mail["Subject"] or "")


def _sender(mail: EmailMessage) -> str:
    addresses = mail["From"].addresses if mail["From"] else ()
    return addresses[0].addr_spec.lower() if addresses else ""


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain", "html"))
    if body is None:
        return ""
    content = str(body.get_content())
    return read_html(content)[0] if body.get_content_subtype() == "html" else content


def _attachments(mail: EmailMessage) -> str:
    parts = mail.iter_attachments() if mail.is_multipart() else ()
    return ", ".join(sorted(part.get_filename() or part.get_content_type() for part in parts))


def by_us(raw: bytes) -> dict[str, str]:
    """What we read of a mail."""
    mail = parse(raw, received=datetime.now(UTC))
    return {
        "subject": mail.subject,
        "sender": mail.sender_address,
        "text": mail.text,
        "attachments": ", ".join(sorted(mail.attachments)),
    }


def main(folder: Path) -> None:
    """Compare all files of a folder."""
    counts: Counter[str] = Counter()
    slowest = (0.0, "")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in files:
        raw = path.read_bytes()
        start = time.perf_counter()
        ours = by_us(raw)
        slowest = max(slowest, (time.perf_counter() - start, path.name))
        for name, other in by_standard_library(raw).items():
            if squeeze(ours[name]) == squeeze(other):
                counts[name] += 1
            else:
                print(f"{path.relative_to(folder)}: {name}")
                print(f"  ours      {squeeze(ours[name])[:_MAX_SHOWN]!r}")
                print(f"  standard  {squeeze(other)[:_MAX_SHOWN]!r}")
    print(f"{len(files)} mails; read alike: {dict(counts)}")
    print(f"the slowest took {slowest[0]:.2f} s: {slowest[1]}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
