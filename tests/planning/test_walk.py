"""The verbs of a walk, and what they ask of the stage."""

from pathlib import Path

import pytest

from harness.core.errors import GuideError
from harness.execution.actor.blocked import about
from harness.guide.wording import in_words
from harness.journal.writer import JournalWriter
from harness.planning.actor import MailedLink
from harness.planning.dry_run import DryRun
from harness.planning.walk import Walk
from harness.redaction.vault import Vault
from tests import two_mails
from tests.builders import GUIDE, account, journal
from tests.execution.stages import NotingActor

ME, OTHER = account(), account("IDENT2")


def _walk() -> tuple[Walk, NotingActor]:
    stage = NotingActor()
    return Walk(GUIDE, stage, (ME, OTHER)), stage


async def test_a_walk_reads_like_the_guide() -> None:
    """Each verb is one movement, in the guide's own words."""
    walk, stage = _walk()
    await walk.open("home")
    await walk.follow("Accès à mon espace personnalisé")
    await walk.follow("Codes perdus *", trying="login.lost-codes.recovers")
    await walk.follow("cliquez ici", beside="Vous avez perdu votre code confidentiel")
    await walk.fill({"Votre Nom": "DUPONT", "Réponse": "Durand"})
    await walk.press("Générer le code confidentiel", trying="regenerate.generated")
    assert (await walk.note_code(), await walk.receive_mail()) == ("SHOWN", "MAILED")
    await walk.hear("Cliquez ici pour entendre la version sonore")
    await walk.press("Terminer")
    assert walk.at == "login"
    assert stage.notes == [
        "A open home",
        "A follow Accès à mon espace personnalisé",
        "A follow Codes perdus",
        "A follow cliquez ici",
        "A fill Votre Nom=DUPONT, Réponse=*",
        "A press Générer le code confidentiel",
        "A note certification-code.shown",
        "A receive IDENT1",
        "A hear certification-code.audio",
        "A press Terminer",
    ]
    assert [m.page for m in stage.movements] == [
        "home",
        "login",
        "lost-codes",
        "regenerate",
        "certification-code",
        "login",
    ]
    assert [s.slug for s in stage.movements[4].trying] == ["regenerate.generated"]


async def test_the_windows_own_buttons() -> None:
    """Where they lead is told by the statement that they try; it may be left open."""
    walk, stage = _walk()
    walk.at = "search"
    await walk.reload("certification.reload")
    assert walk.at == "certification"
    await walk.back("search.back")
    assert walk.at == ""
    await walk.open_directly("space", trying="space.kept-from-others")
    await walk.session_expires()
    assert stage.notes == ["A reload certification", "A back ", "A enter space", "A forget"]
    assert all(movement.action is None for movement in stage.movements)


async def test_visitors_and_windows() -> None:
    """Another computer, another window, another person at the same window."""
    walk, stage = _walk()
    walk.at = "login"
    await walk.visitor("B").open("home")
    await walk.tab("2").open("home")
    other = walk.on_behalf_of(1)
    assert (other.account, other.at) == (OTHER, "login")
    assert walk.account is ME
    await other.receive_mail()
    await other.receive_mail(account=ME)
    assert stage.notes == ["B open home", "A/2 open home", "A receive IDENT2", "A receive IDENT1"]


@pytest.mark.parametrize(
    "mistake",
    [
        lambda walk: walk.open("hom"),
        lambda walk: walk.follow("Acceuil"),
        lambda walk: walk.fill({"Nom": "x"}),
        lambda walk: walk.press("Je valide", trying="login.wrong-cod"),
        lambda walk: walk.note_code(),
        lambda walk: walk.hear("la version sonore"),
        lambda walk: walk.back("search.siret"),
    ],
)
async def test_words_that_the_guide_does_not_have(mistake: object) -> None:
    """They are refused before anything moves."""
    walk, stage = _walk()
    walk.at = "home"
    assert callable(mistake)
    with pytest.raises(GuideError):
        await mistake(walk)
    assert stage.notes == []


async def test_a_page_opens_without_a_statement_that_says_so() -> None:
    """What goes astray is then told by the first required statement of the page."""
    walk, stage = _walk()
    await walk.open("search")
    (movement,) = stage.movements
    assert (movement.trying, movement.page, movement.strict) == ((), "search", True)
    assert about(movement) == "search.heading"
    with pytest.raises(GuideError, match="a page of the guide"):
        await walk.open("serach")


async def test_nothing_can_be_done_before_a_page_is_open() -> None:
    """The message says so."""
    walk, _ = _walk()
    with pytest.raises(GuideError, match="Open a page first"):
        await walk.press("Je valide")
    with pytest.raises(GuideError, match="a page that shows a code"):
        await walk.note_code()


async def test_a_portal_with_words_of_its_own() -> None:
    """The scenario keeps the guide's words; what is moved and filled has the portal's."""
    said = in_words(GUIDE, {"Codes perdus": "Accès oubliés", "Code identifiant": "Identifiant"})
    stage = NotingActor()
    walk = Walk(GUIDE, stage, (ME, OTHER), portal_guide=said)
    for window in (walk, walk.tab("2"), walk.on_behalf_of(1)):
        window.at = "login"
        await window.fill({"Code identifiant": "x"})
        await window.follow("Codes perdus *")
    assert stage.notes == [
        "A fill Identifiant=x",
        "A follow Accès oubliés",
        "A/2 fill Identifiant=x",
        "A/2 follow Accès oubliés",
        "A fill Identifiant=x",
        "A follow Accès oubliés",
    ]


