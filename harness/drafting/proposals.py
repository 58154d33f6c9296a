"""Proposes what each line of a document promises: labels, buttons, links, notes, marks, mails."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from harness.core.text import split_label
from harness.drafting.document import Line
from harness.drafting.draft import DraftChapter, Proposal, without_empty
from harness.drafting.line_forms import ADDRESS, ARROW, BULLET, FIELD, LINK, QUOTED, plain, words_of
from harness.drafting.manual import is_manual, propose_manual
from harness.drafting.words import DraftingWords, drafting_words

_MARK_NOTE = re.compile(r"^\(?(\*{1,3})\)?\s+(?P<text>\S.*)$")
_UNDERLINE = re.compile(r"[=~-]{3,}")
_CODE = re.compile(r"(?=.*[0-9A-Z])[A-Z0-9]{6,12}")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-ÝŒ«(])")
_NEAR = 20  # lines between a title and the heading of its page, at most
_MIN_HEADS = 2  # of a mail
_TITLE_GAP = 3  # blank lines after a title that no mark-up tells from other lines
_MAX_TITLE, _MAX_BUTTON = 70, 40  # characters


def propose(lines: Sequence[Line]) -> tuple[DraftChapter, ...]:
    """Propose the chapters of a guide; each line is in a proposal or in an exclusion."""
    if is_manual(lines):
        return propose_manual(_with_titles(lines))
    words = drafting_words()
    parts = list(_sections(_with_headings(lines, words), words))
    chapters = [_proposed(title, own, words) for title, own in parts]
    (title, own), *others = parts
    if title and others and not own:  # another title follows: it is the document's, and no page's
        chapters[0] = DraftChapter("", excluded=[(title.number, "Title of the document.")])
    return tuple(without_empty(chapters))


_Part = tuple[Line | None, list[Line]]  # a title, and the lines under it


def _with_titles(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of a manual; one that marks no headings has short lines that stand alone."""
    words = drafting_words()
    if any(line.heading for line in lines):
        return lines
    titles = [
        (one.heading and not BULLET.match(one.text)) or _stands_alone(one, words)
        for one in _with_headings(lines, words)
    ]
    return [replace(line, heading=is_one) for line, is_one in zip(lines, titles, strict=True)]


def _stands_alone(line: Line, words: DraftingWords) -> bool:
    alone = (line.gap_before > 0 or line.number == 1) and line.gap_after > 0
    text = replace(line, text=line.text.rstrip().removesuffix("?"))
    plain_line = not (line.cells or line.text.startswith("- ") or QUOTED.search(line.text))
    return alone and plain_line and _is_title(text, words)


def _with_headings(lines: Sequence[Line], words: DraftingWords) -> Sequence[Line]:
    """The lines of a text that marks no headings, with those marked that begin its blocks.

    A heading is underlined, or is a short line after a blank one, right above the lines of its
    page; the first line may stand alone. A text with wide gaps around its titles has them told by
    the gaps.
    """
    if any(line.heading or _is_heading(line, words) for line in lines):
        return lines
    below = [*lines[1:], None]
    underlined = [one is not None and bool(_UNDERLINE.fullmatch(one.text.strip())) for one in below]
    if any(underlined):
        return [
            replace(line, heading=is_one) for line, is_one in zip(lines, underlined, strict=True)
        ]
    return [
        replace(line, heading=_begins_block(line, words, first=line is lines[0])) for line in lines
    ]


def _begins_block(line: Line, words: DraftingWords, *, first: bool) -> bool:
    stands = first or (line.gap_before > 0 and line.gap_after == 0)
    asked = replace(line, text=line.text.rstrip().removesuffix("?"))
    return stands and _is_title(asked, words) and not FIELD.match(plain(line.text))


def _sections(lines: Sequence[Line], words: DraftingWords) -> Iterator[_Part]:
    """The lines under each title."""
    titles = {line.number for line in _titles(lines, words)}
    title: Line | None = None
    own: list[Line] = []
    for line in lines:
        if line.number in titles:
            if title or own:
                yield title, own
            title, own = line, []
        else:
            own.append(line)
    yield title, own


