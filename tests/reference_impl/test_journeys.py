"""The documented paths, over HTTP."""

import io
import wave
from dataclasses import asdict

import pytest

from reference_impl.app import Site
from reference_impl.domain import messages
from reference_impl.domain.accounts import Registration
from reference_impl.routes import addresses as at
from tests.reference_impl.journey import BOTH, CODE, IDENTIFIER, USER, certify, log_in, recover
from tests.reference_impl.people import ANNE, MARCEL, Outbox, recovery_form, search_form
from tests.reference_impl.visitor import Visitor


@pytest.mark.parametrize(("choice", "person"), [(IDENTIFIER, MARCEL), (BOTH, MARCEL), (USER, ANNE)])
async def test_from_the_search_to_the_personal_space(
    choice: at.Choice, person: Registration, visitor: Visitor, outbox: Outbox
) -> None:
    """Search, new code, mail, next login, certification code, and the greeting by name."""
    step3 = await visitor.submit(choice.search, **asdict(search_form(person)))
    assert (step3.path, step3.alerts) == (choice.regeneration, [])
    assert step3.value("identifiant") == person.identifier
    assert [step3.value(name) for name in ("nom", "prenom", "courriel", "reponse")] == [""] * 4
    assert outbox.sent == []
    step4 = await visitor.submit(choice.regeneration, **asdict(recovery_form(person)))
    assert step4.path == at.NEW_CODE
    assert outbox.sent == [(person.email, outbox.code)]
    login = await visitor.submit(at.NEW_CODE)
    assert login.path == at.LOGIN
    asked = await log_in(visitor, person, outbox.code)
    assert (asked.path, asked.alerts) == (at.CERTIFICATION, [])
    space = await certify(visitor, step4.shown_code)
    assert space.path == at.SPACE
    assert f"Bonjour {person.first_name} {person.last_name}" in space.text
    assert "Non connecté" not in space.text


async def test_a_lost_confidential_code_goes_straight_to_step_3(visitor: Visitor) -> None:
    """The identifier is empty there, for the person to fill in."""
    step3 = await visitor.get(CODE.start)
    assert step3.path == CODE.regeneration
    assert step3.value("identifiant") == ""


async def test_the_code_is_shown_until_the_end_button(visitor: Visitor) -> None:
    """A reload shows the same code; after the button neither page nor sound has it."""
    step4 = await recover(visitor, MARCEL)
    assert (await visitor.get(at.NEW_CODE)).shown_code == step4.shown_code
    assert (await visitor.ask("GET", at.NEW_CODE_SOUND)).status == 200
    await visitor.submit(at.NEW_CODE)
    assert (await visitor.get(at.NEW_CODE)).path == at.LOST_CODES
    assert (await visitor.ask("GET", at.NEW_CODE_SOUND)).status == 404


async def test_the_sound_is_a_wav_that_is_not_kept(visitor: Visitor) -> None:
    """The audio version is a whole WAV with its length, its ranges, and no caching."""
    await recover(visitor, MARCEL)
    answer = await visitor.ask("GET", at.NEW_CODE_SOUND)
    assert answer.header("content-type") == "audio/wav"
    assert answer.header("content-length") == str(len(answer.body))
    assert answer.header("accept-ranges") == "bytes"
    assert answer.header("cache-control") == "no-store"
    with wave.open(io.BytesIO(answer.body)) as sound:
        assert sound.getnframes() > sound.getframerate()
    part = await visitor.ask("GET", at.NEW_CODE_SOUND, headers={"range": "bytes=0-3"})
    assert (part.status, part.body) == (206, b"RIFF")


async def test_a_failed_search_keeps_what_was_typed(visitor: Visitor, outbox: Outbox) -> None:
    """The same form, one message, every value; a reload shows the message no more."""
    typed = asdict(search_form(MARCEL, nom='<b>Dupont</b> & "fils" L\''))
    page = await visitor.submit(IDENTIFIER.search, **typed)
    assert (page.path, page.alerts) == (IDENTIFIER.search, [messages.SEARCH_FAILED])
    assert {name: page.value(name) for name in typed} == typed
    assert outbox.sent == []
    assert (await visitor.get(IDENTIFIER.search)).alerts == []


async def test_a_failed_recovery_forgets_the_answer_only(visitor: Visitor, outbox: Outbox) -> None:
    """What was typed is there again, the question still chosen, the answer gone."""
    typed = asdict(recovery_form(MARCEL, reponse="Une-Autre-Reponse"))
    page = await visitor.submit(CODE.regeneration, **typed)
    assert page.alerts == [messages.GENERATION_FAILED]
    for name in ("nom", "prenom", "identifiant", "courriel"):
        assert page.value(name) == typed[name]
    assert f"<option selected>{MARCEL.question}" in page.text
    assert "Une-Autre-Reponse" not in page.text
    assert outbox.sent == []


