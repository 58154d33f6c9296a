"""Claims about the words of a page, each from both sides."""

import pytest

from harness.checks import pages
from harness.checks.context import Case
from harness.guide.claims import Order
from harness.messages.catalogue import catalogue
from harness.model.fact import Fact, fact, quote, quotes
from harness.model.page import Button, Sound
from harness.page.extract import extract
from tests.builders import (
    CERTIFICATION,
    GUIDE,
    ME,
    choice,
    field,
    heading,
    journal,
    link,
    outcome,
    outcomes,
    page,
    person,
    secret,
    step,
    text,
)
from tests.facts import texts

HEADING = "search.heading"
TITLE = "Recherche de votre code identifiant"


def shown(words: str) -> Fact:
    """Words that stand on a page."""
    return fact("words-shown", words=quote(words))


class TestHints:
    """The hint of a field gives way to what the field says of a wrong value."""

    SLUG, HINT = "regenerate.email.note", "doit être identique à celle qui est mentionnée sur"

    @pytest.mark.parametrize(
        ("before", "said", "ok"),
        [
            ("({}votre compte)", "Cette adresse n'est pas valide", None),
            ("({}votre compte)", "", False),
            ("", "Cette adresse n'est pas valide", False),
        ],
    )
    def test_the_place_of_a_hint(self, before: str, said: str, *, ok: bool | None) -> None:
        """It stood at the field before, and something else stands there now."""
        hint = before.format(f"{self.HINT} ")
        pages = (
            page(number, "regenerate", field("Adresse e-mail", help=words))
            for number, words in ((1, hint), (2, said))
        )
        last = outcomes(self.SLUG, journal(*pages, planned=[self.SLUG]))[-1]
        assert last.ok is ok


class TestHeading:
    """A heading has the guide's words; without marked headings, a line of its own has."""

    def test_the_words_are_there(self) -> None:
        """As a heading, whatever stands around it."""
        assert outcome(HEADING, page(1, "search", heading("Portail"), heading(TITLE))).ok

    def test_a_message_that_tells_what_a_link_is_for(self) -> None:
        """Its title may be that of every message: only a heading that is there can be judged."""
        told = page(1, "help", heading("Information"), "Respectez les majuscules.")
        over = told.model_copy(update={"around": page(2, "login").page, "around_slug": "login"})
        assert outcome("help.heading", told).ok is False
        assert outcome("help.heading", over).ok is None
        named = page(1, "help", heading("Aide à la connexion"))
        assert outcome("help.heading", named.model_copy(update={"around": told.page})).ok

    def test_one_part_of_a_heading_is_enough(self) -> None:
        """A portal may put its own name before the title."""
        assert outcome(HEADING, page(1, "search", heading(f"Retraites | {TITLE}"))).ok

    def test_a_remark_behind_a_heading(self) -> None:
        """Such as its abbreviation in brackets."""
        assert outcome(HEADING, page(1, "search", heading(f"{TITLE} (RCI)"))).ok

    def test_a_line_of_its_own_where_no_heading_is_marked(self) -> None:
        """A page of 2010 marks its title by size and colour."""
        assert outcome(HEADING, page(1, "search", TITLE)).ok

    def test_the_label_of_a_field_is_no_title(self) -> None:
        """Where no heading is marked, the same words beside a field do not stand for it."""
        slug, words = "certification.heading", "Code de certification"
        labelled = (f"{words} * :", field(words))
        assert outcome(slug, page(1, "certification", words, *labelled)).ok
        assert outcome(slug, page(1, "certification", "Dernière étape", *labelled)).ok is False

    def test_a_line_is_none_where_headings_are_marked(self) -> None:
        """The title must be where the others are."""
        found = outcome(HEADING, page(1, "search", heading("Bienvenue"), TITLE))
        assert found.ok is False
        assert "Bienvenue" not in texts(found.expected)

    def test_a_line_that_looks_like_a_title(self) -> None:
        """Where lesser headings are marked and the title is only bold, it still is the title."""
        bold = text(TITLE, "cell").model_copy(update={"titled": True})
        assert outcome(HEADING, page(1, "search", bold, heading("Votre établissement"))).ok

    def test_other_words_are_told_with_the_closest(self) -> None:
        """What was expected, and what comes closest."""
        found = outcome(HEADING, page(1, "search", heading("Recherche de votre identifiant")))
        assert (found.ok, found.seen) == (False, shown("Recherche de votre identifiant"))
        assert found.expected == fact("heading", text=quote(TITLE))

    @pytest.mark.parametrize(
        ("words", "ok"),
        [
            ("Regénérer votre code confidentiel", True),
            ("Régénérer votre code confidentiel", True),
            ("REGÉNÉRER VOTRE CODE CONFIDENTIEL", True),
            ("regénérer votre code confidentiel", True),
            ("Regenerer votre code confidentiel", False),
            ("Regénérer VOTRE code confidentiel", False),
        ],
    )
    def test_accents_and_capitals_within_count(self, words: str, *, ok: bool) -> None:
        """« Regénérer » is a slip of the guide's; capitals throughout are typography."""
        assert outcome("regenerate.heading", page(1, "regenerate", heading(words))).ok is ok


