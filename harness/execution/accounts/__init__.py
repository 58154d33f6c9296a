"""The accounts of a run: leased to scenarios, tracked, put back."""
