"""A live stage: what a portal does becomes steps, pages and mails, or the bar that ended it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from harness.core.errors import GuideError, Unreachable
from harness.driver.egress_policy import egress_fault
from harness.driver.protocol import ActionRefused
from harness.execution.accounts.leases import AccountLeases
from harness.execution.actor.blocked import Blocked, NotObservable
from harness.execution.actor.element_choice import option_for
from harness.execution.actor.portal import PortalActor
from harness.execution.evidence.store import EvidenceStore
from harness.journal.writer import JournalWriter
from harness.model.fact import Fact, fact, quote, quotes
from harness.model.journal import Journal
from harness.model.page import Button, Frame, Page, Sound, Text
from harness.planning.actor import OtherThan
from harness.planning.walk import Walk
from harness.redaction.vault import Vault
from tests.builders import GUIDE, account, field, guide_page, journal, link, text
from tests.builders import choice as list_of
from tests.execution.fakes import (
    CERTIFICATION_CODE,
    CONFIDENTIAL_CODE,
    Answer,
    FakeEngine,
    FakeMails,
    context_of,
    message,
    step_4,
)
from tests.facts import texts

PEOPLE = (account(), account("IDENT2"))


class Played:
    """A walk on a made-up portal.

    Args:
        folder: of the run.
        mailbox: whether it has one.
    """

    def __init__(self, folder: Path, *, mailbox: bool = True) -> None:
        self.mails = FakeMails()
        self.engine = FakeEngine()
        vault = Vault()
        vault.add("Durand-Lavoine", "answer")
        self.recorder = JournalWriter(folder / "walk", journal().head, vault)
        context = context_of(
            self.engine,
            self.mails if mailbox else None,
            leases=AccountLeases(PEOPLE),
        )
        self.stage = PortalActor(context, EvidenceStore(context, self.recorder))
        self.walk = Walk(GUIDE, self.stage, PEOPLE)
        generate = "press Générer le code confidentiel"
        self.engine.told[generate] = self.mails.sent_with(step_4(), message())

    @property
    def journal(self) -> Journal:
        """What was recorded."""
        return self.recorder.journal()

    async def to_login(self) -> None:
        """The public home page, the login window."""
        await self.walk.open("home")
        await self.walk.follow("Accès à mon espace personnalisé")

    async def to_request(self) -> None:
        """Step 3 by the short way."""
        await self.to_login()
        await self.walk.follow("Codes perdus *", trying="login.lost-codes.recovers")
        beside = "Vous avez perdu votre code confidentiel"
        await self.walk.follow("cliquez ici", beside=beside)

    async def to_step_4(self) -> None:
        """Step 4."""
        await self.to_request()
        await self.walk.fill({"Votre Nom": "DUPONT", "Réponse": "Durand-Lavoine"})
        await self.walk.press("Générer le code confidentiel", trying="regenerate.generated")


@asynccontextmanager
async def _closing(played: Played) -> AsyncIterator[Played]:
    try:
        yield played
    finally:
        await played.stage.close()
        played.recorder.close()


@pytest.fixture
async def played(tmp_path: Path) -> AsyncIterator[Played]:
    """A portal that keeps the guide."""
    async with _closing(Played(tmp_path)) as one:
        yield one


class TestAsTheGuideSays:
    """A portal that keeps the guide is walked to the end."""

    async def test_steps_pages_and_what_was_typed(self, played: Played) -> None:
        """Each movement with where it came from, where it led, and what it sent."""
        await played.to_step_4()
        kept = played.journal
        assert [page.slug for page in kept.pages] == [
            "home",
            "login",
            "lost-codes",
            "regenerate",
            "certification-code",
        ]
        assert [(s.verb, s.on, s.led_to) for s in kept.steps] == [
            ("open", None, 1),
            ("follow", 1, 2),
            ("follow", 2, 3),
            ("follow", 3, 4),
            ("press", 4, 5),
        ]
        last = kept.steps[-1]
        assert last.trying == ("regenerate.generated",)
        assert [(t.label, t.value) for t in last.typed] == [
            ("Votre Nom", "DUPONT"),
            ("Réponse", "‹answer-1›"),
        ]
        assert last.statement == "regenerate.submit"

    async def test_both_codes_come_to_the_person_and_not_to_the_disk(
        self, played: Played, tmp_path: Path
    ) -> None:
        """The walk types them; the journal and the evidence know their pseudonyms."""
        await played.to_step_4()
        assert await played.walk.note_code() == CERTIFICATION_CODE
        assert await played.walk.receive_mail() == CONFIDENTIAL_CODE
        (mail,) = played.journal.mails
        assert (mail.text_code, mail.waited) == ("‹confidential-code-1›", True)
        files = [path for path in (tmp_path / "walk").rglob("*") if path.is_file()]
        assert len(files) == 7
        for path in files:
            content = path.read_bytes()
            for value in (CERTIFICATION_CODE, CONFIDENTIAL_CODE, "Durand-Lavoine"):
                assert value.encode() not in content, path.name

    @pytest.mark.parametrize(
        "parts", [[*CERTIFICATION_CODE], ["AB2CD 3EF4G"]], ids=["cells", "groups"]
    )
    async def test_a_code_in_pieces_is_hidden_too(
        self, played: Played, tmp_path: Path, parts: list[str]
    ) -> None:
        """Neither the journal nor the page kept shows its characters in a row."""
        shown = step_4("").model_copy(update={"texts": ()})
        texts = guide_page("certification-code", *parts).texts
        page = shown.model_copy(update={"texts": texts})
        played.engine.told["press Générer le code confidentiel"] = page
        await played.to_step_4()
        assert await played.walk.note_code() == CERTIFICATION_CODE
        html = next((tmp_path / "walk/pages").glob("*certification-code.html"))
        assert "‹certification-code-1›" in html.read_text(encoding="utf-8")
        words = [text.text for text in played.journal.pages[-1].page.texts]
        assert "‹certification-code-1›" in words
        assert not {*parts} & {*words}

    async def test_a_kept_page_is_inert(self, played: Played, tmp_path: Path) -> None:
        """Opened from the disk it shows, and does nothing."""
        await played.walk.open("home")
        (html,) = (tmp_path / "walk/pages").glob("01-home.html")
        assert "default-src 'none'" in html.read_text(encoding="utf-8")

    async def test_two_windows_share_a_session(self, played: Played) -> None:
        """Another computer does not."""
        await played.walk.open("home")
        await played.walk.tab("2").open("home")
        await played.walk.visitor("B").open("home")
        assert [s.visitor for s in played.journal.steps] == ["A", "A/2", "B"]
        await played.walk.session_expires()
        await played.stage.close()
        assert played.engine.log.count("closed session") == 2
        assert played.journal.steps[-1].verb == "forget"

    async def test_the_sound_is_heard(self, played: Played) -> None:
        """Behind the link, with the code that it should speak."""
        await played.to_step_4()
        await played.walk.hear("Cliquez ici pour entendre la version sonore")
        (sound,) = played.journal.sounds
        assert (sound.code, sound.page, sound.status) == ("‹certification-code-1›", 5, 200)

    async def test_a_player_in_a_window_of_its_own_is_left(self, played: Played) -> None:
        """A script opens it; the walk goes on at the page."""
        said = "Cliquez ici pour entendre la version sonore"
        page = step_4()
        links = tuple(link for link in page.links if link.label != said)
        button = Button(label=said, kind="button", ref="9")
        page = page.model_copy(update={"links": links, "buttons": (*page.buttons, button)})
        sound = Sound(url="http://portal.example/code.wav")
        player = Page(url="http://portal.example/player", sounds=(sound,))
        told = {"press Générer le code confidentiel": page, f"press {said}": player, "back": page}
        played.engine.told |= told
        played.engine.observes |= {"javascript"}
        await played.to_step_4()
        await played.walk.hear(said)
        assert played.engine.log[-2:] == ["back", "fetch http://portal.example/code.wav"]
        await played.walk.press("Terminer")
        assert played.walk.at == "login"

    async def test_an_address_that_somebody_saw(self, played: Played) -> None:
        """Opened as it was seen; what nobody saw cannot be opened."""
        played.engine.told["open http://portal.example/login"] = guide_page("login")
        await played.to_login()
        await played.walk.visitor("B").open_directly("login", trying="space.kept-from-others")
        assert played.engine.log[-1] == "open http://portal.example/login"
        with pytest.raises(GuideError, match="somebody saw before"):
            await played.walk.open_directly("space", trying="space.kept-from-others")


def shown(words: str) -> Fact:
    """A page by its title."""
    return fact("page-named", title=quote(words))


def a_field(label: str) -> Fact:
    """A field by its label."""
    return fact("field", label=quote(label))


class TestPagesBetween:
    """A page between two of the guide, and pages in frames."""

    WAY = "Afficher le code de certification"
    SUBMIT = "press Générer le code confidentiel"

    def _between(self) -> Page:
        return Page(url="http://portal.example/between", links=(link(self.WAY),))

    async def test_a_page_between_is_passed(self, played: Played) -> None:
        """The step leads to the guide's page; the words that were followed are recorded."""
        code = step_4()
        played.engine.told |= {
            self.SUBMIT: played.mails.sent_with(self._between()),
            f"follow {self.WAY}": code,
        }
        await played.to_step_4()
        kept = played.journal
        last = kept.steps[-1]
        assert last.passed == self.WAY
        assert last.trying == ("regenerate.generated",)
        arrived = kept.page(last.led_to)
        assert arrived is not None
        assert arrived.slug == "certification-code"
        assert [page.slug for page in kept.pages][-2:] == ["", "certification-code"]

    async def test_a_page_that_leads_elsewhere_is_judged_itself(self, played: Played) -> None:
        """The way on does not lead where the guide says: the page between is what came."""
        played.engine.told |= {
            self.SUBMIT: played.mails.sent_with(self._between()),
            f"follow {self.WAY}": guide_page("home"),
        }
        with pytest.raises(Blocked):
            await played.to_step_4()
        last = played.journal.steps[-1]
        arrived = played.journal.page(last.led_to)
        assert last.passed == ""
        assert arrived is not None
        assert arrived.page.url.endswith("/between")

    async def test_frames_begin_anew(self, played: Played) -> None:
        """A page in a frame cannot be loaded again by the window: nobody is blamed for it."""
        await played.to_request()
        first = guide_page("home")
        texts = tuple(text.model_copy(update={"frame": ("main",)}) for text in first.texts)
        frames = (Frame(name="main", url="http://portal.example/home"),)
        played.engine.told["reload"] = first.model_copy(update={"texts": texts, "frames": frames})
        with pytest.raises(NotObservable):
            await played.walk.reload("certification.reload")

    async def test_a_dialog_is_closed_by_loading_its_page_again(self, played: Played) -> None:
        """The page around it is there again: nobody is blamed for it."""
        movement = "follow Accès à mon espace personnalisé"
        played.engine.told |= {movement: guide_page("home"), "reload": guide_page("home")}
        played.engine.fronts[movement] = guide_page("login")
        await played.to_login()
        assert played.journal.pages[-1].slug == "login"
        with pytest.raises(NotObservable) as caught:
            await played.walk.reload("certification.reload")
        assert caught.value.what == fact("dialog-closed-by-reload")


