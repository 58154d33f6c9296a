"""Other processes: what they are given, how many there are, and what bounds their work."""
