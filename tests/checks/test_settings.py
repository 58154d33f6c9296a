"""For what is broken in wording, place or reading, the lines that accept it; for nothing else."""

from typing import Any

import pytest

from harness.checks.context import Case
from harness.checks.judge import judge
from harness.checks.registry import subjects
from harness.checks.settings import settings_for
from harness.guide.model import Guide
from harness.guide.portal_view import guide_for_portal
from harness.guide.wording import Wording
from harness.model.finding import Finding, Setting, Verdict
from harness.model.journal import Record
from tests import two_mails
from tests.builders import GUIDE, barred, field, guide_page, journal, link, mail, page, secret, step
from tests.two_mails import chapter, statement


def found(
    slug: str, *records: Record, words: Wording | None = None, reads: dict[str, str] | None = None
) -> Finding:
    """What is found of one statement, on a portal with words and readings of its own."""
    guide = guide_for_portal(GUIDE, words or {}, (), reads or {})
    made = journal(*records, planned=(slug,))
    return next(one for one in judge(guide, made) if one.statement == slug)


def lines(settings: tuple[Setting, ...]) -> list[tuple[str, str, str]]:
    """Section, key and value of each line."""
    return [(one.section, one.key, one.value) for one in settings]


def login(*without: str) -> Record:
    """The login window as the guide shows it, without some of its texts."""
    whole = guide_page("login")
    texts = tuple(text for text in whole.texts if text.text not in without)
    return page(1, "login").model_copy(update={"page": whole.model_copy(update={"texts": texts})})


def test_a_sentence_that_is_missing_can_be_accepted_by_its_name() -> None:
    """The very line is given; with it the statement is accepted, and no other one is."""
    slug, words = "login.registered", "Je suis déjà inscrit(e)"
    broken = found(slug, login(words))
    assert broken.verdict is Verdict.FAIL
    assert lines(broken.settings) == [("words", slug, "")]
    assert found(slug, login(words), words={slug: ""}).verdict is Verdict.ACCEPTED
    assert found(slug, login(), words={slug: ""}).verdict is Verdict.PASS
    other = "login.not-registered"
    missing = login("Je ne suis pas encore inscrit(e)")
    assert found(other, missing, words={slug: ""}).verdict is Verdict.FAIL


def test_a_link_that_sends_a_mail_has_its_words() -> None:
    """What it did is told by the step that did it; no line says that its words are not there."""
    slug = "regenerate.cancel"
    form = page(1, "regenerate").model_copy(update={"page": guide_page("regenerate")})
    moved = step(1, verb="follow", statement=slug, on=1, led_to=2)
    broken = found(slug, form, page(2, "lost-codes"), moved, mail(time=1.5))
    assert (broken.verdict, broken.evidence.step, broken.evidence.mail) == (Verdict.FAIL, 1, 1)
    assert broken.settings == ()
    assert broken.scene
    assert broken.scene.code == "scene-step"


def test_another_wording_is_accepted_by_the_words_that_stand_there() -> None:
    """The statement's slug, and what the portal says in its place."""
    slug = "mail.farewell"
    said = mail().mail.text.replace("A bientôt sur notre site", "A très bientôt sur le site")
    broken = found(slug, mail(text=said))
    assert lines(broken.settings) == [("words", slug, "A très bientôt sur le site")]
    words = {slug: broken.settings[0].value}
    assert found(slug, mail(text=said), words=words).verdict is Verdict.PASS


def test_a_link_that_leads_elsewhere_is_another_reading() -> None:
    """Where the guide names no page; the line names the page that it leads to."""
    slug = "certification-code.finish.leads"
    walk = (
        page(1, "certification-code"),
        page(2, "home"),
        step(1, on=1, led_to=2, statement="certification-code.finish"),
    )
    broken = found(slug, *walk)
    assert lines(broken.settings) == [("reads", slug, "home")]
    assert found(slug, *walk, reads={slug: "home"}).verdict is Verdict.PASS
    own = page(2, "", "Merci de votre visite", field("Votre avis"))
    elsewhere = found(slug, walk[0], own, walk[2])
    assert lines(elsewhere.settings) == [("reads", slug, "otherwise")]


def test_what_is_done_otherwise_is_accepted_by_its_name_only_if_it_is_our_reading() -> None:
    """A required statement that is broken by what the portal does has no line."""
    walk = (page(1, "search"), page(2, "search"))
    blanks = step(1, on=1, led_to=2, trying="search.found.blanks")
    assert lines(found("search.found.blanks", *walk, blanks).settings) == [
        ("reads", "search.found.blanks", "otherwise")
    ]
    empty = step(1, on=1, led_to=2, trying="search.found")
    assert found("search.found", *walk, empty).settings == ()


