"""Target files: how a portal is reached, what may be done there, what its words are."""
