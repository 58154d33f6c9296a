"""Stored runs: read from disk, judged again, merged."""
