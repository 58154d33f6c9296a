"""`crawl.warc.gz`: requests and answers, byte for byte.

The frontier stores the length of the file at each commit. After a crash, the bytes beyond that
length are cut off.
"""

import os
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, TypeVar

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from harness.core.errors import EnvironmentFault, UsageError
from harness.core.url import split
from harness.crawl.explore.client import FetchResult, Pairs
from harness.crawl.model import RenderedResource
from harness.driver.http.client import without_cookie_values
from harness.driver.wire.content_coding import readable

Id = TypeVar("Id")

WARC_NAME = "crawl.warc.gz"
REVISIT = "http://netpreserve.org/warc/1.0/revisit/server-not-modified"
_CHUNK = 65536
_MAX_BODY = 1 << 28  # bytes of one archived answer
_HIDDEN = frozenset({"cookie", "authorization", "proxy-authorization"})
_NOT_STORED = frozenset({"transfer-encoding"})  # the body is stored without its chunks
_CUTS = {"size": "length", "time": "time", "connection": "disconnect"}


@dataclass(frozen=True)
class ArchivedResponse:
    """An answer from the archive."""

    url: str
    status: int
    headers: Pairs
    body: bytes  # still compressed

    def header(self, name: str) -> str:
        """A header's value; "" for none."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    def decoded(self, most: int = 100_000_000) -> bytes:
        """The decompressed body, at most `most` bytes of it."""
        return readable(self.body, self.header("content-encoding"), most)[0]


class WarcWriter:
    """Appends records to a WARC file.

    Args:
        length: to cut the file to; 0 for a new one.

    Raises:
        EnvironmentFault: the file is shorter than that.
    """

    def __init__(self, path: Path, length: int = 0) -> None:
        self._file = path.open("r+b" if path.exists() else "w+b")
        self._file.seek(0, os.SEEK_END)
        if (size := self._file.tell()) < length:
            self._file.close()
            raise EnvironmentFault(
                f"{path.name} of at least {length} bytes",
                seen=f"{size}: its end is missing",
                remedy="Crawl again into another folder.",
            )
        self._file.truncate(length)
        self._file.seek(length)
        self._writer = WARCWriter(self._file, gzip=True, warc_version="WARC/1.1")
        if not length:
            self._write_info(path.name)

    def _write_info(self, name: str) -> None:
        about = {"software": "codes-perdus", "format": "WARC File Format 1.1"}
        self._writer.write_record(self._writer.create_warcinfo_record(name, about))

    def write_exchange(self, fetched: FetchResult, when: float, earlier: bytes = b"") -> int | None:
        """Append a request and its answer.

        Args:
            fetched: the request and the answer.
            when: seconds since 1970.
            earlier: the record that is still valid, if the answer says "not modified".

        Returns:
            Offset of the answer's record; None if no answer came.
        """
        if not fetched.status:
            return None
        offset = self._file.tell()
        if earlier:
            self._file.write(earlier)
        answer = self._response_record(fetched, when, "revisit" if earlier else "response")
        self._writer.write_request_response_pair(self._request_record(fetched, when), answer)
        return offset

    def _response_record(self, fetched: FetchResult, when: float, kind: str) -> ArcWarcRecord:
        line = f"{fetched.status} {fetched.reason}".rstrip()
        extra = {"WARC-Date": _warc_date(when)}
        if fetched.cut:
            extra["WARC-Truncated"] = _CUTS[fetched.cut]
        if kind == "revisit":
            extra["WARC-Profile"] = REVISIT
        return self._writer.create_warc_record(
            fetched.url,
            kind,
            payload=BytesIO(fetched.raw),
            length=len(fetched.raw),
            http_headers=StatusAndHeaders(line, _stored_headers(fetched.headers), fetched.version),
            warc_headers_dict=extra,
        )

    def _request_record(self, fetched: FetchResult, when: float) -> ArcWarcRecord:
        line = f"GET {split(fetched.url).path_and_query or '/'} HTTP/1.1"
        return self._writer.create_warc_record(
            fetched.url,
            "request",
            http_headers=StatusAndHeaders(
                line, _stored_headers(fetched.sent), is_http_request=True
            ),
            warc_headers_dict={"WARC-Date": _warc_date(when)},
        )

    def write_resource(self, rendered: RenderedResource, when: float) -> None:
        """Append a document or picture that the browser made."""
        record = self._writer.create_warc_record(
            rendered.url,
            "resource",
            payload=BytesIO(rendered.body),
            length=len(rendered.body),
            warc_content_type=rendered.media_type,
            warc_headers_dict={"WARC-Date": _warc_date(when)},
        )
        self._writer.write_record(record)

    def flush(self) -> int:
        """Write everything to the disk.

        Returns:
            The length of the file.
        """
        self._file.flush()
        os.fsync(self._file.fileno())
        return self._file.tell()

    def close(self) -> None:
        """Close the file; what was not flushed may be lost where the disk is full."""
        with suppress(OSError):
            self._file.close()


def _stored_headers(headers: Pairs) -> list[tuple[str, str]]:
    return [
        (name, _without_secrets(name.lower(), value.encode("latin-1", "replace").decode("latin-1")))
        for name, value in headers
        if name.lower() not in _NOT_STORED
    ]


def _without_secrets(name: str, value: str) -> str:
    """A header's value without cookies and passwords."""
    if name == "set-cookie":
        return without_cookie_values(value)
    return "…" if name in _HIDDEN else value


