"""A secret is hidden in every encoding, and what holds none stays as it is."""

import html
import json
import quopri
import string
import unicodedata
from base64 import b64decode, b64encode, urlsafe_b64encode
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from harness.model.secret import Secret, Shape
from harness.redaction.vault import Vault

ALPHABET = string.ascii_letters + string.digits + "éèçÉÀœ’'-&+%=/\\\"<> @._"
canaries = st.text(ALPHABET, min_size=5, max_size=24).filter(
    lambda text: len(text.strip()) > 3 and sum(letter.isalnum() for letter in text) > 3
)
surroundings = st.text(st.sampled_from("§µ¤|;,\n"), max_size=40)


def percent(value: str) -> str:
    """Every byte, not only those that need it, as %XX."""
    return "".join(f"%{byte:02X}" for byte in value.encode())


def mixed_entities(value: str) -> str:
    """Named, decimal, hexadecimal and plain in turns."""
    ways: list[Callable[[str], str]] = [
        html.escape,
        lambda letter: f"&#{ord(letter)};",
        lambda letter: f"&#x{ord(letter):x};",
        lambda letter: f"&#X{ord(letter):04X};",
    ]
    return "".join(ways[place % 4](letter) for place, letter in enumerate(value))


def named(value: str) -> str:
    """Letters with accents by name."""
    names = {"é": "&eacute;", "è": "&egrave;", "É": "&Eacute;", "À": "&Agrave;", "ç": "&ccedil;"}
    return "".join(names.get(letter, html.escape(letter)) for letter in value)


def soft_broken(value: str) -> str:
    """Quoted-printable with a soft line break behind each character."""
    quoted = (quopri.encodestring(letter.encode(), quotetabs=True) for letter in value)
    return "=\r\n".join(one.decode("ascii").replace("=\n", "") for one in quoted)


ENCODINGS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "percent, needed only": quote,
    "percent, plus for space": quote_plus,
    "percent, small hex": lambda value: percent(value).lower(),
    "percent, all": percent,
    "percent, windows-1252": lambda value: quote(value, encoding="cp1252"),
    "percent, twice": lambda value: quote(quote(value)),
    "entities, needed only": html.escape,
    "entities, named": named,
    "entities, decimal": lambda value: "".join(f"&#{ord(letter)};" for letter in value),
    "entities, mixed": mixed_entities,
    "json": lambda value: json.dumps(value)[1:-1],
    "json, all": lambda value: "".join(f"\\u{ord(letter):04X}" for letter in value),
    "json, in html": lambda value: html.escape(json.dumps(value)),
    "quoted-printable": lambda value: quopri.encodestring(value.encode()).decode("ascii"),
    "quoted-printable, soft breaks": soft_broken,
    "quoted-printable, percent": lambda value: percent(value).replace("%", "=25"),
    "base64": lambda value: b64encode(value.encode()).decode(),
    "base64, url": lambda value: urlsafe_b64encode(value.encode()).decode().rstrip("="),
    "base64, windows-1252": lambda value: b64encode(value.encode("cp1252")).decode(),
    "base64, percent": lambda value: quote(b64encode(value.encode())),
    "nfc": lambda value: unicodedata.normalize("NFC", value),
    "nfd": lambda value: unicodedata.normalize("NFD", value),
    "nfd, percent": lambda value: quote(unicodedata.normalize("NFD", value)),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(value=canaries, before=surroundings, after=surroundings)
@example(value="FMWQS252", before="", after="")
@example(value="0<%00À\\n&lt;=41", before="", after="")
@example(value="0000+ ", before="", after="")
@example(value="Émile Zola & fils", before="é", after="é")
def test_hidden_in_every_encoding(encoding: str, value: str, before: str, after: str) -> None:
    """A planted secret is found by the gate, is gone once hidden, and its pseudonym is there."""
    encoded = ENCODINGS[encoding](value)
    planted = f"{before}>{encoded}<{after}"
    vault = Vault()
    pseudonym = vault.add(value, "answer")
    assert vault.leaks(planted.encode()) == [pseudonym]
    hidden = vault.hide(planted)
    assert vault.leaks(hidden.encode()) == []
    assert value not in hidden
    assert encoded not in hidden
    assert vault.hide_bytes(planted.encode()) == hidden.encode()
    assert hidden.startswith(f"{before}>")
    assert hidden.endswith(f"<{after}")


