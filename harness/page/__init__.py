"""From mark-up to what a person reads: the one place of beautifulsoup4."""