class TestWords:
    """The words stand somewhere on the page."""

    SLUG = "search.one-of-two.note"
    WORDS = "Vous devez obligatoirement compléter au moins l'un de ces deux champs"

    @pytest.mark.parametrize(
        ("line", "ok"),
        [
            ("votre établissement", True),
            ("VOTRE ÉTABLISSEMENT", True),
            ("administrateur pour votre établissement", False),
        ],
    )
    def test_a_title_is_no_part_of_a_sentence(self, line: str, *, ok: bool) -> None:
        """Another first letter is typography at the beginning only."""
        assert outcome("search.establishment", page(1, "search", line)).ok is ok

    def test_typography_is_folded(self) -> None:
        """No-break spaces and typographic apostrophes are the same words."""
        words = self.WORDS.replace("'", "’").replace("au moins", "au\u00a0moins")
        assert outcome(self.SLUG, page(1, "search", f"** {words}.")).ok

    def test_words_over_two_blocks(self) -> None:
        """A sentence may be cut in two by the mark-up."""
        first, second = self.WORDS[:40], self.WORDS[40:]
        assert outcome(self.SLUG, page(1, "search", first, second)).ok

    def test_words_that_nobody_sees_do_not_count(self) -> None:
        """Hidden text promises nothing."""
        hidden = text(self.WORDS).model_copy(update={"visible": False})
        assert outcome(self.SLUG, page(1, "search", hidden)).ok is False

    def test_the_closest_passage_is_told(self) -> None:
        """One word missing: the rest is shown."""
        words = self.WORDS.replace("obligatoirement ", "")
        found = outcome(self.SLUG, page(1, "search", "Bonjour", words))
        assert (found.ok, found.seen) == (False, shown(words))

    def test_nothing_like_it(self) -> None:
        """A page that says something else altogether."""
        assert outcome(self.SLUG, page(1, "search", "Bonjour")).seen == fact("nothing-alike")

    def test_a_hint_in_a_field_is_words(self) -> None:
        """The site's search tells what to type in its placeholder."""
        hint = field("", placeholder="Tapez un mot-clé, une expression")
        assert outcome("home.site-search.hint", page(1, "home", hint)).ok


class TestAccountWords:
    """The greeting is the person's own."""

    SLUG = "space.greeting"
    WALK = (
        page(1, "login"),
        step(1, on=1, led_to=2, typed={"Code identifiant": "IDENT1"}),
    )

    def test_the_greeting_of_who_logged_in(self) -> None:
        """First name and name, within other words."""
        assert outcome(self.SLUG, *self.WALK, page(2, "space", "Bonjour Marcel DUPONT !")).ok

    def test_somebody_elses_greeting(self) -> None:
        """The name of another person of the same walk is wrong."""
        people = (ME, person("IDENT2", last_name="MARTIN"))
        record = page(2, "space", "Bonjour Marcel MARTIN")
        assert outcome(self.SLUG, *self.WALK, record, people=people).ok is False

    def test_the_last_identifier_counts(self) -> None:
        """Two people may log in at one window, one after the other."""
        people = (ME, person("IDENT2", last_name="MARTIN"))
        second = step(2, on=1, led_to=2, typed={"Code identifiant": "IDENT2"})
        records = (
            page(1, "login"),
            step(1, on=1, led_to=1, typed={"Code identifiant": "IDENT1"}),
            page(2, "space", "Bonjour Marcel MARTIN"),
            second,
        )
        assert outcome(self.SLUG, *records, people=people).ok


