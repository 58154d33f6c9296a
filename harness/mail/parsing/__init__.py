"""Reads the bytes of a mail: its text, its links and its problems."""
