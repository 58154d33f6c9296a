"""Proposes what the accounts of a portal hold, from what its document says that people type."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from json import dumps

from harness.drafting.draft import DraftChapter
from harness.drafting.manual_words import ManualWords, manual_words
from harness.guide.worded import HOST, PLACEHOLDER

_PATTERNS = {
    "username": "person####",
    "email": "person####@portal.example",
    "password": "Old-####-??",
}
_SAYS = {"email": "address = true, ", "password": 'secret = "password", '}


def account_fields(chapters: Sequence[DraftChapter]) -> Iterator[str]:
    """The lines of `[account.fields]`: what words name, as in « Hello {name} », and what is typed.

    One of them is the key: the first that differs from person to person and is no secret.
    """
    words = manual_words()
    claims = [one.claim for chapter in chapters for one in chapter.proposals]
    texts = (str(one.get("text", "")) for one in claims)
    named = [name for text in texts for name in PLACEHOLDER.findall(text) if name != HOST]
    labels = [str(one["label"]) for one in claims if one["kind"] == "field"]
    typed = {kind for label in labels if (kind := _kind(label, words))}
    sentences = dict.fromkeys(one.sentence for chapter in chapters for one in chapter.proposals)
    typed |= {kind for one in sentences for kind in _typed_in(one, words)}
    fields = list(dict.fromkeys((*named, *(kind for kind in _PATTERNS if kind in typed))))
    key = next((one for one in fields if one != "password"), "")
    for name in fields:
        said = f"{'key = true, ' if name == key else ''}{_SAYS.get(name, '')}"
        yield f"{dumps(name)} = {{ {said}pattern = {dumps(_PATTERNS.get(name, '####'))} }}\n"


def _typed_in(sentence: str, words: ManualWords) -> Iterator[str]:
    """What a sentence tells people to type without the label of a field: enter your username."""
    verbs = list(words.verb.finditer(sentence))
    for verb, following in zip_longest(verbs, verbs[1:]):
        if verb.lastgroup not in {"enter", "asks"}:
            continue
        told = sentence[verb.end() : following.start() if following else None]
        if words.has(told, words.secrets):
            yield "password"
        if words.has(told, words.own_addresses):
            yield "email"
        if words.has(told, [f"{a} {name}" for a in words.articles for name in words.names]):
            yield "username"


def _kind(label: str, words: ManualWords) -> str:
    """Which field of an account is typed into a field of a page; "" for none."""
    if words.is_secret(label):
        return "password"
    if words.has(label, (*words.mails, *words.addresses)):
        return "email"
    return "username" if words.is_one(label, words.names) else ""
