"""Findings grouped for people: by statement, then by cause."""
