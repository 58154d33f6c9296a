"""Reads a page from its HTML, as a reader sees it."""
