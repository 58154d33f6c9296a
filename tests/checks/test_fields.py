"""Claims about the fields of a page, each from both sides."""

from typing import Any

import pytest

from harness.checks.context import Case
from harness.checks.fields import offers
from harness.guide.claims import Offers
from harness.model.fact import Fact, fact, quote, quotes
from harness.model.page import Option
from tests.builders import GUIDE, QUESTION, choice, field, journal, outcome, outcomes, page


def a_field(label: str, kind: str) -> Fact:
    """A field as a check tells it."""
    return fact("field-of-kind", label=quote(label), kinds=(fact("field-kind", kind=kind),))


class TestLabelled:
    """A field has the guide's label, and is of the right kind."""

    def test_the_label_and_the_kind(self) -> None:
        """Colons and stars are no part of the label."""
        assert outcome("search.siret", page(1, "search", field("Numéro SIRET"))).ok

    def test_other_capitals(self) -> None:
        """A label set in capitals is the same label."""
        assert outcome("search.siret", page(1, "search", field("NUMÉRO SIRET"))).ok

    def test_a_remark_behind_the_label(self) -> None:
        """It helps, and is no part of the label."""
        remarked = page(1, "search", field("Numéro SIRET (14 chiffres)"))
        assert outcome("search.siret", remarked).ok
        assert not outcome("search.bcr", remarked).ok

    def test_another_kind(self) -> None:
        """A question that must be typed is no list."""
        found = outcome("regenerate.question", page(1, "regenerate", field("Question")))
        assert (found.ok, found.seen) == (False, a_field("Question", "text"))

    @pytest.mark.parametrize(
        ("observes", "ok"), [((), None), (("javascript",), False)], ids=["plain", "scripts"]
    )
    @pytest.mark.parametrize("slug", ["regenerate.question", "regenerate.question.maiden-name"])
    def test_a_list_that_only_scripts_open(
        self, slug: str, observes: tuple[str, ...], *, ok: bool | None
    ) -> None:
        """Without scripts it cannot be observed; with them, whoever finds no list blames it."""
        kind = "text" if slug == "regenerate.question" else "combobox"
        record = page(1, "regenerate", field("Question", kind=kind, scripted=True))
        (found,) = outcomes(slug, journal(record, observes=observes))
        assert (found.ok, found.blocked_by) == (ok, "")

    def test_a_label_that_only_resembles(self) -> None:
        """It is what was seen."""
        found = outcome("search.siret", page(1, "search", field("N° SIRET")))
        assert (found.ok, found.seen) == (False, a_field("N° SIRET", "text"))

    def test_no_such_field(self) -> None:
        """What is there instead is told."""
        assert outcome("search.siret", page(1, "search")).seen == fact("no-field")
        found = outcome("search.siret", page(1, "search", field("Prénom")))
        assert (found.ok, found.seen) == (False, fact("only-fields", labels=quotes(("Prénom",))))

    def test_a_hidden_field_is_no_field(self) -> None:
        """What nobody sees, nobody can fill in."""
        hidden = field("Numéro SIRET").model_copy(update={"visible": False})
        assert outcome("search.siret", page(1, "search", hidden)).ok is False

    @pytest.mark.parametrize(("kind", "ok"), [("password", True), ("text", False)])
    def test_the_confidential_code_is_not_shown(self, kind: str, *, ok: bool) -> None:
        """While it is typed."""
        record = page(1, "login", field("Code confidentiel", kind=kind))
        assert outcome("login.confidential-code.hidden", record).ok is ok
        assert outcome("login.confidential-code", record).ok


class TestMark:
    """The label carries the guide's mark."""

    SLUG = "search.bcr.mark"

    @pytest.mark.parametrize(
        ("mark", "ok", "seen"),
        [
            ("**", True, "**"),
            ("(**)", True, "(**)"),
            ("*", False, "*"),
            ("", False, ""),
        ],
    )
    def test_two_stars(self, mark: str, seen: str, *, ok: bool) -> None:
        """Two stars are not one."""
        found = outcome(self.SLUG, page(1, "search", field("Numéro BCR", mark=mark)))
        assert found.ok is ok
        assert found.seen == (fact("mark", mark=quote(seen)) if seen else fact("no-mark"))

    def test_a_picture_in_its_place(self) -> None:
        """What a picture shows is not known, only what it is called."""
        drawn = field("Numéro BCR").model_copy(update={"unseen_mark": "Champ obligatoire"})
        found = outcome(self.SLUG, page(1, "search", drawn))
        assert (found.ok, found.blocked_by) == (None, "")
        assert found.seen == fact("mark-unseen", words=quote("Champ obligatoire"))
        marked = drawn.model_copy(update={"mark": "**"})
        assert outcome(self.SLUG, page(1, "search", marked)).ok
        assert (
            outcome(self.SLUG, page(1, "search", drawn.model_copy(update={"mark": "*"}))).ok
            is False
        )

    def test_without_the_field_it_is_barred(self) -> None:
        """The missing field is told by its own statement."""
        found = outcome(self.SLUG, page(1, "search"))
        assert (found.ok, found.blocked_by) == (None, "search.bcr")

    def test_the_neighbour_is_not_blamed(self) -> None:
        """« Numéro SIRET » resembles the missing « Numéro BCR », and is another field."""
        found = outcome(self.SLUG, page(1, "search", field("Numéro SIRET", mark="*")))
        assert (found.ok, found.blocked_by) == (None, "search.bcr")


