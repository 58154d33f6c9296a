"""Harmless variations: portals that look or work otherwise and keep every promise of the guide."""

from reference_impl.altering.alteration import Alteration
from reference_impl.variations import (
    answers,
    at_once,
    codes,
    controls,
    frame,
    headings,
    labels,
    mails,
    markup,
    notices,
    routing,
    sessions,
    sounds,
    typography,
)

VARIATIONS: tuple[Alteration, ...] = (
    *labels.VARIATIONS,
    *controls.VARIATIONS,
    *headings.VARIATIONS,
    *frame.VARIATIONS,
    *notices.VARIATIONS,
    *markup.VARIATIONS,
    *typography.VARIATIONS,
    *codes.VARIATIONS,
    *sounds.VARIATIONS,
    *mails.VARIATIONS,
    *answers.VARIATIONS,
    *at_once.VARIATIONS,
    *routing.VARIATIONS,
    *sessions.VARIATIONS,
)
