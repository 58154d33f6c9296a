"""Measures the suite: alters a portal on purpose and asks which statements notice."""
