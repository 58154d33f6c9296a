"""Proposes what a sentence of a manual promises."""

import re
from collections.abc import Iterator
from typing import Any

from harness.core.text import has_words
from harness.drafting.document import Line
from harness.drafting.line_forms import ADDRESS, QUOTED, words_of
from harness.drafting.manual_place import Place, Topic
from harness.drafting.manual_words import ManualWords, plain_signs
from harness.drafting.roles import PRESSED, Role, roles
from harness.drafting.sentences import Label, Sentence

_FILE = re.compile(
    r"(?<![\w@/.*-])[\w*-]{1,80}(?:\.[\w-]{1,20}){0,3}"
    r"\.(?:pdf|csv|xlsx?|docx?|od[tsp]|zip|txt|ics|xml|json|png|jpe?g)\b",
    re.IGNORECASE,
)
_MIN_KEPT = 3  # words before an address of the reader
_MAX_OPTION = 5  # words
_MIN_OPTIONS = 2
_SENDER_ENDS = " <(«»“”\"'"


def field_claim(label: str, kinds: list[str], words: ManualWords) -> dict[str, Any]:
    """The claim about a field; `kinds` has the kinds that the manual tells."""
    secret = words.is_secret(label) and "checkbox" not in kinds
    claim: dict[str, Any] = {"kind": "field", "label": label}
    return claim | ({"kinds": kinds} if kinds else {}) | ({"secret": True} if secret else {})


def action_claim(label: str, role: Role) -> dict[str, Any]:
    """The claim about a link or button; which of both, where the manual tells."""
    return {"kind": "action", "label": label} | ({} if role is Role.CLICK else {"only": role.value})


def options_of(told: str, words: ManualWords) -> Iterator[str]:
    """The options of a list, as a text tells them; none where they are no names."""
    found = words.choice.search(told)
    several = words.between_options.split(found["options"]) if found else []
    several = [one.strip(" \"'«»“”") for one in several]
    names = all(one[:1].isupper() and len(one.split()) <= _MAX_OPTION for one in several)
    if len(several) >= _MIN_OPTIONS and names:
        yield from several