def test_a_page_that_was_not_recognised_has_the_lines_of_all_its_words() -> None:
    """The scenario ends there: with the lines, the next run knows the page."""
    unknown = page(2, "", "Bienvenue", field("Nom de connexion"), field("Secret", kind="password"))
    broken = found(
        "home.access.button",
        page(1, "home", link("Accès à mon espace personnalisé")),
        unknown,
        step(1, on=1, led_to=2, statement="home.access.button"),
        barred("home.access.button"),
    )
    assert ("words", "login.identifier", "Nom de connexion") in lines(broken.settings)
    assert [one.value for one in broken.settings if one.section == "pages.login"] == ["/"]
    there = {"page": unknown.page.model_copy(update={"url": f"{unknown.page.url}entrer"})}
    broken = found(
        "home.access.button",
        page(1, "home", link("Accès à mon espace personnalisé")),
        unknown.model_copy(update=there),
        step(1, on=1, led_to=2, statement="home.access.button"),
        barred("home.access.button"),
    )
    assert ("pages.login", "address", "/entrer") in lines(broken.settings)


def test_a_page_that_the_target_file_knows_as_a_refusal_has_no_words_to_propose() -> None:
    """It is known what it is: nothing is left but to accept that the portal refuses."""
    refusal = page(2, "", "Votre demande ne peut pas aboutir", "Vérifiez votre saisie")
    step_2 = page(1, "search", field("Votre Nom"))
    moved = step(1, on=1, led_to=2, trying="search.found.apostrophe")
    unknown = found("search.found.apostrophe", step_2, refusal, moved)
    assert {one.section for one in unknown.settings} > {"reads"}
    known = refusal.model_copy(update={"refuses": ("search",)})
    broken = found("search.found.apostrophe", step_2, known, moved)
    assert [one.section for one in broken.settings] == ["reads"]


def test_names_of_the_account_are_left_open() -> None:
    """A greeting is nobody's own."""
    broken = found("space.heading", page(1, "space", "Bienvenue, Marcel DUPONT, dans votre espace"))
    assert all("DUPONT" not in one.value for one in broken.settings)


def test_words_of_another_page_are_proposed_for_none() -> None:
    """The scenario is on the home page by mistake: its search field is no identifier."""
    walk = (page(1, "home", field("Tapez un mot-clé")), step(1, on=1, led_to=1))
    broken = found("login.identifier", *walk, barred("login.identifier"))
    assert broken.verdict is Verdict.FAIL
    assert broken.settings == ()


def test_a_list_of_which_a_part_is_set_is_proposed_in_the_guides_words() -> None:
    """After a first round of lines: what is there is left alone, the rest keeps the guide's key."""
    slug = "home.general.links"
    guide = vars(GUIDE.by_slug[slug].claim)["of"]
    own = dict(zip(guide, ("Nouvelles", "Présentation", "Publications", "Presse"), strict=False))
    words: Wording = {"home": {guide[0]: "Nouvelles", guide[1]: "Autre chose"}}
    links = [link(own.get(text, "Votre information")) for text in guide]
    broken = found(slug, page(1, "home", *links), words=words)
    assert broken.verdict is not Verdict.PASS
    assert broken.settings
    assert {one.section for one in broken.settings} == {"words.home"}
    assert {one.key for one in broken.settings} <= {*guide} - {guide[0]}


def test_a_list_of_which_one_is_left_is_proposed_by_its_words() -> None:
    """The slug of a list stands for no words: a file that sets it is refused."""
    slug = "home.frame.profiles"
    absent: Wording = {"home": dict.fromkeys(("EMPLOYEUR", "ACTIF", "RETRAITÉ"), "")}
    broken = found(slug, page(1, "home"), words=absent)
    assert lines(broken.settings) == [("words.home", "AUTRE PUBLIC", "")]


def test_a_link_that_is_missing_can_be_accepted_and_one_that_leads_astray_cannot() -> None:
    """Some portals leave a help page out; a dead link is a defect."""
    slug = "login.help"
    whole = guide_page("login")
    links = tuple(one for one in whole.links if one.label != "Aide à la connexion")
    without = page(1, "login").model_copy(
        update={"page": whole.model_copy(update={"links": links})}
    )
    broken = found(slug, without)
    assert broken.verdict is Verdict.FAIL
    assert ("words", slug, "") in lines(broken.settings)
    assert found(slug, without, words={slug: ""}).verdict is Verdict.ACCEPTED
    lost = page(2, "", "Erreur 404")
    gone = lost.model_copy(update={"page": lost.page.model_copy(update={"status": 404})})
    astray = found(slug, login(), gone, step(1, on=1, led_to=2, statement=slug))
    assert astray.verdict is Verdict.FAIL
    assert astray.settings == ()


