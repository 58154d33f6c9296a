"""TLS contexts: which certificates are trusted."""

import ssl
from pathlib import Path

from harness.core.errors import TargetError


def tls_context(authorities: Path | None = None, *, verify: bool = True) -> ssl.SSLContext:
    """The TLS context of a connection.

    Args:
        authorities: a PEM file with the certificates to trust; None for the system's.
        verify: whether the server's certificate is checked.

    Raises:
        TargetError: the file cannot be read.
    """
    try:
        context = ssl.create_default_context(cafile=authorities)
    except OSError as error:
        raise TargetError(
            "a PEM file with the certificates to trust",
            seen=error.strerror or type(error).__name__,
            remedy="Correct `authorities` in the target file.",
        ) from error
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
