"""Proposes what a manual promises: a text whose headings are tasks, and whose sentences are steps.

A specification has a heading for each page, and names its elements line by line; `proposals` reads
it. A manual tells people what to do. What its sentences do not tell is an exclusion to confirm.
"""

from collections.abc import Sequence
from dataclasses import replace

from harness.drafting.document import Line
from harness.drafting.draft import DraftChapter
from harness.drafting.line_forms import BULLET, FIELD, LINK, QUOTED, plain, words_of
from harness.drafting.manual_place import Place, Topic
from harness.drafting.manual_sentences import SentenceReader, action_claim, field_claim, options_of
from harness.drafting.manual_words import ManualWords, clean_title, manual_words
from harness.drafting.marked_text import Span
from harness.drafting.roles import PRESSED, Role, roles
from harness.drafting.sentences import Sentence, sentences
from harness.drafting.words import drafting_words

_MAX_LINE = 5_000  # characters of a passage that is parted into sentences
_MAX_TOLD = 60  # characters of a sentence in a reason


def is_manual(lines: Sequence[Line]) -> bool:
    """Whether more lines of a document tell people what to do than name elements of pages."""
    words = manual_words()
    steps = sum(_is_step(line, words) for line in lines)
    return steps > sum(map(_names_elements, lines))


def _is_step(line: Line, words: ManualWords) -> bool:
    return not line.heading and any(
        any(found.lastgroup != "says" for found in words.verb.finditer(one.before(place)))
        for one in _sentences(line, words)
        for place, role in enumerate(roles(one, words))
        if role in {*PRESSED, Role.FIELD, Role.BOX}
    )


def _names_elements(line: Line) -> bool:
    """Whether a line is written as in a specification: Field « Name », Name *, From: …, [back]."""
    text, words = plain(line.text), drafting_words()
    quoted = QUOTED.search(text)
    noun = words.noun.search(text[: quoted.start()]) if quoted else None
    named = noun is not None and noun.start() == 0 and noun.lastgroup != "click"
    typed = LINK.search(line.text) and not line.marks
    return bool(named or FIELD.match(text) or words.mail_head.fullmatch(text) or typed)


def _sentences(line: Line, words: ManualWords) -> tuple[Sentence, ...]:
    return sentences(line, words) if len(line.text) <= _MAX_LINE else ()


def _part(line: Line, span: Span) -> Line:
    """A cell of a row as a line of its own."""
    start, stop = span

    def within(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple((a - start, b - start) for a, b in spans if start <= a and b <= stop)

    text = line.text[start:stop]
    return replace(line, text=text, marks=within(line.marks), links=within(line.links), cells=())


def propose_manual(lines: Sequence[Line]) -> tuple[DraftChapter, ...]:
    """Propose the chapters of a guide; each line is in a proposal or in an exclusion."""
    reader = _LineReader(manual_words())
    for line in lines:
        reader.read(line)
    return reader.place.finished()


class _LineReader:
    """Reads line by line: titles, paragraphs, entries of lists, rows of tables."""

    def __init__(self, words: ManualWords) -> None:
        self.place = Place()
        self._words = words
        self._reader = SentenceReader(self.place, words)
        self._intro = ""  # the sentence that says what a list holds
        self._column = ""  # what the first column of a table holds

    def read(self, line: Line) -> None:
        """Propose what a line promises, or exclude it."""
        if line.heading:
            self.place.end_section()
            self.place.begin_section(clean_title(plain(line.text)))
            self.place.exclude(line, "Title of a section.")
            self._intro = ""
        elif line.head:
            self._column = self._column_of(line)
            self.place.exclude(line, "Head of a table.")
        else:
            before = self.place.count
            read = self._read_row if line.cells else self._read_text
            silent = " ".join(read(line))
            if before == self.place.count:
                self.place.exclude(line, "No statement is proposed.")
            elif silent:
                told = f"{silent[:_MAX_TOLD]}…" if len(silent) > _MAX_TOLD else silent
                self.place.exclude(line, f"No statement is proposed for « {told} ».")

    def _column_of(self, line: Line) -> str:
        first, words = line.text[slice(*line.cells[0])], self._words
        columns = ("message_column", "field_column", "action_column")
        return next((one for one in columns if words.is_one(first, getattr(words, one))), "")

    def _read_row(self, line: Line) -> list[str]:
        """Propose what the first cell of a row names, by the head of its table, and the others.

        Sentences of the others that promise nothing are given back.
        """
        cells = [line.text[slice(*span)] for span in line.cells]
        quoted = QUOTED.search(cells[0])
        name = words_of(quoted) if quoted else cells[0]
        if self._column == "message_column":
            self.place.names_page = False
            self.place.add_refusal(line, cells[0], name)
        elif self._column == "field_column":
            self._add_field(line, cells[0], name, " ".join(cells[1:]))
        elif self._column == "action_column":
            self.place.add_action(line, cells[0], action_claim(name, Role.CLICK))
        self.place.topic = Topic.PAGE
        rest = line.cells[1:] if self._column else line.cells
        found = [one for span in rest for one in _sentences(_part(line, span), self._words)]
        return [one.text for one in found if not self._reader.read(line, one)]

    def _read_text(self, line: Line) -> list[str]:
        """Propose what sentences promise; those that promise nothing are given back."""
        found = _sentences(line, self._words)
        is_entry = self._read_entry(line, found)
        about_mail = self._words.is_about_mail(self.place.title)
        self.place.topic = Topic.MAIL if about_mail else Topic.PAGE
        silent = [one.text for one in found[is_entry:] if not self._reader.read(line, one)]
        begins_list = bool(found) and line.text.rstrip().endswith(":")
        if (begins_list and not is_entry) or not BULLET.match(line.text):
            self._intro = found[-1].text if begins_list else ""
        return silent

    def _read_entry(self, line: Line, found: Sequence[Sentence]) -> bool:
        """Read an entry of a list, such as « **Name**: as in your passport »."""
        first = found[0] if found else None
        if not (first and first.labels and line.text.startswith("- ")):
            return False
        label, words = first.labels[0], self._words
        behind = first.text[label.stop :].lstrip()
        if label.start > 0 or not (not behind or behind[0] in ":–—-(,."):
            return False
        does = words.begins(behind.lstrip(":–—- "), words.does)
        if words.has(self._intro or self.place.title, words.message_list) and behind:
            self.place.names_page = False
            self.place.add_refusal(line, first.text, label.words)
        elif label.quoted:
            return False
        elif not does and words.has(self._intro, words.fill_in_list):
            told = " ".join((behind, *(one.text for one in found[1:])))
            self._add_field(line, first.text, label.words, told)
        elif does or words.has(self._intro, words.click_list):
            self.place.add_action(line, first.text, action_claim(label.words, Role.CLICK))
        else:
            return False
        return True

    def _add_field(self, line: Line, sentence: str, label: str, told: str) -> None:
        """Propose a field and the options that its description lists."""
        options = tuple(options_of(told, self._words))
        is_box = self._words.has(told, self._words.tick)
        kinds = ["checkbox"] if is_box else ["select"] if options else []
        self.place.add(line, sentence, field_claim(label, kinds, self._words))
        for option in options:
            self.place.add(line, option, {"kind": "option", "label": label, "option": option})