class TestBars:
    """What a portal does otherwise ends the walk, told by one statement."""

    async def _blocker(self, played: Played, walk: object) -> tuple[str, Fact, Fact]:
        assert callable(walk)
        with pytest.raises(Blocked) as caught:
            await walk()
        blocker = caught.value.blocker
        assert blocker.step == len(played.journal.steps)
        return blocker.statement, blocker.expected, blocker.seen

    async def test_a_stray(self, played: Played) -> None:
        """Another page of the guide than the one promised."""
        played.engine.told["follow Accès à mon espace personnalisé"] = guide_page("terms")
        statement, expected, seen = await self._blocker(played, played.to_login)
        assert statement == "home.access.button"
        assert expected == shown("Accès à la fenêtre de connexion")
        assert seen == shown("Conditions générales d'utilisation")

    async def test_a_stray_to_no_page_of_the_guide(self, played: Played) -> None:
        """Told by the title that it bears; what the movement tries tells it."""
        lost = Page(url="http://portal.example/x", status=500, title="Erreur interne")
        played.engine.told["press Générer le code confidentiel"] = lost
        statement, _, seen = await self._blocker(played, played.to_step_4)
        assert (statement, seen) == ("regenerate.generated", shown("Erreur interne"))

    async def test_nothing_to_follow(self, played: Played) -> None:
        """What is offered instead is told."""
        home = guide_page("home")
        links = tuple(one for one in home.links if not one.label.startswith("Accès"))
        played.engine.told["open http://portal.example/"] = home.model_copy(update={"links": links})
        statement, expected, seen = await self._blocker(played, played.to_login)
        assert statement == "home.access.button"
        assert expected == fact("action", label=quote("Accès à mon espace personnalisé"))
        assert seen == fact("only-actions", labels=quotes(("Accueil", "En savoir +")))

    async def test_nothing_to_type_into(self, played: Played) -> None:
        """The missing field's own statement tells it, whatever resembles the field."""
        form = guide_page("regenerate")
        fields = tuple(f for f in form.fields if f.label != "Votre Nom")
        played.engine.told["follow cliquez ici"] = form.model_copy(update={"fields": fields})
        statement, expected, seen = await self._blocker(played, played.to_step_4)
        assert (statement, expected) == ("regenerate.last-name", a_field("Votre Nom"))
        assert "Votre Prénom" in seen.quotes()
        assert played.engine.typed == []

    async def test_a_field_that_lets_nobody_type(self, played: Played) -> None:
        """The driver says which."""
        expected, seen = a_field("Réponse"), fact("element-disabled")
        played.engine.told["fill"] = ActionRefused(expected, seen=seen, ref="Réponse")
        found = await self._blocker(played, played.to_step_4)
        assert found == ("regenerate.answer", expected, seen)

    async def test_a_button_that_lets_nobody_press(self, played: Played) -> None:
        """It is there, and dead."""
        refusal = ActionRefused(fact("no-action"), seen=fact("element-disabled"))
        played.engine.told["press Générer le code confidentiel"] = refusal
        statement, _, seen = await self._blocker(played, played.to_step_4)
        assert (statement, seen) == ("regenerate.submit", fact("element-disabled"))
        assert played.journal.steps[-1].led_to is None

    async def test_no_code_to_note(self, played: Played) -> None:
        """On step 4 itself."""
        played.engine.told["press Générer le code confidentiel"] = guide_page("certification-code")
        await played.to_step_4()
        found = await self._blocker(played, played.walk.note_code)
        code = fact("code-on-page", what=GUIDE.a_secret("certification-code"))
        assert found == ("certification-code.shown", code, fact("none"))

    async def test_no_mail(self, played: Played) -> None:
        """Within the patience of the target."""
        played.engine.told["press Générer le code confidentiel"] = step_4()
        await played.to_step_4()
        found = await self._blocker(played, played.walk.receive_mail)
        expected = fact("mail-to-account", address="ident1@commune.example")
        assert found == ("mail.once", expected, fact("none-within", seconds=0.1))

    async def test_an_older_mail_is_not_it(self, played: Played) -> None:
        """Only what came after the last movement counts."""
        played.mails.arrive(message())
        played.engine.told["press Générer le code confidentiel"] = step_4()
        await played.to_step_4()
        statement, _, _ = await self._blocker(played, played.walk.receive_mail)
        assert statement == "mail.once"

    async def test_a_mail_without_a_code(self, played: Played) -> None:
        """It is kept, and told with the words and the lines where the code was looked for."""
        sends = played.mails.sent_with(step_4(), message("(voir votre espace)"))
        played.engine.told["press Générer le code confidentiel"] = sends
        await played.to_step_4()
        statement, _, seen = await self._blocker(played, played.walk.receive_mail)
        code = GUIDE.a_secret("confidential-code")
        words = quote("Votre nouveau code confidentiel est le suivant")
        behind = fact("no-code-behind", what=code, words=words, lines=10)
        assert (statement, seen) == ("mail.code", behind)
        assert len(played.journal.mails) == 1

    async def test_no_sound(self, played: Played) -> None:
        """Neither a link nor a player."""
        page = step_4().model_copy(update={"links": ()})
        played.engine.told["press Générer le code confidentiel"] = page
        await played.to_step_4()

        async def hear() -> None:
            await played.walk.hear("Cliquez ici pour entendre la version sonore")

        statement, _, _ = await self._blocker(played, hear)
        assert statement == "certification-code.audio"

    async def test_a_voice_that_is_a_stranger(self, played: Played) -> None:
        """A sound that would take the code elsewhere is not fetched: the portal's doing."""
        await played.to_step_4()
        played.engine.resource = egress_fault(
            "GET https://voice.example/ with a secret", typed=False
        )

        async def hear() -> None:
            await played.walk.hear("Cliquez ici pour entendre la version sonore")

        statement, _, seen = await self._blocker(played, hear)
        assert statement == "certification-code.audio"
        assert "voice.example" in texts(seen)


