"""No secret of a walk can be read or heard in a trace that is kept."""

import json
import wave
from collections.abc import Mapping
from hashlib import sha1
from io import BytesIO
from zipfile import ZipFile

from harness.redaction.traces import redacted_trace
from harness.redaction.vault import Vault

CODE = "AB2CD3EF4G"


def vault() -> Vault:
    """Knows one code."""
    made = Vault()
    made.add(CODE, "certification-code")
    return made


def trace(parts: Mapping[str, bytes]) -> bytes:
    """A trace of these parts."""
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def kept(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """What is kept of them."""
    data = redacted_trace(trace(parts), vault())
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def story(text: str = CODE) -> dict[str, bytes]:
    """The part that every trace has: what was typed."""
    line = json.dumps({"type": "before", "params": {"text": text}}, ensure_ascii=False)
    return {"trace.trace": f"{line}\n".encode()}


def silence() -> bytes:
    """A sound."""
    made = BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\0\0" * 800)
    return made.getvalue()


def test_secrets_are_hidden_where_they_stand() -> None:
    """In what was typed, in pages, in addresses; the rest stays."""
    page = f"<p>{CODE}</p><a href='/s?code=%41B2CD3EF4G'>x</a>".encode()
    parts = kept(story() | {"resources/1.html": page, "resources/2.css": b"p {}"})
    assert set(parts) == {"trace.trace", "resources/1.html", "resources/2.css"}
    assert json.loads(parts["trace.trace"])["params"]["text"] == "‹certification-code-1›"
    assert b"B2CD3EF4G" not in parts["resources/1.html"]
    assert parts["resources/2.css"] == b"p {}"


def test_what_cannot_be_hidden_is_left_out() -> None:
    """A sound speaks the code; a code in parts is still read by people."""
    cells = "".join(f"<td>{sign}</td>" for sign in CODE).encode()
    parts = kept(story() | {"resources/1.wav": silence(), "resources/2.html": cells})
    assert set(parts) == {"trace.trace"}


def test_a_trace_that_would_tell_nothing_is_none() -> None:
    """Its story cannot be told without the secret."""
    cells = json.dumps([["TD", {}, sign] for sign in CODE])
    assert redacted_trace(trace({"trace.trace": cells.encode()}), vault()) == b""


def test_sessions_are_left_out() -> None:
    """Neither cookies nor passwords of HTTP's own can be taken from a trace."""
    cookies = [{"name": "sid", "value": "s3ss]ion", "path": "/"}]
    headers = [
        {"name": "Set-Cookie", "value": 's3ss]ion; a="b"'},
        {"name": "Authorization", "value": "Basic s3ss]ion"},
        {"name": "Host", "value": "portal"},
    ]
    entry = {"request": {"cookies": cookies, "headers": headers}, "response": {"cookies": []}}
    line = json.dumps(entry, separators=(",", ":")).encode()
    (network,) = (d for n, d in kept(story() | {"a.network": line}).items() if n == "a.network")
    assert b"s3ss" not in network
    assert json.loads(network)["request"]["headers"][2] == {"name": "Host", "value": "portal"}


def test_names_tell_nothing_of_what_is_in_a_part() -> None:
    """The digest of a form that was sent would tell its code to whoever tries them all."""
    digest = sha1(b"code=" + CODE.encode()).hexdigest()
    told = {"trace.trace": json.dumps({"sha1": f"{digest}.dat"}).encode()}
    parts = kept(told | {f"resources/{digest}.dat": b"code=x"})
    name = json.loads(parts["trace.trace"])["sha1"]
    assert digest not in name
    assert parts[f"resources/{name}"] == b"code=x"