async def test_a_failed_login_forgets_the_code_only(visitor: Visitor) -> None:
    """Unknown identifier and wrong code get the same message."""
    wrong = await log_in(visitor, MARCEL, "WRONGCODE")
    assert (wrong.path, wrong.alerts) == (at.LOGIN, [messages.LOGIN_FAILED])
    assert wrong.value("identifiant") == MARCEL.identifier
    assert "WRONGCODE" not in wrong.text
    unknown = await visitor.submit(at.LOGIN, identifiant="NOBODY", code="WRONGCODE")
    assert unknown.alerts == wrong.alerts


async def test_three_failures_over_several_browsers(
    site: Site, visitor: Visitor, outbox: Outbox
) -> None:
    """The count goes on in another browser, and the third failure ends at the login window."""
    step4 = await recover(visitor, MARCEL)
    seen = []
    for browser in (Visitor(site.app), Visitor(site.app), Visitor(site.app)):
        await log_in(browser, MARCEL, outbox.code)
        seen.append(await certify(browser, "WRONG"))
    assert [page.path for page in seen] == [at.CERTIFICATION, at.CERTIFICATION, at.LOGIN]
    assert [page.alerts for page in seen] == [
        [messages.wrong_certification(2)],
        [messages.wrong_certification(1)],
        [messages.CODE_CANCELLED],
    ]
    assert (await log_in(visitor, MARCEL, outbox.code)).alerts == [messages.LOGIN_FAILED]
    assert step4.shown_code


async def test_a_login_pending_elsewhere_ends_with_the_cancelled_code(
    site: Site, visitor: Visitor, outbox: Outbox
) -> None:
    """The right certification code does not help in a browser that logged in before."""
    step4 = await recover(visitor, MARCEL)
    other = Visitor(site.app)
    await log_in(other, MARCEL, outbox.code)
    await log_in(visitor, MARCEL, outbox.code)
    for _ in range(3):
        await certify(visitor, "WRONG")
    page = await certify(other, step4.shown_code)
    assert (page.path, page.alerts) == (at.LOGIN, [messages.CODE_CANCELLED])


async def test_logging_out_ends_the_session(visitor: Visitor) -> None:
    """After it the personal space is closed, and the old cookie opens nothing."""
    await log_in(visitor, MARCEL, MARCEL.confidential_code)
    kept = dict(visitor.cookies)
    assert (await visitor.get(at.LOGOUT)).path == at.LOGIN
    visitor.cookies = kept
    assert (await visitor.get(at.SPACE)).path == at.LOGIN


@pytest.mark.parametrize(
    ("path", "before"),
    [
        (at.NEW_CODE, at.LOST_CODES),
        (at.CERTIFICATION, at.LOGIN),
        (at.SPACE, at.LOGIN),
        (IDENTIFIER.regeneration, IDENTIFIER.search),
        (USER.regeneration, USER.search),
    ],
)
async def test_a_step_opened_directly_leads_to_the_one_before(
    path: str, before: str, visitor: Visitor
) -> None:
    """No page is reached without the steps that come before it."""
    assert (await visitor.get(path)).path == before


async def test_the_space_asks_for_the_certification_code_first(
    visitor: Visitor, outbox: Outbox
) -> None:
    """Identifier and confidential code alone do not open the space while a code is pending."""
    await recover(visitor, MARCEL)
    await log_in(visitor, MARCEL, outbox.code)
    assert (await visitor.get(at.SPACE)).path == at.CERTIFICATION


async def test_a_mail_that_fails_is_told_and_changes_nothing(
    visitor: Visitor, outbox: Outbox
) -> None:
    """The page says 503 and that the codes have not changed; they have not."""
    outbox.broken = True
    page = await recover(visitor, MARCEL)
    assert (page.status, page.alerts) == (503, [messages.MAIL_FAILED])
    assert (await log_in(visitor, MARCEL, MARCEL.confidential_code)).path == at.SPACE


async def test_a_form_sent_twice_leaves_one_valid_generation(
    visitor: Visitor, outbox: Outbox
) -> None:
    """The page shown last and the mail sent last go together."""
    page = await visitor.get(CODE.regeneration)
    fields = {"jeton": page.token, **asdict(recovery_form(MARCEL))}
    await visitor.post(CODE.regeneration, fields)
    step4 = await visitor.post(CODE.regeneration, fields)
    await log_in(visitor, MARCEL, outbox.code)
    assert (await certify(visitor, step4.shown_code)).path == at.SPACE


async def test_every_post_ends_in_a_get(visitor: Visitor, outbox: Outbox) -> None:
    """Whether it succeeds or fails, a form is answered by 303: a reload sends nothing again."""
    step4 = await recover(visitor, MARCEL)
    await log_in(visitor, MARCEL, "WRONG")
    await log_in(visitor, MARCEL, outbox.code)
    await certify(visitor, "WRONG")
    await certify(visitor, step4.shown_code)
    await visitor.submit(IDENTIFIER.search, siret="1")
    redirected = [hop for hop in visitor.hops if hop.status != 200]
    assert {hop.status for hop in redirected} == {303}
    assert len(redirected) == 6