class TestDetours:
    """Where the guide does not say how it goes on, the walk goes on by the way that it came."""

    REFUSAL_PAGE = Page(url="http://portal.example/refus", title="Demande rejetée")

    async def _refused(self, played: Played, answer: Page) -> None:
        """Step 3 with a wrong answer, and what the portal says to it."""
        await played.to_request()
        played.engine.told["press Générer le code confidentiel"] = answer
        await played.walk.fill({"Votre Nom": "DUPONT", "Réponse": "Une autre"})
        await played.walk.press("Générer le code confidentiel", trying="regenerate.answer.right")

    async def test_a_refusal_on_a_page_of_its_own(self, played: Played) -> None:
        """The form is opened again, by home, login and step 1; nothing is judged by that."""
        await self._refused(played, self.REFUSAL_PAGE)
        played.engine.told["press Générer le code confidentiel"] = step_4()
        await played.walk.fill({"Votre Nom": "DUPONT", "Réponse": "Durand-Lavoine"})
        await played.walk.press("Générer le code confidentiel", trying="regenerate.generated")
        slugs = [page.slug for page in played.journal.pages]
        form = ["home", "login", "lost-codes", "regenerate"]
        assert slugs == [*form, "", *form, "certification-code"]
        again = played.journal.steps[5:9]
        assert [(one.verb, one.statement, one.trying) for one in again] == [
            ("open", "", ()),
            ("follow", "", ()),
            ("follow", "", ()),
            ("follow", "", ()),
        ]

    async def test_from_a_page_on_the_way(self, played: Played) -> None:
        """Sent back to step 1, it takes the choice again, and not the way from home."""
        await self._refused(played, guide_page("lost-codes"))
        await played.walk.fill({"Votre Nom": "DUPONT"})
        assert [page.slug for page in played.journal.pages][4:] == ["lost-codes", "regenerate"]

    async def test_the_form_on_a_page_that_nobody_knows(self, played: Played) -> None:
        """What can be filled in is filled in there."""
        fields = guide_page("regenerate").fields
        await self._refused(played, self.REFUSAL_PAGE.model_copy(update={"fields": fields}))
        await played.walk.fill({"Votre Nom": "DUPONT"})
        assert len(played.journal.pages) == 5

    async def test_no_way_back(self, played: Played) -> None:
        """What really cannot be reached is told by the refusal that led away."""
        await self._refused(played, self.REFUSAL_PAGE)
        played.engine.told["follow cliquez ici"] = guide_page("terms")
        with pytest.raises(Blocked) as caught:
            await played.walk.fill({"Votre Nom": "DUPONT"})
        assert caught.value.blocker.statement == "regenerate.answer.right"
        assert caught.value.blocker.step == 5

    async def test_what_a_refusal_bars_in_another_window(self, played: Played) -> None:
        """A login that fails because a code was cancelled too early blames the failure."""
        await self._refused(played, self.REFUSAL_PAGE)
        played.engine.told["follow cliquez ici"] = guide_page("terms")
        other = played.walk.visitor("B")
        await other.open("home")
        await other.follow("Accès à mon espace personnalisé")
        await other.follow("Codes perdus *", trying="login.lost-codes.recovers")
        beside = "Vous avez perdu votre code confidentiel"
        with pytest.raises(Blocked) as caught:
            await other.follow("cliquez ici", beside=beside)
        assert caught.value.blocker.statement == "regenerate.answer.right"

    async def test_a_destination_that_the_guide_does_not_name(self, played: Played) -> None:
        """« Terminer » leads home: the login is opened from there."""
        await played.to_step_4()
        played.engine.told["press Terminer"] = guide_page("home")
        await played.walk.press("Terminer")
        await played.walk.fill({"Code identifiant": "IDENT1"})
        assert [page.slug for page in played.journal.pages][5:] == ["home", "login"]

    async def test_another_window_at_the_page_ends_no_detour_of_this_one(
        self, played: Played
    ) -> None:
        """Somebody else opened the login; this window is still at home."""
        await played.to_step_4()
        played.engine.told["press Terminer"] = guide_page("home")
        await played.walk.press("Terminer")
        other = played.walk.visitor("B")
        await other.open("home")
        await other.follow("Accès à mon espace personnalisé")
        await played.walk.fill({"Code identifiant": "IDENT1"})
        assert played.journal.pages[-1].slug == "login"
        assert played.journal.steps[-1].visitor == "A"

    async def test_a_destination_that_is_nowhere(self, played: Played) -> None:
        """The user's choice leads to a page that the guide does not show: no fault of anyone."""
        await played.to_login()
        await played.walk.follow("Codes perdus *", trying="login.lost-codes.recovers")
        played.engine.told["follow cliquez ici"] = Page(url="http://portal.example/membres")
        beside = "Vous avez perdu votre code identifiant et / ou votre code confidentiel"
        await played.walk.follow("cliquez ici", beside=beside)
        with pytest.raises(NotObservable) as caught:
            await played.walk.fill({"Votre Nom": "DUPONT"})
        assert caught.value.what.code == "another-way"


