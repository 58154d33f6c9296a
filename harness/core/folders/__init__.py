"""Folders that others may have filled, and folders for secrets."""