def _warc_date(when: float) -> str:
    return (
        datetime.fromtimestamp(when, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    )


def read_responses(path: Path, offsets: Mapping[int, Id]) -> Iterator[tuple[Id, ArchivedResponse]]:
    """Read the answers of an archive at some offsets, each with any identifier.

    Yields:
        The identifier and the answer.
    """
    with path.open("rb") as file:
        for offset in sorted(offsets):
            file.seek(max(0, offset))
            yield offsets[offset], _first_response(file, f"a record at {offset} of {path.name}")


def _first_response(file: BinaryIO, expected: str) -> ArchivedResponse:
    """The answer in the record that begins here."""
    try:
        return _response_of(next(iter(ArchiveIterator(file))))
    except Exception as error:  # the library raises what its parsing of strings happens to raise
        raise UsageError(
            expected,
            seen=f"a broken one ({type(error).__name__})",
            remedy="Crawl again; the archive was cut off, or is none of ours.",
        ) from error


def _response_of(record: ArcWarcRecord) -> ArchivedResponse:
    http = record.http_headers
    headers = http or record.rec_headers
    pairs = tuple((str(name), str(value)) for name, value in headers.headers)
    return ArchivedResponse(
        url=str(record.rec_headers.get_header("WARC-Target-URI")),
        status=int(http.get_statuscode()) if http else HTTPStatus.OK,
        headers=pairs,
        body=_limited(record),
    )


def _limited(record: ArcWarcRecord) -> bytes:
    body: bytes = record.raw_stream.read(_MAX_BODY + 1)
    if len(body) > _MAX_BODY:
        raise ValueError(f"more than {_MAX_BODY:,} bytes")
    return body


def read_record(path: Path, offset: int) -> bytes:
    """One record of an archive, still compressed.

    Raises:
        EnvironmentFault: the archive ends before the record does.
    """
    member = zlib.decompressobj(zlib.MAX_WBITS + 16)
    pieces: list[bytes] = []
    with path.open("rb") as file:
        file.seek(offset)
        while not member.eof:
            piece = file.read(_CHUNK)
            if not piece:
                raise EnvironmentFault(
                    f"a record at {offset} of {path}",
                    seen="the end",
                    remedy="Crawl without --since.",
                )
            member.decompress(piece)
            pieces.append(piece)
    whole = b"".join(pieces)
    return whole[: len(whole) - len(member.unused_data)]


def parse_record(record: bytes) -> ArchivedResponse:
    """The answer in a record."""
    return _first_response(BytesIO(record), "an archived answer")
