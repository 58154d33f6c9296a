"""Which certificates of a portal are trusted, and how the client's own certificate is shown."""

import ssl
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from harness.config.connection import Access
from harness.core.errors import TargetError
from harness.core.tls import tls_context

_VERSION = 0xA0
_LONG = 0x80  # marks a length that is written in several bytes
_BEFORE_KEY = 5  # serial number, algorithm, issuer, validity, subject


@dataclass
class Trust:
    """Makes the TLS contexts of all connections, each once."""

    access: Access
    _contexts: dict[bool, ssl.SSLContext] = field(default_factory=dict, repr=False)

    def of(self, url: str, *, own: bool) -> ssl.SSLContext | None:
        """The TLS context for a connection to an address; None if the connection is not encrypted.

        Only the portal's own host gets the client certificate.

        Raises:
            TargetError: a file cannot be read, or the key does not fit the certificate.
        """
        if not url.startswith("https:"):
            return None
        if own not in self._contexts:
            self._contexts[own] = self._context(own=own)
        return self._contexts[own]

    def _context(self, *, own: bool) -> ssl.SSLContext:
        context = tls_context(self.access.authorities, verify=self.access.verify)
        if own and self.access.certificate:
            try:
                context.load_cert_chain(self.access.certificate, self.access.key, _no_password)
            except OSError as error:
                raise TargetError(
                    "PEM files with our certificate and its key",
                    seen=str(error.strerror or error),
                    remedy="Correct `certificate` and `key` under [access].",
                ) from error
        return context


def _no_password() -> str:
    raise OSError(0, "the key is encrypted; name one that is not, readable by its owner alone")


def key_digest(certificate: bytes) -> str:
    """SHA-256 of the public key of a certificate in DER, in base64 as Chromium takes it."""
    body = next(_der_elements(next(_der_elements(certificate))[1]))[1]
    elements = [part for part in _der_elements(body) if part[0] != _VERSION]
    kind, content = elements[_BEFORE_KEY]
    key = _der_element(kind, content)
    return b64encode(sha256(key).digest()).decode()


def _der_elements(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The elements of a sequence in DER: tag and content of each."""
    place = 0
    while place < len(data):
        tag, length, place = data[place], data[place + 1], place + 2
        if length & _LONG:
            count = length - _LONG
            length = int.from_bytes(data[place : place + count])
            place += count
        yield tag, data[place : place + length]
        place += length


def _der_element(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < _LONG:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes((tag, _LONG | len(length))) + length + content