class SentenceReader:
    """Reads sentence by sentence, and tells the place what each of them promises."""

    def __init__(self, place: Place, words: ManualWords) -> None:
        self._place = place
        self._words = words
        self._chosen: tuple[int, str] = 0, ""  # the last list to choose from: its line and label

    def read(self, line: Line, sentence: Sentence) -> bool:
        """Propose what a sentence promises, and say whether it promises something."""
        place, words = self._place, self._words
        found = place.names_page = False
        own = roles(sentence, words)
        for number, role in enumerate(own):
            up_to = " ".join(map(sentence.before, range(number + 1)))
            place.topic = self._topic(up_to, sentence)
            around = f"{up_to} {sentence.behind(number)}"
            if role not in {Role.PAGE, Role.OPENS}:
                self._turn_to_named(line, sentence, number)
            found = self._read_label(line, sentence, number, role, around) or found
        self._turn_to_named(line, sentence, len(own))
        found = self._read_columns(line, sentence, own) or found
        place.topic = self._topic(sentence.own_words, sentence)
        found = self._read_files(line, sentence) or found
        self._follow_unnamed(line, sentence)
        is_pressed = not PRESSED.isdisjoint(own)
        found = self._read_mail(line, sentence, is_pressed=is_pressed) or found
        place.end_sentence()
        return found

    def _topic(self, text: str, sentence: Sentence) -> Topic:
        """What a sentence speaks of where some words of it end."""
        topic = self._place.topic
        if self._words.begins(sentence.text, self._words.refers):
            return topic
        is_letter = self._words.has(sentence.own_words, self._words.received)
        for one in self._words.speaks_of.finditer(text):
            if one.lastgroup == "mail" or (one.lastgroup == "letter" and is_letter):
                topic = Topic.MAIL
            elif one.lastgroup == "page":
                topic = Topic.PAGE
        return topic

    def _read_label(
        self, line: Line, sentence: Sentence, number: int, role: Role, around: str
    ) -> bool:
        place, words, text = self._place, self._words, sentence.text
        label = sentence.labels[number]
        if role in {Role.PAGE, Role.OPENS}:
            conditional = words.has(around, (*words.conditions, *words.states))
            opens = role is Role.OPENS and not conditional
            place.add_page(line, text, label.words, opens=opens)
        elif role in PRESSED:
            claim = action_claim(label.words, role)
            place.add_action(line, text, claim, everywhere=words.is_everywhere(around))
        elif role in {Role.FIELD, Role.BOX}:
            self._read_field(line, sentence, number, role)
        elif role is Role.SUBJECT:
            self._read_subject(line, sentence, label, around)
        elif role is Role.TABLE:
            place.add(line, text, {"kind": "words", "text": label.words})
        elif role in {Role.SAYS, Role.ALONE}:
            return self._read_said(line, sentence, number, role, around)
        elif words.ends(sentence.before(number), words.keeps) and self._chosen[0] == line.number:
            claim = {"kind": "option", "label": self._chosen[1], "option": label.words}
            place.add(line, text, claim)
            return True
        return role not in {Role.NONE, Role.COLUMN}

    def _read_field(self, line: Line, sentence: Sentence, number: int, role: Role) -> None:
        """Propose a field; one in which something is chosen is a list, or takes a file."""
        words, label = self._words, sentence.labels[number].words
        before, behind = sentence.before(number), sentence.behind(number)
        verbs = list(words.verb.finditer(before))
        is_chosen = bool(verbs) and words.is_one(verbs[-1][verbs[-1].lastgroup or 0], words.picks)
        told = words.told_options(behind) or tuple(options_of(behind, words))
        options = told if is_chosen else ()
        kinds = ["checkbox"] if role is Role.BOX else []
        is_list = is_chosen and (options or words.begins(behind, words.from_list))
        if is_chosen and not is_list and words.has(f"{before} {label}", words.chosen_files):
            kinds = ["file"]
        elif is_chosen:
            kinds = ["select"] if is_list else ["select", "radio"]
            self._chosen = line.number, label
        self._place.add(line, sentence.text, field_claim(label, kinds, words))
        for option in options:
            claim = {"kind": "option", "label": label, "option": option}
            self._place.add(line, option, claim)

    def _read_subject(self, line: Line, sentence: Sentence, label: Label, around: str) -> None:
        """Propose the subject of a mail, `*` for what a sentence does not tell of it."""
        before = around[: len(around) - len(sentence.behind(sentence.labels.index(label)))].rstrip()
        part = self._words.part_of_subject(before)
        forms = {"begins": "{} *", "ends": "* {}", "holds": "* {} *"}
        behind = sentence.behind(sentence.labels.index(label))
        goes_on = self._words.begins(behind, self._words.subject_goes_on)
        form = forms.get(part, "{} *" if goes_on else "{}")
        subject = form.format(self._words.placeholder.sub("*", label.words))
        self._place.add_subject(line, sentence.text, subject)

    def _turn_to_named(self, line: Line, sentence: Sentence, number: int) -> None:
        """Turn to a page that is named without a mark before a label, or behind the last one."""
        words, place = self._words, self._place
        is_last = number == len(sentence.labels)
        before = sentence.behind(number - 1) if is_last and number else ""
        before = before or (plain_signs(sentence.text) if is_last else sentence.before(number))
        told_by = None if is_last else words.told_by.search(before)
        if home := words.home_page.search(before):
            conditional = words.has(sentence.own_words, (*words.conditions, *words.states))
            place.turn_home(line, sentence.text, home[0], opens=not conditional)
        elif told_by:
            place.turn_to_known(told_by["who"])

    def _read_columns(self, line: Line, sentence: Sentence, own: tuple[Role, ...]) -> bool:
        named = zip(sentence.labels, own, strict=True)
        columns = [label.words for label, role in named if role is Role.COLUMN]
        if len(columns) <= 1 or not self._words.has(line.text, self._words.tables):
            return False
        self._place.add(line, sentence.text, {"kind": "row", "cells": columns})
        return True

    def _read_said(
        self, line: Line, sentence: Sentence, number: int, role: Role, around: str
    ) -> bool:
        """Propose words that a page or a mail shows: always, after a movement, or refusing it."""
        place, words = self._place, self._words
        text = self._fixed(sentence.labels[number].words)
        goes_on = words.begins(sentence.text, words.refers)
        is_refused = words.has(around, words.rejects) or words.has(text, words.invalid)
        is_of_mail = goes_on or not (is_refused or words.has(around, words.pages))
        if place.topic is Topic.MAIL and is_of_mail:
            place.add_to_mail(line, sentence.text, {"kind": "mail-words", "text": text})
            return True
        is_lacking = words.begins(sentence.text, words.lacking)
        is_condition = is_lacking or words.has(around, words.conditions)
        may_refuse = place.has_fields or not place.names_page
        refuses = (
            is_condition
            and may_refuse
            and not words.has(around, words.finds_nothing)
            and words.has(words.without(f"{around} {text}", words.done_already), words.refusals)
        )
        is_of_form = place.has_fields or place.was_pressed or not place.is_named
        refuses = is_refused or (refuses and (is_of_form or not is_lacking))
        text = self._without_reader(text)
        if not text:
            return False
        if refuses:
            missing = is_lacking or (is_condition and words.has(around, words.missing))
            place.add_refusal(line, sentence.text, text, "missing" if missing else "wrong")
        elif place.opened_here and words.says_something(around):
            place.add(line, sentence.text, {"kind": "leads", "page": place.here, "says": text})
        elif is_condition or words.has(around, words.states) or self._is_answer(role, around):
            if speaker := words.speaker.search(sentence.before(number)):
                place.add_told(line, sentence.text, text, speaker["who"])
                return True
            claim = {"kind": "leads", "page": place.here, "says": text}
            place.add(line, sentence.text, claim)
        else:
            place.add(line, sentence.text, {"kind": "words", "text": text})
        return True

    def _is_answer(self, role: Role, around: str) -> bool:
        """Whether words are what the page says to what was sent, and not what it always says."""
        standing = self._words.has(around, self._words.standing)
        return self._place.was_pressed and role is not Role.ALONE and not standing

    def _fixed(self, text: str) -> str:
        """The words from the first to the last that does not differ: « changed by NAME »."""
        gaps = list(self._words.placeholder.finditer(text))
        start = gaps[0].end() if gaps and not has_words(text[: gaps[0].start()]) else 0
        stop = gaps[-1].start() if gaps and not has_words(text[gaps[-1].end() :]) else len(text)
        inner = text[start:stop].strip(" :,") if gaps else text
        return self._words.with_gaps(inner) if has_words(inner) else text

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
            is_open = sender["name"].strip()[:1] in {"«", "“", '"'}  # « Desk <desk@x.example> »
            shown = words_of(named) if named else sender["name"].strip(_SENDER_ENDS)
            name = {"name": shown} if shown and (named or is_open) else {}
            claim = {"kind": "mail-sender", "address": sender["address"], **name}
            place.add_to_mail(line, sentence.text, claim)
        said = self._read_sending(line, sentence) or bool(sender)
        of_mail = (*words.letters, *words.its_link)
        known = place.topic is Topic.MAIL or (place.mail and words.has(text, of_mail))
        if not known or words.has(text, words.conditions):
            return said
        is_link = words.has(text, words.links) and words.has(text, words.follow) and not is_pressed
        if is_link:
            place.add_link_of_mail(line, sentence.text)
        is_secret = all(words.has(text, one) for one in (words.never, words.holds, words.secrets))
        place.told_mail |= place.topic is Topic.MAIL and words.has(text, words.received)
        about_mail = place.told_mail or place.mail is not None
        if is_secret and about_mail:
            claim = {"kind": "mail-form", "form": "secrecy"}
            place.add_to_mail(line, sentence.text, claim)
        return said or is_link or (is_secret and about_mail)

    def _read_sending(self, line: Line, sentence: Sentence) -> bool:
        """Propose that a mail comes once, and that it goes to nobody else."""
        place, words, text = self._place, self._words, sentence.own_words
        forms = {"once": words.single, "recipient": words.nobody_else}
        about = place.topic is Topic.MAIL
        found = [form for form, several in forms.items() if about and words.has(text, several)]
        for form in found:
            place.add_to_mail(line, sentence.text, {"kind": "mail-form", "form": form})
        return bool(found)