class TestOrder:
    """What stands on the page stands in the guide's order."""

    CHOICES = "lost-codes.administrator-first"
    ROLES = ("Vous êtes administrateur", "Vous êtes utilisateur sans être administrateur")
    FUNDS = ("CNRACL", "FIPHFP", "FSPOEIE", "Ircantec", "RAFP", "Retraite des Mines", "SASPA")

    def test_all_in_order(self) -> None:
        """The eight links of the frame."""
        assert outcome("home.funds.links", page(1, "home", *self.FUNDS, "Autres fonds")).ok

    def test_one_missing_of_a_whole_list(self) -> None:
        """It is named."""
        found = outcome("home.funds.links", page(1, "home", *self.FUNDS))
        assert (found.ok, found.seen) == (False, fact("order-lacks", items=("Autres fonds",)))

    def test_what_has_its_own_statement_may_be_missing(self) -> None:
        """A missing field is told by the field's statement, not by the order."""
        assert outcome(self.CHOICES, page(1, "lost-codes", *self.ROLES)).ok

    def test_buttons_in_the_order(self) -> None:
        """What is written on buttons is read in its place as well."""
        smaller, larger = (Button(label=label, place=0) for label in ("A⁻", "A⁺"))
        assert outcome("home.frame.text-size", page(1, "home", smaller, larger)).ok
        assert not outcome("home.frame.text-size", page(1, "home", larger, smaller)).ok

    def test_buttons_with_names_for_screen_readers(self) -> None:
        """« A⁻ » is read on the button, whatever its accessible name."""
        named = (("A⁻", "Réduire"), ("A⁺", "Agrandir"))
        buttons = [Button(label=name, drawn=drawn, place=0) for drawn, name in named]
        assert outcome("home.frame.text-size", page(1, "home", *buttons)).ok
        assert not outcome("home.frame.text-size", page(1, "home", *buttons[::-1])).ok

    def test_other_capitals(self) -> None:
        """« Actif » is what the guide writes as « ACTIF »."""
        profiles = ("Employeur", "Actif", "Retraité", "Autre public")
        assert outcome("home.frame.profiles", page(1, "home", *profiles)).ok

    def test_words_without_an_order_may_stand_in_a_list(self) -> None:
        """What visitors choose from is on the page as well."""
        profiles = choice("Changer de profil", "Actif", "Retraité", "Autre public")
        assert outcome("home.frame.profiles", page(1, "home", "EMPLOYEUR", profiles)).ok
        assert not outcome("home.frame.profiles", page(1, "home", profiles)).ok

    def test_another_order(self) -> None:
        """The order that was seen is told."""
        turned = self.ROLES[::-1]
        found = outcome(self.CHOICES, page(1, "lost-codes", *turned))
        assert (found.ok, found.seen) == (False, fact("order-shown", items=turned))

    def test_words_that_also_stand_earlier(self) -> None:
        """A word of the frame above does not break the order below."""
        assert outcome(self.CHOICES, page(1, "lost-codes", self.ROLES[1], *self.ROLES)).ok

    @pytest.mark.parametrize("how", [{"complete": True}, {"lines": True}])
    def test_words_that_also_stand_in_other_lines(self, how: dict[str, bool]) -> None:
        """Where each word is a line of its own, the foot of the page does not put it right."""
        claim = Order.model_validate({"kind": "order", "of": ["Ma remarque", "trac"], **how})
        cells = [text("trac", "cell"), text("Ma remarque", "cell")]
        foot = "Trac Powered"
        for rows, ok in ((cells, False), (cells[::-1], True)):
            record = page(1, "home", *rows, foot)
            assert pages.order(claim, record, Case(GUIDE, journal(record))).ok is ok


