"""Secrets: replaced by pseudonyms in every file of a run, and searched again at the end."""
