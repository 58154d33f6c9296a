"""Where one is in a manual: the page and the mail that its sentences speak of."""

from enum import StrEnum
from typing import Any

from harness.core.text import label_key, with_capital
from harness.drafting.document import Line
from harness.drafting.draft import DraftChapter, Proposal, without_empty
from harness.drafting.manual_words import manual_words

_MIN_NAME = 2  # words of a page's name that is known without a mark


class Topic(StrEnum):
    """What a sentence speaks of."""

    PAGE = "page"
    MAIL = "mail"


class Place:
    """The chapters that are drafted, and which of them the next words belong to.

    Attributes:
        count: the number of proposals so far.
        title: of the section at hand.
        topic: what the sentence at hand speaks of.
        mail: the mail that the section spoke of; None for none.
        told_mail: whether the section says that somebody receives a mail.
        pressed: the claim about the last link or button; None since a page opened.
        was_pressed: whether one was pressed since the page at hand was named.
        names_page: whether the sentence at hand named the page.
        opened_here: whether the sentence at hand opened it, behind a link or button.
    """

    def __init__(self) -> None:
        self.count = 0
        self.opened_here = False
        self._chapters: dict[str, DraftChapter] = {}
        self._home: DraftChapter | None = None
        self._goal: DraftChapter | None = None  # of a sentence that begins on the home page
        self._told: dict[int, tuple[DraftChapter, int, str, list[str]]] = {}
        self.begin_section("")

    def begin_section(self, title: str) -> None:
        """Forget what the section before was about."""
        self.title = title
        self.topic = Topic.PAGE
        self.mail: DraftChapter | None = None
        self.told_mail = False
        self.pressed: dict[str, Any] | None = None
        self.was_pressed = self.names_page = False
        self._page: DraftChapter | None = None
        self._form: DraftChapter | None = None  # the page of the last link or button
        self._links: list[dict[str, Any]] = []  # of mails, whose page is not known yet

    def end_section(self) -> None:
        """Say where the links of mails lead, of which the section named no page."""
        if not self._links:
            return
        here = self.here
        pages = (one for one in self._chapters.values() if not one.mail and one.proposals)
        to = here if here.proposals else next(pages, "")
        for claim in self._links:
            claim["to"] = to
        self._links.clear()

    def finished(self) -> tuple[DraftChapter, ...]:
        """The chapters that promise something, with the exclusions of those that do not."""
        self.end_section()
        for page, number, sentence, said in self._told.values():
            texts = list(dict.fromkeys(said))
            text = texts if len(texts) > 1 else texts[0]
            page.proposals.append(Proposal(number, sentence, {"kind": "words", "text": text}))
        found = tuple(without_empty(self._chapters.values()))
        for one in found:
            _agree(one.proposals)
        return found

    @property
    def here(self) -> DraftChapter:
        """The page at hand: the one that was named, or else one that is called as the section."""
        return self._page or self._chapter(self.title)

    @property
    def is_named(self) -> bool:
        """Whether the section named the page at hand."""
        return self._page is not None

    @property
    def form(self) -> DraftChapter:
        """The page whose form is refused: the one with fields, or whose form was sent last."""
        return self.here if self.names_page or self.has_fields else self._form or self.here

    @property
    def has_fields(self) -> bool:
        """Whether the page at hand has fields."""
        return any(one.claim["kind"] == "field" for one in self.here.proposals)

    @property
    def _everywhere(self) -> DraftChapter:
        """The chapter about every page."""
        every = DraftChapter("everywhere", everywhere=True, of_manual=True)
        return self._chapters.setdefault("everywhere", every)

    def _chapter(self, title: str, *, mail: bool = False) -> DraftChapter:
        key = _key(title, Topic.MAIL if mail else Topic.PAGE)
        return self._chapters.setdefault(key, DraftChapter(title, mail=mail, of_manual=True))

    # ---------------------------------------------------------------- proposals

    def exclude(self, line: Line, reason: str) -> None:
        """Leave out a line, or a part of it."""
        self.here.excluded.append((line.number, reason))

    def _propose(
        self, chapter: DraftChapter, line: Line, sentence: str, claim: dict[str, Any]
    ) -> None:
        chapter.proposals.append(Proposal(line.number, sentence, claim))
        self.count += 1

    def add(self, line: Line, sentence: str, claim: dict[str, Any]) -> None:
        """Propose a statement about the page at hand."""
        self._propose(self.here, line, sentence, claim)

    def add_refusal(self, line: Line, sentence: str, says: str, reason: str = "wrong") -> None:
        """Propose that a form is refused in some words."""
        claim = {"kind": "refused", "page": self.form, "reason": reason, "says": says}
        self._propose(self.form, line, sentence, claim)

    def add_action(
        self, line: Line, sentence: str, claim: dict[str, Any], *, everywhere: bool = False
    ) -> None:
        """Propose a link or button; what follows is what comes of it."""
        if everywhere:
            self._propose(self._everywhere, line, sentence, claim)
        else:
            self.add(line, sentence, claim)
        self.pressed, self._form, self.was_pressed = claim, self.here, True

    def add_page(self, line: Line, sentence: str, name: str, *, opens: bool) -> None:
        """Propose the heading of a page, and turn to that page; `opens`: it opens here."""
        page = self._chapter(name)
        self.was_pressed = False
        self._turn_to(page)
        self.add(line, sentence, {"kind": "heading", "text": manual_words().with_gaps(name)})
        if opens:
            self._open(page, line, sentence)

    def turn_home(self, line: Line, sentence: str, name: str, *, opens: bool) -> None:
        """Turn to the home page, which has no name of its own; `opens`: if something led to it."""
        page = self._home = self._home or self._chapter(with_capital(name))
        self._goal = self._page if self.names_page and self._page is not page else None
        was_led = bool(self._links) or self.pressed is not None
        self._turn_to(page)
        if opens and was_led:
            self._open(page, line, sentence)

    def end_sentence(self) -> None:
        """Turn to the page that a sentence is about: Open the **Map** page from the home page."""
        if self._goal and self._page is self._home:
            self._page = self._goal
        self._goal, self.opened_here = None, False

    def turn_to_known(self, words: str) -> None:
        """Turn to the page whose name ends some words, if there is one."""
        several = words.split()
        for count in range(len(several), _MIN_NAME - 1, -1):
            page = self._chapters.get(_key(" ".join(several[-count:]), Topic.PAGE))
            if page is not None:
                self._turn_to(page)
                return

    def _turn_to(self, page: DraftChapter) -> None:
        self._page, self.names_page = page, True
        for claim in self._links:
            claim["to"] = page
        self._links.clear()

    def _open(self, page: DraftChapter, line: Line, sentence: str) -> None:
        page.opened = page.opened or (line.number, sentence)
        if self.pressed is not None:
            self.pressed["to"], self.opened_here = page, True
        self.pressed = None

    def add_told(self, line: Line, sentence: str, text: str, speaker: str) -> None:
        """Propose what a site says after a movement, on a page that nobody names."""
        page = self._chapter(with_capital(speaker))
        self._told.setdefault(id(page), (page, line.number, sentence, []))[3].append(text)
        self.add(line, sentence, {"kind": "leads", "page": page, "says": text})

    def add_subject(self, line: Line, sentence: str, subject: str) -> None:
        """Propose the subject of a mail, and turn to it: the one without a subject so far."""
        mail = self._chapter(" ".join(subject.replace("*", " ").split()), mail=True)
        if self.mail and not self.mail.title:
            mail.proposals += self.mail.proposals
            self.mail.proposals.clear()
        self.mail = mail
        self.add_to_mail(line, sentence, {"kind": "mail-subject", "text": subject})

    def add_to_mail(self, line: Line, sentence: str, claim: dict[str, Any]) -> None:
        """Propose a statement about the mail at hand."""
        if self.mail is None:
            self.mail = DraftChapter("", mail=True, of_manual=True)
            self._chapters[f"{Topic.MAIL} of line {line.number}"] = self.mail
        self._propose(self.mail, line, sentence, claim)
        self.pressed = None  # what opens next comes of the mail

    def add_link_of_mail(self, line: Line, sentence: str) -> None:
        """Propose a link in the mail at hand.

        It leads to the page that the sentence names, or that is named next. A mail that is spoken
        of again has the link that it had.
        """
        known = (one.claim for one in (self.mail.proposals if self.mail else ()))
        claim = next((one for one in known if one["kind"] == "mail-link"), None)
        is_new = claim is None
        claim = claim or {"kind": "mail-link", "to": self.here if self.names_page else ""}
        self.add_to_mail(line, sentence, claim)
        if is_new and not self.names_page:
            self._links.append(claim)


def _key(title: str, topic: Topic) -> str:
    return f"{topic} {label_key(title).casefold()}"


def _agree(proposals: list[Proposal]) -> None:
    """Let the proposals for one element say the same, where one knows more than another."""
    known: dict[tuple[str, str], dict[str, Any]] = {}
    for one in proposals:
        key = one.claim["kind"], label_key(one.claim.get("label", ""))
        before = known.setdefault(key, {})
        if all(one.claim.get(name, value) == value for name, value in before.items()):
            before |= one.claim
    for number, one in enumerate(proposals):
        more = known[one.claim["kind"], label_key(one.claim.get("label", ""))]
        has_more = all(more.get(name) == value for name, value in one.claim.items())
        if one.claim["kind"] in {"action", "field"} and has_more:
            proposals[number] = Proposal(one.line, one.sentence, more)
