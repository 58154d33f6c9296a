"""Journals on disk: written while a scenario runs, read back as far as they were written."""