@given(value=canaries, lead=st.binary(max_size=8), tail=st.binary(max_size=8))
@example(value="00000000000000000 ÀÀ", lead=b"\0\0", tail=b"\x0f\x80")
def test_base64_stays_readable(value: str, lead: bytes, tail: bytes) -> None:
    """At each alignment the secret inside base64 is replaced, and the rest still decodes."""
    vault = Vault()
    pseudonym = vault.add(value, "answer")
    lead, tail = b"|" + lead, tail + b"|"
    token = b64encode(lead + value.encode() + tail)
    assume(value.encode() not in lead and value.encode() not in tail)
    hidden = vault.hide_bytes(b'"' + token + b'"')
    assert vault.leaks(hidden) == []
    before, _, after = b64decode(hidden.strip(b'"'), validate=True).partition(pseudonym.encode())
    assert before == lead
    assert after.lstrip(b" ") == tail.lstrip(b" ")


@given(value=canaries, words=st.integers(0, 90))
def test_body_of_a_mail_in_base64(value: str, words: int) -> None:
    """A secret that runs over the line breaks of a body in base64 is found."""
    vault = Vault()
    pseudonym = vault.add(value, "answer")
    body = b64encode(b"-" * words + b" " + value.encode() + b" " + b"-" * 90)
    lines = [body[place : place + 76] for place in range(0, len(body), 76)]
    raw = b"Content-Transfer-Encoding: base64\r\n\r\n" + b"\r\n".join(lines)
    assert vault.leaks(raw) == [pseudonym]
    assert vault.leaks(vault.hide_bytes(raw)) == []


@given(text=st.text(max_size=400))
def test_text_without_secrets_is_unchanged(text: str) -> None:
    """Where no secret stands, not one character is touched, whatever the text looks like."""
    vault = Vault()
    vault.add("FMWQS252-canari", "confidential-code")
    vault.add("Réponse très sûre", "answer")
    assert vault.hide(text) == text
    assert vault.hide_bytes(text.encode("utf-8", "replace")) == text.encode("utf-8", "replace")


@given(data=st.binary(max_size=400))
def test_bytes_without_secrets_are_unchanged(data: bytes) -> None:
    """The same for bytes of no known encoding."""
    vault = Vault()
    vault.add("Réponse très sûre", "answer")
    assert vault.hide_bytes(data) == data
    assert vault.leaks(data) == []


@pytest.mark.parametrize("charset", ["cp1252", "utf-8"])
def test_other_charsets(charset: str) -> None:
    """Bytes of an old portal keep their charset."""
    vault = Vault()
    pseudonym = vault.add("Hélène", "answer")
    hidden = vault.hide_bytes("né : Hélène.".encode(charset))
    assert hidden.decode(charset) == f"né : {pseudonym}."


def test_longest_first() -> None:
    """A secret inside a longer one does not tear it apart."""
    vault = Vault()
    short, long = vault.add("Durand", "answer"), vault.add("Durand-Dupont", "answer")
    assert vault.hide("Durand-Dupont, Durand") == f"{long}, {short}"


def test_secrets_side_by_side() -> None:
    """Two secrets without anything between them are both named."""
    vault = Vault()
    first, second = vault.add("FMWQS252", "code"), vault.add("ABCDEFGH", "code")
    assert vault.hide("FMWQS252ABCDEFGHFMWQS252") == f"{first}{second}{first}"


def test_overlapping_secrets_leave_no_rest() -> None:
    """Where two secrets share letters, nothing of either is left."""
    vault = Vault()
    vault.add("Martin-Dupont", "answer")
    vault.add("Dupont-Durand", "answer")
    assert vault.hide("x Martin-Dupont-Durand y") == "x ‹answer-1› y"


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Luc", "‹answer-1›"),
        ("<b>Luc</b>", "<b>‹answer-1›</b>"),
        ("Lucien", "Lucien"),
        ("élucLuc", "élucLuc"),
        ('"THVj"', '"4oC5YW5zd2VyLTHigLo="'),
        ("aTHVjb", "aTHVjb"),
    ],
)
def test_short_values_only_as_words(text: str, hidden: str) -> None:
    """A value of less than four characters is only hidden where it stands alone."""
    vault = Vault()
    vault.add("Luc", "answer")
    assert vault.hide(text) == hidden


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Code : 4821.", "Code : ‹code-1›."),
        ("?code=4821&x", "?code=‹code-1›&x"),
        ("%204821 =204821", "%20‹code-1› =20‹code-1›"),
        ('{"time": 0.4821, "size": 148213}', '{"time": 0.4821, "size": 148213}'),
        ("0148216300", "0148216300"),
    ],
)
def test_few_digits_within_a_longer_number_are_none_of_it(text: str, hidden: str) -> None:
    """A time, a size or a telephone number holds four digits by chance: nothing leaks."""
    vault = Vault()
    vault.add("4821", "code")
    assert vault.hide(text) == hidden
    assert vault.leaks(hidden.encode()) == []


