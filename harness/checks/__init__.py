"""Pure functions from the guide and a journal to findings."""
