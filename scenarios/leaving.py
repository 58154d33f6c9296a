"""The ways out of each page: Annuler, Terminer, and the links of the frame."""

from harness import Walk, scenario

from . import steps


@scenario()
async def cancel_step_1(walk: Walk) -> None:
    """« annuler » on step 1 leads back to the login window."""
    await steps.open_lost_codes(walk)
    await walk.follow("annuler")


@scenario()
async def cancel_step_2(walk: Walk) -> None:
    """« Annuler » leaves step 2 and searches nothing, whether all is filled in or not."""
    await steps.open_lost_codes(walk)
    await steps.lost_both(walk)
    await walk.fill(steps.search_form(walk.account))
    await walk.follow("Annuler")
    await steps.lost_both(walk)
    await walk.fill({"Votre Nom": walk.account.last_name})
    await walk.follow("Annuler")
    await steps.lost_both(walk)
    await steps.search(walk)


@scenario()
async def cancel_step_3(walk: Walk) -> None:
    """« Annuler » leaves step 3 and does nothing, whether all is filled in or not."""
    await steps.open_lost_codes(walk)
    await steps.lost_confidential_code(walk)
    await steps.request_code(walk, answer="Une autre", trying="regenerate.answer.right")
    await walk.fill(steps.request_form(walk.account))
    await walk.follow("Annuler")
    await steps.lost_both(walk)
    await steps.search(walk)
    await walk.fill({"Adresse e-mail": walk.account.email})
    await walk.follow("Annuler")
    await walk.follow("annuler")
    await steps.log_in(walk, walk.account.confidential_code, trying="space.opened")


@scenario()
async def links_of_the_login_window(walk: Walk) -> None:
    """The links of the home page and the login window open their pages.

    A portal may do without « Accueil »: it comes last, so that nothing hangs on it.
    """
    for words in ("Aide à la connexion", "Conditions générales d'utilisation (CGU)"):
        await walk.open("home")
        await walk.follow("Accès à mon espace personnalisé")
        await walk.follow(words)
    await walk.open("home")
    await walk.follow("Accueil")


@scenario()
async def links_of_step_1(walk: Walk) -> None:
    """The links of step 1's frame open their pages."""
    for words in ("Retour accueil", "cdc.retraites", "Conditions générales d'utilisation"):
        await steps.open_lost_codes(walk)
        await walk.follow(words)


@scenario()
async def links_of_step_3(walk: Walk) -> None:
    """The links of step 3's frame open their pages."""
    for words in ("Retour accueil", "Conditions générales d'utilisation"):
        await steps.open_lost_codes(walk)
        await steps.lost_confidential_code(walk)
        await walk.follow(words)


@scenario()
async def links_of_step_4(walk: Walk) -> None:
    """The links of step 4's frame open their pages; the codes stay valid."""
    await steps.open_lost_codes(walk)
    await steps.lost_confidential_code(walk)
    await steps.request_code(walk)
    certification = await walk.note_code()
    confidential = await walk.receive_mail()
    await walk.follow("Conditions générales d'utilisation")
    await walk.open("home")
    await walk.follow("Accès à mon espace personnalisé")
    await steps.enter(walk, confidential, certification)


@scenario()
async def home_from_step_4(walk: Walk) -> None:
    """« Retour accueil » on step 4 leads to the public home page."""
    await steps.open_lost_codes(walk)
    await steps.lost_confidential_code(walk)
    await steps.request_code(walk)
    await walk.receive_mail()
    await walk.follow("Retour accueil")


@scenario()
async def site_from_step_4(walk: Walk) -> None:
    """« cdc.retraites » on step 4 leads to the public home page."""
    await steps.open_lost_codes(walk)
    await steps.lost_confidential_code(walk)
    await steps.request_code(walk)
    await walk.receive_mail()
    await walk.follow("cdc.retraites")
