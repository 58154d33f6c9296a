"""A run as CI servers show it: annotations, summaries, code quality."""
