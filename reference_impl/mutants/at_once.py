"""The request of step 3 sent twice at once, as by a double click: what the two do to each other."""

from reference_impl.altering.alteration import Alteration, Change
from reference_impl.altering.pairs import Pair, beside_another, generate
from reference_impl.domain.flow import Flow, NewCodes

AT_ONCE = "sent at once"

LANDS = ("regenerate.sent-at-once",)
CERTIFIED = ("certification.sent-at-once.accepted",)
# With one form for both codes, the login is refused at once.
TAKEN = ("certification.sent-at-once", *CERTIFIED)


async def _keep_half(flow: Flow, pair: Pair, codes: NewCodes) -> str:
    await flow.postman.send_code(pair.account.email, codes.confidential)
    flow.keep_codes(pair.account, NewCodes(codes.confidential, pair.first.certification))
    return codes.certification


async def _keep_other_half(flow: Flow, pair: Pair, codes: NewCodes) -> str:
    await flow.postman.send_code(pair.account.email, codes.confidential)
    flow.keep_codes(pair.account, NewCodes(pair.first.confidential, codes.certification))
    return codes.certification


async def _show_first(flow: Flow, pair: Pair, codes: NewCodes) -> str:
    await generate(flow, pair, codes)
    return pair.first.certification


async def _mail_nothing(flow: Flow, pair: Pair, codes: NewCodes) -> str:
    flow.keep_codes(pair.account, codes)
    return codes.certification


async def _keep_nothing(flow: Flow, pair: Pair, codes: NewCodes) -> str:
    await flow.postman.send_code(pair.account.email, codes.confidential)
    return codes.certification


async def _void(flow: Flow, pair: Pair, codes: NewCodes) -> str:
    shown = await generate(flow, pair, codes)
    flow.void_codes(pair.account)
    return shown


async def _break(_flow: Flow, _pair: Pair, _codes: NewCodes) -> str:
    raise RuntimeError("the row is locked by another request")


_WAYS: tuple[tuple[str, str, Change, tuple[str, ...]], ...] = (
    (
        "certification-codes-crossed",
        "the first one's certification code is valid with the second one's confidential code",
        beside_another(_keep_half),
        CERTIFIED,
    ),
    (
        "confidential-codes-crossed",
        "the first one's confidential code is valid with the second one's certification code",
        beside_another(_keep_other_half),
        TAKEN,
    ),
    (
        "first-code-shown",
        "step 4 shows the first one's certification code",
        beside_another(_show_first),
        CERTIFIED,
    ),
    (
        "second-mail-lost",
        "the second one changes the codes and sends no mail",
        beside_another(_mail_nothing),
        TAKEN,
    ),
    (
        "second-codes-not-kept",
        "the second one mails and shows codes that are not kept",
        beside_another(_keep_nothing),
        TAKEN,
    ),
    (
        "codes-void-after-two",
        "all codes are void",
        beside_another(_void),
        TAKEN,
    ),
    (
        "second-request-breaks",
        "the second one ends on an error",
        beside_another(_break),
        LANDS,
    ),
)

MUTANTS: tuple[Alteration, ...] = tuple(
    Alteration(name, AT_ONCE, f"The request sent twice at once: {what}.", change, breaks)
    for name, what, change, breaks in _WAYS
)