async def test_a_link_of_a_mail() -> None:
    """It is opened in the window at hand or at another computer, as it came or altered."""
    stage = NotingActor()
    walk = Walk(two_mails.GUIDE, stage, (ME,))
    await walk.open("ask")
    await walk.receive_mail("invitation")
    await walk.follow_mail_link("invitation")
    assert walk.at == "choice"
    await walk.visitor("B").follow_mail_link("invitation", trying="choice.used-up", mail=1)
    await walk.follow_mail_link("invitation", trying="choice.used-up", altered=True)
    links = [movement.link for movement in stage.movements]
    assert links == [None, MailedLink(), MailedLink(mail=1), MailedLink(altered=True)]
    assert [movement.page for movement in stage.movements[1:]] == ["choice"] * 3
    with pytest.raises(GuideError, match="'invitation', 'notice'"):
        await walk.receive_mail()
    with pytest.raises(GuideError, match="link"):
        await walk.follow_mail_link("notice")


async def test_one_of_several_links_of_a_mail() -> None:
    """The scenario names the statement about it; what names no link tells how it is named."""
    claim = {"kind": "mail-link", "to": "ask", "address": "/end/*", "shortest": 20}
    end = two_mails.statement("invitation.end", "Mettez-y fin", claim)
    mail = two_mails.GUIDE.mails["invitation"]
    longer = mail.model_copy(update={"statements": (*mail.statements, end)})
    stage = NotingActor()
    chapters = (longer if one is mail else one for one in two_mails.GUIDE.chapters)
    walk = Walk(two_mails.GUIDE.with_chapters(chapters), stage, (ME,))
    await walk.open("ask")
    await walk.receive_mail("invitation")
    await walk.follow_mail_link(link="invitation.end")
    assert (stage.movements[-1].action, walk.at) == (end, "ask")
    await walk.follow_mail_link("invitation")
    assert walk.at == "choice"
    with pytest.raises(GuideError, match="Did you mean 'invitation"):
        await walk.follow_mail_link("invitation", link="invitation.why")
    how = r"follow_mail_link\(link='invitation.end'\)"
    with pytest.raises(GuideError, match=how):
        await walk.follow_mail_link("invitation", trying="invitation.end")
    with pytest.raises(GuideError, match=how):
        await walk.follow_mail_link("invitation.end")


async def test_a_link_of_a_mail_that_was_not_received() -> None:
    """The dry run refuses it."""
    actor = DryRun(two_mails.GUIDE, JournalWriter(None, journal().head, Vault()))
    walk = Walk(two_mails.GUIDE, actor, (ME,))
    await walk.open("ask")
    with pytest.raises(GuideError, match="received before"):
        await walk.follow_mail_link("invitation")
    await walk.receive_mail("invitation")
    await walk.follow_mail_link("invitation")


async def test_a_flag_ticks_a_box_or_clears_it() -> None:
    """A scenario fills in what the account says."""
    walk, stage = _walk()
    walk.at = "regenerate"
    await walk.fill({"Votre Nom": True, "Votre Prénom": False})
    assert stage.notes == ["A fill Votre Nom=on, Votre Prénom=off"]


async def test_a_link_with_the_words_of_the_account() -> None:
    """It is looked for as the account has it."""
    said = {"kind": "action", "label": "Bonjour {first_name}", "to": "space"}
    hello = two_mails.statement("space.hello", "Bonjour", said)
    guide = GUIDE.with_chapters((two_mails.chapter("space", hello),))
    stage = NotingActor()
    walk = Walk(guide, stage, (ME,))
    walk.at = "space"
    await walk.follow("Bonjour {first_name}")
    assert stage.notes == ["A follow Bonjour Marcel"]


async def test_a_visitor_stays_where_it_was() -> None:
    """It is the same one each time that it is named; so is the first one, and a further window."""
    walk, stage = _walk()
    await walk.visitor("B").open("home")
    await walk.visitor("B").follow("Accès à mon espace personnalisé")
    assert walk.visitor("B").at == "login"
    assert walk.visitor("B").visitor("A") is walk
    assert walk.tab("2") is walk.tab("2")
    assert walk.on_behalf_of(1).visitor("B") is not walk.visitor("B")
    assert stage.notes == ["B open home", "B follow Accès à mon espace personnalisé"]


async def test_several_statements_at_once() -> None:
    """Every verb that tries a statement tries several, too; where none is named, it says so."""
    walk, stage = _walk()
    walk.at = "search"
    await walk.reload(("certification.reload", "certification.reload"))
    await walk.open_address("/x", trying=("space.kept-from-others", "login.wrong-code"))
    assert [len(one.trying) for one in stage.movements] == [2, 2]
    for verb in (walk.back(()), walk.open_address("/x", trying=())):
        with pytest.raises(GuideError, match="at least one statement that walk"):
            await verb


async def test_what_python_would_refuse(tmp_path: Path) -> None:
    """A number is typed as it is written; what nobody can type is told in a sentence."""
    walk, stage = _walk()
    walk.at = "regenerate"
    await walk.fill({"Votre Nom": 12})
    assert stage.notes == ["A fill Votre Nom=12"]
    with pytest.raises(GuideError, match="a text for the field « Votre Nom »"):
        await walk.fill({"Votre Nom": None})  # pyrefly: ignore
    with pytest.raises(GuideError, match="an account of the scenario, from 0 to 1"):
        walk.on_behalf_of(2)
    with pytest.raises(GuideError, match="a file at"):
        await walk.upload("Votre Nom", str(tmp_path / "none"))
