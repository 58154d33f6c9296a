"""`crawl.warc.gz`: what was asked and what was answered, byte for byte.

The file and the frontier agree at every commit: the frontier keeps the length that the file
had then, and what stands behind it after a crash is cut off.
"""

import os
import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, TypeVar
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from harness.core.errors import EnvironmentFault
from harness.crawl.explore.client import FetchResult, Pairs, decompressed
from harness.crawl.model import RenderedResource
from harness.driver.http.client import without_cookie_values

Id = TypeVar("Id")

WARC_NAME = "crawl.warc.gz"
REVISIT = "http://netpreserve.org/warc/1.0/revisit/server-not-modified"
_CHUNK = 65536
_HIDDEN = frozenset({"cookie", "authorization", "proxy-authorization"})
_NOT_AS_SENT = frozenset({"transfer-encoding"})  # the body is kept without its chunks
_CUTS = {"size": "length", "time": "time", "connection": "disconnect"}


class ArchivedResponse(NamedTuple):
    """An answer of the archive."""

    url: str
    status: int
    headers: Pairs
    body: bytes  # as it came

    def header(self, name: str) -> str:
        """A header's value; "" for none."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    def decoded(self, most: int = 100_000_000) -> bytes:
        """The body without its compression, bounded."""
        return decompressed(self.body, self.header("content-encoding"), most)[0]


class WarcWriter:
    """A WARC file that is written to its end, record by record.

    Args:
        path: of the file.
        length: that it must have; 0 for a new one.

    Raises:
        EnvironmentFault: the file is shorter than it was.
    """

    def __init__(self, path: Path, length: int = 0) -> None:
        self._file = path.open("r+b" if path.exists() else "w+b")
        self._file.seek(0, os.SEEK_END)
        if self._file.tell() < length:
            raise EnvironmentFault(
                f"{path.name} of at least {length} bytes",
                seen=f"{self._file.tell()}: its end is missing",
                remedy="Crawl again into another folder.",
            )
        self._file.truncate(length)
        self._file.seek(length)
        self._writer = WARCWriter(self._file, gzip=True, warc_version="WARC/1.1")
        if not length:
            self._introduce(path.name)

    def _introduce(self, name: str) -> None:
        about = {"software": "codes-perdus", "format": "WARC File Format 1.1"}
        self._writer.write_record(self._writer.create_warcinfo_record(name, about))

    def keep(self, fetched: FetchResult, when: float, earlier: bytes = b"") -> int | None:
        """Keep an exchange.

        Args:
            fetched: what was asked and answered.
            when: seconds since 1970.
            earlier: where the answer says "not modified", the record that still holds.

        Returns:
            Where the answer's record begins; None where there was no answer.
        """
        if not fetched.status:
            return None
        place = self._file.tell()
        if earlier:
            self._file.write(earlier)
        answer = self._answer(fetched, when, "revisit" if earlier else "response")
        self._writer.write_request_response_pair(self._request(fetched, when), answer)
        return place

    def _answer(self, fetched: FetchResult, when: float, kind: str) -> ArcWarcRecord:
        line = f"{fetched.status} {fetched.reason}".rstrip()
        extra = {"WARC-Date": _date(when)}
        if fetched.cut:
            extra["WARC-Truncated"] = _CUTS[fetched.cut]
        if kind == "revisit":
            extra["WARC-Profile"] = REVISIT
        return self._writer.create_warc_record(
            fetched.url,
            kind,
            payload=BytesIO(fetched.raw),
            length=len(fetched.raw),
            http_headers=StatusAndHeaders(line, _kept(fetched.headers), fetched.version),
            warc_headers_dict=extra,
        )

    def _request(self, fetched: FetchResult, when: float) -> ArcWarcRecord:
        parts = urlsplit(fetched.url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        line = f"GET {target} HTTP/1.1"
        return self._writer.create_warc_record(
            fetched.url,
            "request",
            http_headers=StatusAndHeaders(line, _kept(fetched.sent), is_http_request=True),
            warc_headers_dict={"WARC-Date": _date(when)},
        )

    def write_resource(self, drawn: RenderedResource, when: float) -> None:
        """Keep what was made of an answer: a drawn document, a picture of it."""
        record = self._writer.create_warc_record(
            drawn.url,
            "resource",
            payload=BytesIO(drawn.body),
            length=len(drawn.body),
            warc_content_type=drawn.kind,
            warc_headers_dict={"WARC-Date": _date(when)},
        )
        self._writer.write_record(record)

    def flush(self) -> int:
        """Bring all to the disk.

        Returns:
            The length of the file.
        """
        self._file.flush()
        os.fsync(self._file.fileno())
        return self._file.tell()

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _kept(headers: Pairs) -> list[tuple[str, str]]:
    return [
        (name, _value(name.lower(), value.encode("latin-1", "replace").decode("latin-1")))
        for name, value in headers
        if name.lower() not in _NOT_AS_SENT
    ]


def _value(name: str, value: str) -> str:
    """A header's value without what would let others in."""
    if name == "set-cookie":
        return without_cookie_values(value)
    return "…" if name in _HIDDEN else value


def _date(when: float) -> str:
    return (
        datetime.fromtimestamp(when, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    )


def read_answers(path: Path, places: Mapping[int, Id]) -> Iterator[tuple[Id, ArchivedResponse]]:
    """The answers at some places of an archive.

    Args:
        path: of the file.
        places: where each record begins -> what it is known by.

    Yields:
        What it is known by, and the answer.
    """
    with path.open("rb") as file:
        for place in sorted(places):
            file.seek(place)
            yield places[place], _read(next(iter(ArchiveIterator(file))))


def _read(record: ArcWarcRecord) -> ArchivedResponse:
    http = record.http_headers
    headers = http or record.rec_headers
    pairs = tuple((str(name), str(value)) for name, value in headers.headers)
    return ArchivedResponse(
        url=str(record.rec_headers.get_header("WARC-Target-URI")),
        status=int(http.get_statuscode()) if http else HTTPStatus.OK,
        headers=pairs,
        body=record.raw_stream.read(),
    )


def read_record(path: Path, place: int) -> bytes:
    """One record of an archive, compressed as it is.

    Raises:
        EnvironmentFault: there is none.
    """
    member = zlib.decompressobj(zlib.MAX_WBITS + 16)
    pieces: list[bytes] = []
    with path.open("rb") as file:
        file.seek(place)
        while not member.eof:
            piece = file.read(_CHUNK)
            if not piece:
                raise EnvironmentFault(
                    f"a record at {place} of {path}",
                    seen="the end",
                    remedy="Crawl without --since.",
                )
            member.decompress(piece)
            pieces.append(piece)
    whole = b"".join(pieces)
    return whole[: len(whole) - len(member.unused_data)]


def parse_record(record: bytes) -> ArchivedResponse:
    """An answer from its record."""
    return _read(next(iter(ArchiveIterator(BytesIO(record)))))