def _titles(lines: Sequence[Line], words: DraftingWords) -> Iterator[Line]:
    """The titles of parts: what is marked as a heading, else what looks like a title.

    Of two titles that follow each other closely, the second is the heading of the first one's
    page. The head of a mail begins a part as well.
    """
    if any(line.heading for line in lines):
        yield from (line for line in lines if line.heading)
        return
    last = 0
    for place, line in enumerate(lines):
        heads = (words.mail_head.fullmatch(plain(o.text)) for o in lines[place + 1 : place + 5])
        before_mail = _is_title(line, words) and sum(map(bool, heads)) >= _MIN_HEADS
        if _is_heading(line, words) and (not last or line.number - last >= _NEAR):
            last = line.number
            yield line
        elif before_mail and line.gap_before >= _TITLE_GAP:
            yield line


def _is_title(line: Line, words: DraftingWords) -> bool:
    text = plain(line.text)
    short = len(text) <= _MAX_TITLE and text[:1].isupper() and text[-1:] not in ".!?…:;,)"
    other = text.isupper() or _has_arrow(line) or links_of(line)
    return short and not other and not words.mail_head.fullmatch(text)


def _is_heading(line: Line, words: DraftingWords) -> bool:
    return line.heading or (line.gap_after >= _TITLE_GAP and _is_title(line, words))


def _proposed(title: Line | None, lines: Sequence[Line], words: DraftingWords) -> DraftChapter:
    heads = [one for one in lines if words.mail_head.fullmatch(plain(one.text))]
    name = plain(title.text) if title else ""
    is_mail = len(heads) >= _MIN_HEADS or (bool(heads) and words.speaks_of_mail(name))
    chapter = DraftChapter(title=name, mail=is_mail)
    has_heading = any(_is_heading(line, words) for line in lines)
    if title and (chapter.mail or not (title.heading or has_heading)):
        chapter.excluded.append((title.number, "Title of a part of the document."))
    elif title and title.heading:
        chapter.proposals.append(_heading(title))
    elif title:
        chapter.excluded.append((title.number, "Title of a part of the document."))
    clicked = False
    for line in lines:
        of_page = _of_page(line, words, clicked=clicked)
        found = list(_of_mail(line, words) if chapter.mail else of_page)
        clicked = words.announces_click(plain(line.text))
        chapter.proposals += found
        if not found:
            quotes = QUOTED.search(line.text) and not chapter.mail
            reason = "It names a page: say what leads there." if quotes else "It promises nothing."
            chapter.excluded.append((line.number, reason))
    return chapter


def _heading(line: Line) -> Proposal:
    text = split_label(plain(line.text)).text
    return Proposal(line.number, plain(line.text), {"kind": "heading", "text": text})


def _has_arrow(line: Line) -> bool:
    return bool(ARROW.match(BULLET.sub("", line.text.strip())))


# ------------------------------------------------------------------------- mails


def _of_mail(line: Line, words: DraftingWords) -> Iterator[Proposal]:
    text = plain(line.text)
    head = words.mail_head.fullmatch(text)
    if head is None:
        claim = {"kind": "mail-words"}
        if _CODE.fullmatch(text):
            yield Proposal(line.number, text, {"kind": "mail-code", "secret": "code"})
            return
        quoted = [words_of(one) for one in QUOTED.finditer(text)]
        for sentence in quoted or _sentences(text):
            yield Proposal(line.number, sentence, claim | {"text": sentence.rstrip(" :")})
        return
    if claim := _head_claim(head):
        yield Proposal(line.number, text, claim)


def _head_claim(head: re.Match[str]) -> dict[str, Any]:
    value = head["value"].strip()
    address = ADDRESS.search(value)
    if head["subject"] is not None:
        return {"kind": "mail-subject", "text": value} if value else {}
    if head["sender"] is not None and value:
        name = value.partition("<")[0].strip() if address else value
        found = {"address": address[0]} if address else {}
        named = {"name": name} if name and (not address or name != address[0]) else {}
        return {"kind": "mail-sender", **found, **named}
    if head["reply"] is not None and address:
        return {"kind": "mail-reply-to", "address": address[0]}
    forms = {"date": "date", "to": "recipient", "copies": "no copy"}
    form = next((form for name, form in forms.items() if head[name] is not None), "")
    return {"kind": "mail-form", "form": form} if form else {}


# ------------------------------------------------------------------------- pages


