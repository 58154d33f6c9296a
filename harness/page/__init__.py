"""From mark-up to what a person reads."""
