"""Seeded defects: the portal with one named regression, and the statements that must notice it."""

from reference_impl.alteration import Alteration
from reference_impl.mutants import texts

MUTANTS: tuple[Alteration, ...] = (*texts.MUTANTS,)