def _of_page(line: Line, words: DraftingWords, *, clicked: bool) -> Iterator[Proposal]:
    text = plain(line.text)
    if not any(map(str.isalpha, text)):
        return
    if _is_heading(line, words):
        yield _heading(line)
    elif note := _MARK_NOTE.match(line.text.strip()):
        yield from _notes(line, plain(note["text"]))
    elif found := FIELD.match(text):
        yield from _of_field(line, found)
    elif QUOTED.search(text):
        yield from _named_elements(line, text, words)
    elif links_of(line):
        yield from _of_links(line)
    elif _has_arrow(line) or _is_action(line, text, words, clicked=clicked):
        yield Proposal(line.number, text, {"kind": "action", "label": text})
    else:
        yield from _notes(line, text)


def _of_field(line: Line, found: re.Match[str]) -> Iterator[Proposal]:
    label, mark, example = found["label"].strip(), found["mark"], (found["example"] or "").strip()
    example, _, remark = example.partition(" (")
    yield Proposal(line.number, label, {"kind": "field", "label": label})
    yield Proposal(line.number, f"{label} {mark}", {"kind": "mark", "label": label, "mark": mark})
    if example.endswith("?"):
        claim = {"kind": "option", "label": label, "option": example}
        yield Proposal(line.number, example, claim)
    elif example and any(map(str.isalnum, example)):
        claim = {"kind": "fits", "label": label, "example": example}
        yield Proposal(line.number, example, claim)
    yield from _notes(line, remark.rstrip(") "))


def _named_elements(line: Line, text: str, words: DraftingWords) -> Iterator[Proposal]:
    """What stands in quotes after a word for a kind of element: field « Nom », button « OK ».

    The word holds for the quotes behind it, up to a colon between two of them. The name of a page
    is no text of the page at hand.
    """
    place, noun = 0, ""
    for quoted in QUOTED.finditer(text):
        between = text[place : quoted.start()]
        found = [match.lastgroup or "" for match in words.noun.finditer(between)]
        noun = found[-1] if found else "" if place and ":" in between else noun
        place, label = quoted.end(), words_of(quoted)
        if words.names_page(between):
            continue  # only people know what leads there
        if noun == "field":
            yield Proposal(line.number, label, {"kind": "field", "label": label})
        elif noun:
            only = {} if noun == "click" else {"only": noun}
            yield Proposal(line.number, label, {"kind": "action", "label": label, **only})
        else:
            yield from _notes(line, label)


def _of_links(line: Line) -> Iterator[Proposal]:
    text = plain(line.text)
    for start, stop, words in links_of(line):
        label = _MARK_AT_END.sub("", plain(words))
        beside = plain(line.text[:start]).rstrip(" :")
        ends_line = stop == len(line.text.rstrip())
        around = {"beside": beside} if beside and ends_line else {}
        sentence = text if around else label
        if around and len(beside.split()) > _MAX_LINE_BEFORE_LINK:
            around, sentence = {}, label
            yield from _notes(line, beside)
        yield Proposal(line.number, sentence, {"kind": "action", "label": label, **around})


def links_of(line: Line) -> list[tuple[int, int, str]]:
    """Where the links of a line are, and their words: those in brackets, and those of a mark-up."""
    typed = [(found.start(), found.end(), found[1]) for found in LINK.finditer(line.text)]
    marked = [(start, stop, line.text[start:stop]) for start, stop in line.links]
    return typed or marked


_MARK_AT_END = re.compile(r"\s*\*+$")
_MAX_LINE_BEFORE_LINK = 14  # words


def _is_action(line: Line, text: str, words: DraftingWords, *, clicked: bool) -> bool:
    """Whether a line is a button or a link: short, alone, and spoken like one."""
    if len(text) > _MAX_BUTTON or text[-1:] in ".!?…:;,":
        return False
    bullet = bool(BULLET.match(line.text.strip()))
    return clicked or (words.is_spoken_like_a_button(text) and not bullet)


def _notes(line: Line, text: str) -> Iterator[Proposal]:
    for sentence in _sentences(text):
        end = " :,." if BULLET.match(line.text.strip()) else " :,"
        claim = {"kind": "words", "text": sentence.strip(end)}
        if any(map(str.isalpha, sentence)):
            yield Proposal(line.number, sentence, claim)


def _sentences(text: str) -> Iterable[str]:
    return (one.strip() for one in _SENTENCE.split(text) if one.strip())
