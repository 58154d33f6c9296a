"""Kept runs: read from their folders, judged again, merged."""