class TestOffers:
    """The list offers the guide's question."""

    SLUG = "regenerate.question.maiden-name"

    def test_the_question_is_offered(self) -> None:
        """Among others, with the typography of the portal."""
        record = page(
            1, "regenerate", choice("Question", "Autre ?", QUESTION.replace(" ?", "\xa0?"))
        )
        assert outcome(self.SLUG, record).ok
        capitals = page(1, "regenerate", choice("Question", QUESTION.upper()))
        assert outcome(self.SLUG, capitals).ok

    def test_another_question(self) -> None:
        """The closest is told."""
        other = "Quel est le nom de votre mère ?"
        found = outcome(self.SLUG, page(1, "regenerate", choice("Question", other)))
        assert (found.ok, found.seen) == (False, fact("closest", words=quote(other)))

    def test_an_option_that_nobody_can_choose(self) -> None:
        """It is shown, and not offered; a placeholder that is disabled harms none."""
        told, other = Option(text=QUESTION, value="1"), Option(text="?", value="", disabled=True)
        for disabled in (True, False):
            options = (other, told.model_copy(update={"disabled": disabled}))
            asked = choice("Question").model_copy(update={"options": options})
            found = outcome(self.SLUG, page(1, "regenerate", asked))
            assert found.ok is not disabled
        barred = fact("option-disabled", option=quote(QUESTION))
        asked = choice("Question").model_copy(
            update={"options": (told.model_copy(update={"disabled": True}),)}
        )
        assert outcome(self.SLUG, page(1, "regenerate", asked)).seen == barred

    @pytest.mark.parametrize(
        ("options", "more", "ok"),
        [
            ((Option(text=QUESTION, value="1", disabled=True),), {}, None),
            ((Option(text="?", value=""),), {}, None),
            ((Option(text="Autre", value="1"),), {"disabled": True}, None),
            ((Option(text="Autre", value="1"),), {}, False),
        ],
    )
    def test_what_a_script_may_let_people_choose(
        self, options: tuple[Option, ...], more: dict[str, Any], *, ok: bool | None
    ) -> None:
        """Nobody knows without scripts, on a page with some; a list with other options lacks it."""
        asked = choice("Question").model_copy(update={"options": options, **more})
        record, claim = page(1, "regenerate", asked), GUIDE.by_slug[self.SLUG].claim
        assert isinstance(claim, Offers)
        scripted = record.page.model_copy(update={"scripted": True})
        with_scripts = record.model_copy(update={"page": scripted})
        for one, observes, expected in (
            (with_scripts, (), ok),
            (with_scripts, ("javascript",), False),
            (record, (), False),
        ):
            case = Case(GUIDE, journal(one, observes=observes))
            assert offers(claim, one, case).ok is expected

    def test_an_empty_list_is_its_own_failure(self) -> None:
        """The field is there and of the right kind: nothing else would tell."""
        record = page(1, "regenerate", choice("Question"))
        assert outcome("regenerate.question", record).ok
        found = outcome(self.SLUG, record)
        assert (found.ok, found.seen) == (False, fact("no-option"))

    def test_no_list_is_told_by_the_field(self) -> None:
        """Missing, or of another kind."""
        for record in (page(1, "regenerate"), page(1, "regenerate", field("Question"))):
            assert outcome("regenerate.question", record).ok is False
            assert outcome(self.SLUG, record).blocked_by == "regenerate.question"


class TestFits:
    """The guide's example can be typed."""

    SLUG = "search.siret.fits"  # 14 digits

    @pytest.mark.parametrize(
        ("changes", "ok"),
        [
            ({}, True),
            ({"max_length": 14}, True),
            ({"max_length": 13}, False),
            ({"pattern": r"\d{14}"}, True),
            ({"pattern": r"\d{9}"}, False),
            ({"pattern": "(["}, True),
            ({"disabled": True}, False),
            ({"kind": "number"}, True),
        ],
    )
    def test_what_a_field_takes(self, changes: dict[str, Any], *, ok: bool) -> None:
        """Length, pattern and kind; a pattern that no browser can read binds nobody."""
        kind = str(changes.pop("kind", "text"))
        record = page(1, "search", field("Numéro SIRET", kind=kind, **changes))
        assert outcome(self.SLUG, record).ok is ok

    def test_letters_do_not_fit_a_number(self) -> None:
        """« 01XXX123 » is no number."""
        record = page(1, "search", field("Numéro BCR", kind="number"))
        assert outcome("search.bcr.fits", record).ok is False

    def test_without_the_field_it_is_barred(self) -> None:
        """The missing field is told by its own statement."""
        assert outcome(self.SLUG, page(1, "search")).blocked_by == "search.siret"
