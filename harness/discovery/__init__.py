"""Explores an unknown portal, compares it with the guide, and proposes a target file."""
