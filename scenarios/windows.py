"""More than one window, and the window's own buttons: reload, back, addresses, sessions."""

from harness import Needs, Walk, scenario

from . import steps
from .steps import ADMINISTRATOR

SECOND_ADMINISTRATOR = Needs(role="administrator")
COLLEAGUE = Needs(role="administrator", same_establishment_as=0)


@scenario()
async def reload_and_back(walk: Walk) -> None:
    """Reload and back, on each step, break nothing and send nothing."""
    await steps.open_lost_codes(walk)
    await steps.lost_both(walk)
    await walk.reload("search.reload")
    if not await walk.shows("search"):
        await steps.open_lost_codes(walk)
        await steps.lost_both(walk)
    await steps.search(walk)
    await walk.back("search.back")
    await steps.open_lost_codes(walk)
    await steps.lost_confidential_code(walk)
    await walk.reload("regenerate.reload")
    if not await walk.shows("regenerate"):
        await steps.open_lost_codes(walk)
        await steps.lost_confidential_code(walk)
    await steps.request_code(walk)
    certification = await walk.note_code()
    confidential = await walk.receive_mail()
    await walk.back("regenerate.back")
    await walk.open("home")
    await walk.follow("Accès à mon espace personnalisé")
    await steps.log_in(walk, confidential, trying="certification.asked")
    await walk.reload("certification.reload")
    await steps.certify(walk, certification)


@scenario()
async def addresses_opened_directly(walk: Walk) -> None:
    """The addresses of protected pages show nothing to a visitor who skips the steps."""
    await steps.open_lost_codes(walk)
    await steps.lost_confidential_code(walk)
    await steps.request_code(walk)
    other = walk.visitor("B")
    await other.open_directly("certification-code", trying="certification-code.kept-from-others")
    confidential, certification = await steps.take_codes(walk)
    await steps.log_in(walk, confidential, trying="certification.asked")
    await other.open_directly("certification", trying="certification.kept-from-others")
    await steps.certify(walk, certification)
    await other.open_directly("space", trying="space.kept-from-others")
    await walk.follow("Se déconnecter")
    await walk.open_directly("space", trying="space.closed-after-log-out")


@scenario()
async def space_before_certification(walk: Walk) -> None:
    """The personal space is closed until the certification code is given."""
    await walk.open("home")
    await walk.follow("Accès à mon espace personnalisé")
    await steps.log_in(walk, walk.account.confidential_code, trying="space.opened")
    await walk.follow("Se déconnecter")
    confidential, _ = await steps.regenerate(walk)
    await steps.log_in(walk, confidential, trying="certification.asked")
    await walk.open_directly("space", trying="space.not-before-certification")


@scenario()
async def session_expired(walk: Walk) -> None:
    """A request sent after the session has expired ends on a page of the guide."""
    await steps.open_lost_codes(walk)
    await steps.lost_confidential_code(walk)
    await walk.fill(steps.request_form(walk.account))
    await walk.session_expires()
    await walk.press("Générer le code confidentiel", trying="regenerate.session-expired")


@scenario()
async def request_sent_twice(walk: Walk) -> None:
    """The same request sent twice breaks nothing.

    The window that was opened last is sent first: a portal may take a form that it showed anew for
    out of date in the other window.
    """
    again = walk.tab("2")
    for window in (walk, again):
        await steps.open_lost_codes(window)
        await steps.lost_confidential_code(window)
        await window.fill(steps.request_form(window.account))
    await again.press("Générer le code confidentiel", trying="regenerate.generated")
    await again.receive_mail()
    await walk.press("Générer le code confidentiel", trying="regenerate.sent-twice")


@scenario()
async def request_clicked_twice(walk: Walk) -> None:
    """The same request sent twice at once: the last mail and the code shown go together.

    Two mails may overtake each other. Whoever is refused with the code of the last one tries the
    other one's.
    """
    await steps.open_lost_codes(walk)
    await steps.lost_confidential_code(walk)
    await walk.fill(steps.request_form(walk.account))
    await walk.press("Générer le code confidentiel", trying="regenerate.sent-at-once", twice=True)
    certification = await walk.note_code()
    codes = await walk.receive_mails()
    await walk.press("Terminer")
    for number, confidential in enumerate(codes, start=1):
        window = walk if number == 1 else walk.visitor(f"B{number}")
        if number > 1:
            await window.open("home")
            await window.follow("Accès à mon espace personnalisé")
        await steps.log_in(window, confidential, trying="certification.sent-at-once")
        if number < len(codes) and not await window.shows("certification"):
            continue
        await steps.certify(window, certification, trying="certification.sent-at-once.accepted")
        if not await window.shows("login"):
            break


@scenario(ADMINISTRATOR, SECOND_ADMINISTRATOR)
async def two_tabs(walk: Walk) -> None:
    """Two searches in two windows of one browser do not mix."""
    other = walk.tab("2").on_behalf_of(1)
    for window in (walk, other):
        await steps.open_lost_codes(window)
        await steps.lost_both(window)
    await steps.search(walk, trying="search.found.two-tabs")
    await steps.search(other, trying="search.found.two-tabs")


