"""Proposes what a sentence of a manual promises."""

import re
from typing import Any

from harness.drafting.document import Line
from harness.drafting.line_forms import ADDRESS, QUOTED, words_of
from harness.drafting.manual_place import Place, Topic
from harness.drafting.manual_words import ManualWords
from harness.drafting.roles import PRESSED, Role, roles
from harness.drafting.sentences import Label, Sentence

_FILE = re.compile(
    r"(?<![\w@/.*-])[\w*-]{1,80}(?:\.[\w-]{1,20}){0,3}"
    r"\.(?:pdf|csv|xlsx?|docx?|od[tsp]|zip|txt|ics|xml|json|png|jpe?g)\b",
    re.IGNORECASE,
)
_MIN_KEPT = 3  # words before an address of the reader


def field_claim(label: str, kinds: list[str], words: ManualWords) -> dict[str, Any]:
    """The claim about a field; `kinds` has the kinds that the manual tells."""
    secret = words.has(label, words.secrets) and "checkbox" not in kinds
    claim: dict[str, Any] = {"kind": "field", "label": label}
    return claim | ({"kinds": kinds} if kinds else {}) | ({"secret": True} if secret else {})


def action_claim(label: str, role: Role) -> dict[str, Any]:
    """The claim about a link or button; which of both, where the manual tells."""
    return {"kind": "action", "label": label} | ({} if role is Role.CLICK else {"only": role.value})


