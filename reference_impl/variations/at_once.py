"""The request of step 3 sent twice at once: portals that do not generate twice."""

from reference_impl.altering.alteration import Alteration
from reference_impl.altering.pairs import Pair, beside_another
from reference_impl.domain.flow import Flow, NewCodes, Refused

AT_ONCE = "sent at once"


async def _share(_flow: Flow, pair: Pair, _codes: NewCodes) -> str:
    return pair.first.certification


async def _refuse(_flow: Flow, _pair: Pair, _codes: NewCodes) -> str:
    raise Refused("Votre demande est déjà en cours : consultez votre messagerie.")


VARIATIONS = (
    Alteration(
        "second-request-shares-the-codes",
        AT_ONCE,
        "Of a request sent twice at once, both show the same code; one mail is sent.",
        beside_another(_share),
    ),
    Alteration(
        "second-request-refused",
        AT_ONCE,
        "Of a request sent twice at once, the second is refused with a message.",
        beside_another(_refuse),
    ),
)
