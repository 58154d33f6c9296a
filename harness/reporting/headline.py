"""What a broken statement comes to, in one plain sentence: where, what should be, what is."""

from harness.messages import Catalogue
from harness.model.fact import Fact, fact
from harness.reporting.grouping.observation import Observation


def headline(
    expected: Fact | None, seen: Fact | None, scene: Fact | None, catalogue: Catalogue
) -> str:
    """One sentence of a broken statement, with its full stop.

    The messages `should-…` and `but-…` of a fact's code make its clauses; a fact without one is
    put into `should` or `but` as a noun.

    Args:
        expected: what should have been there.
        seen: what was there.
        scene: where; None for nowhere in particular.
        catalogue: the words.
    """
    if scene and scene.code == "scene-step-on-page" and _speaks_of_step(expected, scene):
        scene = fact("scene-page", title=scene.params["page"])
    stays = scene is not None and expected is not None and _stays(expected, scene)
    parts = {
        "should": catalogue.text("should-stay")
        if stays
        else _clause("should", expected, catalogue),
        "but": _clause("but", seen, catalogue),
    }
    if scene is None:
        told = catalogue.text("headline", **parts)
    else:
        told = catalogue.text("headline-at", scene=catalogue.say(scene), **parts)
    return f"{told[:1].upper()}{told[1:]}"


def unbroken(text: str) -> str:
    """A text whose quotation marks stay on the line of their words."""
    return text.replace("« ", "«\N{NO-BREAK SPACE}").replace(" »", "\N{NO-BREAK SPACE}»")


def observation_headline(one: Observation, catalogue: Catalogue) -> str:
    """The headline of one way in which a statement is broken."""
    return headline(one.expected, one.seen, one.scene, catalogue)


def _speaks_of_step(expected: Fact | None, scene: Fact) -> bool:
    """Whether what was expected names what was moved, so that the scene need not."""
    return expected is not None and expected.params.get("label") == scene.params["words"]


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
    name = f"{kind}-{one.code}"
    if name in catalogue:
        return catalogue.text(name, **one.params)
    return catalogue.text(kind, fact=catalogue.say(one))