class SentenceReader:
    """Reads sentence by sentence, and tells the place what each of them promises."""

    def __init__(self, place: Place, words: ManualWords) -> None:
        self._place = place
        self._words = words

    def read(self, line: Line, sentence: Sentence) -> bool:
        """Propose what a sentence promises, and say whether it promises something."""
        place, words = self._place, self._words
        found = place.names_page = False
        own = roles(sentence, words)
        for number, (label, role) in enumerate(zip(sentence.labels, own, strict=True)):
            up_to = " ".join(map(sentence.before, range(number + 1)))
            place.topic = self._topic(up_to, sentence)
            around = f"{up_to} {sentence.behind(number)}"
            found = self._read_label(line, sentence, label, role, around) or found
        found = self._read_columns(line, sentence, own) or found
        place.topic = self._topic(sentence.own_words, sentence)
        found = self._read_files(line, sentence) or found
        self._follow_unnamed(line, sentence)
        is_pressed = not PRESSED.isdisjoint(own)
        return self._read_mail(line, sentence, is_pressed=is_pressed) or found

    def _topic(self, text: str, sentence: Sentence) -> Topic:
        """What a sentence speaks of where some words of it end."""
        topic = self._place.topic
        is_letter = self._words.has(sentence.own_words, self._words.received)
        for one in self._words.speaks_of.finditer(text):
            if one.lastgroup == "mail" or (one.lastgroup == "letter" and is_letter):
                topic = Topic.MAIL
            elif one.lastgroup == "page":
                topic = Topic.PAGE
        return topic

    def _read_label(
        self, line: Line, sentence: Sentence, label: Label, role: Role, around: str
    ) -> bool:
        place, words, text = self._place, self._words, sentence.text
        if role in {Role.PAGE, Role.OPENS}:
            conditional = words.has(around, (*words.conditions, *words.states))
            opens = role is Role.OPENS and not conditional
            place.add_page(line, text, label.words, opens=opens)
        elif role in PRESSED:
            place.add_action(line, text, action_claim(label.words, role))
        elif role in {Role.FIELD, Role.BOX}:
            kinds = ["checkbox"] if role is Role.BOX else []
            place.add(line, text, field_claim(label.words, kinds, words))
        elif role is Role.SUBJECT:
            place.add_subject(line, text, label.words)
        elif role is Role.TABLE:
            place.add(line, text, {"kind": "words", "text": label.words})
        elif role in {Role.SAYS, Role.ALONE}:
            return self._read_said(line, sentence, label, role, around)
        return role not in {Role.NONE, Role.COLUMN}

    def _read_columns(self, line: Line, sentence: Sentence, own: tuple[Role, ...]) -> bool:
        named = zip(sentence.labels, own, strict=True)
        columns = [label.words for label, role in named if role is Role.COLUMN]
        if len(columns) <= 1 or not self._words.has(line.text, self._words.tables):
            return False
        self._place.add(line, sentence.text, {"kind": "row", "cells": columns})
        return True

    def _read_said(
        self, line: Line, sentence: Sentence, label: Label, role: Role, around: str
    ) -> bool:
        """Propose words that a page or a mail shows: always, after a movement, or refusing it."""
        place, words, text = self._place, self._words, label.words
        if place.topic is Topic.MAIL and not words.has(around, words.pages):
            place.add_to_mail(line, sentence.text, {"kind": "mail-words", "text": text})
            return True
        is_condition = words.has(around, words.conditions)
        refuses = is_condition and words.has(f"{around} {text}", words.refusals)
        refuses = refuses or words.has(around, words.rejects) or words.has(text, words.invalid)
        text = self._without_reader(text)
        if not text:
            return False
        if refuses:
            place.add_refusal(line, sentence.text, text)
        elif is_condition or words.has(around, words.states) or self._is_answer(role, around):
            claim = {"kind": "leads", "page": place.here, "says": text}
            place.add(line, sentence.text, claim)
        else:
            place.add(line, sentence.text, {"kind": "words", "text": text})
        return True

    def _is_answer(self, role: Role, around: str) -> bool:
        """Whether words are what the page says to what was sent, and not what it always says."""
        standing = self._words.has(around, self._words.standing)
        return self._place.was_pressed and role is not Role.ALONE and not standing

    def _without_reader(self, text: str) -> str:
        """What stands before an address of whoever reads the manual; the text without one."""
        for found in ADDRESS.finditer(text):
            if found[0].rpartition("@")[2].casefold() in self._words.readers:
                kept = text[: found.start()].strip(" <(")
                return kept if len(kept.split()) >= _MIN_KEPT else ""
        return text

    def _read_files(self, line: Line, sentence: Sentence) -> bool:
        if not self._words.has(sentence.text, self._words.files):
            return False
        names = dict.fromkeys(_FILE.findall(sentence.text))
        for name in names:
            self._place.add(line, sentence.text, {"kind": "download", "name": name})
        return bool(names)

    def _follow_unnamed(self, line: Line, sentence: Sentence) -> None:
        """Turn to the page that opens when nobody names it: it may be called as the last link."""
        place, words = self._place, self._words
        if sentence.labels or not words.has(sentence.text, words.pages):
            return
        if place.pressed and words.has(sentence.text, words.same_name):
            place.add_page(line, sentence.text, str(place.pressed["label"]), opens=True)
        elif words.has(sentence.text, words.shown):
            place.was_pressed = False

    def _read_mail(self, line: Line, sentence: Sentence, *, is_pressed: bool) -> bool:
        """Propose who sends the mail at hand, its link, and what is never in it."""
        place, words, text = self._place, self._words, sentence.own_words
        sender = words.sender.search(sentence.text) if place.topic is Topic.MAIL else None
        if sender:
            named = QUOTED.search(sender["name"])
            name = {"name": words_of(named)} if named else {}
            claim = {"kind": "mail-sender", "address": sender["address"], **name}
            place.add_to_mail(line, sentence.text, claim)
        known = place.topic is Topic.MAIL or (place.mail and words.has(text, words.letters))
        if not known or words.has(text, words.conditions):
            return bool(sender)
        is_link = words.has(text, words.links) and words.has(text, words.follow) and not is_pressed
        if is_link:
            place.add_link_of_mail(line, sentence.text)
        is_secret = all(words.has(text, one) for one in (words.never, words.holds, words.secrets))
        if is_secret and place.mail:
            claim = {"kind": "mail-form", "form": "secrecy"}
            place.add_to_mail(line, sentence.text, claim)
        return bool(sender) or is_link or (is_secret and place.mail is not None)