def test_the_menu_is_no_wording_of_a_page_that_was_not_recognised() -> None:
    """What stood on the page before as well is no line; what is new may be one."""
    menu, new = "Plan du site", "Notez bien votre code de certification"
    walk = (
        page(1, "regenerate", link(menu)),
        page(2, "", new, link(menu)),
        step(1, on=1, led_to=2, trying="regenerate.generated"),
    )
    said = {value for _, _, value in lines(found("regenerate.generated", *walk).settings)}
    assert menu not in said
    assert new in said


def test_words_of_another_button_of_the_guide_name_its_statement() -> None:
    """A button that says what the guide calls another one; words of no other name none."""
    whole = guide_page("login")
    for said, elsewhere in (("Rechercher", "search.submit"), ("Terminer donc", "")):
        actions = {
            kind: tuple(
                one.model_copy(update={"label": said}) if one.label == "Demander" else one
                for one in getattr(whole, kind)
            )
            for kind in ("links", "buttons")
        }
        shown = page(1, "login").model_copy(update={"page": whole.model_copy(update=actions)})
        broken = found("login.ask.button", shown)
        assert [(one.value, one.elsewhere) for one in broken.settings] == [(said, elsewhere)]


def _lines_for(slug: str, **changes: Any) -> list[str]:
    """What is proposed for a statement of a mail of two that has a code."""
    below = "Votre code est indiqué ci-dessous."
    code = {"kind": "mail-code", "secret": "reset-code", "announced_by": "reset.below"}
    subject = {"kind": "mail-subject", "text": "Votre code"}
    guide = Guide(
        digest=slug,
        accounts=GUIDE.accounts,
        chapters=(
            chapter(
                "reset",
                statement("reset.subject", "Votre code", subject),
                two_mails.words("reset.below", below),
                statement("reset.code", "huit lettres", code),
                mail=True,
            ),
        ),
    )
    record = mail(slug="reset", text_code=RESET, **changes)
    case = Case(guide, journal(record, secret(RESET)))
    one = guide.by_slug[slug]
    ((check, subject_),) = subjects(one, case)
    outcome_ = check(one.claim, subject_, case)
    assert outcome_.ok is False
    return [setting.value for setting in settings_for(one, outcome_, case)]


RESET = "‹reset-code-1›"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            f"Bonjour, c'est nous !\n\nVoici la suite :\n\n{RESET}\n\nMerci d'être là",
            "Voici la suite :",
        ),
        (f"Bonjour !\n\nVoici la suite : {RESET}", "Voici la suite :"),
        (f"Bonjour !\n\nVoici la suite :\n\nCode : {RESET}", "Voici la suite :"),
    ],
)
def test_the_words_before_a_code_are_those_that_announce_it(text: str, line: str) -> None:
    """And no greeting, and none of the code itself."""
    assert _lines_for("reset.below", text=text) == [line]


def test_no_line_is_proposed_for_an_announcement_without_a_code() -> None:
    """A greeting in its place says something else."""
    assert _lines_for("reset.below", text="Bonjour, c'est nous !\n\nMerci d'être là") == []


def test_a_code_in_a_subject_is_any_words() -> None:
    """The next one is another."""
    assert _lines_for("reset.subject", subject=f"Code de secours {RESET}", text=f"{RESET}") == [
        "Code de secours *"
    ]


PERSONAL = Guide(
    digest="personal",
    accounts=GUIDE.accounts,
    chapters=(
        chapter(
            "space",
            statement("space.heading", "Vos droits", {"kind": "heading", "text": "Vos droits"}),
            statement("space.leave", "Quitter", {"kind": "action", "label": "Fermer la session"}),
            statement("space.own", "Le vôtre", {"kind": "action", "label": "{last_name}, détail"}),
        ),
    ),
)


@pytest.mark.parametrize(
    ("slug", "shown", "proposed"),
    [
        ("space.leave", "Ouvert la session", ["Ouvert la session"]),
        ("space.leave", "DUPONT, session fermée", [""]),
        ("space.own", "Le détail de la suite", [""]),
        ("space.own", "Détail de DUPONT", ["Détail de {last_name}"]),
    ],
)
def test_what_is_of_an_account_and_what_is_not_stand_for_each_other_never(
    slug: str, shown: str, proposed: list[str]
) -> None:
    """A name of somebody is no link of the guide, and fixed words are no link to somebody's own."""
    records = journal(page(1, "space", "Vos droits", link(shown)), planned=(slug,))
    finding = next(one for one in judge(PERSONAL, records) if one.statement == slug)
    assert [one.value for one in finding.settings] == proposed
