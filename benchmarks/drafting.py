"""Measures what `guide new` proposes: `python -m benchmarks.drafting DOCUMENT [--suite SUITE]`.

DOCUMENT is the text that the guide of the suite was made of by people. The program counts the
statements of that guide that are proposed with the same kind, on one of the same lines, and with
the same words, where `*` in a subject stands for any. It prints their share for each kind, and
those that are missing. Kinds that people must tell in most documents, such as refusals, count only
with `--every-kind`, as far as they quote words of the document.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator
from fnmatch import fnmatchcase
from glob import escape
from pathlib import Path

from harness.config.suite import bundled_suite, suite_named
from harness.core.text import fold
from harness.drafting.document import read_document
from harness.drafting.proposals import propose
from harness.guide.loader import load_guide
from harness.guide.model import Statement
from harness.model.finding import Level

KINDS = (
    *("heading", "words", "field", "mark", "option", "fits", "action"),
    *("mail-sender", "mail-reply-to", "mail-subject", "mail-words", "mail-code", "mail-form"),
)
MORE_KINDS = ("refused", "leads", "download", "value", "no-words")
WORDS = ("label", "text", "says", "name", "address", "form")
Row = tuple[int, str, str]
"""A line, the kind of a claim, and its words; "" where a kind has none that a document tells."""


def words(text: object) -> str:
    """A text as it is compared: without capitals, quotes and marks at its ends."""
    return fold(str(text)).casefold().strip(" .:,«»")


def proposed(document: Path) -> Iterator[Row]:
    """What a draft of the document proposes."""
    for chapter in propose(read_document(document)):
        for one in chapter.proposals:
            mails = str(one.claim["kind"]).startswith("mail-")
            keys = [key for key in WORDS if key in one.claim and not (mails and key == "name")]
            said = one.claim[keys[0]] if keys else ""
            for text in said if isinstance(said, list) else [said]:
                yield one.line, str(one.claim["kind"]), words(text)


def made_by_people(statement: Statement) -> Iterator[Row]:
    """The rows one of which must be proposed."""
    claim = statement.claim
    keys = [key for key in WORDS if hasattr(claim, key)]
    keys = [key for key in keys if not (claim.kind.startswith("mail-") and key == "name")]
    texts = getattr(claim, "wordings", None) or [getattr(claim, keys[0]) if keys else ""]
    for line in statement.lines:
        yield from ((line, claim.kind, words(text)) for text in texts)


def is_proposed(wanted: set[Row], found: set[Row]) -> bool:
    """Whether one of some rows is proposed, word for word or by a pattern."""
    patterns = [one for one in found if one[1] == "mail-subject" and "*" in one[2]]
    return not found.isdisjoint(wanted) or any(
        line == number and fnmatchcase(text, escape(pattern).replace("[*]", "*"))
        for number, _, pattern in patterns
        for line, _, text in wanted
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("document", type=Path)
    parser.add_argument("--suite", help="its folder; the bundled one when left out")
    parser.add_argument("--every-kind", action="store_true", help="count refusals and so on too")
    options = parser.parse_args()
    kinds = (*KINDS, *MORE_KINDS) if options.every_kind else KINDS
    suite = suite_named(options.suite) if options.suite else bundled_suite()
    found = set(proposed(options.document))
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for statement in load_guide(suite):
        kind = statement.claim.kind
        wanted = set(made_by_people(statement))
        is_silent = kind in MORE_KINDS and not any(text for _, _, text in wanted)
        if statement.level is not Level.REQUIRED or kind not in kinds or is_silent:
            continue
        is_there = is_proposed(wanted, found)
        by_kind[kind].append(is_there)
        if not is_there:
            print(f"missing: {statement.slug}, line {statement.lines[0]}: {statement.sentence}")
    for name, several in by_kind.items():
        print(f"{name:14} {sum(several):4} of {len(several)}")
    every = [one for several in by_kind.values() for one in several]
    print(f"{sum(every)} of {len(every)} statements: {sum(every) / len(every):.1%}")


if __name__ == "__main__":
    main()