def test_pseudonyms_are_stable() -> None:
    """The same value has the same pseudonym; numbers count within a kind."""
    vault = Vault()
    assert vault.add("FMWQS252", "confidential-code") == "‹confidential-code-1›"
    assert vault.add("KLMNP345", "confidential-code") == "‹confidential-code-2›"
    assert vault.add("Durand", "answer") == "‹answer-1›"
    assert vault.add("FMWQS252", "answer") == "‹confidential-code-1›"
    assert vault.values() == ("FMWQS252", "KLMNP345", "Durand")
    assert len(vault) == 3


def test_a_value_that_is_part_of_a_pseudonym() -> None:
    """A secret spelled like the words of a pseudonym is hidden, and pseudonyms stay whole."""
    vault = Vault()
    vault.add("FMWQS252", "confidential-code")
    vault.add("code", "answer")
    vault.add("1", "answer")
    hidden = vault.hide("FMWQS252 code 1 Y29kZQ==")
    assert hidden == "‹confidential-code-1› ‹answer-1› ‹answer-2› 4oC5YW5zd2VyLTHigLo="
    assert vault.hide(hidden) == hidden
    assert vault.leaks(json.dumps(hidden).encode()) == []


def test_shape() -> None:
    """The shape tells capitals, small letters and digits apart, and keeps the rest."""
    vault = Vault()
    pseudonym = vault.add("FMé-252 x", "confidential-code")
    assert vault.shape(pseudonym) == Shape(length=9, pattern="AAa-000 a")
    assert vault.secrets() == (
        Secret(pseudonym=pseudonym, kind="confidential-code", shape=vault.shape(pseudonym)),
    )


def test_no_repr_shows_a_value() -> None:
    """Neither the vault nor its records show a value."""
    vault = Vault()
    vault.add("FMWQS252", "confidential-code")
    assert "FMWQS252" not in repr(vault)
    assert "FMWQS252" not in repr(vault.secrets())
    assert "FMWQS252" not in repr(vars(vault)["_patterns"])


@pytest.mark.parametrize(("value", "kind"), [("", "code"), ("  ", "code"), ("x", "Ein Wort")])
def test_senseless_secrets_are_refused(value: str, kind: str) -> None:
    """A blank value would hide everything; a kind is a plain word."""
    with pytest.raises(ValueError, match=r"secret|kind"):
        Vault().add(value, kind)


def test_empty_vault() -> None:
    """Without secrets everything passes."""
    assert Vault().hide("FMWQS252") == "FMWQS252"
    assert Vault().leaks(b"FMWQS252") == []


@pytest.mark.parametrize(
    "written",
    ["NFZW-WKHC", "NFZW\u2011WKHC", "NFZW–WKHC", "NFZWWKHC", "NFZW=E2=80=91WKHC"],
)
def test_a_code_with_another_hyphen_or_none_is_hidden(written: str) -> None:
    """As a portal may write it, whatever was learned."""
    vault = Vault()
    vault.add("NFZW-WKHC", "reset-code")
    assert "WKHC" not in vault.hide(f"Code {written}.")
    assert vault.leaks(written.encode())


def test_a_word_with_a_hyphen_is_hidden_with_one_alone() -> None:
    """Without it, it may be another word."""
    vault = Vault()
    vault.add("rendez-vous", "answer")
    assert vault.hide("rendez-vous, rendezvous") == "‹answer-1›, rendezvous"


def test_letters_that_make_no_word_are_put_together() -> None:
    """Like letters and digits mixed; a word is not, nor is what was typed."""
    vault = Vault()
    for value, kind in (("NFZW-WKHC", "code"), ("ATTENTION", "code"), ("XKQZ-BRTP", "typed")):
        vault.add(value, kind)
    assert set(vault.distinctive) == {"NFZW-WKHC", "NFZWWKHC"}


def test_the_shape_as_it_is_shown() -> None:
    """With the blanks between its groups, which are not typed."""
    vault = Vault()
    vault.add("NFZWWKHC", "code", "NFZW WKHC")
    vault.add("K7QX2MPR", "code", "K7QX2MPR")
    assert [one.shown_shape for one in vault.secrets()] == ["AAAA AAAA", "A0AA0AAA"]
    assert [one.shape.pattern for one in vault.secrets()] == ["AAAAAAAA", "A0AA0AAA"]
