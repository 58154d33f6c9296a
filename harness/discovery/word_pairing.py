"""What a page says for the guide's words: each pair with how sure it is, and why."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from harness.core.text import fold, similarity, split_label
from harness.discovery.observations import Observations
from harness.discovery.page_matching import ExpectedPage, PageMatch
from harness.discovery.proposal import ProposedWord
from harness.discovery.similarity import meaning_similarity, slight_difference
from harness.guide.claims import Action, Heading, Labelled, Mark, Words
from harness.guide.model import Chapter
from harness.guide.wording import key, vocabulary
from harness.model.page import Button, Field, Link, Page
from harness.page.find import line_of
from harness.page.parts.radio_groups import asked
from harness.page.search import Reading

_LEAST = 0.4  # less sure than this is no proposal
_ALIKE = 0.6
_LONGER = 2.5  # a text is no other wording of one so much shorter
_P = TypeVar("_P")
Rated = tuple[float, tuple[str, ...]]


@dataclass(frozen=True)
class PageComparison:
    """One matched page under comparison.

    Attributes:
        chapter: what the guide says of it.
        match: the page.
        outlook: all that was seen.
        goals: the guide's page that each sight was taken for, by number.
    """

    chapter: Chapter
    match: PageMatch
    outlook: Observations
    goals: dict[int, str]

    @property
    def page(self) -> Page:
        """What the portal shows."""
        return self.match.sight.page

    def words(self) -> Iterator[ProposedWord]:
        """The guide's words that the page says otherwise."""
        yield from self._fields()
        yield from self._titles()
        yield from self._actions()
        yield from self._texts()

    # ---------------------------------------------------------------- fields

    def _fields(self) -> Iterator[ProposedWord]:
        told = ExpectedPage(self.chapter).fields
        shown = [f for f in asked(self.page) if f.label]
        wanted, left = _apart(list(told), shown, lambda field: field.label)
        order, marks = list(told), self._marks()

        def rate(label: str, field: Field) -> Rated:
            places = order.index(label), shown.index(field)
            return _rate_field(label, field, told[label], marks.get(label, ""), places)

        pairs = list(_pairs(wanted, left, rate))
        for label, field, rated in pairs:
            yield self._word("field", label, split_label(field.label).text, rated)
        done = {label for label, _, _ in pairs}, {field.ref for _, field, _ in pairs}
        yield from self._last([w for w in wanted if w not in done[0]], left, done[1], told)

    def _last(
        self,
        wanted: list[str],
        left: list[Field],
        taken: set[str],
        told: dict[str, tuple[str, ...]],
    ) -> Iterator[ProposedWord]:
        """One label and one field of its kind are left: they may be the same."""
        rest = [field for field in left if field.ref not in taken]
        if len(wanted) == 1 and len(rest) == 1 and _fits(rest[0], told[wanted[0]]):
            why = ("the only field that is left",)
            yield self._word("field", wanted[0], split_label(rest[0].label).text, (0.5, why))

    def _marks(self) -> dict[str, str]:
        claims = (statement.claim for statement in self.chapter.statements)
        return {claim.label: claim.mark for claim in claims if isinstance(claim, Mark)}

    # ---------------------------------------------------------------- titles

    def _titles(self) -> Iterator[ProposedWord]:
        shown = [text for text in self.page.texts if text.visible]
        headings = [t for t in shown if t.titled] + [t for t in shown if t.kind == "heading"]
        reading = Reading(self.page)
        for statement in self.chapter.statements:
            claim = statement.claim
            if isinstance(claim, Heading) and headings and not reading.has(claim.text):
                first = min(headings, key=lambda text: text.level)
                alike = meaning_similarity(claim.text, first.text)
                sure = self.match.confidence * (0.6 + 0.4 * alike)
                reasons = ("the title of that page", *_similar(claim.text, first.text, alike))
                yield self._word("title", claim.text, first.text, (sure, reasons))

    # ------------------------------------------------------ links and buttons

    def _actions(self) -> Iterator[ProposedWord]:
        claims = {(c.label, c.beside): c for c in self._claims(Action)}
        shown = list(self.page.actions)
        plain = [claim for claim in claims.values() if not claim.beside]
        wanted, left = _apart(plain, shown, lambda p: p.label, lambda claim: claim.label)
        for claim, part, rated in _pairs(wanted, left, self._rate_action):
            yield self._word("link or button", claim.label, split_label(part.label).text, rated)
        yield from self._lines([c for c in claims.values() if c.beside], shown)

    def _lines(
        self, claims: list[Action], shown: Sequence[Link | Button]
    ) -> Iterator[ProposedWord]:
        """Links that the guide tells by the line that they stand in."""
        exact = {
            (c.label, c.beside)
            for c in claims
            for part in shown
            if key(c.label) == key(part.label) and fold(c.beside) in fold(part.beside)
        }
        wanted = [claim for claim in claims if (claim.label, claim.beside) not in exact]
        labels: set[tuple[str, str]] = set()
        order = list(claims)
        lines = [part for part in shown if _own_line(part)] or list(shown)

        def rate(claim: Action, part: Link | Button) -> Rated:
            places = order.index(claim), lines.index(part)
            return self._rate_line(claim, part, places)

        for claim, part, rated in _pairs(wanted, lines, rate):
            line = _own_line(part)
            if not line:
                whole = f"{claim.beside} : {claim.label}"
                yield self._word("link or button", whole, part.label, rated)
                continue
            if fold(claim.beside) != fold(line):
                yield self._word("text", claim.beside, line, rated)
            own = (claim.label, split_label(part.label).text)
            if key(own[0]) != key(own[1]) and own not in labels:
                labels.add(own)
                yield self._word("link or button", *own, rated)

    def _rate_action(self, claim: Action, part: Link | Button) -> Rated:
        alike = meaning_similarity(claim.label, part.label)
        score, reasons = 0.5 * alike, [*_similar(claim.label, part.label, alike)]
        leads = self._leads(part)
        if claim.to and leads == claim.to:
            score, reasons = score + 0.4, [*reasons, f"leads to « {leads} », as in the guide"]
        elif claim.to and leads:
            score -= 0.3
        if claim == self._submit and self._sends(part):
            score, reasons = score + 0.35, [*reasons, "the button of that form"]
        if isinstance(part, Button) is (not claim.to):
            score += 0.1
        return score, tuple(reasons)

    @property
    def _submit(self) -> Action | None:
        """What sends the form of the fields: the first after them that leads nowhere by itself."""
        claims = [statement.claim for statement in self.chapter.statements]
        fields = [place for place, claim in enumerate(claims) if isinstance(claim, Labelled)]
        behind = claims[fields[-1] :] if fields else ()
        return next((c for c in behind if isinstance(c, Action) and not c.to), None)

    def _rate_line(self, claim: Action, part: Link | Button, places: tuple[int, int]) -> Rated:
        line = _own_line(part) or part.label
        alike = meaning_similarity(claim.beside, line)
        score, reasons = 0.6 * alike, [*_similar(claim.beside, line, alike)]
        if self._leads(part) == claim.to:
            told = f"leads to « {claim.to} », as in the guide"
            score, reasons = score + 0.25, [*reasons, told]
        if places[0] == places[1]:
            place = f"the same place among the lines ({places[0] + 1})"
            score, reasons = score + 0.15, [*reasons, place]
        return score, tuple(reasons)

    def _leads(self, part: Link | Button) -> str:
        """The guide's page that a link leads to; "" where that is not known."""
        goal = self.outlook.leads(self.match.sight.number, part)
        return self.goals.get(goal, "") if goal is not None else ""

    def _sends(self, part: Link | Button) -> bool:
        """Whether it is the one button that sends the form of the page's fields."""
        told = {key(label) for label in ExpectedPage(self.chapter).fields}
        forms = [f.form for f in asked(self.page) if f.form]
        if not told or not forms or not isinstance(part, Button):
            return False
        main = max(forms, key=forms.count)
        return part.form == main and part.kind in {"submit", "image"}

    # ----------------------------------------------------------------- texts

    def _texts(self) -> Iterator[ProposedWord]:
        reading = Reading(self.page)
        told = {claim.text: None for claim in self._claims(Words)}
        wanted = [text for text in told if not reading.has(text)]
        lines = [text for part in self.page.actions for text in (part.label, part.beside)]
        known = {*vocabulary(self.chapter), *map(key, lines)}
        shown = dict.fromkeys(
            split_label(text.text).text for text in self.page.texts if text.visible
        )
        left = [text for text in shown if key(text) not in known and text]

        def rate(text: str, said: str) -> Rated:
            if not 1 / _LONGER <= len(said) / len(text) <= _LONGER:
                return 0.0, ()
            alike = meaning_similarity(text, said)
            return alike, tuple(_similar(text, said, alike))

        for text, said, rated in _pairs(wanted, left, rate, least=_ALIKE):
            yield self._word("text", text, said, rated)

    # ------------------------------------------------------------------------

    def _claims(self, kind: type[_P]) -> list[_P]:
        claims = (statement.claim for statement in self.chapter.statements)
        return [claim for claim in claims if isinstance(claim, kind)]

    def _word(self, kind: str, guide: str, said: str, rated: Rated) -> ProposedWord:
        score, reasons = rated
        sure = round(min(score, 1.0), 2)
        return ProposedWord(
            self.chapter.slug, kind, guide, said, sure, reasons, slight_difference(guide, said)
        )


