"""Parses HTML into an outline: the elements in document order."""
