"""Checks beyond the guide: security and accessibility."""