class TestAnotherWay:
    """Where the guide leaves the way open, a scenario looks where it is."""

    async def test_a_page_between(self, played: Played) -> None:
        """The search comes before the form that the scenario asked for."""
        played.engine.told["follow cliquez ici"] = guide_page("search")
        await played.to_login()
        await played.walk.follow("Codes perdus *", trying="login.lost-codes.recovers")
        beside = "Vous avez perdu votre code confidentiel"
        chosen = {"beside": beside, "trying": "regenerate.opened-empty"}
        await played.walk.follow("cliquez ici", **chosen)
        assert await played.walk.shows("search")
        await played.walk.fill({"Votre Nom": "DUPONT"})
        played.engine.told["press rechercher"] = guide_page("regenerate")
        await played.walk.press("rechercher", trying="search.found")
        assert not await played.walk.shows("search")
        await played.walk.fill({"Adresse e-mail": "a@b.example"})

    async def test_a_field_that_is_filled_in_and_fixed(self, played: Played) -> None:
        """What stands there already is not typed again."""
        fixed = field("Code identifiant", value="IDENT1", read_only=True)
        page = guide_page("regenerate")
        fields = tuple(fixed if f.label == fixed.label else f for f in page.fields)
        played.engine.told["follow cliquez ici"] = page.model_copy(update={"fields": fields})
        await played.to_request()
        await played.walk.fill({"Code identifiant": "IDENT1", "Votre Nom": "DUPONT"})
        assert [one.value for one in played.engine.typed] == ["DUPONT"]
        refused = ActionRefused(fact("field"), seen=fact("element-read-only"), ref=fixed.ref)
        played.engine.told["fill"] = refused
        with pytest.raises(NotObservable) as caught:
            await played.walk.fill({"Code identifiant": "IDENT2"})
        assert caught.value.what.code == "field-filled-in"

    async def test_a_login_window_that_asks_a_code_more(self, played: Played) -> None:
        """It is the page that was expected, and asks the other codes once more."""
        await played.to_login()
        asking = guide_page("login", field("Code de certification", ref="more"))
        played.engine.told["press Je valide"] = asking
        await played.walk.fill({"Code identifiant": "IDENT1", "Code confidentiel": "ABC"})
        await played.walk.press("Je valide", trying="certification.asked")
        assert played.journal.pages[-1].slug == "certification"
        first = list(played.engine.typed)
        await played.walk.fill({"Code de certification": "AB2CD3EF4G"})
        again = played.engine.typed[len(first) :]
        assert [one.value for one in again] == ["IDENT1", "ABC", "AB2CD3EF4G"]
        with pytest.raises(NotObservable) as caught:
            await played.walk.follow("Annuler")  # of a page that the portal does not have
        assert caught.value.what == GUIDE.page_fact("certification")
        played.engine.told["press Je valide"] = guide_page("login")
        await played.walk.press("Je valide", trying="certification.third-failure")
        assert played.journal.pages[-1].slug == "login"

    async def test_a_menu_without_a_link_to_its_own_page(self, played: Played) -> None:
        """The page is there already: nothing more can be seen of that link."""
        item = Text(text="Accueil | Changer de profil", kind="cell")
        page = guide_page("home")
        links = tuple(one for one in page.links if one.label != "Accueil")
        changed = page.model_copy(update={"links": links, "texts": (*page.texts, item)})
        played.engine.told["open http://portal.example/"] = changed
        await played.walk.open("home")
        with pytest.raises(NotObservable) as caught:
            await played.walk.follow("Accueil")
        assert caught.value.what == fact("no-link-to-itself", words=quote("Accueil"))

    async def test_a_page_of_its_own_asks_one_code(self, played: Played) -> None:
        """What was typed before is not typed there."""
        await played.to_login()
        played.engine.told["press Je valide"] = guide_page("certification")
        await played.walk.fill({"Code identifiant": "IDENT1", "Code confidentiel": "ABC"})
        await played.walk.press("Je valide", trying="certification.asked")
        first = list(played.engine.typed)
        await played.walk.fill({"Code de certification": "AB2CD3EF4G"})
        assert [one.value for one in played.engine.typed[len(first) :]] == ["AB2CD3EF4G"]