def _rate_field(
    label: str, field: Field, kinds: tuple[str, ...], mark: str, places: tuple[int, int]
) -> Rated:
    if not _fits(field, kinds):
        return 0.0, ()
    alike = max(meaning_similarity(label, field.label), 0.9 * meaning_similarity(label, field.name))
    score, reasons = 0.6 * alike, [*_similar(label, field.label, alike)]
    if places[0] == places[1]:
        place = f"the same place among the fields ({places[0] + 1})"
        score, reasons = score + 0.15, [*reasons, place]
    if field.kind not in {"text", "search"}:
        score, reasons = score + 0.15, [*reasons, f"the same kind of field ({field.kind})"]
    if mark and mark == field.mark:
        score, reasons = score + 0.1, [*reasons, f"the same mark ({mark})"]
    return score + 0.1, tuple(reasons)


def _fits(field: Field, kinds: tuple[str, ...]) -> bool:
    return not kinds or field.kind in kinds


def _similar(guide: str, said: str, alike: float) -> Iterator[str]:
    if alike >= _ALIKE:
        seen = similarity(guide.casefold(), said.casefold())
        yield f"similar words ({seen:.2f})" if seen >= _ALIKE else "words of the same meaning"


def _own_line(part: Link | Button) -> str:
    return split_label(line_of(part)).text


