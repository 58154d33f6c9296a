"""A headline is one plain sentence about a broken statement, in both languages."""

import re
from pathlib import Path

import pytest

from harness.messages import LANGUAGES, Language, catalogue
from harness.model.fact import Fact, fact, quote
from harness.model.finding import Level, Verdict
from harness.reporting.grouping.causes import group_causes
from harness.reporting.grouping.findings import group_findings
from harness.reporting.headline import (
    cause_headline,
    cause_headlines,
    headline,
    observation_headline,
)
from tests.facts import verbatim
from tests.reporting.made import finding

PAGE = fact("scene-page", title=quote("Étape 2"))
CLICK = fact("scene-step-on-page", verb="follow", words=quote("ici"), page=quote("Étape 1"))
MARKED = fact("field-marked", label=quote("SIRET"), mark=quote("*"))
LEADS = fact("leads-to", label=quote("ici"), page=quote("Étape 2"))
OTHER = fact("page", title="Étape 3", page="regenerate")


@pytest.mark.parametrize(
    ("language", "expected", "seen", "scene", "told"),
    [
        (
            "en",
            MARKED,
            fact("no-mark"),
            PAGE,
            "On the page « Étape 2 », « SIRET » should be marked « * », but there is no mark.",
        ),
        (
            "fr",
            MARKED,
            fact("no-mark"),
            PAGE,
            (
                "Sur la page « Étape 2 », « SIRET » devrait porter la marque « * », "
                "mais il n’y a pas de marque."
            ),
        ),
        (
            "en",
            LEADS,
            OTHER,
            CLICK,
            (
                "On the page « Étape 1 », « ici » should lead to « Étape 2 », "
                "but the page « Étape 3 » came."
            ),
        ),
        (
            "en",
            fact("heading", text=quote("Codes")),
            fact("heading", text=quote("Mots")),
            None,
            "There should be the heading « Codes », but this was seen: the heading « Mots ».",
        ),
        (
            "en",
            fact("refused", page=quote("Étape 1")),
            OTHER,
            CLICK,
            (
                "After a click on « ici » on the page « Étape 1 », the portal should refuse: "
                "do nothing, and say so, but the page « Étape 3 » came."
            ),
        ),
        ("en", None, None, None, "Something else was expected, but nothing was seen."),
    ],
)
def test_it_says_where_what_should_be_and_what_is(
    language: Language, expected: Fact | None, seen: Fact | None, scene: Fact | None, told: str
) -> None:
    """A clause of a code of its own, or the fact as a noun."""
    assert headline(expected, seen, scene, catalogue(language)) == told


HARNESS = Path(__file__).parents[2] / "harness"
VERB = re.compile(r"""\b(?:Movement|_move|_act|_window_button)\("([a-z-]+)\"""")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verb_of_a_step_has_its_words(language: Language) -> None:
    """In the list of steps, and in the scene of a headline."""
    files = [*HARNESS.glob("planning/*.py"), *HARNESS.glob("execution/**/*.py")]
    verbs = {verb for file in files for verb in VERB.findall(file.read_text(encoding="utf-8"))}
    words = catalogue(language)
    assert len(verbs) > 10
    assert [verb for verb in sorted(verbs) if f"verb-{verb}" not in words] == []
    for code in ("scene-step", "scene-step-on-page"):
        scenes = {v: words.text(code, verb=v, words=quote("x"), page=quote("y")) for v in verbs}
        assert [verb for verb, told in scenes.items() if f"« {verb} »" in told] == []


def test_a_step_that_should_stay_says_so() -> None:
    """The name of the page stands in the sentence once."""
    scene = fact("scene-step-on-page", verb="press", words=quote("OK"), page=quote("Codes"))
    told = headline(fact("page-named", title=quote("Codes")), fact("no-page"), scene, catalogue())
    assert told == (
        "After « OK » was pressed on the page « Codes », the same page should come again, "
        "but no page came."
    )


def test_a_sentence_ends_with_one_full_stop() -> None:
    """Also where what was seen is a sentence of its own; an ellipsis stays."""
    seen = fact("fault-seen", text="not sent", remedy="Name it in `hosts` under [allow].")
    assert headline(MARKED, seen, None, catalogue()).endswith("under [allow].")
    dots = fact("fault-expected", text="and so on ...")
    assert headline(MARKED, dots, None, catalogue()).endswith("and so on ....")


def test_a_page_is_named_without_its_slug() -> None:
    """Wherever in the fact it stands."""
    page = fact("page", title="Codes perdus : étape 2", page="search")
    seen = fact("page-saying", page=page, says=quote("Non."))
    told = headline(fact("page-opens", page=quote("Étape 3")), seen, None, catalogue())
    assert told.endswith("but what came is the page « Codes perdus : étape 2 », saying « Non. ».")


def test_a_cause_says_how_much_it_breaks() -> None:
    """Its sentence is about one statement: the others are counted, on this page and elsewhere."""
    slugs = ("search.a", "search.b", "login.b")
    notes = [finding(slug, Verdict.WARN, level=Level.ADVISED) for slug in slugs]
    broken = group_findings([one.model_copy(update={"group": "notes"}) for one in notes]).broken
    (cause,) = group_causes(broken)
    told = cause_headline(cause, catalogue())
    assert told.endswith("The same holds for 2 more statements.")


def test_two_causes_with_one_headline_are_told_apart() -> None:
    """By the words of their statements; by their slugs if these are alike, too."""
    words = ("The old code opens nothing.", "The first code opens nothing.", "Other.", "Other.")
    slugs = ("space.a", "login.b", "mail.c", "home.d")
    some = [
        finding(slug, Verdict.WARN, sentence=verbatim(one), expected="x", seen="y")
        for slug, one in zip(slugs, words, strict=True)
    ]
    alone = finding("help.e", Verdict.WARN, seen="z")
    causes = group_causes(group_findings([*some, alone]).broken)
    told = dict(
        zip((c.first.statement for c in causes), cause_headlines(causes, catalogue()), strict=True)
    )
    assert told["space.a"].endswith(". (The old code opens nothing)")
    assert told["login.b"].endswith(". (The first code opens nothing)")
    assert told["mail.c"].endswith(" (mail.c)")
    assert told["help.e"].endswith(".")


def test_a_group_is_told_by_its_title() -> None:
    """Where the guide has one, and more than one of its statements is broken."""
    title = fact("noun", en="Notes are missing", fr="Des notes manquent")
    notes = [
        finding(slug, Verdict.WARN, level=Level.ADVISED).model_copy(
            update={"group": "notes", "group_title": title}
        )
        for slug in ("search.a", "login.b")
    ]
    (cause,) = group_causes(group_findings(notes).broken)
    assert cause_headline(cause, catalogue("en")) == "Notes are missing (2 statements)."
    assert cause_headline(cause, catalogue("fr")) == "Des notes manquent (2 énoncés)."
    (alone,) = group_causes(group_findings(notes[:1]).broken)
    assert "Notes are missing" not in cause_headline(alone, catalogue("en"))


def test_a_headline_is_short() -> None:
    """Long quotes and lists are cut; what is below the headline shows them whole."""
    seen = fact("only-actions", labels=tuple(quote(f"lien {n}") for n in range(9)))
    expected = fact("words", text=quote("mot " * 90))
    (group,) = group_findings([finding(expected=expected, seen=seen)]).broken
    told = observation_headline(group.observations[0], catalogue("en"))
    assert told.endswith("« lien 3 », « lien 4 », ….")
    assert "mot …" in told
    assert told.count("mot") < 50