class TestTwiceAtOnce:
    """The same form is sent twice at once."""

    GENERATE = "Générer le code confidentiel"

    async def _clicked(self, played: Played, answer: Answer) -> None:
        await played.to_request()
        played.engine.told[f"press twice {self.GENERATE}"] = answer
        await played.walk.press(self.GENERATE, trying="regenerate.sent-at-once", twice=True)

    async def test_the_last_mail_counts(self, played: Played) -> None:
        """Two mails came: the code of the last is given first."""
        mails = message("GHJKM345"), message("PQRST678", mark="X-Second: yes\n")
        await self._clicked(played, played.mails.sent_with(step_4(), *mails))
        assert await played.walk.receive_mails() == ("PQRST678", "GHJKM345")
        assert [one.waited for one in played.journal.mails] == [True, True]
        assert await played.walk.note_code() == CERTIFICATION_CODE
        assert played.journal.steps[-2].verb == "press-twice"

    async def test_one_mail_is_enough(self, played: Played) -> None:
        """A portal that generates once sends one."""
        await self._clicked(played, played.mails.sent_with(step_4(), message()))
        assert await played.walk.receive_mails() == (CONFIDENTIAL_CODE,)

    async def test_a_portal_may_refuse_the_second(self, played: Played) -> None:
        """What the first one would have shown is lost: nothing more can be seen."""
        with pytest.raises(NotObservable) as caught:
            await self._clicked(played, guide_page("regenerate"))
        assert caught.value.what.code == "second-answered-otherwise"

    async def test_a_dialog_that_asks_after_the_first_is_answered_twice(
        self, played: Played
    ) -> None:
        """What the dialog sends is sent twice then."""
        asking = Page(
            url="http://portal.example/", buttons=(Button(label="Oui"), Button(label="Non"))
        )
        played.engine.fronts[f"press twice {self.GENERATE}"] = asking
        played.engine.told["press twice Oui"] = played.mails.sent_with(step_4(), message())
        await self._clicked(played, guide_page("regenerate"))
        assert await played.walk.receive_mails() == (CONFIDENTIAL_CODE,)

    async def test_a_dialog_that_takes_the_second_is_told(self, played: Played) -> None:
        """No answer came to the second click: nothing was sent."""
        telling = Page(url="http://portal.example/", buttons=(Button(label="Plus tard"),))
        played.engine.fronts[f"press twice {self.GENERATE}"] = telling
        with pytest.raises(NotObservable) as caught:
            await self._clicked(played, guide_page("regenerate"))
        assert caught.value.what == fact("dialog-after-first", words=quote(self.GENERATE))


