"""Harmless variations: portals that look or work otherwise and keep every promise of the guide."""

from reference_impl.alteration import Alteration

VARIATIONS: tuple[Alteration, ...] = ()
