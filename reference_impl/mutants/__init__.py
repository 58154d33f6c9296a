"""Seeded defects: the portal with one named regression, and the statements that must notice it."""

from reference_impl.altering.alteration import Alteration
from reference_impl.mutants import (
    at_once,
    comparisons,
    counters,
    encodings,
    fields,
    home,
    isolation,
    labels,
    links,
    mails,
    refusals,
    rules,
    sessions,
    sounds,
    spelling,
    steps,
    texts,
    unasked,
    validation,
    voiding,
)

MODULES = (
    texts,
    home,
    labels,
    links,
    fields,
    steps,
    rules,
    comparisons,
    spelling,
    validation,
    refusals,
    sessions,
    counters,
    voiding,
    at_once,
    isolation,
    mails,
    unasked,
    sounds,
    encodings,
)

MUTANTS: tuple[Alteration, ...] = tuple(each for module in MODULES for each in module.MUTANTS)