@scenario(ADMINISTRATOR, SECOND_ADMINISTRATOR)
async def two_people_at_once(walk: Walk) -> None:
    """Two persons who recover at the same time each get their own codes."""
    other = walk.visitor("B").on_behalf_of(1)
    for window in (walk, other):
        await steps.open_lost_codes(window)
        await steps.lost_both(window)
    for window in (walk, other):
        await steps.search(window, trying="search.found.two-people")
    codes = []
    for window in (walk, other):
        form = steps.request_form(window.account)
        del form["Code identifiant"]
        await window.fill(form)
        await window.press(
            "Générer le code confidentiel",
            trying=("regenerate.generated", "regenerate.generated.two-people"),
        )
        confidential = await window.receive_mail()
        codes.append((confidential, await window.note_code()))
    (confidential, certification), (_, anothers) = codes
    await walk.press("Terminer")
    await steps.log_in(walk, confidential, trying="certification.asked")
    await steps.certify(walk, anothers, trying="certification.first-failure")
    await steps.certify(walk, certification)
    await other.press("Terminer")
    await steps.enter(other, *codes[1])


@scenario(ADMINISTRATOR, SECOND_ADMINISTRATOR)
async def sounds_of_three_codes(walk: Walk) -> None:
    """Each code has its own sound: that of another person, and that of an earlier code."""
    other = walk.visitor("B").on_behalf_of(1)
    for window in (walk, other):
        await steps.open_lost_codes(window)
        await steps.lost_confidential_code(window)
        await steps.request_code(window)
        await window.receive_mail()
    for window in (other, walk):
        await window.hear("Cliquez ici pour entendre la version sonore")
    await steps.open_lost_codes(walk)
    await steps.lost_confidential_code(walk)
    await steps.request_code(walk)
    await walk.hear("Cliquez ici pour entendre la version sonore")
    await walk.receive_mail()


@scenario(ADMINISTRATOR, COLLEAGUE)
async def others_untouched(walk: Walk) -> None:
    """A recovery and its failures leave the codes of a colleague unchanged.

    The colleague is registered first: what goes to the first of an establishment is noticed.
    """
    recovering = walk.visitor("B").on_behalf_of(1)
    confidential, certification = await steps.regenerate(recovering)
    await steps.log_in(recovering, confidential, trying="certification.asked")
    await steps.fail_three_times(recovering, certification)
    await walk.open("home")
    await walk.follow("Accès à mon espace personnalisé")
    await steps.log_in(walk, walk.account.confidential_code, trying="space.others-untouched")


@scenario(labels=("lockout",))
async def failures_in_three_browsers(walk: Walk) -> None:
    """Wrong codes are counted across browsers; the renewal opens the space."""
    confidential, certification = await steps.regenerate(walk)
    windows = (walk.visitor("B"), walk.visitor("C"), walk)
    failures = (
        "certification.first-failure",
        "certification.second-failure",
        "certification.third-failure.across-sessions",
    )
    for window, failure in zip(windows, failures, strict=True):
        await window.open("home")
        await window.follow("Accès à mon espace personnalisé")
        await steps.log_in(window, confidential, trying="certification.asked")
        await steps.certify(window, steps.wrong(certification), trying=failure)
    await steps.log_in(walk, confidential, trying="certification.third-failure.cancels")
    confidential, certification = await steps.regenerate(walk)
    await steps.log_in(walk, confidential, trying="certification.new-code-works")
    await steps.certify(walk, certification, trying="certification.renewed")


@scenario(labels=("lockout",))
async def right_code_too_late(walk: Walk) -> None:
    """After the third failure a window left open does not accept the right code either."""
    confidential, certification = await steps.regenerate(walk)
    waiting = walk.visitor("B")
    await waiting.open("home")
    await waiting.follow("Accès à mon espace personnalisé")
    for window in (waiting, walk):
        await steps.log_in(window, confidential, trying="certification.asked")
    await steps.fail_three_times(walk, certification)
    await waiting.fill({"Code de certification": certification})
    await waiting.press("Je valide", trying="certification.third-failure.elsewhere")


@scenario(labels=("lockout",))
async def codes_in_each_others_place(walk: Walk) -> None:
    """Neither code replaces the other; a renewal resets the number of failures."""
    confidential, certification = await steps.regenerate(walk)
    await steps.log_in(walk, certification, trying="login.certification-code-is-none")
    await steps.log_in(walk, confidential, trying="certification.asked")
    await steps.certify(walk, confidential, trying="certification.not-the-confidential-code")
    await steps.certify(walk, steps.wrong(certification), trying="certification.second-failure")
    later = walk.visitor("B")  # whoever has logged in half is asked for the code at once
    confidential, certification = await steps.regenerate(later)
    await steps.log_in(later, confidential, trying="certification.asked")
    await steps.fail_twice(later, certification)
    await steps.certify(later, certification, trying="certification.failures-reset")
