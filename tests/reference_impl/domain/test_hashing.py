"""The hashes of codes and answers."""

from hypothesis import given
from hypothesis import strategies as st

from reference_impl.domain.hashing import hash_secret, hash_secrets, verify


@given(st.text(), st.text())
def test_only_the_secret_itself_matches(secret: str, other: str) -> None:
    """A hash matches its secret, whatever its characters, and no other."""
    hashed = hash_secret(secret)
    assert verify(secret, hashed)
    assert verify(other, hashed) is (other == secret)


def test_equal_secrets_have_different_hashes() -> None:
    """Each hash has its own salt, so that equal codes cannot be told."""
    assert len(set(hash_secrets(["same"] * 5))) == 5


def test_many_hashes_keep_their_order() -> None:
    """Hashing many at once gives each secret its own hash, in order."""
    secrets = [str(number) for number in range(20)]
    assert all(map(verify, secrets, hash_secrets(secrets)))


def test_nothing_matches_a_cancelled_code() -> None:
    """Where no hash is kept, no secret matches, the empty one neither."""
    assert not verify("", None)