class TestAction:
    """A link or a button has the guide's words."""

    def test_a_link_and_a_button_are_alike(self) -> None:
        """The guide shows what to press, not of what it is made."""
        assert outcome("search.submit", page(1, "search", link("rechercher"))).ok
        assert outcome("search.submit", page(1, "search", Button(label="rechercher"))).ok

    def test_brackets_arrows_and_stars_aside(self) -> None:
        """« [annuler] », « » Conditions… » and « Codes perdus * » are the same words."""
        assert outcome("lost-codes.cancel", page(1, "lost-codes", link("[annuler]"))).ok
        assert outcome("login.lost-codes", page(1, "login", link("Codes perdus *"))).ok

    def test_a_player_behind_the_words(self) -> None:
        """What is announced as a sound can be started there; a player alone announces nothing."""
        words = "(Cliquez ici pour entendre la version sonore)"
        for label, ok in ((words, True), ("Version sonore", False), ("", False)):
            player = Sound(url="http://portal.example/code.wav", label=label)
            record = page(1, "certification-code", text(words), player)
            assert outcome("certification-code.audio", record).ok is ok
        leading = Sound(
            url="http://portal.example/a.wav", label="Conditions générales d'utilisation"
        )
        assert not outcome("certification-code.terms", page(1, "certification-code", leading)).ok

    def test_another_wording(self) -> None:
        """What resembles it is what was seen."""
        found = outcome("search.submit", page(1, "search", Button(label="Recherche")))
        assert (found.ok, found.seen) == (False, shown("Recherche"))

    @pytest.mark.parametrize("words", ["Rechercher", "RECHERCHER"])
    def test_capitals_of_a_button(self, words: str) -> None:
        """The first letter, or all of them, as the portal writes its buttons."""
        assert outcome("search.submit", page(1, "search", Button(label=words))).ok

    @pytest.mark.parametrize("slug", ["lost-codes.home", "lost-codes.site"])
    @pytest.mark.parametrize(
        ("labels", "ok"),
        [
            (("Retour accueil", "cdc.retraites"), True),
            (("Retour accueil cdc.retraites",), True),
            (("Retour",), False),
        ],
    )
    def test_one_link_or_two(self, slug: str, labels: tuple[str, ...], *, ok: bool) -> None:
        """Lines 146 and 147 may be one link, as line 220 has it."""
        assert outcome(slug, page(1, "lost-codes", *map(link, labels))).ok is ok

    @pytest.mark.parametrize(
        ("line", "ok"),
        [
            ("Accueil | Changer de profil | Vous êtes EMPLOYEUR", True),
            ("Accueil", True),
            ("Accueil des employeurs", False),
            ("Bienvenue à l'accueil", False),
        ],
    )
    def test_a_menu_names_the_page_it_stands_on(self, line: str, *, ok: bool) -> None:
        """It has no link to it then; where the words lead elsewhere, a link is needed."""
        assert outcome("home.frame.home", page(1, "home", line)).ok is ok
        assert outcome("lost-codes.home", page(1, "lost-codes", "Retour accueil")).ok is False

    def test_nothing_there(self) -> None:
        """What is offered instead is told."""
        found = outcome("search.submit", page(1, "search", link("Annuler")))
        assert (found.ok, found.seen) == (False, fact("only-actions", labels=quotes(("Annuler",))))

    def test_what_has_no_words_is_told_by_its_picture(self) -> None:
        """Or by its address; a picture with words has them for a label."""
        html = (
            '<a href=/basket><img src="/i/basket%20small.png" alt=""></a>'
            '<a href=/home><img src=/i/home.png title="Accueil"></a>'
            "<a href=/help><i class=icon></i></a><button><svg></svg></button>"
            "<button><img src=ok.gif></button>"
        )
        there = extract(html, url="http://portal.example/")
        record = page(1, "search").model_copy(update={"page": there})
        found = outcome("search.submit", record)
        assert found.seen
        told = catalogue().say(found.seen)
        for words in (
            "the link around the picture basket small.png",
            "« Accueil »",
            "the link without words to /help",
            "a button without words",
            "the button with the picture ok.gif",
        ):
            assert words in told
        assert "«  »" not in told

    def test_the_line_beside_tells_links_apart(self) -> None:
        """Four links « cliquez ici »: each is known by its line."""
        slug = "lost-codes.administrator.identifier"
        lines = (
            "Vous avez perdu votre code confidentiel",
            "Vous avez perdu votre code identifiant",
            "Vous avez perdu votre code identifiant et votre code confidentiel",
        )
        links = [link("cliquez ici", beside=f"{line} : cliquez ici") for line in lines]
        assert outcome(slug, page(1, "lost-codes", *links)).ok
        without = outcome(slug, page(1, "lost-codes", links[0], links[2]))
        assert without.ok is False


class TestShownCode:
    """The code is shown, and long enough."""

    SHOWN, SHAPE = "certification-code.shown", "certification-code.shape"

    def test_a_code_of_ten(self) -> None:
        """As text or in a field that only shows."""
        for part in (text(CERTIFICATION), field("Votre code", CERTIFICATION, read_only=True)):
            records = (page(1, "certification-code", part), secret())
            assert outcome(self.SHOWN, *records).ok
            assert outcome(self.SHAPE, *records).ok

    def test_a_short_code_fails_its_shape_only(self) -> None:
        """Five characters are a code, and too few."""
        records = (page(1, "certification-code", CERTIFICATION), secret(value="AB2CD"))
        assert outcome(self.SHOWN, *records).ok
        assert outcome(self.SHAPE, *records).ok is False

    def test_no_code_is_told_once(self) -> None:
        """Its shape cannot be judged then."""
        record = page(1, "certification-code", "Votre code :")
        assert outcome(self.SHOWN, record).ok is False
        shape = outcome(self.SHAPE, record)
        assert (shape.ok, shape.blocked_by) == (None, self.SHOWN)

    def test_a_code_of_another_kind_is_not_it(self) -> None:
        """The old confidential code on the page is no certification code."""
        old = "‹old-confidential-code-1›"
        assert outcome(self.SHOWN, page(1, "certification-code", old), secret(old)).ok is False
