"""What a scenario is, and what it will do, known before a portal is touched."""
