"""Codes and answers are kept as salted scrypt hashes only.

The cost is deliberately small (256 kB, under a millisecond): this portal serves made-up people
and is started for every run, with hundreds of accounts. A real portal would use ``COST = 2**17``.
"""

import hashlib
import hmac
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

COST = 2**8
SALT_BYTES = 16
HASH_BYTES = 32


def _derive(secret: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        secret.encode("utf-8", "surrogatepass"), salt=salt, n=COST, r=8, p=1, dklen=HASH_BYTES
    )


def hash_secret(secret: str) -> bytes:
    """Hash a secret under a fresh salt; the salt comes first in the result."""
    salt = os.urandom(SALT_BYTES)
    return salt + _derive(secret, salt)


def hash_secrets(secrets: Iterable[str]) -> list[bytes]:
    """Hash many secrets on all cores (scrypt leaves the interpreter free meanwhile)."""
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        return list(workers.map(hash_secret, secrets))


def verify(secret: str, hashed: bytes | None) -> bool:
    """Tell whether the secret is the hashed one.

    ``None`` (nothing to match) costs as much time as a wrong secret, so that the answer's delay
    does not tell which accounts exist.
    """
    salt = hashed[:SALT_BYTES] if hashed else bytes(SALT_BYTES)
    derived = _derive(secret, salt)
    return hashed is not None and hmac.compare_digest(derived, hashed[SALT_BYTES:])