class TestMessagesInFront:
    """A dialog that tells something is closed before the next movement."""

    async def test_what_closing_leads_to_comes_once_the_dialog_has_faded(
        self, played: Played
    ) -> None:
        """The page behind it is not yet the page that a person goes on from, who then goes back."""
        message = Page(
            url="http://portal.example/",
            texts=(text("Il faut renouveler le code."),),
            buttons=(Button(label="Fermer"),),
        )
        for movement in ("follow Accès à mon espace personnalisé", "press Fermer"):
            played.engine.fronts[movement] = message
        played.engine.told |= {
            "press Fermer": guide_page("login"),
            "watch": guide_page("lost-codes"),
        }
        await played.to_login()
        played.engine.fronts.pop("follow Accès à mon espace personnalisé")
        await played.walk.follow("Codes perdus *", trying="login.lost-codes.recovers")
        slugs = [page.slug for page in played.journal.pages]
        assert slugs == ["home", "login", "lost-codes", "home", "login", "lost-codes"]


class TestOtherEnds:
    """What is neither the guide nor the portal."""

    async def test_a_fault_is_no_bar(self, played: Played) -> None:
        """The movement is recorded, without an end."""
        gone = Unreachable("an answer", seen="connection refused", remedy="Start it.")
        played.engine.told["follow Accès à mon espace personnalisé"] = gone
        with pytest.raises(Unreachable):
            await played.to_login()
        assert [(s.verb, s.led_to) for s in played.journal.steps] == [("open", 1), ("follow", None)]

    async def test_without_a_mailbox(self, tmp_path: Path) -> None:
        """The walk ends where the target shows no more."""
        async with _closing(Played(tmp_path, mailbox=False)) as played:
            await played.to_step_4()
            with pytest.raises(NotObservable) as caught:
                await played.walk.receive_mail()
            assert caught.value.what == fact("feature", name="mailbox")
            assert await played.stage.collect_mails() == 0

    async def test_a_host_cannot_be_forged_by_every_driver(self, played: Played) -> None:
        """A browser's session cannot lie about it."""
        with pytest.raises(NotObservable) as caught:
            await played.walk.override_host("Host", "evil.invalid")
        assert caught.value.what == fact("feature", name="forged-host")


