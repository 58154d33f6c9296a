"""What a broken statement comes to, in one plain sentence: where, what should be, what is."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import shorten

from harness.core.text import with_capital
from harness.messages import Catalogue
from harness.model.fact import Fact, Parameter, Part, Quote, fact, quote
from harness.reporting.citation import words_of
from harness.reporting.grouping.causes import FindingCause
from harness.reporting.grouping.observation import Observation

MAX_QUOTE = 160  # characters of a quote in a headline
MAX_LISTED = 5  # of several things in a headline


def headline(
    expected: Fact | None, seen: Fact | None, scene: Fact | None, catalogue: Catalogue
) -> str:
    """One sentence of a broken statement, with its full stop.

    Args:
        expected: what should have been there.
        seen: what was there.
        scene: where; None for nowhere in particular.
        catalogue: the words.
    """
    parts = clauses(expected, seen, scene, catalogue)
    but = parts.but if parts.but.endswith("..") else parts.but.removesuffix(".")
    told = catalogue.text("headline", should=parts.should, but=but)
    return placed(told, parts.scene, catalogue)


@dataclass(frozen=True)
class Clauses:
    """The clauses of a sentence about a broken statement.

    Attributes:
        scene: where; None for nowhere in particular.
        should: what should have been there.
        but: what was there.
    """

    scene: Fact | None
    should: str
    but: str


def clauses(
    expected: Fact | None, seen: Fact | None, scene: Fact | None, catalogue: Catalogue
) -> Clauses:
    """The clauses of a sentence about a broken statement; arguments as for `headline`.

    The messages `should-…` and `but-…` of a fact's code make its clauses; a fact without one is
    put into `should` or `but` as a noun.
    """
    if scene and scene.code == "scene-step-on-page" and _needs_no_step(expected, scene):
        scene = fact("scene-page", title=scene.params["page"])
    stays = scene is not None and expected is not None and _stays(expected, scene)
    should = catalogue.text("should-stay") if stays else _clause("should", expected, catalogue)
    return Clauses(scene, should, _clause("but", seen, catalogue))


def placed(told: str, scene: Fact | None, catalogue: Catalogue) -> str:
    """A sentence that begins with where something was seen, and with a capital letter."""
    told = catalogue.text("told-at", scene=scene, told=told) if scene else told
    return with_capital(told)


def unbroken(text: str) -> str:
    """A text whose quotation marks stay on the line of their words."""
    return text.replace("« ", "«\N{NO-BREAK SPACE}").replace(" »", "\N{NO-BREAK SPACE}»")


def observation_headline(one: Observation, catalogue: Catalogue) -> str:
    """The headline of one way in which a statement is broken; long quotes and lists are cut."""
    return headline(_brief(one.expected), _brief(one.seen), one.scene, catalogue)


def cause_headline(cause: FindingCause, catalogue: Catalogue) -> str:
    """The title of the guide's group; else of the first statement, and how many more it breaks."""
    if len(cause.members) > 1 and (title := cause.first.group_title):
        return catalogue.text("headline-group", title=title, n=len(cause.members))
    told, others = observation_headline(cause.observations[0], catalogue), len(cause.members) - 1
    return f"{told} {catalogue.text('headline-others', n=others)}" if others else told


def cause_headlines(causes: Iterable[FindingCause], catalogue: Catalogue) -> tuple[str, ...]:
    """The headlines of causes; of two alike, each with the statement that it is about."""
    causes = tuple(causes)
    told = [cause_headline(one, catalogue) for one in causes]
    about = [_about(one, catalogue) for one in causes]
    for parts in (about, [one.first.statement for one in causes]):
        count = Counter(told)
        told = [
            f"{head} ({part})" if count[head] > 1 and part else head
            for head, part in zip(told, parts, strict=True)
        ]
    return tuple(told)


def _about(cause: FindingCause, catalogue: Catalogue) -> str:
    return words_of(cause.first, catalogue).removesuffix(".")


def _brief(one: Fact | None) -> Fact | None:
    """A fact with long texts and lists cut; the evidence below a headline shows them whole."""
    return one and Fact(one.code, {name: _cut(value) for name, value in one.params.items()})


def _cut(value: Parameter) -> Parameter:
    if isinstance(value, tuple):
        kept = tuple(map(_cut_part, value[:MAX_LISTED]))
        return (*kept, "…") if len(value) > MAX_LISTED else kept
    return value if isinstance(value, int | float) else _cut_part(value)


def _cut_part(value: Part) -> Part:
    if isinstance(value, Fact):
        return _brief(value) or value
    if isinstance(value, Quote):
        return quote(shorten(value.quote, MAX_QUOTE, placeholder=" …"))
    return value


def _needs_no_step(expected: Fact | None, scene: Fact) -> bool:
    """Whether what was expected names what was moved, or the number of the try."""
    if expected is None:
        return False
    return expected.code == "locks-after" or expected.params.get("label") == scene.params["words"]


def _stays(expected: Fact, scene: Fact) -> bool:
    """Whether the page that should open is the one where the step was made."""
    title = expected.params.get("title") or expected.params.get("page")
    return (
        expected.code in {"page", "page-named", "page-opens"}
        and scene.code == "scene-step-on-page"
        and title is not None
        and title in {scene.params["page"], getattr(scene.params["page"], "quote", None)}
    )


def _clause(kind: str, one: Fact | None, catalogue: Catalogue) -> str:
    if one is None:
        return catalogue.text(f"{kind}-nothing")
    if f"{kind}-{one.code}" not in catalogue:
        return catalogue.text(kind, fact=catalogue.say(_named(one)))
    params = one.params if one.code == "page" else _named(one).params
    return catalogue.text(f"{kind}-{one.code}", **params)


def _named(one: Fact) -> Fact:
    """A fact with pages by their title alone; their slugs are for programs."""
    if one.code == "page":
        return fact("page-named", title=quote(str(one.params["title"])))
    parts = one.params.items()
    return Fact(one.code, {key: _named(v) if isinstance(v, Fact) else v for key, v in parts})
