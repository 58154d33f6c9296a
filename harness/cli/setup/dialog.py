"""What `codes-perdus init` shows, and what it asks at a terminal."""

import shlex
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import typer
from rich.console import Console

from harness.cli.setup.settings import (
    each_question_once,
    wording_question,
    yes_no_or_words,
)
from harness.config.target import Target
from harness.core.console import YES, Printer
from harness.core.errors import Fault, UsageError
from harness.discovery.observations import Observations
from harness.discovery.proposal import Proposal, arrange_words
from harness.discovery.target_writer import TargetDraft
from harness.discovery.word_pairing import ProposedWord
from harness.guide.wording import count
from harness.messages import Catalogue
from harness.model.fact import Parameter, quote


class InitDialog:
    """Shows what was found of a portal, and asks what only the user knows.

    If nobody is there to be asked, what is sure is accepted.

    Attributes:
        refused: the questions about words that were answered by no (`wording_question`).
    """

    def __init__(self, console: Console, messages: Catalogue, *, asks: bool) -> None:
        self.messages = messages
        self._out = Printer(console)
        self._asks = asks
        self.refused: set[Hashable] = set()

    def address(self) -> str:
        """The address of the portal.

        Raises:
            UsageError: there is nobody to ask.
        """
        if not self._asks:
            raise UsageError(
                "the address of a portal, or the folder of a run",
                seen="neither",
                remedy="codes-perdus init https://portal.example/, or init --from RUN.",
            )
        return self._ask("init-ask-address")

    def mail(self) -> str:
        """Where the portal's mails arrive, as `harness.discovery.target_head` reads it."""
        return self._ask("init-ask-mail", default="none")

    def accounts(self) -> Path | None:
        """The file with the accounts; None for none yet."""
        answer = self._ask("init-ask-accounts", default="-")
        return None if answer == "-" else Path(answer)

    def refuse(self, error: Fault) -> None:
        """Say why an answer does not fit."""
        self._out.line(str(error))

    def wants_first_run(self, target: Target) -> bool:
        """Whether the user wants the first run now: where accounts are known, they are asked."""
        has_accounts = bool(target.launch or target.accounts.file)
        return self._asks and has_accounts and self._agrees("init-ask-run")

    def accepted_words(self, proposal: Proposal, path: Path) -> tuple[ProposedWord, ...] | None:
        """The words that the user accepts for a target file; None to write nothing."""
        if not self._asks:
            return proposal.settings
        default = self.messages.text("answer-yes")
        answer = self._ask("init-ask-words", default=default, path=str(path)).lower()
        if answer[:1] == "e":
            questions = each_question_once(
                proposal.words, lambda word: wording_question(word.guide, word.portal)
            )
            return tuple(word for same in questions for word in self._accepted(same))
        if answer in YES:
            return proposal.settings
        self._say("init-nothing-written")
        return None

    def _accepted(self, same: Sequence[ProposedWord]) -> Sequence[ProposedWord]:
        """Words that ask the same question as the user accepts or corrects them; () for refused."""
        word = next((one for one in same if one.doubt), same[0])
        question = self.messages.text(
            "init-ask-word",
            page=", ".join(dict.fromkeys(one.page for one in same)),
            guide=quote(word.guide),
            portal=quote(word.portal),
            doubt=f" {self._doubt(word)}" if word.doubt else "",
        )
        is_sure = all(one.is_setting for one in same)
        default = self.messages.text("answer-yes" if is_sure else "answer-no")
        meaning = self.messages.text("init-meaning-word")
        answer = yes_no_or_words(self._out.safe(question), default, meaning=meaning)
        if answer is False:
            self.refused.add(wording_question(word.guide, word.portal))
        if isinstance(answer, bool):
            return same if answer else ()
        return [replace(one, portal=answer, doubt=None) for one in same]

    def show(
        self, proposal: Proposal, observations: Observations, titles: Mapping[str, str]
    ) -> None:
        """Show the pages that were found, and the words that are proposed.

        Args:
            proposal: what is proposed.
            observations: what was seen of the portal.
            titles: what the guide calls its pages, by their slugs.
        """
        say, out = self.messages.say, self._out
        names = {slug: f"{slug} ({title})" for slug, title in titles.items()}
        self._say("init-looked-at", n=len(observations.pages))
        out.gap()
        for slug, match in proposal.matches.items():
            page = names.get(slug, slug)
            out.line(f"{match.confidence:.2f}  {page}  {match.observed.page.url}", indent=2)
        for slug, reason in proposal.unseen.items():
            unseen = self.messages.text("init-unseen", reason=reason)
            out.line(f" –    {names.get(slug, slug)}  ", (unseen, "dim"), indent=2)
        for problem in observations.problems:
            self._say("init-not-opened", problem=problem)
        if observations.ended_early:
            out.line(say(observations.ended_early))
        if not proposal.matches:
            self._say("init-no-pages")
            return
        self._show_words("init-proposed", proposal.settings)
        self._show_words("init-doubts", proposal.doubts)
        for page, words in proposal.hidden.items():
            for text, how in words.items():
                self._say("draft-hidden", page=page, text=quote(text), how=how)
        if silent := sum(map(len, proposal.silent.values())):
            out.gap()
            self._say("init-silent", n=silent)

    def show_written(self, draft: TargetDraft, path: Path) -> None:
        """Say what was written, and what comes next."""
        wording, _ = arrange_words(draft.accepted, draft.guide, draft.proposal.matches)
        self._say("init-written", path=str(path), n=count(wording))
        if draft.proposal.doubts:
            self._say("init-look-at-doubts", n=len(draft.proposal.doubts))
        self._say("init-next")
        self._out.command(f"codes-perdus run {shlex.quote(str(path))}", indent=2)

    def _show_words(self, title: str, words: Iterable[ProposedWord]) -> None:
        words = tuple(words)
        if not words:
            return
        self._out.gap()
        self._out.line((self.messages.text(title), "bold"))
        for page in dict.fromkeys(word.page for word in words):
            self._out.line(page, indent=2)
            for word in (word for word in words if word.page == page):
                self._show_word(word)

    def _show_word(self, word: ProposedWord) -> None:
        pair = self.messages.text("init-pair", guide=quote(word.guide), portal=quote(word.portal))
        self._out.line(f"{word.confidence:.2f}  {pair}", indent=4)
        say = self.messages.say
        doubt = [self._doubt(word)] if word.doubt else []
        every = (say(word.kind.label), *doubt, *map(say, word.reasons))
        reasons = self.messages.text("clauses", clauses=every)
        self._out.line((reasons, "dim"), indent=10)

    def _doubt(self, word: ProposedWord) -> str:
        return self.messages.text("draft-doubt", doubt=word.doubt) if word.doubt else ""

    def _say(self, identifier: str, **params: Parameter) -> None:
        self._out.line(self.messages.text(identifier, **params))

    def _ask(self, identifier: str, default: str | None = None, **params: Parameter) -> str:
        question = self._out.safe(self.messages.text(identifier, **params))
        return str(typer.prompt(question, default=default)).strip()

    def _agrees(self, identifier: str) -> bool:
        return self._ask(identifier, default=self.messages.text("answer-yes")).lower() in YES