class TestSweep:
    """Mails that nobody asked for."""

    async def test_what_came_unasked_is_kept_once(self, played: Played) -> None:
        """A duplicate, a mail to the other person; not what was received, nor strangers'."""
        twice = played.mails.sent_with(step_4(), message(), message(mark="X-Copy: 1\n"))
        played.engine.told["press Générer le code confidentiel"] = twice
        await played.to_step_4()
        await played.walk.receive_mail()
        played.mails.arrive(message(to="someone@else.example"))
        assert await played.stage.collect_mails() == 1
        assert await played.stage.collect_mails() == 0
        assert [mail.waited for mail in played.journal.mails] == [True, False]
        assert played.mails.settled == 2


class TestChoice:
    """What is chosen in a list."""

    LIST = list_of("Question", "A ?", "B ?")

    def test_a_value_is_itself(self) -> None:
        """In a list and in a field."""
        assert option_for(self.LIST, "B ?") == "B ?"
        assert option_for(field("Nom"), "") == ""

    def test_any_other(self) -> None:
        """The first that is another one."""
        assert option_for(self.LIST, OtherThan("A ?")) == "B ?"
        with pytest.raises(NotObservable, match="other-choice"):
            option_for(list_of("Question", "A ?"), OtherThan("A ?"))

    def test_none(self) -> None:
        """The empty choice, where there is one."""
        assert option_for(list_of("Question", "", "A ?"), "") == ""
        chosen = self.LIST.model_copy(
            update={
                "options": tuple(o.model_copy(update={"selected": True}) for o in self.LIST.options)
            }
        )
        for one in (chosen, self.LIST.model_copy(update={"value": "B ?"})):
            with pytest.raises(NotObservable, match="empty-choice"):
                option_for(one, "")

    def test_a_list_without_a_choice_is_empty_as_it_is(self) -> None:
        """A list that a script draws begins with « Choisissez », which is no option of it."""
        assert option_for(self.LIST.model_copy(update={"value": "Choisissez"}), "") == ""
