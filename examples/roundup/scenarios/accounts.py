"""Registration, and the reset of a lost password."""

from harness import Needs, Walk, scenario

NEW = "Fresh-4821-letters"
NOBODY = Needs(registered=False)


async def log_in(walk: Walk, password: str, trying: str) -> None:
    """Log in from another computer."""
    other = walk.visitor("B")
    await other.open("home")
    await other.fill({"Login": walk.account.username, "Password": password})
    await other.press("Login", trying=trying)


async def register(walk: Walk, again: str = NEW, trying: str = "register.sends") -> None:
    """Fill in the registration, and send it."""
    await walk.open("home")
    await walk.follow("Register")
    await walk.fill({"Login Name": walk.account.username, "E-mail address": walk.account.email})
    await walk.fill({"Login Password": NEW, "Confirm Password": again})
    await walk.press("Register", trying=trying)


async def ask(walk: Walk) -> None:
    """Ask for the mail with the link."""
    await walk.open("home")
    await walk.follow("Lost your login?")
    await walk.fill({"Email Address": walk.account.email})
    await walk.press("Request password reset", trying="forgotten.sends")
    await walk.receive_mail("reset-mail")


@scenario()
async def lost_password(walk: Walk) -> None:
    """The password of the second mail opens the account; the old one does not."""
    await ask(walk)
    await walk.follow_mail_link("reset-mail", trying="forgotten.reset")
    password = await walk.receive_mail("password-mail")
    await log_in(walk, walk.account.password, "home.old-password")
    await log_in(walk, password, "home.new-password")


@scenario()
async def link_used_twice(walk: Walk) -> None:
    """The second use is refused, on another computer as well."""
    await ask(walk)
    await walk.follow_mail_link("reset-mail")
    await walk.visitor("C").follow_mail_link("reset-mail", trying="forgotten.used")


@scenario()
async def altered_link(walk: Walk) -> None:
    """A wrong key is refused, and changes nothing."""
    await ask(walk)
    await walk.follow_mail_link("reset-mail", altered=True, trying="forgotten.altered")
    await log_in(walk, walk.account.password, "home.logged-in")


@scenario()
async def unknown_address(walk: Walk) -> None:
    """No mail is sent to an address that nobody has."""
    await walk.open("home")
    await walk.follow("Lost your login?")
    await walk.fill({"Email Address": f"x{walk.account.email}"})
    await walk.press("Request password reset", trying="forgotten.unknown")


@scenario()
async def wrong_password(walk: Walk) -> None:
    """It is refused, and the right one is not."""
    await log_in(walk, "Wrong-4821-letters", "home.wrong")
    await log_in(walk, walk.account.password, "home.logged-in")


@scenario(NOBODY)
async def registration(walk: Walk) -> None:
    """The link of the mail completes it, once; then the account can log in."""
    await register(walk)
    await walk.receive_mail("confirm-mail")
    await walk.follow_mail_link("confirm-mail")
    await walk.visitor("C").follow_mail_link("confirm-mail", trying="home.link-used")
    await log_in(walk, NEW, "home.registered")


@scenario(NOBODY)
async def different_passwords(walk: Walk) -> None:
    """The registration is refused."""
    await register(walk, again="Other-4821-letters", trying="register.different")