_W = TypeVar("_W")


def _apart(
    wanted: Iterable[_W],
    shown: Iterable[_P],
    said: Callable[[_P], str],
    words: Callable[[_W], str] = str,
) -> tuple[list[_W], list[_P]]:
    """What the guide wants and the page does not say, and what the page says beside it."""
    told, there = list(wanted), list(shown)
    known, seen = {key(words(one)) for one in told}, {key(said(one)) for one in there}
    return [w for w in told if key(words(w)) not in seen], [
        p for p in there if key(said(p)) not in known
    ]


def _pairs(
    wanted: Sequence[_W],
    shown: Sequence[_P],
    rate: Callable[[_W, _P], Rated],
    least: float = _LEAST,
) -> Iterator[tuple[_W, _P, Rated]]:
    """Pair what is wanted with what is shown, the surest first, each at most once."""
    rated = [
        (rate(one, other), i, j) for i, one in enumerate(wanted) for j, other in enumerate(shown)
    ]
    rows: set[int] = set()
    columns: set[int] = set()
    for found, i, j in sorted(rated, key=lambda entry: (-entry[0][0], entry[1], entry[2])):
        if found[0] < least or i in rows or j in columns:
            continue
        rows.add(i)
        columns.add(j)
        yield wanted[i], shown[j], found
