"""Sentences for people, in English and French, made from facts and from catalogues."""

from harness.messages.catalogue import LANGUAGES, Catalogue, Language, Passage, catalogue

__all__ = ["LANGUAGES", "Catalogue", "Language", "Passage", "catalogue"]
