"""A forgotten password is reset by the link of a mail."""

from harness import Walk, scenario

NEW, OTHER = "Neuf-4821-lettres", "Autre-4821-lettres"


def fresh(walk: Walk) -> str:
    """A password that the account does not have."""
    return OTHER if walk.account.password == NEW else NEW


async def ask(walk: Walk) -> None:
    """Ask for the mail, and receive it."""
    await walk.open("login")
    await walk.follow("Identifiants de connexion oubliés ?")
    await walk.fill({"Adresse électronique": walk.account.email})
    await walk.press("Réinitialiser mon mot de passe", trying="ask.sends")
    await walk.receive_mail()


async def choose(walk: Walk, new: str = "", again: str = "", trying: str = "") -> None:
    """Type the new password twice."""
    new = new or fresh(walk)
    await walk.fill({"Nouveau mot de passe": new, "Confirmation du mot de passe": again or new})
    await walk.press("Modifier mon mot de passe", trying=trying or ())


async def log_in(walk: Walk, password: str, trying: str) -> None:
    """Log in from another computer."""
    other = walk.visitor("B")
    await other.open("login")
    await other.fill({"Nom d’utilisateur": walk.account.username, "Mot de passe": password})
    await other.press("Connexion", trying=trying)


@scenario()
async def password_reset(walk: Walk) -> None:
    """The new password opens the site, and the old one does not."""
    await ask(walk)
    await walk.follow_mail_link()
    await choose(walk)
    await walk.follow("Connexion")
    await log_in(walk, walk.account.password, "login.old-password")
    await log_in(walk, fresh(walk), "login.new-password")


@scenario()
async def link_used_twice(walk: Walk) -> None:
    """The link was used at another computer: it is refused here, and so is an older one."""
    await ask(walk)
    await ask(walk)
    other = walk.visitor("B")
    await other.follow_mail_link(mail=2)
    await choose(other)
    await walk.follow_mail_link(mail=2, trying="invalid.used")
    await walk.follow_mail_link(mail=1, trying="invalid.used")


@scenario()
async def expired_link(walk: Walk) -> None:
    """It is good for a time only; `expiring.toml` makes that time short."""
    await ask(walk)
    await walk.links_expire()
    await walk.follow_mail_link(trying="invalid.old")


@scenario()
async def altered_link(walk: Walk) -> None:
    """A wrong token changes nothing."""
    await ask(walk)
    await walk.follow_mail_link(altered=True, trying="invalid.altered")
    await log_in(walk, walk.account.password, "login.unchanged")


@scenario()
async def refused_passwords(walk: Walk) -> None:
    """Two different ones, then one that is too short: the old one is still good."""
    await ask(walk)
    await walk.follow_mail_link()
    await choose(walk, again="Troisieme-4821-lettres", trying="choose.different")
    await choose(walk, "court1", trying="choose.too-short")
    await log_in(walk, walk.account.password, "login.unchanged")


@scenario()
async def unknown_address(walk: Walk) -> None:
    """Nobody learns who has an account."""
    await walk.open("login")
    await walk.follow("Identifiants de connexion oubliés ?")
    await walk.fill({"Adresse électronique": f"x{walk.account.email}"})
    await walk.press("Réinitialiser mon mot de passe", trying="ask.unknown")


@scenario()
async def wrong_password(walk: Walk) -> None:
    """The login is refused; then it succeeds."""
    await log_in(walk, "Faux-4821-lettres", "login.wrong")
    await log_in(walk, walk.account.password, "login.succeeds")
