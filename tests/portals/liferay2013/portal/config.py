"""Réglages de l'instance : un défaut et une variation au plus."""
DEFECT = None
VARIATION = None


def bad(name):
    return DEFECT == name


def var(name):
    return VARIATION == name
